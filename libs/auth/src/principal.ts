import type { Role } from '@biaozhi/workflow';

/** Who is asking, as the access token says. */
export interface Principal {
  accountId: string;
  loginName: string;
  displayName: string;
  roles: Role[];
  /** The handler's unit (单位). */
  unitId?: string;
  /** The bureau (编办) whose cases a reviewer or archivist may touch. */
  bureauId?: string;
  sessionId: string;
}

/** Claims of an access token (JWT, ES256). */
export interface AccessClaims {
  sub: string;
  login: string;
  name: string;
  roles: Role[];
  unit?: string;
  bureau?: string;
  sid: string;
}

export const TOKEN_ISSUER = 'biaozhi-identity';
export const TOKEN_AUDIENCE = 'biaozhi';

/** Claims of a principal, for the issuer. */
export const claimsOf = (principal: Principal): AccessClaims => ({
  sub: principal.accountId,
  login: principal.loginName,
  name: principal.displayName,
  roles: principal.roles,
  ...(principal.unitId ? { unit: principal.unitId } : {}),
  ...(principal.bureauId ? { bureau: principal.bureauId } : {}),
  sid: principal.sessionId,
});

/** Principal of verified claims. */
export const principalOf = (claims: AccessClaims): Principal => ({
  accountId: claims.sub,
  loginName: claims.login,
  displayName: claims.name,
  roles: claims.roles,
  ...(claims.unit ? { unitId: claims.unit } : {}),
  ...(claims.bureau ? { bureauId: claims.bureau } : {}),
  sessionId: claims.sid,
});
