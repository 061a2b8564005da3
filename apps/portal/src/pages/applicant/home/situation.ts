import { badges, domainApplications, domainReview, domains, feeOrders, redPages, site, siteRows } from '../services.js';
import type { DomainTrack, Situation, SiteTrack } from './tasks.js';

const OVER = ['WITHDRAWN', 'LAPSED', 'CLOSED'];
const GONE = ['CANCELLED', 'DELETED'];

/** Reads how far each domain and each site of the unit is, the newest first. */
export async function situation(): Promise<Situation> {
  const [applications, owned, orders, rows, issued, pages] = await Promise.all([domainApplications(), domains(), feeOrders(), siteRows(), badges(), redPages()]);
  const open = applications.filter(({ state }) => ![...OVER, 'REGISTERED'].includes(state));
  const tracks: DomainTrack[] = owned.filter(({ state }) => !GONE.includes(state)).map((domain) => ({ domain }));
  const [applied, sites] = await Promise.all([
    Promise.all(
      open.map(async (application): Promise<DomainTrack> => {
        const order = orders.find(({ subjectId, state }) => subjectId === application.id && state === 'OPEN');
        return { application, review: await domainReview(application.id), order };
      }),
    ),
    siteTracks(),
  ]);
  return { domains: [...applied, ...tracks], sites };

  async function siteTracks(): Promise<SiteTrack[]> {
    const current = rows.filter(({ state }) => !OVER.includes(state));
    const all = await Promise.all(
      current.map(async ({ id }): Promise<SiteTrack> => {
        const badge = issued.find(({ applicationId }) => applicationId === id);
        const redPage = pages.find(({ badgeId }) => badgeId === badge?.id);
        return { site: await site(id), badge, redPage };
      }),
    );
    const last = all.filter((track) => !track.site?.successorId);
    const living = last.filter(({ badge }) => badge?.state !== 'REVOKED');
    return living.length > 0 ? living : last.slice(0, 1);
  }
}
