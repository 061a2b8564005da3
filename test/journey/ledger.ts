import pg from 'pg';
import { READS, SERVICES, type ServiceName } from '@biaozhi/contracts';

/** Asks a service's database from outside, as an auditor would. */
export async function ask<T>(url: string, sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as T[];
  } finally {
    await client.end();
  }
}

/** What the two sides of the bus disagree about. */
export interface Difference {
  reader: ServiceName;
  /** Said by a producer and not handled by the reader. */
  missing: number;
  /** Handled and never said. */
  invented: number;
  dead: number;
}

/**
 * Conservation: every event in an outbox was handled exactly once by every service that reads its aggregate type, and nothing
 * else was. The inbox's key makes "more than once" impossible, so sets are enough.
 */
export async function differences(databaseUrls: Record<ServiceName, string>): Promise<Difference[]> {
  // Inboxes first: what they hold by then, the outboxes hold for longer. What is under way shows as missing for a moment.
  const handled = new Map<ServiceName, Set<string>>();
  for (const reader of SERVICES) {
    const rows = await ask<{ id: string }>(databaseUrls[reader], 'SELECT event_id AS id FROM bus_inbox');
    handled.set(reader, new Set(rows.map(({ id }) => id)));
  }
  const said = new Map<string, string>();
  for (const service of SERVICES) {
    const rows = await ask<{ id: string; type: string }>(databaseUrls[service], 'SELECT event_id AS id, aggregate_type AS type FROM bus_outbox');
    for (const { id, type } of rows) said.set(id, type);
  }
  const found: Difference[] = [];
  for (const reader of SERVICES) {
    const letters = await ask<{ n: number }>(databaseUrls[reader], 'SELECT count(*)::int AS n FROM bus_dead_letter');
    const known = handled.get(reader)!;
    const due = [...said].filter(([, type]) => (READS[reader] as readonly string[]).includes(type)).map(([id]) => id);
    const difference = {
      reader,
      missing: due.filter((id) => !known.has(id)).length,
      invented: [...known].filter((id) => !said.has(id)).length,
      dead: letters[0]?.n ?? 0,
    };
    if (difference.missing || difference.invented || difference.dead) found.push(difference);
  }
  return found;
}
