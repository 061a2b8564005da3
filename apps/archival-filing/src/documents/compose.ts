import type { Typeface } from './typeface.js';

/** A line that has been set: where it begins and how much its characters are spread (negative: drawn together). */
export interface SetLine {
  text: string;
  /** Points to the right of the column's edge. */
  indent: number;
  /** Extra points after each character. */
  spacing: number;
}

export interface Measure {
  face: Typeface;
  /** Size of the characters, points. */
  size: number;
  /** Width of the column, points. */
  width: number;
  /** Indent of the first line, points. */
  indent?: number;
  /** Spread every line but the last one over the whole width. */
  justify?: boolean;
}

/** 避头: may not begin a line. */
const NOT_FIRST = new Set('，。、；：？！）》〉」』】〕”’…—％·,.;:?!)]}%');
/** 避尾: may not end a line. */
const NOT_LAST = new Set('（《〈「『【〔“‘([{');
/** A word or number in Latin letters stays on one line while it fits; an address may break after a dot or slash. */
const PIECES = /[!-~]+?(?:[./](?=[a-z])|(?![!-~]))|[^!-~]/gu;
/** How far the characters of a line may be drawn together, in parts of their size: lets 28 three-size characters stand on 156 mm. */
const SQUEEZE = 0.016;

/**
 * Breaks a text into lines by the Chinese rules (避头尾), never wider than the column.
 * A Latin run longer than a line is cut, after a separator where there is one.
 */
export function compose(text: string, measure: Measure): SetLine[] {
  const { face, size, width, indent = 0, justify = false } = measure;
  const lines: SetLine[] = [];
  let queue = pieces(text.trim(), face, size, width - indent);
  while (queue.length) {
    const room = width - (lines.length ? 0 : indent);
    const taken = fitting(queue, face, size, room);
    const line = queue.slice(0, taken).join('').trimEnd();
    queue = queue.slice(taken);
    while (queue[0] === ' ') queue.shift();
    lines.push({
      text: line,
      indent: lines.length ? 0 : indent,
      spacing: spread(line, face, size, room, justify && queue.length > 0),
    });
  }
  return lines;
}

/** Breaks a text that must look even (a name, a title) into lines of about the same length, none wider than the column. */
export function balance(text: string, measure: Measure): SetLine[] {
  const least = compose(text, measure).length;
  if (least < 2) return compose(text, measure);
  const total = measure.face.width(text, measure.size);
  for (let width = total / least; width < measure.width; width += measure.size / 2) {
    const lines = compose(text, { ...measure, width });
    if (lines.length === least) return lines;
  }
  return compose(text, measure);
}

function pieces(text: string, face: Typeface, size: number, room: number): string[] {
  return (text.match(PIECES) ?? []).flatMap((piece) => (face.width(piece, size) <= room ? [piece] : cut(piece, face, size, room)));
}

function cut(piece: string, face: Typeface, size: number, room: number): string[] {
  const parts: string[] = [];
  let rest = piece;
  while (face.width(rest, size) > room) {
    let end = rest.length;
    while (end > 1 && face.width(rest.slice(0, end), size) > room) end -= 1;
    const separator = Math.max(...['.', '-', '/', '@', '_', '?', '&', '='].map((mark) => rest.lastIndexOf(mark, end - 1)));
    const at = separator > end / 2 ? separator + 1 : end;
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...parts, rest];
}

/** How many pieces stand on a line of that width: as many as fit, then fewer until the break is a permitted one. */
function fitting(queue: string[], face: Typeface, size: number, room: number): number {
  let most = 0;
  let natural = 0;
  let characters = 0;
  for (const piece of queue) {
    natural += face.width(piece, size);
    characters += [...piece].length;
    if (natural - Math.max(0, characters - 1) * size * SQUEEZE > room) break;
    most += 1;
  }
  if (most >= queue.length) return queue.length;
  let taken = most;
  while (taken > 1 && !mayBreak(queue, taken)) taken -= 1;
  return mayBreak(queue, taken) ? Math.max(1, taken) : Math.max(1, most);
}

const mayBreak = (queue: string[], at: number): boolean =>
  !NOT_FIRST.has([...(queue[at] ?? '')][0] ?? '') && !NOT_LAST.has(queue[at - 1]?.at(-1) ?? '');

function spread(line: string, face: Typeface, size: number, room: number, justify: boolean): number {
  const gaps = [...line].length - 1;
  if (gaps < 1) return 0;
  const spare = room - face.width(line, size);
  if (spare < 0) return spare / gaps;
  // A line that ends early because the next word is long stays loose rather than being torn apart.
  return justify && spare / gaps <= size * 0.15 ? spare / gaps : 0;
}
