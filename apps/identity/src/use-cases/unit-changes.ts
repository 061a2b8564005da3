import { Injectable } from '@nestjs/common';
import type { Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { finding, problem } from '@biaozhi/problem';
import { servedAs } from '../domain/serving.js';
import { particularsFindings, type Unit, type UnitParticulars } from '../domain/unit.js';
import { Accounts } from '../store/accounts.js';
import { ServedUnits } from '../store/served-units.js';
import { Sessions } from '../store/sessions.js';
import { Units, type Contact } from '../store/units.js';
import { contactChanged } from './unit-registers.js';

/** What a unit corrects by itself. */
export type OwnChange = Partial<Pick<UnitParticulars, 'address' | 'postcode' | 'functions' | 'superior'>>;
/** What its bureau decides on: what a unit is called, what it is, and where it belongs. */
export type OfficialChange = Partial<
  Pick<UnitParticulars, 'name' | 'kind' | 'administrativeFunctions' | 'affiliation' | 'region'>
>;

/** A unit corrects its particulars or its handler; its bureau renames or moves it; administrators merge or abolish it. */
@Injectable()
export class UnitChanges {
  constructor(
    private readonly units: Units,
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly served: ServedUnits,
    private readonly transactions: Transactions,
  ) {}

  particulars(me: Principal, unitId: string, change: OwnChange): Promise<Unit> {
    return this.units.change(unitId, undefined, me, 'unit.change', (unit) => [unit.change(change)]);
  }

  contact(me: Principal, unitId: string, contact: Contact): Promise<Unit> {
    return this.transactions.run(async () => {
      await this.units.keepContact(unitId, contact);
      await this.accounts.change(me.accountId, undefined, (account) => {
        account.displayName = contact.handlerName;
      });
      return this.units.change(unitId, undefined, me, 'unit.change-contact', (unit) => [contactChanged(unit, contact)]);
    });
  }

  /** @throws Problem 422 with all findings, `no-bureau` among them; 409 `conflict` */
  official(by: Principal, unitId: string, seen: number, change: OfficialChange): Promise<Unit> {
    return this.units.change(unitId, seen, by, 'unit.change-officially', async (unit) => {
      const whole = { ...unit, superior: unit.superior ?? undefined, ...change };
      const findings = particularsFindings(whole, '');
      const bureauId = await this.served.bureauOf(servedAs(whole.affiliation, whole.region));
      if (!bureauId && !findings.length) findings.push(finding('no-bureau', '/region'));
      if (findings.length) throw problem(422, 'validation', { findings });
      return [unit.change(change, bureauId)];
    });
  }

  /** The merged unit's account closes: whoever took over has its own. */
  merge(me: Principal, unitId: string, seen: number, into: string): Promise<Unit> {
    return this.transactions.run(async () => {
      const other = await this.units.find(into);
      if (!other) throw problem(422, 'validation', { findings: [finding('unit-unknown', '/into')] });
      const unit = await this.units.change(unitId, seen, me, 'unit.merge', (unit) => [unit.mergeInto(other)]);
      await this.closeAccount(unitId);
      return unit;
    });
  }

  abolish(me: Principal, unitId: string, seen: number): Promise<Unit> {
    return this.transactions.run(async () => {
      const unit = await this.units.change(unitId, seen, me, 'unit.abolish', (unit) => [unit.abolish()]);
      await this.closeAccount(unitId);
      return unit;
    });
  }

  private async closeAccount(unitId: string): Promise<void> {
    const account = await this.accounts.ofUnit(unitId);
    if (!account) return;
    await this.accounts.change(account.id, undefined, (one) => {
      one.disabled = true;
    });
    await this.sessions.endAllOf(account.id);
  }
}
