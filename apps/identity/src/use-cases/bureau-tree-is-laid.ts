import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { Transactions } from '@biaozhi/bus';
import type { AggregateData } from '@biaozhi/contracts';
import { allDivisions, DEFAULT_CALENDAR, division } from '@biaozhi/standards';
import { Bureau } from '../domain/bureau.js';
import { usuallyServed, type Served } from '../domain/serving.js';
import { usualBureau } from '../domain/usual-bureau.js';
import { Bureaus } from '../store/bureaus.js';
import { Calendars } from '../store/calendars.js';
import { ServedUnits } from '../store/served-units.js';

/** Gives every division that has no bureau its usual one, and every year that is known its calendar. May be repeated. */
@Injectable()
export class BureauTreeIsLaid {
  constructor(
    private readonly bureaus: Bureaus,
    private readonly served: ServedUnits,
    private readonly calendars: Calendars,
    private readonly transactions: Transactions,
  ) {}

  /** How many bureaus were added. */
  run(): Promise<number> {
    return this.transactions.run(async () => {
      const [ids, served] = [await this.bureaus.byRegion(), await this.served.all()];
      const added: [Bureau, AggregateData][] = [];
      const pairs: { id: string; serves: Served[] }[] = [];
      // Parents come before their children in the table of divisions.
      for (const one of allDivisions()) {
        // Whom an administrator gave to another bureau stays with it; a division that another one serves needs none.
        const serves = usuallyServed(one).filter(({ affiliation, region }) => !served.has(`${affiliation} ${region}`));
        if (ids.has(one.code) || !serves.length) continue;
        const id = v7();
        ids.set(one.code, id);
        const parentId = one.parent && division(one.parent) ? ids.get(one.parent) : undefined;
        added.push(Bureau.add(id, { ...usualBureau(one), parentId }));
        pairs.push({ id, serves });
      }
      if (added.length) await this.bureaus.add(added, 'system');
      await this.served.giveAll(pairs);
      const published = new Set((await this.calendars.list()).map(({ year }) => year));
      for (const year of DEFAULT_CALENDAR) if (!published.has(year.year)) await this.calendars.publish(year, 'system');
      return added.length;
    });
  }
}
