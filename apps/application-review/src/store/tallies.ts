import { Tally } from '@biaozhi/service-kit';
import { TABLES } from './migrations/queue.js';

/** How many cases are in each stage and state, at work and late, of each subject. */
export const TALLIES = TABLES.map(
  (table) =>
    new Tally(
      table,
      {
        stage: (row) => `${row}.stage`,
        state: (row) => `${row}.state`,
        open: (row) => `(${row}.clock_day IS NOT NULL)::text`,
        overdue: (row) => `(${row}.overdue_at IS NOT NULL)::text`,
      },
      (row) => `${row}.submitted_at IS NOT NULL`,
    ),
);
