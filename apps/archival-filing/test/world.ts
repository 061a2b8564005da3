import { v7 } from 'uuid';
import {
  BureauAdded,
  DossierPassedInFull,
  hashOf,
  SiteApplicationPassed,
  UnitRegistered,
  type AggregateData,
  type Envelope,
  type PassedForm,
  type SiteApplicationState,
  type UnitState,
} from '@biaozhi/contracts';
import type { Principal } from '@biaozhi/auth';
import { FixedClock } from '@biaozhi/service-kit';
import { eventually, startTestBus, startTestService, type TestBus, type TestService } from '@biaozhi/testing';
import type { ArchivalFilingConfig } from '../src/config.js';
import { sampleForm } from '../src/documents/samples.js';
import type { FilingView } from '../src/http/filing-view.js';
import { service } from '../src/service.js';

/** An application that has passed online, with the events that say so. */
export interface Passed {
  applicationId: string;
  form: PassedForm;
  passed: SiteApplicationPassed;
  dossier: DossierPassedInFull;
}

/** The service under test with its bus, a bureau and a unit, and short ways to make things happen to it. */
export class World {
  readonly bureauId = v7();
  readonly unitId = v7();
  readonly archivist: Partial<Principal> = { accountId: v7(), displayName: '王示例', roles: ['bureau-archivist'], bureauId: this.bureauId };
  readonly colleague: Partial<Principal> = { accountId: v7(), displayName: '赵示例', roles: ['bureau-archivist'], bureauId: this.bureauId };
  readonly handler: Partial<Principal> = { accountId: v7(), roles: ['handler'], unitId: this.unitId };
  private readonly sequences = new Map<string, number>();
  private applications = 0;

  private constructor(
    readonly bus: TestBus,
    readonly app: TestService,
    readonly clock: FixedClock,
  ) {}

  static async start(config: Partial<ArchivalFilingConfig> = {}): Promise<World> {
    const bus = await startTestBus();
    const clock = new FixedClock('2026-11-24T02:00:00Z');
    const app = await startTestService(service, { bus, clock, config: { publicUrl: 'https://biaozhi.example', ...config } });
    const world = new World(bus, app, clock);
    await world.introduce();
    return world;
  }

  async stop(): Promise<void> {
    await this.app.stop();
    await this.bus.stop();
  }

  /** Publishes an event with the next sequence of its aggregate. */
  publish(event: AggregateData): Promise<Envelope> {
    const key = `${event.constructor.name.startsWith('Dossier') ? 'dossier' : 'other'}/${event.id}`;
    const sequence = (this.sequences.get(key) ?? 0) + 1;
    this.sequences.set(key, sequence);
    return this.bus.publish(event, { sequence });
  }

  /** An application of the unit, as it stands in one of its events. */
  application(over: Partial<SiteApplicationState> = {}): SiteApplicationState {
    const { unit: _, site, number, kind } = sampleForm();
    return {
      id: v7(),
      unitId: this.unitId,
      region: '370102',
      bureauId: this.bureauId,
      number,
      state: 'AWAITING_PAPER',
      kind,
      route: 'local-organ',
      round: 1,
      place: site.place,
      siteName: site.name,
      domains: site.domains,
      englishDomain: site.englishDomain,
      homePage: site.homePage,
      paperRequired: true,
      verdicts: [],
      ...over,
    };
  }

  /** Another unit than the world's own, in some state. */
  unit(id: string, state: UnitState['state'] = 'ACTIVE'): UnitState {
    const { unit } = sampleForm();
    return { ...unit, id, unitId: id, bureauId: this.bureauId, affiliation: 'county', administrativeFunctions: false, state };
  }

  /** An application that passes now; nothing is published yet. */
  passing(over: Partial<SiteApplicationState> = {}): Passed {
    const number = `WZ202611${String(++this.applications).padStart(5, '0')}`;
    const form: PassedForm = { ...sampleForm(), number };
    const state = this.application({ number, dataHash: hashOf(form), ...over });
    const { id, unitId, region, bureauId } = state;
    return {
      applicationId: id,
      form,
      passed: SiteApplicationPassed.of(state),
      dossier: DossierPassedInFull.of({ id, unitId, region, bureauId, number, dataHash: hashOf(form), form }),
    };
  }

  /** An application that has passed, and its filing as the bureau sees it. */
  async filing(over: Partial<SiteApplicationState> = {}): Promise<FilingView & Passed> {
    const one = this.passing(over);
    await this.publish(one.passed);
    await this.publish(one.dossier);
    const view = await this.opened(one.applicationId);
    const handler = { ...this.handler, unitId: one.passed.unitId };
    await eventually(async () => expect((await this.letter(one.applicationId, handler)).status).toBe(200));
    return { ...view, ...one };
  }

  /** The filing of an application, once it is open. */
  opened(applicationId: string): Promise<FilingView> {
    return eventually(async () => {
      const { status, body } = await this.app.http.get<FilingView>(`/applications/${applicationId}/filing`, { as: { roles: ['auditor'] } });
      if (status !== 200) throw new Error(`no filing of ${applicationId}: ${status}`);
      return body;
    });
  }

  letter(applicationId: string, as: Partial<Principal> = this.handler) {
    return this.app.http.get<Buffer & Record<string, unknown>>(`/applications/${applicationId}/letter.pdf`, { as });
  }

  /** What the service has said about filings of one application, oldest first. */
  said(applicationId: string): Envelope[] {
    return this.bus.events('filing').filter(({ data }) => data.applicationId === applicationId);
  }

  private async introduce(): Promise<void> {
    const { bureauId } = this;
    await this.publish(UnitRegistered.of(this.unit(this.unitId)));
    await this.publish(
      BureauAdded.of({
        id: bureauId,
        bureauId,
        region: '370102',
        name: '中共济南市历下区委机构编制委员会办公室',
        level: 'county',
        paperAddress: '历下区示例路2号政务服务中心3号窗口',
        paperHours: '工作日 9:00-17:00',
        copiesWanted: 3,
        paperForInstitutions: false,
        state: 'ACTIVE',
      }),
    );
  }
}

/** Every wanted item in order, in three copies. */
export const inOrder = [
  { item: 'letter', result: 'ok' },
  { item: 'form', result: 'ok' },
  { item: 'id-copy', result: 'ok' },
];
