import type { Route } from 'playwright-core';
import { navigationOf } from '../../apps/portal/src/navigation.js';
import type { Role } from '../../apps/portal/src/roles.js';
import type { Desk } from './desk.js';
import type { Desks } from './desks.js';

/** Who looks at which pages; together all that staff have in any menu. */
const LOOKERS: [loginName: string, role: Role][] = [
  ['admin', 'administrator'],
  ['conac-finance', 'conac-finance'],
  ['lixia-reviewer', 'bureau-reviewer'],
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

/** Every page of staff while it waits, with rows, without one, and when its service fails; at a desk and on a telephone. */
export function deskStatesPart(desks: Desks): void {
  const seen = new Set<string>();
  it.each(LOOKERS)('%s meets every page of the menu waiting, filled, empty and failing, wide and narrow', (loginName, role) =>
    desks.work(loginName, async (desk) => {
      const { page } = desk.person;
      const pages = navigationOf([role]).map(({ to }) => to).filter((to) => !seen.has(to));
      for (const to of pages) seen.add(to);
      await page.goto('about:blank');
      await desk.open('/security');
      await desk.look();
      await page.setViewportSize(NARROW);
      for (const to of pages) await waitsAndFills(desk, to);
      await page.route(API, answerEmpty);
      for (const to of pages) {
        await desk.go(to);
        await desk.look();
      }
      await desk.person.hearsServices();
      await page.setViewportSize(WIDE);
      await desk.open('/security'); // the only page of a menu is to be come to anew
      await page.route(API, (route) => route.fulfill(FAILURE));
      for (const to of pages) {
        await desk.follow(to);
        await page.locator('main').getByRole('alert').first().waitFor();
        await desk.look();
      }
      await desk.person.hearsServices();
    }),
  );

  it.each([
    ['lixia-reviewer', '/queue?basket=all', '/cases/'],
    ['lixia-archivist', '/paper', '/paper/'],
  ])('%s meets one of the rows of %s on a telephone, and when its service fails', (loginName, list, one) =>
    desks.work(loginName, async (desk) => {
      const { page } = desk.person;
      await page.setViewportSize(NARROW);
      await desk.open(list);
      const address = await page.locator(`main a[href^="${one}"]`).first().getAttribute('href');
      await desk.open(address!);
      await desk.look();
      await page.setViewportSize(WIDE);
      await page.route(API, (route) => route.fulfill(FAILURE));
      await desk.person.open(address!);
      await page.locator('main').getByRole('alert').first().waitFor();
      await desk.look();
      await desk.person.hearsServices();
    }),
  );
}

/** Looks at a page before its services have answered, and after. */
async function waitsAndFills(desk: Desk, to: string): Promise<void> {
  const { page } = desk.person;
  let answer!: () => void;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route(API, async (route) => {
    await answered;
    await route.continue();
  });
  await desk.follow(to);
  await page.locator('main h1').waitFor();
  await desk.look();
  answer();
  await desk.ready();
  await desk.look();
  await desk.person.hearsServices();
}
