import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

interface Key {
  id: Buffer;
  secret: Buffer;
}

/**
 * Seals small objects into text that only we can read or make (AES-256-GCM): cookies, secrets at rest. No state is kept, so any
 * replica opens what another sealed. Keys are changed by putting a new one in front of the old.
 */
export class Seal {
  private readonly keys: Key[];

  constructor(secrets: string[], purpose: string) {
    this.keys = secrets.map((secret) => {
      const derived = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
      return { secret: derived, id: createHash('sha256').update(derived).digest().subarray(0, 4) };
    });
  }

  close(value: object): string {
    const [key] = this.keys as [Key];
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key.secret, iv);
    const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    return Buffer.concat([key.id, iv, cipher.getAuthTag(), text]).toString('base64url');
  }

  /** Nothing for text that none of our keys sealed, or that was changed. */
  open<T>(sealed: string): T | undefined {
    const bytes = Buffer.from(sealed, 'base64url');
    const key = this.keys.find(({ id }) => id.equals(bytes.subarray(0, 4)));
    if (!key || bytes.length < 33) return undefined;
    try {
      const decipher = createDecipheriv('aes-256-gcm', key.secret, bytes.subarray(4, 16));
      decipher.setAuthTag(bytes.subarray(16, 32));
      return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(32)), decipher.final()]).toString()) as T;
    } catch {
      return undefined;
    }
  }
}
