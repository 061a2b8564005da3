/** The tallies of a service. */
export const TALLIES = Symbol('biaozhi:tallies');

/** What rows are counted by: columns of the tally, and how each is told of a row (`OLD`, `NEW` or the name of the table). */
type Columns = Record<string, (row: string) => string>;

/**
 * How many rows of a table are alike, known without reading them: for the figures beside a list, which people look at all day.
 * The table `<table>_tally` holds them for the country (`bureau` is empty) and for each bureau. Triggers only add to it: −1 for what
 * a row was, +1 for what it is now. So nobody waits for anybody, as they would for a row that is counted up; and the count is right
 * whatever changes a row, within its transaction. From time to time `fold` makes one row of those that are alike.
 */
export class Tally {
  private readonly name: string;

  /**
   * @param table with a column `bureau_id`
   * @param counts condition for a row to be counted
   */
  constructor(
    private readonly table: string,
    private readonly columns: Columns,
    private readonly counts: (row: string) => string = () => 'true',
  ) {
    this.name = `${table}_tally`;
  }

  /** Statements of a migration. */
  get up(): string[] {
    const { name, table } = this;
    return [
      `CREATE TABLE ${name} (bureau text NOT NULL, ${this.keys.map((key) => `${key} text NOT NULL`).join(', ')}, rows int NOT NULL)`,
      `INSERT INTO ${name} SELECT ${this.places(table)}, count(*) FROM ${table}, ${this.scope(table)} GROUP BY ${this.ordinals}`,
      `CREATE INDEX ${name}_bureau ON ${name} (bureau)`,
      `CREATE FUNCTION ${name}_adds() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP <> 'INSERT' THEN INSERT INTO ${name} SELECT ${this.places('OLD')}, -1 FROM ${this.scope('OLD')}; END IF;
         IF TG_OP <> 'DELETE' THEN INSERT INTO ${name} SELECT ${this.places('NEW')}, 1 FROM ${this.scope('NEW')}; END IF;
         RETURN NULL;
       END $$`,
      `CREATE TRIGGER ${name}_comes_or_goes AFTER INSERT OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION ${name}_adds()`,
      `CREATE TRIGGER ${name}_changes AFTER UPDATE ON ${table} FOR EACH ROW
       WHEN (${this.all('OLD')} IS DISTINCT FROM ${this.all('NEW')}) EXECUTE FUNCTION ${name}_adds()`,
    ];
  }

  /** Statements that undo it. */
  get down(): string[] {
    const { name, table } = this;
    return [
      `DROP TRIGGER ${name}_comes_or_goes ON ${table}`,
      `DROP TRIGGER ${name}_changes ON ${table}`,
      `DROP FUNCTION ${name}_adds`,
      `DROP TABLE ${name}`,
    ];
  }

  /** Makes one row of those that are alike; one statement, so a reader sees it done or not done. */
  get fold(): string {
    const { name } = this;
    const keys = ['bureau', ...this.keys];
    const of = (alias: string): string => `(${keys.map((key) => `${alias}.${key}`).join(', ')})`;
    return `
      WITH many AS (SELECT ${keys.join(', ')} FROM ${name} GROUP BY ${this.ordinals} HAVING count(*) > 1),
           gone AS (DELETE FROM ${name} USING many WHERE ${of(name)} = ${of('many')} RETURNING ${name}.*)
      INSERT INTO ${name} SELECT ${keys.join(', ')}, sum(rows) FROM gone GROUP BY ${this.ordinals} HAVING sum(rows) <> 0`;
  }

  private get keys(): string[] {
    return Object.keys(this.columns);
  }

  private get ordinals(): string {
    return ['bureau', ...this.keys].map((_, index) => index + 1).join(', ');
  }

  private places(row: string): string {
    return ['scope.bureau', ...Object.values(this.columns).map((of) => `coalesce(${of(row)}, '')`)].join(', ');
  }

  /** The country, and the row's bureau if it has one. */
  private scope(row: string): string {
    return `LATERAL (SELECT bureau FROM (VALUES (''), (${row}.bureau_id::text)) AS given (bureau) WHERE bureau IS NOT NULL AND ${this.counts(row)}) AS scope`;
  }

  private all(row: string): string {
    return `(${[`${row}.bureau_id`, this.counts(row), ...Object.values(this.columns).map((of) => of(row))].join(', ')})`;
  }
}
