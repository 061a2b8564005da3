import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * A program beside the benchmarks as a process of its own, which is told over IPC what to do and says with id 0 that it is ready.
 * @param script below tools/bench
 * @param command what starts it: Node and its options, or e.g. `taskset` before them
 * @returns what it said when it was ready, `ask` for its answers, and `stop`
 */
export async function startProgram(script, args = [], { env = {}, command = [process.execPath, '--no-warnings'] } = {}) {
  const [file, ...before] = command;
  const child = spawn(file, [...before, fileURLToPath(new URL(script, import.meta.url)), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const open = new Map();
  let asked = 0;
  const ready = await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)));
    child.on('message', ({ id, answer, error, ...said }) => {
      if (id === 0) return resolve(said);
      const { done, fail } = open.get(id);
      open.delete(id);
      if (error) fail(new Error(error));
      else done(answer);
    });
  });
  return {
    ...ready,
    ask: (ask, ...args) =>
      new Promise((done, fail) => {
        open.set((asked += 1), { done, fail });
        child.send({ id: asked, ask, args });
      }),
    async stop() {
      if (child.exitCode !== null) return;
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** What a program does: its answers by name, and what it says when it is ready. It ends with its parent. */
export function serveProgram(answers, said = {}) {
  process.on('message', ({ id, ask, args = [] }) => {
    Promise.resolve(answers[ask](...args)).then(
      (answer) => process.send({ id, answer }),
      (error) => process.send({ id, error: String(error?.stack ?? error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
  process.send({ id: 0, ...said });
}
