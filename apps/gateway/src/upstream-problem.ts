import { problem, type Problem } from '@biaozhi/problem';

const NOT_THERE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);
const TOO_SLOW = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** What to tell a caller when the service did not answer: not there 503, too slow 504, broke off 502. */
export function upstreamProblem(error: unknown): Problem {
  const chain = causesOf(error);
  // Our own limits on the request's body end the exchange from this side.
  const own = chain.find((cause) => cause.name === 'Problem') as Problem | undefined;
  if (own) return own;
  const codes = chain.map(({ code }) => code ?? '');
  if (codes.some((code) => NOT_THERE.has(code))) return problem(503, 'unavailable', { cause: error });
  const slow = codes.some((code) => TOO_SLOW.has(code)) || chain.some(({ statusCode }) => statusCode === 504);
  return slow ? problem(504, 'gateway-timeout', { cause: error }) : problem(502, 'bad-gateway', { cause: error });
}

type Caused = Error & { code?: string; statusCode?: number };

function causesOf(error: unknown): Caused[] {
  const chain: Caused[] = [];
  for (let at = error; at && typeof at === 'object' && chain.length < 5; at = (at as Caused).cause) chain.push(at as Caused);
  return chain;
}
