import type { RedPageState } from '@biaozhi/contracts';
import { finding } from '@biaozhi/problem';
import type { Rule } from '@biaozhi/workflow';
import type { Block } from './blocks.js';
import './messages.js';
import { textFinding } from './text.js';

/** Why a page may not be shown for the moment. */
export type Hold = 'badge' | 'domain';

/** What a unit writes. */
export interface Content {
  title: string;
  blocks: readonly Block[];
  footer: Footer;
}

/** The bottom of the page; the badge is drawn by us, the unit only decides that it is there. */
export interface Footer {
  badge: boolean;
  /** Lines above it: filing numbers, copyright. */
  lines: readonly string[];
}

/** What the rules look at. */
export interface PageSubject {
  readonly state: RedPageState['state'];
  readonly draft: Content;
  readonly holds: readonly Hold[];
  /** The state that it comes back to when the holds are gone; nothing when the unit took it down itself. */
  readonly resumes?: 'PUBLISHED' | 'EDITED';
}

/** What is decided along with a step: the hold that is lifted. */
export interface PageDecision {
  hold?: Hold;
}

type PageRule = Rule<PageSubject, PageDecision>;

/** 标题: 2–60 characters. */
export const titleGiven: PageRule = ({ draft: { title } }) =>
  [...title.trim()].length < 2 || textFinding(title, '', 60) ? finding('title-missing', '/title') : undefined;

/** A page that says nothing is no page. */
export const hasParagraph: PageRule = ({ draft: { blocks } }) =>
  blocks.some(({ type }) => type === 'paragraph') ? undefined : finding('paragraph-missing', '/blocks');

/** Visitors must be able to reach the unit. */
export const hasContact: PageRule = ({ draft: { blocks } }) =>
  blocks.some(({ type }) => type === 'contact') ? undefined : finding('contact-missing', '/blocks');

/** Readers of a screen move from heading to heading; a skipped level loses them. */
export const headingsInOrder: PageRule = ({ draft: { blocks } }) => {
  const first = blocks.findIndex((block) => block.type === 'heading');
  const block = blocks[first];
  return block?.type === 'heading' && block.level === 3 ? finding('heading-skips', `/blocks/${first}/level`) : undefined;
};

/** 编辑页脚: publishing counts as hanging the badge, so it must be there. */
export const footerHasBadge: PageRule = ({ draft: { footer } }) =>
  footer.badge ? undefined : finding('footer-badge-missing', '/footer/badge');

/** A page of a suspended badge or a dead domain is not shown. */
export const notHeld: PageRule = ({ holds }) => holds.map((hold) => finding(`page-held-${hold}`, ''));

/** The holds that are left when the decision's is lifted. */
export const remaining = ({ holds }: Pick<PageSubject, 'holds'>, lifted: Hold | undefined): Hold[] =>
  holds.filter((hold) => hold !== lifted);
