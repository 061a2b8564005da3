import { Problem } from '@biaozhi/problem';
import { ROLES, type Role } from '@biaozhi/workflow';
import { badgeWorkflow } from './badge.workflow.js';
import type { BadgeDecision, BadgeSubject } from './rules.js';

const decision: BadgeDecision = { reason: '域名与单位不符', hold: 'staff', today: '2027-01-01' };

/** A badge that breaks no rule of the step. */
const subject = (state: BadgeSubject['state'], step: string): BadgeSubject => ({
  state,
  holds: step === 'suspend' ? [] : ['staff'],
  resumes: 'HUNG',
  deadline: '2026-12-01',
  deadlineProvisional: false,
  reminded: false,
});

const refusal = (act: () => unknown): Problem => {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('was not refused');
};

describe('the workflow of a badge', () => {
  it('reaches every state of the contract', () => {
    expect(badgeWorkflow.unreachable()).toEqual([]);
    expect([...badgeWorkflow.states].toSorted()).toEqual(['ABNORMAL', 'HUNG', 'ISSUED', 'OVERDUE', 'REVOKED', 'SUSPENDED']);
  });

  const cells = badgeWorkflow.states.flatMap((state) =>
    badgeWorkflow.steps.flatMap((step) => ROLES.map((role): [typeof state, typeof step, Role] => [state, step, role])),
  );
  it.each(cells)('%s, %s by %s', (state, step, role) => {
    const row = badgeWorkflow.table[step];
    const act = () => badgeWorkflow.fire(step, subject(state, step), role, decision);
    if (!row.by.includes(role)) expect(refusal(act)).toMatchObject({ status: 403, code: 'forbidden-step' });
    else if (!row.from.includes(state)) expect(refusal(act)).toMatchObject({ status: 409, code: 'wrong-state' });
    else expect(badgeWorkflow.states).toContain(act());
  });

  it('lets nothing follow a revocation', () => {
    expect(badgeWorkflow.steps.filter((step) => badgeWorkflow.table[step].from.includes('REVOKED'))).toEqual([]);
  });

  it.each(['handler', 'bureau-reviewer', 'bureau-archivist', 'conac-finance', 'auditor'] as const)('gives %s no step', (role) => {
    for (const state of badgeWorkflow.states) expect(badgeWorkflow.offers({ state }, role)).toEqual([]);
  });
});
