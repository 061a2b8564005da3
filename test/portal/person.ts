import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Locator, Page, Route } from 'playwright-core';
import { eventually } from '@biaozhi/testing';

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const PATIENCE_MS = 45_000;
/** Folder for a picture of every page that is looked at, for those who want to see them all. */
const ALBUM = process.env.PORTAL_ALBUM;
let taken = 0;

/** Words that stay Chinese in English pages: suffixes, numbers of documents, examples. */
const OFFICIAL = ['政务', '公益', '中网办发文〔2014〕1号', '中央编办发〔2014〕69号', '某某单位', '鲁ICP备12345678号'];
/** What looks like the key of a sentence and is a file, a function or a host. */
const NO_KEYS = /\.(html|write|cn|example|localhost)$/;
/**
 * How far the page is wider than the screen, or what is in a dialog than the dialog; what of a form lies beyond its edge; whether
 * the head is higher than two lines of buttons.
 */
const SIZES = `(() => {
  const { documentElement: root } = document;
  const head = document.querySelector('#app header:not(.open)');
  const wide = [root, ...document.querySelectorAll('dialog[open]')];
  const outside = [...document.querySelectorAll('main form :is(input, select, textarea, button)')].filter((one) => {
    const box = one.closest('.panel, .card, dialog') ?? one.form;
    return one.getClientRects().length > 0 && one.getBoundingClientRect().right > box.getBoundingClientRect().right;
  });
  const beside = Math.max(...wide.map((one) => one.scrollWidth - one.clientWidth));
  return { beside, outside: outside.map(({ id, name, innerText }) => id || name || innerText).join(), high: innerWidth <= 360 && head?.offsetHeight > 6.5 * parseFloat(getComputedStyle(root).fontSize) };
})()`;
/** What the page says; without what is marked as Chinese in a page of another language. */
const LOOK = `(() => {
  const { documentElement: root, body } = document;
  const lines = [];
  const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { parentElement: place, data } = texts.currentNode;
    if (data.trim() && !place.closest('script, style, noscript') && place.closest('[lang]') === root) lines.push(data.trim());
  }
  return { text: lines.join('\\n'), lang: root.lang };
})()`;

/** The portal's own router. */
const ROUTER = `document.querySelector('#app').__vue_app__.config.globalProperties.$router`;
/**
 * A page without its words: axe-core judges two alike that differ in nothing else. What a name says and in which language is
 * left out, and that there is one kept.
 */
const SKELETON = `(() => {
  const WORDS = new Set(['href', 'src', 'value', 'title', 'alt', 'aria-label', 'content', 'placeholder', 'lang', 'data-v-app']);
  const lines = [innerWidth + ' ' + document.compatMode];
  for (const one of document.querySelectorAll('*')) {
    if (one.closest('script, style, head')) continue;
    const own = [...one.attributes].map(({ name, value }) => (WORDS.has(name) ? name + (value ? '!' : '') : name + '=' + value));
    const says = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    lines.push(one.tagName + '<' + one.parentElement?.tagName + ' ' + own.join(' ') + (says ? ' says' : '') + (one.disabled ? ' off' : '') + (one.open ? ' open' : ''));
  }
  return lines.join('\\n');
})()`;
/** Pages that were looked at and found clean, without their words. */
const clean = new Set<string>();
/** Paths of all pages that were looked at. */
export const visited = new Set<string>();

/** What axe-core found on a page, shortened to what one needs to repair it. */
interface Violation {
  page: string;
  rule: string;
  where: string[];
}

