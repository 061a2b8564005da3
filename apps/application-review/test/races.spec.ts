import { DomainRegistered } from '@biaozhi/contracts';
import { eventually } from '@biaozhi/testing';
import { v7 } from 'uuid';
import { DataSource } from 'typeorm';
import { UNITS, allPassed, formWith, refusing } from './builders.js';
import { World, conac, lixia } from './world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

const statuses = (answers: { status: number }[]): number[] => answers.map(({ status }) => status).sort();
const second = { ...lixia, accountId: v7(), displayName: '另一审核员' };

describe('two reviewers at once', () => {
  it('one wins and the other sees the fresh state, 50 times out of 50', async () => {
    const { unit, handler } = await world.unit(UNITS.localOrgan);
    const cases: { id: string; version: number }[] = [];
    for (let pair = 0; pair < 50; pair += 1) {
      const { id } = await racer(unit, handler);
      cases.push({ id, version: (await world.get(`/cases/${id}`, lixia)).body.version });
    }
    for (const [pair, { id, version }] of cases.entries()) {
      // Every other pair disagrees, so that a lost decision would show.
      const other = pair % 2 ? refusing('unit', 'reason-not-on-roster') : allPassed();
      const answers = await Promise.all([
        world.post(`/cases/${id}/decision`, { version, verdicts: allPassed() }, lixia),
        world.post(`/cases/${id}/decision`, { version, verdicts: other }, second),
      ]);
      expect(statuses(answers)).toEqual([200, 409]);
      const [winner, loser] = answers[0]!.status === 200 ? answers : [answers[1]!, answers[0]!];
      expect(loser!.body).toMatchObject({
        code: 'conflict',
        current: { state: winner!.body.state, version: winner!.body.version, lastDecision: { stage: 'bureau' } },
      });
      const { rounds } = (await world.get(`/cases/${id}`, lixia)).body as unknown as {
        rounds: { decisions: object[] }[];
      };
      expect(rounds[0]!.decisions).toHaveLength(1);
      const events = await world.events('site-application', id, 2);
      expect(events).toHaveLength(2);
    }
  });

  it('one claims, the other is told who has it', async () => {
    const { id } = await world.submitted(UNITS.localOrgan);
    const answers = await Promise.all([
      world.post(`/cases/${id}/claim`, {}, lixia),
      world.post(`/cases/${id}/claim`, {}, second),
    ]);
    expect(statuses(answers)).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({
      code: 'claimed-by-another',
      current: { claim: { name: expect.any(String) } },
    });
  });

  it('in two tabs of one person: one decision', async () => {
    const { id } = await world.submitted(UNITS.localOrgan);
    const { version } = (await world.get(`/cases/${id}`, lixia)).body;
    const tabs = await Promise.all(
      [1, 2].map(() => world.post(`/cases/${id}/decision`, { version, verdicts: allPassed() }, lixia)),
    );
    expect(statuses(tabs)).toEqual([200, 409]);
  });
});

describe('a decision and a withdrawal at once', () => {
  it('one of them happens', async () => {
    const { id, path, handler } = await world.submitted(UNITS.localOrgan);
    const { version } = (await world.get(`/cases/${id}`, lixia)).body;
    const answers = await Promise.all([
      world.post(`/cases/${id}/decision`, { version, verdicts: allPassed() }, lixia),
      world.post(`${path}/withdraw`, { version }, handler),
    ]);
    expect(statuses(answers)).toEqual([200, 409]);
  });
});

