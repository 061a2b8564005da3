import type { MadeUpUnit } from '../../tools/journey/made-up.mjs';
import { Interrupted, LAST_WORDS } from './interrupted.js';
import { Keyboard } from './keyboard.js';
import type { Person } from './person.js';
import { introductionOf, SiteHandler } from './site-handler.js';
import { signIn } from './staff.js';
import type { Theatre } from './theatre.js';

/** What a unit typed, and what its bureau is called: Chinese in every language. */
const wordsOf = ({ registration: { unit, contact }, label, siteName }: MadeUpUnit): string[] => [
  ...Object.values(unit),
  ...Object.values(contact),
  label,
  introductionOf(siteName),
  LAST_WORDS,
  siteName,
];

/** What a unit does whose life has been played: comes in, is interrupted, reads its pages in other forms. */
export function unitPart(theatre: Theatre): void {
  it(
    'keeps what a handler typed when the session ends, the network fails or another window saves',
    () =>
      theatre.together(async (newPerson) => {
        const { loginName, password } = theatre.organ.registration;
        const handler = new SiteHandler(await signIn(await newPerson(), loginName, password), theatre.organ);
        const interrupted = new Interrupted(handler);
        await interrupted.beginsDraft();
        await interrupted.losesSession();
        await interrupted.isOffline();
        await interrupted.isIdle();
        await interrupted.isOvertaken(new SiteHandler(await newPerson(), theatre.organ));
      }),
  );

  it('lets a new account in by the link that the mail brought, once, and the browser never sees a token', () =>
    theatre.alone(async (person) => {
      const { contact: { mail }, password } = theatre.organ.registration;
      await person.page.goto(`${theatre.suite.mailboxUrl}/?to=${mail}&channel=mail`);
      const link = /https?:\S+first-login\?token=\S+/.exec(await person.page.locator('main').innerText())![0];
      await person.page.goto(link);
      await person.seesPage('首次登录');
      await person.click('设置密码并登录');
      await person.sees('请先更正以下内容');
      await person.checkPage();
      await person.page.locator('#f-password').fill(password);
      await person.page.locator('#f-repeated').fill(password);
      const [answer] = await Promise.all([person.page.waitForResponse('**/session/first-login'), person.click('设置密码并登录')]);
      await person.page.waitForURL('**/home');
      expect(await answer.text()).not.toMatch(/token/i);
      await person.seesPage('办理进度');
      await person.settles();
      await person.checkPage();
      await person.click('退出登录');
      await person.seesPage('党政机关网站开办审核、资格复核和网站标识');
      await person.page.goto(link);
      await person.page.locator('#f-password').fill('Assigned-2027-pass');
      await person.page.locator('#f-repeated').fill('Assigned-2027-pass');
      await person.click('设置密码并登录');
      await person.page.getByRole('alert').waitFor();
      await person.checkPage();
    }));

  describe('a unit with everything', () => {
    const PAGES = ['/home', '/domains', '/domains/apply', '/sites', '/sites/apply', '/redpage', '/notices', '/account', '/lookup', '/report'];
    const DOORS = ['/register', '/login', '/forgotten'];
    const STEPS = ['unit', 'contact', 'site', 'domain', 'check'];

    /** The doors, and every page that the unit can open, found by the links of its lists, and every step of a draft. */
    async function everyPage(person: Person, unit: MadeUpUnit, site: string, look: () => Promise<void>): Promise<void> {
      const { loginName, password } = unit.registration;
      const visit = async (page: string): Promise<void> => {
        await person.goes(page);
        await person.settles();
        await look();
      };
      for (const door of DOORS) await visit(door);
      await signIn(person, loginName, password);
      const details = new Set([site, `${site}/badge`]);
      for (const page of PAGES) {
        await visit(page);
        for (const link of await person.page.locator('main a[href^="/domains/"], main a[href^="/redpage/"], main a[href^="/sites/apply/"]').all()) {
          const address = (await link.getAttribute('href'))!;
          if (/[0-9a-f-]{36}/.test(address)) details.add(address);
        }
      }
      for (const page of details) for (const one of page.includes('/apply/') ? STEPS.map((step) => `${page.slice(0, '/sites/apply/'.length + 36)}/${step}`) : [page]) await visit(one);
    }

    it(
      'reads all its pages in English on a telephone, with no Chinese but its own words, and gives a draft up',
      () =>
        theatre.together(async (newPerson) => {
          const person = await newPerson({ width: 360 });
          await person.open('/');
          await person.click('English');
          await everyPage(person, theatre.organ, theatre.sitePages.organ, () => person.checkPage(wordsOf(theatre.organ)));
          // What hangs is said as well as how far the new application is.
          await person.goes('/home');
          const ofSite = (name: string) => person.page.locator('section').filter({ has: person.page.getByRole('heading', { level: 3, name, exact: true }) });
          await ofSite(theatre.organ.siteName).getByText('The badge hangs').waitFor();
          await ofSite('(no site name yet)').getByText('A draft is kept; complete and submit it').waitFor();
          await person.follow('Apply for the website review');
          await person.seesPage('Unit');
          await person.click('Discard the draft');
          await person.checkPage(wordsOf(theatre.organ));
          await person.page.locator('dialog[open]').getByRole('button', { name: 'Discard the draft' }).click();
          await person.seesPage('Website opening review / re-review');
          await person.sees('Withdrawn');
          await person.goes('/home');
          await person.sees('All done');
        }),
    );

    it(
      'reads all its pages in large print at 200 % zoom, with nothing beside the screen',
      () =>
        theatre.together(async (newPerson) => {
          const person = await newPerson({ width: 640 });
          await person.open('/');
          await person.click('大字版');
          await everyPage(person, theatre.institution, theatre.sitePages.institution, () => person.checkPage());
        }),
    );
  });

  it('is led in by the doors when it is signed in already, as staff are', () =>
    theatre.together(async (newPerson) => {
      const { loginName, password } = theatre.organ.registration;
      const handler = await signIn(await newPerson(), loginName, password);
      const reviewer = await theatre.desk(newPerson, 'lixia-reviewer');
      const isLed = async (person: Person, door: string, place: string): Promise<void> => {
        await person.open(door);
        await person.page.waitForURL((url) => url.pathname === place);
        await person.settles();
      };
      for (const door of ['/login', '/register', '/login?back=//elsewhere.example']) await isLed(handler, door, '/home');
      await isLed(handler, '/login?back=/account', '/account');
      await isLed(handler, '/login?back=/queue', '/home');
      await isLed(reviewer, '/login', '/queue');
      await isLed(reviewer, '/register', '/queue');
    }));

  it('sees where it is signed in, ends the other log-ins and changes the password, by keyboard', () =>
    theatre.alone(async (person) => {
      const { loginName, password } = theatre.institution.registration;
      // Two that were left behind somewhere.
      for (let n = 0; n < 2; n++) {
        const begun = await person.context.request.post(`${theatre.suite.url}/session`, { data: { loginName, password }, headers: { 'x-biaozhi-request': 'test' } });
        expect(begun.ok()).toBe(true);
        await person.context.clearCookies();
      }
      const hands = new Keyboard(person.page);
      await person.open('/login');
      await person.seesPage('登录');
      await hands.write('f-loginName', loginName);
      await hands.write('f-password', password);
      await hands.press('登录');
      await person.page.waitForURL('**/home');
      await hands.standOn('main h1');
      await hands.press('我的账号');
      await person.seesPage('我的账号');
      await hands.standOn('main h1');
      await hands.press('结束其他全部登录');
      await person.page.locator('dialog[open]').waitFor();
      await hands.press('结束其他全部登录');
      await person.sees('没有其他登录。');
      await hands.standOn('main h1');
      await person.checkPage();
      await hands.press('修改密码');
      await hands.standOn('[role=alert]');
      await person.checkPage();
      await hands.press('请填写现在的密码');
      await hands.write('f-current', 'not-the-password-1');
      await hands.write('f-password', password);
      await hands.write('f-repeated', password);
      await hands.press('修改密码');
      await person.page.locator('#f-current-error').waitFor();
      await hands.standOn('[role=alert]');
      await hands.write('f-current', password);
      await hands.press('修改密码');
      await person.sees('密码已修改，其他登录已结束');
      await hands.standOn('button[type=submit]');
    }));
}
