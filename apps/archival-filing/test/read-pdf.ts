import * as jsqrModule from 'jsqr';
import { getDocument, OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

// The package is CommonJS and its function is the module itself or its `default`, by how it is loaded.
const jsQR = [jsqrModule.default, jsqrModule].find((one) => typeof one === 'function') as unknown as (
  dots: Uint8ClampedArray,
  width: number,
  height: number,
) => { data: string } | null;

/** A piece of text with its place in points from the upper left corner of its page; `y` is its baseline. */
export interface Placed {
  text: string;
  x: number;
  y: number;
  width: number;
  size: number;
}

/** A filled rectangle, from the upper left corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  colour: string;
}

export interface ReadPage {
  width: number;
  height: number;
  pieces: Placed[];
  /** All text of the page, spaces and breaks taken out. */
  text: string;
  boxes: Box[];
}

export interface ReadPdf {
  pages: ReadPage[];
  /** All text, spaces and breaks taken out. */
  text: string;
  info: Record<string, unknown>;
}

/** Reads a PDF back as another program would. */
export async function readPdf(pdf: Buffer): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0, useSystemFonts: false });
  const document = await task.promise;
  const pages: ReadPage[] = [];
  for (let number = 1; number <= document.numPages; number++) pages.push(await readPage(await document.getPage(number)));
  const { info } = await document.getMetadata();
  await task.destroy();
  return { pages, text: pages.map(({ text }) => text).join(''), info: info as Record<string, unknown> };
}

async function readPage(page: PDFPageProxy): Promise<ReadPage> {
  const { width, height } = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const pieces = items
    .filter((item) => 'str' in item)
    .filter(({ str }) => str.trim())
    .map(({ str, transform, width: w }): Placed => {
      const [a, , , , x, y] = transform as number[];
      return { text: str, x: x!, y: height - y!, width: w, size: a! };
    });
  return { width, height, pieces, text: pieces.map(({ text }) => text).join('').replace(/\s/g, ''), boxes: await boxesOf(page, height) };
}

/** Every filled rectangle. The writer turns the page upside down once, so its coordinates count from the top already. */
async function boxesOf(page: PDFPageProxy, height: number): Promise<Box[]> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const boxes: Box[] = [];
  let matrix = [1, 0, 0, 1, 0, 0];
  let colour = '#000000';
  const saved: (typeof matrix)[] = [];
  fnArray.forEach((operator, i) => {
    const args = argsArray[i] as unknown[];
    if (operator === OPS.save) saved.push(matrix);
    if (operator === OPS.restore) matrix = saved.pop() ?? matrix;
    if (operator === OPS.transform) matrix = multiply(matrix, args as number[]);
    if (operator === OPS.setFillRGBColor) colour = String(args[0]);
    // An empty path has no bounds.
    if (operator !== OPS.constructPath || args[0] !== OPS.fill || !args[2]) return;
    const [left, top, right, bottom] = args[2] as number[];
    const [x1, y1] = place(matrix, left!, top!);
    const [x2, y2] = place(matrix, right!, bottom!);
    boxes.push({
      x: Math.min(x1, x2),
      y: height - Math.max(y1, y2),
      width: Math.abs(x2 - x1),
      height: Math.abs(y2 - y1),
      colour,
    });
  });
  return boxes;
}

const multiply = ([a, b, c, d, e, f]: number[], [g, h, i, j, k, l]: number[]): number[] => [
  a! * g! + c! * h!,
  b! * g! + d! * h!,
  a! * i! + c! * j!,
  b! * i! + d! * j!,
  a! * k! + c! * l! + e!,
  b! * k! + d! * l! + f!,
];

const place = ([a, b, c, d, e, f]: number[], x: number, y: number): [number, number] => [a! * x + c! * y + e!, b! * x + d! * y + f!];

/** What the QR code on a page says: its black boxes drawn at three dots to the point, and read by a decoder of another make. */
export function decodeQr({ boxes }: Pick<ReadPage, 'boxes'>): string | undefined {
  const black = boxes.filter(({ colour }) => colour === '#000000');
  const [scale, margin] = [3, 12];
  const left = Math.min(...black.map(({ x }) => x)) - margin;
  const top = Math.min(...black.map(({ y }) => y)) - margin;
  const columns = Math.round((Math.max(...black.map(({ x, width }) => x + width)) + margin - left) * scale);
  const rows = Math.round((Math.max(...black.map(({ y, height }) => y + height)) + margin - top) * scale);
  const dots = new Uint8ClampedArray(columns * rows * 4).fill(255);
  for (const box of black) {
    const [x, y] = [box.x - left, box.y - top];
    for (let row = Math.round(y * scale); row < Math.round((y + box.height) * scale); row++) {
      for (let column = Math.round(x * scale); column < Math.round((x + box.width) * scale); column++) {
        dots.fill(0, (row * columns + column) * 4, (row * columns + column) * 4 + 3);
      }
    }
  }
  return jsQR(dots, columns, rows)?.data;
}
