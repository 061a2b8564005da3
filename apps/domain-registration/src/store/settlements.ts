import { Injectable } from '@nestjs/common';
import { Outbox, Transactions } from '@biaozhi/bus';
import { Audit, Changes } from '@biaozhi/service-kit';
import type { Outcome, Settlement } from '../domain/settlement.js';
import { Aggregates, seesAll, type Actor } from './aggregates.js';
import { SettlementSchema } from './schemas.js';

/** Settlements, and which orders belong to each. */
@Injectable()
export class Settlements extends Aggregates<Settlement> {
  constructor(transactions: Transactions, outbox: Outbox, audit: Audit, changes: Changes) {
    super(transactions, outbox, audit, changes, SettlementSchema, 'settlement');
  }

  /** How many of the asker's are in each state. */
  async counts(by: Actor): Promise<Record<string, number>> {
    const bureau = by === 'system' || seesAll(by) ? '' : (by.bureauId ?? 'none');
    const rows: { state: string; count: number }[] = await this.transactions.manager.query(
      'SELECT state, sum(rows)::int AS count FROM settlement_tally WHERE bureau = $1 GROUP BY state HAVING sum(rows) > 0',
      [bureau],
    );
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  }

  async keepOrders(id: string, orderIds: readonly string[]): Promise<void> {
    await this.transactions.current()!.query('INSERT INTO settlement_order (settlement_id, order_id) SELECT $1, unnest($2::uuid[])', [id, orderIds]);
  }

  /** What was decided on: the orders that were still waiting, and all the others were skipped. */
  async keepOutcome(id: string, waiting: readonly string[], outcome: Outcome): Promise<void> {
    await this.transactions.current()!.query(
      `UPDATE settlement_order SET outcome = CASE WHEN order_id = ANY($2::uuid[]) THEN $3 ELSE 'SKIPPED' END WHERE settlement_id = $1`,
      [id, waiting, outcome],
    );
  }

  /** Ids of the orders, with what became of each; nothing before the decision. */
  async outcomes(id: string): Promise<Map<string, Outcome | null>> {
    const rows: { order_id: string; outcome: Outcome | null }[] = await this.transactions.manager.query(
      'SELECT order_id, outcome FROM settlement_order WHERE settlement_id = $1',
      [id],
    );
    return new Map(rows.map(({ order_id, outcome }) => [order_id, outcome]));
  }
}
