import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { ContactChanged } from '@biaozhi/contracts';
import { Transactions } from '@biaozhi/bus';
import { finding, problem } from '@biaozhi/problem';
import { Account, passwordFindings } from '../domain/account.js';
import { servedAs } from '../domain/serving.js';
import { particularsFindings, Unit, type UnitParticulars } from '../domain/unit.js';
import { Accounts } from '../store/accounts.js';
import { ServedUnits } from '../store/served-units.js';
import { Units, type Contact } from '../store/units.js';
import { Passwords } from './passwords.js';

export interface Registration {
  unit: UnitParticulars;
  contact: Contact;
  loginName: string;
  password: string;
}

/** 新用户注册: a unit registers itself and gets an account for the online-name door. */
@Injectable()
export class UnitRegisters {
  constructor(
    private readonly units: Units,
    private readonly accounts: Accounts,
    private readonly served: ServedUnits,
    private readonly passwords: Passwords,
    private readonly transactions: Transactions,
  ) {}

  /** @throws Problem 422 with all findings; 409 `unit-already-registered` */
  async run({
    unit: particulars,
    contact,
    loginName,
    password,
  }: Registration): Promise<{ unitId: string; accountId: string }> {
    const findings = [...particularsFindings(particulars), ...passwordFindings(password, [loginName], '/password')];
    const bureauId = await this.served.bureauOf(servedAs(particulars.affiliation, particulars.region));
    if (!bureauId && !findings.length) findings.push(finding('no-bureau', '/unit/region'));
    if (findings.length) throw problem(422, 'validation', { findings });
    const passwordHash = await this.passwords.hash(password);
    return this.transactions.run(async () => {
      const [unitId, accountId] = [v7(), v7()];
      const [unit, registered] = Unit.register(unitId, particulars, bureauId!);
      await this.units.add(unit, [registered, contactChanged(unit, contact)]);
      await this.units.keepContact(unitId, contact);
      await this.accounts.add(
        Account.open(accountId, { displayName: contact.handlerName, roles: ['handler'], unitId, passwordHash }),
        loginName,
      );
      return { unitId, accountId };
    });
  }
}

/** The restricted event of a unit's contact. */
export const contactChanged = (unit: Unit, contact: Contact): ContactChanged =>
  ContactChanged.of({
    id: unit.id,
    unitId: unit.id,
    region: unit.region,
    bureauId: unit.bureauId,
    ...contact,
    language: 'zh-CN',
  });
