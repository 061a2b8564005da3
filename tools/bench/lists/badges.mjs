import { importBuilt } from '../../suite/prepare.mjs';
import { bureauAtWork, fillTables } from './base.mjs';
import { searchTerms } from './names.mjs';

export const service = 'badge-issuance';

const UNITS = `
  INSERT INTO unit (id, name, kind, administrative_functions, affiliation, region, address, functions, state)
  SELECT id, name, CASE WHEN k % 3 = 0 THEN 'organ' ELSE 'institution' END, k % 3 = 0, (ARRAY['county', 'prefecture', 'province', 'township'])[1 + k % 4], region,
         name || '办公楼', repeat('负责本行政区域内的相关工作；', 6), 'ACTIVE'
    FROM bench.unit WHERE k >= $1::bigint AND k <= $2::bigint AND $3::bigint > 0`;

const BADGES = `
  INSERT INTO badge (id, application_id, unit_id, region, bureau_id, issuer, code, public_id, colour, place, unit_name, unit_kind, address, functions, site_name, domains,
                     english_domain, home_page, issued_on, state, holds, resumes, deadline, deadline_provisional, reminded, last_checked_at, last_outcome,
                     unknown_in_a_row, next_check_at, version)
  SELECT bench.id(at, 'badge ' || n), md5('application ' || n)::uuid, unit_id, region, bureau_id, 'bureau', 'CA' || lpad(n::text, 21, '0'), md5('public ' || n),
         CASE WHEN k % 3 = 0 THEN 'red' ELSE 'blue' END, 'own-site', unit_name, CASE WHEN k % 3 = 0 THEN 'organ' ELSE 'institution' END, unit_name || '办公楼',
         repeat('负责本行政区域内的相关工作；', 6), site,
         jsonb_build_array(jsonb_build_object('id', unit_id, 'uLabel', unit_name || '.政务', 'aLabel', 'xn--' || md5(n::text) || '.xn--zfr164b')), NULL,
         'http://www.' || md5(n::text) || '.gov.cn/', at::date, state, CASE WHEN state = 'SUSPENDED' THEN ARRAY['domain'] ELSE '{}' END, 'HUNG', at::date + 7, false, false,
         now(), 'found', 0, now() + interval '1 day', 4
    FROM (SELECT *, CASE WHEN fresh AND chance < 0.3 THEN 'ISSUED' WHEN fresh AND chance < 0.35 THEN 'OVERDUE' WHEN chance < 0.93 THEN 'HUNG'
                         WHEN chance < 0.932 THEN 'ABNORMAL' WHEN chance < 0.95 THEN 'SUSPENDED' ELSE 'REVOKED' END AS state FROM thing) AS one`;

const REPORTS = `
  INSERT INTO report (id, number, address, host, description, state, result, note, reported_at, closed_at, version)
  SELECT bench.id(at, 'report ' || n), 'J' || n, 'http://' || md5((n / 3)::text) || '.example.cn/', md5((n / 3)::text) || '.example.cn', '冒充' || unit_name,
         CASE WHEN fresh THEN 'OPEN' ELSE 'CLOSED' END, CASE WHEN NOT fresh THEN 'fake' END, CASE WHEN NOT fresh THEN '已核实' END, at, CASE WHEN NOT fresh THEN at END, 2
    FROM thing`;

export const isFilled = 'SELECT FROM report LIMIT 1';

/** A badge for every fourth case, a report for every twentieth. */
export const populate = (client, rows) => fillTables(client, ['unit', 'badge', 'report'], rows, [[UNITS, 0.25], [BADGES, 0.25], [REPORTS, 0.05]]);

/** 标识管理: the badges of a bureau and of the country, the public's search, reports of fake sites. */
export async function measure(bench, database) {
  const [{ BadgeList }, { BadgeCounts }, { Reports }] = await Promise.all(
    ['badge-list', 'badge-counts', 'reports'].map((file) => importBuilt(`apps/badge-issuance/src/store/${file}.js`)),
  );
  const { Transactions } = await importBuilt('libs/bus/src/index.js');
  const { BADGE_STATES } = await importBuilt('libs/contracts/src/index.js');
  const list = new BadgeList(database);
  const { places } = bench;
  const names = places.map(({ name }) => name);
  for (const [who, of] of [['bureau', (i) => ({ bureauId: places[bureauAtWork(places, i)].bureauId })], ['country', () => ({})]]) {
    const page = (name, filter) => bench.sample(`badges, ${who}, ${name}`, (i) => list.page(of(i), filter(i)));
    await page('all', () => ({}));
    await page('one state', (i) => ({ state: BADGE_STATES[i % BADGE_STATES.length] }));
    for (const characters of [2, 3]) {
      const terms = searchTerms(names, characters);
      await page(`search, ${characters} characters`, (i) => ({ q: terms[i % terms.length] }));
    }
    await bench.sample(`badges, ${who}, counts`, (i) => new BadgeCounts(database).states(of(i)));
  }
  const largest = { bureauId: places[0].bureauId };
  await bench.walk('badges, largest bureau', (after) => list.page(largest, { after }));
  await bench.walk('badges, country', (after) => list.page({}, { after }));

  const reports = new Reports(new Transactions(database));
  await bench.sample('reports, all', () => reports.page({}));
  await bench.sample('reports, one state', (i) => reports.page({ state: ['OPEN', 'CLOSED'][i % 2] }));
  await bench.walk('reports', (after) => reports.page({ after }));
}
