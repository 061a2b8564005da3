import type { Page } from 'playwright-core';

/** What has the focus: enough to know it by, and how it stands. */
interface Focused {
  id: string;
  /** Visible or spoken name. */
  name: string;
  /** Text of the option that a select shows. */
  option: string;
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
  if (one.tagName === 'BODY' || one.tagName === 'IFRAME') return { id: one.id, name: '', option: '', checked: false, seen: true };
  // A field for a day shows at its own parts, inside it, which of them has the focus.
  const ring = one.type === 'date' || one.matches(':focus-visible') && (outlineStyle === 'auto' || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2));
  const seen = ring && width > 0 && height > 0 && bottom > 0 && top < innerHeight;
  return { id: one.id, name: name.trim(), option: one.selectedOptions?.[0]?.text ?? '', checked: one.checked === true, seen };
})()`;
/** More stops than any page of the portal has. */
const STOPS = 120;

/** Somebody who has a keyboard and nothing else: Tab, arrows, Enter, Space and letters. */
export class Keyboard {
  constructor(private readonly page: Page) {}

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

  /** Waits until what matches has the focus: after another page has come, after a form was refused, after a dialog has closed. */
  async standsOn(what: string): Promise<void> {
    await this.page.locator(what).and(this.page.locator(':focus')).first().waitFor();
  }

  /** Types into the field with an id, over what stands there. */
  async write(id: string, text: string): Promise<void> {
    await this.tabTo(id);
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.type(text);
  }

  /** Goes down a select until it shows the wanted option. */
  async choose(select: string | RegExp, option: string): Promise<void> {
    await this.tabTo(select);
    for (let step = 0; step < STOPS; step++) {
      if ((await this.focused()).option === option) return;
      await this.page.keyboard.press('ArrowDown');
    }
    throw new Error(`${String(select)} does not offer ${option}`);
  }

  /** Ticks a box. */
  async tick(box: string | RegExp): Promise<void> {
    if (!(await this.tabTo(box)).checked) await this.page.keyboard.press('Space');
  }

  /** Tabs into a group of radio buttons and takes one of them with the arrows. */
  async pick(first: string | RegExp, wanted: RegExp): Promise<void> {
    await this.tabTo(first);
    for (let step = 0; step < STOPS; step++) {
      const one = await this.focused();
      if (wanted.test(one.name)) return one.checked ? undefined : this.page.keyboard.press('Space');
      await this.page.keyboard.press('ArrowDown');
    }
    throw new Error(`no choice ${String(wanted)}`);
  }

  /** Presses a button or follows a link. */
  async press(name: string | RegExp): Promise<void> {
    await this.tabTo(name);
    await this.page.keyboard.press('Enter');
  }
}
