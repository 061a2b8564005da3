import { leanFont, tablesOf } from './sfnt.js';

/** 〓, the printer's mark for a character that the fount does not hold. */
export const GETA = '〓';

/** A font's measures and coverage, read from its own tables. */
export class Typeface {
  /** Above and below the baseline, in parts of the size. */
  readonly ascent: number;
  readonly descent: number;
  /** The file as the PDF writer gets it. */
  readonly file: Buffer;
  private readonly glyphs: ReadonlyMap<number, number>;
  private readonly advances: Float64Array;

  constructor(source: Buffer) {
    const tables = tablesOf(source);
    const at = (tag: string): number => {
      const table = tables.get(tag);
      if (!table) throw new Error(`The font has no table '${tag}'`);
      return table.offset;
    };
    const unitsPerEm = source.readUInt16BE(at('head') + 18);
    const hhea = at('hhea');
    this.ascent = source.readInt16BE(hhea + 4) / unitsPerEm;
    this.descent = -source.readInt16BE(hhea + 6) / unitsPerEm;
    this.advances = readAdvances(source, at('hmtx'), source.readUInt16BE(hhea + 34), unitsPerEm);
    this.glyphs = readCharacters(source, at('cmap'));
    this.file = leanFont(source);
  }

  /** Whether the font can draw the character. */
  has(character: string): boolean {
    return this.glyphs.has(character.codePointAt(0) ?? -1);
  }

  /** Width of a text, in the unit of `size`. */
  width(text: string, size: number): number {
    let sum = 0;
    for (const character of text) sum += this.advance(character);
    return sum * size;
  }

  /** The text as it can be printed: what the font cannot draw becomes 〓, and is told in `missing` as U+XXXX, each once. */
  printable(text: string): { text: string; missing: string[] } {
    const missing = new Set<string>();
    const printed = [...text.normalize('NFC').replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')]
      .filter((character) => !INVISIBLE.test(character))
      .map((character) => {
        if (this.has(character)) return character;
        missing.add(`U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
        return GETA;
      });
    return { text: printed.join(''), missing: [...missing] };
  }

  private advance(character: string): number {
    const glyph = this.glyphs.get(character.codePointAt(0) ?? -1) ?? 0;
    return this.advances[Math.min(glyph, this.advances.length - 1)] ?? 0;
  }
}

/** Joiners and direction marks draw nothing; variation selectors are dropped with them. */
const INVISIBLE = /[\p{Cf}\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/u;

function readAdvances(file: Buffer, hmtx: number, count: number, unitsPerEm: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => file.readUInt16BE(hmtx + i * 4) / unitsPerEm);
}

/** Character → glyph, from the widest Unicode table of `cmap` (formats 12 and 4). */
function readCharacters(file: Buffer, cmap: number): Map<number, number> {
  const subtables = Array.from({ length: file.readUInt16BE(cmap + 2) }, (_, i) => {
    const at = cmap + file.readUInt32BE(cmap + 4 + i * 8 + 4);
    return { at, format: file.readUInt16BE(at) };
  });
  const full = subtables.find(({ format }) => format === 12);
  if (full) return segmentedCoverage(file, full.at);
  const basic = subtables.find(({ format }) => format === 4);
  if (basic) return deltaCoverage(file, basic.at);
  throw new Error('The font has no Unicode character table');
}

function segmentedCoverage(file: Buffer, at: number): Map<number, number> {
  const glyphs = new Map<number, number>();
  const groups = file.readUInt32BE(at + 12);
  for (let i = 0; i < groups; i++) {
    const group = at + 16 + i * 12;
    const first = file.readUInt32BE(group);
    const last = file.readUInt32BE(group + 4);
    const glyph = file.readUInt32BE(group + 8);
    for (let code = first; code <= last; code++) glyphs.set(code, glyph + code - first);
  }
  return glyphs;
}

function deltaCoverage(file: Buffer, at: number): Map<number, number> {
  const glyphs = new Map<number, number>();
  const doubled = file.readUInt16BE(at + 6);
  for (let i = 0; i < doubled; i += 2) {
    const last = file.readUInt16BE(at + 14 + i);
    const first = file.readUInt16BE(at + 16 + doubled + i);
    const delta = file.readUInt16BE(at + 16 + doubled * 2 + i);
    const rangeAt = at + 16 + doubled * 3 + i;
    const range = file.readUInt16BE(rangeAt);
    for (let code = first; code <= last && code !== 0xffff; code++) {
      const listed = range ? file.readUInt16BE(rangeAt + range + (code - first) * 2) : code;
      const glyph = range && listed === 0 ? 0 : (listed + delta) & 0xffff;
      if (glyph) glyphs.set(code, glyph);
    }
  }
  return glyphs;
}
