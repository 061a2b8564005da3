import { Controller, Module } from '@nestjs/common';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Consumes, Transactions, type EventMeta } from '@biaozhi/bus';
import { BadgeIssued } from '@biaozhi/contracts';
import { defineService } from '@biaozhi/service-kit';
import { startSide, type Places } from './start.js';

class Effect1764000999000 implements MigrationInterface {
  readonly name = 'Effect1764000999000';
  async up(run: QueryRunner): Promise<void> {
    await run.query('CREATE TABLE effect (place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, badge_id uuid NOT NULL, code text NOT NULL)');
  }
  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP TABLE effect');
  }
}

/** Events whose effect is committed. */
let handled = 0;
/** Milliseconds from an event's recording to its effect, since they were last asked for. */
let waits: number[] = [];
let [first, last] = [0, 0];

@Controller()
class Reader {
  constructor(private readonly transactions: Transactions) {}

  @Consumes(BadgeIssued)
  async on(badge: BadgeIssued, { time }: EventMeta): Promise<void> {
    await this.transactions.manager.query('INSERT INTO effect (badge_id, code) VALUES ($1, $2)', [badge.id, badge.code]);
    this.transactions.afterCommit(() => {
      handled += 1;
      last = Date.now();
      first ||= last;
      waits.push(last - time.getTime());
    });
  }
}

@Module({ controllers: [Reader] })
class ConsumerModule {}

const service = defineService({ name: 'red-page', module: ConsumerModule, entities: [], migrations: [Effect1764000999000] });

/** Starts the reading service; it reads only once it is told to. */
export async function run(places: Places) {
  const app = await startSide(service, places);
  return {
    read: (): Promise<void> => app.startAllMicroservices().then(() => undefined),
    handled: (): number => handled,
    /** What it has seen since it was last asked: waits in ms, and when the first and the last effect were made. */
    seen: (): { waits: number[]; first: number; last: number } => {
      const seen = { waits, first, last };
      [waits, first, last] = [[], 0, 0];
      return seen;
    },
  };
}
