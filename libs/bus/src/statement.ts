import type { EntityManager, QueryRunner } from 'typeorm';

/**
 * The part of a pg client that we use: TypeORM hides named (prepared) statements, which halve the time of short ones.
 */
interface Client {
  query(statement: { name: string; text: string; values: unknown[] }): Promise<{ rows: unknown[] }>;
}

/** One SQL statement, parsed and planned once per connection. */
export class Statement<Row = unknown> {
  constructor(
    private readonly name: string,
    private readonly text: string,
  ) {}

  /** Runs it on the connection of a transaction (or of a query runner that somebody holds). */
  async run(on: EntityManager | QueryRunner, ...values: unknown[]): Promise<Row[]> {
    const runner = 'queryRunner' in on ? on.queryRunner : on;
    if (!runner) throw new Error(`${this.name} needs a transaction`);
    const client = (await (runner as QueryRunner).connect()) as Client;
    const { rows } = await client.query({ name: this.name, text: this.text, values });
    return rows as Row[];
  }
}
