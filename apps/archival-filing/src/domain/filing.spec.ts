import { CalendarPublished, FilingClosed, FilingConfirmed, FilingFailed, FilingOpened, FilingReceived } from '@biaozhi/contracts';
import type { Problem } from '@biaozhi/problem';
import { DEFAULT_CALENDAR, WorkingCalendar } from '@biaozhi/standards';
import { RESULTS } from './checklist.js';
import { Filing } from './filing.js';
import { allJudged, archivist, bureauRules, expectedFiling } from './samples.js';

const received = (by = archivist(), copies = 3): Filing => {
  const filing = expectedFiling();
  filing.receive({ copies, items: [] }, by, bureauRules());
  return filing;
};

const refusal = (act: () => unknown): Problem => {
  try {
    act();
  } catch (error) {
    return error as Problem;
  }
  throw new Error('it was not refused');
};
const codes = (act: () => unknown): string[] => refusal(act).findings.map(({ code, pointer }) => `${code} ${pointer}`);

describe('a filing', () => {
  it('is opened in the state EXPECTED', () => {
    const { filing, events } = Filing.open({ ...expectedFiling() });
    expect(filing).toMatchObject({ state: 'EXPECTED', version: 1, checklist: [] });
    expect(events).toEqual([expect.any(FilingOpened)]);
    expect(events[0]).toMatchObject({ state: 'EXPECTED', dataHash: 'a'.repeat(64), findings: [] });
  });

  describe('when the paper is received', () => {
    it('counts the items and starts ten working days', () => {
      const filing = expectedFiling();
      const events = filing.receive({ copies: 3, items: [] }, archivist(), bureauRules());
      expect(events).toEqual([expect.any(FilingReceived)]);
      expect(filing).toMatchObject({ state: 'RECEIVED', receivedOn: '2026-11-24', dueDay: '2026-12-08', dueProvisional: false });
      expect(filing.checklist).toEqual([
        { item: 'letter', copies: 3, result: 'ok' },
        { item: 'form', copies: 3, result: 'ok' },
        { item: 'id-copy', copies: 1, result: 'ok' },
      ]);
    });

    it('notes what is missing, and other papers', () => {
      const filing = expectedFiling();
      filing.receive({ copies: 2, items: [{ item: 'id-copy', copies: 0 }, { item: 'others' }] }, archivist(), bureauRules());
      expect(filing.checklist).toEqual([
        { item: 'letter', copies: 2, result: 'ok' },
        { item: 'form', copies: 2, result: 'ok' },
        { item: 'id-copy', copies: 0, result: 'missing' },
        { item: 'others', copies: 1, result: 'ok' },
      ]);
    });

    it('is refused when nothing was handed in', () => {
      expect(codes(() => expectedFiling().receive({ copies: 0, items: [] }, archivist(), bureauRules()))).toEqual(['nothing-handed-in /items']);
    });

    it('has a provisional last day where the calendar is not known', () => {
      const filing = expectedFiling();
      filing.receive({ copies: 3, items: [] }, archivist({ today: '2026-12-25' }), bureauRules());
      expect(filing.dueProvisional).toBe(true);
      expect(filing.overdue('2027-06-01')).toBe(false);
    });

    it('follows a calendar that is published later', () => {
      const filing = expectedFiling();
      filing.receive({ copies: 3, items: [] }, archivist({ today: '2026-12-25' }), bureauRules());
      const year2027 = { year: 2027, version: 1, off: ['2027-01-01', '2027-01-02', '2027-01-03'], work: [], source: CalendarPublished.name };
      const calendar = new WorkingCalendar([...DEFAULT_CALENDAR, year2027]);
      expect(filing.calendarChanges(calendar)).toBe(true);
      expect(filing).toMatchObject({ dueDay: '2027-01-11', dueProvisional: false });
      expect(filing.calendarChanges(calendar)).toBe(false);
    });

    it('is overdue from the day after the last one', () => {
      expect([received().overdue('2026-12-08'), received().overdue('2026-12-09'), expectedFiling().overdue('2027-12-09')]).toEqual([false, true, false]);
    });
  });

  describe('when it is confirmed', () => {
    it('says so with every item in order', () => {
      const filing = received();
      const events = filing.confirm(allJudged(), archivist(), bureauRules());
      expect(events).toEqual([expect.any(FilingConfirmed)]);
      expect(filing).toMatchObject({ state: 'CONFIRMED', decidedOn: '2026-11-24', decidedByName: '王示例' });
    });

    it.each(RESULTS.filter((result) => result !== 'ok'))('is refused while an item is %s', (result) => {
      expect(codes(() => received().confirm(allJudged({ form: result }), archivist(), bureauRules()))).toEqual(['item-not-in-order /items/1']);
    });

    it('is refused while a wanted item was not looked at', () => {
      expect(codes(() => received().confirm([{ item: 'letter', result: 'ok' }], archivist(), bureauRules()))).toEqual([
        'item-not-judged /items',
        'item-not-judged /items',
      ]);
    });

    it('is refused with fewer copies than the bureau wants, and says so for each item at once', () => {
      const filing = received(archivist(), 2);
      expect(codes(() => filing.confirm(allJudged(), archivist(), bureauRules()))).toEqual(['too-few-copies /items/0', 'too-few-copies /items/1']);
      expect(filing.state).toBe('RECEIVED');
      expect(() => filing.confirm(allJudged(), archivist(), bureauRules({ copiesWanted: 2 }))).not.toThrow();
    });

    it('counts copies that were brought later', () => {
      const filing = received(archivist(), 2);
      filing.confirm(allJudged().map((one) => ({ ...one, copies: 3 })), archivist(), bureauRules());
      expect(filing.checklist.map(({ copies }) => copies)).toEqual([3, 3, 3]);
    });

    it('needs a second person where the bureau wants four eyes', () => {
      const one = archivist();
      const filing = received(one);
      expect(codes(() => filing.confirm(allJudged(), one, bureauRules({ twoPersons: true })))).toEqual(['second-person-needed ']);
      expect(() => filing.confirm(allJudged(), archivist(), bureauRules({ twoPersons: true }))).not.toThrow();
    });
  });

  describe('when it fails', () => {
    it('tells the items on the bus, and the words only at home', () => {
      const filing = received();
      const [event] = filing.fail([{ item: 'form', result: 'unstamped' }], ' 申请表第二份没有加盖公章 ', archivist(), bureauRules());
      expect(event).toBeInstanceOf(FilingFailed);
      expect(event!.findings).toContainEqual({ item: 'form', copies: 3, result: 'unstamped' });
      expect(JSON.stringify(event)).not.toContain('公章');
      expect(filing).toMatchObject({ state: 'FAILED', comment: '申请表第二份没有加盖公章' });
    });

    it('needs a fault and words', () => {
      expect(codes(() => received().fail(allJudged(), '不好', archivist(), bureauRules()))).toEqual(['nothing-wrong /items', 'comment-too-short /comment']);
    });

    it('leaves items that are not mentioned as they were counted', () => {
      const filing = received();
      filing.fail([{ item: 'others', result: 'missing', copies: 0 }], '缺少授权书一份', archivist(), bureauRules());
      expect(filing.checklist.map(({ item, result }) => `${item} ${result}`)).toEqual(['letter ok', 'form ok', 'id-copy ok', 'others missing']);
    });
  });

  describe('when the application ends without it', () => {
    it('is closed', () => {
      const filing = expectedFiling();
      expect(filing.close('lapse')).toEqual([expect.any(FilingClosed)]);
      expect(filing.state).toBe('CLOSED');
      expect(refusal(() => filing.assertPrintable())).toMatchObject({ status: 409, code: 'filing-closed' });
    });

    it('is closed by a withdrawal even after receipt, and the clock stops', () => {
      const filing = received();
      expect(filing.close('withdraw')).toEqual([expect.any(FilingClosed)]);
      expect(filing.dueDay).toBeUndefined();
    });

    it.each([
      ['expected', expectedFiling],
      ['received', received],
    ])('is closed when %s and its unit is merged or abolished', (_, made) => {
      const filing = made();
      expect(filing.close('unitEnds')).toEqual([expect.any(FilingClosed)]);
      expect(filing).toMatchObject({ state: 'CLOSED', dueDay: undefined });
      expect(filing.close('unitEnds')).toEqual([]);
    });

    it('does not lapse once the bureau holds the paper, and keeps what was decided', () => {
      const filing = received();
      expect(filing.close('lapse')).toEqual([]);
      filing.confirm(allJudged(), archivist(), bureauRules());
      for (const how of ['withdraw', 'unitEnds'] as const) expect(filing.close(how)).toEqual([]);
      expect(filing.state).toBe('CONFIRMED');
    });
  });
});
