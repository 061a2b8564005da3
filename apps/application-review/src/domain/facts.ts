import type { BureauState, ContactChanged, DomainState, UnitState } from '@biaozhi/contracts';

/** Copies of other services' public state, kept from their events. */
export type UnitCopy = Pick<
  UnitState,
  | 'id'
  | 'region'
  | 'bureauId'
  | 'uscc'
  | 'name'
  | 'kind'
  | 'administrativeFunctions'
  | 'affiliation'
  | 'address'
  | 'postcode'
  | 'functions'
  | 'state'
>;
export type BureauCopy = Pick<BureauState, 'id' | 'region' | 'name' | 'level' | 'paperForInstitutions' | 'state'>;
export interface DomainCopy {
  id: string;
  unitId: string;
  uLabel: string;
  aLabel: string;
  state: DomainState['state'];
  /** Last day that is paid for. */
  expiresOn: string;
}
export type ContactCopy = Pick<ContactChanged, 'handlerName' | 'mobile' | 'mail' | 'phone' | 'responsiblePerson'>;

/** What the rules of a site application need to know beyond the form. */
export interface SiteFacts {
  unit: UnitCopy;
  /** The bureau that reviews it; none on a route without one. */
  bureau?: BureauCopy;
  /** Every domain of the unit, alive or not. */
  domains: readonly DomainCopy[];
  /** Today, Asia/Shanghai. */
  today: string;
  /** Sites on this machine are let through; a test setting that production refuses. */
  localSites: boolean;
}

/** Registered, not frozen, and paid for today. */
export const isAlive = (domain: Pick<DomainCopy, 'state' | 'expiresOn'>, today: string): boolean =>
  domain.state === 'ACTIVE' && domain.expiresOn >= today;
