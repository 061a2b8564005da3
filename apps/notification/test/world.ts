import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import type { AggregateData, Envelope } from '@biaozhi/contracts';
import { eventually, startTestBus, startTestService, type TestBus, type TestService } from '@biaozhi/testing';
import { startOutside, type Outside, type OutsideMessage } from '../../../tools/outside/index.mjs';
import { NotificationConfig } from '../src/config.js';
import { templatesAtProviders } from '../src/domain/sms.js';
import { service } from '../src/service.js';
import { BUREAU, UNIT, bureau, contact, unit } from './samples.js';

export const HANDLER = { roles: ['handler' as const], unitId: UNIT };
export const REVIEWER = { roles: ['bureau-reviewer' as const], bureauId: BUREAU };
export const ADMINISTRATOR = { roles: ['administrator' as const] };
export const AUDITOR = { roles: ['auditor' as const] };

/** The service under test, its bus and the world outside. */
export class World {
  private readonly sequences = new Map<string, number>();

  private constructor(
    readonly bus: TestBus,
    readonly outside: Outside,
    readonly app: TestService,
  ) {}

  static async start(over: Partial<NotificationConfig> = {}): Promise<World> {
    const bus = await startTestBus();
    const outside = await startOutside({ portOf: () => 0, secret: (name) => `secret-${name}`, templates: async () => templatesAtProviders() });
    const set = outside.settings.notification!;
    const app = await startTestService(service, {
      bus,
      jobs: true,
      config: {
        smtpUrl: outside.mail.url,
        smsSignature: set.SMS_SIGNATURE!,
        aliyunUrl: set.ALIYUN_URL!,
        aliyunAccessKeyId: set.ALIYUN_ACCESS_KEY_ID!,
        aliyunAccessKeySecret: set.ALIYUN_ACCESS_KEY_SECRET!,
        tencentUrl: set.TENCENT_URL!,
        tencentSecretId: set.TENCENT_SECRET_ID!,
        tencentSecretKey: set.TENCENT_SECRET_KEY!,
        tencentAppId: set.TENCENT_APP_ID!,
        sendTimeoutSeconds: 2,
        retryFirstSeconds: 1,
        ...over,
      } as Partial<NotificationConfig>,
    });
    return new World(bus, outside, app);
  }

  async stop(): Promise<void> {
    await this.app.stop();
    await this.outside.stop();
    await this.bus.stop();
  }

  /** Publishes an event with the next sequence of its aggregate. */
  publish(event: AggregateData): Promise<Envelope> {
    const key = `${event.constructor.name.replace(/[A-Z][a-z]+$/, '')}/${event.id}`;
    const sequence = (this.sequences.get(key) ?? 0) + 1;
    this.sequences.set(key, sequence);
    return this.bus.publish(event, { sequence });
  }

  /** The usual unit with its bureau and handler, known to the service. */
  async introduce(over: { mobile?: string; mail?: string } = {}): Promise<string> {
    const id = v7();
    await this.bus.publish(unit(id), { sequence: 1 });
    await this.bus.publish(contact({ id, unitId: id, ...over }), { sequence: 1 });
    await eventually(async () => {
      const rows = await this.query('SELECT 1 FROM contact JOIN unit ON unit.id = contact.unit_id WHERE unit_id = $1', [id]);
      expect(rows).toHaveLength(1);
    });
    return id;
  }

  async introduceBureau(): Promise<void> {
    await this.bus.publish(bureau(), { sequence: 1 });
    await eventually(async () => expect(await this.query('SELECT 1 FROM bureau')).toHaveLength(1));
  }

  /** Waits until so many messages have arrived at an address. */
  arrived(to: string, count = 1): Promise<OutsideMessage[]> {
    return eventually(
      () => {
        const messages = this.outside.mailbox.list({ to });
        expect(messages).toHaveLength(count);
        return messages;
      },
      { within: 20_000 },
    );
  }

  query(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return this.app.get<DataSource>(DataSource).query(sql, values);
  }

  /** Events of notices about one cause. */
  notices(cause: string): Envelope[] {
    return this.bus.events('notice').filter(({ data }) => data.cause === cause);
  }
}
