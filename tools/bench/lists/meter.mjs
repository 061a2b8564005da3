import fs from 'node:fs';

const TARGET_MS = 20;
/** A page far down may cost this many times a page at the top; it would be hundreds if pages were counted off. */
const FLAT = 1.5;
const EDGE = 100;

/**
 * Asks lists, and tells what they cost in PostgreSQL: the processor time of the session, so that what else the machine does matters
 * less; and by the clock the whole call of the store, with the rows read.
 */
export class Meter {
  rows = [];
  #last;

  constructor({ runs, pages, only, explain, places }) {
    Object.assign(this, { runs, pages, only, explain, places });
    const logQuery = (sql, parameters) => (this.#last = { sql, parameters });
    const nothing = () => {};
    this.logger = { logQuery, logQueryError: nothing, logQuerySlow: nothing, logSchemaBuild: nothing, logMigration: nothing, log: nothing };
  }

  /** @param database with one connection */
  async over(database) {
    this.database = database;
    // The processor time of helpers would not be seen.
    await database.query('SET max_parallel_workers_per_gather = 0');
    [{ pid: this.backend }] = await database.query('SELECT pg_backend_pid() AS pid');
    return this;
  }

  /** The same list for many askers, its first page. */
  async sample(name, ask) {
    if (!name.includes(this.only)) return;
    const times = [];
    // The first calls of a process measure how it loads its code.
    for (let i = -3; i < this.runs; i += 1) await this.#timed(() => ask(Math.max(i, 0)), i < 0 ? [] : times);
    await this.#note(name, times, {});
  }

  /** A list from its first page on, by the keys that the pages name. */
  async walk(name, ask) {
    if (!name.includes(this.only)) return;
    const times = [];
    let next;
    for (let i = 0; i < 3; i += 1) await ask();
    do {
      ({ next } = await this.#timed(() => ask(next), times));
    } while (next && times.length < this.pages);
    const edge = Math.min(EDGE, Math.floor(times.length / 2));
    const [first, last] = [times.slice(0, edge), times.slice(-edge)].map((some) => quantile(some.map(({ ms }) => ms), 0.5));
    await this.#note(`${name}, pages 1–${times.length}`, times, { ratio: Number((last / first).toFixed(2)) });
  }

  async #timed(ask, times) {
    const [begun, before] = [performance.now(), this.#processorMs()];
    const answer = await ask();
    times.push({ wall: performance.now() - begun, ms: this.#processorMs() - before, query: this.#last });
    return answer;
  }

  /** What PostgreSQL's process of our session has computed. Where the system does not tell (it is Linux that does), the clock. */
  #processorMs() {
    try {
      return Number(fs.readFileSync(`/proc/${this.backend}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
    } catch {
      return performance.now();
    }
  }

  async #note(name, times, more) {
    const of = (key, q) => Number(quantile(times.map((one) => one[key]), q).toFixed(1));
    const [p50, p99, wall] = [of('ms', 0.5), of('ms', 0.99), of('wall', 0.99)];
    const good = p99 <= TARGET_MS && !(more.ratio > FLAT);
    this.rows.push({ name, runs: times.length, p50, p99, wall, ...more, good });
    process.stderr.write(`${line(this.rows.at(-1))}\n`);
    if (this.explain) await this.#explain(times.toSorted((a, b) => b.ms - a.ms)[Math.max(0, Math.ceil(times.length / 100) - 1)]);
  }

  async #explain({ ms, wall, query: { sql, parameters } }) {
    const plan = await this.database.query(`EXPLAIN (ANALYZE, BUFFERS) ${sql}`, parameters);
    console.log(`\n${ms.toFixed(1)} ms, ${wall.toFixed(1)} ms by the clock\n${sql}\n${JSON.stringify(parameters)}\n${plan.map((row) => row['QUERY PLAN']).join('\n')}\n`);
  }

  print(machine) {
    console.log(`${machine}\nMilliseconds of processor time in PostgreSQL; target: 99 % ≤ ${TARGET_MS}, the last ${EDGE} pages ≤ ${FLAT} × the first ${EDGE}`);
    console.log(line({ name: 'list', runs: 'runs', p50: 'p50', p99: 'p99', wall: 'clock 99', ratio: 'ratio', good: true }));
    for (const row of this.rows) console.log(line(row));
  }
}

function line({ name, runs, p50, p99, wall, ratio = '', good }) {
  return `${name.padEnd(48)}${String(runs).padStart(6)}${String(p50).padStart(9)}${String(p99).padStart(9)}${String(wall).padStart(10)}${String(ratio).padStart(7)}${good ? '' : '  MISSED'}`;
}

function quantile(numbers, q) {
  return numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * q))];
}
