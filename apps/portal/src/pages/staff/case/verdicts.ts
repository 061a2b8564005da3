import type { Point } from './model.js';

/** What the reviewer has typed on one point. */
export interface DraftVerdict {
  result?: 'passed' | 'refused';
  reasons: string[];
  comment: string;
}
export type Draft = Record<string, DraftVerdict>;

/** The reason that needs words, and how many characters they have at least. */
const OTHER = 'other';
const OTHER_WORDS = 5;

export const emptyDraft = (points: readonly Point[]): Draft =>
  Object.fromEntries(points.map(({ point }) => [point, { reasons: [], comment: '' }]));

/** What keeps a draft from being submitted: field name → key of the sentence. The service checks again. */
export function gaps(points: readonly Point[], draft: Draft): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { point } of points) {
    const { result, reasons, comment } = draft[point] ?? { reasons: [], comment: '' };
    if (!result) found[`${point}.result`] = 'staff.case.error.verdict';
    else if (result === 'refused' && !reasons.length) found[`${point}.reasons`] = 'staff.case.error.reason';
    else if (result === 'refused' && reasons.includes(OTHER) && [...comment.trim()].length < OTHER_WORDS) {
      found[`${point}.comment`] = 'staff.case.error.comment';
    }
  }
  return found;
}

/** The draft as the body of a decision takes it; a passed point carries no reasons, even if some were ticked before. */
export const verdictsOf = (points: readonly Point[], draft: Draft) =>
  points.map(({ point }) => {
    const { result, reasons, comment } = draft[point]!;
    const words = comment.trim();
    return { point, result, reasons: result === 'refused' ? reasons : [], ...(words ? { comment: words } : {}) };
  });
