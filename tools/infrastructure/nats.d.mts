export interface NatsUser {
  user: string;
  password: string;
  permissions?: {
    publish?: { allow?: string[]; deny?: string[] };
    subscribe?: { allow?: string[]; deny?: string[] };
  };
}

export interface Nats {
  /** nats://127.0.0.1:port, without credentials. */
  readonly url: string;
  readonly port: number;
  /** HTTP monitoring address (/healthz, /jsz). */
  readonly monitorUrl: string;
  /** Folder of the streams. */
  readonly store: string;
  readonly log: string;
  readonly pid: number | undefined;
  readonly running: boolean;
  /** Tells of an end that neither `kill` nor `stop` asked for. */
  onCrash(listener: () => void): void;
  /** Ends the server at once (default SIGKILL) and waits for its exit; streams stay. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Starts the server again on the same port and streams. */
  restart(): Promise<void>;
  /** Ends the server and throws its streams away. */
  wipe(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a nats-server with JetStream whose whole state lies in `dir`, on loopback only.
 * @param options.port wanted port; another one is taken when it is busy
 * @param options.users users with allow-lists; without them everybody may do all
 * @param options.syncAlways fsync after each message, as production does
 */
export function startNats(options: {
  dir: string;
  port?: number;
  users?: NatsUser[];
  say?: (line: string) => void;
  syncAlways?: boolean;
}): Promise<Nats>;
