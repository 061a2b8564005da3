import { percent, sumBy, total, type Count } from './figures.js';

const line = (change: Partial<Count>): Count => ({
  region: '370000', regionName: '山东省', affiliation: 'county', kind: 'organ', state: 'HUNG', count: 1, ...change,
});
const LINES = [line({ count: 2 }), line({ state: 'ISSUED', count: 5 }), line({ region: '320000', regionName: '江苏省', kind: 'institution', count: 3 })];

describe('figures', () => {
  it('sum up by what they are asked for, the greatest first', () => {
    expect(sumBy(LINES, ({ region, regionName }) => ({ key: region, name: regionName }))).toEqual([
      { key: '370000', name: '山东省', count: 7 },
      { key: '320000', name: '江苏省', count: 3 },
    ]);
    expect(sumBy(LINES, ({ state }) => ({ key: state, name: state })).map(({ key, count }) => [key, count])).toEqual([['HUNG', 5], ['ISSUED', 5]]);
  });

  it('are none of nothing', () => {
    expect(sumBy([], ({ state }) => ({ key: state, name: state }))).toEqual([]);
    expect(total([])).toBe(0);
  });

  it('leave no line out', () => expect(total(sumBy(LINES, ({ kind }) => ({ key: kind, name: kind })))).toBe(10));

  it.each([[1, 3, 33], [2, 3, 67], [0, 3, 0], [3, 3, 100], [0, 0, 0]])('%d of %d are %d %%', (count, of, share) =>
    expect(percent(count, of)).toBe(share));
});
