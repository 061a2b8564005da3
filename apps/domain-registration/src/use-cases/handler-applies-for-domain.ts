import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import type { Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { finding, problem, type Finding } from '@biaozhi/problem';
import { Clock, Numbers } from '@biaozhi/service-kit';
import { checkIdn, type Suffix } from '@biaozhi/standards';
import { DomainApplication, type DomainWish } from '../domain/domain-application.js';
import { nameFindings } from '../domain/name-rules.js';
import { suggestionsFor, type Suggestion } from '../domain/suggestions.js';
import { Copies } from '../store/copies.js';
import { DomainApplications } from '../store/domain-applications.js';
import { ReservedNameTable } from '../store/reserved-names.js';

export interface NameCheck {
  available: boolean;
  uLabel?: string;
  aLabel?: string;
  findings: Finding[];
  suggestions: (Suggestion & { uLabel: string })[];
}

const MAX_SUGGESTIONS = 5;

/** A handler looks for a name, applies for it, corrects and submits. */
@Injectable()
export class HandlerAppliesForDomain {
  constructor(
    private readonly applications: DomainApplications,
    private readonly copies: Copies,
    private readonly reserved: ReservedNameTable,
    private readonly numbers: Numbers,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Whether the unit could have the name, and what it could have instead. */
  async check(me: Principal, label: string, suffix: Suffix): Promise<NameCheck> {
    const unit = await this.copies.unit(me.unitId);
    const reserved = await this.reserved.all();
    const findings = nameFindings({ label, suffix, unit }, reserved);
    const name = checkIdn(label, suffix);
    if (name.ok && !(await this.applications.isFree(name.uLabel))) findings.push(finding('name-taken', '/label'));
    const suggestions: NameCheck['suggestions'] = [];
    for (const one of findings.length ? suggestionsFor(label, suffix, unit, reserved) : []) {
      const uLabel = `${one.label}.${one.suffix}`;
      if (suggestions.length < MAX_SUGGESTIONS && (await this.applications.isFree(uLabel))) suggestions.push({ ...one, uLabel });
    }
    const labels = name.ok ? { uLabel: name.uLabel, aLabel: name.aLabel } : {};
    return { available: findings.length === 0, ...labels, findings, suggestions };
  }

  async draft(me: Principal, wish: DomainWish): Promise<DomainApplication> {
    const unit = await this.copies.unit(me.unitId);
    if (unit.state !== 'ACTIVE') throw problem(409, 'unit-not-active');
    return this.transactions.run(async () => {
      const day = this.clock.today().replaceAll('-', '');
      const number = `Y${day}${String(await this.numbers.next(`domain-application:${day}`)).padStart(5, '0')}`;
      const draft = DomainApplication.draft(v7(), number, unit, wish, this.clock.now());
      return this.applications.add(draft, me, 'domain-application.draft');
    });
  }

  /** A refused application holds its name; another name is taken when it is submitted again. */
  edit(me: Principal, id: string, change: Partial<DomainWish>): Promise<DomainApplication> {
    return this.applications.change(id, { by: me, action: 'domain-application.edit' }, (one) => {
      const { label, suffix, years, agreement } = one;
      one.edit({ label, suffix, years, agreement, ...change }, me.roles);
      return [];
    });
  }

  /** Submits, for the first time or again. @throws Problem 422 with everything that is wrong with the name */
  async submit(me: Principal, id: string): Promise<DomainApplication> {
    const [unit, reserved] = [await this.copies.unit(me.unitId), await this.reserved.all()];
    return this.applications.change(id, { by: me, action: 'domain-application.submit' }, async (one) => {
      const events = one.submit(unit, me.roles);
      const findings = nameFindings({ label: one.label, suffix: one.suffix, unit }, reserved);
      if (unit.state !== 'ACTIVE') findings.push(finding('unit-not-active', ''));
      if (findings.length) throw problem(422, 'rules-broken', { findings });
      await this.applications.hold(one);
      return events;
    });
  }
}
