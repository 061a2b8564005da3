import { importBuilt } from '../../suite/prepare.mjs';
import { bureauAtWork, fillTables } from './base.mjs';
import { searchTerms } from './names.mjs';

export const service = 'application-review';

/** What was submitted, and what the stages said to it: about as long as in life. */
const ROUNDS = `jsonb_build_array(jsonb_build_object('number', 1, 'submittedAt', at, 'data', jsonb_build_object(
    'siteName', site, 'number', 'D' || n, 'uLabel', site || n || '.政务', 'homePage', 'http://www.' || md5(n::text) || '.gov.cn/',
    'functions', repeat(unit_name || '负责本行政区域内的相关工作；', 6), 'address', unit_name || '办公楼', 'domains', jsonb_build_array(jsonb_build_object('id', unit_id))),
    'decisions', jsonb_build_array(jsonb_build_object('stage', 'bureau', 'result', 'approved', 'at', at, 'by', jsonb_build_object('accountId', unit_id, 'name', '王芳'),
      'verdicts', jsonb_build_array(jsonb_build_object('point', 'unit', 'result', 'passed', 'reasons', '[]'::jsonb))))))`;

/** What both tables have in common, once state and stage are known. A fifteenth of those at work is late, a third is claimed. */
const REVIEW = `
  bench.id(at, kind || n) AS id, state, 3 AS version, unit_id, unit_name, region, CASE WHEN chance < 0.99 THEN bureau_id END AS bureau_id, 'local' AS route, stage,
  ${ROUNDS} AS rounds,
  CASE WHEN running AND second_chance > 0.7 THEN jsonb_build_object('accountId', CASE WHEN stage = 'conac' THEN 'conac-' || n % 60 ELSE bureau_id || '-' || n % 3 END,
    'name', '李静', 'until', now() + interval '1 day') END AS claim,
  CASE WHEN running THEN at::date END AS clock_day, CASE WHEN running THEN at::date + 20 END AS due_day, false AS due_provisional,
  CASE WHEN running AND second_chance < 0.07 THEN now() END AS overdue_at, CASE WHEN state <> 'DRAFT' THEN at END AS submitted_at`;

/** Three of a hundred are at work, the newest ones; the others have ended, or wait for their unit. */
const stagesOf = (fresh, ended) => `
  SELECT *, state IN ('BUREAU_REVIEW', 'CONAC_REVIEW', 'THIRD_REVIEW') AS running,
         CASE WHEN state = 'BUREAU_REVIEW' THEN 'bureau' WHEN state = 'THIRD_REVIEW' THEN 'third'
              WHEN state IN ('REFUSED', 'WITHDRAWN', 'CLOSED') AND second_chance < 0.6 THEN 'bureau' WHEN state <> 'DRAFT' THEN 'conac' END AS stage
    FROM (SELECT *, CASE WHEN fresh THEN CASE ${fresh} END ELSE CASE ${ended} END END AS state FROM thing) AS decided`;

const SITES = `
  INSERT INTO site_application (id, state, version, unit_id, unit_name, region, bureau_id, route, stage, rounds, claim, clock_day, due_day, due_provisional,
                                overdue_at, submitted_at, number, kind, form, paper_required, site_key, data_hash, created_at)
  SELECT ${REVIEW}, to_char(at, 'YYYY') || '-' || region || '-' || lpad(n::text, 7, '0'), 'opening', jsonb_build_object('siteName', site, 'place', 'own-site'),
         true, 'site ' || n, NULL, at
    FROM (SELECT *, 'site'::text AS kind FROM (${stagesOf(
      `WHEN chance < 0.03 THEN 'DRAFT' WHEN chance < 0.5 THEN 'BUREAU_REVIEW' WHEN chance < 0.85 THEN 'CONAC_REVIEW' ELSE 'THIRD_REVIEW'`,
      `WHEN chance < 0.8 THEN 'COMPLETED' WHEN chance < 0.85 THEN 'REFUSED' WHEN chance < 0.9 THEN 'WITHDRAWN' WHEN chance < 0.93 THEN 'PAPER_FAILED'
       WHEN chance < 0.95 THEN 'LAPSED' ELSE 'AWAITING_PAPER'`,
    )}) AS staged) AS one`;

const DOMAINS = `
  INSERT INTO domain_review (id, state, version, unit_id, unit_name, region, bureau_id, route, stage, rounds, claim, clock_day, due_day, due_provisional,
                             overdue_at, submitted_at, domain_application_id)
  SELECT ${REVIEW}, md5('domain application' || n)::uuid
    FROM (SELECT *, 'domain'::text AS kind FROM (${stagesOf(
      `WHEN chance < 0.6 THEN 'BUREAU_REVIEW' ELSE 'CONAC_REVIEW'`,
      `WHEN chance < 0.88 THEN 'PASSED' WHEN chance < 0.94 THEN 'REFUSED' ELSE 'CLOSED'`,
    )}) AS staged) AS one`;

export const isFilled = 'SELECT FROM domain_review LIMIT 1';

/** Reviews of sites and domains, six to four. */
export const populate = (client, rows) => fillTables(client, ['site_application', 'domain_review'], rows, [[SITES, 0.6], [DOMAINS, 0.4]]);

/** 受理审核: the queue of a bureau's reviewer and of CONAC's, who sees the country. */
export async function measure(bench, database) {
  const { Queue } = await importBuilt('apps/application-review/src/store/queue.js');
  const queue = new Queue(database);
  const { places } = bench;
  const now = new Date();
  const ofBureau = (n, person = 0) => ({ accountId: `${places[n].bureauId}-${person}`, name: '李静', roles: ['bureau-reviewer'], bureauId: places[n].bureauId });
  const somebody = (i) => ofBureau(bureauAtWork(places, i), i % 3);
  const conac = (i = 0) => ({ accountId: `conac-${i % 60}`, name: '李静', roles: ['conac-reviewer'] });
  const names = places.map(({ name }) => name);

  // What a bureau still reviews CONAC does not see, and is not offered.
  const states = ['CONAC_REVIEW', 'REFUSED', 'COMPLETED', 'PASSED', 'LAPSED'];
  for (const [who, of, visible] of [['bureau', somebody, ['BUREAU_REVIEW', ...states]], ['CONAC', conac, states]]) {
    const page = (name, filter) => bench.sample(`queue, ${who}, ${name}`, (i) => queue.page(of(i), now, filter(i)));
    await page('all', () => ({}));
    await page('open', () => ({ open: true }));
    await page('mine', () => ({ mine: true }));
    await page('overdue', () => ({ overdue: true }));
    await page('one state', (i) => ({ state: visible[i % visible.length] }));
    await page('one subject, one state', (i) => ({ subject: 'site', state: ['THIRD_REVIEW', 'AWAITING_PAPER', 'WITHDRAWN'][i % 3] }));
    for (const characters of [2, 3]) {
      const terms = searchTerms(names, characters);
      await page(`search, ${characters} characters`, (i) => ({ q: terms[i % terms.length] }));
    }
    await bench.sample(`queue, ${who}, counts`, (i) => queue.counts(of(i), now));
  }
  await bench.walk('queue, largest bureau', (after) => queue.page(ofBureau(0), now, { after }));
  await bench.walk('queue, largest bureau, open', (after) => queue.page(ofBureau(0), now, { open: true, after }));
  await bench.walk('queue, CONAC', (after) => queue.page(conac(), now, { after }));
  await bench.walk('queue, CONAC, open', (after) => queue.page(conac(), now, { open: true, after }));
  await bench.walk('queue, CONAC, search 教育', (after) => queue.page(conac(), now, { q: '教育', after }));
}
