import { Injectable } from '@nestjs/common';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { COSEALG, decodeAttestationObject, decodeClientDataJSON } from '@simplewebauthn/server/helpers';
import { IdentityConfig } from '../config.js';
import type { Account } from '../domain/account.js';
import type { Passkey } from '../domain/passkey.js';

/** What a device answered when its key was to be used. All base64url. */
export interface PasskeyUse {
  /** The credential's id. */
  id: string;
  clientDataJSON: string;
  authenticatorData: string;
  signature: string;
}

/** What a device answered when a key was to be made. */
export interface PasskeyMade {
  /** The credential's id, base64url. */
  id: string;
  /** base64url */
  clientDataJSON: string;
  /** base64url */
  attestationObject: string;
  /** How a browser reaches the device. */
  transports: string[];
}

export type CreationOptions = PublicKeyCredentialCreationOptionsJSON;
export type RequestOptions = PublicKeyCredentialRequestOptionsJSON;

/** One of these two every device knows. */
const ALGORITHMS = [COSEALG.ES256, COSEALG.RS256];
const RP_NAME = '网站标识管理';
const TIMEOUT_MS = 5 * 60_000;

/** What the standard asks of who relies on passkeys (WebAuthn Level 3, §7): options, and the verification of answers. */
@Injectable()
export class PasskeyCeremony {
  private readonly origin: string;
  private readonly rpID: string;

  constructor(config: IdentityConfig) {
    ({ origin: this.origin, hostname: this.rpID } = new URL(config.publicUrl));
  }

  /** For `navigator.credentials.create`. No attestation: any maker's device will do, and none tells who its owner is. */
  toMake(challenge: string, account: Account, loginName: string, present: readonly Passkey[]): Promise<CreationOptions> {
    return generateRegistrationOptions({
      rpName: RP_NAME,
      rpID: this.rpID,
      userID: new Uint8Array(Buffer.from(account.id.replaceAll('-', ''), 'hex')),
      userName: loginName,
      userDisplayName: account.displayName,
      challenge: bytes(challenge),
      timeout: TIMEOUT_MS,
      attestationType: 'none',
      excludeCredentials: present.map(named),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
      supportedAlgorithmIDs: ALGORITHMS,
    });
  }

  /** For `navigator.credentials.get`. */
  toUse(challenge: string, present: readonly Passkey[]): Promise<RequestOptions> {
    return generateAuthenticationOptions({
      rpID: this.rpID,
      challenge: bytes(challenge),
      timeout: TIMEOUT_MS,
      allowCredentials: present.map(named),
      userVerification: 'required',
    });
  }

  /** The challenge that an answer claims to answer; nothing for an answer that cannot be read. */
  challengeOf({ clientDataJSON }: { clientDataJSON: string }): string | undefined {
    try {
      const { challenge } = decodeClientDataJSON(clientDataJSON) as { challenge?: unknown };
      return typeof challenge === 'string' ? challenge : undefined;
    } catch {
      return undefined;
    }
  }

  /** The key that was made; nothing when the answer is not in order. */
  async made({ id, clientDataJSON, attestationObject, transports }: PasskeyMade, challenge: string): Promise<MadeKey | undefined> {
    try {
      if (!isUncertified(attestationObject)) return undefined;
      const { registrationInfo } = await verifyRegistrationResponse({
        response: { id, rawId: id, type: 'public-key', response: { clientDataJSON, attestationObject, transports }, clientExtensionResults: {} },
        expectedChallenge: challenge,
        expectedOrigin: this.origin,
        expectedRPID: this.rpID,
        requireUserVerification: true,
        supportedAlgorithmIDs: ALGORITHMS,
      });
      return registrationInfo?.credential;
    } catch {
      return undefined;
    }
  }

  /** The device's counter after a use; nothing when the answer is not in order. Whether the counter is believed is the passkey's to say. */
  async used({ id, ...response }: PasskeyUse, challenge: string, { credentialId, publicKey }: Passkey): Promise<number | undefined> {
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} },
        expectedChallenge: challenge,
        expectedOrigin: this.origin,
        expectedRPID: this.rpID,
        requireUserVerification: true,
        credential: { id: credentialId, publicKey, counter: 0 },
      });
      return verified ? authenticationInfo.newCounter : undefined;
    } catch {
      return undefined;
    }
  }
}

/** What is kept of a new key. */
export interface MadeKey {
  /** base64url */
  id: string;
  publicKey: Uint8Array<ArrayBuffer>;
  counter: number;
}

/** Whether no maker vouches for a key, as we asked: certificates are neither judged, nor followed to who may revoke them. */
function isUncertified(attestationObject: string): boolean {
  const decoded = decodeAttestationObject(bytes(attestationObject));
  const format = decoded.get('fmt');
  return format === 'none' || (format === 'packed' && !decoded.get('attStmt').get('x5c'));
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'base64url'));
const named = ({ credentialId, transports }: Passkey): { id: string; transports: string[] } => ({ id: credentialId, transports });
