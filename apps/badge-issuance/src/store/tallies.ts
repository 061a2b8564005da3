import { Tally } from '@biaozhi/service-kit';

/** How many badges are in each state. */
export const BADGE_TALLY = new Tally('badge', { state: (row) => `${row}.state` });
