import { FastBadges1764000600000 } from './fast-list.js';
import { SearchAndReports1764000500000 } from './search-and-reports.js';
import { Badges1764000100000 } from './tables.js';

/** For TypeORM's `migrations`. */
export const badgeMigrations = [Badges1764000100000, SearchAndReports1764000500000, FastBadges1764000600000];
