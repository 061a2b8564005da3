import type { Nats } from '../infrastructure/nats.mjs';
import type { Postgres } from '../infrastructure/postgres.mjs';
import type { Outside } from '../outside/index.mjs';

export type SuiteService =
  | 'identity'
  | 'domain-registration'
  | 'application-review'
  | 'archival-filing'
  | 'badge-issuance'
  | 'red-page'
  | 'notification';

/** One program of the suite. A crash is followed by a restart with backoff; what `kill` ended stays down until `restart`. */
export interface SuiteProcess {
  readonly name: string;
  /** Base address. */
  readonly url: string;
  /** File that receives its output. */
  readonly log: string;
  readonly pid: number | undefined;
  readonly running: boolean;
  /** Ends it at once (default SIGKILL) and waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port, with these environment variables changed; settles when it is ready. */
  restart(settings?: Record<string, string>): Promise<void>;
  /** Graceful end. */
  stop(): Promise<void>;
  /** Settles when `/health/ready` answers 200; rejects after `within` ms (120 000). */
  untilReady(within?: number): Promise<void>;
}

export interface Suite {
  /** Address of the gateway, e.g. http://localhost:8080 */
  url: string;
  /** Page that shows sent mails and text messages. */
  mailboxUrl: string;
  /** Log-in names that identity's `demo` command made, all with one password; absent with `demo: false`. */
  demo?: { password: string; accounts: string[] };
  stateDir: string;
  services: Record<SuiteService | 'gateway', SuiteProcess>;
  /** Addresses of the services themselves, past the gateway. */
  serviceUrls: Record<SuiteService, string>;
  /** Each service's own role and database. */
  databaseUrls: Record<SuiteService, string>;
  /** Absent when DATABASE_URL names a server of somebody else. */
  postgres?: Postgres;
  /** Absent when NATS_URL names a server of somebody else. */
  nats?: Nats;
  /** May do everything on the bus; for checks from outside. */
  natsAdminUrl: string;
  /** User of a pretended foreign system (see tools/suite/bus.mjs); absent with NATS_URL. */
  integratorUrl?: string;
  /** The simulators: what was sent, and faults to inject. */
  outside: Outside;
  /** Ends everything in order; data stay in `stateDir`. */
  stop(): Promise<void>;
}

export interface SuiteOptions {
  /** Folder of data, passwords and logs; `.state` of the project by default. Tests take a folder of their own. */
  stateDir?: string;
  /** Fixed ports by name (`gateway`, a service's name); the others are kept between starts when they are free. */
  ports?: Record<string, number>;
  /** false: any free ports instead of 8080, 1025 and so on when those are free; for suites that run side by side. */
  knownPorts?: boolean;
  /** Address that the gateway listens on (127.0.0.1). */
  host?: string;
  /** Address that people use (http://localhost:<port of the gateway>). */
  publicUrl?: string;
  /** No progress lines. */
  quiet?: boolean;
  /** Throws earlier data away first. */
  fresh?: boolean;
  /** false: fsync off. A chaos test keeps it on. */
  durable?: boolean;
  /** false: neither `seed` nor `demo` is run. */
  demo?: boolean;
  /** true: staff sign in with a second factor, as in production; otherwise only who has set one up. */
  secondFactor?: boolean;
  /** Aborting it ends everything, also in the middle of a start. */
  signal?: AbortSignal;
  /** Environment variables that every service is started with, e.g. to shorten intervals. */
  settings?: Record<string, string>;
}

/**
 * Starts PostgreSQL, NATS, the outside world's simulators, all services and the gateway; migrates and loads the demo data.
 * Several suites may run at once, each in a `stateDir` of its own.
 * @throws Error when a suite runs on `stateDir` already, or with the log's end of what did not start
 */
export function startSuite(options?: SuiteOptions): Promise<Suite>;
