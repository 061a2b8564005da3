export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
  error?: Error;
}

export interface BackgroundProcess {
  pid: number | undefined;
  running: boolean;
  /** Why it could not be started. */
  error?: Error;
  /** Settles when the process has ended; never rejects. */
  exited: Promise<Exit>;
  kill(signal?: NodeJS.Signals): boolean;
  /** Lets this process end while the child goes on. */
  unref(): void;
}

/** Ends everything that `background` started in this process, at once. */
export function killAll(): void;
/** Starts a program in the background with its output appended to the file `log`. */
export function background(
  command: string,
  args: string[],
  options: { log: string; env?: NodeJS.ProcessEnv; cwd?: string; uid?: number; gid?: number },
): BackgroundProcess;
/** Asks with `signal`, and with SIGKILL when the process is still there after `patience` ms. */
export function end(
  handle: BackgroundProcess | undefined,
  signal?: NodeJS.Signals,
  patience?: number,
): Promise<void>;
/** Polls `check` (truthy = done) until `within` ms have passed; throws `message` with the last error then. */
export function until<T>(
  check: () => T | Promise<T>,
  options?: { within?: number; every?: number; message?: string },
): Promise<T>;
/** An error that `until` does not wait out. */
export function fatal(message: string): Error;
/** Whether `pid` lives and its command line holds `words`. */
export function livesAs(pid: number, words: string): boolean;
export function alive(pid: number): boolean;
/** Ends a process left behind by an earlier launcher; checks first that it is ours. */
export function endLeftover(pid: number, words: string, signal?: NodeJS.Signals): Promise<boolean>;
/** The last lines of a log file, for an error message. */
export function tail(file: string, lines?: number): string;
