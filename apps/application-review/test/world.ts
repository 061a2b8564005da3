import { v7 } from 'uuid';
import type { Principal } from '@biaozhi/auth';
import {
  BureauAdded,
  CalendarPublished,
  ContactChanged,
  DomainRegistered,
  UnitRegistered,
  publicationOf,
  type AggregateData,
  type EventClass,
} from '@biaozhi/contracts';
import { FixedClock } from '@biaozhi/service-kit';
import { eventually, startTestBus, startTestService, type TestBus, type TestService } from '@biaozhi/testing';
import type { ReviewConfig } from '../src/config.js';
import type { BureauCopy, DomainCopy, UnitCopy } from '../src/domain/facts.js';
import type { SiteForm } from '../src/domain/site-form.js';
import { service } from '../src/service.js';
import { Copies } from '../src/store/copies.js';
import { CENTRE, LIXIA_BUREAU, NOW, allPassed, domainOf, formWith } from './builders.js';

/** Members of an answer that the specs look at. */
export interface Answer {
  id: string;
  version: number;
  state: string;
  number: string;
  code: string;
  current: { state: string; version: number };
  findings: { code: string; pointer: string; message: string }[];
  [member: string]: unknown;
}

type As = Partial<Principal>;

/** The service on a real database and a real bus, and the units and bureaus around it. */
export class World {
  private readonly sequences = new Map<string, number>();
  private label = 0;

  private constructor(
    readonly bus: TestBus,
    readonly service: TestService,
    readonly clock: FixedClock,
  ) {}

  static async start(config: Partial<ReviewConfig> = {}): Promise<World> {
    const bus = await startTestBus();
    const clock = new FixedClock(NOW);
    const world = new World(bus, await startTestService(service, { bus, clock, config }), clock);
    for (const bureau of [LIXIA_BUREAU, CENTRE]) await world.bureau(bureau);
    return world;
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.bus.stop();
  }

  /** Publishes with the aggregate's next sequence number, as its producer would. */
  async publish(event: AggregateData): Promise<void> {
    const { aggregate } = publicationOf(event.constructor as EventClass);
    const key = `${aggregate}/${event.id}`;
    const sequence = (this.sequences.get(key) ?? 0) + 1;
    this.sequences.set(key, sequence);
    await this.bus.publish(event, { sequence, time: this.clock.now() });
  }

  async bureau(bureau: BureauCopy): Promise<void> {
    await this.publish(
      BureauAdded.of({
        ...bureau,
        bureauId: bureau.id,
        paperAddress: '济南市历下区示例路1号',
        paperHours: '工作日 9:00–17:00',
        copiesWanted: 3,
      }),
    );
    await eventually(async () =>
      expect(await this.copies.bureau(bureau.id)).toMatchObject({ paperForInstitutions: bureau.paperForInstitutions }),
    );
  }

  /** A unit of its own with one live domain, known to the service. */
  async unit(like: UnitCopy, suffix = '政务'): Promise<{ unit: UnitCopy; domain: DomainCopy; handler: As }> {
    const unit = { ...like, id: v7() };
    const label = `甲乙丙丁戊己庚辛壬癸`[this.label % 10]! + String((this.label += 1));
    const domain = domainOf(unit, { uLabel: `${label}.${suffix}`, aLabel: `xn--${unit.id.slice(-12)}.xn--zfr164b` });
    await this.publish(UnitRegistered.of({ ...unit, unitId: unit.id }));
    await this.publish(
      ContactChanged.of({
        id: unit.id,
        region: unit.region,
        handlerName: '李晓明',
        mobile: '13912345678',
        mail: 'handler@lixia.gov.cn',
        phone: '0531-88888888',
        responsiblePerson: '王建国',
      }),
    );
    await this.publish(DomainRegistered.of(this.domainState(unit, domain)));
    await eventually(async () => {
      expect(await this.copies.unit(unit.id)).toBeDefined();
      expect(await this.copies.contact(unit.id)).toBeDefined();
      expect(await this.copies.domainsOf(unit.id)).toHaveLength(1);
    });
    return { unit, domain, handler: { roles: ['handler'], unitId: unit.id, accountId: v7() } };
  }

  domainState(unit: UnitCopy, domain: DomainCopy) {
    const { id, uLabel, aLabel, state, expiresOn } = domain;
    return {
      id,
      unitId: unit.id,
      region: unit.region,
      bureauId: unit.bureauId,
      domain: { uLabel, aLabel },
      state,
      registeredOn: '2026-11-01',
      expiresOn,
    };
  }

  calendar(year: number, version: number, off: string[], work: string[] = []): Promise<void> {
    return this.publish(
      CalendarPublished.of({
        id: (calendarIds[year] ??= v7()),
        region: '100000',
        year,
        version,
        off,
        work,
        source: `关于${year}年放假安排的通知`,
      }),
    );
  }

  get copies(): Copies {
    return this.service.get(Copies);
  }

  post = (path: string, body: unknown, as: As, headers: Record<string, string> = {}) =>
    this.service.http.post<Answer>(path, body, { as, headers });
  patch = (path: string, body: unknown, as: As) => this.service.http.patch<Answer>(path, body, { as });
  get = (path: string, as: As, headers: Record<string, string> = {}) =>
    this.service.http.get<Answer>(path, { as, headers });

  /** An application that is filled in and submitted over HTTP. */
  async submitted(like: UnitCopy, members: Partial<SiteForm> = {}, suffix?: string) {
    const { unit, domain, handler } = await this.unit(like, suffix);
    const draft = await this.post('/site-applications', { kind: 'opening' }, handler);
    const path = `/site-applications/${draft.body.id}`;
    await this.patch(path, { ...formWith(domain), ...members }, handler);
    const { status, body } = await this.post(`${path}/submit`, {}, handler);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return { unit, domain, handler, id: body.id, path, number: body.number };
  }

  /** A reviewer looks at a case and decides it as it is. */
  async decide(id: string, by: As, verdicts: object[] = allPassed()) {
    const { body } = await this.get(`/cases/${id}`, by);
    return this.post(`/cases/${id}/decision`, { version: body.version, verdicts }, by);
  }

  /** Events of one aggregate so far, in their order: `submitted`, `bureau-approved` … */
  async events(
    aggregate: Parameters<TestBus['events']>[0],
    id: string,
    count: number,
  ): Promise<{ name: string; data: Record<string, unknown>; sequence: number }[]> {
    return eventually(() => {
      const found = this.bus
        .events(aggregate)
        .filter((event) => event.subject === id)
        .sort((a, b) => a.sequence - b.sequence);
      expect(found.length).toBeGreaterThanOrEqual(count);
      return found.map((event) => ({ name: event.type.split('.')[3]!, data: event.data, sequence: event.sequence }));
    });
  }
}

const calendarIds: Record<number, string> = {};

export const lixia: As = {
  roles: ['bureau-reviewer'],
  bureauId: LIXIA_BUREAU.id,
  accountId: v7(),
  displayName: '历下审核员',
};
export const centre: As = {
  roles: ['bureau-reviewer'],
  bureauId: CENTRE.id,
  accountId: v7(),
  displayName: '中央审核员',
};
export const conac: As = { roles: ['conac-reviewer'], accountId: v7(), displayName: '复审员' };
