import type { Locator } from 'playwright-core';
import type { Person } from './person.js';

/** Signs in with a log-in name, and lands on the page of the role. The desks' own pages are looked at elsewhere. */
export async function signIn(person: Person, loginName: string, password: string): Promise<Person> {
  await person.open('/login');
  await person.seesPage(/^(登录|Sign in)$/);
  await person.page.locator('#f-loginName').fill(loginName);
  await person.page.locator('#f-password').fill(password);
  await person.click(/^(登录|Sign in)$/);
  await person.page.waitForURL((url) => url.pathname !== '/login');
  await person.page.locator('main h1').waitFor();
  return person;
}

/** Opens a page again until a row with the texts is in its table. */
async function waitForRow(person: Person, path: string, ...texts: string[]): Promise<Locator> {
  const row = texts.reduce((rows, hasText) => rows.filter({ hasText }), person.page.getByRole('row')).first();
  for (let attempt = 0; attempt < 90; attempt++) {
    await person.open(path);
    await person.page.locator('main h1').waitFor();
    if (await row.waitFor({ timeout: 1000 }).then(() => true, () => false)) return row;
  }
  throw new Error(`${path} does not come to show ${texts.join(', ')}`);
}

/** Why a case goes back to its unit: a point, a reason of the catalogue, and the reviewer's own words. */
export interface Refusal {
  point: string;
  reason: string;
  words: string;
}

/** A reviewer (审核人员) finds a unit's case in the queue, takes it and decides. */
export async function decide(person: Person, unitName: string, refusal?: Refusal): Promise<void> {
  const row = await waitForRow(person, '/queue', unitName);
  await row.getByRole('link').first().click();
  await person.page.waitForURL('**/cases/*');
  await person.click('领取');
  await person.page.locator('#verdicts').waitFor();
  if (refusal) {
    const point = person.page.getByRole('group', { name: refusal.point, exact: true });
    await point.getByRole('radio').nth(1).check();
    await point.getByRole('checkbox', { name: refusal.reason }).check();
    await point.getByRole('textbox').fill(refusal.words);
  }
  await person.click('其余各项均通过');
  await person.click(refusal ? '提交审核结果：退回修改' : '提交审核结果：通过');
  await person.page.locator('#verdicts').waitFor({ state: 'detached' });
}

/** CONAC's finance clerk acknowledges a transfer (认款). */
export async function confirmPayment(person: Person, domain: string): Promise<void> {
  const row = await waitForRow(person, '/finance', domain);
  await row.getByRole('button', { name: '认款' }).first().click();
  await person.page.getByRole('dialog').getByRole('button', { name: '认款' }).click();
  await person.page.locator('dialog[open]').waitFor({ state: 'detached' });
}

/** The bureau's archivist receives the paper and judges it; a fault is told in his words. */
export async function judgePaper(person: Person, siteName: string, fault?: string): Promise<void> {
  const row = await waitForRow(person, '/paper', siteName, '待收材料');
  await row.getByRole('link').first().click();
  await person.page.waitForURL('**/paper/*');
  await person.page.locator('main h1').waitFor();
  await inDialog(person, '登记接收');
  await person.page.getByRole('combobox').first().waitFor();
  if (fault) {
    await person.page.getByRole('combobox').first().selectOption('unstamped');
    await inDialog(person, '材料有误', fault);
  } else await inDialog(person, '确认材料合格');
}

async function inDialog(person: Person, name: string, text?: string): Promise<void> {
  await person.page.getByRole('button', { name, exact: true }).click();
  const dialog = person.page.locator('dialog[open]');
  await dialog.waitFor();
  if (text) await dialog.getByRole('textbox').fill(text);
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}
