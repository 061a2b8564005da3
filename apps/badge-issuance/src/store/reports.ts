import { Injectable } from '@nestjs/common';
import { Transactions } from '@biaozhi/bus';
import { Changes, decodeCursor, pageOf, type AuditEntry, type Page } from '@biaozhi/service-kit';
import type { Report } from '../domain/report.js';
import type { ReportState } from '../domain/report.workflow.js';
import { ReportSchema } from './report.schema.js';

/** A report in a list, with how many others tell of the same host. */
export type ListedReport = Report & { sameHost: number };

const COLUMNS = `id, number, address, host, description, badge_public_id AS "badgePublicId", contact, state, result, note,
  reported_at AS "reportedAt", closed_at AS "closedAt", version`;

/** Reports of fake sites by the public. */
@Injectable()
export class Reports {
  constructor(
    private readonly transactions: Transactions,
    private readonly changes: Changes,
  ) {}

  /** Stores a new report; inside a transaction. */
  async add(report: Report): Promise<void> {
    await this.transactions.manager.insert(ReportSchema, report);
  }

  /**
   * Locks a report, lets `decide` change it, and stores it with its audit record.
   * @param seen the version that the officer decided on
   * @throws Problem 404; 409 `conflict` with the fresh state in `current`
   */
  change(id: string, seen: number, record: () => AuditEntry, decide: (report: Report) => void): Promise<Report> {
    const fresh = ({ state, version }: Report) => ({ id, state, version });
    return this.changes.change(ReportSchema, id, { seen, fresh, record }, (report) => {
      decide(report);
      return [];
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
