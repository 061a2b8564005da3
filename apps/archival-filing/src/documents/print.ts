import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { loadFounts, type Founts } from './fonts.js';
import { formDefinition } from './form.js';
import { formRows, opinions } from './form-rows.js';
import { letterText } from './letter-text.js';
import { letterDefinition } from './letter.js';
import { shortHash, type PrintedData } from './printed-data.js';
import { chineseDay, chineseNumber, FORM_TITLE, LETTER_TITLE } from './words.js';

/** The letter as a PDF. */
export function printLetter(data: PrintedData): Promise<Buffer> {
  const founts = loadFounts();
  const { data: printable } = inFount(data, founts);
  return write(letterDefinition(letterText(printable), data.checkUrl, founts), LETTER_TITLE, data);
}

/** The form as a PDF. */
export function printForm(data: PrintedData): Promise<Buffer> {
  const founts = loadFounts();
  const { data: printable, missing } = inFount(data, founts);
  const about = {
    reference: `申请编号：${data.form.number}　校验码：${shortHash(data.dataHash)}`,
    day: chineseDay(data.day),
    copies: chineseNumber(data.copies),
    checkUrl: data.checkUrl,
  };
  return write(formDefinition(formRows(printable, missing), opinions(printable.bureauName), about, founts), FORM_TITLE, data);
}

/** The data with 〓 for every character that the fount does not hold, and which those are. */
export function inFount(data: PrintedData, { text }: Founts): { data: PrintedData; missing: string[] } {
  const missing = new Set<string>();
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const printed = text.printable(value);
      printed.missing.forEach((code) => missing.add(code));
      return printed.text;
    }
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, walk(member)]));
  };
  return { data: walk(data) as PrintedData, missing: [...missing] };
}

/** The file says what it is and when it was printed; it holds no person's name outside its pages. */
function write(definition: TDocumentDefinitions, title: string, { form, day }: PrintedData): Promise<Buffer> {
  const info = { title: `${title} ${form.number}`, creationDate: new Date(`${day}T00:00:00+08:00`), producer: 'Biaozhi', creator: 'Biaozhi' };
  return pdfmake.createPdf({ ...definition, info }).getBuffer();
}
