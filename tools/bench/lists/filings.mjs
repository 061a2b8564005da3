import { importBuilt } from '../../suite/prepare.mjs';
import { bureauAtWork, fillTables } from './base.mjs';
import { searchTerms } from './names.mjs';

export const service = 'archival-filing';

const UNITS = 'INSERT INTO unit (id, name) SELECT id, name FROM bench.unit WHERE k >= $1::bigint AND k <= $2::bigint AND $3::bigint > 0';

const FILINGS = `
  INSERT INTO filing (id, number, application_id, application_number, unit_id, region, bureau_id, place, site_name, domains, home_page, data_hash, state, checklist,
                      opened_at, received_on, due_day, due_provisional, version)
  SELECT bench.id(at, 'filing ' || n), 'B' || to_char(at, 'YYYY') || lpad(n::text, 7, '0'), md5('application ' || n)::uuid,
         to_char(at, 'YYYY') || '-' || region || '-' || lpad(n::text, 7, '0'), unit_id, region, bureau_id, 'own-site', site,
         jsonb_build_array(jsonb_build_object('id', unit_id, 'uLabel', unit_name || '.政务', 'aLabel', 'xn--' || md5(n::text) || '.xn--zfr164b')),
         'http://www.' || md5(n::text) || '.gov.cn/', md5(n::text) || md5(n::text), state,
         (SELECT jsonb_agg(jsonb_build_object('item', item, 'wanted', true, 'result', 'in-order')) FROM generate_series(1, 6) AS item),
         at, CASE WHEN state <> 'EXPECTED' THEN at::date END, CASE WHEN state = 'RECEIVED' THEN at::date + 14 END, false, 3
    FROM (SELECT *, CASE WHEN fresh AND chance < 0.6 THEN 'EXPECTED' WHEN fresh THEN 'RECEIVED' WHEN chance < 0.9 THEN 'CONFIRMED'
                         WHEN chance < 0.95 THEN 'FAILED' ELSE 'CLOSED' END AS state FROM thing) AS one`;

export const isFilled = 'SELECT FROM filing LIMIT 1';

/** A filing for every second case. */
export const populate = (client, rows) => fillTables(client, ['unit', 'filing'], rows, [[UNITS, 0.25], [FILINGS, 0.5]]);

/** 纸质备案: the archivist's desk, and what administrators and auditors see. */
export async function measure(bench, database) {
  const { FilingList } = await importBuilt('apps/archival-filing/src/store/filing-list.js');
  const list = new FilingList(database);
  const { places } = bench;
  const names = places.map(({ name }) => name);
  const today = new Date().toISOString().slice(0, 10);
  for (const [who, of] of [['bureau', (i) => ({ bureauId: places[bureauAtWork(places, i)].bureauId })], ['country', () => ({})]]) {
    const page = (name, filter) => bench.sample(`filings, ${who}, ${name}`, (i) => list.page(of(i), filter(i)));
    await page('all', () => ({}));
    await page('one state', (i) => ({ state: ['EXPECTED', 'RECEIVED', 'CONFIRMED', 'FAILED', 'CLOSED'][i % 5] }));
    for (const characters of [2, 3]) {
      const terms = searchTerms(names, characters);
      await page(`search, ${characters} characters`, (i) => ({ q: terms[i % terms.length] }));
    }
    await bench.sample(`filings, ${who}, counts`, (i) => list.counts(of(i), today));
  }
  const largest = { bureauId: places[0].bureauId };
  await bench.walk('filings, largest bureau', (after) => list.page(largest, { after }));
  await bench.walk('filings, country', (after) => list.page({}, { after }));
}
