/** A second factor that holds from its first right code on; see identity's `Offer`. */
export interface Offer {
  /** For typing into the app, base32. */
  secret: string;
  /** For the QR code. */
  uri: string;
  recoveryCodes: string[];
  /** Goes back with the first code. */
  offer: string;
}

/** The secret in groups of four, as people copy it. */
export const inGroups = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? '';

/** The recovery codes as a text file to print or keep. */
export const recoveryFile = (loginName: string, codes: readonly string[]): string => `${[loginName, ...codes].join('\r\n')}\r\n`;
