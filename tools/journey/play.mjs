import { Client } from './client.mjs';
import { listen } from './events.mjs';
import { Life } from './life.mjs';
import { madeUpUnit } from './made-up.mjs';
import { startOwnSites } from './own-sites.mjs';

/** The ways that the process can take; each is walked once by `npm run journey`. */
export const PLANS = [
  { kind: 'local organ', place: 'own-site', pay: 'transfer', refuse: ['BUREAU_REVIEW'], paperFails: true },
  { kind: 'local organ', place: 'red-page', pay: 'online', refuse: ['CONAC_REVIEW'] },
  { kind: 'local institution', place: 'own-site', pay: 'online', snippet: 'static' },
  { kind: 'central organ', place: 'own-site', pay: 'transfer', refuse: ['THIRD_REVIEW'] },
  { kind: 'central institution', place: 'red-page', pay: 'transfer' },
];

/** The mix of a load: mostly plain, with refusals, paper failures and both places. */
export const planOfLoad = (i) => ({
  kind: ['local organ', 'local institution', 'local organ', 'central organ', 'local organ', 'central institution'][i % 6],
  place: i % 3 === 2 ? 'red-page' : 'own-site',
  pay: i % 2 ? 'online' : 'transfer',
  refuse: i % 12 === 5 ? ['BUREAU_REVIEW'] : i % 12 === 9 ? ['CONAC_REVIEW'] : [],
  paperFails: i % 30 === 4,
});

const paper = (kind) => kind.endsWith('organ');

/** Staff sessions, by the demo accounts. */
async function signInStaff(client, password) {
  const person = (name) => client.as(name, password);
  const [conac, finance] = [await person('conac-reviewer'), await person('conac-finance')];
  const desks = {};
  for (const bureau of ['lixia', 'wuxi', 'centre']) {
    desks[bureau] = { reviewer: await person(`${bureau}-reviewer`), archivist: await person(`${bureau}-archivist`) };
  }
  return { conac, finance, ...desks };
}

/**
 * Plays the process for units against a running suite.
 * @param suite { url, natsUrl?, demoPassword }
 * @returns one row a unit: { plan, unit, seconds, badge?, error? }, and the time spent waiting for each service
 */
export async function play({ url, natsUrl, demoPassword }, { plans, parallel = 1, first = firstNumber(), say = () => {}, patience, onDone = () => {} }) {
  const spent = {};
  let retries = 0;
  const client = new Client(url, {
    ...(patience ? { patience } : {}),
    onRetry: () => retries++,
    onTime: (service, ms) => (spent[service] = (spent[service] ?? 0) + ms),
  });
  const staff = await signInStaff(client, demoPassword);
  const [sites, bus] = [await startOwnSites(), await listen(natsUrl)];
  const rows = [];
  const queue = plans.map((plan, i) => ({ plan: { ...plan, paperFails: plan.paperFails && paper(plan.kind) }, unit: madeUpUnit(plan.kind, first + i) }));
  try {
    await Promise.all(
      Array.from({ length: parallel }, async () => {
        for (let next = queue.shift(); next; next = queue.shift()) {
          const row = await liveOnce(next, { client, staff, sites, bus, say });
          rows.push(row);
          onDone(row, rows.length);
        }
      }),
    );
  } finally {
    await Promise.all([sites.stop(), bus.stop()]);
  }
  return { rows, spent, retries };
}

/** Units one by one, each led through the process only as far as its caller takes it, e.g. to see the desks of staff at work. */
export async function cast({ url, demoPassword }, { first = firstNumber() } = {}) {
  const client = new Client(url);
  const [staff, sites] = [await signInStaff(client, demoPassword), await startOwnSites()];
  let number = first;
  return {
    life: (plan) => new Life({ unit: madeUpUnit(plan.kind, number++), plan, client, staff, sites }),
    stop: () => sites.stop(),
  };
}

async function liveOnce({ plan, unit }, { client, staff, sites, bus, say }) {
  const began = performance.now();
  const life = new Life({ unit, plan, client, staff, sites, say: (unitId, step, detail) => say({ unit, step, detail, events: () => bus.of(unitId) }) });
  const row = { plan, unit };
  try {
    row.badge = await life.live();
  } catch (error) {
    row.error = error;
  }
  return { ...row, unitId: life.unitId, seconds: (performance.now() - began) / 1000 };
}

/** Numbers that earlier journeys on the same data did not use: seconds since 2026, with room between. */
const firstNumber = () => Math.floor((Date.now() - Date.UTC(2026, 0, 1)) / 1000) * 10 + 100_000_000;
