import type { ReviewPoint, Route, Stage } from '@biaozhi/contracts';
import type { Role, Rule, Step } from '@biaozhi/workflow';
import type { Act } from './act.js';
import { soundDecision } from './decision-rules.js';
import { firstStage, firstStages, followersOf, stageAfter, type Subject } from './routes.js';

/** The states in which a stage is at work. */
export const STATE_OF = { bureau: 'BUREAU_REVIEW', conac: 'CONAC_REVIEW', third: 'THIRD_REVIEW' } as const;
export type StageState = (typeof STATE_OF)[Stage];

/** The third review is worked by the centre's bureau too. */
const REVIEWER: Record<Stage, Role> = { bureau: 'bureau-reviewer', conac: 'conac-reviewer', third: 'bureau-reviewer' };

/** The part of a case that its rows look at. */
interface Reviewed {
  readonly route: Route;
  readonly points: readonly ReviewPoint[];
  readonly atLastStage: boolean;
}
type Fork<S, T> = readonly [to: S, when: (subject: T, act: Act) => boolean];

/**
 * The rows that every review has, for one subject. Their forks are made from the routes, so the drawing shows exactly the
 * ways that exist.
 */
export function reviewRows<S extends string, T extends Reviewed>(subject: Subject) {
  const stateOf = (stage: Stage): S => STATE_OF[stage] as string as S;

  /** Out of a stage: to each stage that follows on some route, and to the ends of the subject after a last one. */
  const onward = (stage: Stage, ends: readonly Fork<S, T>[]): Fork<S, T>[] =>
    followersOf(subject, stage).flatMap((next): Fork<S, T>[] =>
      next
        ? [[stateOf(next), (one) => stageAfter(subject, one.route, stage) === next]]
        : ends.map(([to, when]) => [to, (one, act) => one.atLastStage && when(one, act)]),
    );

  return {
    /** Forks of a submission: to each stage that some route begins with. */
    intoReview: firstStages(subject).map((stage): Fork<S, T> => [
      stateOf(stage),
      (one) => firstStage(subject, one.route) === stage,
    ]),

    /** The row by which a stage approves; `ends` is where its last one leads. */
    approval: (stage: Stage, ends: readonly Fork<S, T>[], must: readonly Rule<T, Act>[] = []): Step<S, T, Act> => ({
      by: [REVIEWER[stage]],
      from: [stateOf(stage)],
      to: onward(stage, ends),
      must: [...soundDecision, ...must],
    }),

    /** The row by which a stage refuses. */
    refusal: (stage: Stage, to: S): Step<S, T, Act> => ({
      by: [REVIEWER[stage]],
      from: [stateOf(stage)],
      to,
      must: soundDecision,
    }),
  };
}

const NAMES = { bureau: 'Bureau', conac: 'Conac', third: 'Third' } as const;

/** The step that a decision at a stage is. */
export const stepOf = <G extends Stage>(stage: G, approved: boolean): `${'approve' | 'refuse'}${(typeof NAMES)[G]}` =>
  `${approved ? 'approve' : 'refuse'}${NAMES[stage]}`;