describe('two submissions for one site at once', () => {
  it('one is open, the other is told', async () => {
    const { domain, handler } = await world.unit(UNITS.localOrgan);
    const drafts = await Promise.all([1, 2].map(() => world.post('/site-applications', { kind: 'opening' }, handler)));
    await Promise.all(
      drafts.map(({ body }) => world.patch(`/site-applications/${body.id}`, formWith(domain), handler)),
    );
    const answers = await Promise.all(
      drafts.map(({ body }) => world.post(`/site-applications/${body.id}/submit`, {}, handler)),
    );
    expect(statuses(answers)).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('site-already-applied');
  });

  it('a site is the same by a side domain too', async () => {
    const { unit, domain, handler, id } = await world.submitted(UNITS.localOrgan);
    const side = { ...domain, id: v7(), uLabel: '旁局.政务', aLabel: `xn--side-${v7().slice(-6)}.xn--zfr164b` };
    await world.publish(DomainRegistered.of(world.domainState(unit, side)));
    await eventually(async () => expect(await world.copies.domainsOf(unit.id)).toHaveLength(2));
    const draft = await world.post('/site-applications', { kind: 'opening' }, handler);
    await world.patch(
      `/site-applications/${draft.body.id}`,
      formWith(side, { domainIds: [side.id, domain.id] }),
      handler,
    );
    const answer = await world.post(`/site-applications/${draft.body.id}/submit`, {}, handler);
    expect(answer).toMatchObject({ status: 409, body: { code: 'site-already-applied', other: { id } } });
  });
});

describe('the same Idempotency-Key twice', () => {
  it('is one effect and one answer', async () => {
    const { handler, domain } = await world.unit(UNITS.localOrgan);
    const headers = { 'idempotency-key': v7() };
    const [first, again] = [
      await world.post('/site-applications', { kind: 'opening' }, handler, headers),
      await world.post('/site-applications', { kind: 'opening' }, handler, headers),
    ];
    expect(again.body.id).toBe(first.body.id);
    await world.patch(`/site-applications/${first.body.id}`, formWith(domain), handler);
    const key = { 'idempotency-key': v7() };
    const answers = await Promise.all(
      [1, 2, 3].map(() => world.post(`/site-applications/${first.body.id}/submit`, {}, handler, key)),
    );
    expect(statuses(answers)).toEqual([200, 200, 200]);
    expect(await world.events('site-application', first.body.id, 1)).toHaveLength(1);
  });
});

/** Application numbers are given back with a failed submission: no gap stays. */
it('numbers of applications have no gaps', async () => {
  const rows: { number: string }[] = await world.service
    .get<DataSource>(DataSource)
    .query(`SELECT number FROM site_application WHERE number LIKE '2026-370102-%' ORDER BY number`);
  expect(rows.map((row) => Number(row.number.slice(-6)))).toEqual(rows.map((_, index) => index + 1));
});

it('CONAC’s reviewers race as well', async () => {
  const { id } = await world.submitted(UNITS.localOrgan);
  await world.decide(id, lixia);
  const { version } = (await world.get(`/cases/${id}`, conac)).body;
  const answers = await Promise.all(
    [conac, { ...conac, accountId: v7() }].map((by) =>
      world.post(`/cases/${id}/decision`, { version, verdicts: allPassed() }, by),
    ),
  );
  expect(statuses(answers)).toEqual([200, 409]);
  expect((await world.events('site-application', id, 4)).map(({ name }) => name)).toEqual([
    'submitted',
    'bureau-approved',
    'conac-approved',
    'passed',
  ]);
});

/** A submitted application with a domain of its own, of a unit that is there already. */
async function racer(unit: Parameters<World['domainState']>[0], handler: Parameters<World['post']>[2]) {
  const id = v7();
  const domain = {
    id,
    unitId: unit.id,
    uLabel: '竞局.政务',
    aLabel: `xn--${id.slice(-12)}.xn--zfr164b`,
    state: 'ACTIVE' as const,
    expiresOn: '2027-11-24',
  };
  await world.publish(DomainRegistered.of(world.domainState(unit, domain)));
  await eventually(async () => expect((await world.copies.domainsOf(unit.id)).map((one) => one.id)).toContain(id));
  const draft = await world.post('/site-applications', { kind: 'opening' }, handler);
  await world.patch(`/site-applications/${draft.body.id}`, formWith(domain), handler);
  await world.post(`/site-applications/${draft.body.id}/submit`, {}, handler);
  return { id: draft.body.id };
}
