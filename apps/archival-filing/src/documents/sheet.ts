import type { CanvasElement, Content, ContentText } from 'pdfmake/interfaces.js';
import type { SetLine } from './compose.js';
import type { Typeface } from './typeface.js';

/** Upper edge of the em square above the baseline, in parts of the size; Chinese characters fill the square. */
const EM_TOP = 0.88;

export interface Cut {
  face: Typeface;
  size: number;
  bold?: boolean;
  color?: string;
}

/** A set line as content that pdfmake neither breaks nor moves. */
export function lineContent(line: Pick<SetLine, 'text' | 'spacing'>, cut: Cut): ContentText {
  return {
    text: line.text,
    fontSize: cut.size,
    noWrap: true,
    preserveLeadingSpaces: true,
    ...(cut.bold ? { bold: true } : {}),
    ...(cut.color ? { color: cut.color } : {}),
    ...(line.spacing ? { characterSpacing: line.spacing } : {}),
  };
}

/** Pages on which everything has its place in points from the upper left corner. */
export class Sheets {
  readonly content: Content[] = [];
  pages = 1;

  /** Puts a line so that its characters' upper edge is at `top`. */
  line(line: Pick<SetLine, 'text' | 'spacing'>, cut: Cut, x: number, top: number): void {
    const y = top - (cut.face.ascent - EM_TOP) * cut.size;
    this.content.push({ ...lineContent(line, cut), absolutePosition: { x, y } });
  }

  /** Puts vector elements; their own coordinates count from (x, y). */
  draw(canvas: CanvasElement[], x = 0, y = 0): void {
    this.content.push({ canvas, absolutePosition: { x, y } });
  }

  /** What follows stands on a new page. */
  turn(): void {
    this.content.push({ text: '', fontSize: 1, pageBreak: 'before' });
    this.pages += 1;
  }
}

/** Width of a line as set. */
export const widthOf = (line: Pick<SetLine, 'text' | 'spacing'>, cut: Cut): number =>
  cut.face.width(line.text, cut.size) + line.spacing * Math.max(0, [...line.text].length - 1);
