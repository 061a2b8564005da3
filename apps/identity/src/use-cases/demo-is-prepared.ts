import { Injectable } from '@nestjs/common';
import type { Role } from '@biaozhi/workflow';
import { IdentityConfig } from '../config.js';
import { Accounts } from '../store/accounts.js';
import { Bureaus } from '../store/bureaus.js';
import { Units } from '../store/units.js';
import { AdministratorKeepsStaff } from './administrator-keeps-staff.js';
import { UnitRegisters, type Registration } from './unit-registers.js';

interface DemoStaff {
  loginName: string;
  displayName: string;
  roles: Role[];
  region?: string;
}

const STAFF: DemoStaff[] = [
  { loginName: 'lixia-reviewer', displayName: '历下区编办审核员', roles: ['bureau-reviewer'], region: '370102' },
  { loginName: 'lixia-archivist', displayName: '历下区编办备案员', roles: ['bureau-archivist'], region: '370102' },
  { loginName: 'wuxi-reviewer', displayName: '无锡市编办审核员', roles: ['bureau-reviewer'], region: '320200' },
  { loginName: 'wuxi-archivist', displayName: '无锡市编办备案员', roles: ['bureau-archivist'], region: '320200' },
  { loginName: 'centre-reviewer', displayName: '电子政务中心审核员', roles: ['bureau-reviewer'], region: '100000' },
  { loginName: 'centre-archivist', displayName: '电子政务中心备案员', roles: ['bureau-archivist'], region: '100000' },
  { loginName: 'conac-reviewer', displayName: '注册管理中心复审员', roles: ['conac-reviewer'] },
  { loginName: 'conac-finance', displayName: '注册管理中心财务', roles: ['conac-finance'] },
  { loginName: 'admin', displayName: '系统管理员', roles: ['administrator'] },
  { loginName: 'auditor', displayName: '安全审计员', roles: ['auditor'] },
].map((one) => ({ ...one, roles: one.roles as Role[] }));

const UNITS: Omit<Registration, 'password'>[] = [
  {
    loginName: 'lixia-unit',
    unit: {
      name: '济南市历下区示范局',
      uscc: '11370102004123454P',
      kind: 'organ',
      administrativeFunctions: false,
      affiliation: 'county',
      region: '370102',
      address: '山东省济南市历下区示范路1号',
      postcode: '250014',
      functions: '负责本区示范工作的组织和管理。',
    },
    contact: {
      responsiblePerson: '李示范',
      handlerName: '王经办',
      mobile: '13800000001',
      phone: '0531-86012345',
      mail: 'handler@lixia.example',
    },
  },
  {
    loginName: 'wuxi-unit',
    unit: {
      name: '无锡市示范中心',
      uscc: '123202004664000146',
      kind: 'institution',
      administrativeFunctions: false,
      affiliation: 'prefecture',
      region: '320200',
      address: '江苏省无锡市滨湖区示范路2号',
      postcode: '214000',
      functions: '承担本市示范公益服务。',
    },
    contact: {
      responsiblePerson: '张示范',
      handlerName: '陈经办',
      mobile: '13800000002',
      phone: '0510-86012345',
      mail: 'handler@wuxi.example',
    },
  },
];

/** Staff and two units to try the system with, made through the same use cases as real ones. May be repeated. */
@Injectable()
export class DemoIsPrepared {
  constructor(
    private readonly accounts: Accounts,
    private readonly bureaus: Bureaus,
    private readonly units: Units,
    private readonly staff: AdministratorKeepsStaff,
    private readonly registers: UnitRegisters,
    private readonly config: IdentityConfig,
  ) {}

  /** @throws Error without a password in the configuration, and in production: no image carries demo accounts. */
  async run(): Promise<string[]> {
    const password = this.config.demoPassword;
    if (!password) throw new Error('DEMO_PASSWORD is not set');
    if (this.config.nodeEnv === 'production') throw new Error('Demo accounts are not for production');
    for (const { region, ...one } of STAFF) {
      if (await this.accounts.idOfName(one.loginName)) continue;
      const bureauId = region ? (await this.bureaus.byRegion()).get(region) : undefined;
      await this.staff.open('system', { ...one, bureauId, password });
    }
    for (const one of UNITS) {
      if (!(await this.units.isRegistered(one.unit.uscc))) await this.registers.run({ ...one, password });
    }
    return [...STAFF, ...UNITS].map(({ loginName }) => loginName);
  }
}