/** Somebody at a browser of his own: opens, reads, types and clicks, and nothing else. */
export class Person {
  /** Problems that any page so far had: of accessibility, and errors that the browser's console told. */
  readonly violations: Violation[] = [];
  readonly errors: string[] = [];
  /** What is beside the screen, missing, or in the wrong language. */
  readonly flaws: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly home: string,
  ) {}

  /** A fresh browser profile, in Chinese unless said otherwise. */
  static async at(browser: Browser, home: string, { locale = 'zh-CN', width = 1280 } = {}): Promise<Person> {
    const context = await browser.newContext({
      locale,
      timezoneId: 'Asia/Shanghai',
      viewport: { width, height: 900 },
      acceptDownloads: true,
      reducedMotion: 'reduce', // what moves is waited for
    });
    context.setDefaultTimeout(PATIENCE_MS);
    // axe comes in through the driver: the pages' own security policy stays as strict as it is.
    const person = new Person(context, await context.newPage(), home);
    person.page.on('pageerror', (error) => person.errors.push(`${person.page.url()}: ${error.message}`));
    person.page.on('console', (line) => {
      // A refused request is told here as well; what the page says about it is what tests look at.
      if (line.type() === 'error' && !/Failed to load resource/.test(line.text())) person.errors.push(`${person.page.url()}: ${line.text()}`);
    });
    return person;
  }

  /** Types an address, as a visitor does who comes from elsewhere. */
  async open(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.home).href);
  }

  /** Comes to a page of the portal as by a link of it: what is loaded of the portal stays. */
  async goes(path: string): Promise<void> {
    await this.page.evaluate(`${ROUTER}.push(${JSON.stringify(path)})`);
  }

  /** Comes back to the window from another one: pages that wait for others ask again then. */
  async looksAgain(): Promise<void> {
    await this.page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
  }

  /** Waits until the page's heading is there. */
  async seesPage(heading: string | RegExp): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
  }

  /** Waits until what the page asked for has arrived. */
  async settles(): Promise<void> {
    await this.page.locator('main h1').first().waitFor();
    await this.page.locator('.loading').waitFor({ state: 'detached' });
  }

  /** Opens a page without script again and again until it says so: what happened elsewhere arrives there a moment later. */
  async comesToRead(address: string, text: string): Promise<void> {
    await this.open(address);
    for (let attempt = 0; attempt < 90; attempt++) {
      if (await this.page.getByText(text).first().waitFor({ timeout: 1000 }).then(() => true, () => false)) return;
      await this.page.reload();
    }
    throw new Error(`${address} does not come to say ${text}`);
  }

  /** What a service answers whoever is signed in here, as if another window of the same browser had asked. */
  async asks<T>(method: string, path: string, data?: object): Promise<T> {
    const { page } = this;
    const answered = await page.request.fetch(new URL(path, page.url()).href, { method, data, headers: { 'x-biaozhi-request': 'test' } });
    if (!answered.ok()) throw new Error(`${method} ${path}: ${answered.status()} ${await answered.text()}`);
    return (answered.status() === 204 ? undefined : await answered.json()) as T;
  }

  /**
   * Has what services answer at an address wait while something is looked at or tried, and come after that.
   * @param hear what becomes of an answer when it may come; the service's own is passed on
   * @returns how often they were asked
   */
  async awaits(service: string, meanwhile: () => Promise<void>, afterwards: () => Promise<void>, hear = (route: Route) => route.continue()): Promise<number> {
    let answer!: () => void;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    let asked = 0;
    await this.page.route(service, async (route) => {
      asked++;
      await answered;
      await hear(route);
    });
    await meanwhile();
    answer();
    await afterwards();
    await this.hearsServices();
    return asked;
  }

  /** Hears the services' own answers again; what was to be answered otherwise is answered to its end first. */
  async hearsServices(): Promise<void> {
    await this.page.unrouteAll({ behavior: 'wait' });
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  async click(name: string | RegExp, role: 'button' | 'link' | 'tab' = 'button'): Promise<void> {
    await this.page.getByRole(role, { name }).first().click();
  }

  async follow(name: string | RegExp): Promise<void> {
    await this.click(name, 'link');
  }

  /** Where there is little room the menu is behind a button. */
  async opensMenu(): Promise<void> {
    const opener = this.page.locator('header button[aria-expanded]');
    if ((await opener.isVisible()) && (await opener.getAttribute('aria-expanded')) === 'false') await opener.click();
  }

  field(label: string | RegExp): Locator {
    return this.page.getByLabel(label).first();
  }

  /** Waits until a field holds a text. */
  async holds(field: string, text: string): Promise<void> {
    await eventually(async () => expect(await this.page.locator(field).inputValue()).toBe(text));
  }

  async type(label: string | RegExp, text: string): Promise<void> {
    await this.field(label).fill(text);
  }

  /**
   * Looks at the page as it stands now: axe-core finds nothing, nothing lies beside the screen, no sentence is missing.
   * @param data words that were typed: in an English page only these, and official names, may be Chinese
   */
  async checkPage(data: readonly string[] = []): Promise<void> {
    await this.checkAccessibility();
    await this.checkSizes();
    const page = new URL(this.page.url()).pathname;
    const text = await this.checkLanguage(data);
    const keys = text.match(/(?<![\w./@:-])[a-z]+[A-Za-z]*(?:\.[A-Za-z-]+)+(?![\w./@:-])/g) ?? [];
    for (const key of keys) if (!NO_KEYS.test(key)) this.flaws.push(`${page}: no sentence for ${key}`);
  }

  /** Reads the page; in an English one only data and official names are Chinese. */
  async checkLanguage(data: readonly string[]): Promise<string> {
    const page = new URL(this.page.url()).pathname;
    const { text, lang } = (await this.page.evaluate(LOOK)) as { text: string; lang: string };
    if (lang !== 'en') return text;
    const rest = [...data, ...OFFICIAL].toSorted((a, b) => b.length - a.length).reduce((left, word) => left.replaceAll(word, ''), text);
    for (const line of rest.split('\n')) if (/\p{Script=Han}/u.test(line)) this.flaws.push(`${page}: Chinese in an English page: ${line.trim()}`);
    return text;
  }

  /** Nothing lies beside the screen, and on a telephone the head leaves it to the page. */
  async checkSizes(): Promise<void> {
    const page = new URL(this.page.url()).pathname;
    const { beside, outside, high } = (await this.page.evaluate(SIZES)) as { beside: number; outside: string; high: boolean };
    if (beside > 0) this.flaws.push(`${page}: ${beside} px beside the screen`);
    if (outside) this.flaws.push(`${page}: ${outside} beyond the form’s edge`);
    if (high) this.flaws.push(`${page}: the head takes more than two lines`);
  }

  /** Has axe-core look at the page as it stands now, or at a part of it, unless it differs only in its words from one that was clean. */
  async checkAccessibility(part = 'html'): Promise<void> {
    // Words that fade in have the contrast of a moment only.
    await this.page.evaluate(
      `Promise.allSettled(document.getAnimations().filter((one) => one.effect.getTiming().iterations !== Infinity).map((one) => one.finished))`,
    );
    const page = new URL(this.page.url()).pathname;
    visited.add(page);
    if (ALBUM) await this.page.screenshot({ path: `${ALBUM}/${String(++taken).padStart(3, '0')}${page.replace(/\W+/g, '-')}.png`, fullPage: true });
    const skeleton = `${part} ${(await this.page.evaluate(SKELETON)) as string}`;
    if (clean.has(skeleton)) return;
    // Where a test has turned the page's clock, timers that axe-core took before do not end.
    if (await this.page.evaluate(`!('axe' in window) || '__pwClock' in window`)) await this.page.evaluate(AXE);
    const found = (await this.page.evaluate(`axe.run('${part}', { runOnly: ${JSON.stringify(TAGS)}, resultTypes: ['violations'] })`)) as {
      violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
    };
    if (found.violations.length === 0) clean.add(skeleton);
    for (const { id, nodes } of found.violations) {
      this.violations.push({ page, rule: id, where: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`) });
    }
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
