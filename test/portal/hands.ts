import type { Page } from 'playwright-core';

/** What somebody works a page with: a mouse, or nothing but a keyboard. Names are what eyes or a screen reader find. */
export interface Hands {
  /** The same hands at another window. */
  at(page: Page): Hands;
  /** Presses a button or follows a link; while a dialog is open, one of its. */
  press(name: string | RegExp): Promise<void>;
  /** Writes into the field with an id, over what stands there. */
  write(id: string, text: string): Promise<void>;
  /** Has a select, by its id or name, show the option with a value. */
  choose(select: string | RegExp, value: string): Promise<void>;
  /** Ticks the box with an id. */
  tick(id: string): Promise<void>;
  /** Takes one of a group of radio buttons, whose names are alike. */
  pick(group: RegExp, wanted: RegExp): Promise<void>;
  /** Comes to a part of the page that is there to be read. */
  reach(name: string): Promise<void>;
  /** Goes past the page's head to what it is about. */
  passHead(): Promise<void>;
  /** Waits until they have been led to what matches: after another page has come, after a form was refused, after a dialog has closed. */
  standOn(what: string): Promise<void>;
}

/** A mouse sees the whole page and points at what it wants; it is led nowhere. */
export class Mouse implements Hands {
  constructor(private readonly page: Page) {}

  at(page: Page): Mouse {
    return new Mouse(page);
  }

  async press(name: string | RegExp): Promise<void> {
    const within = this.page.locator((await this.page.locator('dialog[open]').count()) > 0 ? 'dialog[open]' : 'body');
    const named = { name, exact: true };
    const opener = within.locator('summary').filter({ hasText: name });
    await within.getByRole('button', named).or(within.getByRole('link', named)).or(opener).first().click();
  }

  async write(id: string, text: string): Promise<void> {
    await this.page.locator(`#${id}`).fill(text);
  }

  async choose(select: string | RegExp, value: string): Promise<void> {
    const one = typeof select === 'string' ? this.page.locator(`#${select}`) : this.page.getByLabel(select);
    await one.selectOption(value);
  }

  async tick(id: string): Promise<void> {
    await this.page.locator(`#${id}`).check();
  }

  async pick(_group: RegExp, wanted: RegExp): Promise<void> {
    await this.page.getByRole('radio', { name: wanted }).check();
  }

  async reach(name: string): Promise<void> {
    await this.page.getByRole('region', { name }).hover();
  }

  async passHead(): Promise<void> {}

  async standOn(): Promise<void> {}
}
