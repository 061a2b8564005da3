import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import type { Principal } from '@biaozhi/auth';
import {
  DomainReviewBureauApproved,
  DomainReviewConacApproved,
  DomainReviewOpened,
  UnitAbolished,
  UnitRegistered,
  type DomainReviewState,
  type UnitState,
} from '@biaozhi/contracts';
import { FixedClock } from '@biaozhi/service-kit';
import { eventually, startTestBus, startTestService, type TestBus, type TestService } from '@biaozhi/testing';
import { signed, startPaymentProvider, type PaymentProviderSimulator } from '../../../tools/outside/payment.mjs';
import type { DomainRegistrationConfig } from '../src/config.js';
import { service as domainRegistration } from '../src/service.js';

export const KEY = 'a key of the payment provider';
export const BUREAU = v7();
export const NOW = '2026-11-25T02:00:00Z';

export type As = Partial<Principal> & { unitId: string };
export const finance: Partial<Principal> = { roles: ['conac-finance'] };
export const conac: Partial<Principal> = { roles: ['conac-reviewer'] };
export const administrator: Partial<Principal> = { roles: ['administrator'] };

export interface Fee {
  id: string;
  amountFen: number;
  dueDay: string;
}
/** Members of answers that the specs look at. */
export interface Answer {
  id: string;
  version: number;
  state: string;
  code: string;
  round: number;
  aLabel: string;
  uLabel: string;
  expiresOn: string;
  dueDay: string;
  amountFen: number;
  payUrl: string;
  order: string;
  fee: Fee | null;
  findings: { code: string; pointer: string; message: string }[];
  items: Answer[];
  [member: string]: unknown;
}

/** The service on a real database, a real bus and a payment provider that speaks the real protocol. */
export class World {
  private names = 0;

  private constructor(
    readonly bus: TestBus,
    readonly service: TestService,
    readonly provider: PaymentProviderSimulator,
    readonly clock: FixedClock,
  ) {}

  static async start(): Promise<World> {
    const bus = await startTestBus();
    const clock = new FixedClock(NOW);
    const provider = await startPaymentProvider({ key: KEY, retryMs: [0, 20, 50], now: () => clock.now() });
    const config = { paymentUrl: provider.url, paymentKey: KEY, paymentCallbackUrl: 'http://127.0.0.1:1/payments/callback' };
    const service = await startTestService(domainRegistration, { bus, clock, config });
    const world = new World(bus, service, provider, clock);
    world.config.paymentCallbackUrl = `${service.url}/payments/callback`;
    return world;
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.provider.stop();
    await this.bus.stop();
  }

  get config(): DomainRegistrationConfig {
    return this.service.get(domainRegistration.config!) as DomainRegistrationConfig;
  }

