import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { problem } from '@biaozhi/problem';
import { VerificationKeys } from './keys.js';
import { principalOf, TOKEN_AUDIENCE, TOKEN_ISSUER, type AccessClaims, type Principal } from './principal.js';

/** Checks a bearer token: ES256 only, issuer, audience, expiry, key by id. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(keys: VerificationKeys) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      algorithms: ['ES256'],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      secretOrKeyProvider: (_request: unknown, token: string, done: (error: unknown, key?: string) => void) => {
        // passport-jwt hands the key on to jsonwebtoken as it is; PEM text, which its types ask for, would be parsed for every request.
        keyIdOf(token)
          .then((kid) => keys.get(kid))
          .then(
            (key) => done(null, key as unknown as string),
            (error: unknown) => done(error),
          );
      },
    });
  }

  validate(claims: AccessClaims): Principal {
    return principalOf(claims);
  }
}

async function keyIdOf(token: string): Promise<string> {
  try {
    const { kid } = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid?: unknown };
    if (typeof kid === 'string' && kid) return kid;
  } catch {
    // Falls through: a header that is no JSON names no key.
  }
  throw problem(401, 'unauthenticated');
}
