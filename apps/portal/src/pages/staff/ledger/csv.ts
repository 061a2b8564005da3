/**
 * Text that a spreadsheet would take for a formula, also behind blanks and in full width. Such a cell gets a
 * leading apostrophe, which spreadsheets read as "this is text".
 */
const FORMULA = /^[\s\u00a0\u3000]*[=+\-@|%＝＋－＠]/;
/** Cells that begin with a control character are read like the character behind it. */
// eslint-disable-next-line no-control-regex
const CONTROL = /^[\u0000-\u001f]/;
/** More digits than a spreadsheet keeps exactly. */
const LONG_NUMBER = /^\d{12,}$/;
/** The longest cell that spreadsheets take. */
export const LONGEST = 32_767;

/** One cell: inert, quoted, with its quotes doubled. */
export function cell(value: unknown): string {
  const text = value === undefined || value === null ? '' : String(value);
  const risky = FORMULA.test(text) || CONTROL.test(text) || LONG_NUMBER.test(text);
  // A list separator of some languages ends a cell too early unless the cell is quoted, so every cell is.
  return `"${(risky ? `'${text}` : text).slice(0, LONGEST).replaceAll('"', '""')}"`;
}

/** A table as RFC 4180 text, with the mark by which spreadsheets know UTF-8. */
export const csv = (rows: readonly (readonly unknown[])[]): string =>
  `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
