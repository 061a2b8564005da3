/** What was started so far; ended in the opposite order, once, also when asked twice or in the middle of a start. */
export class Parts {
  #started = [];
  #stopping;

  /** Takes a part over. While everything is being ended, it is ended too and the start breaks off here. */
  async add(part) {
    this.#started.push(part);
    if (!this.#stopping) return;
    await part.stop();
    throw new Error('stopped while starting');
  }

  stop() {
    this.#stopping ??= (async () => {
      for (const part of [...this.#started].reverse()) await part.stop();
    })();
    return this.#stopping;
  }
}

/** Several parts that need not wait for each other's end. */
export class Together {
  constructor(members) {
    this.members = members;
  }

  async stop() {
    await Promise.all(this.members.map((member) => member.stop()));
  }
}
