import { Injectable } from '@nestjs/common';
import { Transactions } from '@biaozhi/bus';
import { problem } from '@biaozhi/problem';
import { division } from '@biaozhi/standards';
import type { DivisionCode } from '../domain/code.js';
import { assumedRow, type CodeRow } from '../domain/code-table.js';

/** A row with what an administrator needs to correct it. */
export interface DivisionCodeRow extends CodeRow {
  /** True from the division's first badge on; the row is then final. */
  used: boolean;
  version: number;
}

const COLUMNS = 'division, pp, ccc, tttt, mark, source, used, version';

/** The code table: which digits each division has in badge codes. */
@Injectable()
export class DivisionCodes {
  constructor(private readonly transactions: Transactions) {}

  /** Rows under a prefix of the division, in its order. */
  list(prefix: string): Promise<DivisionCodeRow[]> {
    return this.query(`SELECT ${COLUMNS} FROM division_code WHERE division LIKE $1 || '%' ORDER BY division LIMIT 4000`, [prefix]);
  }

  /**
   * The digits of a division for its next badge. From now on they are final.
   * A division without a row gets the assumed one.
   * @throws Problem 422 for a code that is no division's
   */
  take(code: string): Promise<DivisionCode> {
    return this.transactions.run(async () => {
      if (!(await this.mark(code))) await this.assume(code);
      return (await this.mark(code))!;
    });
  }

  /**
   * Corrects, or adds, the row of a division that has no badge yet.
   * @throws Problem 404, 409 `conflict` | `code-table-in-use` | `code-table-taken`
   */
  put(row: CodeRow, seen: number | undefined): Promise<DivisionCodeRow> {
    return this.transactions.run(async () => {
      if (!division(row.division)) throw problem(404, 'division-unknown');
      const [current] = await this.query(`SELECT ${COLUMNS} FROM division_code WHERE division = $1 FOR UPDATE`, [row.division]);
      if (current?.used) throw problem(409, 'code-table-in-use', { extensions: { current } });
      if (current && seen !== current.version) throw problem(409, 'conflict', { extensions: { current } });
      const saved = await this.query(
        `INSERT INTO division_code (division, pp, ccc, tttt, mark, source) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
        [row.division, row.pp, row.ccc, row.tttt, row.mark, row.source],
      );
      if (saved[0]) return saved[0];
      const [other] = await this.query(
        `SELECT ${COLUMNS} FROM division_code WHERE pp = $1 AND ccc = $2 AND tttt = $3 AND division <> $4`,
        [row.pp, row.ccc, row.tttt, row.division],
      );
      if (other) throw problem(409, 'code-table-taken', { params: { division: other.division } });
      await this.query(
        `UPDATE division_code SET pp = $2, ccc = $3, tttt = $4, mark = $5, source = $6, version = version + 1 WHERE division = $1`,
        [row.division, row.pp, row.ccc, row.tttt, row.mark, row.source],
      );
      return (await this.query(`SELECT ${COLUMNS} FROM division_code WHERE division = $1`, [row.division]))[0]!;
    });
  }

  private async mark(code: string): Promise<DivisionCode | undefined> {
    // A final row needs no lock: badges of one division do not wait for each other.
    const [final] = await this.query(`SELECT ${COLUMNS} FROM division_code WHERE division = $1 AND used`, [code]);
    if (final) return final;
    const [row] = await this.query(`SELECT ${COLUMNS} FROM division_code WHERE division = $1 FOR UPDATE`, [code]);
    if (row && !row.used) await this.query('UPDATE division_code SET used = true WHERE division = $1', [code]);
    return row;
  }

  private async assume(code: string): Promise<void> {
    const known = division(code);
    if (!known) throw problem(422, 'division-unknown');
    const above = await this.query(`SELECT ${COLUMNS} FROM division_code WHERE division = $1`, [provinceOf(code)]);
    if (!above[0]) throw problem(422, 'division-unknown');
    const row = assumedRow(known, above[0]);
    await this.query(
      `INSERT INTO division_code (division, pp, ccc, tttt, mark, source) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (division) DO NOTHING`,
      [row.division, row.pp, row.ccc, row.tttt, row.mark, row.source],
    );
  }

  private query(sql: string, values: unknown[]): Promise<DivisionCodeRow[]> {
    return this.transactions.manager.query<DivisionCodeRow[]>(sql, values);
  }
}

/** The division at the top of a division's line. */
function provinceOf(code: string): string {
  let here = division(code);
  while (here && here.level !== 'province' && here.level !== 'centre') here = here.parent ? division(here.parent) : undefined;
  return here?.code ?? '';
}
