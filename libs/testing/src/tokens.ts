import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { v7 } from 'uuid';
import { TOKEN_AUDIENCE, TOKEN_ISSUER, claimsOf, type Principal } from '@biaozhi/auth';

const KEY_ID = 'test-key';
const keys = generateKeyPair('ES256', { extractable: true });

/** A whole principal from the members that matter to a test: an account of its own, no roles unless given. */
export function principal(members: Partial<Principal> = {}): Principal {
  return {
    accountId: v7(),
    loginName: 'test',
    displayName: '测试',
    roles: [],
    sessionId: v7(),
    ...members,
  };
}

/** An access token, good for an hour, which services under test accept as if identity had issued it. */
export async function tokenFor(members: Partial<Principal>): Promise<string> {
  const { privateKey } = await keys;
  return new SignJWT({ ...claimsOf(principal(members)) })
    .setProtectedHeader({ alg: 'ES256', kid: KEY_ID })
    .setIssuer(TOKEN_ISSUER)
    .setAudience(TOKEN_AUDIENCE)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey);
}

/** Serves the public half of the test key as identity serves its JWKS; answers the document's address. */
export async function startJwks(): Promise<{ url: string; stop(): Promise<void> }> {
  const { publicKey } = await keys;
  const jwk = { ...(await exportJWK(publicKey)), kid: KEY_ID, alg: 'ES256', use: 'sig' };
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/.well-known/jwks.json`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
