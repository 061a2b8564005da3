import { finding } from '@biaozhi/problem';
import { workflow, type Role, type Rule } from '@biaozhi/workflow';
import './messages.js';

/** Staff who judge reports of fake sites (举报假冒网站). */
export const REPORT_STAFF = ['conac-reviewer'] as const satisfies readonly Role[];

export const REPORT_STATES = ['OPEN', 'CLOSED'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** What a report turned out to be: a fake site, a genuine one, or nothing that could be settled. */
export const REPORT_RESULTS = ['fake', 'genuine', 'unclear'] as const;
export type ReportResult = (typeof REPORT_RESULTS)[number];

/** The judgement of a report. */
export interface ReportDecision {
  result: ReportResult;
  /** What was found and done. */
  note: string;
}

const NOTE_MIN = 5;
const NOTE_MAX = 500;

/** What was found is written down: another officer must be able to follow it. */
const noteGiven: Rule<{ readonly state: ReportState }, ReportDecision> = (_, { note }) => {
  const length = [...note.trim()].length;
  return length < NOTE_MIN || length > NOTE_MAX ? finding('reason-missing', '/note') : undefined;
};

/** A report of a fake site by the public. */
export const reportWorkflow = workflow<ReportState, { readonly state: ReportState }, ReportDecision>()({
  name: 'report',
  initial: 'OPEN',
  steps: {
    close: { by: REPORT_STAFF, from: ['OPEN'], to: 'CLOSED', must: [noteGiven] },
  },
});
