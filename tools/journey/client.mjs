import { randomUUID } from 'node:crypto';

const PATIENCE_MS = 120_000;
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

/** An answer that the journey did not expect. */
export class Unexpected extends Error {
  constructor(call, status, body) {
    super(`${call} answered ${status}: ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
  }
}

/**
 * The public HTTP interfaces behind the gateway. A call that met a passing fault (a service that is being restarted) is made
 * again with the same Idempotency-Key, so that it has its effect once however often it is sent.
 */
export class Client {
  #token;
  #signIn;

  constructor(url, { patience = PATIENCE_MS, onRetry = () => {}, onTime = () => {} } = {}) {
    Object.assign(this, { url, patience, onRetry, onTime });
  }

  /** A client of its own for one person, which signs in when it must. */
  async as(loginName, password) {
    const person = new Client(this.url, this);
    person.#signIn = async () => {
      const tokens = await this.post('identity', '/sessions', { loginName, password });
      person.#token = tokens.accessToken;
      person.principal = tokens.principal;
    };
    await person.#signIn();
    return person;
  }

  get(service, path) {
    return this.#call('GET', service, path);
  }

  post(service, path, body = {}) {
    return this.#call('POST', service, path, body);
  }

  put(service, path, body) {
    return this.#call('PUT', service, path, body);
  }

  patch(service, path, body) {
    return this.#call('PATCH', service, path, body);
  }

  async #call(method, service, path, body) {
    const key = method === 'GET' ? undefined : randomUUID();
    const until = Date.now() + this.patience;
    for (let attempt = 0; ; attempt++) {
      const began = performance.now();
      const answer = await this.#once(method, service, path, body, key);
      this.onTime(service, performance.now() - began);
      if (answer.status < 400) return answer.body;
      const call = `${method} /api/${service}${path}`;
      if (answer.status === 401 && this.#signIn && attempt === 0) await this.#signIn();
      else if (!PASSING.has(answer.status) || Date.now() > until) throw new Unexpected(call, answer.status, answer.body);
      else {
        this.onRetry(call, answer.status);
        await pause(Math.min(50 * 2 ** attempt, 1000));
      }
    }
  }

  async #once(method, service, path, body, key) {
    try {
      const answer = await fetch(`${this.url}/api/${service}${path}`, {
        method,
        headers: {
          ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key ? { 'idempotency-key': key } : {}),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(20_000),
      });
      const bytes = Buffer.from(await answer.arrayBuffer());
      const json = /json/.test(answer.headers.get('content-type') ?? '');
      return { status: answer.status, body: json ? JSON.parse(bytes.toString() || 'null') : bytes };
    } catch (error) {
      // No answer: whether it had an effect is not known, which is what the key is for.
      return { status: 503, body: { error: error.cause?.code ?? error.message } };
    }
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks until the answer is as wanted, ever more seldom: what arrives over the bus arrives a moment later, and asking costs it time. */
export async function until(ask, wanted, what, { within = PATIENCE_MS } = {}) {
  const end = Date.now() + within;
  for (let wait = 50; ; wait = Math.min(wait * 2, 1500)) {
    let seen;
    try {
      seen = await ask();
      if (wanted(seen)) return seen;
    } catch (error) {
      // Not there yet, or not possible yet; anything else is an answer that waiting does not change.
      if (![404, 409].includes(error.status)) throw error;
      seen = error.body;
    }
    if (Date.now() > end) throw new Error(`${what} did not happen; last seen: ${JSON.stringify(seen)?.slice(0, 600)}`);
    await pause(wait);
  }
}
