import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { durablesOf, natsPermissions, streamConfig } from '@biaozhi/bus';
import { SERVICES, STREAMS } from '@biaozhi/contracts';
import { eventually } from '@biaozhi/testing';
import { findNatsServer } from '../infrastructure/nats-binary.mjs';
import { freePort } from '../infrastructure/ports.mjs';
import { background, end, type BackgroundProcess } from '../infrastructure/processes.mjs';
import { natsConfig, passwordVariable } from '../suite/nats-config.mjs';

const TOOL = path.resolve(import.meta.dirname, '../integrator.mjs');
const NAME = 'province-37';
const ID = '0192f0c1-7b1e-7c3a-9d51-0d7a6f2c9b11';

/** The broker as production configures it, and the tool that admits integrators to it. */
describe('a system of another institution', () => {
  let dir: string;
  let config: string;
  let made: string;
  let port: number;
  let broker: BackgroundProcess | undefined;
  const open: NatsConnection[] = [];

  /** Every user's password is its name. */
  const environment = { ...process.env, NATS_PASSWORD_ADMIN: 'admin' };
  for (const user of [...SERVICES, NAME]) Object.assign(environment, { [passwordVariable(user)]: user });

  const tool = async (command: string, ...args: string[]): Promise<string> =>
    (await promisify(execFile)(process.execPath, [TOOL, command, '--name', NAME, ...args])).stdout;
  const as = async (user: string): Promise<NatsConnection> => {
    const connection = await connect({ servers: `127.0.0.1:${port}`, user, pass: user, inboxPrefix: `_INBOX_${user}`, timeout: 1000, reconnect: false });
    open.push(connection);
    return connection;
  };
  const restart = async (): Promise<void> => {
    if (broker) await end(broker);
    broker = background(await findNatsServer(), ['-c', config], { log: path.join(dir, 'nats.log'), env: environment });
    await eventually(async () => (await jetstreamManager(await as('admin'))).getAccountInfo(), { within: 20_000 });
  };
  const admit = (...args: string[]) => tool('admit', '--config', config, '--url', `nats://admin:admin@127.0.0.1:${port}`, ...args);
  const publish = async (service: string, what: string) =>
    jetstream(await as(service)).publish(`evt.v1.${what}.${ID}`, JSON.stringify({ what }));
  /** All that a durable of the integrator gives it now. */
  const read = async (stream: string): Promise<string[]> => {
    const consumer = await jetstream(await as(NAME)).consumers.get(stream, `${NAME}-${stream.toLowerCase().replace('_', '-')}`);
    const said: string[] = [];
    for await (const message of await consumer.fetch({ max_messages: 50, expires: 1000 })) {
      said.push(message.json<{ what: string }>().what);
      message.ack();
    }
    return said;
  };

  beforeAll(async () => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'integrator-'));
    config = path.join(dir, 'nats-server.conf');
    port = await freePort();
    made = natsConfig(SERVICES.map((user) => ({ user, permissions: natsPermissions(user) })))
      .replace('0.0.0.0:4222', `127.0.0.1:${port}`)
      .replace('0.0.0.0:8222', `127.0.0.1:${await freePort()}`)
      .replace('store_dir: /data', `store_dir: ${JSON.stringify(path.join(dir, 'store'))}`);
    fs.writeFileSync(config, made);
    await restart();
    const manager = await jetstreamManager(await as('admin'));
    for (const stream of STREAMS) await manager.streams.add({ ...streamConfig(stream), max_bytes: 2 ** 24 });
  });
  afterEach(async () => {
    for (const connection of open.splice(0)) await connection.close();
  });
  afterAll(async () => {
    if (broker) await end(broker);
    fs.rmSync(dir, { recursive: true, force: true });
  });

  it('reads what was agreed, of its own province, and nothing else', async () => {
    const said = await admit('--region', '37', '--events', 'badge.issued,badge.revoked,domain');
    expect(said).toContain('NATS_PASSWORD_PROVINCE_37');
    expect(said).toContain('made: province-37-badge-issuance on BADGE_ISSUANCE, evt.v1.badge.issued.37.> evt.v1.badge.revoked.37.>');
    await restart();
    for (const what of ['badge.issued.37.0102', 'badge.hung.37.0102', 'badge.issued.32.0200', 'badge.revoked.37.1300']) await publish('badge-issuance', what);
    for (const what of ['domain.registered.37.0102', 'domain.expired.10.0000']) await publish('domain-registration', what);
    expect(await read('BADGE_ISSUANCE')).toEqual(['badge.issued.37.0102', 'badge.revoked.37.1300']);
    expect(await read('DOMAIN_REGISTRATION')).toEqual(['domain.registered.37.0102']);
  });

  it('is refused everything else', async () => {
    const connection = await as(NAME);
    const [js, manager] = [jetstream(connection), await jetstreamManager(connection, { checkAPI: false })];
    const attempts: Record<string, () => Promise<unknown>> = {
      'to speak': () => js.publish(`evt.v1.badge.issued.37.0102.${ID}`, '{}'),
      'a message by its number': () => manager.streams.getMessage('BADGE_ISSUANCE', { seq: 1 }),
      'personal data by number': () => manager.streams.getMessage('RESTRICTED', { seq: 1 }),
      'wider filters': () => manager.consumers.update('BADGE_ISSUANCE', `${NAME}-badge-issuance`, { filter_subjects: ['evt.v1.badge.>'] }),
      'a durable of its own': () => manager.consumers.add('BADGE_ISSUANCE', { durable_name: 'mine', ack_policy: AckPolicy.Explicit }),
      'a durable on another stream': () => manager.consumers.add('IDENTITY', { durable_name: `${NAME}-identity`, ack_policy: AckPolicy.Explicit }),
      'the end of its durable': () => manager.consumers.delete('BADGE_ISSUANCE', `${NAME}-badge-issuance`),
      'what a stream holds': () => manager.streams.info('BADGE_ISSUANCE'),
      'a service’s durable': () => manager.consumers.info('BADGE_ISSUANCE', 'red-page-badge'),
      'a producer’s ear': () => connection.request('ctl.v1.badge-issuance.resend', '{}'),
    };
    const refused = (error: Error): string => (/permissions violation/i.test(`${error.message} ${String(error.cause)}`) ? 'refused' : String(error));
    for (const [what, attempt] of Object.entries(attempts)) {
      expect(`${what}: ${await attempt().then(() => 'allowed', refused)}`).toBe(`${what}: refused`);
    }
  });

  it('reads less after it was admitted again with less, from where it was', async () => {
    const before = await admit('--region', '370102', '--events', 'badge.issued');
    expect(before).toContain('changed: province-37-badge-issuance on BADGE_ISSUANCE, evt.v1.badge.issued.37.0102.>');
    expect(before).toContain('removed: province-37-domain-registration on DOMAIN_REGISTRATION');
    await restart();
    for (const what of ['badge.issued.37.1300', 'badge.issued.37.0102', 'badge.revoked.37.0102']) await publish('badge-issuance', what);
    expect(await read('BADGE_ISSUANCE')).toEqual(['badge.issued.37.0102']);
    await expect(read('DOMAIN_REGISTRATION')).rejects.toThrow(/permissions violation/i);
  });

  it('is not admitted with what does not exist, and nothing is changed by that', async () => {
    const before = fs.readFileSync(config, 'utf8');
    await expect(admit('--events', 'badge.painted')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('neither an aggregate type') });
    expect(fs.readFileSync(config, 'utf8')).toBe(before);
  });

  it.each([
    [{ events: ['contact.changed'] }, 'holds personal data'],
    [{ events: ['dossier'] }, 'holds personal data'],
    [{ events: ['badge.issued.37'] }, 'neither an aggregate type nor one of its events'],
    [{ events: ['>'] }, 'neither an aggregate type nor one of its events'],
    [{ events: [] }, 'no events are named'],
    [{ region: '3701' }, 'no region'],
    [{ region: '*' }, 'no region'],
    [{ name: 'a.>' }, 'is no name'],
  ])('with %j comes to no durables', (wrong, told) => {
    expect(() => durablesOf({ name: NAME, region: '37', events: ['badge'], ...wrong })).toThrow(told);
  });

  it('that wants a whole type and one of its events gets no filters that overlap', () => {
    expect(durablesOf({ name: NAME, region: 'all', events: ['badge.issued', 'badge', 'badge'] })).toEqual([
      { stream: 'BADGE_ISSUANCE', name: 'province-37-badge-issuance', filters: ['evt.v1.badge.*.>'] },
    ]);
  });

  it('leaves nothing behind when it is dismissed', async () => {
    expect(await tool('dismiss', '--config', config, '--url', `nats://admin:admin@127.0.0.1:${port}`)).toContain('removed: province-37-badge-issuance');
    expect(fs.readFileSync(config, 'utf8')).toBe(made);
    await restart();
    await expect(as(NAME)).rejects.toThrow(/authorization/i);
    const manager = await jetstreamManager(await as('admin'));
    for (const stream of STREAMS) expect(await manager.consumers.list(stream).next()).toEqual([]);
  });
});
