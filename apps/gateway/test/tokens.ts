import { SignJWT } from 'jose';
import { claimsOf } from '@biaozhi/auth';
import { principal } from '@biaozhi/testing';

const key = new TextEncoder().encode('the gateway never checks a signature; services do');

/** An access token of a handler with the log-in name `login`, which ends in `seconds`. */
export const tokenWith = (login: string, seconds: number): Promise<string> =>
  new SignJWT({ ...claimsOf(principal({ loginName: login, roles: ['handler'] })) })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
    .sign(key);
