import { importBuilt } from '../../suite/prepare.mjs';
import { bureauAtWork, fillTables } from './base.mjs';

export const service = 'red-page';

const PAGES = `
  INSERT INTO red_page (id, badge_id, unit_id, region, bureau_id, unit_name, site_name, host, badge, state, draft, holds, publications, version)
  SELECT bench.id(at, 'page ' || n), md5('badge ' || n)::uuid, unit_id, region, bureau_id, unit_name, site, jsonb_build_object('aLabel', 'xn--' || md5(n::text) || '.xn--zfr164b'),
         jsonb_build_object('code', 'CA' || lpad(n::text, 21, '0')), 'PUBLISHED', jsonb_build_object('title', site, 'text', repeat('负责本行政区域内的相关工作；', 10)), '{}', 1, 2 FROM thing`;

export const isFilled = 'SELECT FROM red_page LIMIT 1';

/** A page for every tenth case. */
export const populate = (client, rows) => fillTables(client, ['red_page'], rows, [[PAGES, 0.1]]);

/** 单位红页 of a bureau and of the country. */
export async function measure(bench, database) {
  const { RedPages } = await importBuilt('apps/red-page/src/store/red-pages.js');
  const { Transactions } = await importBuilt('libs/bus/src/index.js');
  const pages = new RedPages(new Transactions(database), undefined);
  const { places } = bench;
  await bench.sample('red pages, bureau', (i) => pages.page({ bureauId: places[bureauAtWork(places, i)].bureauId }, {}));
  await bench.walk('red pages, largest bureau', (after) => pages.page({ bureauId: places[0].bureauId }, { after }));
  await bench.walk('red pages, country', (after) => pages.page({}, { after }));
}
