import type { Route, Stage, UnitKind, Affiliation } from '@biaozhi/contracts';

/** What is reviewed: a site application or the application for a domain. */
export const SUBJECTS = ['site', 'domain'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** Whether stamped paper follows the online reviews of a site. */
type Paper = 'always' | 'when-the-bureau-wants-it' | 'never';

interface Chain {
  /** Online stages of a site application, in order. */
  site: readonly Stage[];
  /** Online stages of a domain application; the third review (再审) is for sites only. */
  domain: readonly Stage[];
  paper: Paper;
}

/**
 * The four review chains (process.md §3) as data. The stage `bureau` of a central route is worked by the bureau of
 * division 100000, the Central e-government centre (中央编办电子政务中心), and so is its stage `third`.
 */
export const CHAINS: Record<Route, Chain> = {
  'local-organ': { site: ['bureau', 'conac'], domain: ['bureau', 'conac'], paper: 'always' },
  'local-institution': { site: ['bureau', 'conac'], domain: ['bureau', 'conac'], paper: 'when-the-bureau-wants-it' },
  'central-organ': { site: ['bureau', 'conac', 'third'], domain: ['bureau', 'conac'], paper: 'always' },
  'central-institution': { site: ['conac'], domain: ['conac'], paper: 'never' },
};

/** An institution with administrative functions (承担行政职能的事业单位) is treated as an organ. */
export const actsAsOrgan = (unit: { kind: UnitKind; administrativeFunctions: boolean }): boolean =>
  unit.kind === 'organ' || unit.administrativeFunctions;

/** The route of a unit: affiliation first, then kind; the place where it sits does not matter. */
export const routeOf = (unit: { kind: UnitKind; administrativeFunctions: boolean; affiliation: Affiliation }): Route =>
  `${unit.affiliation === 'central' ? 'central' : 'local'}-${actsAsOrgan(unit) ? 'organ' : 'institution'}`;

/** The first stage of a route. */
export const firstStage = (subject: Subject, route: Route): Stage => CHAINS[route][subject][0]!;

/** The stage after one, or nothing when it was the last. */
export const stageAfter = (subject: Subject, route: Route, stage: Stage): Stage | undefined =>
  CHAINS[route][subject][CHAINS[route][subject].indexOf(stage) + 1];

/** Whether paper must follow, given what the bureau wants of institutions. */
export const needsPaper = (route: Route, bureauWantsIt: boolean): boolean =>
  CHAINS[route].paper === 'always' || (CHAINS[route].paper === 'when-the-bureau-wants-it' && bureauWantsIt);

/** Every stage that some route has after the given one; `undefined` in the list is the end. */
export const followersOf = (subject: Subject, stage: Stage): (Stage | undefined)[] => [
  ...new Set(
    (Object.keys(CHAINS) as Route[])
      .filter((route) => CHAINS[route][subject].includes(stage))
      .map((route) => stageAfter(subject, route, stage)),
  ),
];

/** Every stage that some route begins with. */
export const firstStages = (subject: Subject): Stage[] => [
  ...new Set((Object.keys(CHAINS) as Route[]).map((route) => firstStage(subject, route))),
];
