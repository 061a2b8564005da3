import { finding, type Finding } from '@biaozhi/problem';
import { LIMITS, type Block } from './blocks.js';
import { kept, textFinding } from './text.js';

type Raw = Record<string, unknown>;
type Check = (value: unknown, pointer: string) => Finding | readonly Finding[] | undefined;

const text =
  (max: number): Check =>
  (value, pointer) =>
    textFinding(value, pointer, max);
const optional =
  (check: Check): Check =>
  (value, pointer) =>
    value === undefined ? undefined : check(value, pointer);
const listOf =
  (check: Check, min: number, max: number): Check =>
  (value, pointer) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) return finding('block-count', pointer, { min, max });
    return value.flatMap((item: unknown, place) => check(item, `${pointer}/${place}`) ?? []);
  };

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const day: Check = (value, pointer) => (typeof value === 'string' && DAY.test(value) ? undefined : finding('block-day', pointer));
const link: Check = (value, pointer) =>
  typeof value === 'string' && value.length <= LIMITS.href && isWebAddress(value) ? undefined : finding('block-link', pointer);
const level: Check = (value, pointer) => (value === 2 || value === 3 ? undefined : finding('block-level', pointer));
const yesOrNo: Check = (value, pointer) => (typeof value === 'boolean' ? undefined : finding('isBoolean', pointer));

/** The fields of each kind of block; others are refused. */
const FIELDS: Record<Block['type'], Record<string, Check>> = {
  heading: { level, text: text(LIMITS.heading) },
  paragraph: { text: text(LIMITS.paragraph) },
  list: { ordered: yesOrNo, items: listOf(text(LIMITS.item), 1, LIMITS.items) },
  contact: Object.fromEntries(
    ['address', 'postcode', 'phone', 'mail', 'hours'].map((field) => [field, optional(text(LIMITS.contact))]),
  ),
  notice: { title: text(LIMITS.heading), text: text(LIMITS.notice), day },
  link: { text: text(LIMITS.linkText), href: link },
  table: {
    caption: text(LIMITS.linkText),
    header: listOf(text(LIMITS.cell), 1, LIMITS.columns),
    rows: listOf(listOf(text(LIMITS.cell), 1, LIMITS.columns), 1, LIMITS.rows),
  },
};

/** Whether text is an address of the web, without log-in data, that a browser reads just as it is written. */
export function isWebAddress(address: string): boolean {
  // The parser drops tabs and line breaks and takes backslashes for slashes: such text means something else than it shows.
  if (!/^https?:\/\/[^\s\\]+$/i.test(address) || !URL.canParse(address)) return false;
  const { protocol, username, password } = new URL(address);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}

/**
 * Reads blocks as they were sent: either every block is good, or there are findings with pointers into the body.
 * Blocks do not nest, so neither does the check.
 */
export function readBlocks(sent: readonly unknown[]): { blocks: Block[]; findings: Finding[] } {
  if (sent.length > LIMITS.blocks) return { blocks: [], findings: [finding('block-count', '/blocks', { min: 0, max: LIMITS.blocks })] };
  const findings = sent.flatMap((block, place) => blockFindings(block, `/blocks/${place}`));
  if (findings.length) return { blocks: [], findings };
  const blocks = sent.map((block) => tidy(block) as Block);
  const size = JSON.stringify(blocks).length;
  return size > LIMITS.page ? { blocks: [], findings: [finding('page-too-large', '/blocks')] } : { blocks, findings: [] };
}

function blockFindings(block: unknown, pointer: string): Finding[] {
  if (typeof block !== 'object' || block === null || Array.isArray(block)) return [finding('block-unknown', pointer)];
  const { type, ...given } = block as Raw;
  const fields = typeof type === 'string' && Object.hasOwn(FIELDS, type) ? FIELDS[type as Block['type']] : undefined;
  if (!fields) return [finding('block-unknown', `${pointer}/type`)];
  const unknown = Object.keys(given).filter((field) => !Object.hasOwn(fields, field));
  const findings = [
    ...unknown.map((field) => finding('block-field-unknown', `${pointer}/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`)),
    ...Object.entries(fields).flatMap(([field, check]) => check(given[field], `${pointer}/${field}`) ?? []),
  ];
  return findings.length ? findings : shapeFindings(block as Block, pointer);
}

/** What no field can see by itself. */
function shapeFindings(block: Block, pointer: string): Finding[] {
  if (block.type === 'contact' && Object.keys(block).length === 1) return [finding('contact-empty', pointer)];
  if (block.type !== 'table') return [];
  return block.rows.flatMap((row, place) =>
    row.length === block.header.length ? [] : [finding('block-cells', `${pointer}/rows/${place}`)],
  );
}

/** Every text in the form in which it is kept. */
function tidy(value: unknown): unknown {
  if (typeof value === 'string') return kept(value);
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, tidy(inner)]));
}
