import { setTimeout } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';
import { v7 } from 'uuid';
import { BusStatus, Outbox, Transactions } from '@biaozhi/bus';
import { BadgeIssued } from '@biaozhi/contracts';
import { Audit, defineService } from '@biaozhi/service-kit';
import { startSide, type Places } from './start.js';

/** The row that an application's transaction is about. */
class Work {
  id!: string;
  state!: string;
  siteName!: string;
  changedAt!: Date;
}

const WorkSchema = new EntitySchema<Work>({
  name: 'Work',
  target: Work,
  tableName: 'work',
  columns: {
    id: { type: 'uuid', primary: true },
    state: { type: 'text' },
    siteName: { type: 'text', name: 'site_name' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
});

class Work1764000999000 implements MigrationInterface {
  readonly name = 'Work1764000999000';
  async up(run: QueryRunner): Promise<void> {
    await run.query('CREATE TABLE work (id uuid PRIMARY KEY, state text NOT NULL, site_name text NOT NULL, changed_at timestamptz NOT NULL)');
  }
  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP TABLE work');
  }
}

@Module({})
class ProducerModule {}

const service = defineService({ name: 'badge-issuance', module: ProducerModule, entities: [WorkSchema], migrations: [Work1764000999000] });

/** About 1 KB with its envelope, as events of badges are. */
const badge = {
  region: '370102',
  code: 'CA151070002000000010001',
  colour: 'red' as const,
  publicId: 'a'.repeat(32),
  state: 'ISSUED' as const,
  place: 'own-site' as const,
  unitName: '济南市历下区示例局',
  siteName: '示例局门户网站',
  domains: [{ uLabel: '示例局.政务', aLabel: 'xn--fsqr32a1tw.xn--zfr164b' }],
  issuedOn: '2026-11-24',
  deadline: '2026-12-01',
  deadlineProvisional: true,
};

/** Starts the producing service. */
export async function run(places: Places) {
  const app = await startSide(service, places);
  await app.startAllMicroservices();
  const [transactions, outbox, audit] = [app.get(Transactions), app.get(Outbox), app.get(Audit, { strict: false })];

  const one = (audited: boolean): Promise<void> =>
    transactions.run(async (manager) => {
      const id = v7();
      await manager.getRepository(WorkSchema).insert({ id, state: 'ISSUED', siteName: badge.siteName, changedAt: new Date() });
      if (audited) await audit.record({ actor: 'system', action: 'badge.issue', subject: `badge/${id}`, details: { code: badge.code } });
      await outbox.append(BadgeIssued.of({ ...badge, id, applicationId: id }));
    });

  return {
    /** `writers` commit one event after the other, for some time. @returns how many */
    async write(seconds: number, writers: number, audited: boolean): Promise<number> {
      let count = 0;
      const until = performance.now() + seconds * 1000;
      const writer = async (): Promise<void> => {
        for (; performance.now() < until; count += 1) await one(audited);
      };
      await Promise.all(Array.from({ length: writers }, writer));
      return count;
    },
    /** A backlog of so many events. */
    async fill(events: number): Promise<void> {
      let left = events;
      const writer = async (): Promise<void> => {
        while (left-- > 0) await one(false);
      };
      await Promise.all(Array.from({ length: 8 }, writer));
    },
    /** Events at an even pace. */
    async trickle(seconds: number, perSecond: number): Promise<number> {
      const begun = performance.now();
      let count = 0;
      for (; performance.now() - begun < seconds * 1000; count += 1) {
        void one(true);
        await setTimeout(Math.max(0, begun + (count + 1) * (1000 / perSecond) - performance.now()));
      }
      return count;
    },
    /** Events that are committed and not published yet. */
    unpublished: async (): Promise<number> => (await app.get(BusStatus).numbers()).unpublished.count,
  };
}
