#!/usr/bin/env node
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launchBrowser } from './browser/launch.mjs';
import { cast } from './journey/play.mjs';
import { ROOT } from './suite/prepare.mjs';
import { startSuite } from './suite/start-suite.mjs';

const HELP = `npm run screenshots [-- <folder>] [--width <pixels>]

Takes a picture of every page of the portal in Chinese and English, as each role sees it, into a folder (default:
.state/screenshots). Starts the whole suite on data of its own and leads some units through the process first, so that
the pages have something to show; with --state DIR it uses the suite that runs there. Screens are 1440 pixels wide unless
--width says otherwise.`;

const ONE = '[0-9a-f-]{36}';

/** Who sees which pages. A page with an id is found by following the first link of its list that fits. Names in brackets are units. */
const VIEWS = [
  { who: undefined, pages: ['/', '/lookup', '/report', '/accessibility', '/login', '/forgotten', '/register', '/first-login', '/no-such-page', '/sitename'] },
  {
    who: '[hung]',
    pages: ['/home', '/domains', '/domains/apply', '/sites', '/sites/apply', '/redpage', '/notices', '/account'],
    details: { '/domains': [`^/domains/${ONE}$`, '/certificate'], '/sites': [`^/sites/${ONE}$`, '/badge'] },
  },
  { who: '[redPage]', pages: ['/redpage'] },
  { who: '[reviewed]', pages: ['/home', '/sites'], details: { '/sites': [`^/sites/${ONE}$`] } },
  { who: '[printed]', pages: ['/home', '/sites'], details: { '/sites': [`^/sites/${ONE}$`] } },
  { who: '[paying]', pages: ['/home', '/domains'], details: { '/domains': [`^/domains/${ONE}$`] } },
  { who: '[refused]', pages: ['/home', '/sites'], details: { '/sites': [`^/sites/${ONE}$`] } },
  { who: 'lixia-reviewer', pages: ['/queue', '/ledger', '/ledger?of=badges', '/statistics', '/security'], details: { '/queue': [`^/cases/${ONE}$`] } },
  {
    who: 'lixia-archivist',
    pages: ['/paper', '/settlements', '/settlements?of=settlements'],
    details: { '/paper': [`^/paper/${ONE}$`], '/settlements?of=settlements': [`^/settlements/${ONE}$`] },
  },
  { who: 'conac-reviewer', pages: ['/queue?basket=all', '/badges', '/reports', '/redpages', '/calendar'], details: { '/queue?basket=all': [`^/cases/${ONE}$`] } },
  {
    who: 'conac-finance',
    pages: ['/finance', '/finance?of=settlements', '/prices'],
    details: { '/finance?of=settlements': [`^/finance/settlements/${ONE}$`] },
  },
  { who: 'admin', pages: ['/bureaus', '/staff', '/calendar', '/deadletters'] },
  { who: 'auditor', pages: ['/audit', '/queue?basket=all'] },
];
const LOCALES = ['zh-CN', 'en'];

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(HELP);
  process.exit(0);
}
const option = (name) => (args.includes(name) ? (args.splice(args.indexOf(name), 2)[1] ?? '') : undefined);
const state = option('--state');
const stateDir = state === undefined ? undefined : path.resolve(state);
const width = Number(option('--width') ?? 1440);
const folder = path.resolve(args[0] ?? path.join(ROOT, '.state', 'screenshots'));

/** Units that stand at different places of the process: name → log-in. */
async function prepare(suite) {
  const { life, stop } = await cast(suite);
  const plan = { kind: 'local organ', place: 'own-site', pay: 'transfer' };
  const to = {
    paying: async (one) => one.claimTransfer(await one.passDomain()),
    owing: async (one) => one.passDomain(),
    settled: async (one) => {
      const { id } = await one.passDomain();
      const transfer = { payer: '历下区财政局', reference: 'B-20260001', paidOn: '2026-01-05' };
      await one.staff.lixia.archivist.post('domain-registration', '/settlements', { ids: [id], ...transfer });
    },
    refused: async (one) => {
      await one.getDomain();
      await one.refuseSite(await one.submitSite());
    },
    reviewed: async (one) => {
      await one.getDomain();
      const id = await one.submitSite();
      await one.refuseSite(id);
      await one.submitAgain(id);
      await one.staff.lixia.reviewer.post('application-review', `/cases/${id}/claim`);
    },
    printed: async (one) => {
      await one.getDomain();
      await one.applyForSite();
    },
    hung: (one) => one.afterRegistration(),
    redPage: (one) => one.afterRegistration(),
  };
  const people = {};
  for (const [name, go] of Object.entries(to)) {
    const one = life({ ...plan, ...(name === 'redPage' ? { place: 'red-page' } : {}) });
    await one.register();
    await go(one);
    const { loginName, password } = one.unit.registration;
    people[`[${name}]`] = { loginName, password };
  }
  await stop();
  return people;
}

/** A profile that has chosen its language and is signed in. */
async function profile(browser, url, locale, credentials) {
  const context = await browser.newContext({ locale, timezoneId: 'Asia/Shanghai', viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  await context.addInitScript((chosen) => localStorage.setItem('biaozhi.locale', chosen), locale);
  if (credentials) {
    const signedIn = await context.request.post(`${url}/session`, { data: credentials, headers: { 'x-biaozhi-request': 'screenshots' } });
    if (!signedIn.ok()) throw new Error(`${credentials.loginName} cannot sign in: ${signedIn.status()}`);
  }
  return context;
}

async function picture(page, url, address, locale, who) {
  await page.goto(url + address, { waitUntil: 'networkidle' });
  const name = `${(who ?? 'public').replaceAll(/\W/g, '')}${address.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'one').replaceAll(/[^\w-]+/g, '-')}`;
  await page.screenshot({ path: path.join(folder, locale, `${name.replace(/-$/, '')}.png`), fullPage: true });
}

/** The first link of a page whose address fits. */
async function linkOn(page, wanted) {
  const hrefs = await page.locator('main a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  return hrefs.find((href) => href && new RegExp(wanted).test(href));
}

async function takeAll({ url, demoPassword }, people) {
  const browser = await launchBrowser({ say: console.log });
  try {
    for (const locale of LOCALES) {
      fs.mkdirSync(path.join(folder, locale), { recursive: true });
      for (const { who, pages, details = {} } of VIEWS) {
        const credentials = who && (people[who] ?? { loginName: who, password: demoPassword });
        const context = await profile(browser, url, locale, credentials);
        const page = await context.newPage();
        for (const address of pages) {
          await picture(page, url, address, locale, who);
          const [wanted, below] = details[address] ?? [];
          const one = wanted && (await linkOn(page, wanted));
          if (one) await picture(page, url, one, locale, who);
          if (one && below) await picture(page, url, one + below, locale, who);
        }
        await context.close();
      }
    }
  } finally {
    await browser.close();
  }
}

async function withSuite(work) {
  if (stateDir) {
    const { runningSuite } = await import('./suite/running.mjs');
    const running = runningSuite(stateDir);
    if (!running) throw new Error(`no suite runs on ${stateDir}`);
    return work(running);
  }
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'biaozhi-screenshots-'));
  let suite;
  try {
    suite = await startSuite({ stateDir: dir, durable: false });
    return await work({ url: suite.url, demoPassword: suite.demo.password });
  } finally {
    await suite?.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

await withSuite(async (suite) => takeAll(suite, await prepare(suite)));
console.log(`Pictures: ${folder}`);
