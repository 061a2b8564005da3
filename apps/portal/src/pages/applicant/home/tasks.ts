import type { Badge, Domain, DomainApplication, FeeOrder, RedPage, Review, SiteApplication } from '../model.js';

/** A domain on its way: applied for, paid, registered. */
export interface DomainTrack {
  application?: DomainApplication | undefined;
  review?: Review | undefined;
  order?: FeeOrder | undefined;
  domain?: Domain | undefined;
}

/** A site on its way, from the first draft to the badge that hangs. */
export interface SiteTrack {
  site?: SiteApplication | undefined;
  badge?: Badge | undefined;
  redPage?: RedPage | undefined;
}

/** Everything that the list of tasks looks at; what is over is left out. */
export interface Situation {
  domains: DomainTrack[];
  sites: SiteTrack[];
}

/** One step of the whole process. */
export interface Task {
  key: 'unit' | 'domain' | 'fee' | 'site' | 'review' | 'paper' | 'badge';
  state: 'DONE' | 'NOW' | 'WAITING' | 'TROUBLE' | 'LATER';
  /** Where it is done. */
  to?: string;
  /** Key of what is to be done, or what is waited for. */
  text: string;
  /** Key of the button's words where the step's own name does not say what is to be done. */
  act?: string;
  holder?: string | undefined;
  due?: { day: string; daysLeft?: number | undefined; provisional?: boolean } | undefined;
}

/** Steps that belong together. Those of one of several domains or sites bear its name; a site without one yet has an empty name. */
export interface Group {
  name?: string;
  tasks: Task[];
}

const IN_REVIEW = ['BUREAU_REVIEW', 'CONAC_REVIEW', 'THIRD_REVIEW'];

function domainTask({ application: one, review, domain }: DomainTrack): Task {
  const key = 'domain';
  if (domain) return { key, state: domain.state === 'ACTIVE' ? 'DONE' : 'TROUBLE', to: `/domains/${domain.id}/certificate`, text: `task.domain.${domain.state}`, act: domain.state === 'EXPIRED' ? 'task.act.renew' : 'task.act.look' };
  if (!one) return { key, state: 'NOW', to: '/domains/apply', text: 'task.domain.begin' };
  const to = `/domains/${one.id}`;
  if (one.state === 'REFUSED') return { key, state: 'TROUBLE', to, text: 'task.refused', act: 'task.act.correct' };
  if (one.state === 'DRAFT') return { key, state: 'NOW', to, text: 'task.draft', act: 'task.act.continue' };
  if (IN_REVIEW.includes(one.state)) return { key, state: 'WAITING', to, text: 'task.inReview', holder: review?.holder, due: review?.due };
  return { key, state: 'DONE', to, text: 'task.passed' };
}

function feeTask({ application: one, order, domain }: DomainTrack): Task {
  const key = 'fee';
  if (domain) return { key, state: 'DONE', text: 'task.fee.done' };
  if (one?.state === 'AWAIT_PAYMENT') return { key, state: 'NOW', to: `/domains/${one.id}`, text: 'task.fee.pay', due: order && { day: order.dueDay, daysLeft: order.daysLeft, provisional: order.dueProvisional } };
  if (one?.state === 'PAYMENT_CLAIMED') return { key, state: 'WAITING', to: `/domains/${one.id}`, text: 'task.fee.wait' };
  return { key, state: 'LATER', text: 'task.fee.later' };
}

function reviewTasks({ site }: SiteTrack, domainReady: boolean): Task[] {
  const review: Task = { key: 'review', state: 'LATER', text: 'task.review.later' };
  if (!site) return [domainReady ? { key: 'site', state: 'NOW', to: '/sites/apply', text: 'task.site.begin' } : { key: 'site', state: 'LATER', text: 'task.site.later' }, review];
  const to = `/sites/${site.id}`;
  if (site.state === 'DRAFT') return [{ key: 'site', state: 'NOW', to: `/sites/apply/${site.id}/unit`, text: 'task.draft', act: 'task.act.continue' }, review];
  const sent: Task = { key: 'site', state: 'DONE', to, text: 'task.site.sent' };
  if (site.state === 'REFUSED') return [sent, { ...review, state: 'TROUBLE', to, text: 'task.refused', act: 'task.act.correct' }];
  if (IN_REVIEW.includes(site.state)) return [sent, { ...review, state: 'WAITING', to, text: 'task.inReview', holder: site.holder, due: site.due }];
  return [sent, { ...review, state: 'DONE', to, text: 'task.passed' }];
}

