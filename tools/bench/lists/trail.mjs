import { importBuilt } from '../../suite/prepare.mjs';
import { fillTables } from './base.mjs';
import { GIVEN, SURNAMES } from './names.mjs';

/** Any service's: the table is the same in all. */
export const service = 'archival-filing';

const ACTIONS = Array.from({ length: 40 }, (_, n) => `${['filing', 'dossier', 'application', 'copy'][n % 4]}.step-${n}`);
const PERSONS = SURNAMES.flatMap((surname) => GIVEN.map((given) => surname + given));
const quoted = (words) => `ARRAY['${words.join("','")}']`;

/** Few actions make up most of a trail; a third of it the software has done; some persons do much. */
const RECORDS = `
  INSERT INTO audit_record (subject, position, at, actor, actor_name, action, details, previous, hash)
  SELECT 'filing/' || md5('filing ' || n / 4)::uuid, n % 4 + 1, date_trunc('second', at), actor_name, actor_name,
         (${quoted(ACTIONS)})[1 + floor(${ACTIONS.length} * power(chance, 3))], jsonb_build_object('state', 'RECEIVED', 'version', n % 4 + 1), md5(n::text) || md5(n::text), md5('h' || n) || md5('h' || n)
    FROM (SELECT *, CASE WHEN second_chance < 0.33 THEN 'system'
                         ELSE (${quoted(PERSONS)})[1 + floor(${PERSONS.length} * power(bench.share(n, 9), 2))] END AS actor_name FROM thing) AS done`;

const LETTERS = `
  INSERT INTO bus_dead_letter (event_id, aggregate_type, aggregate_id, sequence, event_type, subject, envelope, state, reason, error, attempts, failed_at)
  SELECT bench.id(at, 'letter ' || n), 'unit', md5((n / 5)::text)::uuid, n % 5 + 1, 'unit.registered', 'unit.registered', repeat(unit_name, 20),
         CASE WHEN n % 5 > 0 THEN 'waiting' WHEN chance < 0.9 THEN 'dead' ELSE 'retrying' END, 'Error', 'Error: no such row', 12, at FROM thing`;

export const isFilled = 'SELECT FROM bus_dead_letter LIMIT 1';

/** A line of the trail for each row, and a twentieth of that as dead letters. */
export const populate = (client, rows) => fillTables(client, ['audit_record', 'bus_dead_letter'], rows, [[RECORDS, 1], [LETTERS, 0.05]]);

/** The auditor's list (操作记录) with its filters, and the administrator's dead letters. */
export async function measure(bench, database) {
  const { Audit, pageOf } = await importBuilt('libs/service-kit/src/index.js');
  const { DeadLetters } = await importBuilt('libs/bus/src/index.js');
  const audit = new Audit(undefined, database, undefined);
  const day = (ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const action = (i) => ACTIONS[i % ACTIONS.length];
  const person = (i) => (i % 20 === 0 ? 'system' : PERSONS[(i * 37) % PERSONS.length]);
  const span = (i) => ({ from: day(7 + ((i * 13) % 1800)), to: day((i * 13) % 1800) });
  const page = (name, filter) => bench.sample(`trail, ${name}`, (i) => audit.latest(filter(i), undefined, 51));
  await page('all', () => ({}));
  await page('by action', (i) => ({ action: action(i) }));
  await page('by person', (i) => ({ person: person(i) }));
  await page('by days', span);
  await page('by action and person', (i) => ({ action: action(i), person: person(i) }));
  await page('by action and days', (i) => ({ action: action(i), ...span(i) }));
  await page('by person and days', (i) => ({ person: person(i), ...span(i) }));
  await page('by all three', (i) => ({ action: action(i), person: person(i), ...span(i) }));
  await bench.sample('trail, kinds of action', () => audit.actions());
  const walk = (name, filter) =>
    bench.walk(`trail, ${name}`, async (after) => {
      const lines = await audit.latest(filter, after, 51);
      const { items, next } = pageOf(lines, 50, () => []);
      return { items, next: next && items.at(-1) };
    });
  await walk('all', {});
  await walk('by action', { action: ACTIONS[0] });
  await walk('by person', { person: 'system' });

  const letters = new DeadLetters(database, undefined, undefined);
  const ofState = (i) => ['dead', 'retrying', 'waiting'][i % 3];
  await bench.sample('dead letters, all', () => letters.list({ limit: 51 }));
  await bench.sample('dead letters, one state', (i) => letters.list({ state: ofState(i), limit: 51 }));
  await bench.walk('dead letters', async (after) => {
    const found = await letters.list({ after, limit: 51 });
    return { items: found.slice(0, 50), next: found.length > 50 ? found[49].id : undefined };
  });
}
