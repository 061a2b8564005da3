/** How far into a page its `<meta charset>` may stand (HTML, prescan). */
const PRESCAN = 1024;
const WIDE = /^utf-?16/;

/**
 * The text of a page: byte order mark, header, `<meta>`, then UTF-8, as browsers do. Wrong bytes become U+FFFD; markup
 * is ASCII, so it is found in whatever the page says about itself.
 */
export function decodePage(bytes: Uint8Array, contentType: string | undefined): string {
  const charset = ofMark(bytes) ?? known(/charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? '')?.[1]) ?? ofMeta(bytes) ?? 'utf-8';
  return new TextDecoder(charset).decode(bytes);
}

function ofMark([a, b, c]: Uint8Array): string | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return undefined;
}

function ofMeta(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, PRESCAN)).toString('latin1');
  const named = known(/<meta[^>]+charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1]);
  // A page whose tag could be read as ASCII is not UTF-16, whatever it says.
  return named && WIDE.test(named) ? 'utf-8' : named;
}

/** The charset under its own name, if we can read it. */
function known(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}
