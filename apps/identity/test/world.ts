import { randomInt } from 'node:crypto';
import { DataSource } from 'typeorm';
import { Audit, FixedClock } from '@biaozhi/service-kit';
import { division, organisationCheck, usccCheck } from '@biaozhi/standards';
import { principal, startTestBus, startTestService, type TestBus, type TestService } from '@biaozhi/testing';
import type { IdentityConfig } from '../src/config.js';
import { usualBureau } from '../src/domain/usual-bureau.js';
import { service as identity } from '../src/service.js';
import { AdministratorKeepsBureaus } from '../src/use-cases/administrator-keeps-bureaus.js';

export const PASSWORD = 'correct horse 9';
export const NOW = '2026-11-25T02:00:00Z';
/** So long after {@link NOW}. */
export const later = (seconds: number): Date => new Date(new Date(NOW).getTime() + seconds * 1000);
export const admin = principal({ roles: ['administrator'], displayName: '系统管理员' });

export interface Told {
  code: string;
  findings: { pointer: string; code: string; message: string }[];
  current?: { version: number };
}

export interface Tokens {
  accessToken: string;
  refreshToken: string;
  principal: {
    accountId: string;
    unitId: string;
    loginName: string;
    roles: string[];
    bureauId?: string;
    sessionId: string;
  };
}

/** Staff sign in with the password alone, unless a test is about their second factor. */
export const TRIAL: Partial<IdentityConfig> = { secondFactorKeys: 'a-secret-for-the-second-factors-of-tests', staffSecondFactor: 'if-set-up' };

let made = randomInt(9_000_000);

/** A code that no test used before: prefix `11` is an organ's, `12` an institution's. */
export function newUscc(prefix = '11', region = '370102'): string {
  const eight = String(10_000_000 + (made += 1));
  const body = prefix + region + eight + organisationCheck(eight);
  return body + usccCheck(body);
}

export interface Registration {
  unit: Record<string, unknown> & { uscc: string };
  contact: Record<string, unknown>;
  loginName: string;
  password: string;
}

/** A registration in order, of a unit that is not there yet. */
export function registration(change: { unit?: object; contact?: object; loginName?: string } = {}): Registration {
  return {
    unit: {
      name: '济南市历下区示例局',
      uscc: newUscc(),
      kind: 'organ',
      administrativeFunctions: false,
      affiliation: 'county',
      region: '370102',
      address: '济南市历下区示例路1号',
      postcode: '250014',
      functions: '示例职能',
      ...change.unit,
    },
    contact: {
      responsiblePerson: '李负责',
      handlerName: '王经办',
      mobile: '138 1234 5678',
      phone: '0531-86012345',
      mail: 'handler@example.cn',
      ...change.contact,
    },
    loginName: change.loginName ?? `unit-${(made += 1)}`,
    password: PASSWORD,
  };
}

/** Identity with a small tree of bureaus, on a real database and a real bus. */
export interface World {
  bus: TestBus;
  service: TestService;
  clock: FixedClock;
  /** Ids of the bureaus by division. */
  bureaus: Map<string, string>;
  register(
    change?: Parameters<typeof registration>[0],
  ): Promise<{ unitId: string; accountId: string; loginName: string; uscc: string }>;
  signIn(loginName: string, password?: string): Promise<{ status: number; body: Tokens & Told }>;
  query<T>(sql: string, parameters?: unknown[]): Promise<T[]>;
  /** What was done to an account, oldest first. */
  trailOf(accountId: string): Promise<string[]>;
  stop(): Promise<void>;
}

const REGIONS = ['100000', '370000', '370100', '370102', '370103', '320000', '320200', '440000', '441900'];

export async function startWorld(config: Partial<IdentityConfig> = {}): Promise<World> {
  const clock = new FixedClock(NOW);
  const bus = await startTestBus();
  const service = await startTestService(identity, { bus, clock, config: { ...TRIAL, ...config } });
  const bureaus = new Map<string, string>();
  for (const region of REGIONS) {
    const { parent, ...one } = division(region)!;
    const particulars = {
      ...usualBureau({ ...one, ...(parent ? { parent } : {}) }),
      parentId: parent ? bureaus.get(parent) : undefined,
    };
    bureaus.set(region, (await service.get(AdministratorKeepsBureaus).add(admin, particulars)).id);
  }
  return {
    bus,
    service,
    clock,
    bureaus,
    async register(change) {
      const body = registration(change);
      const answer = await service.http.post<{ unitId: string; accountId: string }>('/registrations', body);
      if (answer.status !== 201) throw new Error(`registration: ${JSON.stringify(answer.body)}`);
      return { ...answer.body, loginName: body.loginName, uscc: body.unit.uscc };
    },
    signIn: (loginName, password = PASSWORD) => service.http.post<Tokens & Told>('/sessions', { loginName, password }),
    query: (sql, parameters) => service.get(DataSource).query(sql, parameters),
    trailOf: async (accountId) => (await service.get(Audit).of(`account/${accountId}`)).map(({ action }) => action),
    async stop() {
      await service.stop();
      await bus.stop();
    },
  };
}
