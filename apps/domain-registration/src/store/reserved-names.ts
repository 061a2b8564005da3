import { Injectable } from '@nestjs/common';
import type { Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { Audit } from '@biaozhi/service-kit';
import { variantFold } from '@biaozhi/standards';
import { ReservedNames } from '../domain/reserved-names.js';
import type { ReservedKind, ReservedName } from '../domain/reserved.js';

export interface ReservedFilter {
  kind?: ReservedKind;
  /** Part of the word, simplified or traditional. */
  q?: string;
  /** Kind, folded word and owner of the row before the page. */
  after?: [string, string, string];
  limit: number;
}

export type ReservedRow = ReservedName & { folded: string };

const COLUMNS = `kind, folded, word, nullif(owner, '') AS owner, reserved, source`;

/** The editable table of reserved names (保留名称表). */
@Injectable()
export class ReservedNameTable {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /** The whole table, to judge names by: a few hundred rows. */
  async all(): Promise<ReservedNames> {
    return new ReservedNames(await this.transactions.manager.query(`SELECT ${COLUMNS} FROM reserved_name`));
  }

  /** Rows by kind, word and owner. */
  list({ kind, q, after, limit }: ReservedFilter): Promise<ReservedRow[]> {
    return this.transactions.manager.query(
      `SELECT ${COLUMNS} FROM reserved_name
        WHERE ($1::text IS NULL OR kind = $1) AND ($2::text IS NULL OR position($2 in folded) > 0)
          AND ($3::text IS NULL OR (kind, folded, owner) > ($3, $4, $5))
        ORDER BY kind, folded, owner LIMIT $6`,
      [kind ?? null, q ? variantFold(q) : null, ...(after ?? [null, null, null]), limit],
    );
  }

  /** Adds a row, or changes the one of the same kind, word and owner. */
  set(by: Principal, { kind, word, owner, reserved, source }: ReservedName): Promise<void> {
    return this.transactions.run(async (manager) => {
      await manager.query(
        `INSERT INTO reserved_name (kind, folded, owner, word, reserved, source) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (kind, folded, owner) DO UPDATE SET word = excluded.word, reserved = excluded.reserved, source = excluded.source`,
        [kind, variantFold(word), owner ?? '', word, reserved, source],
      );
      const details = { word, owner, reserved, source };
      await this.audit.record({ actor: by, action: 'reserved-name.set', subject: `reserved-name/${kind}`, details });
    });
  }
}
