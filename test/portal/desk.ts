import { createHmac } from 'node:crypto';
import type { Locator } from 'playwright-core';
import type { Person } from './person.js';

const PHONE = { width: 360, height: 740 };

/** A member of staff at a desk: works on rows of tables and in dialogs, has axe-core look at what is shown. */
export class Desk {
  constructor(readonly person: Person) {}

  /** Types name and password; what follows is for the caller to see. */
  async signIn(loginName: string, password: string): Promise<void> {
    const { person } = this;
    await person.open('/login');
    await person.type('用户名', loginName);
    await person.type('密码', password);
    await person.page.locator('main').getByRole('button', { name: '登录' }).click();
  }

  /** Opens a page of the desk and waits until nothing is being loaded. */
  async open(path: string): Promise<void> {
    await this.person.open(path);
    await this.ready();
  }

  /** Goes to a page by the menu; the pages stay in the browser, as for somebody at work. */
  async go(path: string): Promise<void> {
    await this.follow(path);
    await this.ready();
  }

  /** Presses the menu's entry of a page. */
  async follow(path: string): Promise<void> {
    await this.person.opensMenu();
    await this.person.page.getByRole('navigation').locator(`a[href="${path}"]`).click();
    await this.person.page.waitForURL((url) => url.pathname === path);
  }

  /** Presses the menu's entry of the page that is shown: it begins anew, with the keyboard at its heading. */
  async followAgain(path: string): Promise<void> {
    await this.follow(path);
    await this.person.page.waitForURL((url) => url.search === '');
    await this.person.page.locator('h1:focus').waitFor();
  }

  async ready(): Promise<void> {
    const { page } = this.person;
    await page.locator('main h1').waitFor();
    await page.locator('main .loading, [aria-busy="true"]').first().waitFor({ state: 'detached' });
  }

  /** The row of the page's table that holds a text. */
  row(text: string): Locator {
    return this.person.page.locator('tbody tr').filter({ hasText: text });
  }

  /** Opens a page anew until its table has a row with a text: what other services know arrives over the bus. */
  async findRow(path: string, text: string): Promise<Locator> {
    for (let attempt = 0; ; attempt++) {
      await this.open(path);
      const row = this.row(text).first();
      if ((await row.count()) > 0) return row;
      if (attempt > 100) throw new Error(`${path} does not come to show ${text}`);
    }
  }

  /** Presses a button that asks once more, fills the dialog, and agrees; the dialog closes when the service has done it. */
  async confirm(button: Locator, fill?: (dialog: Locator) => Promise<unknown>, agree = (submit: Locator) => submit.click()): Promise<void> {
    await button.click();
    const dialog = this.person.page.locator('dialog[open]');
    await dialog.waitFor();
    await fill?.(dialog);
    await this.lookTwice('dialog[open]');
    await agree(dialog.locator('button[type="submit"]'));
    await dialog.waitFor({ state: 'detached' });
  }

  /** Presses a button by keyboard, and again while its service takes its time: it keeps the focus, and asks once. */
  async pressesOnce(button: Locator, service: string, isDone: () => Promise<void>): Promise<void> {
    const { page } = this.person;
    const presses = async (): Promise<void> => {
      await button.focus();
      await page.keyboard.press('Enter');
      await page.locator('button[aria-disabled="true"]:focus').waitFor();
      await page.keyboard.press('Enter');
    };
    expect(await this.person.awaits(service, presses, isDone)).toBe(1);
  }

  /** Waits for what the page says after an action. */
  async isTold(text: string | RegExp): Promise<void> {
    await this.person.page.getByRole('status').filter({ hasText: text }).first().waitFor();
  }

  /** Looks at the page as it stands now: axe-core finds nothing, nothing lies beside the screen. Codes of events and actions are no missing sentences. */
  async look(part?: string): Promise<void> {
    await this.person.checkAccessibility(part);
    await this.person.checkSizes();
  }

  /** Looks at the page, or a part of it, at the desk and as it stands on a telephone. */
  async lookTwice(part?: string): Promise<void> {
    const { page } = this.person;
    const desk = page.viewportSize()!;
    await this.look(part);
    await page.setViewportSize(PHONE);
    await this.look(part);
    await page.setViewportSize(desk);
  }

}

/** What an authenticator app shows now for a key that was typed into it (RFC 6238). */
export function appShows(key: string, at = Date.now()): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...key.replaceAll(/\s/g, '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => parseInt(eight, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', secret).update(counter).digest();
  return String((mac.readUInt32BE(mac[19]! & 0xf) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}
