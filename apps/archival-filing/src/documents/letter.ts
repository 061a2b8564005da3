import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { balance, compose, type SetLine } from './compose.js';
import { SONG, type Founts } from './fonts.js';
import type { LetterText } from './letter-text.js';
import { CELL, LINE, mm, PAGE, RED, SIZE, TYPE_AREA } from './measures.js';
import { qrCode } from './qr.js';
import { Sheets, widthOf, type Cut } from './sheet.js';
import { LETTER_TITLE } from './words.js';

/** Both red double rules are 170 mm long and centred; the letterhead stays within them. */
const RULE = { width: mm(170), left: mm(20) };
const LETTERHEAD_TOP = mm(30);
const LOWER_RULE = PAGE.height - mm(20);
const QR_SIDE = mm(23);
/** Lines are drawn closer, down to this, where that saves a second page. */
const PITCHES = [LINE, 28, 27, 26];
const BOTTOM = TYPE_AREA.top + TYPE_AREA.height;
/** 成文日期 stands four characters from the right edge (GB/T 9704-2012, 7.3.5.1). */
const DAY_RIGHT = TYPE_AREA.left + TYPE_AREA.width - 4 * CELL;

/** A line of the letter's text, or an empty one. */
interface Row {
  line: SetLine;
  x: number;
}
const EMPTY: Row = { line: { text: '', indent: 0, spacing: 0 }, x: 0 };

/** Lays the letter out as 信函格式 of GB/T 9704-2012 (10.1). */
export function letterDefinition(text: LetterText, checkUrl: string, founts: Founts): TDocumentDefinitions {
  const sheets = new Sheets();
  const body: Cut = { face: founts.text, size: SIZE.three };
  const start = drawHead(sheets, text, checkUrl, founts);
  drawRule(sheets, LOWER_RULE, 'thin-thick');

  const rows = bodyRows(text, founts);
  const closing = closingRows(text, founts);
  const pitch = PITCHES.find((step) => start + (rows.length + closing.length) * step <= BOTTOM) ?? LINE;
  let top = start;
  const put = (row: Row): void => {
    if (top + pitch > BOTTOM + 0.01) {
      sheets.turn();
      drawFoot(sheets, text.reference.slice(0, 2).join('　'), founts);
      top = TYPE_AREA.top;
    }
    if (row.line.text) sheets.line(row.line, body, row.x, top + (pitch - body.size) / 2);
    top += pitch;
  };
  // The seal may not stand on a page without text: the last two lines of the body go over with what is below them.
  const kept = Math.min(2, rows.length);
  rows.slice(0, rows.length - kept).forEach(put);
  if (top + (kept + closing.length) * pitch > BOTTOM + 0.01) top = BOTTOM;
  [...rows.slice(rows.length - kept), ...closing].forEach(put);

  return {
    pageSize: 'A4',
    // Everything has its own place; margins would only make pdfmake move it.
    pageMargins: 0,
    defaultStyle: { font: SONG },
    language: 'zh-CN',
    content: sheets.content,
  };
}

/** Letterhead, upper rule, document number, QR code and title. Answers where the text begins. */
function drawHead(sheets: Sheets, text: LetterText, checkUrl: string, founts: Founts): number {
  const small: Cut = { face: founts.text, size: SIZE.smallFive };
  const { lines, cut } = letterhead(text.letterhead, founts);
  let top = LETTERHEAD_TOP;
  for (const line of lines) {
    sheets.line(line, cut, RULE.left + (RULE.width - widthOf(line, cut)) / 2, top);
    top += cut.size * 1.25;
  }
  const rule = top - cut.size * 0.25 + mm(4);
  drawRule(sheets, rule, 'thick-thin');

  const number: Cut = { face: founts.text, size: SIZE.three };
  const belowRule = rule + mm(1.4) + (SIZE.three * 7) / 8;
  const numberLine = { text: text.documentNumber, spacing: 0 };
  sheets.line(numberLine, number, TYPE_AREA.left + TYPE_AREA.width - widthOf(numberLine, number), belowRule);

  const qrTop = rule + mm(2.5);
  sheets.draw(qrCode(checkUrl, QR_SIDE), TYPE_AREA.left - mm(2), qrTop);
  text.reference.forEach((line, i) =>
    sheets.line({ text: line, spacing: 0 }, small, TYPE_AREA.left + QR_SIDE - mm(1), qrTop + mm(8) + i * mm(4.6)),
  );

  const title: Cut = { face: founts.bold, size: SIZE.two, bold: true };
  let titleTop = belowRule + SIZE.three + 2 * LINE;
  for (const line of balance(LETTER_TITLE, { ...title, width: TYPE_AREA.width })) {
    sheets.line(line, title, TYPE_AREA.left + (TYPE_AREA.width - widthOf(line, title)) / 2, titleTop);
    titleTop += title.size * 1.4;
  }
  return titleTop + LINE * 0.7;
}

