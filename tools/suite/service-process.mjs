import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { background, end, fatal, tail, until } from '../infrastructure/processes.mjs';
import { ROOT } from './prepare.mjs';

const LONGEST_PAUSE_MS = 30_000;
/** A process that lived this long has recovered: the next crash is a first one again. */
const RECOVERED_MS = 60_000;

/**
 * One program of the suite as a child process that is started again when it crashes, each time after a longer pause.
 * What `kill` ended stays down until `restart`: a test decides how long the outage lasts.
 */
export class ServiceProcess {
  #child;
  #wanted = false;
  #ended = false;
  #crashes = 0;

  /**
   * @param options.name   shown in messages, and the log's file name
   * @param options.script path of the program below the project
   * @param options.env    its whole environment
   * @param options.url    base address
   * @param options.ready  path that answers 2xx once it serves
   * @param options.onEvent receives one line per crash and restart
   * @param options.onLaunch called whenever there is a new process
   */
  constructor({ name, script, args = [], env, url, ready, logs, onEvent = () => {}, onLaunch = () => {} }) {
    Object.assign(this, { name, url, script: path.join(ROOT, script), args, env, ready });
    this.log = path.join(logs, `${name}.log`);
    this.onEvent = onEvent;
    this.onLaunch = onLaunch;
  }

  get pid() {
    return this.#child?.pid;
  }

  get running() {
    return this.#child?.running ?? false;
  }

  async start() {
    if (this.#ended) throw new Error(`${this.name} was stopped`);
    this.#wanted = true;
    this.#launch();
    await this.untilReady();
  }

  async untilReady(within = 120_000) {
    await until(
      async () => {
        if (this.#ended) throw fatal('it was stopped');
        if (!this.running && this.#crashes >= 3) throw fatal(`it ended ${this.#crashes} times`);
        const answer = await fetch(this.url + this.ready, { signal: AbortSignal.timeout(2000) });
        await answer.body?.cancel();
        return answer.ok;
      },
      { within, every: 50, message: `${this.name} is not ready` },
    ).catch((error) => {
      throw new Error(`${this.name} did not start: ${error.message}\n${tail(this.log)}`, { cause: error });
    });
  }

  /** Ends it at once, as a power cut would; it stays down until `restart`. */
  async kill(signal = 'SIGKILL') {
    this.#wanted = false;
    this.#child?.kill(signal);
    await this.#child?.exited;
  }

  async restart(settings = {}) {
    await this.stop();
    this.env = { ...this.env, ...settings };
    this.#ended = false;
    this.#crashes = 0;
    await this.start();
  }

  async stop() {
    this.#wanted = false;
    this.#ended = true;
    await end(this.#child, 'SIGTERM', 15_000);
  }

  #launch() {
    const args = ['--enable-source-maps', this.script, ...this.args];
    const child = background(process.execPath, args, { log: this.log, env: this.env, cwd: ROOT });
    const began = performance.now();
    this.#child = child;
    this.onLaunch();
    void child.exited.then(({ code, signal }) => this.#afterExit(child, performance.now() - began, signal ?? code));
  }

  async #afterExit(child, lived, reason) {
    if (!this.#wanted || child !== this.#child) return;
    this.#crashes = lived > RECOVERED_MS ? 1 : this.#crashes + 1;
    const wait = Math.min(250 * 2 ** this.#crashes, LONGEST_PAUSE_MS);
    this.onEvent(`${this.name} ended (${reason}); starting it again in ${wait / 1000} s, log: ${this.log}`);
    await pause(wait, undefined, { ref: false });
    if (this.#wanted && child === this.#child) this.#launch();
  }
}
