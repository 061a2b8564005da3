/**
 * What a scanner types for the QR code on letter and form is the address of the check page, with the filing's number at the end of its path.
 * Anything else is taken as it was typed.
 */
export function numberIn(typed: string): string {
  const text = typed.normalize('NFC').trim();
  const found = /\/check\/([^/?#]+)/.exec(text)?.[1];
  if (found === undefined) return text;
  try {
    return decodeURIComponent(found);
  } catch {
    return found;
  }
}
