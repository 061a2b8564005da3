import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../tools/browser/launch.mjs';
import { madeUpUnit } from '../../tools/journey/made-up.mjs';
import { startOwnSites, type OwnSites } from '../../tools/journey/own-sites.mjs';
import { startSuite, type Suite } from '../../tools/suite/start-suite.mjs';
import { Person } from './person.js';
import { signIn } from './staff.js';

/** A machine that is much slower than ours may take so long for one part. */
export const PATIENCE_MS = 15 * 60_000;
/** Folder for what failed, and pictures of what everybody saw then. */
const PICTURES = process.env.PORTAL_PICTURES;

type Options = Parameters<typeof Person.at>[2];
/** Brings somebody new on the stage, with a browser profile of his own. */
export type NewPerson = (options?: Options) => Promise<Person>;

/** The whole suite with a real Chromium in front of it, and the two units whose lives are played. */
export class Theatre {
  readonly organ = madeUpUnit('local organ', 700_000_001);
  readonly institution = madeUpUnit('local institution', 700_000_002);
  /** Where the applications of the two units are, once their lives have been played. */
  readonly sitePages = { organ: '', institution: '' };
  /** Where visitors find the institution's red page. */
  redPage = '';
  private readonly dir = fs.mkdtempSync(path.join(os.tmpdir(), 'biaozhi-portal-'));
  private browser!: Browser;
  suite!: Suite;
  sites!: OwnSites;

  async open(): Promise<void> {
    [this.suite, this.browser, this.sites] = await Promise.all([
      startSuite({ stateDir: this.dir, quiet: true, durable: false, knownPorts: false }),
      launchBrowser(),
      startOwnSites(),
    ]);
  }

  async close(): Promise<void> {
    await this.browser?.close();
    await this.sites?.stop();
    await this.suite?.stop();
    fs.rmSync(this.dir, { recursive: true, force: true });
  }

  /** Several play together; whatever page they looked at has to be clean. */
  async together(part: (newPerson: NewPerson) => Promise<void>): Promise<void> {
    const people: Person[] = [];
    try {
      await this.watched(people, () =>
        part(async (options) => {
          const person = await this.enter(options);
          people.push(person);
          return person;
        }),
      );
    } finally {
      for (const person of people) await person.leave();
    }
  }

  /** Somebody new, who stays until he leaves. */
  enter(options?: Options): Promise<Person> {
    return Person.at(this.browser, this.suite.url, options);
  }

  /** Has people play, who may have played before; whatever page they looked at meanwhile has to be clean. */
  async watched(people: readonly Person[], part: () => Promise<void>): Promise<void> {
    try {
      await part();
      expect(people.flatMap(({ violations }) => violations.splice(0))).toEqual([]);
      expect(people.flatMap(({ flaws }) => flaws.splice(0))).toEqual([]);
      expect(people.flatMap(({ errors }) => errors.splice(0))).toEqual([]);
    } catch (error) {
      if (PICTURES) fs.appendFileSync(path.join(PICTURES, 'failed.txt'), `${(error as Error).stack}\n`);
      if (PICTURES) for (const [i, { page }] of people.entries()) await page.screenshot({ path: path.join(PICTURES, `failed-${i}.png`), fullPage: true });
      throw error;
    }
  }

  /** One plays alone. */
  alone(part: (person: Person) => Promise<void>, options?: Options): Promise<void> {
    return this.together(async (newPerson) => part(await newPerson(options)));
  }

  /** Somebody with one of the demo log-ins, signed in. */
  async desk(newPerson: NewPerson, loginName: string): Promise<Person> {
    return signIn(await newPerson(), loginName, this.suite.demo!.password);
  }
}
