export interface Plan {
  kind: 'local organ' | 'local institution' | 'central organ' | 'central institution';
  place: 'own-site' | 'red-page';
  pay: 'transfer' | 'online';
  /** States in which the application is refused, each once. */
  refuse?: string[];
  paperFails?: boolean;
  snippet?: 'classic' | 'static' | 'link';
}

export interface Row {
  plan: Plan;
  unit: { registration: { unit: { name: string } } };
  unitId?: string;
  seconds: number;
  badge?: { id: string; code: string; colour: string; state: string };
  error?: Error;
}

interface MadeUpUnit {
  /** First part of its domain. */
  label: string;
  siteName: string;
  registration: { unit: { name: string; uscc: string }; loginName: string; password: string };
}

/** One unit's way, step by step; each answers when its effect can be seen. */
export interface Life {
  readonly unit: MadeUpUnit;
  readonly unitId?: string;
  register(): Promise<void>;
  /** Applies for the domain and has it reviewed; answers the fee that falls due. */
  passDomain(): Promise<{ id: string; amountFen: number }>;
  claimTransfer(fee: { id: string; amountFen: number }): Promise<void>;
  /** `passDomain`, the fee, the registration. */
  getDomain(): Promise<void>;
  /** Puts its own site up, still without a badge; the title is the site's name if nothing else is said. */
  opensOwnSite(title?: string): void;
  /** Submits the application for the site; answers its id. */
  submitSite(): Promise<string>;
  /** `submitSite` and all reviews. */
  applyForSite(): Promise<{ id: string; number: string; paperRequired: boolean }>;
  /** From the passed application on: paper (when it is due), badge, hanging. */
  handInPaper(application: { id: string; number: string }, how: { faulty: boolean }): Promise<void>;
  badgeIsIssued(application: { id: string }): Promise<void>;
  hangOnOwnSite(): Promise<void>;
}

/** Units that are led through the process step by step over HTTP, with the demo staff at the desks. */
export function cast(
  suite: { url: string; demoPassword: string },
  options?: { first?: number },
): Promise<{ life(plan: Plan): Life; stop(): Promise<void> }>;

export const PLANS: Plan[];
export function planOfLoad(i: number): Plan;
export function play(
  suite: { url: string; natsUrl?: string; demoPassword: string },
  options: { plans: Plan[]; parallel?: number; first?: number; patience?: number; onDone?: (row: Row, done: number) => void },
): Promise<{ rows: Row[]; spent: Record<string, number>; retries: number }>;
