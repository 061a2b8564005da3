import type { IncomingHttpHeaders } from 'node:http';

/** Our own scripts send this header; a foreign page cannot without a preflight, which we never answer. */
export const OWN_HEADER = 'x-biaozhi-request';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that the browser would sign with our cookie comes from a page of ours. Same *site* is not enough:
 * red pages live on other hosts of the same site.
 */
export function comesFromUs(method: string, headers: IncomingHttpHeaders): boolean {
  if (SAFE.has(method)) return true;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  if (headers.origin !== undefined) return originHost(headers.origin) === headers.host?.toLowerCase();
  return headers[OWN_HEADER] !== undefined;
}

function originHost(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
