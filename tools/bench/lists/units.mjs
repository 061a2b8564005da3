import { importBuilt } from '../../suite/prepare.mjs';
import { bureauAtWork, fillTables } from './base.mjs';
import { searchTerms } from './names.mjs';

export const service = 'identity';

const BUREAUS = `
  INSERT INTO bureau (id, version, state, name, level, region, paper_address, paper_hours, copies_wanted, paper_for_institutions)
  SELECT bureau_id, 1, 'ACTIVE', full_name || '机构编制委员会办公室', 'county', code, full_name, '9:00–17:00', 2, false FROM bench.place`;

const UNITS = `
  INSERT INTO unit (id, version, state, name, uscc, kind, administrative_functions, affiliation, region, address, postcode, functions, bureau_id)
  SELECT id, 1, 'ACTIVE', name, '1' || lpad(k::text, 17, '0'), 'institution', false, 'county', region, name || '办公楼', '250000',
         repeat('负责本行政区域内的相关工作；', 6), bureau_id FROM bench.unit WHERE k >= $1::bigint AND k <= $2::bigint AND $3::bigint > 0`;

const STAFF = `
  INSERT INTO account (id, display_name, roles, bureau_id, disabled)
  SELECT md5('staff ' || code || i)::uuid, '李静', ARRAY['bureau-reviewer'], bureau_id, false FROM bench.place CROSS JOIN generate_series(1, 6) AS i`;

const NAMES = `
  INSERT INTO login_name (name, account_id, assigned)
  SELECT code || '-' || i, md5('staff ' || code || i)::uuid, false FROM bench.place CROSS JOIN generate_series(1, 6) AS i`;

export const isFilled = 'SELECT FROM unit LIMIT 1';

/** A unit for every fourth case, and six people in each bureau. */
export async function populate(client, rows) {
  for (const statement of [BUREAUS, STAFF, NAMES]) await client.query(statement);
  await fillTables(client, ['unit'], rows, [[UNITS, 0.25]]);
}

/** 单位, 工作人员: the units of a bureau and of the country, and the accounts of staff. */
export async function measure(bench, database) {
  const load = (file) => importBuilt(`apps/identity/src/store/${file}.js`);
  const [{ Units }, { Accounts }, { Bureaus }] = await Promise.all(['units', 'accounts', 'bureaus'].map(load));
  const { Transactions } = await importBuilt('libs/bus/src/index.js');
  const transactions = new Transactions(database);
  const [units, accounts, bureaus] = [new Units(transactions), new Accounts(transactions), new Bureaus(transactions)];
  const { places } = bench;
  const names = places.map(({ name }) => name);
  const paged = async (filter) => {
    const found = await units.list(filter, 51);
    return { items: found.slice(0, 50), next: found.length > 50 ? found[49].id : undefined };
  };
  for (const [who, of] of [['bureau', (i) => ({ bureauId: places[bureauAtWork(places, i)].bureauId })], ['country', () => ({})]]) {
    await bench.sample(`units, ${who}, all`, (i) => units.list(of(i), 51));
    for (const characters of [2, 3]) {
      const terms = searchTerms(names, characters);
      await bench.sample(`units, ${who}, search, ${characters} characters`, (i) => units.list({ ...of(i), q: terms[i % terms.length] }, 51));
    }
  }
  await bench.sample('units, country, by code', (i) => units.list({ q: `1${String(i * 7).padStart(17, '0')}` }, 51));
  await bench.walk('units, largest bureau', (after) => paged({ bureauId: places[0].bureauId, after }));
  await bench.walk('units, country', (after) => paged({ after }));
  await bench.sample('bureaus, by name', (i) => bureaus.list({ q: names[(i * 16) % names.length].slice(0, 2) }));
  await bench.walk('staff', async (after) => {
    const found = await accounts.staff(after, 51, new Date());
    return { items: found.slice(0, 50), next: found.length > 50 ? found[49].loginName : undefined };
  });
}
