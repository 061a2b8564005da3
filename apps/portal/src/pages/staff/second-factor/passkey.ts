import { ApiProblem } from '../../../api/problem.js';
import { t } from '../../../i18n/index.js';
import { fromBase64url, toBase64url } from './base64url.js';

/** A passkey as its owner sees it; see identity's `PasskeyLine`. */
export interface PasskeyLine {
  id: string;
  name: string;
  addedAt: string;
  usedAt: string | null;
}

/** What a device answered when a key was to be made; see identity's `PasskeyMade`. */
export interface PasskeyMade {
  id: string;
  clientDataJSON: string;
  attestationObject: string;
  transports: string[];
}

/** What a device answered when its key was to be used; see identity's `PasskeyUse`. */
export interface PasskeyUse {
  id: string;
  clientDataJSON: string;
  authenticatorData: string;
  signature: string;
}

export type CreationOptions = PublicKeyCredentialCreationOptionsJSON;
export type RequestOptions = PublicKeyCredentialRequestOptionsJSON;

/** Whether this browser knows passkeys at this address; it does under https and on localhost only. */
export const knowsPasskeys = (): boolean => 'PublicKeyCredential' in window && 'credentials' in navigator;

/** Has the person's device make a key. @throws ApiProblem that says what came between */
export async function makePasskey(options: CreationOptions): Promise<PasskeyMade> {
  const { id, response } = await asked<AuthenticatorAttestationResponse>(() =>
    navigator.credentials.create({
      publicKey: {
        ...(options as unknown as PublicKeyCredentialCreationOptions),
        challenge: fromBase64url(options.challenge),
        user: { ...options.user, id: fromBase64url(options.user.id) },
        excludeCredentials: described(options.excludeCredentials),
      },
    }),
  );
  return {
    id,
    clientDataJSON: toBase64url(response.clientDataJSON),
    attestationObject: toBase64url(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  };
}

/** Has the person's device use one of the keys. @throws ApiProblem that says what came between */
export async function usePasskey(options: RequestOptions): Promise<PasskeyUse> {
  const { id, response } = await asked<AuthenticatorAssertionResponse>(() =>
    navigator.credentials.get({
      publicKey: {
        ...(options as unknown as PublicKeyCredentialRequestOptions),
        challenge: fromBase64url(options.challenge),
        allowCredentials: described(options.allowCredentials),
      },
    }),
  );
  return {
    id,
    clientDataJSON: toBase64url(response.clientDataJSON),
    authenticatorData: toBase64url(response.authenticatorData),
    signature: toBase64url(response.signature),
  };
}

const described = (keys: PublicKeyCredentialDescriptorJSON[] = []): PublicKeyCredentialDescriptor[] =>
  keys.map((key) => ({ ...(key as unknown as PublicKeyCredentialDescriptor), id: fromBase64url(key.id) }));

/** What a browser's refusals mean to people; it tells no stranger's page more (WebAuthn Level 3, §14.5). */
const CAUSES: Record<string, string> = { NotAllowedError: 'cancelled', AbortError: 'cancelled', InvalidStateError: 'known' };

async function asked<R extends AuthenticatorResponse>(ask: () => Promise<Credential | null>): Promise<{ id: string; response: R }> {
  try {
    const credential = (await ask()) as PublicKeyCredential;
    return { id: credential.id, response: credential.response as R };
  } catch (cause) {
    const what = CAUSES[(cause as Error).name] ?? 'failed';
    throw new ApiProblem({ status: 0, code: `passkey-${what}`, title: t(`staff.passkey.${what}`) });
  }
}
