import type { Page, Route } from 'playwright-core';
import { LINKS, navigationOf } from '../../apps/portal/src/navigation.js';
import type { Role } from '../../apps/portal/src/roles.js';
import type { Desk } from './desk.js';
import type { Desks } from './desks.js';

/** Who looks at which pages; together all that staff have in any menu. */
const LOOKERS: [loginName: string, role: Role][] = [
  ['admin', 'administrator'],
  ['conac-finance', 'conac-finance'],
  ['lixia-archivist', 'bureau-archivist'],
];
const API = '**/api/**';
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 360, height: 740 };
const FAILURE = { status: 503, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', status: 503, code: 'unavailable', title: '服务暂不可用' }) };

/** A service's own answer, without a row. */
async function answerEmpty(route: Route): Promise<void> {
  const response = await route.fetch();
  const json = (await response.json()) as { items?: unknown[]; next?: string };
  await route.fulfill({ response, json: json.items ? { ...json, items: [], next: undefined } : json });
}

/**
 * Every page of staff while it waits, with rows, without one, and when its service fails; at a desk and on a telephone. What
 * is filled is looked at in both languages, what is empty or fails in English.
 */
export function deskStatesPart(desks: Desks): void {
  const seen = new Set<string>();
  it.each(LOOKERS)('%s meets every page of the menu waiting, filled, empty and failing, wide and narrow, in both languages', (loginName, role) =>
    desks.work(loginName, async (desk) => {
      const { page } = desk.person;
      const pages = navigationOf([role]).map(({ to }) => to).filter((to) => !seen.has(to));
      for (const to of pages) seen.add(to);
      await page.goto('about:blank');
      await desk.open('/security');
      await desk.look();
      await page.setViewportSize(NARROW);
      const data = await Chinese.of(desk);
      for (const to of pages) await waitsAndFills(desk, to, data);
      await data.turnTo('English');
      await page.route(API, answerEmpty);
      for (const to of pages) {
        await desk.go(to);
        await data.look();
      }
      await desk.person.hearsServices();
      await page.setViewportSize(WIDE);
      await desk.open('/security'); // the only page of a menu is to be come to anew
      await page.route(API, (route) => route.fulfill(FAILURE));
      for (const to of pages) {
        await desk.follow(to);
        await page.locator('main').getByRole('alert').first().waitFor();
        await data.look();
      }
      await desk.person.hearsServices();
      await data.turnTo('中文');
    }),
  );

  it('looks at every page that staff have in a menu', () => {
    expect([...seen].toSorted()).toEqual(LINKS.filter(({ roles }) => !roles.includes('handler')).map(({ to }) => to).toSorted());
  });

  it.each([
    ['lixia-reviewer', '/queue?basket=all', '/cases/'],
    ['lixia-archivist', '/paper', '/paper/'],
    ['lixia-archivist', '/settlements?of=settlements', '/settlements/'],
    ['conac-finance', '/finance?of=settlements', '/finance/settlements/'],
  ])('%s meets %s and one of its rows on a telephone in both languages, and when the service fails', (loginName, list, one) =>
    desks.work(loginName, async (desk) => {
      const { page } = desk.person;
      await page.setViewportSize(NARROW);
      const data = await Chinese.of(desk);
      // Heard while it is looked at as well: names of bureaus and units are asked for when the list has come.
      await page.route(API, data.hear);
      await desk.open(list);
      await data.lookInBoth();
      const link = page.locator(`main a[href^="${one}"]`).first();
      const address = await link.getAttribute('href');
      await link.click();
      await page.waitForURL(`**${address}`);
      await desk.ready();
      await data.lookInBoth();
      await desk.person.hearsServices();
      await page.setViewportSize(WIDE);
      await page.route(API, (route) => route.fulfill(FAILURE));
      await desk.person.open(address!);
      await page.locator('main').getByRole('alert').first().waitFor();
      await desk.look();
      await desk.person.hearsServices();
      await data.turnTo('中文');
    }),
  );
}

/** Looks at a page before its services have answered, and after, in both languages. */
async function waitsAndFills(desk: Desk, to: string, data: Chinese): Promise<void> {
  const waits = async (): Promise<void> => {
    await desk.follow(to);
    await desk.person.page.locator('main h1').waitFor();
    await data.look();
  };
  await desk.person.awaits(API, waits, () => desk.ready(), data.hear);
  await data.lookInBoth();
}

/** Chinese that no language of the portal changes, because services answered it: names, places, reasons. */
class Chinese {
  private readonly words = new Set([(JSON.parse(FAILURE.body) as { title: string }).title]);
  private readonly page: Page;

  private constructor(private readonly desk: Desk) {
    this.page = desk.person.page;
  }

  /** Begins with the name of whoever is at the desk. */
  static async of(desk: Desk): Promise<Chinese> {
    const chinese = new Chinese(desk);
    chinese.keep(await desk.person.asks('GET', '/session'));
    return chinese;
  }

  /** Hears what a service answers, and passes it on. */
  readonly hear = async (route: Route): Promise<void> => {
    const response = await route.fetch();
    this.keep(await response.json());
    await route.fulfill({ response });
  };

  private keep(answered: unknown): void {
    if (typeof answered === 'string') for (const line of answered.split('\n')) if (/\p{Script=Han}/u.test(line)) this.words.add(line.trim());
    if (answered && typeof answered === 'object') for (const one of Object.values(answered)) this.keep(one);
  }

  /** Presses the button of a language, unless the page is in it. */
  async turnTo(language: 'English' | '中文'): Promise<void> {
    const button = this.page.getByRole('button', { name: language, exact: true });
    if (await button.isVisible()) await button.click();
  }

  async look(): Promise<void> {
    await this.desk.look();
    await this.desk.person.checkLanguage([...this.words]);
  }

  /** Looks in the language that the page is in, and in the other, which stays. */
  async lookInBoth(): Promise<void> {
    await this.look();
    await this.desk.person.click(/^(English|中文)$/);
    await this.look();
  }
}