  query<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    return this.service.get(DataSource).query(sql, values);
  }

  get(path: string, as?: Partial<Principal>) {
    return this.service.http.get<Answer>(path, { as });
  }

  post(path: string, body: unknown, as?: Partial<Principal>, headers?: Record<string, string>) {
    return this.service.http.post<Answer>(path, body, { as, headers });
  }

  patch(path: string, body: unknown, as?: Partial<Principal>) {
    return this.service.http.patch<Answer>(path, body, { as });
  }

  put(path: string, body: unknown, as?: Partial<Principal>) {
    return this.service.http.put<Answer>(path, body, { as });
  }

  /** A name that no other test of the world has. */
  freshLabel(): string {
    return `示例单位${String.fromCodePoint(0x4e00 + this.names++ * 7)}`;
  }

  /** A unit that the service has heard of, and its handler. */
  async unit(members: Partial<UnitState> = {}): Promise<As> {
    const unitId = v7();
    const who = { name: '济南市历下区示例局', kind: 'organ' as const, uscc: '11370102004123454P', administrativeFunctions: false };
    const rest = { address: '示例路1号', postcode: '250014', functions: '示例', state: 'ACTIVE' as const };
    const event = UnitRegistered.of({ id: unitId, unitId, region: '370102', bureauId: BUREAU, affiliation: 'county', ...who, ...rest, ...members });
    await this.bus.publish(event, { sequence: 1 });
    const as: As = { roles: ['handler'], unitId, accountId: v7() };
    await eventually(async () => expect(await this.query('SELECT 1 FROM unit_copy WHERE id = $1', [unitId])).toHaveLength(1));
    return as;
  }

  /** A unit that the service has heard of is merged or abolished, as identity tells it. */
  async unitEnds({ unitId }: As): Promise<void> {
    const [row] = await this.query<{ data: UnitState }>('SELECT data FROM unit_copy WHERE id = $1', [unitId]);
    const rest = { unitId, uscc: '11370102004123454P', address: '示例路1号', postcode: '250014', functions: '示例' };
    await this.bus.publish(UnitAbolished.of({ ...row!.data, ...rest, state: 'ABOLISHED' }), { sequence: 2 });
  }

  async draft(as: As, wish: object = {}): Promise<string> {
    const answer = await this.post('/domain-applications', { label: this.freshLabel(), suffix: '政务', years: 1, agreement: true, ...wish }, as);
    expect(answer.status).toBe(201);
    return answer.body.id;
  }

  async submitted(as: As, wish: object = {}): Promise<string> {
    const id = await this.draft(as, wish);
    expect(await this.post(`/domain-applications/${id}/submit`, {}, as)).toMatchObject({ status: 200 });
    return id;
  }

  async application(as: As, id: string): Promise<Answer> {
    return (await this.get(`/domain-applications/${id}`, as)).body;
  }

  /** The domains that the asker may see. */
  async domains(as: As): Promise<Answer[]> {
    return (await this.get('/domains', as)).body.items;
  }

  review(applicationId: string, members: Partial<DomainReviewState> = {}): DomainReviewState {
    const state = { state: 'BUREAU_REVIEW', route: 'local-organ', round: 1, stage: 'bureau', verdicts: [] } as const;
    return { id: v7(), domainApplicationId: applicationId, region: '370102', ...state, verdicts: [], ...members };
  }

  /** Both reviews pass, as application-review tells it. */
  async approved(as: As, id: string): Promise<Fee> {
    const review = this.review(id);
    await this.bus.publish(DomainReviewOpened.of(review), { sequence: 1 });
    await this.bus.publish(DomainReviewBureauApproved.of({ ...review, state: 'CONAC_REVIEW' }), { sequence: 2 });
    await this.bus.publish(DomainReviewConacApproved.of({ ...review, stage: 'conac', state: 'PASSED', final: true }), { sequence: 3 });
    await eventually(async () => expect((await this.application(as, id)).state).toBe('AWAIT_PAYMENT'));
    return (await this.application(as, id)).fee!;
  }

  /** A unit with a registered domain. */
  async registered(years = 1): Promise<{ as: As; domain: Answer; applicationId: string }> {
    const as = await this.unit();
    const applicationId = await this.submitted(as, { years });
    const fee = await this.approved(as, applicationId);
    expect((await this.post(`/fee-orders/${fee.id}/confirm`, {}, finance)).status).toBe(200);
    return { as, applicationId, domain: (await this.domains(as))[0]! };
  }

  /** A notice as the provider would send it. */
  tell(fee: { id: string; amountFen: number }, transaction = `T-${fee.id}`, headers: Record<string, string> = {}) {
    const body = { transaction, order: fee.id, amountFen: fee.amountFen };
    const signature = signed(KEY, 'POST /payments/callback', body, this.clock.now());
    return this.post('/payments/callback', body, undefined, { ...signature, ...headers });
  }

  outcomes(orderId: string): Promise<{ outcome: string }[]> {
    return this.query('SELECT outcome FROM payment_notice WHERE order_id = $1 ORDER BY received_at, transaction', [orderId]);
  }
}
