import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Outbox, Transactions } from '@biaozhi/bus';
import { Audit, Changes } from '@biaozhi/service-kit';
import type { FeeOrder } from '../domain/fee-order.js';
import { Aggregates, seesAll, type Actor } from './aggregates.js';
import { FeeOrderSchema } from './schemas.js';

/** Most that a job looks at in one turn; the next turn takes the rest. */
const A_TURN = 1000;

@Injectable()
export class FeeOrders extends Aggregates<FeeOrder> {
  constructor(transactions: Transactions, outbox: Outbox, audit: Audit, changes: Changes) {
    super(transactions, outbox, audit, changes, FeeOrderSchema, 'fee-order');
  }

  /** How many of the asker's are in each state; only a unit's own are few enough to be counted. */
  async counts(by: Actor): Promise<Record<string, number>> {
    const counted = by === 'system' || seesAll(by) ? this.tallied('') : by.unitId ? this.countedOf(by) : this.tallied(by.bureauId ?? 'none');
    return Object.fromEntries((await counted).map(({ state, count }) => [state, count]));
  }

  private tallied(bureau: string): Promise<{ state: string; count: number }[]> {
    return this.query('SELECT state, sum(rows)::int AS count FROM fee_order_tally WHERE bureau = $1 GROUP BY state HAVING sum(rows) > 0', [bureau]);
  }

  private countedOf(by: Actor): Promise<{ state: string; count: number }[]> {
    return this.seenBy(by).select('one.state', 'state').addSelect('count(*)::int', 'count').groupBy('one.state').getRawMany();
  }

  /** The order with its row locked for the ambient transaction; nothing for an unknown one. */
  async locked(id: string): Promise<FeeOrder | undefined> {
    return (await this.repository.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } })) ?? undefined;
  }

  /** Orders with their rows locked, in the order of their ids, so that nobody who wants several can wait in a circle. */
  lockedIn(ids: readonly string[]): Promise<FeeOrder[]> {
    return this.repository.find({ where: { id: In([...ids]) }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  }

  /** Those with these ids, the newest first. */
  all(ids: readonly string[]): Promise<FeeOrder[]> {
    return this.repository.find({ where: { id: In([...ids]) }, order: { id: 'DESC' } });
  }

  /** Open orders past their day, and whether each was handed to the online provider. */
  late(today: string): Promise<{ id: string; online: boolean }[]> {
    return this.query(
      `SELECT id, pay_url IS NOT NULL AS online FROM fee_order
        WHERE state = 'OPEN' AND due_day < $1 AND NOT due_provisional ORDER BY due_day, id LIMIT ${A_TURN}`,
      [today],
    );
  }

  /** Orders that were handed to the online provider and are not settled; also those that a transfer was claimed for. */
  async online(): Promise<string[]> {
    return this.ids(`state IN ('OPEN', 'CLAIMED') AND pay_url IS NOT NULL`);
  }

  /** Every order that is not settled. */
  async unsettled(): Promise<string[]> {
    return this.ids(`state IN ('OPEN', 'CLAIMED')`, [], '');
  }

  /** The order of an application or domain that is not settled; there is one at most. */
  async unsettledOf(subjectId: string): Promise<string | undefined> {
    return (await this.ids(`state IN ('OPEN', 'CLAIMED') AND subject_id = $1`, [subjectId]))[0];
  }

  async cancelUnsettledOf(subjectId: string): Promise<void> {
    const id = await this.unsettledOf(subjectId);
    if (!id) return;
    await this.change(id, { by: 'system', action: 'fee-order.cancel' }, (order) => {
      order.cancel('system');
      return [];
    });
  }

  private async ids(where: string, values: unknown[] = [], limit = `LIMIT ${A_TURN}`): Promise<string[]> {
    const rows = await this.query<{ id: string }>(`SELECT id FROM fee_order WHERE ${where} ORDER BY id ${limit}`, values);
    return rows.map(({ id }) => id);
  }

  private query<T>(sql: string, values: unknown[]): Promise<T[]> {
    return this.transactions.manager.query(sql, values);
  }
}
