export interface Postgres {
  /** Superuser's URL of the `postgres` database: postgresql://postgres:…@127.0.0.1:port/postgres */
  readonly url: string;
  readonly port: number;
  /** Major version of the binaries, e.g. 18. */
  readonly major: number;
  /** File that receives the server's output. */
  readonly log: string;
  readonly pid: number | undefined;
  readonly running: boolean;
  /** Lets the calling process end while the server goes on. */
  unref(): void;
  /** Tells of an end that neither `kill` nor `stop` asked for. */
  onCrash(listener: () => void): void;
  /** Ends the postmaster at once (default SIGKILL) and waits for its exit; data stay. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Starts the server again on the same port and data. */
  restart(): Promise<void>;
  /** Fast shutdown. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL cluster whose whole state lies in `dir`, on loopback only.
 * @param options.port wanted port; another one is taken when it is busy
 * @param options.durable false: fsync off, for tests
 */
export function startPostgres(options: {
  dir: string;
  port?: number;
  durable?: boolean;
  maxConnections?: number;
}): Promise<Postgres>;
