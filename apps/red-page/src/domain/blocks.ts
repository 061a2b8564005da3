/** 标题 */
export interface HeadingBlock {
  type: 'heading';
  /** The page's title is the heading of level 1. */
  level: 2 | 3;
  text: string;
}

/** 段落: line breaks are kept. */
export interface ParagraphBlock {
  type: 'paragraph';
  text: string;
}

/** 列表 */
export interface ListBlock {
  type: 'list';
  ordered: boolean;
  items: string[];
}

/** 联系方式: what a visitor needs to reach the unit, no person's name. */
export interface ContactBlock {
  type: 'contact';
  address?: string;
  postcode?: string;
  phone?: string;
  mail?: string;
  hours?: string;
}

/** 公告 */
export interface NoticeBlock {
  type: 'notice';
  title: string;
  text: string;
  /** `YYYY-MM-DD` */
  day: string;
}

/** 链接 */
export interface LinkBlock {
  type: 'link';
  text: string;
  /** http or https. */
  href: string;
}

/** 表格 */
export interface TableBlock {
  type: 'table';
  caption: string;
  header: string[];
  rows: string[][];
}

/** A piece of a red page. There is no raw HTML and no image: what is shown is drawn by us. */
export type Block = HeadingBlock | ParagraphBlock | ListBlock | ContactBlock | NoticeBlock | LinkBlock | TableBlock;

/** Bounds of a page; lengths in characters (code points). */
export const LIMITS = {
  blocks: 100,
  heading: 60,
  paragraph: 3_000,
  items: 50,
  item: 300,
  contact: 200,
  notice: 2_000,
  linkText: 100,
  href: 2_000,
  columns: 8,
  rows: 60,
  cell: 200,
  /** All text of a page together. */
  page: 60_000,
} as const;
