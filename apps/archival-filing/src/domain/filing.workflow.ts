import type { FilingState } from '@biaozhi/contracts';
import { workflow } from '@biaozhi/workflow';
import type { Check, Item } from './checklist.js';
import { everyItemInOrder, somethingHandedIn, somethingWrong, wordsForTheUnit, secondPerson } from './rules.js';

export type FilingStateName = FilingState['state'];

/** What rules look at. */
export interface Paper {
  readonly state: FilingStateName;
  readonly receivedBy?: string;
}

/** What somebody decides on the paper. */
export interface PaperDecision {
  /** The checklist as it is after the decision. */
  checklist: readonly Check[];
  /** Items that the person has looked at in this step; JSON pointers count in their order. */
  looked: readonly Item[];
  copiesWanted: number;
  comment?: string;
  /** Account of the person. */
  by: string;
  /** Whether receipt and confirmation need two persons. */
  twoPersons: boolean;
}

/** 纸质备案材料: what may happen to the paper of an application, and by whom. */
export const filingWorkflow = workflow<FilingStateName, Paper, PaperDecision>()({
  name: 'filing',
  initial: 'EXPECTED',
  steps: {
    receive: { by: ['bureau-archivist'], from: ['EXPECTED'], to: 'RECEIVED', must: [somethingHandedIn] },
    confirm: { by: ['bureau-archivist'], from: ['RECEIVED'], to: 'CONFIRMED', must: [everyItemInOrder, secondPerson] },
    fail: { by: ['bureau-archivist'], from: ['RECEIVED'], to: 'FAILED', must: [somethingWrong, wordsForTheUnit] },
    withdraw: { by: ['system'], from: ['EXPECTED', 'RECEIVED'], to: 'CLOSED' },
    // What the bureau has received does not lapse: its decision counts, however late.
    lapse: { by: ['system'], from: ['EXPECTED'], to: 'CLOSED' },
    // A unit that was merged or abolished has no site to open; nothing that the bureau could confirm would be true.
    unitEnds: { by: ['system'], from: ['EXPECTED', 'RECEIVED'], to: 'CLOSED' },
  },
});
export type FilingStep = (typeof filingWorkflow)['steps'][number];
