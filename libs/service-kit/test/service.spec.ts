import { Controller, Get, HttpCode, Module, Param, Post, Body } from '@nestjs/common';
import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { DataSource } from 'typeorm';
import { Me, Open, Policy, type Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { hashOf } from '@biaozhi/contracts';
import { problem } from '@biaozhi/problem';
import { createTestDatabase, eventually, startTestBus, startTestService, type TestBus, type TestService } from '@biaozhi/testing';
import { Audit, AnswerNotKept, defineService, Jobs, Numbers } from '../src/index.js';

class Sum {
  /** A whole number up to 9. */
  @IsInt() @Min(0) @Max(9) amount!: number;
  @IsString() @MaxLength(10) name!: string;
}

@Controller('sums')
class SumsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly numbers: Numbers,
    private readonly audit: Audit,
  ) {}

  /**
   * Adds a sum; e.g. one of three.
   * It gets a number.
   * @throws Problem 409 for one that fails
   */
  @Policy('handler')
  @Post()
  add(@Body() sum: Sum, @Me() me: Principal): Promise<{ number: number }> {
    return this.transactions.run(async () => {
      const number = await this.numbers.next('sum');
      await this.audit.record({ actor: me, action: 'sum.add', subject: `sum/${number}`, details: { amount: sum.amount } });
      if (sum.name === 'fail') throw problem(409, 'conflict');
      return { number };
    });
  }

  @Policy()
  @Post('secret')
  @HttpCode(200)
  @AnswerNotKept()
  secret(): Promise<{ number: number }> {
    return this.transactions.run(async () => ({ number: await this.numbers.next('secret') }));
  }

  @Open()
  @Get('open/:word')
  open(@Param('word') word: string): { word: string } {
    return { word };
  }

  @Get('undeclared')
  undeclared(): string {
    return 'nobody may read this';
  }

  @Open()
  @Get('broken')
  broken(): never {
    throw new Error('secret table name');
  }
}

@Module({ controllers: [SumsController] })
class SumsModule {}

const sums = defineService({ name: 'identity', module: SumsModule, entities: [], migrations: [] });
const handler = { roles: ['handler' as const], accountId: '0192f0c1-7b1e-7c3a-9d51-0d7a6f2c9b11' };