/** As large as the rule is long, one line while it is still dignified, then as few even lines as it takes. */
function letterhead(name: string, { bold }: Founts): { lines: SetLine[]; cut: Cut } {
  for (const [size, most] of [[36, 1], [32, 1], [28, 1], [25, 1], [26, 2], [22, 2], [18, 3], [15, 4]] as const) {
    const lines = balance(name, { face: bold, size, width: RULE.width });
    if (lines.length <= most) return { lines, cut: { face: bold, size, bold: true, color: RED } };
  }
  return { lines: balance(name, { face: bold, size: 12, width: RULE.width }), cut: { face: bold, size: 12, bold: true, color: RED } };
}

function drawRule(sheets: Sheets, y: number, order: 'thick-thin' | 'thin-thick'): void {
  const [thick, thin] = [2.2, 0.7];
  const [upper, lower] = order === 'thick-thin' ? [thick, thin] : [thin, thick];
  const second = y + upper + 1.2;
  sheets.draw([
    { type: 'rect', x: RULE.left, y, w: RULE.width, h: upper, color: RED },
    { type: 'rect', x: RULE.left, y: second, w: RULE.width, h: lower, color: RED },
  ]);
}

function bodyRows(text: LetterText, { text: face }: Founts): Row[] {
  const measure = { face, size: SIZE.three, width: TYPE_AREA.width };
  const addressee = compose(text.addressee, measure);
  const paragraphs = text.paragraphs.flatMap((paragraph) => compose(paragraph, { ...measure, indent: 2 * CELL, justify: true }));
  return [...addressee, ...paragraphs].map((line) => ({ line, x: TYPE_AREA.left + line.indent }));
}

/** 附件说明, 署名, 成文日期 and 附注, with room for the seal. */
function closingRows(text: LetterText, { text: face }: Founts): Row[] {
  const measure = { face, size: SIZE.three, width: TYPE_AREA.width };
  const cut: Cut = { face, size: SIZE.three };
  const hang = 2 * CELL + face.width('附件：1. ', SIZE.three);
  const attachments = text.attachments.flatMap((name, i) =>
    compose(name, { ...measure, width: TYPE_AREA.width - hang }).map((line, j): Row => {
      if (j) return { line, x: TYPE_AREA.left + hang };
      const lead = `${i ? '' : '附件：'}${i + 1}. `;
      const x = TYPE_AREA.left + hang - face.width(lead, SIZE.three);
      return { line: { ...line, text: lead + line.text }, x };
    }),
  );
  const day = { text: text.day, indent: 0, spacing: 0 };
  const centre = DAY_RIGHT - widthOf(day, cut) / 2;
  const right = TYPE_AREA.left + TYPE_AREA.width;
  const signature = balance(text.signature, { ...measure, width: 24 * CELL }).map((line): Row => {
    const width = widthOf(line, cut);
    return { line, x: Math.min(centre - width / 2, right - width) };
  });
  const note = compose(text.note, { ...measure, indent: 2 * CELL }).map((line) => ({ line, x: TYPE_AREA.left + line.indent }));
  return [EMPTY, ...attachments, EMPTY, EMPTY, ...signature, { line: day, x: centre - widthOf(day, cut) / 2 }, ...note];
}

/** From the second page on: the page's number, even pages at the left, and what ties the page to the first one. */
function drawFoot(sheets: Sheets, reference: string, { text: face }: Founts): void {
  const number = { text: `— ${sheets.pages} —`, spacing: 0 };
  const cut: Cut = { face, size: SIZE.four };
  const outer = sheets.pages % 2 ? TYPE_AREA.width - widthOf(number, cut) - SIZE.four : SIZE.four;
  sheets.line(number, cut, TYPE_AREA.left + outer, BOTTOM + mm(7));
  sheets.line({ text: reference, spacing: 0 }, { face, size: SIZE.smallFive }, TYPE_AREA.left, BOTTOM + mm(16));
}
