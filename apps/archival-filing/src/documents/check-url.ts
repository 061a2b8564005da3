import { shortHash } from './printed-data.js';

/** The part of a hash that paper bears, as it stands in an address. */
export const checkCode = (dataHash: string): string => shortHash(dataHash).replaceAll('-', '').toLowerCase();

/** Address of the page that tells whether a paper bears the data that passed. */
export const checkUrl = (publicUrl: string, applicationNumber: string, dataHash: string): string =>
  `${publicUrl.replace(/\/$/, '')}/api/archival-filing/check/${encodeURIComponent(applicationNumber)}?hash=${checkCode(dataHash)}`;
