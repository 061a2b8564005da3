import { layBase } from '../lists/base.mjs';

/** Drafts that can be submitted at once, each of a unit of its own, with the copies that the service needs of them. */
export async function layDrafts(client, places, drafts) {
  await layBase(client, places, drafts);
  await client.query(`
    INSERT INTO bureau_copy (id, level, state, data)
    SELECT bureau_id, 'county', 'ACTIVE', jsonb_build_object('id', bureau_id, 'region', code, 'name', full_name || '委编办', 'level', 'county',
                                                            'paperForInstitutions', false, 'state', 'ACTIVE') FROM bench.place;
    INSERT INTO unit_copy (id, data)
    SELECT id, jsonb_build_object('id', id, 'region', region, 'bureauId', bureau_id, 'uscc', '11370102004123454P', 'name', name, 'kind', 'organ',
                                  'administrativeFunctions', false, 'affiliation', 'county', 'address', name || '办公楼', 'postcode', '250011',
                                  'functions', '负责本区示例事务的管理与服务', 'state', 'ACTIVE') FROM bench.unit;
    INSERT INTO domain_copy (id, unit_id, u_label, a_label, state, expires_on)
    SELECT id, id, '示例' || k || '.政务', 'xn--sample' || k || '.xn--zfr164b', 'ACTIVE', current_date + 365 FROM bench.unit;
    INSERT INTO site_application (id, state, version, unit_id, unit_name, region, bureau_id, route, rounds, due_provisional, kind, form, paper_required, created_at)
    SELECT bench.id(now(), 'draft ' || k), 'DRAFT', 1, id, name, region, bureau_id, 'local-organ', '[]', false, 'opening',
           jsonb_build_object('place', 'own-site', 'siteName', site, 'domainIds', jsonb_build_array(id), 'englishDomain', 's' || k || '.sample.gov.cn',
             'serverIps', jsonb_build_array('202.108.22.5'), 'introduction', site || '，公开政务信息并提供办事服务。', 'homePage', 'https://s' || k || '.sample.gov.cn/',
             'address', name || '办公楼', 'postcode', '250011', 'functions', '负责本区示例事务的管理与服务', 'responsiblePerson', '王建国', 'handlerName', '李晓明',
             'mobile', '13912345678', 'phone', '0531-88888888', 'mail', 'handler@sample.gov.cn', 'commitment', true), true, now() FROM bench.unit;
    ANALYZE unit_copy, bureau_copy, domain_copy, site_application`);
}

/** Ids of the drafts that are left, with their units, in the order in which they come, which is by chance. */
export async function draftsOf(client) {
  const { rows } = await client.query(`SELECT id, unit_id AS "unitId" FROM site_application WHERE state = 'DRAFT' ORDER BY md5(id::text)`);
  return rows;
}
