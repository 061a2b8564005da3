import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const KEPT = 5000;

/** All messages that were received, the oldest first; kept in a file so that a restart of the suite does not lose them. */
export class Mailbox {
  #file;
  #messages = [];

  constructor(file) {
    this.#file = file;
    if (!file) return;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    if (fs.existsSync(file)) this.#messages = fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).flatMap(readLine).slice(-KEPT);
  }

  receive({ channel, to, from, subject = '', text, reference = '' }) {
    const message = { id: randomUUID(), at: new Date().toISOString(), channel, to, from, subject, text, reference };
    this.#messages.push(message);
    if (this.#messages.length > KEPT) this.#messages.shift();
    if (this.#file) fs.appendFileSync(this.#file, `${JSON.stringify(message)}\n`);
    return message;
  }

  list({ to, channel } = {}) {
    return this.#messages.filter((one) => (!to || one.to === to) && (!channel || one.channel === channel));
  }
}

/** A process that was killed while writing leaves half a line; it is left out. */
function readLine(line) {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}
