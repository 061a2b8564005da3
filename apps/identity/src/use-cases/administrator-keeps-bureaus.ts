import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import type { Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { finding, problem } from '@biaozhi/problem';
import { division } from '@biaozhi/standards';
import { Bureau, bureauFindings, type BureauParticulars } from '../domain/bureau.js';
import { servedFindings, usuallyServed, type Served } from '../domain/serving.js';
import { Accounts } from '../store/accounts.js';
import { Bureaus } from '../store/bureaus.js';
import { ServedUnits } from '../store/served-units.js';
import { Sessions } from '../store/sessions.js';
import { Units } from '../store/units.js';
import { UnitsFollowTheirBureau } from './units-follow-their-bureau.js';

export interface BureauChange extends Partial<Omit<BureauParticulars, 'level' | 'region'>> {
  serves?: Served[];
}

/** Administrators keep the tree: who is above whom, and who serves which units. */
@Injectable()
export class AdministratorKeepsBureaus {
  constructor(
    private readonly bureaus: Bureaus,
    private readonly served: ServedUnits,
    private readonly units: Units,
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly follow: UnitsFollowTheirBureau,
    private readonly transactions: Transactions,
  ) {}

  /** Adds a bureau. Without `serves` it serves what a bureau of its division usually does. */
  add(by: Principal, { serves, ...particulars }: BureauParticulars & { serves?: Served[] }): Promise<Bureau> {
    return this.transactions.run(async () => {
      const findings = [...bureauFindings(particulars), ...servedFindings(serves ?? [])];
      if (particulars.parentId && !(await this.bureaus.active(particulars.parentId))) {
        findings.push(finding('bureau-parent-unknown', '/parentId'));
      }
      if (findings.length) throw problem(422, 'validation', { findings });
      const [bureau, added] = Bureau.add(v7(), particulars);
      await this.bureaus.add([[bureau, added]], by);
      await this.served.set(bureau.id, serves ?? usuallyServed(division(bureau.region)!));
      await this.follow.run(by);
      return bureau;
    });
  }

  /** Changes particulars, the bureau above, or whom it serves. Units that lose it keep it until another one serves them. */
  change(by: Principal, id: string, seen: number, { serves, ...particulars }: BureauChange): Promise<Bureau> {
    return this.transactions.run(async () => {
      const findings = servedFindings(serves ?? []);
      if (particulars.parentId) {
        if (!(await this.bureaus.active(particulars.parentId)))
          findings.push(finding('bureau-parent-unknown', '/parentId'));
        else if (await this.bureaus.isWithin(particulars.parentId, id))
          findings.push(finding('bureau-parent-below', '/parentId'));
      }
      if (findings.length) throw problem(422, 'validation', { findings });
      const bureau = await this.bureaus.change(id, seen, by, 'bureau.change', (bureau) => [bureau.change(particulars)]);
      if (serves) {
        await this.served.set(id, serves);
        await this.follow.run(by);
      }
      return bureau;
    });
  }

  /** Closes a bureau. A successor takes over its units, its staff, and the bureaus below it. */
  close(by: Principal, id: string, seen: number, successorId?: string): Promise<Bureau> {
    return this.transactions.run(async () => {
      const bureau = await this.bureaus.change(id, seen, by, 'bureau.close', (bureau) => [bureau.close()]);
      const below = await this.bureaus.below(id);
      if (successorId === undefined) {
        const inUse = below.length > 0 || (await this.units.existsOf(id)) || (await this.accounts.existsOf(id));
        if (inUse) throw problem(422, 'rules-broken', { findings: [finding('bureau-has-units', '/successorId')] });
        await this.served.set(id, []);
        return bureau;
      }
      // The closed one is no longer active, so a bureau cannot succeed itself.
      if (!(await this.bureaus.active(successorId)) || (await this.bureaus.isWithin(successorId, id))) {
        throw problem(422, 'validation', { findings: [finding('successor-unknown', '/successorId')] });
      }
      await this.served.handOver(id, successorId);
      for (const child of below) {
        await this.bureaus.change(child, undefined, by, 'bureau.change', (one) => [
          one.change({ parentId: successorId }),
        ]);
      }
      for (const account of await this.accounts.handOver(id, successorId)) await this.sessions.endAllOf(account);
      await this.follow.run(by, { from: id, to: successorId });
      return bureau;
    });
  }
}
