/** Parts that a short message is billed and sent in: 70 UTF-16 units for one, 67 for each of several. A surrogate pair is not torn apart. */
export function smsParts(text: string): number {
  if (text.length <= 70) return 1;
  let parts = 1;
  let room = 67;
  for (const char of text) {
    if (char.length > room) {
      parts++;
      room = 67;
    }
    room -= char.length;
  }
  return parts;
}

/** True for a signature (短信签名) as carriers take it: 【…】 first in the text, 2 to 18 characters inside. */
export const hasSmsSignature = (text: string): boolean => /^【[^【】]{2,18}】/u.test(text);

/** Yuan of an amount in fen: `20000` → `200.00`. */
export const yuan = (fen: number): string => (fen / 100).toFixed(2);
