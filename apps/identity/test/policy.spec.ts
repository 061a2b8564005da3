import { v7 } from 'uuid';
import { ROLES, type Role } from '@biaozhi/workflow';
import { startWorld, type World } from './world.js';

const STAFF: Role[] = [
  'bureau-reviewer',
  'bureau-archivist',
  'conac-reviewer',
  'conac-finance',
  'administrator',
  'auditor',
];

/** Who may call what. A route that is not here fails the first test. */
const POLICY: Record<string, 'open' | 'signed-in' | Role[]> = {
  'POST /registrations': 'open',
  'GET /registrations/check': 'open',
  'POST /sessions': 'open',
  'POST /sessions/refresh': 'open',
  'POST /first-login': 'open',
  'POST /password-links': 'open',
  'POST /second-factor': 'open',
  'POST /passkey-options': 'open',
  'GET /.well-known/jwks.json': 'open',
  'GET /divisions': 'open',
  'GET /bureaus': 'open',
  'GET /calendars': 'open',
  'GET /me': 'signed-in',
  'PUT /me/password': 'signed-in',
  'GET /me/second-factor': STAFF,
  'POST /me/second-factor': STAFF,
  'PUT /me/second-factor': STAFF,
  'GET /me/passkeys': STAFF,
  'POST /me/passkeys/options': STAFF,
  'POST /me/passkeys': STAFF,
  'DELETE /me/passkeys/{id}': STAFF,
  'GET /sessions': 'signed-in',
  'DELETE /sessions/current': 'signed-in',
  'DELETE /sessions/{id}': 'signed-in',
  'PATCH /units/mine': ['handler'],
  'GET /units/mine/contact': ['handler'],
  'PUT /units/mine/contact': ['handler'],
  'GET /units': STAFF,
  'GET /units/{id}': ['handler', ...STAFF],
  'PATCH /units/{id}': ['bureau-reviewer', 'administrator'],
  'POST /units/{id}/merge': ['administrator'],
  'POST /units/{id}/abolish': ['administrator'],
  'POST /bureaus': ['administrator'],
  'PATCH /bureaus/{id}': ['administrator'],
  'POST /bureaus/{id}/close': ['administrator'],
  'POST /staff': ['administrator'],
  'GET /staff': ['administrator', 'auditor'],
  'PATCH /staff/{id}': ['administrator'],
  'POST /staff/{id}/lock': ['administrator'],
  'POST /staff/{id}/unlock': ['administrator'],
  'POST /staff/{id}/first-login-link': ['administrator'],
  'POST /staff/{id}/reset-second-factor': ['administrator'],
  'PUT /calendars/{year}': ['administrator'],
  'POST /keys/rotate': ['administrator'],
};

describe('a route', () => {
  let world: World;
  beforeAll(async () => void (world = await startWorld()));
  afterAll(() => world?.stop());

  const call = (route: string, role?: Role) => {
    const [method, template] = route.split(' ') as ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string];
    const path = template.replace('{id}', v7()).replace('{year}', '2027');
    const bureau = role?.startsWith('bureau-') ? { bureauId: v7() } : {};
    const as = role && { as: { roles: [role], ...(role === 'handler' ? { unitId: v7() } : bureau) } };
    if (method === 'GET' || method === 'DELETE')
      return world.service.http[method === 'GET' ? 'get' : 'delete'](path, as);
    return world.service.http[method.toLowerCase() as 'post'](path, {}, as);
  };

  it('is open to those that are named here, and there is no other', async () => {
    type Docs = { paths: Record<string, Record<string, unknown>> };
    const { body } = await world.service.http.get<Docs>('/docs-json');
    const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    // What every service has is tested where it comes from.
    const own = routes.filter((route) => !/ \/(health|metrics|dead-letters|copies|audit|trail|bus)\b/.test(route));
    expect(own.sort()).toEqual(Object.keys(POLICY).sort());
  });

  const cells = Object.entries(POLICY).flatMap(([route, who]) =>
    ROLES.map((role) => ({ route, role, allowed: who === 'open' || who === 'signed-in' || who.includes(role) })),
  );

  it.each(cells)('$route for $role: $allowed', async ({ route, role, allowed }) => {
    const { status } = await call(route, role);
    expect(status).toBeLessThan(500);
    if (allowed) expect(status).not.toBe(403);
    else expect(status).toBe(403);
  });

  it.each(Object.entries(POLICY))('%s without a token', async (route, who) => {
    const { status } = await call(route);
    expect(status).toBeLessThan(500);
    if (who === 'open') expect(status).not.toBe(403);
    else expect(status).toBe(401);
  });
});
