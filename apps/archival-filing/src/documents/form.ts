import type { Content, ContentTable, ContentText, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { balance, compose, type SetLine } from './compose.js';
import type { Field, FormRow, Opinion } from './form-rows.js';
import { SONG, type Founts } from './fonts.js';
import { mm, PAGE, SIZE } from './measures.js';
import { qrCode } from './qr.js';
import { lineContent, Sheets, widthOf, type Cut } from './sheet.js';
import { BASIS, FORM_TITLE } from './words.js';

const SIDE = mm(20);
const WIDTH = PAGE.width - 2 * SIDE;
const LABEL = 86;
const VALUE = WIDTH / 2 - LABEL;
const PADDING = 5;
const HAIR = 0.6;
const QR_SIDE = mm(24);
/** The round seal of an organ is 42 mm across. */
const SEAL = mm(44);
/** A cell taller than this goes on in the next row, so that every row fits on a page and a page is never left half empty. */
const LINES_PER_ROW = 14;

/** Inner width of a column that is `width` wide from line to line. */
const inner = (width: number): number => width - 2 * PADDING - HAIR;

/** Lays the form out as a table; rows never break, longer forms go on with a second page. */
export function formDefinition(
  rows: FormRow[],
  boxes: Opinion[],
  about: { reference: string; day: string; copies: string; checkUrl: string },
  founts: Founts,
): TDocumentDefinitions {
  const head = new Sheets();
  const title: Cut = { face: founts.bold, size: 18, bold: true };
  const small: Cut = { face: founts.text, size: SIZE.smallFive };
  const titleLine = { text: FORM_TITLE, spacing: 0 };
  head.line(titleLine, title, (PAGE.width - widthOf(titleLine, title)) / 2, mm(19));
  // Short lines: the QR code stands at their end.
  [`依据：${BASIS}`, about.reference, `打印日期：${about.day}　一式${about.copies}份`].forEach((text, i) =>
    head.line({ text, spacing: 0 }, small, SIDE, mm(28.5 + i * 4.2)),
  );
  head.draw(qrCode(about.checkUrl, QR_SIDE), PAGE.width - SIDE - QR_SIDE + mm(1.5), mm(15.5));

  return {
    pageSize: 'A4',
    pageMargins: [SIDE, mm(18), SIDE, mm(15)],
    defaultStyle: { font: SONG, fontSize: SIZE.five },
    language: 'zh-CN',
    content: [...head.content, { ...table(rows, founts), margin: [0, mm(23), 0, 0] }, opinionBoxes(boxes, founts)],
    footer: (page, pages) => foot(`${about.reference}　第${page}页 共${pages}页`, small),
  };
}

const LINES = {
  hLineWidth: () => HAIR,
  vLineWidth: () => HAIR,
  paddingLeft: () => PADDING,
  paddingRight: () => PADDING,
  paddingTop: () => 2.5,
  paddingBottom: () => 3.5,
};

function table(rows: FormRow[], founts: Founts): ContentTable {
  const body = rows.flatMap((row) => ('heading' in row ? [heading(row.heading, founts)] : fieldRows(row.fields, founts)));
  return {
    table: { widths: [LABEL, VALUE, LABEL, VALUE].map(inner), body, dontBreakRows: true },
    layout: LINES,
  };
}

function heading(text: string, { bold }: Founts): TableCell[] {
  const cut: Cut = { face: bold, size: SIZE.five, bold: true };
  return [{ ...lineContent({ text, spacing: 0 }, cut), colSpan: 4, fillColor: '#f1f1f1' }, {}, {}, {}];
}

/** The row, and as many more as its longest value needs. */
function fieldRows(fields: [Field] | [Field, Field], founts: Founts): TableCell[][] {
  const width = fields.length === 1 ? VALUE + LABEL + VALUE : VALUE;
  const values = fields.map(({ value }) =>
    value.split('\n').flatMap((part) => compose(part, { face: founts.text, size: SIZE.five, width: inner(width) })),
  );
  const parts = Math.max(1, ...values.map((lines) => Math.ceil(lines.length / LINES_PER_ROW)));
  return Array.from({ length: parts }, (_, part) => {
    const cells = fields.flatMap(({ label }, i): TableCell[] => {
      const lines = (values[i] ?? []).slice(part * LINES_PER_ROW, (part + 1) * LINES_PER_ROW);
      return [labelCell(part ? `${label}（续）` : label, founts), valueCell(lines, fields.length === 1 ? 3 : 1, founts)];
    });
    return fields.length === 1 ? [...cells, {}, {}] : cells;
  });
}

function labelCell(label: string, { text }: Founts): TableCell {
  const cut: Cut = { face: text, size: SIZE.five };
  const lines = balance(label, { ...cut, width: inner(LABEL) });
  return { stack: lines.map((line) => ({ ...lineContent(line, cut), alignment: 'center' as const })), verticalAlignment: 'middle' };
}

function valueCell(lines: SetLine[], colSpan: number, { text }: Founts): TableCell {
  const cut: Cut = { face: text, size: SIZE.five };
  return { stack: lines.map((line) => lineContent(line, cut)), colSpan, verticalAlignment: 'middle' };
}

/** Three boxes side by side and a row for remarks, kept together; each box has room for a round seal over its date. */
function opinionBoxes(boxes: Opinion[], founts: Founts): Content {
  const width = WIDTH / boxes.length;
  const plain: Cut = { face: founts.text, size: SIZE.five };
  return {
    unbreakable: true,
    table: {
      widths: boxes.map(() => inner(width)),
      body: [
        boxes.map(({ title }) => ({
          ...lineContent({ text: title, spacing: 0 }, { face: founts.bold, size: SIZE.five, bold: true }),
          alignment: 'center' as const,
          fillColor: '#f1f1f1',
        })),
        boxes.map((box) => opinionCell(box, width, founts)),
        [
          { ...lineContent({ text: '备注：', spacing: 0 }, plain), colSpan: boxes.length, margin: [0, 0, 0, mm(7)] },
          ...boxes.slice(1).map(() => ({})),
        ],
      ],
    },
    layout: { ...LINES, hLineWidth: (i: number) => (i ? HAIR : 0) },
  };
}

/** Opinion above, signature below it, and at the foot the line that the seal will cover. */
function opinionCell(box: Opinion, width: number, { text: face }: Founts): TableCell {
  const cut: Cut = { face, size: SIZE.five };
  const small: Cut = { face, size: SIZE.smallFive };
  const text = compose(box.text, { ...small, width: inner(width) });
  const written = text.length * (face.ascent + face.descent) * small.size;
  const right = (words: string, above: number): ContentText => ({
    ...lineContent({ text: words, spacing: 0 }, cut),
    alignment: 'right',
    margin: [0, above, 0, 0],
  });
  return {
    stack: [
      ...text.map((line) => lineContent(line, small)),
      { ...lineContent({ text: box.sign, spacing: 0 }, cut), margin: [0, Math.max(6, mm(20) - written), 0, 0] },
      right(box.seal, SEAL / 2 - mm(3)),
      right('年　　月　　日', 2),
    ],
  };
}

function foot(text: string, cut: Cut): Content {
  return { ...lineContent({ text, spacing: 0 }, cut), alignment: 'center', margin: [0, mm(3), 0, 0] };
}