function paperTask({ site }: SiteTrack): Task[] {
  if (site && !site.paperRequired) return [];
  const key = 'paper';
  const to = site && `/sites/${site.id}`;
  if (site?.state === 'AWAITING_PAPER') return [{ key, state: site.filing?.state === 'RECEIVED' ? 'WAITING' : 'NOW', ...(to ? { to } : {}), text: site.filing?.state === 'RECEIVED' ? 'task.paper.received' : 'task.paper.print', holder: site.holder, due: site.due }];
  if (site?.state === 'COMPLETED') return [{ key, state: 'DONE', ...(to ? { to } : {}), text: 'task.paper.done' }];
  if (site?.state === 'PAPER_FAILED') return [{ key, state: 'TROUBLE', ...(to ? { to } : {}), text: 'task.paper.failed', act: 'task.act.replace' }];
  return [{ key, state: 'LATER', text: 'task.paper.later' }];
}

function badgeTask({ badge, redPage }: SiteTrack): Task {
  const key = 'badge';
  if (!badge) return { key, state: 'LATER', text: 'task.badge.later' };
  const to = badge.place === 'red-page' && redPage ? `/redpage/${redPage.id}` : `/sites/${badge.applicationId}/badge`;
  if (badge.state === 'HUNG') return { key, state: 'DONE', to, text: 'task.badge.hung' };
  const due = badge.state === 'ISSUED' ? { day: badge.deadline, daysLeft: badge.daysLeft, provisional: badge.deadlineProvisional } : undefined;
  return { key, state: badge.state === 'ISSUED' ? 'NOW' : 'TROUBLE', to, text: badge.state === 'ISSUED' ? 'task.badge.hang' : `task.badge.${badge.state}`, due };
}

/** The whole process as steps, in order: one list, or one for each domain and site when the unit has several; what is done is one line then. */
export function groupsOf({ domains, sites }: Situation): Group[] {
  const ready = domains.some(({ domain }) => domain?.state === 'ACTIVE');
  const domainTasks = (track: DomainTrack): Task[] => [domainTask(track), feeTask(track)];
  const siteTasks = (track: SiteTrack): Task[] => [...reviewTasks(track, ready), ...paperTask(track), badgeTask(track)];
  const unit: Task = { key: 'unit', state: 'DONE', text: 'task.unit.done' };
  if (domains.length < 2 && sites.length < 2) return [{ tasks: [unit, ...domainTasks(domains[0] ?? {}), ...siteTasks(sites[0] ?? {})] }];
  return [
    { tasks: [unit] },
    ...(domains.length > 0 ? domains : [{}]).map((track: DomainTrack) => ({ name: (track.domain ?? track.application)?.uLabel ?? '', tasks: track.domain ? [domainTask(track)] : domainTasks(track) })),
    ...(sites.length > 0 ? sites : [{}]).map((track: SiteTrack) => ({ name: track.badge?.siteName ?? track.site?.form.siteName ?? '', tasks: track.badge?.state === 'HUNG' ? [badgeTask(track)] : siteTasks(track) })),
  ];
}

/** The one thing to do next, and the name of the domain or site that it is for. */
export function nextOf(groups: Group[]): (Task & { name?: string | undefined }) | undefined {
  const all = groups.flatMap(({ name, tasks }) => tasks.map((task) => ({ ...task, name })));
  return all.find(({ state }) => state === 'TROUBLE') ?? all.find(({ state }) => state === 'NOW');
}
