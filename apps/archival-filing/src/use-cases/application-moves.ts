import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import type { SiteApplicationState } from '@biaozhi/contracts';
import { problem } from '@biaozhi/problem';
import { Audit, Clock, Numbers } from '@biaozhi/service-kit';
import { Filing } from '../domain/filing.js';
import { Copies } from '../store/copies.js';
import { Filings } from '../store/filings.js';
import { FilingCloses } from './filing-closes.js';

/** An application goes its way online; when it has passed and paper is needed, the paper is expected. */
@Injectable()
export class ApplicationMoves {
  constructor(
    private readonly filings: Filings,
    private readonly copies: Copies,
    private readonly numbers: Numbers,
    private readonly closing: FilingCloses,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Remembers how far it is: letter and form are refused until it has passed. */
  goesOn(application: SiteApplicationState): Promise<void> {
    return this.copies.keepApplication(application);
  }

  /** @throws Problem 422 for an application that could never be filed: without a unit, or without the hash of its data */
  async passes(application: SiteApplicationState): Promise<void> {
    await this.copies.keepApplication(application);
    if (!application.paperRequired || (await this.filings.ofApplication(application.id))) return;
    const { id, number, unitId, region, bureauId, place, siteName, domains, englishDomain, homePage, dataHash } = application;
    if (unitId === undefined || dataHash === undefined) throw problem(422, 'passed-without-hash');
    const year = this.clock.today().slice(0, 4);
    const position = await this.numbers.next(`filing-${region}-${year}`);
    const { filing, events } = Filing.open({
      id: v7(),
      number: `BA${region}${year}${String(position).padStart(5, '0')}`,
      applicationId: id,
      applicationNumber: number,
      unitId,
      region,
      bureauId,
      place,
      siteName,
      domains,
      englishDomain,
      homePage,
      dataHash,
      openedAt: this.clock.now(),
    });
    await this.filings.add(filing, events);
    await this.audit.record({ actor: 'system', action: 'filing.open', subject: `filing/${filing.id}`, details: { number: filing.number, dataHash } });
    // The unit's end may have been told before what had passed until then.
    if (await this.copies.unitHasEnded(unitId)) await this.closing.close(filing.id, 'unitEnds');
  }

  /** The unit has withdrawn it, or it has lapsed. */
  async ends(application: SiteApplicationState, how: 'withdraw' | 'lapse'): Promise<void> {
    await this.copies.keepApplication(application);
    const filing = await this.filings.ofApplication(application.id);
    if (filing) await this.closing.close(filing.id, how);
  }
}
