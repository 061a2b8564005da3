import type { Page } from 'playwright-core';
import type { Hands } from './hands.js';

/** What has the focus: enough to know it by, and how it stands. */
interface Focused {
  id: string;
  /** Visible or spoken name. */
  name: string;
  /** Value of what a select shows. */
  value: string;
  checked: boolean;
  /** Whether the eye finds it: within the window, with a ring around it. */
  seen: boolean;
}

const FOCUSED = `(() => {
  const one = document.activeElement;
  const labels = [...(one.labels ?? [])].map((label) => label.innerText).join(' ');
  const name = one.getAttribute('aria-label') ?? (labels || one.innerText || '');
  const { top, bottom, width, height } = one.getBoundingClientRect();
  const { outlineStyle, outlineWidth } = getComputedStyle(one);
  // Between the last and the first stop the browser itself has the focus, and within a frame its page shows it.
  if (one.tagName === 'BODY' || one.tagName === 'IFRAME') return { id: one.id, name: '', value: '', checked: false, seen: true };
  // A field for a day shows at its own parts, inside it, which of them has the focus.
  const ring = one.type === 'date' || one.matches(':focus-visible') && (outlineStyle === 'auto' || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2));
  const seen = ring && width > 0 && height > 0 && bottom > 0 && top < innerHeight;
  return { id: one.id, name: name.trim(), value: one.value ?? '', checked: one.checked === true, seen };
})()`;
/** More stops than any page of the portal has. */
const STOPS = 120;

/** Somebody who has a keyboard and nothing else: Tab, arrows, Enter, Space and letters. */
export class Keyboard implements Hands {
  constructor(private readonly page: Page) {}

  at(page: Page): Keyboard {
    return new Keyboard(page);
  }

  focused(): Promise<Focused> {
    return this.page.evaluate(FOCUSED) as Promise<Focused>;
  }

  /** Tabs on until the wanted thing has the focus. @throws Error when no number of stops leads there, or one on the way cannot be seen */
  async tabTo(wanted: string | RegExp): Promise<Focused> {
    const stops: string[] = [];
    for (let stop = 0; stop < STOPS; stop++) {
      const one = await this.focused();
      if (stop > 0 && one.name + one.id && !one.seen) throw new Error(`the focus is not to be seen on ${one.id || one.name} of ${this.page.url()}`);
      if (typeof wanted === 'string' ? one.id === wanted || one.name === wanted : wanted.test(one.name)) return one;
      stops.push(one.id || one.name);
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${String(wanted)}, only to: ${[...new Set(stops)].join(', ')}`);
  }

  async reach(name: string): Promise<void> {
    await this.tabTo(name);
  }

  async passHead(): Promise<void> {
    await this.press('跳到主要内容');
  }

  async standOn(what: string): Promise<void> {
    await this.page.locator(what).and(this.page.locator(':focus')).first().waitFor();
  }

  async write(id: string, text: string): Promise<void> {
    await this.tabTo(id);
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.type(text);
  }

  async choose(select: string | RegExp, value: string): Promise<void> {
    await this.tabTo(select);
    for (let step = 0; step < STOPS; step++) {
      if ((await this.focused()).value === value) return;
      await this.page.keyboard.press('ArrowDown');
    }
    throw new Error(`${String(select)} does not offer ${value}`);
  }

  async tick(id: string): Promise<void> {
    if (!(await this.tabTo(id)).checked) await this.page.keyboard.press('Space');
  }

  /** Tabs into the group; its buttons are one stop, and the arrows go from one to the other. */
  async pick(group: RegExp, wanted: RegExp): Promise<void> {
    await this.tabTo(group);
    for (let step = 0; step < STOPS; step++) {
      const one = await this.focused();
      if (wanted.test(one.name)) return one.checked ? undefined : this.page.keyboard.press('Space');
      await this.page.keyboard.press('ArrowDown');
    }
    throw new Error(`no choice ${String(wanted)}`);
  }

  async press(name: string | RegExp): Promise<void> {
    await this.tabTo(name);
    await this.page.keyboard.press('Enter');
  }
}
