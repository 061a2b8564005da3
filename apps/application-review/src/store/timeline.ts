import { Injectable } from '@nestjs/common';
import { publicationOf, type AggregateData, type EventClass } from '@biaozhi/contracts';
import { Transactions } from '@biaozhi/bus';
import { Clock } from '@biaozhi/service-kit';
import { DataSource } from 'typeorm';

/** One thing that happened to a case, whichever service it happened in. */
export interface TimelineEntry {
  /** RFC 3339 */
  at: string;
  /** `<aggregate>.<event>`, e.g. `badge.issued`. */
  event: string;
  /** A few public members of the event: state, round, stage, number, code, last day. */
  details: Record<string, unknown>;
}

/** Members of events that a timeline shows. */
const SHOWN = [
  'state',
  'round',
  'stage',
  'number',
  'code',
  'publicId',
  'dueDay',
  'deadline',
  'deadlineProvisional',
  'lastCheckedAt',
];

/** What happened to each case, oldest first. */
@Injectable()
export class Timeline {
  constructor(
    private readonly transactions: Transactions,
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Adds what an event tells about a case; `at` for events of other services: when they happened. */
  async tell(caseId: string, events: AggregateData[], at: Date = this.clock.now()): Promise<void> {
    const entries = events.flatMap((event) => {
      const { aggregate, event: name, restricted } = publicationOf(event.constructor as EventClass);
      if (restricted) return [];
      const details = Object.fromEntries(
        Object.entries(event).filter(([key, value]) => SHOWN.includes(key) && value !== undefined),
      );
      return [{ at, event: `${aggregate}.${name}`, details }];
    });
    for (const { event, details } of entries) {
      await this.transactions.manager.query('INSERT INTO timeline (case_id, at, event, details) VALUES ($1, $2, $3, $4)', [
        caseId,
        at,
        event,
        details,
      ]);
    }
  }

  async of(caseId: string): Promise<TimelineEntry[]> {
    const rows: { at: Date; event: string; details: Record<string, unknown> }[] = await this.database.query(
      'SELECT at, event, details FROM timeline WHERE case_id = $1 ORDER BY at, position',
      [caseId],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }
}
