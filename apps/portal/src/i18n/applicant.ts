import { account } from './applicant/account.js';
import { badge } from './applicant/badge.js';
import { domains } from './applicant/domains.js';
import { entry } from './applicant/entry.js';
import { messagesOf } from './applicant/pairs.js';
import { sites } from './applicant/sites.js';

/** Words of the applicant's pages. */
export const applicant = messagesOf({ ...entry, ...domains, ...sites, ...badge, ...account });
