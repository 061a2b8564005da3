export { PageFetcher, UNREADABLE, Unreadable, type FetchedPage, type WhyUnreadable } from './fetch-page.js';
export { VisitingConfig } from './visiting-config.js';
