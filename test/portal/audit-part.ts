import { LINKS, navigationOf } from '../../apps/portal/src/navigation.js';
import type { Role } from '../../apps/portal/src/roles.js';
import type { Desks } from './desks.js';

const ID = '0192f0c1-7b1e-7c3a-9d51-0d7a6f2c9b11';

/** What each page of staff is for: the question to a service that only those may ask who have the page in their menu. */
const ASKS: Record<string, string> = {
  '/queue': 'GET application-review/cases',
  '/paper': 'GET archival-filing/filings',
  '/settlements': 'POST domain-registration/settlements',
  '/ledger': 'GET badge-issuance/badges',
  '/statistics': 'GET badge-issuance/statistics',
  '/badges': `POST badge-issuance/badges/${ID}/suspend`,
  '/reports': 'GET badge-issuance/reports',
  '/redpages': 'GET red-page/red-pages',
  '/finance': 'GET domain-registration/payment-notices',
  '/prices': 'PUT domain-registration/prices',
  '/bureaus': 'POST identity/bureaus',
  '/staff': 'GET identity/staff',
  '/calendar': 'GET identity/calendars',
  '/deadletters': 'GET identity/dead-letters',
  '/audit': 'GET identity/audit',
};
const PEOPLE: [loginName: string, role: Role][] = [
  ['lixia-reviewer', 'bureau-reviewer'],
  ['lixia-archivist', 'bureau-archivist'],
  ['conac-reviewer', 'conac-reviewer'],
  ['conac-finance', 'conac-finance'],
  ['admin', 'administrator'],
  ['auditor', 'auditor'],
];

/** Who may see what, and the auditor's desk. */
export function auditPart(desks: Desks): void {
  it('each role has a menu entry exactly for what the services answer it', async () => {
    const { url, demo } = desks.theatre.suite;
    const found: Record<string, string[]> = {};
    const expected: Record<string, string[]> = {};
    for (const [loginName, role] of PEOPLE) {
      const asked = await statusOf(url, loginName, demo!.password);
      found[role] = asked.filter(([, allowed]) => allowed).map(([to]) => to);
      expected[role] = navigationOf([role]).map(({ to }) => to);
    }
    expect(found).toEqual(expected);
  });

  it('the auditor reads trail and queue, verifies a chain, and may change nothing', () =>
    desks.work('auditor', async (desk) => {
      const { page } = desk.person;
      await desk.go('/audit');
      await desk.look();
      /** What stands in a column, each once, when the service has answered what is done. */
      const column = async (number: number, what: () => Promise<unknown>): Promise<string[]> => {
        await Promise.all([page.waitForResponse((answer) => answer.url().includes('/identity/audit?')), what()]);
        await desk.row('staff.open').first().waitFor();
        await desk.ready();
        return [...new Set(await page.locator(`tbody tr > :nth-child(${number})`).allInnerTexts())];
      };
      const find = (): Promise<void> => desk.person.click('查询');
      expect(await column(3, () => page.getByLabel(/^操作(?!人)/).selectOption('staff.open'))).toEqual(['staff.open']);
      await desk.person.type('操作人姓名', '系统');
      expect(await column(2, find)).toEqual(['系统']);
      await desk.person.type('操作人姓名', '没有这个人');
      await find();
      await desk.person.sees('没有记录');
      await desk.look();
      await desk.person.type('操作人姓名', '');
      await desk.person.type('结束日期', '2026-01-01');
      await find();
      await desk.person.sees('没有记录');
      await desk.person.type('结束日期', '');
      await desk.person.type('开始日期', '2026-01-01');
      expect(await column(3, find)).toEqual(['staff.open']);
      await page.getByRole('button', { name: /^校验此对象/ }).first().click();
      await desk.isTold(/校验通过/);
      await desk.look();
      await desk.followAgain('/audit');
      await desk.person.holds('main [type=search]', '');
      await page.getByRole('button', { name: /^校验此对象/ }).first().waitFor();
      await desk.go('/queue');
      await desk.row(desks.units.reviewed.unit.siteName).waitFor();
      expect(await page.getByRole('button', { name: /^(领取|取消领取)/ }).count()).toBe(0);
      await desk.look();
    }));
}

/** Which pages' questions the services answer somebody: anything but 403. */
async function statusOf(url: string, loginName: string, password: string): Promise<[to: string, allowed: boolean][]> {
  const signedIn = await fetch(`${url}/api/identity/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ loginName, password }),
  });
  const { accessToken } = (await signedIn.json()) as { accessToken: string };
  const answers = LINKS.filter(({ to }) => to in ASKS).map(async ({ to }): Promise<[string, boolean]> => {
    const [method, address] = ASKS[to]!.split(' ') as [string, string];
    const body = method === 'GET' ? {} : { body: '{}', headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` } };
    const { status } = await fetch(`${url}/api/${address}`, { method, headers: { authorization: `Bearer ${accessToken}` }, ...body });
    expect(status).toBeLessThan(500);
    return [to, status !== 403];
  });
  return Promise.all(answers);
}
