import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SERVICES } from '@biaozhi/contracts';
import { eventually } from '@biaozhi/testing';
import { PLANS, planOfLoad, play, type Row } from '../../tools/journey/play.mjs';
import { startSuite, type Suite } from '../../tools/suite/start-suite.mjs';
import { ask, differences } from './ledger.js';

const MINUTES = 60_000;
const LOAD = 200;

/** The whole suite as it is shipped: every service its own process, PostgreSQL with fsync, nats-server, the outside world's simulators. */
describe('the process across all services', () => {
  let dir: string;
  let suite: Suite;

  beforeAll(async () => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'biaozhi-journey-'));
    suite = await startSuite({ stateDir: dir, quiet: true, knownPorts: false });
  }, 5 * MINUTES);

  afterAll(async () => {
    await suite?.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  }, MINUTES);

  const journey = (options: Parameters<typeof play>[1]) =>
    play({ url: suite.url, natsUrl: suite.natsAdminUrl, demoPassword: suite.demo!.password }, options);
  const failures = (rows: Row[]) =>
    rows.filter(({ badge }) => badge?.state !== 'HUNG').map(({ plan, error }) => ({ plan, error: error?.message }));

  it(
    'takes units of all four routes from registration to a hung badge, through refusals and a paper failure',
    async () => {
      const { rows } = await journey({ plans: PLANS });
      expect(failures(rows)).toEqual([]);
      expect(rows.map(({ badge }) => badge!.colour)).toEqual(PLANS.map(({ kind }) => (kind.endsWith('organ') ? 'red' : 'blue')));
    },
    3 * MINUTES,
  );

  it('told every handler by mail and SMS, and nobody the code by SMS', async () => {
    const { mailbox } = suite.outside as { mailbox: { list(filter: { channel: string }): { to: string; text: string }[] } };
    await eventually(() => expect(mailbox.list({ channel: 'mail' }).filter(({ text }) => /CA\d{21}/.test(text)).length).toBeGreaterThanOrEqual(PLANS.length));
    expect(mailbox.list({ channel: 'sms' }).length).toBeGreaterThan(0);
    expect(mailbox.list({ channel: 'sms' }).filter(({ text }) => /CA\d{21}/.test(text))).toEqual([]);
  });

  it('lets no service open the database of another', async () => {
    const own = new URL(suite.databaseUrls.identity);
    const other = new URL(suite.databaseUrls['badge-issuance']);
    own.pathname = other.pathname;
    await expect(ask(own.href, 'SELECT 1')).rejects.toThrow(/permission denied/);
  });

  it(
    'issues every badge exactly once though each service, NATS and PostgreSQL are killed in the middle of it',
    async () => {
      const before = await badges();
      const victims = [
        ...[...SERVICES, 'gateway' as const].map((name) => ({ name, process: suite.services[name] })),
        { name: 'NATS', process: suite.nats! },
        { name: 'PostgreSQL', process: suite.postgres! },
      ];
      const struck: string[] = [];
      const outages: Promise<void>[] = [];
      // Ends the test at once when something cannot be started again.
      let breakOff: (reason: unknown) => void = () => {};
      const neverBack = new Promise<never>((_, reject) => (breakOff = reject));
      // Each dies after a share of the units is through, so that the others are in the middle of their lives.
      const every = Math.floor(LOAD / (victims.length + 2));
      const load = journey({
        plans: Array.from({ length: LOAD }, (_, i) => planOfLoad(i)),
        parallel: 16,
        onDone: (_row, done) => {
          const victim = done % every === 0 ? victims[struck.length] : undefined;
          if (!victim) return;
          struck.push(victim.name);
          const outage = victim.process.kill('SIGKILL').then(() => victim.process.restart());
          outages.push(outage);
          outage.catch(breakOff);
        },
      });
      const { rows, retries } = await Promise.race([load, neverBack]);
      await Promise.all(outages);
      expect(struck).toEqual(victims.map(({ name }) => name));
      expect(retries).toBeGreaterThan(0);
      expect(failures(rows)).toEqual([]);

      const issued = (await badges()).filter(({ id }) => !before.some((one) => one.id === id));
      expect(issued).toHaveLength(LOAD);
      expect(new Set(issued.map(({ application }) => application)).size).toBe(LOAD);
      expect(new Set(issued.map(({ code }) => code)).size).toBe(LOAD);
      expect(new Set(issued.map(({ unit }) => unit))).toEqual(new Set(rows.map(({ unitId }) => unitId)));
    },
    15 * MINUTES,
  );

  it(
    'leaves nothing lost and nothing done twice: what was said is what was handled',
    () => eventually(async () => expect(await differences(suite.databaseUrls)).toEqual([]), { within: 2 * MINUTES }),
    3 * MINUTES,
  );

  const badges = () =>
    ask<{ id: string; application: string; unit: string; code: string }>(
      suite.databaseUrls['badge-issuance'],
      'SELECT id, application_id AS application, unit_id AS unit, code FROM badge',
    );
});
