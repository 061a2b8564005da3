import { locale, t } from '../i18n/index.js';
import { ApiProblem, type ProblemDocument } from './problem.js';

export interface Options {
  query?: Record<string, string | number | boolean | undefined>;
  /** The same key for the same attempt: a repetition after a lost answer has one effect. */
  key?: string;
  signal?: AbortSignal;
  /** Ask once without sending a signed-out person to the log-in. */
  quiet?: boolean;
}

/** A list in portions; `next` is the `after` of the following one. */
export interface Page<T> {
  items: T[];
  next?: string;
}

let signedOut: () => void = () => undefined;

/** What happens when the session has ended; set once by the router. */
export function onSignedOut(react: () => void): void {
  signedOut = react;
}

const address = (path: string, query: Options['query'] = {}): string => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
};

async function request(method: string, path: string, body: unknown, options: Options): Promise<Response> {
  const headers: Record<string, string> = {
    accept: 'application/json, application/problem+json',
    'accept-language': locale.value,
    'x-biaozhi-request': 'portal',
  };
  if (method !== 'GET') headers['idempotency-key'] = options.key ?? crypto.randomUUID();
  if (body !== undefined) headers['content-type'] = 'application/json';
  const text = body === undefined ? null : JSON.stringify(body);
  const sent = fetch(address(path, options.query), { method, headers, body: text, signal: options.signal ?? null });
  const response = await sent.catch((cause: unknown) => {
    if (options.signal?.aborted) throw cause;
    throw new ApiProblem({ status: 0, code: 'offline', title: t('problem.offline') });
  });
  if (response.ok) return response;
  if (response.status === 401 && !options.quiet) signedOut();
  throw new ApiProblem(await documentOf(response));
}

async function documentOf(response: Response): Promise<ProblemDocument> {
  const read = (await response.json().catch(() => undefined)) as ProblemDocument | undefined;
  return read?.title ? read : { status: response.status, code: 'unknown', title: t('problem.unknown', { status: response.status }) };
}

async function call<T>(method: string, path: string, body?: unknown, options: Options = {}): Promise<T> {
  const response = await request(method, path, body, options);
  const text = response.status === 204 ? '' : await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** The services' interfaces, as seen through the gateway: `api.get('/api/badge-issuance/badges')`. */
export const api = {
  get: <T>(path: string, options?: Options) => call<T>('GET', path, undefined, options),
  post: <T>(path: string, body?: unknown, options?: Options) => call<T>('POST', path, body, options),
  put: <T>(path: string, body?: unknown, options?: Options) => call<T>('PUT', path, body, options),
  patch: <T>(path: string, body?: unknown, options?: Options) => call<T>('PATCH', path, body, options),
  delete: <T = void>(path: string, options?: Options) => call<T>('DELETE', path, undefined, options),
  /** A file, e.g. a PDF or a table for a spreadsheet. */
  file: async (path: string, options: Options = {}): Promise<Blob> => (await request('GET', path, undefined, options)).blob(),
};
