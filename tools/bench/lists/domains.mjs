import { importBuilt } from '../../suite/prepare.mjs';
import { bureauAtWork, fillTables } from './base.mjs';

export const service = 'domain-registration';

const APPLICATIONS = `
  INSERT INTO domain_application (id, version, state, number, unit_id, region, bureau_id, label, suffix, u_label, a_label, years, agreement, round, created_at)
  SELECT bench.id(at, 'application ' || n), 3, CASE WHEN fresh AND chance < 0.4 THEN 'BUREAU_REVIEW' WHEN fresh AND chance < 0.7 THEN 'CONAC_REVIEW' WHEN fresh THEN 'AWAIT_PAYMENT' WHEN chance < 0.85 THEN 'REGISTERED'
         WHEN chance < 0.9 THEN 'REFUSED' ELSE 'LAPSED' END, 'D' || n, unit_id, region, bureau_id, unit_name, '政务', unit_name || '.政务',
         'xn--' || md5(n::text) || '.xn--zfr164b', 1, true, 1, at FROM thing`;

const DOMAINS = `
  INSERT INTO domain (id, version, state, application_id, unit_id, region, bureau_id, u_label, a_label, suffix, registered_on, expires_on, reminded)
  SELECT bench.id(at, 'domain ' || n), 2, CASE WHEN chance < 0.9 THEN 'ACTIVE' WHEN chance < 0.901 THEN 'FROZEN' WHEN chance < 0.95 THEN 'EXPIRED' ELSE 'CANCELLED' END,
         bench.id(bench.at(n * 2, $3::bigint * 2), 'application ' || n * 2), unit_id, region, bureau_id, unit_name || '.政务', 'xn--' || md5(n::text) || '.xn--zfr164b', '政务',
         at::date, at::date + 3650, 0 FROM thing`;

const ORDERS = `
  INSERT INTO fee_order (id, version, state, number, purpose, subject_id, unit_id, region, bureau_id, u_label, years, amount_fen, due_day, due_provisional, opened_on, claim, paid_at)
  SELECT bench.id(at, 'order ' || n), 2, state, 'F' || n, 'registration', md5('subject ' || n)::uuid, unit_id, region, bureau_id, unit_name || '.政务', 1, 20000, at::date + 30, false,
         at::date, CASE WHEN state = 'CLAIMED' THEN jsonb_build_object('payer', unit_name, 'day', at::date) END, CASE WHEN state = 'PAID' THEN at END
    FROM (SELECT *, CASE WHEN fresh AND chance < 0.4 THEN 'OPEN' WHEN fresh AND chance < 0.5 THEN 'CLAIMED' WHEN chance < 0.9 THEN 'PAID'
                         WHEN chance < 0.96 THEN 'LAPSED' ELSE 'CANCELLED' END AS state FROM thing) AS one`;

const SETTLEMENTS = `
  INSERT INTO settlement (id, version, state, number, bureau_id, region, count, total_fen, claim, claimed_by, claimed_at, decided_by, decided_at)
  SELECT bench.id(at, 'settlement ' || n), 2, state, 'J' || n, bureau_id, region, 20, 400000, jsonb_build_object('payer', unit_name, 'reference', 'B' || n, 'paidOn', at::date), '李静', at,
         CASE WHEN state <> 'CLAIMED' THEN '王敏' END, CASE WHEN state <> 'CLAIMED' THEN at END
    FROM (SELECT *, CASE WHEN fresh THEN 'CLAIMED' WHEN chance < 0.98 THEN 'CONFIRMED' ELSE 'DISPUTED' END AS state FROM thing) AS one`;

const NOTICES = `
  INSERT INTO payment_notice (transaction, order_id, amount_fen, outcome, received_at)
  SELECT 'T' || n, md5('order ' || n)::uuid, 20000, CASE WHEN chance < 0.998 THEN 'settled' WHEN chance < 0.999 THEN 'not-open' ELSE 'wrong-amount' END, at FROM thing`;

export const isFilled = 'SELECT FROM payment_notice LIMIT 1';

/** An application and a fee for every second case, a domain and a payment for every fourth, a settlement for every fiftieth. */
export const populate = (client, rows) =>
  fillTables(client, ['domain_application', 'domain', 'fee_order', 'settlement', 'payment_notice'], rows, [[APPLICATIONS, 0.5], [DOMAINS, 0.25], [ORDERS, 0.5], [SETTLEMENTS, 0.02], [NOTICES, 0.25]]);

/** 域名台账, 认款, 集中结算: applications, domains, fees and settlements, of a bureau and of the country. */
export async function measure(bench, database) {
  const load = (file) => importBuilt(`apps/domain-registration/src/store/${file}.js`);
  const [{ DomainApplications }, { Domains }, { FeeOrders }, { Settlements }, { PaymentNotices }] = await Promise.all(
    ['domain-applications', 'domains', 'fee-orders', 'settlements', 'payment-notices'].map(load),
  );
  const { Transactions } = await importBuilt('libs/bus/src/index.js');
  const transactions = new Transactions(database);
  const { places } = bench;
  const lists = [
    ['domain applications', new DomainApplications(transactions), ['BUREAU_REVIEW', 'CONAC_REVIEW', 'AWAIT_PAYMENT', 'REGISTERED', 'REFUSED', 'LAPSED']],
    ['domains', new Domains(transactions), ['ACTIVE', 'FROZEN', 'EXPIRED', 'CANCELLED']],
    ['fee orders', new FeeOrders(transactions), ['OPEN', 'CLAIMED', 'PAID', 'LAPSED', 'CANCELLED']],
    ['settlements', new Settlements(transactions), ['CLAIMED', 'CONFIRMED', 'DISPUTED']],
  ];
  const ofBureau = (n) => ({ accountId: 'x', displayName: '李静', roles: ['bureau-reviewer'], bureauId: places[n].bureauId });
  const country = { accountId: 'x', displayName: '李静', roles: ['conac-finance'] };
  const paged = async (list, by, before) => {
    const found = await list.list(by, { before, limit: 51 });
    return { items: found.slice(0, 50), next: found.length > 50 ? found[49].id : undefined };
  };
  for (const [what, list, states] of lists) {
    for (const [who, of] of [['bureau', (i) => ofBureau(bureauAtWork(places, i))], ['country', () => country]]) {
      await bench.sample(`${what}, ${who}, all`, (i) => list.list(of(i), { limit: 51 }));
      await bench.sample(`${what}, ${who}, one state`, (i) => list.list(of(i), { state: states[i % states.length], limit: 51 }));
      if (what === 'fee orders' || what === 'settlements') await bench.sample(`${what}, ${who}, counts`, (i) => list.counts(of(i)));
    }
    await bench.walk(`${what}, largest bureau`, (before) => paged(list, ofBureau(0), before));
    await bench.walk(`${what}, country`, (before) => paged(list, country, before));
  }
  const notices = new PaymentNotices(transactions);
  await bench.sample('payment notices, all', () => notices.list({ limit: 50 }));
  await bench.sample('payment notices, one outcome', (i) => notices.list({ outcome: ['settled', 'not-open', 'wrong-amount', 'reused'][i % 4], limit: 50 }));
}
