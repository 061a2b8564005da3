import { Problem } from '@biaozhi/problem';
import { ROLES, type Role, type Workflow } from '@biaozhi/workflow';
import { DomainApplication, domainApplicationWorkflow } from './domain-application.js';
import { Domain, domainWorkflow, lastDay } from './domain.js';
import { FeeOrder, feeOrderWorkflow } from './fee-order.js';
import { Settlement, settlementWorkflow } from './settlement.js';

type Cell = [state: string, step: string, role: Role, expected: 'taken' | 403 | 409];

/** Every state with every step and every role. What is expected is read off the table as a person would read it. */
function cells<S extends string, K extends string, T extends { readonly state: S }>(one: Workflow<S, K, T, void>): Cell[] {
  return one.states.flatMap((state) =>
    one.steps.flatMap((step) =>
      ROLES.map((role): Cell => {
        const { by, from } = one.table[step];
        return [state, step, role, !by.includes(role) ? 403 : from.includes(state) ? 'taken' : 409];
      }),
    ),
  );
}

const outcome = (act: () => unknown): 'taken' | number => {
  try {
    act();
    return 'taken';
  } catch (error) {
    if (error instanceof Problem) return error.status;
    throw error;
  }
};

describe('a domain application', () => {
  it.each(cells(domainApplicationWorkflow))('in %s, %s by %s: %s', (state, step, role, expected) => {
    const subject = Object.assign(new DomainApplication(), { state, agreement: true });
    expect(outcome(() => domainApplicationWorkflow.fire(step as never, subject, role))).toBe(expected);
  });

  it('has no state that nothing leads to', () => expect(domainApplicationWorkflow.unreachable()).toEqual([]));

  it.each(['DRAFT', 'BUREAU_REVIEW', 'CONAC_REVIEW', 'REFUSED', 'LAPSED', 'WITHDRAWN', 'REGISTERED'] as const)(
    'cannot be paid for in %s',
    (state) => {
      const subject = Object.assign(new DomainApplication(), { state });
      expect(outcome(() => subject.paid('conac-finance'))).toBe(409);
      expect(subject.state).toBe(state);
    },
  );
});

describe('a fee order', () => {
  it.each(cells(feeOrderWorkflow))('in %s, %s by %s: %s', (state, step, role, expected) => {
    const subject = Object.assign(new FeeOrder(), { state });
    expect(outcome(() => feeOrderWorkflow.fire(step as never, subject, role))).toBe(expected);
  });
  it('has no state that nothing leads to', () => expect(feeOrderWorkflow.unreachable()).toEqual([]));
});

describe('a settlement', () => {
  it.each(cells(settlementWorkflow))('in %s, %s by %s: %s', (state, step, role, expected) => {
    const subject = Object.assign(new Settlement(), { state });
    expect(outcome(() => settlementWorkflow.fire(step as never, subject, role))).toBe(expected);
  });
  it('has no state that nothing leads to', () => expect(settlementWorkflow.unreachable()).toEqual([]));
});

describe('a domain', () => {
  it.each(cells(domainWorkflow))('in %s, %s by %s: %s', (state, step, role, expected) => {
    const subject = Object.assign(new Domain(), { state });
    expect(outcome(() => domainWorkflow.fire(step as never, subject, role))).toBe(expected);
  });
  it('has no state that nothing leads to', () => expect(domainWorkflow.unreachable()).toEqual([]));

  it.each([
    ['2026-11-25', 1, '2027-11-24'],
    ['2026-01-01', 10, '2035-12-31'],
    ['2028-02-29', 1, '2029-02-28'],
    ['2028-02-29', 4, '2032-02-28'],
    ['2027-03-01', 1, '2028-02-29'],
  ])('registered on %s for %i years ends on %s', (from, years, last) => expect(lastDay(from, years)).toBe(last));
});
