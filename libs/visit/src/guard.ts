import { lookup as resolve, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { buildConnector } from 'undici';
import { isLoopback, isPublicAddress } from './addresses.js';

/** What a visitor may reach. */
export interface Reach {
  /** Only where the visited sites run on this very machine: `npm start` and the tests. */
  loopback: boolean;
}

/** Nobody goes there. `code` says why, in words for the evidence. */
export class Refused extends Error {
  constructor(readonly code: 'address' | 'scheme' | 'port' | 'credentials' | 'name') {
    super(`refused: ${code}`);
    this.name = 'Refused';
  }
}

const LOCAL_NAME = /(^|\.)localhost\.?$/i;

/**
 * Judges the text of an address, before anything is looked up. What counts is the address that is connected, see
 * {@link guardedConnector}; this only keeps out what could never be a site.
 * @throws Refused
 */
export function judgeUrl(url: URL, { loopback }: Reach): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Refused('scheme');
  if (url.username !== '' || url.password !== '') throw new Refused('credentials');
  // The URL parser leaves the port empty where it is the protocol's own.
  if (url.port !== '' && url.port !== '80' && url.port !== '443' && !loopback) throw new Refused('port');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host)) judgeAddress(host, { loopback });
  else if (!host.replace(/\.$/, '').includes('.') && !(loopback && LOCAL_NAME.test(host))) throw new Refused('name');
}

/** @throws Refused for an address that is not public, nor an allowed loopback one. */
export function judgeAddress(address: string, { loopback }: Reach): void {
  if (!isPublicAddress(address) && !(loopback && isLoopback(address))) throw new Refused('address');
}

/** Name resolution; replaceable in tests by a server that lies. */
export type Resolve = (host: string, done: (error: Error | null, addresses: LookupAddress[]) => void) => void;

const bySystem: Resolve = (host, done) => resolve(host, { all: true, verbatim: true }, (error, found) => done(error, found ?? []));

/** Names of this machine, and names with a port that no public site has, lead to loopback where loopback is allowed. */
const isLocal = (host: string, port: string): boolean => LOCAL_NAME.test(host) || !['', '80', '443'].includes(port);

/**
 * undici's connector that judges what is really connected: the looked-up addresses before the first packet goes out, and
 * the peer of the socket once more, so that a name that changes its address between two looks gains nothing.
 * @param onPeer hears the address of each connection that is used
 */
export function guardedConnector(
  reach: Reach,
  onPeer: (address: string) => void,
  resolveName: Resolve = bySystem,
): buildConnector.connector {
  return (options, done) => {
    const { hostname, port } = options;
    const lookup: LookupFunction = (host, { all }, answer) => {
      const take = (error: Error | null, found: LookupAddress[]): void => {
        const allowed = found.filter(({ address }) => isAllowed(address, reach));
        const first = allowed[0];
        if (error || !first) answer(error ?? new Refused('address'), [], undefined);
        else if (all) answer(null, allowed);
        else answer(null, first.address, first.family);
      };
      if (reach.loopback && isLocal(host, port)) take(null, [{ address: '127.0.0.1', family: 4 }]);
      else resolveName(host, take);
    };
    const connect = buildConnector({ lookup, timeout: CONNECT_MS, autoSelectFamily: true });
    try {
      const host = hostname.replace(/^\[|\]$/g, '');
      // A literal address is connected without any lookup.
      if (isIP(host)) judgeAddress(host, reach);
    } catch (error) {
      done(error as Error, null);
      return;
    }
    connect(options, (...[error, socket]) => {
      if (error || !socket) return done(error ?? new Error('no socket'), null);
      const peer = (socket as Socket).remoteAddress ?? '';
      if (isAllowed(peer, reach)) {
        onPeer(peer);
        return done(null, socket);
      }
      socket.destroy();
      done(new Refused('address'), null);
    });
  };
}

const CONNECT_MS = 4_000;

function isAllowed(address: string, reach: Reach): boolean {
  try {
    judgeAddress(address, reach);
    return true;
  } catch {
    return false;
  }
}
