/** How many passkeys one account may have. */
export const PASSKEYS_AT_MOST = 10;

/** A passkey (通行密钥) of one account: the public half of a key that never leaves the person's device (WebAuthn Level 3, §4). */
export class Passkey {
  /** The newest use; nothing before the first. */
  usedAt: Date | null = null;

  constructor(
    readonly id: string,
    /** By which the device knows the key, base64url. */
    readonly credentialId: string,
    /** COSE. */
    readonly publicKey: Uint8Array<ArrayBuffer>,
    /** How often the device says to have used the key; zero for devices that do not count. */
    public counter: number,
    /** How a browser reaches the device, e.g. `internal`, `usb`. */
    readonly transports: string[],
    /** What the person calls it. */
    readonly name: string,
    readonly addedAt: Date,
  ) {}

  /** Takes a use over; false when the device counts backwards or stands still, as a copy of the key would (WebAuthn §6.1.1). */
  use(counter: number, now: Date): boolean {
    if ((counter > 0 || this.counter > 0) && counter <= this.counter) return false;
    this.counter = counter;
    this.usedAt = now;
    return true;
  }
}
