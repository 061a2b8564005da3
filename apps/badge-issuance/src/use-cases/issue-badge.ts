import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import type { DomainName, Place } from '@biaozhi/contracts';
import { Transactions } from '@biaozhi/bus';
import { Audit, Clock } from '@biaozhi/service-kit';
import { BadgeIssuanceConfig } from '../config.js';
import { Badge, type Issuer } from '../domain/badge.js';
import { badgeCode } from '../domain/code.js';
import { Badges } from '../store/badges.js';
import { Copies, type UnitCopy } from '../store/copies.js';
import { DivisionCodes } from '../store/division-codes.js';
import { UnitNumbers } from '../store/unit-numbers.js';

/** What a passed application says about its site. */
export interface PassedSite {
  applicationId: string;
  unitId: string;
  region: string;
  bureauId?: string;
  issuer: Issuer;
  place: Place;
  siteName: string;
  domains: readonly DomainName[];
  englishDomain?: string;
  homePage?: string;
}

/** The system generates the identification code (生成标识代码): exactly once for each application. */
@Injectable()
export class IssueBadge {
  constructor(
    private readonly transactions: Transactions,
    private readonly badges: Badges,
    private readonly copies: Copies,
    private readonly codes: DivisionCodes,
    private readonly numbers: UnitNumbers,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly config: BadgeIssuanceConfig,
  ) {}

  /** @throws Error while the unit is not known here yet */
  run(site: PassedSite): Promise<void> {
    return this.transactions.run(async () => {
      const unit = await this.copies.lockUnit(site.unitId);
      // Under the unit's lock nobody else issues for the same application at the same time.
      if (await this.badges.ofApplication(site.applicationId)) return;
      const mainDomain = site.domains[0]?.aLabel;
      const [earlier] = mainDomain === undefined ? [] : await this.badges.standing(unit.id, mainDomain);
      const { badge, events } = Badge.issue(
        {
          ...site,
          id: v7(),
          domains: [...site.domains],
          code: await this.codeFor(unit),
          // Random, so that nobody can count badges or guess the next one.
          publicId: randomBytes(16).toString('hex'),
          colour: isOrgan(unit) ? 'red' : 'blue',
          unitName: unit.name,
          unitKind: unit.kind,
          address: unit.address,
          functions: unit.functions,
          issuedOn: this.clock.today(),
          replacesId: earlier?.id,
        },
        await this.copies.calendar(),
      );
      // Nobody can have hung it yet.
      if (badge.place === 'own-site') badge.nextCheckAt = hoursAfter(this.clock.now(), this.config.inspectWaitingHours);
      if (!(await this.copies.domainIsGood(mainDomain))) events.push(...badge.hold('domain'));
      if (unit.state !== 'ACTIVE') events.push(...badge.hold('unit'));
      await this.badges.add(badge, events);
      const details = { code: badge.code, applicationId: site.applicationId, issuer: site.issuer };
      await this.audit.record({ actor: 'system', action: 'badge.issue', subject: `badge/${badge.id}`, details });
    });
  }

  private async codeFor(unit: UnitCopy): Promise<string> {
    // A unit of the centre (中直) is coded as central wherever it is.
    const digits = await this.codes.take(unit.affiliation === 'central' ? '100000' : unit.region);
    const number = await this.numbers.of(unit.id);
    return badgeCode(digits, number, await this.numbers.nextSerial(number));
  }
}

/** Red is for organs; an institution with administrative functions is treated as one. */
const isOrgan = ({ kind, administrativeFunctions }: UnitCopy): boolean => kind === 'organ' || administrativeFunctions;

const hoursAfter = (at: Date, hours: number): Date => new Date(at.getTime() + hours * 3_600_000);
