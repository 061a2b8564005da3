import type { UnitState } from '@biaozhi/contracts';

/** What this service keeps of a unit, from its events. */
export type UnitCopy = Pick<
  UnitState,
  'id' | 'name' | 'kind' | 'administrativeFunctions' | 'affiliation' | 'region' | 'bureauId' | 'state'
>;
