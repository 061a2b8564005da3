import { finding, type Finding } from '@biaozhi/problem';
import './messages.js';

/** Control characters but the line feed, lone surrogates, zero-width and bidirectional signs, tags, private use. */
const SIGNS = /(?!\n)\p{Cc}|[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|\p{Cs}|\p{Co}|[\u{e0000}-\u{e0fff}]/u;

/** What is wrong with a piece of text, or nothing. */
export function textFinding(value: unknown, pointer: string, max: number): Finding | undefined {
  if (typeof value !== 'string' || value.trim() === '') return finding('block-text-missing', pointer);
  if (SIGNS.test(value)) return finding('block-text-signs', pointer);
  return [...value].length > max ? finding('block-text-long', pointer, { max }) : undefined;
}

/** Text as it is kept: one form for each character (NFC), no space around. */
export const kept = (text: string): string => text.normalize('NFC').trim();
