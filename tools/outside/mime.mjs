/** Reads as much of a mail (RFC 5322, 2045–2047) as a page that shows it needs: subject, id and the first plain text. */
export function readMail(raw) {
  const { headers, body } = split(raw.toString('latin1'));
  return {
    subject: decodeWords(headers.get('subject') ?? ''),
    messageId: headers.get('message-id') ?? '',
    text: textOf(headers, body).replace(/\r\n/g, '\n').trimEnd(),
  };
}

function split(source) {
  const end = /\r?\n\r?\n/.exec(source);
  const head = end ? source.slice(0, end.index) : source;
  const body = end ? source.slice(end.index + end[0].length) : '';
  const headers = new Map();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body };
}

function textOf(headers, body) {
  const type = headers.get('content-type') ?? 'text/plain';
  const boundary = /^multipart\/[^;]+;.*boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary) {
    const parts = body.split(`--${boundary}`).slice(1, -1).map((part) => split(part.replace(/^\r?\n/, '')));
    const plain = parts.find((part) => /^(text\/plain|multipart\/)/i.test(part.headers.get('content-type') ?? 'text/plain')) ?? parts[0];
    return plain ? textOf(plain.headers, plain.body) : '';
  }
  const charset = /charset="?([\w-]+)"?/i.exec(type)?.[1] ?? 'utf-8';
  return decode(bytesOf(body, headers.get('content-transfer-encoding') ?? '7bit'), charset);
}

function bytesOf(body, encoding) {
  if (/^base64$/i.test(encoding)) return Buffer.from(body, 'base64');
  if (!/^quoted-printable$/i.test(encoding)) return Buffer.from(body, 'latin1');
  return Buffer.from(unquote(body.replace(/=\r?\n/g, '')), 'latin1');
}

const unquote = (text) => text.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));

/** Encoded words that follow each other are one text: a character may be cut between them. */
function decodeWords(text) {
  const joined = text.replace(/(\?=)\s+(?==\?)/g, '$1');
  return joined.replace(/(?:=\?[\w-]+\?[BQ]\?[^?]*\?=)+/gi, (run) => {
    const words = [...run.matchAll(/=\?([\w-]+)\?([BQ])\?([^?]*)\?=/gi)];
    const bytes = words.map(([, , kind, data]) =>
      kind.toUpperCase() === 'B' ? Buffer.from(data, 'base64') : Buffer.from(unquote(data.replaceAll('_', ' ')), 'latin1'),
    );
    return decode(Buffer.concat(bytes), words[0][1]);
  });
}

function decode(bytes, charset) {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}
