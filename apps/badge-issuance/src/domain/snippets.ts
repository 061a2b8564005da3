import { scriptPath } from './code.js';

/** The code that a unit pastes before `</body>` of every page. */
export interface Snippets {
  /** The form that sites use today: writes itself while the page loads. */
  classic: string;
  /** For pages that are built by script, cached or checked for `document.write`; leads on without script too. */
  static: string;
  /** For places that allow no script at all (strict CSP, apps): image and link. */
  link: string;
}

/**
 * The snippets of a badge.
 * @param publicUrl the address that serves script, image and page, without a path
 */
export function snippetsOf(
  { code, publicId, colour }: { code: string; publicId: string; colour: 'red' | 'blue' },
  publicUrl: string,
): Snippets {
  const base = badgeBase(publicUrl);
  const src = `${base}${scriptPath(code)}`;
  const page = `${base}/sitename?method=show&amp;id=${publicId}`;
  return {
    classic:
      `<script type="text/javascript">document.write(unescape("%3Cspan id='_ideConac' %3E%3C/span%3E` +
      `%3Cscript src='${src}' type='text/javascript'%3E%3C/script%3E"));</script>`,
    static:
      `<script async src="${src}" data-id="${publicId}"></script>` +
      `<noscript><a href="${page}" target="_blank" rel="noopener">网站标识</a></noscript>`,
    link:
      `<a href="${page}" target="_blank" rel="noopener">` +
      `<img src="${base}/image/${colour}.svg" width="100" height="100" alt="网站标识"></a>`,
  };
}

/** https when we are served by https; else relative to the page's own protocol, for trials on one machine. */
export function badgeBase(publicUrl: string): string {
  const { protocol, host } = new URL(publicUrl);
  return protocol === 'https:' ? `https://${host}` : `//${host}`;
}
