import { Injectable } from '@nestjs/common';
import type { UnitState } from '@biaozhi/contracts';
import { SYSTEM } from '../domain/act.js';
import { Clocks } from '../store/clocks.js';
import { Copies } from '../store/copies.js';
import { SiteApplications } from '../store/site-applications.js';
import { Desk } from './desk.js';

/** A unit changes: its cases follow it to another bureau; when it was merged or abolished, its open applications end. */
@Injectable()
export class UnitChanges {
  constructor(
    private readonly copies: Copies,
    private readonly clocks: Clocks,
    private readonly applications: SiteApplications,
    private readonly desk: Desk,
  ) {}

  async run(unit: UnitState): Promise<void> {
    await this.copies.keepUnit(unit);
    // Central units are reviewed by the centre, whichever bureau they name.
    if (unit.bureauId && unit.affiliation !== 'central') await this.clocks.move(unit.id, unit.bureauId);
    if (unit.state === 'ACTIVE') return;
    const act = await this.desk.act(SYSTEM);
    const seen = { by: SYSTEM, action: 'site-application.unit-ends' };
    for (const id of await this.applications.undecidedOf(unit.id)) {
      await this.applications.change(id, seen, (application) => application.unitEnds(act));
    }
  }
}
