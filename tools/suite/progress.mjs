/** Prints each step with how long it took. `quiet` prints nothing. */
export class Progress {
  #began = performance.now();

  constructor({ quiet = false, print = console.log } = {}) {
    this.print = quiet ? () => {} : print;
  }

  /** Runs `work`, announced before and timed after. */
  async step(title, work) {
    const began = performance.now();
    this.print(`${this.#clock()}  ${title} …`);
    const result = await work();
    this.print(`${this.#clock()}  ${title}: ${seconds(performance.now() - began)}`);
    return result;
  }

  say(line) {
    this.print(`${this.#clock()}  ${line}`);
  }

  #clock() {
    return seconds(performance.now() - this.#began).padStart(7);
  }
}

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
