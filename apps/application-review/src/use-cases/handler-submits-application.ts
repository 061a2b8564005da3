import { Injectable } from '@nestjs/common';
import { problem } from '@biaozhi/problem';
import { Numbers } from '@biaozhi/service-kit';
import type { Actor } from '../domain/act.js';
import { unitSees } from '../domain/scope.js';
import type { SiteApplication } from '../domain/site-application.js';
import { SiteApplications } from '../store/site-applications.js';
import { Desk } from './desk.js';
import { VisitSites } from './visit-sites.js';

/** 提交申请: the handler submits, or submits again after a refusal; the round begins at the first stage of the route. */
@Injectable()
export class HandlerSubmitsApplication {
  constructor(
    private readonly applications: SiteApplications,
    private readonly numbers: Numbers,
    private readonly desk: Desk,
    private readonly sites: VisitSites,
  ) {}

  run(by: Actor, id: string, version?: number): Promise<SiteApplication> {
    const seen = { by, action: 'site-application.submit', sees: unitSees, version };
    return this.applications.change(id, seen, async (application) => {
      const act = await this.desk.actOnSite(by, application.unitId);
      const events = await application.submit(act, () => this.number(act.today, application.region));
      await this.refuseASecondOne(application);
      await this.sites.submitted(application);
      return events;
    });
  }

  /** 申请编号: year, division and a running number of that year and division, e.g. `2026-370102-000123`. */
  private async number(today: string, region: string): Promise<string> {
    const series = `${today.slice(0, 4)}-${region}`;
    return `${series}-${String(await this.numbers.next(`site-application-${series}`)).padStart(6, '0')}`;
  }

  /** The unique index holds the main domain; this names the other application, and catches the same site by a side domain. */
  private async refuseASecondOne(application: SiteApplication): Promise<void> {
    const domainIds = application.round.data.domains.map((domain) => domain.id);
    const others = await this.applications.othersFor(application.unitId, domainIds, application.id);
    const open = others.find((other) => other.state !== 'COMPLETED');
    if (open) {
      throw problem(409, 'site-already-applied', {
        extensions: { other: { id: open.id, number: open.number, state: open.state } },
      });
    }
  }
}
