import { COUNTRIES } from './reserved.countries.js';

/**
 * Why a word is reserved (保留名称):
 * `country` the whole name; `division` the whole name, alone or with a word of government behind it; `national-head` at
 * the beginning; `government-word` and `forbidden` anywhere.
 */
export const RESERVED_KINDS = ['country', 'division', 'national-head', 'government-word', 'forbidden'] as const;
export type ReservedKind = (typeof RESERVED_KINDS)[number];

/** A row of the table of reserved names. */
export interface ReservedName {
  kind: ReservedKind;
  word: string;
  /** With `division`: code of the division that the name belongs to. */
  owner?: string;
  /** False frees a name that would be reserved otherwise, e.g. an abolished division that GB/T 2260 still lists. */
  reserved: boolean;
  /** Which rule or document says so. */
  source: string;
}

/** Only central bodies that carry the word in their name may begin a name with it. */
const NATIONAL_HEADS = ['中国', '中华', '国家', '全国', '中央'];

/** Words of government; a body that is no organ may not adorn itself with them. */
const GOVERNMENT_WORDS = ['人民政府', '政府', '人大', '政协', '监察', '党委', '纪委', '法院', '检察院', '公安'];

/** Content that 互联网域名管理办法 article 28 forbids, as far as a name can show it. */
const FORBIDDEN_WORDS = ['赌博', '博彩', '色情', '淫秽', '邪教', '毒品', '枪支', '暴恐', '法轮'];

const rows = (kind: ReservedKind, words: readonly string[], source: string): ReservedName[] =>
  words.map((word) => ({ kind, word, reserved: true, source }));

/**
 * First content of the table. The names of divisions are not in it: they stand by GB/T 2260, and the table adds to them
 * or frees some.
 */
export const RESERVED_SEED: readonly ReservedName[] = [
  ...rows('country', COUNTRIES, '注册管理机构保留名称：国家名称'),
  ...rows('national-head', NATIONAL_HEADS, '注册管理机构命名规则：国家级字样'),
  ...rows('government-word', GOVERNMENT_WORDS, '注册管理机构命名规则：机关字样'),
  ...rows('forbidden', FORBIDDEN_WORDS, '《互联网域名管理办法》第二十八条'),
];
