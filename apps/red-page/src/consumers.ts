import { Controller } from '@nestjs/common';
import {
  BadgeIssued,
  BadgeRestored,
  BadgeRevoked,
  BadgeSuspended,
  DomainCancelled,
  DomainExpired,
  DomainFrozen,
  DomainRegistered,
  DomainRenewed,
  DomainUnfrozen,
  UnitChanged,
  UnitRegistered,
} from '@biaozhi/contracts';
import { Consumes } from '@biaozhi/bus';
import { Units } from './store/units.js';
import { BadgeOpensPage } from './use-cases/badge-opens-page.js';
import { BadgeOrDomainChanges } from './use-cases/badge-or-domain-changes.js';

/** What the bus makes this service do. */
@Controller()
export class Consumers {
  constructor(
    private readonly units: Units,
    private readonly badgeOpensPage: BadgeOpensPage,
    private readonly badgeOrDomainChanges: BadgeOrDomainChanges,
  ) {}

  @Consumes(BadgeIssued)
  onIssued(event: BadgeIssued): Promise<void> {
    return this.badgeOpensPage.run(event);
  }

  @Consumes(BadgeSuspended, BadgeRestored, BadgeRevoked)
  onBadge(event: BadgeSuspended): Promise<void> {
    return this.badgeOrDomainChanges.badge(event);
  }

  @Consumes(DomainRegistered, DomainRenewed, DomainUnfrozen, DomainExpired, DomainFrozen, DomainCancelled)
  onDomain(event: DomainRegistered): Promise<void> {
    return this.badgeOrDomainChanges.domain(event);
  }

  @Consumes(UnitRegistered, UnitChanged)
  onUnit(event: UnitRegistered): Promise<void> {
    return this.units.keep(event);
  }
}
