import { Controller, Module } from '@nestjs/common';
import { v7 } from 'uuid';
import type { Principal } from '@biaozhi/auth';
import { Consumes, type DeadLetter, type EventMeta } from '@biaozhi/bus';
import { RedPageOffline, RedPagePublished, type RedPageState } from '@biaozhi/contracts';
import { problem } from '@biaozhi/problem';
import { eventually, startTestBus, startTestService, type TestBus, type TestService } from '@biaozhi/testing';
import { Audit, defineService } from '../src/index.js';

/** Aggregates that the process refuses, and what was handled, as `<id>#<sequence>`. */
const refused = new Set<string>();
const handled: string[] = [];

@Controller()
class Reader {
  @Consumes(RedPagePublished, RedPageOffline)
  async on(page: RedPagePublished | RedPageOffline, { sequence }: EventMeta): Promise<void> {
    if (refused.has(page.id)) throw problem(409, 'wrong-state', { params: { state: 'CLOSED', step: 'publish' } });
    handled.push(`${page.id}#${sequence}`);
  }
}

@Module({ controllers: [Reader] })
class ReaderModule {}

const reader = defineService({ name: 'badge-issuance', module: ReaderModule, entities: [], migrations: [] });
const host = { uLabel: '示例局.政务', aLabel: 'xn--fsqr32a1tw.xn--zfr164b' };
const administrator: Partial<Principal> = { roles: ['administrator'], accountId: v7(), displayName: '管理员' };

describe('dead letters over HTTP', () => {
  let bus: TestBus;
  let service: TestService;
  beforeAll(async () => {
    bus = await startTestBus();
    service = await startTestService(reader, { bus });
  });
  afterAll(async () => {
    await service?.stop();
    await bus?.stop();
  });

  const page = (id: string): RedPageState => ({ id, badgeId: id, state: 'PUBLISHED', host, badgeInFooter: true, region: '370102' });
  const list = async (query = '', as: Partial<Principal> = administrator) =>
    service.http.get<{ items: DeadLetter[]; next?: string; code: string }>(`/dead-letters${query}`, { as });
  const post = (id: string, way: string, body: object = {}, as: Partial<Principal> = administrator, headers = {}) =>
    service.http.post<{ code: string }>(`/dead-letters/${id}/${way}`, body, { as, headers });

  /** An aggregate with one refused event and one that waits behind it; their ids. */
  const stuck = async (): Promise<{ id: string; dead: string; waiting: string }> => {
    const id = v7();
    refused.add(id);
    const dead = (await bus.publish(RedPagePublished.of(page(id)), { sequence: 1 })).id;
    const waiting = (await bus.publish(RedPageOffline.of(page(id)), { sequence: 2 })).id;
    await eventually(async () => {
      const items = (await list('?limit=200')).body.items.filter(({ aggregate }) => aggregate === `red-page/${id}`);
      expect(items.map(({ state }) => state)).toEqual(['dead', 'waiting']);
    });
    return { id, dead, waiting };
  };

  it('are listed page by page, also by state, and past one that has gone meanwhile', async () => {
    const all = [await stuck(), await stuck(), await stuck()].flatMap(({ dead, waiting }) => [dead, waiting]);
    const seen: string[] = [];
    for (let after: string | undefined = ''; after !== undefined; ) {
      const { body } = await list(`?limit=2${after && `&after=${after}`}`);
      seen.push(...body.items.map(({ id }) => id));
      // The page ends with a letter that is not there any more when the next page is asked for.
      for (const id of seen.length === 4 ? seen.slice(2) : []) expect((await post(id, 'discard', { reason: 'gone meanwhile' })).status).toBe(202);
      after = body.next;
    }
    expect(seen).toEqual(all);
    const dead = (await list('?state=dead&limit=200')).body.items;
    expect(dead.length).toBeGreaterThan(0);
    expect(dead.every(({ state }) => state === 'dead')).toBe(true);
  });

  it.each(['?state=alive', '?after=1', '?limit=201', '?other=1'])('refuse the query %s', async (query) => {
    expect(await list(query)).toMatchObject({ status: 422, body: { code: 'validation' } });
  });

  it('are nobody’s but the administrator’s', async () => {
    const { dead } = await stuck();
    for (const role of ['auditor', 'conac-reviewer', 'handler'] as const) {
      expect((await list('', { roles: [role] })).status).toBe(403);
      for (const way of ['requeue', 'discard']) expect((await post(dead, way, { reason: 'because I may not' }, { roles: [role] })).status).toBe(403);
    }
    expect((await list('?limit=200')).body.items.map(({ id }) => id)).toContain(dead);
  });

  it('are handled again with what waits behind them, when the cause is mended', async () => {
    const { id, dead } = await stuck();
    // Also with a key: each event has its own transaction, and one that fails again takes nothing with it.
    expect((await post(dead, 'requeue', {}, administrator, { 'idempotency-key': 'requeue-0001' })).status).toBe(202);
    expect((await list('?limit=200')).body.items.find((one) => one.id === dead)).toMatchObject({ state: 'dead', reason: 'wrong-state' });
    refused.delete(id);
    expect((await post(dead, 'requeue', {}, administrator, { 'idempotency-key': 'requeue-0001' })).status).toBe(202);
    expect(handled.filter((one) => one.startsWith(id))).toEqual([`${id}#1`, `${id}#2`]);
    expect(await service.get(Audit).of(`event/${dead}`)).toMatchObject([{ action: 'dead-letter.requeue' }, { action: 'dead-letter.requeue' }]);
  });

  it('are given up for a reason that the trail keeps: no effect, and the next ones go on', async () => {
    const { id, dead, waiting } = await stuck();
    refused.delete(id);
    expect(await post(waiting, 'discard', { reason: 'not its turn' })).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
    expect((await post(dead, 'discard', { reason: 'the page was closed by hand' })).status).toBe(202);
    expect(handled.filter((one) => one.startsWith(id))).toEqual([`${id}#2`]);
    expect((await post(dead, 'discard', { reason: 'once more' })).status).toBe(404);
    expect(await service.get(Audit).of(`event/${waiting}`)).toEqual([]);
    expect(await service.get(Audit).of(`event/${dead}`)).toMatchObject([
      {
        action: 'dead-letter.discard',
        actorName: '管理员',
        details: { reason: 'the page was closed by hand', aggregate: `red-page/${id}`, sequence: 1 },
      },
    ]);
  });

  it.each([[{}], [{ reason: 'oh' }], [{ reason: 'x'.repeat(501) }], [{ reason: 'long enough', also: 1 }]])('are not given up with %j', async (body) => {
    const { dead } = await stuck();
    expect(await post(dead, 'discard', body)).toMatchObject({ status: 422, body: { code: 'validation' } });
    expect((await list('?limit=200')).body.items.map(({ id }) => id)).toContain(dead);
  });
});
