import { Injectable } from '@nestjs/common';
import { Outbox, Transactions } from '@biaozhi/bus';
import { OPEN_STATES, UNDECIDED } from '../domain/site-application.workflow.js';
import { problem } from '@biaozhi/problem';
import { Audit, Changes, pageOf, decodeCursor, type Page } from '@biaozhi/service-kit';
import { QueryFailedError } from 'typeorm';
import { SiteApplication } from '../domain/site-application.js';
import { Cases } from './cases.js';
import { SiteApplicationSchema } from './schemas.js';
import { Timeline } from './timeline.js';

/** An application as a list of its unit shows it. */
export interface SiteApplicationRow {
  id: string;
  number: string | null;
  kind: string;
  state: string;
  round: number;
  siteName: string | null;
  place: string | null;
  dueDay: string | null;
  version: number;
  createdAt: string;
}

/** Unique indexes and what a violation means. */
const TAKEN: Record<string, string> = {
  site_application_one_open: 'site-already-applied',
  site_application_one_successor: 'successor-exists',
};

@Injectable()
export class SiteApplications extends Cases<SiteApplication> {
  constructor(transactions: Transactions, outbox: Outbox, audit: Audit, changes: Changes, timeline: Timeline) {
    super(transactions, outbox, audit, changes, timeline, SiteApplicationSchema, 'site-application');
  }

  override add(...given: Parameters<Cases<SiteApplication>['add']>): Promise<SiteApplication> {
    return super.add(...given).catch(toldAsTaken);
  }

  override change(...given: Parameters<Cases<SiteApplication>['change']>): Promise<SiteApplication> {
    return super.change(...given).catch(toldAsTaken);
  }

  /** Applications of a unit, newest first. */
  async ofUnit(
    unitId: string,
    { after, limit = 50 }: { after?: string; limit?: number },
  ): Promise<Page<SiteApplicationRow>> {
    const [createdAt, id] = after ? decodeCursor(after) : [null, null];
    const rows: SiteApplicationRow[] = await this.transactions.manager.query(
      `SELECT id, number, kind, state, jsonb_array_length(rounds) AS round, form ->> 'siteName' AS "siteName",
              form ->> 'place' AS place, due_day::text AS "dueDay", version,
              to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt"
         FROM site_application
        WHERE unit_id = $1 AND ($2::timestamptz IS NULL OR (created_at, id) < ($2::timestamptz, $3::uuid))
        ORDER BY created_at DESC, id DESC LIMIT $4`,
      [unitId, createdAt, id, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.createdAt, row.id]);
  }

  /** Other open or completed applications of the unit that share a domain with this one. */
  async othersFor(
    unitId: string,
    domainIds: string[],
    except: string,
  ): Promise<{ id: string; number: string; state: string }[]> {
    return this.transactions.manager.query(
      `SELECT id, number, state FROM site_application
        WHERE unit_id = $1 AND id <> $2 AND state = ANY($3)
          AND EXISTS (SELECT FROM jsonb_array_elements(rounds -> -1 -> 'data' -> 'domains') AS d WHERE d ->> 'id' = ANY($4))
        ORDER BY number`,
      [unitId, except, [...OPEN_STATES, 'COMPLETED'], domainIds],
    );
  }

  /** Id of the application that replaces a failed one. */
  async successorOf(id: string): Promise<string | undefined> {
    const rows: { id: string }[] = await this.transactions.manager.query(
      `SELECT id FROM site_application WHERE predecessor_id = $1 AND state <> 'WITHDRAWN'`,
      [id],
    );
    return rows[0]?.id;
  }

  /** Ids of a unit's applications that have not ended. */
  async undecidedOf(unitId: string): Promise<string[]> {
    const rows: { id: string }[] = await this.transactions.manager.query(
      'SELECT id FROM site_application WHERE unit_id = $1 AND state = ANY($2) ORDER BY id',
      [unitId, [...UNDECIDED]],
    );
    return rows.map(({ id }) => id);
  }

  /** Applications that wait for paper, with the day on which they passed. */
  awaitingPaper(): Promise<{ id: string; passedOn: string }[]> {
    return this.transactions.manager.query(
      `SELECT id, passed_on::text AS "passedOn" FROM site_application WHERE state = 'AWAITING_PAPER' ORDER BY passed_on, id`,
    );
  }
}

function toldAsTaken(error: unknown): never {
  const { constraint } = (error instanceof QueryFailedError ? error.driverError : {}) as { constraint?: string };
  const code = constraint && TAKEN[constraint];
  throw code ? problem(409, code, { cause: error }) : error;
}
