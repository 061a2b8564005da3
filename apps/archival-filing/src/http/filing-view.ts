import { Injectable } from '@nestjs/common';
import type { FilingState } from '@biaozhi/contracts';
import type { Principal } from '@biaozhi/auth';
import type { Locale } from '@biaozhi/problem';
import { Clock } from '@biaozhi/service-kit';
import { ITEM_NAMES, RESULT_NAMES, type Item, type Result } from '../domain/checklist.js';
import type { Filing } from '../domain/filing.js';
import type { FilingStep } from '../domain/filing.workflow.js';
import { shortHash } from '../documents/printed-data.js';
import { Copies } from '../store/copies.js';

/** A filing as its unit and its bureau see it. */
export interface FilingView extends Omit<FilingState, 'findings'> {
  /** The unit's name; absent while its registration is still on its way. */
  unitName?: string;
  /** Where the paper goes, and in how many copies. */
  bureau?: { name: string; paperAddress: string; paperHours: string; copiesWanted: number };
  checklist: { item: Item; name: string; result: Result; resultName: string; copies: number }[];
  /** Sixteen hex digits that letter and form print. */
  checkCode: string;
  /** Why it failed, in the archivist's words. */
  comment?: string;
  openedAt: Date;
  /** Days are `YYYY-MM-DD` in Asia/Shanghai. */
  receivedOn?: string;
  decidedOn?: string;
  dueProvisional: boolean;
  /** Working days left of the ten; negative when late. Absent unless the clock runs. */
  daysLeft?: number;
  overdue: boolean;
  /** Who received and decided; for staff only. */
  receivedBy?: string;
  decidedBy?: string;
  /** Paths of the documents; absent when they cannot be printed. */
  documents?: { letter: string; form: string };
  version: number;
  /** Steps that the reader may take now. */
  offers: FilingStep[];
}

/** Shows filings. */
@Injectable()
export class FilingViews {
  constructor(
    private readonly copies: Copies,
    private readonly clock: Clock,
  ) {}

  async one(filing: Filing, reader: Principal, locale: Locale): Promise<FilingView> {
    return (await this.many([filing], reader, locale))[0]!;
  }

  async many(filings: Filing[], reader: Principal, locale: Locale): Promise<FilingView[]> {
    const names = await this.copies.unitNames(filings.map(({ unitId }) => unitId));
    const bureaus = await this.copies.bureaus(filings.map(({ bureauId }) => bureauId));
    const calendar = await this.copies.calendar();
    const today = this.clock.today();
    const ofUnit = reader.roles.every((role) => role === 'handler');
    return filings.map((filing) => {
      const { findings: _, ...state } = filing.publicState();
      const bureau = bureaus.get(filing.bureauId ?? '');
      const path = `/applications/${filing.applicationId}`;
      return {
        ...state,
        unitName: names.get(filing.unitId),
        bureau: bureau && {
          name: bureau.name,
          paperAddress: bureau.paperAddress,
          paperHours: bureau.paperHours,
          copiesWanted: bureau.copiesWanted,
        },
        checklist: filing.checklist.map(({ item, result, copies }) => ({
          item,
          name: ITEM_NAMES[item][locale],
          result,
          resultName: RESULT_NAMES[result][locale],
          copies,
        })),
        checkCode: shortHash(filing.dataHash),
        comment: filing.comment,
        openedAt: filing.openedAt,
        receivedOn: filing.receivedOn,
        decidedOn: filing.decidedOn,
        dueProvisional: filing.dueProvisional,
        ...(filing.state === 'RECEIVED' && filing.dueDay ? { daysLeft: calendar.workingDaysBetween(today, filing.dueDay) } : {}),
        overdue: filing.overdue(today),
        ...(ofUnit ? {} : { receivedBy: filing.receivedByName, decidedBy: filing.decidedByName }),
        ...(filing.state === 'CLOSED' ? {} : { documents: { letter: `${path}/letter.pdf`, form: `${path}/form.pdf` } }),
        version: filing.version,
        offers: filing.offersTo(reader.roles),
      };
    });
  }
}
