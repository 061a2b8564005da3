import { api, type Page } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import type { Badge, Domain, DomainApplication, FeeOrder, Notice, PaymentWays, RedPage, Review, SiteApplication, SiteRow, Unit } from './model.js';

export const DOMAINS = '/api/domain-registration';
export const REVIEW = '/api/application-review';
export const BADGES = '/api/badge-issuance';
export const FILING = '/api/archival-filing';
export const RED_PAGES = '/api/red-page/red-pages';

/** Undefined where the service knows nothing of it (yet). */
export const orNothing = async <T>(asked: Promise<T>): Promise<T | undefined> =>
  asked.catch((cause: unknown) => {
    if (cause instanceof ApiProblem && cause.status === 404) return undefined;
    throw cause;
  });

const itemsOf = async <T>(path: string): Promise<T[]> => (await api.get<Page<T>>(path, { query: { limit: 100 } })).items;

export const unitOf = (id: string) => api.get<Unit>(`/api/identity/units/${id}`);
export const domainApplications = () => itemsOf<DomainApplication>(`${DOMAINS}/domain-applications`);
export const domains = () => itemsOf<Domain>(`${DOMAINS}/domains`);
export const feeOrders = () => itemsOf<FeeOrder>(`${DOMAINS}/fee-orders`);
export const paymentWays = () => api.get<PaymentWays>(`${DOMAINS}/payment-ways`);
export const siteRows = () => itemsOf<SiteRow>(`${REVIEW}/site-applications`);
export const site = (id: string) => api.get<SiteApplication>(`${REVIEW}/site-applications/${id}`);
export const domainReview = (id: string) => orNothing(api.get<Review>(`${REVIEW}/domain-applications/${id}/review`));
export const badges = () => itemsOf<Badge>(`${BADGES}/badges`);
export const badgeOf = (applicationId: string) => orNothing(api.get<Badge>(`${BADGES}/badges/by-application/${applicationId}`));
export const redPages = () => itemsOf<RedPage>(RED_PAGES);
export const notices = () => itemsOf<Notice>('/api/notification/notices');
