import { Badge, type Issue } from './badge.js';
import type { Calendar } from './deadline.js';

/** Weekdays work, nothing else is known: enough for rules that only add days. For tests. */
export const plainCalendar: Calendar = {
  addWorkingDays(day, count) {
    const at = new Date(`${day}T00:00:00Z`);
    for (let left = count; left > 0; ) {
      at.setUTCDate(at.getUTCDate() + 1);
      if (at.getUTCDay() % 6 !== 0) left -= 1;
    }
    return { day: at.toISOString().slice(0, 10), provisional: at.getUTCFullYear() > 2026 };
  },
  workingDaysBetween(from, to) {
    let days = 0;
    for (let day = from; day < to; days += 1) day = this.addWorkingDays(day, 1).day;
    return days;
  },
};

/** What a badge of an organ in 历下区 begins with. For tests. */
export const issue = (over: Partial<Issue> = {}): Issue => ({
  id: '0192f0c1-7b1e-7c3a-9d51-0d7a6f2c9b11',
  applicationId: '0192f0c1-7b1e-7c3a-9d51-0d7a6f2c9b12',
  unitId: '0192f0c1-7b1e-7c3a-9d51-0d7a6f2c9b13',
  region: '370102',
  bureauId: '0192f0c1-7b1e-7c3a-9d51-0d7a6f2c9b14',
  issuer: 'bureau',
  code: 'CA161010002000000010001',
  publicId: '0f'.repeat(16),
  colour: 'red',
  place: 'own-site',
  unitName: '济南市历下区示例局',
  unitKind: 'organ',
  address: '山东省济南市历下区解放东路99号',
  functions: '负责示例工作',
  siteName: '济南市历下区示例局网站',
  domains: [{ uLabel: '示例局.政务', aLabel: 'xn--fsqr32a1tw.xn--zfr164b' }],
  englishDomain: 'www.sample.lixia.gov.cn',
  homePage: 'http://www.sample.lixia.gov.cn/',
  issuedOn: '2026-11-24',
  ...over,
});

/** A badge in a state. For tests. */
export function badgeIn(state: Badge['state'], over: Partial<Badge> = {}): Badge {
  const { badge } = Badge.issue(issue(), plainCalendar);
  return Object.assign(badge, { state, holds: state === 'SUSPENDED' ? ['staff'] : [], version: 1 }, over);
}
