import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import {
  FilingConfirmed,
  NoticeDelivered,
  SiteApplicationPassed,
  UnitRegistered,
  type BadgeState,
  type Envelope,
  type FilingState,
  type NoticeState,
  type SiteApplicationState,
  type UnitState,
} from '@biaozhi/contracts';
import { eventually, startTestBus, startTestService, type TestBus, type TestDatabase, type TestService } from '@biaozhi/testing';
import { FixedClock } from '@biaozhi/service-kit';
import { BadgeIssuanceConfig } from '../src/config.js';
import { service } from '../src/service.js';

/** The service under test with its bus, and short ways to make things happen to it. */
export class World {
  readonly bureauId = v7();
  private readonly sequences = new Map<string, number>();

  private constructor(
    readonly bus: TestBus,
    readonly app: TestService,
    readonly clock: FixedClock,
  ) {}

  static async start(config: Partial<BadgeIssuanceConfig> = {}, database?: TestDatabase): Promise<World> {
    const bus = await startTestBus();
    const clock = new FixedClock('2026-11-24T02:00:00Z');
    const app = await startTestService(service, {
      bus,
      clock,
      database,
      config: { publicUrl: 'http://bszs.example.cn', publicRefreshSeconds: 1, ...config },
    });
    return new World(bus, app, clock);
  }

  async stop(): Promise<void> {
    await this.app.stop();
    await this.bus.stop();
  }

  /** Publishes an event with the next sequence of its aggregate. */
  publish(event: { id: string } & Parameters<TestBus['publish']>[0], time?: Date): Promise<Envelope> {
    const sequence = (this.sequences.get(event.id) ?? 0) + 1;
    this.sequences.set(event.id, sequence);
    return this.bus.publish(event, { sequence, time });
  }

  /** Registers a unit, and waits until the service knows it: a filing that comes before is put off for seconds. */
  async unit(over: Partial<UnitState> = {}): Promise<UnitState> {
    const id = over.id ?? v7();
    const unit = UnitRegistered.of({
      id,
      unitId: id,
      region: '370102',
      bureauId: this.bureauId,
      uscc: '11370102004123454P',
      name: '济南市历下区示例局',
      kind: 'organ',
      administrativeFunctions: false,
      affiliation: 'county',
      address: '山东省济南市历下区解放东路99号',
      postcode: '250014',
      functions: '负责示例工作',
      state: 'ACTIVE',
      ...over,
    });
    await this.publish(unit);
    await eventually(async () => (await this.query('SELECT 1 FROM unit WHERE id = $1', [id])).length === 1, { within: 30_000 });
    return unit;
  }

  filing(unit: UnitState, over: Partial<FilingState> = {}): FilingConfirmed {
    return FilingConfirmed.of({
      id: v7(),
      unitId: unit.id,
      region: unit.region,
      bureauId: this.bureauId,
      number: 'F-1',
      state: 'CONFIRMED',
      applicationId: v7(),
      applicationNumber: 'A-1',
      place: 'own-site',
      siteName: '示例局网站',
      domains: [{ uLabel: '示例局.政务', aLabel: 'xn--fsqr32a1tw.xn--zfr164b' }],
      englishDomain: 'www.sample.gov.cn',
      homePage: 'http://www.sample.gov.cn/',
      dataHash: 'a'.repeat(64),
      findings: [],
      ...over,
    });
  }

  passed(unit: UnitState, over: Partial<SiteApplicationState> = {}): SiteApplicationPassed {
    return SiteApplicationPassed.of({
      id: v7(),
      unitId: unit.id,
      region: unit.region,
      bureauId: this.bureauId,
      number: 'A-2',
      state: 'COMPLETED',
      kind: 'opening',
      route: 'local-institution',
      round: 1,
      place: 'red-page',
      siteName: '示例中心',
      domains: [{ uLabel: '示例中心.公益', aLabel: 'xn--fiq228c.xn--55qw42g' }],
      paperRequired: false,
      verdicts: [],
      ...over,
    });
  }

  /** Issues a badge by a confirmed filing, and waits for it. */
  async badge(unit?: UnitState, over: Partial<FilingState> = {}): Promise<BadgeState> {
    const filing = this.filing(unit ?? (await this.unit()), over);
    await this.publish(filing);
    return this.issuedFor(filing.applicationId);
  }

  issuedFor(applicationId: string): Promise<BadgeState> {
    const isIt = ({ type, data }: Envelope): boolean =>
      type === 'cn.biaozhi.badge.issued.v1' && data.applicationId === applicationId;
    const look = (): BadgeState => {
      const event = this.events().find(isIt);
      if (!event) throw new Error(`no badge of ${applicationId}`);
      return event.data as unknown as BadgeState;
    };
    return eventually(look, { within: 30_000 });
  }

  noticeOf(badge: BadgeState, over: Partial<NoticeState> = {}): NoticeDelivered {
    return NoticeDelivered.of({
      id: v7(),
      region: badge.region,
      cause: v7(),
      causeType: 'cn.biaozhi.badge.issued.v1',
      about: `badge/${badge.id}`,
      channel: 'sms',
      state: 'DELIVERED',
      ...over,
    });
  }

  /** What lies in the service's database. */
  query(sql: string, values: unknown[] = []): Promise<unknown[]> {
    return this.app.get<DataSource>(DataSource).query(sql, values);
  }

  /** What was said of badges, or of one. */
  events(badgeId?: string): Envelope[] {
    const all = this.bus.events('badge');
    return badgeId === undefined ? all : all.filter(({ subject }) => subject === badgeId);
  }

  /** Names of the events of a badge, in their order. */
  said(badgeId: string): string[] {
    return this.events(badgeId)
      .toSorted((a, b) => a.sequence - b.sequence)
      .map(({ type }) => type.replace('cn.biaozhi.badge.', '').replace('.v1', ''));
  }

  async until(badgeId: string, ...names: string[]): Promise<void> {
    await eventually(() => expect(this.said(badgeId)).toEqual(names));
  }
}
