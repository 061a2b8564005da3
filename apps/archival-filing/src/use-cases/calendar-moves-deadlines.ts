import { Injectable } from '@nestjs/common';
import type { CalendarState } from '@biaozhi/contracts';
import { Audit } from '@biaozhi/service-kit';
import { Copies } from '../store/copies.js';
import { Filings } from '../store/filings.js';

/** A published or corrected year may move the last day of every paper review that runs. */
@Injectable()
export class CalendarMovesDeadlines {
  constructor(
    private readonly filings: Filings,
    private readonly copies: Copies,
    private readonly audit: Audit,
  ) {}

  async run(published: CalendarState): Promise<void> {
    await this.copies.keepCalendar(published);
    const calendar = await this.copies.calendar();
    for (const id of await this.filings.received()) {
      // Tried on a copy first: a filing whose day stays is not touched, so its version stays too.
      if (!(await this.filings.find(id))?.calendarChanges(calendar)) continue;
      const { dueDay } = await this.filings.change(id, undefined, (fresh) => {
        fresh.calendarChanges(calendar);
        return [];
      });
      const details = { dueDay, year: published.year, calendarVersion: published.version };
      await this.audit.record({ actor: 'system', action: 'filing.deadline', subject: `filing/${id}`, details });
    }
  }
}
