import { Injectable } from '@nestjs/common';
import { Transactions } from '@biaozhi/bus';
import { problem } from '@biaozhi/problem';
import { decodeCursor, pageOf, type Page } from '@biaozhi/service-kit';
import type { Report } from '../domain/report.js';
import type { ReportState } from '../domain/report.workflow.js';

/** A report in a list, with how many others tell of the same host. */
export type ListedReport = Report & { sameHost: number };

const COLUMNS = `id, number, address, host, description, badge_public_id AS "badgePublicId", contact, state, result, note,
  reported_at AS "reportedAt", closed_at AS "closedAt", version`;

/** Reports of fake sites by the public. */
@Injectable()
export class Reports {
  constructor(private readonly transactions: Transactions) {}

  /** Stores a new report; inside a transaction. */
  async add(report: Report): Promise<void> {
    await this.query(
      `INSERT INTO report (id, number, address, host, description, badge_public_id, contact, state, reported_at, version)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)`,
      [report.id, report.number, report.address, report.host, report.description, report.badgePublicId ?? null, report.contact ?? null, report.state, report.reportedAt],
    );
  }

  /**
   * Locks a report, lets `decide` change it, and stores it.
   * @param seen the version that the officer decided on
   * @throws Problem 404; 409 `conflict` with the fresh state in `current`
   */
  change(id: string, seen: number, decide: (report: Report) => void): Promise<Report> {
    return this.transactions.run(async () => {
      const [report] = await this.query<Report>(`SELECT ${COLUMNS} FROM report WHERE id = $1 FOR UPDATE`, [id]);
      if (!report) throw problem(404, 'not-found');
      if (seen !== report.version) {
        const { state, version } = report;
        throw problem(409, 'conflict', { extensions: { current: { id, state, version } } });
      }
      decide(report);
      report.version += 1;
      await this.query(
        'UPDATE report SET state = $2, result = $3, note = $4, closed_at = $5, contact = $6, version = $7 WHERE id = $1',
        [id, report.state, report.result ?? null, report.note ?? null, report.closedAt ?? null, report.contact ?? null, report.version],
      );
      return report;
    });
  }

  /** Reports, the newest first. */
  async page({ state, after, limit = 50 }: { state?: ReportState; after?: string; limit?: number }): Promise<Page<ListedReport>> {
    const before = after === undefined ? null : String(decodeCursor(after)[0]);
    const rows = await this.query<ListedReport>(
      `SELECT ${COLUMNS}, (SELECT count(*)::int - 1 FROM report AS other WHERE other.host = report.host) AS "sameHost"
         FROM report WHERE ($1::text IS NULL OR state = $1) AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [state ?? null, before, limit + 1],
    );
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  private query<T>(sql: string, values: unknown[]): Promise<T[]> {
    return this.transactions.manager.query<T[]>(sql, values);
  }
}
