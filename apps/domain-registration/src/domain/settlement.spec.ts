import type { Problem } from '@biaozhi/problem';
import { FeeOrder, type FeeOrderState } from './fee-order.js';
import { commonRegion, outcomeOf, refusalsOf, Settlement, type Outcome } from './settlement.js';

const order = (members: Partial<FeeOrder> = {}): FeeOrder =>
  Object.assign(new FeeOrder(), { id: 'a', number: 'F1', uLabel: '示例.政务', state: 'OPEN', ...members });
const claim = { payer: '历下区财政局', reference: 'B-1', paidOn: '2026-11-25' };
const due = { day: '2026-12-24', provisional: false };

describe('the orders of a settlement', () => {
  it.each<[FeeOrderState, string[]]>([
    ['OPEN', []],
    ['CLAIMED', ['/ids/1 settlement-order-not-open']],
    ['PAID', ['/ids/1 settlement-order-not-open']],
    ['LAPSED', ['/ids/1 settlement-order-not-open']],
    ['CANCELLED', ['/ids/1 settlement-order-not-open']],
  ])('among them one that is %s: %j', (state, expected) => {
    const found = refusalsOf(['a', 'b'], [order({ id: 'b', state }), order()]);
    expect(found.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(expected);
  });

  it('are all named that are refused, each where it stands', () => {
    const found = refusalsOf(['x', 'a', 'b'], [order({ id: 'b', state: 'PAID', number: 'F2' }), order()]);
    expect(found).toEqual([
      { code: 'settlement-order-unknown', pointer: '/ids/0' },
      { code: 'settlement-order-not-open', pointer: '/ids/2', params: { number: 'F2', name: '示例.政务' } },
    ]);
  });

  it.each([
    [['370102'], '370102'],
    [['370102', '370102'], '370102'],
    [['370102', '370103'], '370100'],
    [['370102', '370202'], '370000'],
    [['370102', '110101'], '100000'],
    [[], '100000'],
  ])('of %j are of %s', (regions, expected) => expect(commonRegion(regions)).toBe(expected));
});

describe('an order in a settlement', () => {
  const settled = (): FeeOrder => {
    const one = order();
    one.settle({ id: 's', claim }, 'bureau-archivist');
    return one;
  };

  it('is claimed with the transfer of the bureau', () => expect(settled()).toMatchObject({ state: 'CLAIMED', settlementId: 's', claim }));

  it.each<[string | undefined, number | undefined]>([[undefined, 409], ['other', 409], ['s', undefined]])('decided on in %s: %s', (id, status) => {
    let refused: Problem | undefined;
    try {
      settled().checkDecidedIn(id);
    } catch (error) {
      refused = error as Problem;
    }
    expect(refused?.status).toBe(status);
  });

  it('offers finance nothing, and what is decided on alone offers both steps', () => {
    expect(settled().offers('conac-finance')).toEqual([]);
    expect(order({ state: 'CLAIMED' }).offers('conac-finance')).toEqual(['dispute', 'confirm']);
    expect(order().offers('bureau-reviewer')).toEqual(['settle']);
    expect(order().offers('handler')).toEqual(['claim']);
  });

  it('is free again when the money did not arrive, with the whole time', () => {
    const one = settled();
    one.dispute(due, '2026-12-10', 'conac-finance');
    expect(one).toMatchObject({ state: 'OPEN', settlementId: null, claim: null, openedOn: '2026-12-10', dueDay: due.day });
  });

  it.each<[FeeOrderState, string | null, Outcome | null, Outcome | 'WAITING']>([
    ['CLAIMED', 's', null, 'WAITING'],
    ['PAID', 's', null, 'SKIPPED'],
    ['CANCELLED', 's', null, 'SKIPPED'],
    ['CLAIMED', 'other', null, 'SKIPPED'],
    ['PAID', 's', 'PAID', 'PAID'],
    ['OPEN', null, 'REOPENED', 'REOPENED'],
    ['PAID', null, 'REOPENED', 'REOPENED'],
    ['PAID', 's', 'SKIPPED', 'SKIPPED'],
  ])('that is %s in %s and was decided %s: %s', (state, settlementId, decided, expected) => {
    const settlement = Object.assign(new Settlement(), { id: 's' });
    expect(outcomeOf(settlement, order({ state, settlementId }), decided)).toBe(expected);
  });
});
