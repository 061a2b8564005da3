import { catalogue, finding, problem, type Finding } from '@biaozhi/problem';

/** Who may take a step. One vocabulary for every service. */
export const ROLES = [
  /** 经办人 of the applicant unit. */
  'handler',
  /** Reviews online for the same-level bureau (同级编办), or for the Central e-government centre. */
  'bureau-reviewer',
  /** Checks and files the stamped paper at the bureau. */
  'bureau-archivist',
  /** Second review (复审) at the registry centre CONAC. */
  'conac-reviewer',
  /** Confirms money (认款). */
  'conac-finance',
  'administrator',
  'auditor',
  /** The software itself: timers and events. */
  'system',
] as const;
export type Role = (typeof ROLES)[number];

/** Says what is wrong with taking the step now, or nothing. Never throws, never changes its subject. */
export type Rule<T, D = void> = (subject: T, decision: D) => Finding | readonly Finding[] | undefined;

type Fork<S, T, D> = readonly [to: S, when: (subject: T, decision: D) => boolean];

/** One thing that somebody may do. */
export interface Step<S extends string, T, D> {
  by: readonly Role[];
  from: readonly S[];
  /** The state after it, or forks tried in order. */
  to: S | readonly Fork<S, T, D>[];
  must?: readonly Rule<T, D>[];
}

/** The fork that is taken when no earlier one is. */
export const otherwise = (): boolean => true;

catalogue({
  'no-fork': { 'zh-CN': '没有适用的后续状态', en: 'No following state applies' },
});

/** A state machine as a table: it fires steps, explains refusals, offers what is possible and draws itself. */
export class Workflow<S extends string, K extends string, T extends { readonly state: S }, D> {
  constructor(
    readonly name: string,
    readonly initial: S,
    readonly table: Readonly<Record<K, Step<S, T, D>>>,
  ) {}

  get steps(): K[] {
    return Object.keys(this.table) as K[];
  }

  /** Every state that the table mentions, the initial one first. */
  get states(): S[] {
    const rows = Object.values<Step<S, T, D>>(this.table);
    return [...new Set([this.initial, ...rows.flatMap((row) => [...row.from, ...targets(row)])])];
  }

  /**
   * The state after the step.
   * @throws Problem 403 `forbidden-step`, 409 `wrong-state`, 422 `rules-broken` with every finding.
   */
  fire(step: K, subject: T, role: Role | readonly Role[], decision: D): S {
    const row = this.table[step];
    const roles: readonly Role[] = typeof role === 'string' ? [role] : role;
    if (!roles.some((one) => row.by.includes(one))) throw problem(403, 'forbidden-step', { params: { step } });
    if (!row.from.includes(subject.state)) {
      throw problem(409, 'wrong-state', { params: { state: subject.state, step }, extensions: { state: subject.state } });
    }
    const findings = (row.must ?? []).flatMap((rule) => rule(subject, decision) ?? []);
    if (findings.length) throw problem(422, 'rules-broken', { findings });
    if (typeof row.to === 'string') return row.to;
    const fork = row.to.find(([, when]) => when(subject, decision));
    if (!fork) throw problem(422, 'rules-broken', { findings: [finding('no-fork', '')] });
    return fork[0];
  }

  /** The steps that the role could take from the subject's state: the buttons that a person sees. */
  offers(subject: Pick<T, 'state'>, role: Role | readonly Role[]): K[] {
    const roles: readonly Role[] = typeof role === 'string' ? [role] : role;
    return this.steps.filter((step) => {
      const row = this.table[step];
      return row.from.includes(subject.state) && roles.some((one) => row.by.includes(one));
    });
  }

  /** States that no path from the initial one reaches; a table with any is wrong. */
  unreachable(): S[] {
    const reached = new Set<S>([this.initial]);
    for (let before = -1; before !== reached.size; ) {
      before = reached.size;
      for (const row of Object.values<Step<S, T, D>>(this.table)) {
        if (row.from.some((state) => reached.has(state))) targets(row).forEach((state) => reached.add(state));
      }
    }
    return this.states.filter((state) => !reached.has(state));
  }

  /** The table as a Mermaid state diagram. */
  mermaid(): string {
    const lines = this.steps.flatMap((step) => {
      const row = this.table[step];
      return row.from.flatMap((from) => targets(row).map((to) => `  ${from} --> ${to}: ${step} (${row.by.join(', ')})`));
    });
    return ['stateDiagram-v2', `  [*] --> ${this.initial}`, ...lines].join('\n');
  }
}

const targets = <S extends string, T, D>(row: Step<S, T, D>): S[] =>
  typeof row.to === 'string' ? [row.to] : row.to.map(([state]) => state);

/**
 * Declares a state machine.
 * @example workflow<State, Application, Decision>()({ name: 'site-application', initial: 'DRAFT', steps: { submit: { … } } })
 */
export const workflow =
  <S extends string, T extends { readonly state: S }, D = void>() =>
  <K extends string>(declared: { name: string; initial: S; steps: Record<K, Step<S, T, D>> }): Workflow<S, K, T, D> =>
    new Workflow(declared.name, declared.initial, declared.steps);
