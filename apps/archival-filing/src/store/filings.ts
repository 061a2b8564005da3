import { Injectable } from '@nestjs/common';
import type { FilingState } from '@biaozhi/contracts';
import { Outbox, Transactions } from '@biaozhi/bus';
import { Changes } from '@biaozhi/service-kit';
import { Filing } from '../domain/filing.js';

/** The filings, changed one at a time under a lock. */
@Injectable()
export class Filings {
  constructor(
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly changes: Changes,
  ) {}

  /** Stores a new filing and what it says. */
  add(filing: Filing, events: FilingState[]): Promise<void> {
    return this.transactions.run(async (manager) => {
      await manager.insert(Filing, filing);
      await this.outbox.append(...events);
    });
  }

  /**
   * Locks a filing, lets `decide` change it, and commits state and events together.
   * @param seen the version that a person decided on; nothing where the software decides
   * @throws Problem 404; 409 `conflict` with the fresh state in `current`
   */
  change(id: string, seen: number | undefined, decide: (filing: Filing) => FilingState[]): Promise<Filing> {
    const fresh = ({ state, version, checklist }: Filing): object => ({ id, state, version, checklist });
    return this.changes.change(Filing, id, { seen, fresh }, decide);
  }

  find(id: string): Promise<Filing | undefined> {
    return this.one({ id });
  }

  /** The filing of an application; each has one at most. */
  ofApplication(applicationId: string): Promise<Filing | undefined> {
    return this.one({ applicationId });
  }

  /** By the application's number, which the paper bears, or by its own. */
  async byNumber(number: string): Promise<Filing | undefined> {
    return (await this.one({ applicationNumber: number })) ?? this.one({ number });
  }

  /** Ids of filings whose ten working days run. */
  received(): Promise<string[]> {
    return this.ids(`state = 'RECEIVED'`);
  }

  /** Ids of a unit's filings that nobody has decided about. */
  undecidedOf(unitId: string): Promise<string[]> {
    return this.ids(`unit_id = $1 AND state IN ('EXPECTED', 'RECEIVED')`, [unitId]);
  }

  private async ids(where: string, values: unknown[] = []): Promise<string[]> {
    const rows = await this.transactions.manager.query<{ id: string }[]>(`SELECT id FROM filing WHERE ${where} ORDER BY id`, values);
    return rows.map(({ id }) => id);
  }

  private async one(where: Partial<Pick<Filing, 'id' | 'applicationId' | 'applicationNumber' | 'number'>>): Promise<Filing | undefined> {
    return (await this.transactions.manager.findOneBy(Filing, where)) ?? undefined;
  }
}
