import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { integratorPermissions } from '@biaozhi/bus';
import { eventually } from '@biaozhi/testing';
import { startNats, type Nats } from '../infrastructure/nats.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const EXAMPLE = path.join(ROOT, 'docs/bus/consumer.mjs');
const [STREAM, DURABLE, USER] = ['BADGE_ISSUANCE', 'province-37-badge', 'province-37'] as const;
const AGGREGATE = '0192f0c1-7b1e-7c3a-9d51-0d7a6f2c9b11';

describe('the consumer that docs/bus.md shows', () => {
  let dir: string;
  let nats: Nats;
  let admin: NatsConnection;
  let consumer: ChildProcess | undefined;
  let output = '';

  beforeAll(async () => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'biaozhi-consumer-'));
    const permissions = integratorPermissions(USER, { stream: STREAM, name: DURABLE });
    const users = [
      { user: 'admin', password: 'admin-password' },
      { user: USER, password: 'its-password', permissions },
    ];
    nats = await startNats({ dir, users });
    admin = await connect({ servers: new URL(nats.url).host, user: 'admin', pass: 'admin-password' });
    const manager = await jetstreamManager(admin);
    await manager.streams.add({ name: STREAM, subjects: ['evt.v1.badge.>'] });
    await manager.consumers.add(STREAM, {
      durable_name: DURABLE,
      filter_subject: 'evt.v1.badge.*.37.>',
      ack_policy: AckPolicy.Explicit,
    });
  });

  afterAll(async () => {
    if (consumer?.kill('SIGKILL')) await once(consumer, 'close');
    await admin?.close();
    await nats?.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  });

  const publish = (sequence: number, event: string, province = '37', state = 'ISSUED') =>
    jetstream(admin).publish(
      `evt.v1.badge.${event}.${province}.0102.${AGGREGATE}`,
      JSON.stringify({ type: `cn.biaozhi.badge.${event}.v1`, aggregate: `badge/${AGGREGATE}`, sequence, data: { state } }),
    );

  it('is printed there as it is', () => {
    expect(fs.readFileSync(path.join(ROOT, 'docs/bus.md'), 'utf8')).toContain(fs.readFileSync(EXAMPLE, 'utf8').trimEnd());
  });

  it('reads with the permissions of an integrator, each event once and in order, whatever comes twice or too early', async () => {
    await publish(1, 'issued');
    await publish(3, 'hung', '37', 'HUNG');
    await publish(1, 'issued');
    await publish(2, 'deadline-set');
    await publish(4, 'missing', '32', 'ABNORMAL');
    const env = { ...process.env, STREAM, DURABLE, NATS_URL: `nats://${USER}:its-password@${new URL(nats.url).host}` };
    consumer = spawn(process.execPath, [EXAMPLE], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [consumer.stdout!, consumer.stderr!]) stream.on('data', (text) => (output += String(text)));
    const line = (sequence: number, event: string, state: string): string =>
      `badge/${AGGREGATE} #${sequence} cn.biaozhi.badge.${event}.v1: ${state}`;
    const expected = [line(1, 'issued', 'ISSUED'), line(2, 'deadline-set', 'ISSUED'), line(3, 'hung', 'HUNG')];
    await eventually(() => expect(output.trim().split('\n')).toEqual(expected));
    const manager = await jetstreamManager(admin);
    await eventually(async () => expect((await manager.consumers.info(STREAM, DURABLE)).num_ack_pending).toBe(0));
  });
});
