import { Injectable } from '@nestjs/common';
import { Transactions } from '@biaozhi/bus';
import { finding, problem } from '@biaozhi/problem';
import type { Served } from '../domain/serving.js';

/** Which bureau serves which units (level and division): one row a pair. */
@Injectable()
export class ServedUnits {
  constructor(private readonly transactions: Transactions) {}

  /** The id of the bureau that serves these units. */
  async bureauOf({ affiliation, region }: Served): Promise<string | undefined> {
    const rows: { bureau_id: string }[] = await this.transactions.manager.query(
      'SELECT bureau_id FROM bureau_serves WHERE affiliation = $1 AND region = $2',
      [affiliation, region],
    );
    return rows[0]?.bureau_id;
  }

  /** Every pair with its bureau; keys are `affiliation region`. */
  async all(): Promise<Map<string, string>> {
    const rows: { pair: string; bureau_id: string }[] = await this.transactions.manager.query(
      `SELECT affiliation || ' ' || region AS pair, bureau_id FROM bureau_serves`,
    );
    return new Map(rows.map(({ pair, bureau_id }) => [pair, bureau_id]));
  }

  /** What each of these bureaus serves. */
  async of(bureauIds: readonly string[]): Promise<Map<string, Served[]>> {
    const rows: (Served & { bureau_id: string })[] = await this.transactions.manager.query(
      'SELECT affiliation, region, bureau_id FROM bureau_serves WHERE bureau_id = ANY($1) ORDER BY region, affiliation',
      [bureauIds],
    );
    const found = new Map<string, Served[]>(bureauIds.map((id) => [id, []]));
    for (const { bureau_id, affiliation, region } of rows) found.get(bureau_id)!.push({ affiliation, region });
    return found;
  }

  /**
   * Sets what a bureau serves.
   * @throws Problem 422 naming each pair that another bureau serves
   */
  set(bureauId: string, serves: readonly Served[]): Promise<void> {
    return this.transactions.run(async (manager) => {
      await manager.query('DELETE FROM bureau_serves WHERE bureau_id = $1', [bureauId]);
      await this.giveAll([{ id: bureauId, serves }]);
      const taken: { at: string; name: string }[] = await manager.query(
        `SELECT given.at, bureau.name FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS given (affiliation, region, at)
           JOIN bureau_serves served USING (affiliation, region) JOIN bureau ON bureau.id = served.bureau_id
          WHERE served.bureau_id <> $1`,
        [bureauId, serves.map((one) => one.affiliation), serves.map((one) => one.region)],
      );
      if (!taken.length) return;
      const findings = taken.map(({ at, name }) => finding('served-already', `/serves/${Number(at) - 1}`, { name }));
      throw problem(422, 'validation', { findings });
    });
  }

  /** Gives bureaus the pairs among these that nobody serves. */
  async giveAll(given: readonly { id: string; serves: readonly Served[] }[]): Promise<void> {
    const rows = given.flatMap(({ id, serves }) => serves.map((one) => ({ id, ...one })));
    await this.transactions.manager.query(
      `INSERT INTO bureau_serves (affiliation, region, bureau_id)
         SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[]) ON CONFLICT DO NOTHING`,
      [rows.map((row) => row.affiliation), rows.map((row) => row.region), rows.map((row) => row.id)],
    );
  }

  /** A successor takes over all that a bureau serves. */
  async handOver(from: string, to: string): Promise<void> {
    await this.transactions.manager.query('UPDATE bureau_serves SET bureau_id = $2 WHERE bureau_id = $1', [from, to]);
  }
}
