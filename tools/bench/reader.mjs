import net from 'node:net';
import { serveProgram } from './program.mjs';

// A program: one reader of HTTP/1.1, told over IPC what to ask. It works on bare sockets, so that a server is the slower side.

const END = Buffer.from('\r\n\r\n');

/** Each connection asks again as soon as it is answered. Answers per second, and the bytes of one. */
async function asFastAsPossible({ port, requests, connections, seconds, status }) {
  let answers = 0;
  let bytes = 0;
  const until = performance.now() + seconds * 1000;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async (_, n) => {
      const connection = await open(port, status);
      for (let i = n; performance.now() < until; i += connections) {
        bytes = await connection.ask(requests[i % requests.length]);
        answers += 1;
      }
      connection.close();
    }),
  );
  return { perSecond: answers / ((performance.now() - began) / 1000), bytes };
}

/** Every question once. Answers per second. */
async function allOnce({ port, requests, connections, status }) {
  const began = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const connection = await open(port, status);
      while (next < requests.length) await connection.ask(requests[next++]);
      connection.close();
    }),
  );
  return requests.length / ((performance.now() - began) / 1000);
}

/**
 * Asks at a steady rate, whether or not earlier questions were answered: a server that stands still is not asked less.
 * Milliseconds from when a question was due to its answer.
 */
async function atRate({ port, requests, connections, seconds, status, rate }) {
  const waits = [];
  const began = performance.now();
  const total = Math.floor(rate * seconds);
  let next = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const connection = await open(port, status);
      while (next < total) {
        const mine = next++;
        const due = began + (mine / rate) * 1000;
        for (let left = due - performance.now(); left > 0; left = due - performance.now()) {
          await new Promise((resolve) => (left > 2 ? setTimeout(resolve, left - 1) : setImmediate(resolve)));
        }
        await connection.ask(requests[mine % requests.length]);
        waits.push(performance.now() - due);
      }
      connection.close();
    }),
  );
  return waits;
}

/** A connection that is kept; one question at a time. */
async function open(port, status) {
  const socket = net.connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let settle;
  let fail;
  let got = Buffer.alloc(0);
  const first = `HTTP/1.1 ${status} `;
  socket.on('data', (chunk) => {
    got = got.length ? Buffer.concat([got, chunk]) : chunk;
    const head = got.indexOf(END);
    if (head < 0) return;
    const text = got.latin1Slice(0, head);
    const stated = /\r\ncontent-length: (\d+)/i.exec(text);
    const length = head + END.length + (stated && status !== 304 ? Number(stated[1]) : 0);
    if (got.length < length) return;
    const whole = got.subarray(0, length);
    got = got.subarray(length);
    if (text.startsWith(first)) settle(length);
    else fail(new Error(`expected ${status}: ${whole.toString('utf8', 0, 1000)}`));
  });
  socket.on('error', (error) => fail?.(error));
  socket.on('close', () => fail?.(new Error('the server closed a connection')));
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        [settle, fail] = [resolve, reject];
        socket.write(request);
      }),
    close: () => {
      fail = undefined;
      socket.destroy();
    },
  };
}

serveProgram({ asFastAsPossible, allOnce, atRate });
