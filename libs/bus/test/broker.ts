import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { StreamName } from '@biaozhi/contracts';
import { eventually } from '@biaozhi/testing';
import { startNats, type Nats } from '../../../tools/infrastructure/nats.mjs';

/** A nats-server whose disk can be tampered with. */
export interface Broker extends Nats {
  /** Takes a copy of a stream's messages (not of its consumers' state); the server is down meanwhile. */
  remember(stream: StreamName): Promise<void>;
  /**
   * Puts the copy back under what the consumers remember by now, as a power cut leaves a disk that wrote the one later
   * than the other.
   */
  rewind(stream: StreamName): Promise<void>;
  /**
   * Changes the file that holds a stream's messages while the server is down, as a failing disk does; nothing returned: the file
   * is gone.
   */
  damage(stream: StreamName, how: (block: Buffer) => Buffer | undefined): Promise<void>;
  /** Loses everything. */
  lose(): Promise<void>;
  end(): Promise<void>;
}

/** Starts one; the services make their streams themselves. */
export async function startBroker(): Promise<Broker> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bus-broker-'));
  const nats = await startNats({ dir });
  const messages = (stream: StreamName): string => path.join(nats.store, 'jetstream', '$G', 'streams', stream, 'msgs');
  const copy = (stream: StreamName): string => path.join(dir, `copy-${stream}`);
  const down = async (work: () => void, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    await nats.kill(signal);
    work();
    await nats.restart();
  };
  return Object.assign(nats, {
    remember: async (stream: StreamName) => {
      await eventually(() => expect(fs.existsSync(messages(stream))).toBe(true));
      await down(() => {
        fs.rmSync(copy(stream), { recursive: true, force: true });
        fs.cpSync(messages(stream), copy(stream), { recursive: true });
      });
    },
    rewind: async (stream: StreamName) => {
      await eventually(() => expect(fs.existsSync(messages(stream))).toBe(true));
      await down(() => {
        fs.rmSync(messages(stream), { recursive: true });
        fs.cpSync(copy(stream), messages(stream), { recursive: true });
      });
    },
    damage: (stream: StreamName, how: (block: Buffer) => Buffer | undefined) =>
      down(() => {
        const [block, ...others] = fs.readdirSync(messages(stream)).filter((name) => name.endsWith('.blk'));
        if (!block || others.length) throw new Error('the stream does not lie in one file');
        const file = path.join(messages(stream), block);
        const damaged = how(fs.readFileSync(file));
        if (damaged) fs.writeFileSync(file, damaged);
        else fs.rmSync(file);
      }),
    lose: async () => {
      await nats.wipe();
      await nats.restart();
    },
    end: async () => {
      await nats.stop();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  });
}
