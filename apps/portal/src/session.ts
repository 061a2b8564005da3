import { defineStore } from 'pinia';
import { api } from './api/client.js';
import { ApiProblem } from './api/problem.js';
import type { PasskeyUse } from './pages/staff/second-factor/passkey.js';
import type { Role } from './roles.js';

export { entryOf, homeOf, type Role } from './roles.js';

/** Who is signed in; the tokens stay in a cookie that no script can read. */
export interface Principal {
  accountId: string;
  loginName: string;
  displayName: string;
  roles: Role[];
  unitId?: string;
  bureauId?: string;
}

export const useSession = defineStore('session', {
  state: () => ({ principal: undefined as Principal | undefined, known: false }),
  getters: {
    signedIn: (state) => state.principal !== undefined,
    is: (state) => (...roles: Role[]) => roles.some((role) => state.principal?.roles.includes(role)),
  },
  actions: {
    /** Asks the server once per page load who is signed in. */
    async find(): Promise<void> {
      if (this.known) return;
      this.principal = await api.get<Principal>('/session', { quiet: true }).catch((cause: unknown) => {
        if (cause instanceof ApiProblem && cause.status === 401) return undefined;
        throw cause;
      });
      this.known = true;
    },
    async signIn(credentials: { loginName: string; password: string; code?: string; offer?: string; passkey?: PasskeyUse }): Promise<void> {
      this.principal = await api.post<Principal>('/session', credentials, { quiet: true });
      this.known = true;
    },
    /** The one-time link of a new account: sets the password and signs in. */
    async signInFirst(link: { token: string; password: string }): Promise<void> {
      this.principal = await api.post<Principal>('/session/first-login', link, { quiet: true });
      this.known = true;
    },
    async signOut(): Promise<void> {
      await api.delete('/session', { quiet: true }).catch(() => undefined);
      this.forget();
    },
    /** Any request renews the session; this one does nothing else. */
    extend: () => api.get<Principal>('/session'),
    forget(): void {
      this.principal = undefined;
      this.known = true;
    },
  },
});