describe('a service', () => {
  let bus: TestBus;
  let service: TestService;

  beforeAll(async () => {
    bus = await startTestBus();
    service = await startTestService(sums, { bus, database: await createTestDatabase() });
  });
  afterAll(async () => {
    await service?.stop();
    await bus?.stop();
  });

  const add = (body: object, headers: Record<string, string> = {}) => service.http.post('/sums', body, { as: handler, headers });

  it('refuses who is not signed in, and tells how', async () => {
    const answer = await service.http.post('/sums', { amount: 1, name: 'a' });
    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('refuses a role that the policy does not name, and a token that somebody else signed', async () => {
    expect((await service.http.post('/sums', { amount: 1, name: 'a' }, { as: { roles: ['auditor'] } })).status).toBe(403);
    const forged = await service.http.get('/sums/undeclared', { headers: { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' } });
    expect(forged.status).toBe(403);
  });

  it('refuses a route that declares no policy', async () => {
    expect((await service.http.get('/sums/undeclared', { as: handler })).status).toBe(403);
  });

  it('answers what is open to anybody', async () => {
    expect(await service.http.get('/sums/open/word')).toMatchObject({ status: 200, body: { word: 'word' } });
  });

  it('names every wrong and unknown field in the reader’s language', async () => {
    const answer = await service.http.post('/sums', { amount: 10.5, more: 1 }, { as: handler, headers: { 'accept-language': 'en' } });
    expect(answer.status).toBe(422);
    expect(answer.headers['content-language']).toBe('en');
    expect(answer.body).toMatchObject({ code: 'validation', status: 422 });
    const { findings } = answer.body as { findings: { pointer: string; message: string }[] };
    expect(new Set(findings.map((f) => f.pointer))).toEqual(new Set(['/amount', '/name', '/more']));
    expect(findings.every((f) => /^[a-z ]/.test(f.message))).toBe(true);
  });

  it('hides what went wrong inside', async () => {
    const answer = await service.http.get('/sums/broken');
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } });
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  it('answers unknown paths and unreadable bodies as problems', async () => {
    expect(await service.http.get('/nowhere')).toMatchObject({ status: 404, body: { code: 'not-found' } });
    const raw = await fetch(`${service.url}/sums`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' });
    expect(raw.status).toBe(400);
    expect(await raw.json()).toMatchObject({ code: 'malformed' });
  });

  describe('with an Idempotency-Key', () => {
    const count = async () => Number((await service.get(DataSource).query(`SELECT value FROM counter WHERE name = 'sum'`))[0]?.value ?? 0);

    it('has one effect and gives the same answer twice', async () => {
      const key = { 'idempotency-key': 'first-key-1' };
      const first = await add({ amount: 1, name: 'a' }, key);
      const second = await add({ name: 'a', amount: 1 }, key);
      expect(first.status).toBe(201);
      expect(second).toMatchObject({ status: 201, body: first.body, headers: { 'idempotency-replayed': 'true' } });
    });

    it('has one effect when twenty arrive at once', async () => {
      const before = await count();
      const key = { 'idempotency-key': 'racing-key' };
      const answers = await Promise.all(Array.from({ length: 20 }, () => add({ amount: 2, name: 'b' }, key)));
      expect(new Set(answers.map((a) => JSON.stringify(a.body))).size).toBe(1);
      expect(await count()).toBe(before + 1);
    });

    it('refuses the key for another body', async () => {
      const key = { 'idempotency-key': 'mismatched' };
      await add({ amount: 1, name: 'a' }, key);
      expect(await add({ amount: 2, name: 'a' }, key)).toMatchObject({ status: 422, body: { code: 'idempotency-mismatch' } });
    });

    it('keeps nothing of a request that failed', async () => {
      const before = await count();
      const key = { 'idempotency-key': 'failing-key' };
      expect((await add({ amount: 1, name: 'fail' }, key)).status).toBe(409);
      expect((await add({ amount: 1, name: 'fine' }, key)).status).toBe(201);
      expect(await count()).toBe(before + 1);
    });

    it('keeps neither the key nor what could be found out about the body by guessing', async () => {
      const body = { amount: 7, name: 'password' };
      await add(body, { 'idempotency-key': 'a-key-of-its-sender' });
      const rows = await service.get(DataSource).query<{ key: string; body_hash: string }[]>('SELECT * FROM idempotency_key');
      expect(rows.length).toBeGreaterThan(0);
      expect(JSON.stringify(rows)).not.toContain('a-key-of-its-sender');
      expect(rows.map((row) => row.body_hash)).not.toContain(hashOf(body));
    });

    it('hashes the same body otherwise under another key', async () => {
      const hashes = async () =>
        (await service.get(DataSource).query<{ body_hash: string }[]>('SELECT body_hash FROM idempotency_key')).map((row) => row.body_hash);
      for (const key of ['one-of-two-keys', 'two-of-two-keys']) await add({ amount: 8, name: 'same' }, { 'idempotency-key': key });
      const all = await hashes();
      expect(new Set(all).size).toBe(all.length);
    });

    it('never stores an answer that holds a secret', async () => {
      const key = { as: handler, headers: { 'idempotency-key': 'secret-key' } };
      const [first, second] = [await service.http.post('/sums/secret', {}, key), await service.http.post('/sums/secret', {}, key)];
      expect(first.body).not.toEqual(second.body);
    });
  });

  describe('keeps an audit trail', () => {
    const subject = 'case/1';
    const record = (action: string) => service.get(Audit).record({ actor: 'system', action, subject });

    it('as a chain that concurrent writers cannot fork', async () => {
      await Promise.all(Array.from({ length: 12 }, (_, i) => record(`step-${i}`)));
      const trail = await service.http.get(`/audit?subject=${encodeURIComponent(subject)}`, { as: { roles: ['auditor'] } });
      const { items, broken } = trail.body as { items: { position: number }[]; broken: number[] };
      expect(items.map((r) => r.position)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
      expect(broken).toEqual([]);
    });

    it('that is read in pages, newest first, though many lines are of one instant', async () => {
      const one = { roles: ['auditor' as const] };
      await service.get(DataSource).query(
        `INSERT INTO audit_record (subject, position, at, actor, actor_name, action, details, previous, hash)
         SELECT 'page/' || n, 1, '2026-11-25T01:00:00Z', 'system', 'system', 'read', '{}', repeat('0', 64), repeat('0', 64) FROM generate_series(1, 9) n`,
      );
      const all = (await service.http.get<{ items: { at: string }[] }>('/audit?limit=200', { as: one })).body.items;
      expect(all.length).toBeGreaterThan(12);
      const pages: unknown[] = [];
      let after = '';
      do {
        const { body } = await service.http.get<{ items: unknown[]; next?: string }>(`/audit?limit=4&after=${after}`, { as: one });
        pages.push(...body.items);
        after = body.next ?? '';
      } while (after);
      expect(pages).toEqual(all);
      expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted().toReversed());
      expect((await service.http.get(`/audit?after=${Buffer.from('["x"]').toString('base64url')}`, { as: one })).status).toBe(422);
    });

    it('that is filtered by action, person and days of Asia/Shanghai, in pages', async () => {
      const one = { roles: ['auditor' as const] };
      // The last line is of 2 March in UTC and of 3 March in Shanghai; the first is of 1 March in both.
      await service.get(DataSource).query(
        `INSERT INTO audit_record (subject, position, at, actor, actor_name, action, details, previous, hash)
         SELECT 'sieve/' || n, 1, '2026-03-01T15:00:00Z'::timestamptz + n * interval '5 hours', 'a', CASE n % 2 WHEN 0 THEN '张三' ELSE '李四' END,
                CASE WHEN n < 4 THEN 'sieve.open' ELSE 'sieve.shut' END, '{}', repeat('0', 64), repeat('0', 64) FROM generate_series(0, 5) n`,
      );
      const found = async (query: Record<string, string>): Promise<string[]> => {
        const { body } = await service.http.get<{ items: { subject: string }[] }>(`/audit?${new URLSearchParams(query)}`, { as: one });
        return body.items.map((line) => line.subject.replace('sieve/', ''));
      };
      expect(await found({ action: 'sieve.open' })).toEqual(['3', '2', '1', '0']);
      expect(await found({ person: '张三' })).toEqual(['4', '2', '0']);
      expect(await found({ from: '2026-03-02', to: '2026-03-02' })).toEqual(['4', '3', '2', '1']);
      expect(await found({ action: 'sieve.shut', person: '李四', from: '2026-03-03' })).toEqual(['5']);
      expect(await found({ person: '张' })).toEqual([]);
      const { next } = (await service.http.get<{ next: string }>('/audit?action=sieve.open&limit=3', { as: one })).body;
      expect(await found({ action: 'sieve.open', after: next })).toEqual(['0']);
      for (const wrong of ['from=2026-02-30', 'to=0000-01-01', 'to=tomorrow']) expect((await service.http.get(`/audit?${wrong}`, { as: one })).status).toBe(422);
      const kinds = (await service.http.get<{ items: string[] }>('/audit/actions', { as: one })).body.items;
      expect(kinds).toEqual(expect.arrayContaining(['sieve.open', 'sieve.shut']));
      expect(kinds).toEqual([...new Set(kinds)].toSorted());
      expect((await service.http.get('/audit/actions', { as: { roles: ['bureau-reviewer'] } })).status).toBe(403);
    });

    it('that the service itself cannot change', async () => {
      await expect(service.get(DataSource).query(`UPDATE audit_record SET action = 'x'`)).rejects.toThrow(/final/);
      await expect(service.get(DataSource).query(`DELETE FROM audit_record`)).rejects.toThrow(/final/);
    });

    it('that shows where somebody with more power changed it', async () => {
      const database = service.get(DataSource);
      await database.transaction(async (m) => {
        await m.query('ALTER TABLE audit_record DISABLE TRIGGER audit_record_final');
        await m.query(`UPDATE audit_record SET action = 'forged' WHERE subject = $1 AND position = 5`, [subject]);
        await m.query('ALTER TABLE audit_record ENABLE TRIGGER audit_record_final');
      });
      expect(await service.get(Audit).broken(subject)).toEqual([5]);
    });
  });

  it('runs a job on one replica at a time', async () => {
    const jobs = service.get(Jobs);
    let at = 0;
    let most = 0;
    let release!: () => void;
    const gate = new Promise<void>((resolve) => (release = resolve));
    jobs.every('counted', 3600, async () => {
      most = Math.max(most, ++at);
      await gate;
      at--;
    });
    const turns = [jobs.run('counted'), jobs.run('counted'), jobs.run('counted')];
    await Promise.race(turns);
    release();
    await Promise.all(turns);
    expect(most).toBe(1);
  });

  it('describes itself: the shapes are those that are checked', async () => {
    const { body } = await service.http.get('/docs-json');
    expect((body as { components: { schemas: object } }).components.schemas).toMatchObject({
      Sum: { properties: { amount: { type: 'integer', minimum: 0, maximum: 9 } }, required: ['amount', 'name'] },
    });
    expect((body as { paths: object }).paths).toMatchObject({
      '/sums': { post: { summary: 'Adds a sum; e.g. one of three', description: 'It gets a number.' } },
      '/health/live': { get: { summary: 'The process turns its loop' } },
    });
    // Asked beside its own page, wherever a gateway has put it, and with the token that somebody gave.
    expect(body).toMatchObject({ servers: [{ url: '.' }], security: [{ bearer: [] }] });
  });

  it('tells its health and figures', async () => {
    expect(await service.http.get('/health/live')).toMatchObject({ status: 200 });
    expect(await service.http.get('/health/ready')).toMatchObject({ status: 200, body: { status: 'ready' } });
    expect(await service.http.get('/health/bus')).toMatchObject({ status: 200, body: { ok: true } });
    await eventually(async () => {
      const metrics = await fetch(`${service.url}/metrics`).then((answer) => answer.text());
      expect(metrics).toContain('http_request_seconds_count{method="POST",route="/sums",status="201"}');
      expect(metrics).toContain('bus_unpublished_events 0');
      for (const shown of ['bus_connected 1', 'bus_leading 1', 'bus_fence_rewinds_total 0', 'bus_gaps_total 0', 'bus_comparison_lost_total 0']) {
        expect(metrics).toContain(`\n${shown}\n`);
      }
      expect(metrics).toMatch(/\nbus_fence_proofs_total [1-9]/);
      expect(metrics).toContain('bus_consumer_unanswered{durable="identity-domain"} 0');
    });
  });
});
