import { Injectable } from '@nestjs/common';
import type { UnitState } from '@biaozhi/contracts';
import { Audit } from '@biaozhi/service-kit';
import type { Closing } from '../domain/filing.js';
import { Copies } from '../store/copies.js';
import { Filings } from '../store/filings.js';

/** Paper that is not expected any more. */
@Injectable()
export class FilingCloses {
  constructor(
    private readonly filings: Filings,
    private readonly copies: Copies,
    private readonly audit: Audit,
  ) {}

  /** A unit's particulars, or its end: paper of a unit that was merged or abolished is not expected, and not judged. */
  async unit(unit: UnitState): Promise<void> {
    await this.copies.keepUnit(unit);
    if (unit.state === 'ACTIVE') return;
    for (const id of await this.filings.undecidedOf(unit.id)) await this.close(id, 'unitEnds');
  }

  /** Closes a filing, unless it is decided, or the bureau holds what would lapse. */
  async close(id: string, how: Closing): Promise<void> {
    const filing = await this.filings.find(id);
    if (!filing?.offersTo(['system']).includes(how)) return;
    const { state } = await this.filings.change(id, undefined, (fresh) => fresh.close(how));
    await this.audit.record({ actor: 'system', action: `filing.${how}`, subject: `filing/${id}`, details: { state } });
  }
}
