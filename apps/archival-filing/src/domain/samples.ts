import { v7 } from 'uuid';
import { DEFAULT_CALENDAR, WorkingCalendar } from '@biaozhi/standards';
import type { Item, Result } from './checklist.js';
import { Filing, type BureauRules, type Officer } from './filing.js';

/** An archivist on Tuesday 2026-11-24. */
export const archivist = (over: Partial<Officer> = {}): Officer => ({
  accountId: v7(),
  name: '王示例',
  roles: ['bureau-archivist'],
  now: new Date('2026-11-24T02:00:00Z'),
  today: '2026-11-24',
  ...over,
});

/** A bureau that wants three copies and lets one person do both. */
export const bureauRules = (over: Partial<BureauRules> = {}): BureauRules => ({
  copiesWanted: 3,
  twoPersons: false,
  calendar: new WorkingCalendar(DEFAULT_CALENDAR),
  ...over,
});

/** A filing whose paper is expected. */
export const expectedFiling = (): Filing =>
  Filing.open({
    id: v7(),
    number: 'BA370102202600001',
    applicationId: v7(),
    applicationNumber: 'WZ20261100001',
    unitId: v7(),
    region: '370102',
    bureauId: v7(),
    place: 'own-site',
    siteName: '历下区人民政府',
    domains: [{ uLabel: '历下区人民政府.政务', aLabel: 'xn--ghq9po5iwim30cimjg4l.xn--zfr164b' }],
    englishDomain: 'www.lixia.gov.cn',
    homePage: 'https://www.lixia.gov.cn/',
    dataHash: 'a'.repeat(64),
    openedAt: new Date('2026-11-20T08:00:00Z'),
  }).filing;

/** Every wanted item judged in order, or one of them otherwise. */
export const allJudged = (faulty: Partial<Record<Item, Result>> = {}): { item: Item; result: Result }[] =>
  (['letter', 'form', 'id-copy'] as const).map((item) => ({ item, result: faulty[item] ?? 'ok' }));
