import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { AggregateData } from '@biaozhi/contracts';
import type { Principal } from '@biaozhi/auth';
import { Outbox, Transactions } from '@biaozhi/bus';
import { Audit, Changes, type AuditEntry } from '@biaozhi/service-kit';
import type { Bureau } from '../domain/bureau.js';
import { BureauSchema } from './schemas.js';

/** The bureau tree. */
@Injectable()
export class Bureaus {
  constructor(
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly changes: Changes,
  ) {}

  private get repository() {
    return this.transactions.manager.getRepository(BureauSchema);
  }

  /** The bureau at work with this id. */
  async active(id: string): Promise<Bureau | undefined> {
    return (await this.repository.findOneBy({ id, state: 'ACTIVE' })) ?? undefined;
  }

  /** Regions that have a bureau at work, with its id; the one that was there first if there are more. */
  async byRegion(): Promise<Map<string, string>> {
    const rows = await this.repository.find({
      where: { state: 'ACTIVE' },
      select: { id: true, region: true },
      order: { id: 'DESC' },
    });
    return new Map(rows.map(({ region, id }) => [region, id]));
  }

  /** Whether a bureau is another one, or lies below it. */
  async isWithin(id: string, other: string): Promise<boolean> {
    const rows: unknown[] = await this.repository.query(
      `WITH RECURSIVE above (id) AS (
         SELECT $1::uuid UNION SELECT bureau.parent_id FROM bureau JOIN above ON bureau.id = above.id
       ) SELECT 1 FROM above WHERE id = $2`,
      [id, other],
    );
    return rows.length > 0;
  }

  /** Ids of the bureaus at work directly below one. */
  async below(id: string): Promise<string[]> {
    return (await this.repository.find({ where: { parentId: id, state: 'ACTIVE' }, select: { id: true } })).map(
      (one) => one.id,
    );
  }

  /** Those under a bureau (the roots without one), those of a division, or those whose name holds a text. */
  list({ under, q, region }: { under?: string; q?: string; region?: string }): Promise<Bureau[]> {
    if (region) return this.repository.find({ where: { region, state: 'ACTIVE' }, order: { id: 'ASC' } });
    if (q) {
      return this.repository
        .createQueryBuilder('bureau')
        .where('position(:q in bureau.name) > 0', { q })
        .orderBy('bureau.region')
        .limit(100)
        .getMany();
    }
    return this.repository.find({ where: { parentId: under ?? IsNull() }, order: { region: 'ASC' }, take: 500 });
  }

  /** Adds bureaus with what their creation caused; many at once when the tree is laid. */
  add(added: [Bureau, AggregateData][], by: Principal | 'system'): Promise<void> {
    return this.transactions.run(async (manager) => {
      for (let i = 0; i < added.length; i += 500) {
        const some = added.slice(i, i + 500);
        await manager.getRepository(BureauSchema).insert(some.map(([bureau]) => bureau));
      }
      for (const [bureau] of by === 'system' ? [] : added) {
        await this.audit.record({
          actor: by,
          action: 'bureau.add',
          subject: `bureau/${bureau.id}`,
          details: { name: bureau.name },
        });
      }
      if (by === 'system') {
        await this.audit.record({
          actor: by,
          action: 'bureau.seed',
          subject: 'bureau/tree',
          details: { added: added.length },
        });
      }
      await this.outbox.append(...added.map(([, event]) => event));
    });
  }

  /** @throws Problem 409 `conflict` with the fresh state when the bureau is no longer as it was seen */
  change(
    id: string,
    seen: number | undefined,
    by: Principal,
    action: string,
    decide: (bureau: Bureau) => AggregateData[],
  ): Promise<Bureau> {
    const subject = `bureau/${id}`;
    const record = ({ version }: Bureau): AuditEntry => ({ actor: by, action, subject, details: { version } });
    return this.changes.change(BureauSchema, id, { seen, record }, decide);
  }
}
