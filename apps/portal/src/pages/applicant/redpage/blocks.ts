import type { Block } from '../model.js';

/** The pieces that a page is made of. */
export const BLOCK_TYPES = ['heading', 'paragraph', 'list', 'contact', 'notice', 'link', 'table'] as const;
export type BlockType = (typeof BLOCK_TYPES)[number];

interface Field {
  name: string;
  /** `lines`: one item a line; `grid`: rows by line, cells by `|`. */
  as: 'text' | 'long' | 'lines' | 'grid' | 'day' | 'level' | 'yes';
  optional?: boolean;
}

export const FIELDS_OF: Record<BlockType, Field[]> = {
  heading: [{ name: 'level', as: 'level' }, { name: 'text', as: 'text' }],
  paragraph: [{ name: 'text', as: 'long' }],
  list: [{ name: 'ordered', as: 'yes' }, { name: 'items', as: 'lines' }],
  contact: ['address', 'postcode', 'phone', 'mail', 'hours'].map((name) => ({ name, as: 'text' as const, optional: true })),
  notice: [{ name: 'title', as: 'text' }, { name: 'day', as: 'day' }, { name: 'text', as: 'long' }],
  link: [{ name: 'text', as: 'text' }, { name: 'href', as: 'text' }],
  table: [{ name: 'caption', as: 'text' }, { name: 'header', as: 'lines' }, { name: 'rows', as: 'grid' }],
};

const today = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());

/** A fresh, empty piece. */
export function emptyBlock(type: BlockType): Block {
  const start = { text: '', long: '', lines: [] as string[], grid: [] as string[][], day: today(), level: 2, yes: false };
  return Object.fromEntries([['type', type], ...FIELDS_OF[type].filter(({ optional }) => !optional).map(({ name, as }) => [name, start[as]])]) as Block;
}

/** A piece's field as text of an editor. */
export function asText(value: unknown, as: Field['as']): string {
  if (as === 'lines') return ((value as string[] | undefined) ?? []).join('\n');
  if (as === 'grid') return ((value as string[][] | undefined) ?? []).map((row) => row.join(' | ')).join('\n');
  return String(value ?? '');
}

/** And back. */
export function fromText(text: string, as: Field['as']): unknown {
  if (as === 'lines') return text.split('\n');
  if (as === 'grid') return text.split('\n').map((row) => row.split('|').map((cell) => cell.trim()));
  return as === 'level' ? Number(text) : text;
}

/** What is sent: no empty optional field, no empty line at the end of a list. */
export function tidy(block: Block): Block {
  const fields = FIELDS_OF[block.type as BlockType];
  const kept = fields
    .filter(({ name, optional }) => !optional || String(block[name] ?? '').trim() !== '')
    .map(({ name, as }) => {
      const value = block[name];
      if (as === 'lines') return [name, (value as string[]).map((line) => line.trim()).filter(Boolean)];
      if (as === 'grid') return [name, (value as string[][]).filter((row) => row.some((cell) => cell !== ''))];
      return [name, value];
    });
  return Object.fromEntries([['type', block.type], ...kept]) as Block;
}
