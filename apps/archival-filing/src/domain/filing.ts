import {
  FilingClosed,
  FilingConfirmed,
  FilingFailed,
  FilingOpened,
  FilingReceived,
  type DomainName,
  type FilingState,
  type Place,
} from '@biaozhi/contracts';
import { problem } from '@biaozhi/problem';
import type { WorkingCalendar } from '@biaozhi/standards';
import type { Role } from '@biaozhi/workflow';
import { counted, judged, type Check, type Item, type Result } from './checklist.js';
import { filingWorkflow, type FilingStateName, type FilingStep, type PaperDecision } from './filing.workflow.js';
import './messages.js';

/** Who acts, when. */
export interface Officer {
  accountId: string;
  name: string;
  roles: readonly Role[];
  now: Date;
  /** Today in Asia/Shanghai. */
  today: string;
}

/** What the bureau wants, and how the clock runs. */
export interface BureauRules {
  copiesWanted: number;
  twoPersons: boolean;
  calendar: WorkingCalendar;
}

/** What the passed application says of itself. */
export type Expected = Pick<
  Filing,
  'id' | 'number' | 'applicationId' | 'applicationNumber' | 'unitId' | 'region' | 'place' | 'siteName' | 'domains' | 'dataHash' | 'openedAt'
> &
  Partial<Pick<Filing, 'bureauId' | 'englishDomain' | 'homePage'>>;

/** Why paper is not expected any more: the application was withdrawn or lapsed, or its unit was merged or abolished. */
export type Closing = 'withdraw' | 'lapse' | 'unitEnds';

/** 纸质审核 ends ten working days after receipt, in principle. */
export const REVIEW_WORKING_DAYS = 10;

/** The paper of one application at its bureau (纸质备案): from expected to confirmed or failed. */
export class Filing {
  id!: string;
  /** 备案编号 */
  number!: string;
  applicationId!: string;
  applicationNumber!: string;
  unitId!: string;
  region!: string;
  bureauId?: string;
  place!: Place;
  siteName!: string;
  domains!: DomainName[];
  englishDomain?: string;
  homePage?: string;
  /** SHA-256 (hex) of the form as passed. */
  dataHash!: string;
  state!: FilingStateName;
  checklist!: Check[];
  /** The archivist's words to the unit when it failed; read over HTTP only. */
  comment?: string;
  openedAt!: Date;
  /** Day of receipt in Asia/Shanghai; the ten working days count from the day after. */
  receivedOn?: string;
  receivedBy?: string;
  receivedByName?: string;
  dueDay?: string;
  dueProvisional!: boolean;
  decidedOn?: string;
  decidedByName?: string;
  version!: number;

  /** Paper is expected: every online review has passed. */
  static open(expected: Expected): { filing: Filing; events: FilingState[] } {
    const filing = Object.assign(new Filing(), expected, {
      state: filingWorkflow.initial,
      checklist: [],
      dueProvisional: false,
      version: 1,
    });
    return { filing, events: [FilingOpened.of(filing.publicState())] };
  }

  /** 接收: counts what was handed in and starts the ten working days. */
  receive(
    given: { copies: number; items: readonly { item: Item; copies?: number; result?: Result }[] },
    by: Officer,
    rules: BureauRules,
  ): FilingState[] {
    const checklist = counted(given.copies, given.items);
    this.fire('receive', by, rules, { checklist, looked: given.items.map(({ item }) => item) });
    this.checklist = checklist;
    this.receivedOn = by.today;
    this.receivedBy = by.accountId;
    this.receivedByName = by.name;
    this.setDue(rules.calendar);
    return [FilingReceived.of(this.publicState())];
  }

  /** 确认: everything is in order. The badge is issued on this. */
  confirm(items: readonly { item: Item; copies?: number; result: Result }[], by: Officer, rules: BureauRules): FilingState[] {
    this.judge('confirm', items, by, rules);
    return [FilingConfirmed.of(this.publicState())];
  }

  /** 不合格: the application ends, and the unit applies anew. */
  fail(
    items: readonly { item: Item; copies?: number; result: Result }[],
    comment: string,
    by: Officer,
    rules: BureauRules,
  ): FilingState[] {
    this.judge('fail', items, by, rules, comment.trim());
    return [FilingFailed.of(this.publicState())];
  }

  /** It ends without its paper. Says nothing where the bureau has already decided, or holds what would lapse. */
  close(how: Closing): FilingState[] {
    if (!filingWorkflow.offers(this, 'system').includes(how)) return [];
    this.state = filingWorkflow.fire(how, this, 'system', SYSTEM_DECISION);
    this.dueDay = undefined;
    this.dueProvisional = false;
    return [FilingClosed.of(this.publicState())];
  }

  /** A calendar was published or corrected: the last day follows it. Answers whether it moved. */
  calendarChanges(calendar: WorkingCalendar): boolean {
    const before = `${this.dueDay} ${this.dueProvisional}`;
    if (this.state === 'RECEIVED') this.setDue(calendar);
    return before !== `${this.dueDay} ${this.dueProvisional}`;
  }

  /** The bureau is late. It is flagged, and nothing is decided by it. */
  overdue(today: string): boolean {
    return this.state === 'RECEIVED' && !this.dueProvisional && this.dueDay !== undefined && today > this.dueDay;
  }

  /** Letter and form can be printed, and compared with the paper afterwards; not of an application that ended without it. */
  assertPrintable(): void {
    if (this.state === 'CLOSED') throw problem(409, 'filing-closed', { extensions: { state: this.state } });
  }

  /** The steps that a role may take now. */
  offersTo(roles: readonly Role[]): FilingStep[] {
    return filingWorkflow.offers(this, roles);
  }

  /** What the bus may know: codes of findings, never the archivist's words. */
  publicState(): FilingState {
    return {
      id: this.id,
      unitId: this.unitId,
      region: this.region,
      bureauId: this.bureauId,
      number: this.number,
      state: this.state,
      applicationId: this.applicationId,
      applicationNumber: this.applicationNumber,
      place: this.place,
      siteName: this.siteName,
      domains: this.domains,
      englishDomain: this.englishDomain,
      homePage: this.homePage,
      dataHash: this.dataHash,
      findings: this.checklist,
      dueDay: this.dueDay,
    };
  }

  private judge(
    step: 'confirm' | 'fail',
    items: readonly { item: Item; copies?: number; result: Result }[],
    by: Officer,
    rules: BureauRules,
    comment?: string,
  ): void {
    const checklist = judged(this.checklist, items);
    this.fire(step, by, rules, { checklist, looked: items.map(({ item }) => item), comment });
    this.checklist = checklist;
    this.comment = comment;
    this.decidedOn = by.today;
    this.decidedByName = by.name;
  }

  private fire(
    step: FilingStep,
    by: Officer,
    { copiesWanted, twoPersons }: BureauRules,
    looked: Pick<PaperDecision, 'checklist' | 'looked' | 'comment'>,
  ): void {
    this.state = filingWorkflow.fire(step, this, by.roles, { ...looked, copiesWanted, twoPersons, by: by.accountId });
  }

  private setDue(calendar: WorkingCalendar): void {
    const { day, provisional } = calendar.addWorkingDays(this.receivedOn!, REVIEW_WORKING_DAYS);
    this.dueDay = day;
    this.dueProvisional = provisional;
  }
}

const SYSTEM_DECISION: PaperDecision = { checklist: [], looked: [], copiesWanted: 0, by: 'system', twoPersons: false };
