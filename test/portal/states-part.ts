import fs from 'node:fs';
import { verificationPage } from '../../apps/badge-issuance/src/public/page.js';
import type { PublicBadge } from '../../apps/badge-issuance/src/domain/public-badge.js';
import { madeUpUnit } from '../../tools/journey/made-up.mjs';
import { visited, type Person } from './person.js';
import { SiteHandler } from './site-handler.js';
import { signIn } from './staff.js';
import type { Theatre } from './theatre.js';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const LISTS = ['/home', '/domains', '/sites', '/sites/apply', '/redpage', '/notices', '/account'];
const DETAILS = [`/domains/${NOBODY}`, `/domains/${NOBODY}/certificate`, `/sites/${NOBODY}`, `/sites/apply/${NOBODY}/unit`, `/redpage/${NOBODY}`];
const BADGES = '/api/badge-issuance/badges';
const BADGE: PublicBadge = {
  publicId: 'a'.repeat(32),
  code: 'CA123456789012345678901',
  state: 'HUNG',
  colour: 'red',
  siteName: '某单位门户网站',
  unitName: '某单位',
  unitKind: 'organ',
  functions: '某单位的职能。',
  address: '某路1号',
  domains: [{ uLabel: '某单位.政务', aLabel: 'xn--a.xn--zfr164b' }],
  issuer: 'bureau',
  issuedOn: '2026-03-02',
};
const STATES = ['ISSUED', 'HUNG', 'OVERDUE', 'ABNORMAL', 'SUSPENDED', 'REVOKED'] as const;

/** States that a life does not come to: nothing yet, nothing found, a service away, an answer that takes its time, a badge that is taken away. */
export function statesPart(theatre: Theatre): void {
  it('tells a new unit on every page what to do, also when there is no answer', () =>
    theatre.alone(
      async (person) => {
        const newcomer = madeUpUnit('local organ', 700_000_003);
        const { loginName, password } = newcomer.registration;
        await person.context.request.post(`${theatre.suite.url}/api/identity/registrations`, { data: newcomer.registration });
        await signIn(person, loginName, password);
        for (const page of [...LISTS, `/sites/${NOBODY}/badge`]) {
          await person.goes(page);
          await person.settles();
          await person.checkPage();
        }
        const isTold = async (page: string): Promise<void> => {
          await person.goes(page);
          await person.page.getByRole('button', { name: '重试' }).waitFor();
          await person.checkPage();
        };
        for (const page of DETAILS) await isTold(page);
        const away = JSON.stringify({ status: 503, code: 'unavailable', title: '服务暂时不可用' });
        await person.page.route('**/api/**', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: away }));
        for (const page of [...LISTS.toReversed(), ...DETAILS]) await isTold(page);
        await person.goes('/lookup?q=没有.政务');
        await person.page.getByRole('alert').waitFor();
        await person.checkPage();
        await person.hearsServices();
        const waits = async (): Promise<void> => {
          for (const page of [...LISTS, ...DETAILS]) {
            await person.goes(page);
            await person.page.locator('.loading').waitFor();
            await person.checkPage();
          }
        };
        await person.awaits('**/api/**', waits, () => person.settles());
      },
      { width: 360 },
    ));

  it('sends a forgotten password’s link, and says the same of a name that nobody has', () =>
    theatre.alone(async (person) => {
      await person.open('/login');
      await person.follow('忘记密码');
      await person.seesPage('忘记密码');
      await person.click('发送链接');
      await person.sees('请先更正以下内容');
      await person.checkPage();
      await person.type('用户名', 'nobody-has-it');
      await person.click('发送链接');
      await person.sees('如该用户名存在');
      await person.checkPage();
    }));

  it('has a clean verification page for every state of a badge, in both languages', () =>
    theatre.alone(
      async (visitor) => {
        for (const locale of ['zh-CN', 'en'] as const) {
          for (const state of STATES) {
            await visitor.page.setContent(verificationPage({ ...BADGE, state }, BADGE.publicId, locale));
            await visitor.checkAccessibility();
          }
          await visitor.page.setContent(verificationPage(BADGE, BADGE.publicId, locale, new Date()));
          await visitor.checkAccessibility();
          await visitor.page.setContent(verificationPage(undefined, BADGE.publicId, locale));
          await visitor.checkAccessibility();
        }
      },
      { width: 360 },
    ));

  it('tells unit and public that a badge is suspended, and that it is revoked', () =>
    theatre.together(async (newPerson) => {
      const { loginName, password } = theatre.institution.registration;
      const handler = new SiteHandler(await signIn(await newPerson(), loginName, password), theatre.institution);
      const { items } = await handler.person.asks<{ items: { id: string; publicId: string; verificationUrl: string }[] }>('GET', BADGES);
      const [badge] = items;
      const conac = await theatre.desk(newPerson, 'conac-reviewer');
      const visitor = await newPerson({ width: 360 });
      const look = async (task: string, line: string, redPage: string, onNet: string): Promise<void> => {
        await handler.comesToSee('/home', `text=${task}`);
        await handler.check();
        await handler.person.goes(`${theatre.sitePages.institution}/badge`);
        await handler.person.sees('因核查需要');
        await handler.check();
        await handler.comesToSee('/redpage', `text=${redPage}`);
        await handler.check();
        await visitor.comesToRead(badge!.verificationUrl, line);
        await visitor.checkAccessibility();
        await visitor.open(`/lookup?q=${badge!.publicId}`);
        await visitor.page.locator('.note.danger').filter({ hasText: '✕' }).waitFor();
        await visitor.checkPage();
        await visitor.comesToRead(theatre.redPage, onNet);
        await visitor.checkAccessibility();
      };
      await decideOnBadge(conac, badge!.id, 'suspend');
      await look('标识已暂停使用，请查看原因', '标识已暂停使用', '标识已暂停，红页暂不显示', '页面暂停访问');
      await decideOnBadge(conac, badge!.id, 'revoke');
      await look('标识已撤销，请查看原因', '标识已撤销', '已关闭', '页面已关闭');
      await handler.person.follow(theatre.institution.siteName);
      await handler.person.sees('标识已撤销，红页已关闭，不能再修改和发布。');
      await handler.check();
    }));

  it('has looked at every address that the public and a unit’s handler can open', () => {
    const files = ['public', 'applicant'].map((folder) => fs.readFileSync(`apps/portal/src/pages/${folder}/routes.ts`, 'utf8'));
    const routes = files.flatMap((text) => [...text.matchAll(/path: '([^']+)'/g)].map(([, path]) => path!));
    expect(routes.length).toBeGreaterThan(20);
    const pattern = (route: string): RegExp => new RegExp(`^${route.replace(/\/:\w+\?/g, '(/[^/]+)?').replace(/:\w+/g, '[^/]+')}$`);
    expect(routes.filter((route) => ![...visited].some((path) => pattern(route).test(path)))).toEqual([]);
  });
}

/** CONAC takes a badge away, for a while or for good. Its own pages for that are looked at elsewhere. */
async function decideOnBadge(conac: Person, id: string, step: 'suspend' | 'revoke'): Promise<void> {
  const { version } = await conac.asks<{ version: number }>('GET', `${BADGES}/${id}`);
  const decided = await conac.asks('POST', `${BADGES}/${id}/${step}`, { version, reason: '因核查需要' });
  expect(decided).toMatchObject({ state: step === 'suspend' ? 'SUSPENDED' : 'REVOKED' });
}
