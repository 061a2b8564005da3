import { FILING_STATES } from '@biaozhi/contracts';
import type { Problem } from '@biaozhi/problem';
import { ROLES } from '@biaozhi/workflow';
import { filingWorkflow, type FilingStateName, type FilingStep, type PaperDecision } from './filing.workflow.js';
import { ITEMS, RESULT_NAMES, ITEM_NAMES, RESULTS } from './checklist.js';

/** A decision that breaks no rule of the step, so that only state and role are judged. */
const good = (step: FilingStep): PaperDecision => ({
  checklist: [
    { item: 'letter', copies: 3, result: 'ok' },
    { item: 'form', copies: 3, result: step === 'fail' ? 'differs' : 'ok' },
    { item: 'id-copy', copies: 1, result: 'ok' },
  ],
  looked: ['letter', 'form', 'id-copy'],
  copiesWanted: 3,
  comment: '与网上内容不一致',
  by: 'second',
  twoPersons: true,
});

/** The law once more, written by hand: from where, by whom, to where. */
const LAW: Record<FilingStep, { by: string; from: FilingStateName[]; to: FilingStateName }> = {
  receive: { by: 'bureau-archivist', from: ['EXPECTED'], to: 'RECEIVED' },
  confirm: { by: 'bureau-archivist', from: ['RECEIVED'], to: 'CONFIRMED' },
  fail: { by: 'bureau-archivist', from: ['RECEIVED'], to: 'FAILED' },
  withdraw: { by: 'system', from: ['EXPECTED', 'RECEIVED'], to: 'CLOSED' },
  lapse: { by: 'system', from: ['EXPECTED'], to: 'CLOSED' },
  unitEnds: { by: 'system', from: ['EXPECTED', 'RECEIVED'], to: 'CLOSED' },
};

const matrix = FILING_STATES.flatMap((state) => filingWorkflow.steps.flatMap((step) => ROLES.map((role) => ({ state, step, role }))));

describe('the workflow of a filing', () => {
  it('knows every state of the contract and reaches each', () => {
    expect([...filingWorkflow.states].sort()).toEqual([...FILING_STATES].sort());
    expect(filingWorkflow.unreachable()).toEqual([]);
  });

  it.each(matrix)('$step by $role in $state', ({ state, step, role }) => {
    const { by, from, to } = LAW[step];
    const fire = (): string => filingWorkflow.fire(step, { state, receivedBy: 'first' }, role, good(step));
    const offered = filingWorkflow.offers({ state }, role).includes(step);
    if (role === by && from.includes(state)) {
      expect(fire()).toBe(to);
      expect(offered).toBe(true);
      return;
    }
    expect(offered).toBe(false);
    const expected = role === by ? { status: 409, code: 'wrong-state' } : { status: 403, code: 'forbidden-step' };
    let refused: Problem | undefined;
    try {
      fire();
    } catch (error) {
      refused = error as Problem;
    }
    expect(refused).toMatchObject(expected);
  });

  it('has words for every item and result in both languages', () => {
    for (const item of ITEMS) expect(ITEM_NAMES[item]).toEqual({ 'zh-CN': expect.any(String), en: expect.any(String) });
    for (const result of RESULTS) expect(RESULT_NAMES[result]).toEqual({ 'zh-CN': expect.any(String), en: expect.any(String) });
  });
});
