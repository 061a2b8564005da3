import { randomInt } from 'node:crypto';
import net from 'node:net';

/**
 * Below the range from which systems take the local ports of outgoing connections (32768 and up): there, somebody's
 * connection may hold a server's port while the server is down, even the connection of a client that tries to reach it.
 */
const FIRST = 10_000;
const LAST = 32_000;
/** The one port between them that `fetch` refuses to talk to (Fetch standard, "bad port": amanda). */
const BAD = 10_080;

/** What this process was given: who asks for several ports listens on them only later. */
const given = new Set([BAD]);

/** A TCP port on loopback that nobody listens on right now and no outgoing connection will take; never the same twice. */
export async function freePort() {
  for (let tries = 0; tries < 200; tries++) {
    const port = randomInt(FIRST, LAST);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
  throw new Error(`no free port between ${FIRST} and ${LAST}`);
}

/** Whether `port` on loopback is free. */
export function isFree(port) {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** Whether something accepts TCP connections on loopback `port`. */
export function accepts(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.setTimeout(1000, () => socket.destroy());
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('close', () => resolve(false));
    socket.once('error', () => resolve(false));
  });
}
