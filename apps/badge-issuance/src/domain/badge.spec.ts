import { publicationOf, type BadgeState, type EventClass } from '@biaozhi/contracts';
import { Problem } from '@biaozhi/problem';
import { Badge, UNKNOWN_IS_MISSING } from './badge.js';
import { LIVE } from './badge.workflow.js';
import { badgeIn, issue, plainCalendar } from './samples.js';

const names = (events: BadgeState[]): string[] => events.map((event) => publicationOf(event.constructor as EventClass).event);
const at = new Date('2026-11-25T01:00:00Z');
const reason = '网站内容与单位职能不符';

const refusal = (act: () => unknown): Problem => {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('was not refused');
};

describe('issuing', () => {
  it('says the whole public state, with a provisional last day counted from the day of issue', () => {
    const { events } = Badge.issue(issue(), plainCalendar);
    expect(names(events)).toEqual(['issued']);
    expect(events[0]).toMatchObject({ state: 'ISSUED', deadline: '2026-12-01', deadlineProvisional: true, colour: 'red' });
  });

  it('tells the bus neither address nor functions nor home page', () => {
    const told = JSON.stringify(Badge.issue(issue(), plainCalendar).events);
    for (const word of ['解放东路', '负责示例工作', 'http://']) expect(told).not.toContain(word);
  });
});

describe('the last day', () => {
  it('counts from the first delivery of the notice', () => {
    const badge = badgeIn('ISSUED');
    expect(names(badge.notified('2026-11-26', plainCalendar))).toEqual(['deadline-set']);
    expect(badge).toMatchObject({ deadline: '2026-12-03', deadlineProvisional: false });
    expect(badge.notified('2026-11-30', plainCalendar)).toEqual([]);
    expect(badge.deadline).toBe('2026-12-03');
  });

  it('stays provisional in a year without a calendar, and moves when it is published', () => {
    const badge = badgeIn('ISSUED', { issuedOn: '2026-12-30' });
    badge.notified('2026-12-30', plainCalendar);
    expect(badge.deadlineProvisional).toBe(true);
    const published = { ...plainCalendar, addWorkingDays: () => ({ day: '2027-01-08', provisional: false }) };
    expect(names(badge.recompute(published))).toEqual(['deadline-set']);
    expect(badge.recompute(published)).toEqual([]);
    expect(badge).toMatchObject({ deadline: '2027-01-08', deadlineProvisional: false });
  });

  it('does not move any more once the badge hangs', () => {
    expect(badgeIn('HUNG').recompute({ ...plainCalendar, addWorkingDays: () => ({ day: '2027-01-08', provisional: false }) })).toEqual([]);
  });

  it('is told two working days before, once', () => {
    const badge = badgeIn('ISSUED', { deadline: '2026-12-01', deadlineProvisional: false });
    expect(badge.remind('2026-11-26', plainCalendar)).toEqual([]);
    const [near] = badge.remind('2026-11-27', plainCalendar);
    expect(near).toMatchObject({ state: 'ISSUED', daysLeft: 2 });
    expect(refusal(() => badge.remind('2026-11-30', plainCalendar)).findings[0]?.code).toBe('already-reminded');
  });

  it('belongs to the unit until it is over', () => {
    const badge = badgeIn('ISSUED', { deadline: '2026-12-01', deadlineProvisional: false });
    expect(refusal(() => badge.missDeadline('2026-12-01')).findings[0]?.code).toBe('deadline-not-passed');
    expect(names(badge.missDeadline('2026-12-02'))).toEqual(['overdue']);
    expect(refusal(() => badge.missDeadline('2026-12-03')).code).toBe('wrong-state');
  });

  it('makes nobody late as long as it is provisional', () => {
    const badge = badgeIn('ISSUED');
    expect(refusal(() => badge.missDeadline('2027-06-01')).findings.map(({ code }) => code)).toEqual(['deadline-provisional']);
  });
});

