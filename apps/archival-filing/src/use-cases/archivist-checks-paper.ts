import { Injectable } from '@nestjs/common';
import { hashOf, type FilingState } from '@biaozhi/contracts';
import type { Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { Audit, Clock } from '@biaozhi/service-kit';
import { ArchivalFilingConfig } from '../config.js';
import type { Item, Result } from '../domain/checklist.js';
import type { BureauRules, Filing, Officer } from '../domain/filing.js';
import type { FilingStep } from '../domain/filing.workflow.js';
import { inScope } from '../domain/scope.js';
import { Copies } from '../store/copies.js';
import { Filings } from '../store/filings.js';

/** An item as the archivist enters it. */
export interface Entered {
  item: Item;
  copies?: number;
}

/** Copies that a bureau wants whose own wish has not arrived. */
const COPIES = 3;

/**
 * The bureau's archivist takes the paper in, checks it, and confirms it or finds it faulty.
 * Each step throws Problem 403, 404 (unknown, or another bureau's), 409 (`conflict` with the fresh state, `wrong-state`) or 422.
 */
@Injectable()
export class ArchivistChecksPaper {
  constructor(
    private readonly transactions: Transactions,
    private readonly filings: Filings,
    private readonly copies: Copies,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly config: ArchivalFilingConfig,
  ) {}

  receive(me: Principal, id: string, seen: number, copies: number, items: (Entered & { result?: Result })[]): Promise<Filing> {
    return this.decide(me, id, seen, 'receive', (filing, by, rules) => filing.receive({ copies, items }, by, rules));
  }

  confirm(me: Principal, id: string, seen: number, items: (Entered & { result: Result })[]): Promise<Filing> {
    return this.decide(me, id, seen, 'confirm', (filing, by, rules) => filing.confirm(items, by, rules));
  }

  fail(me: Principal, id: string, seen: number, items: (Entered & { result: Result })[], comment: string): Promise<Filing> {
    return this.decide(me, id, seen, 'fail', (filing, by, rules) => filing.fail(items, comment, by, rules));
  }

  private decide(
    me: Principal,
    id: string,
    seen: number,
    step: FilingStep,
    take: (filing: Filing, by: Officer, rules: BureauRules) => FilingState[],
  ): Promise<Filing> {
    return this.transactions.run(async () => {
      const { bureauId } = inScope(await this.filings.find(id), me);
      const bureau = bureauId === undefined ? undefined : (await this.copies.bureaus([bureauId])).get(bureauId);
      const rules: BureauRules = {
        copiesWanted: bureau?.copiesWanted ?? COPIES,
        twoPersons: this.config.confirmBySecondPerson,
        calendar: await this.copies.calendar(),
      };
      const by: Officer = {
        accountId: me.accountId,
        name: me.displayName,
        roles: me.roles,
        now: this.clock.now(),
        today: this.clock.today(),
      };
      const filing = await this.filings.change(id, seen, (fresh) => take(fresh, by, rules));
      // The words may name people: the trail holds their hash, which proves them unchanged.
      const details = { checklist: filing.checklist, ...(filing.comment ? { commentHash: hashOf(filing.comment) } : {}) };
      await this.audit.record({ actor: me, action: `filing.${step}`, subject: `filing/${id}`, details });
      return filing;
    });
  }
}
