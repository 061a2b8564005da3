import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { SiteApplicationBureauApproved, DossierPassedInFull } from '@biaozhi/contracts';
import { DeadLetters } from '@biaozhi/bus';
import { eventually } from '@biaozhi/testing';
import { decodeQr, readPdf } from './read-pdf.js';
import { World } from './world.js';

describe('printing', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  const get = (path: string, as = world.handler) => world.app.http.get<Buffer & { code: string }>(path, { as });
  const prints = ['letter.pdf', 'form.pdf'];

  it.each(prints)('refuses %s before every online review has passed', async (document) => {
    const draft = v7();
    expect(await get(`/applications/${draft}/${document}`)).toMatchObject({ status: 409, body: { code: 'print-before-both-passed' } });
    const application = world.application({ state: 'CONAC_REVIEW', stage: 'conac' });
    await world.publish(SiteApplicationBureauApproved.of(application));
    const next = await world.filing();
    expect(next.state).toBe('EXPECTED');
    expect(await get(`/applications/${application.id}/${document}`)).toMatchObject({ status: 409, body: { code: 'print-before-both-passed' } });
    expect((await get(`/applications/${application.id}/filing`)).status).toBe(404);
  });

  it.each(prints)('serves %s from the data as passed, dated today, with the addressee', async (document) => {
    const { applicationId, form, checkCode } = await world.filing();
    const answer = await get(`/applications/${applicationId}/${document}`);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/pdf', 'cache-control': 'private, no-store' });
    expect(answer.headers['content-disposition']).toContain('inline');
    const pdf = await readPdf(answer.body);
    for (const words of [form.number, form.site.name, checkCode, '中共济南市历下区委机构编制委员会办公室', '2026年11月24日']) {
      expect(pdf.text).toContain(words);
    }
    const link = decodeQr(pdf.pages[0]!)!;
    expect(link).toMatch(new RegExp(`^https://biaozhi.example/api/archival-filing/check/${form.number}\\?hash=[0-9a-f]{16}$`));
    // The address works as the paper bears it, behind the gateway's prefix.
    const page = await world.app.http.get<string>(link.replace('https://biaozhi.example/api/archival-filing', ''));
    expect(page.body).toContain('一致');
  });

  it('waits for a form that is still on its way', async () => {
    const one = world.passing();
    await world.publish(one.passed);
    await world.opened(one.applicationId);
    expect(await world.letter(one.applicationId)).toMatchObject({ status: 503, body: { code: 'dossier-on-its-way' } });
    await world.publish(one.dossier);
    await eventually(async () => expect((await world.letter(one.applicationId)).status).toBe(200));
  });

  it('prints nothing when the stored data is not what passed', async () => {
    const { applicationId } = await world.filing();
    const database = world.app.get(DataSource);
    await database.query('ALTER TABLE dossier DISABLE TRIGGER dossier_is_final');
    await database.query(`UPDATE dossier SET form = jsonb_set(form, '{site,name}', '"假网站"') WHERE application_id = $1`, [applicationId]);
    await database.query('ALTER TABLE dossier ENABLE TRIGGER dossier_is_final');
    expect(await world.letter(applicationId)).toMatchObject({ status: 409, body: { code: 'data-altered' } });
  });

  it('lays a form aside that does not match its own hash', async () => {
    const one = world.passing();
    await world.publish(one.passed);
    await world.publish(DossierPassedInFull.of({ ...one.dossier, dataHash: 'b'.repeat(64) }));
    const letters = await eventually(async () => {
      const found = await world.app.get(DeadLetters).list();
      expect(found).not.toHaveLength(0);
      return found;
    });
    expect(JSON.stringify(letters)).toContain('dossier-hash-mismatch');
    expect((await world.letter(one.applicationId)).status).toBe(503);
  });

  it('shows another unit nothing', async () => {
    const { applicationId } = await world.filing();
    const stranger = { roles: ['handler' as const], unitId: v7() };
    for (const path of ['filing', ...prints]) expect((await get(`/applications/${applicationId}/${path}`, stranger)).status).toBe(404);
  });

  it('lets the archivist print what the paper should say', async () => {
    const { applicationId } = await world.filing();
    expect((await world.letter(applicationId, world.archivist)).status).toBe(200);
    expect((await world.letter(applicationId, { roles: ['bureau-archivist'], bureauId: v7() })).status).toBe(404);
    expect((await world.letter(applicationId, { roles: ['conac-reviewer'] })).status).toBe(403);
  });
});

describe('the check page', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  const check = (path: string, language = 'zh-CN') => world.app.http.get<string>(`/check/${path}`, { headers: { 'accept-language': language } });

  it('tells number, state and match, in both languages, and nothing personal', async () => {
    const { form, checkCode } = await world.filing();
    const code = checkCode.replaceAll('-', '').toLowerCase();
    const chinese = await check(`${form.number}?hash=${code}`);
    expect(chinese).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } });
    for (const words of [form.number, '待交纸质材料', '一致：']) expect(chinese.body).toContain(words);
    const english = await check(`${form.number}?hash=${checkCode}`, 'en');
    for (const words of ['lang="en"', 'the paper is expected', 'Match:']) expect(english.body).toContain(words);
    expect((await check(`${form.number}?hash=${code}&lang=en`)).body).toContain('Match:');
    for (const secret of [form.unit.name, form.unit.uscc, form.site.name, ...Object.values(form.contact)]) {
      expect(chinese.body + english.body).not.toContain(secret);
    }
  });

  it('tells a paper that bears other data', async () => {
    const { form, checkCode } = await world.filing();
    expect((await check(`${form.number}?hash=0000000000000000`)).body).toContain('不一致');
    expect((await check(`${form.number}?hash=${checkCode.slice(0, 4)}`)).body).toContain('不一致');
    expect((await check(form.number)).body).toContain('未提供校验码');
  });

  it('answers for an unknown number, and escapes what it was asked', async () => {
    expect(await check('WZ-unknown?hash=0')).toMatchObject({ status: 404, body: expect.stringContaining('没有查到') });
    const { body, headers } = await check(`${encodeURIComponent('<script>alert(1)</script>')}?hash=${encodeURIComponent('"><img src=x>')}`);
    expect(body).not.toContain('<script>');
    expect(body).not.toContain('<img');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });
});
