import type { RedPageState } from '@biaozhi/contracts';
import { otherwise, workflow } from '@biaozhi/workflow';
import {
  footerHasBadge,
  hasContact,
  hasParagraph,
  headingsInOrder,
  notHeld,
  remaining,
  titleGiven,
  type PageDecision,
  type PageSubject,
} from './rules.js';

const isDraft = ({ state }: PageSubject): boolean => state === 'DRAFT';
const isShown = ({ state }: PageSubject): boolean => state === 'PUBLISHED' || state === 'EDITED';
const isFree = (page: PageSubject, { hold }: PageDecision): boolean => remaining(page, hold).length === 0;

/** 网络红页: what can happen to a red page (process.md §4.6). */
export const redPageWorkflow = workflow<RedPageState['state'], PageSubject, PageDecision>()({
  name: 'red-page',
  initial: 'DRAFT',
  steps: {
    /** Content or footer is changed; what visitors see stays as it was published. */
    edit: {
      by: ['handler'],
      from: ['DRAFT', 'PUBLISHED', 'EDITED', 'OFFLINE'],
      to: [['DRAFT', isDraft], ['EDITED', isShown], ['OFFLINE', otherwise]],
    },
    publish: {
      by: ['handler'],
      from: ['DRAFT', 'PUBLISHED', 'EDITED', 'OFFLINE'],
      to: 'PUBLISHED',
      must: [titleGiven, hasParagraph, hasContact, headingsInOrder, footerHasBadge, notHeld],
    },
    takeOffline: { by: ['handler'], from: ['PUBLISHED', 'EDITED'], to: 'OFFLINE' },
    /** The badge was suspended or the domain expired. */
    hold: {
      by: ['system'],
      from: ['DRAFT', 'PUBLISHED', 'EDITED', 'OFFLINE'],
      to: [['DRAFT', isDraft], ['OFFLINE', otherwise]],
    },
    release: {
      by: ['system'],
      from: ['DRAFT', 'OFFLINE'],
      to: [
        ['DRAFT', isDraft],
        ['PUBLISHED', (page, decision) => isFree(page, decision) && page.resumes === 'PUBLISHED'],
        ['EDITED', (page, decision) => isFree(page, decision) && page.resumes === 'EDITED'],
        ['OFFLINE', otherwise],
      ],
    },
    /** A newer badge of the same site takes the page over; it must be published again with that badge. */
    adopt: {
      by: ['system'],
      from: ['DRAFT', 'PUBLISHED', 'EDITED', 'OFFLINE'],
      to: [['DRAFT', isDraft], ['EDITED', isShown], ['OFFLINE', otherwise]],
    },
    /** The badge was revoked. */
    close: { by: ['system'], from: ['DRAFT', 'PUBLISHED', 'EDITED', 'OFFLINE'], to: 'CLOSED' },
  },
});
