import { Controller, Get, Injectable, Module } from '@nestjs/common';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { Me, Policy, type Principal } from '@biaozhi/auth';
import { Outbox, Transactions } from '@biaozhi/bus';
import { RedPagePublished } from '@biaozhi/contracts';
import { Clock, defineService, FixedClock } from '@biaozhi/service-kit';
import { startTestBus, type TestBus } from './bus.js';
import { eventually } from './eventually.js';
import { startTestService, type TestService } from './service.js';

@Injectable()
class Greeting {
  readonly text: string = 'real';
}

@Controller('greetings')
class Greetings {
  constructor(
    private readonly greeting: Greeting,
    private readonly clock: Clock,
  ) {}

  @Policy('handler')
  @Get()
  greet(@Me() { loginName }: Principal): object {
    return { text: this.greeting.text, loginName, today: this.clock.today() };
  }
}

@Module({ controllers: [Greetings], providers: [Greeting] })
class GreetingModule {}

class Kept1764000009000 implements MigrationInterface {
  readonly name = 'Kept1764000009000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE kept (word text)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE kept');
  }
}

const definition = defineService({ name: 'red-page', module: GreetingModule, entities: [], migrations: [Kept1764000009000] });

describe('startTestService', () => {
  let bus: TestBus;
  let service: TestService;
  beforeAll(async () => {
    bus = await startTestBus();
    service = await startTestService(definition, {
      bus,
      clock: new FixedClock('2026-11-25T17:00:00Z'),
      providers: [{ provide: Greeting, useValue: { text: 'replaced' } }],
    });
  });
  afterAll(async () => {
    await service.stop();
    await bus.stop();
  });

  it('serves HTTP with the test’s clock and providers to a signed-in principal', async () => {
    const answer = await service.http.get('/greetings', { as: { roles: ['handler'], loginName: 'lixia' } });
    expect(answer).toMatchObject({ status: 200, body: { text: 'replaced', loginName: 'lixia', today: '2026-11-26' } });
  });

  it('refuses who is not signed in, or has no role for it', async () => {
    expect(await service.http.get('/greetings')).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    expect(await service.http.get('/greetings', { as: { roles: ['auditor'] } })).toMatchObject({ status: 403 });
  });

  it('has a migrated database and sends its events to the bus', async () => {
    const database = service.get(DataSource);
    expect(await database.query('SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 0 }]);
    const id = '0192f0c1-7b1e-7c3a-9d51-0d7a6f2c9b11';
    const event = RedPagePublished.of({
      id,
      region: '370102',
      badgeId: id,
      state: 'PUBLISHED',
      host: { uLabel: '历下区.政务', aLabel: 'xn--4gq1b.xn--zfr164b' },
      badgeInFooter: true,
    });
    await service.get(Transactions).run(() => service.get(Outbox).append(event));
    await eventually(() => expect(bus.events('red-page')).toMatchObject([{ sequence: 1, data: { id } }]));
  });
});
