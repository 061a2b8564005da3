import { Injectable } from '@nestjs/common';
import type { Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { Audit } from '@biaozhi/service-kit';
import type { CodeRow } from '../domain/code-table.js';
import { DivisionCodes, type DivisionCodeRow } from '../store/division-codes.js';

/** An administrator corrects the digits of a division that has no badge yet. */
@Injectable()
export class SetDivisionCode {
  constructor(
    private readonly transactions: Transactions,
    private readonly codes: DivisionCodes,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem 404, 409 */
  run(administrator: Principal, row: CodeRow, seen: number | undefined): Promise<DivisionCodeRow> {
    return this.transactions.run(async () => {
      const saved = await this.codes.put(row, seen);
      const subject = `division-code/${row.division}`;
      await this.audit.record({ actor: administrator, action: 'code-table.put', subject, details: { ...row } });
      return saved;
    });
  }
}
