import type { SuiteProcess } from './start-suite.mjs';

export interface ServiceProcessOptions {
  /** Shown in messages, and the log's file name. */
  name: string;
  /** Path of the program below the project. */
  script: string;
  args?: string[];
  /** The program's whole environment. */
  env: Record<string, string | undefined>;
  /** Base address. */
  url: string;
  /** Path that answers 2xx once the program serves. */
  ready: string;
  /** Folder of logs. */
  logs: string;
  /** Receives one line per crash. */
  onEvent?: (line: string) => void;
  /** Called whenever there is a new process. */
  onLaunch?: () => void;
}

/** One program of the suite as a child process that is started again when it crashes, each time after a longer pause. */
export class ServiceProcess implements SuiteProcess {
  constructor(options: ServiceProcessOptions);
  readonly name: string;
  readonly url: string;
  readonly log: string;
  readonly pid: number | undefined;
  readonly running: boolean;
  start(): Promise<void>;
  untilReady(within?: number): Promise<void>;
  kill(signal?: NodeJS.Signals): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}
