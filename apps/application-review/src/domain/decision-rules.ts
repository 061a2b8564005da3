import { finding, type Finding } from '@biaozhi/problem';
import type { Rule } from '@biaozhi/workflow';
import type { ReviewPoint } from '@biaozhi/contracts';
import type { Act } from './act.js';
import { OTHER, OTHER_WORDS, REASONS_OF } from './reasons.js';

/** The part of a case that the rules of a decision look at. */
interface Judged {
  readonly points: readonly ReviewPoint[];
}
type DecisionRule = Rule<Judged, Act>;

/** Every point of the subject is judged, each once. */
export const everyPointJudged: DecisionRule = ({ points }, { verdicts = [] }) => {
  const open = points.filter((point) => !verdicts.some((verdict) => verdict.point === point));
  const strange = verdicts.flatMap(({ point }, index): Finding[] => {
    const pointer = `/verdicts/${index}/point`;
    if (!points.includes(point)) return [finding('point-not-of-this-case', pointer)];
    return verdicts.findIndex((verdict) => verdict.point === point) < index
      ? [finding('point-judged-twice', pointer)]
      : [];
  });
  return [...(open.length ? [finding('point-not-judged', '/verdicts', { points: open })] : []), ...strange];
};

/** A refused point says why, from the catalogue; `other` in words; a passed one carries no reasons. */
export const everyRefusalHasAReason: DecisionRule = (_, { verdicts = [] }) =>
  verdicts.flatMap(({ point, result, reasons, comment = '' }, index): Finding[] => {
    const at = `/verdicts/${index}`;
    if (result === 'passed') return reasons.length ? [finding('pass-with-reasons', `${at}/reasons`)] : [];
    if (!reasons.length) return [finding('refusal-without-reason', `${at}/reasons`)];
    const allowed: readonly string[] = REASONS_OF[point] ?? [];
    const unfit = reasons.flatMap((reason, place) =>
      allowed.includes(reason) ? [] : [finding('reason-not-of-this-point', `${at}/reasons/${place}`)],
    );
    const mute = reasons.includes(OTHER) && [...comment.trim()].length < OTHER_WORDS;
    return mute ? [...unfit, finding('reason-without-words', `${at}/comment`, { min: OTHER_WORDS })] : unfit;
  });

/** What every decision must satisfy. */
export const soundDecision: readonly DecisionRule[] = [everyPointJudged, everyRefusalHasAReason];
