import { ROLES } from '@biaozhi/workflow';
import { v7 } from 'uuid';
import { domainApplicationWorkflow, type State } from '../src/domain/domain-application.js';
import { domainWorkflow } from '../src/domain/domain.js';
import { BUREAU, NOW, World, type As } from './world.js';

/** Steps that people take over HTTP, each with a body that is valid by itself. */
const APPLICATION_STEPS = {
  edit: { method: 'patch', path: '', body: { years: 3 } },
  submit: { method: 'post', path: '/submit', body: {} },
  withdraw: { method: 'post', path: '/withdraw', body: {} },
} as const;
const DOMAIN_STEPS = {
  orderRenewal: { path: '/renewals', body: { years: 1 } },
  freeze: { path: '/freeze', body: { version: 1, reason: '涉嫌冒用名称' } },
  unfreeze: { path: '/unfreeze', body: { version: 1 } },
  cancel: { path: '/cancel', body: { version: 1, reason: '机构已经撤销' } },
} as const;

/** What a role is told that may not take a step, or not now; nothing for a step that would be taken. */
const refusal = (by: readonly string[], from: readonly string[], role: string, state: string): number | undefined =>
  !by.includes(role) ? 403 : from.includes(state) ? undefined : 409;

describe('over HTTP', () => {
  let world: World;
  let owner: As;
  beforeAll(async () => {
    world = await World.start();
    owner = await world.unit();
  });
  afterAll(() => world?.stop());
  beforeEach(() => world.clock.set(NOW));

  /** Somebody of a role who would be allowed to see what is the owner's. */
  const somebody = (role: string) => ({ ...owner, bureauId: BUREAU, roles: [role as 'handler'] });

  describe.each(domainApplicationWorkflow.states)('an application in %s', (state: State) => {
    it.each(ROLES.filter((role) => role !== 'system'))('refuses to %s what is not theirs or not now, and changes nothing', async (role) => {
      const id = await world.draft(owner);
      await world.query('UPDATE domain_application SET state = $2 WHERE id = $1', [id, state]);
      const before = await world.query('SELECT * FROM domain_application WHERE id = $1', [id]);
      for (const [step, { method, path, body }] of Object.entries(APPLICATION_STEPS)) {
        const { by, from } = domainApplicationWorkflow.table[step as keyof typeof APPLICATION_STEPS];
        const expected = refusal(by, from, role, state);
        if (!expected) continue;
        const answer = await world.service.http[method](`/domain-applications/${id}${path}`, body, { as: somebody(role) });
        expect({ step, status: answer.status }).toEqual({ step, status: expected });
        expect(JSON.stringify(answer.body)).not.toMatch(/SELECT|UPDATE|\.ts:|node_modules/);
      }
      expect(await world.query('SELECT * FROM domain_application WHERE id = $1', [id])).toEqual(before);
    });
  });

  describe.each(domainWorkflow.states)('a domain in %s', (state) => {
    it('refuses every role what is not theirs or not now, and changes nothing', async () => {
      const { as, domain } = await world.registered();
      await world.query('UPDATE domain SET state = $2 WHERE id = $1', [domain.id, state]);
      const before = await world.query('SELECT * FROM domain WHERE id = $1', [domain.id]);
      for (const role of ROLES.filter((one) => one !== 'system')) {
        for (const [step, { path, body }] of Object.entries(DOMAIN_STEPS)) {
          const { by, from } = domainWorkflow.table[step as keyof typeof DOMAIN_STEPS];
          const expected = refusal(by, from, role, state);
          if (!expected) continue;
          const who = { ...as, bureauId: BUREAU, roles: [role] };
          expect({ role, step, status: (await world.post(`/domains/${domain.id}${path}`, body, who)).status }).toEqual({ role, step, status: expected });
        }
      }
      expect(await world.query('SELECT * FROM domain WHERE id = $1', [domain.id])).toEqual(before);
    });
  });

  it('asks who one is, but for what is public', async () => {
    const id = v7();
    for (const path of ['/domain-applications', `/domain-applications/${id}`, '/fee-orders', '/settlements', '/domains', '/reserved-names', '/names/check?label=a&suffix=政务']) {
      expect({ path, status: (await world.get(path)).status }).toEqual({ path, status: 401 });
    }
    expect((await world.get('/prices')).status).toBe(200);
  });

  it.each(['domain-applications', 'fee-orders', 'domains'])('/%s is paged, and refuses a cursor that is none', async (list) => {
    const cursors = ['["abc"]', '[]', '[1]', '"x"', '{}', ''].map((text) => Buffer.from(text).toString('base64url'));
    for (const after of [...cursors, 'ä', "' OR 1=1"]) {
      const answer = await world.get(`/${list}?after=${encodeURIComponent(after)}`, owner);
      expect({ after, status: answer.status, code: answer.body.code }).toEqual({ after, status: 422, code: 'validation' });
    }
    expect((await world.get(`/${list}?limit=201`, owner)).status).toBe(422);
    expect((await world.get(`/${list}/not-an-id`, owner)).status).toBe(400);
    expect((await world.get(`/${list}/${v7()}`, owner)).status).toBe(404);
  });

  it('pages through a unit’s own, newest first, without gap or repetition', async () => {
    const as = await world.unit();
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.unshift(await world.draft(as));
    const seen: string[] = [];
    for (let next: unknown = ''; next !== undefined; ) {
      const { body } = await world.get(`/domain-applications?limit=2${next ? `&after=${next as string}` : ''}`, as);
      seen.push(...body.items.map((one) => one.id));
      next = body.next;
    }
    expect(seen).toEqual(ids);
  });

  it('has one effect for one Idempotency-Key', async () => {
    const as = await world.unit();
    const wish = { label: world.freshLabel(), suffix: '政务', years: 1, agreement: true };
    const draft = () => world.post('/domain-applications', wish, as, { 'idempotency-key': 'draft-000001' });
    const [first, second] = [await draft(), await draft()];
    expect(second.body).toEqual(first.body);
    expect((await world.get('/domain-applications', as)).body.items).toHaveLength(1);
    const other = await world.post('/domain-applications', { ...wish, years: 2 }, as, { 'idempotency-key': 'draft-000001' });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-mismatch' } });
  });
});