describe('an inspection', () => {
  it.each(['ISSUED', 'OVERDUE', 'ABNORMAL'] as const)('that finds the badge hangs it from %s', (state) => {
    const badge = badgeIn(state);
    const events = badge.inspected('hung', at);
    expect(names(events)).toEqual(['hung']);
    expect(events[0]).toMatchObject({ state: 'HUNG', lastCheckedAt: at.toISOString() });
  });

  it('that finds it again says nothing new', () => {
    expect(badgeIn('HUNG').inspected('hung', at)).toEqual([]);
  });

  it.each([
    ['missing', 'missing'],
    ['wrong-code', 'wrong-code'],
  ] as const)('that finds it %s makes a hung badge abnormal, and is told once', (outcome, event) => {
    const badge = badgeIn('HUNG');
    expect(names(badge.inspected(outcome, at))).toEqual([event]);
    expect(badge.state).toBe('ABNORMAL');
    expect(badge.inspected(outcome, at)).toEqual([]);
    expect(names(badge.inspected('hung', at))).toEqual(['hung']);
    expect(names(badge.inspected(outcome, at))).toEqual([event]);
  });

  it.each(['ISSUED', 'OVERDUE'] as const)('does not miss a badge that was never hung (%s), but tells of another site’s code once', (state) => {
    const badge = badgeIn(state);
    expect(badge.inspected('missing', at)).toEqual([]);
    expect(names(badge.inspected('wrong-code', at))).toEqual(['wrong-code']);
    expect(badge.inspected('wrong-code', at)).toEqual([]);
    expect(badge.state).toBe(state);
  });

  it('that cannot read the site means nothing, until it happens several times in a row', () => {
    const badge = badgeIn('HUNG');
    for (let look = 1; look < UNKNOWN_IS_MISSING; look += 1) expect(badge.inspected('unknown', at)).toEqual([]);
    badge.inspected('hung', at);
    for (let look = 1; look < UNKNOWN_IS_MISSING; look += 1) expect(badge.inspected('unknown', at)).toEqual([]);
    expect(names(badge.inspected('unknown', at))).toEqual(['missing']);
  });

  it.each(['SUSPENDED', 'REVOKED'] as const)('changes nothing of a %s badge', (state) => {
    for (const outcome of ['hung', 'missing', 'wrong-code'] as const) {
      const badge = badgeIn(state);
      expect(badge.inspected(outcome, at)).toEqual([]);
      expect(badge.state).toBe(state);
    }
  });
});

describe('a suspension', () => {
  it.each(LIVE)('by the domain ends where it began (%s)', (state) => {
    const badge = badgeIn(state);
    expect(names(badge.hold('domain'))).toEqual(['suspended']);
    expect(badge.hold('domain')).toEqual([]);
    expect(names(badge.release('domain'))).toEqual(['restored']);
    expect(badge.state).toBe(state);
    expect(badge.release('domain')).toEqual([]);
  });

  it('by staff and by the domain ends when both are over', () => {
    const badge = badgeIn('HUNG');
    expect(names(badge.suspend(['conac-reviewer'], reason))).toEqual(['suspended']);
    expect(badge.hold('domain')).toEqual([]);
    expect(badge.restore(['conac-reviewer'], reason)).toEqual([]);
    expect(badge.state).toBe('SUSPENDED');
    expect(names(badge.release('domain'))).toEqual(['restored']);
    expect(badge).toMatchObject({ state: 'HUNG', holds: [] });
  });

  it('by staff needs a reason and is not doubled', () => {
    const badge = badgeIn('HUNG');
    expect(refusal(() => badge.suspend(['administrator'], ' 短 ')).findings).toEqual([{ code: 'reason-missing', pointer: '/reason' }]);
    badge.suspend(['administrator'], reason);
    expect(refusal(() => badge.suspend(['administrator'], reason)).findings[0]?.code).toBe('already-held-by-staff');
  });

  it('by the domain cannot be lifted by staff', () => {
    const badge = badgeIn('HUNG');
    badge.hold('domain');
    expect(refusal(() => badge.restore(['conac-reviewer'], reason)).findings[0]?.code).toBe('not-held-by-staff');
  });
});

describe('a revocation', () => {
  it('is for good', () => {
    const badge = badgeIn('HUNG', { nextCheckAt: at });
    expect(names(badge.revoke(['administrator'], reason))).toEqual(['revoked']);
    expect(badge.nextCheckAt).toBeUndefined();
    expect(badge.hold('domain')).toEqual([]);
    expect(badge.release('domain')).toEqual([]);
    expect(refusal(() => badge.restore(['administrator'], reason)).code).toBe('wrong-state');
  });
});
