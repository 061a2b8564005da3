import type { Point } from './model.js';
import { emptyDraft, gaps, verdictsOf } from './verdicts.js';

const points: Point[] = [
  { point: 'unit', name: '单位', reasons: [] },
  { point: 'contact', name: '联系人', reasons: [] },
];

describe('verdicts', () => {
  it('misses a verdict, a reason, and words for “other”', () => {
    const draft = emptyDraft(points);
    draft['contact'] = { result: 'refused', reasons: [], comment: '' };
    expect(gaps(points, draft)).toEqual({
      'unit.result': 'staff.case.error.verdict',
      'contact.reasons': 'staff.case.error.reason',
    });
    draft['contact'].reasons = ['other'];
    draft['contact'].comment = ' 四个字呢 ';
    expect(gaps(points, draft)).toHaveProperty(['contact.comment']);
  });

  it('sends no reasons with a pass, and no empty words', () => {
    const draft = {
      unit: { result: 'passed' as const, reasons: ['reason-duplicate'], comment: ' ' },
      contact: { result: 'refused' as const, reasons: ['other'], comment: ' 已调离本单位 ' },
    };
    expect(gaps(points, draft)).toEqual({});
    expect(verdictsOf(points, draft)).toEqual([
      { point: 'unit', result: 'passed', reasons: [] },
      { point: 'contact', result: 'refused', reasons: ['other'], comment: '已调离本单位' },
    ]);
  });
});
