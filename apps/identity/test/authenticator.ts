import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import type { CreationOptions, PasskeyMade, PasskeyUse, RequestOptions } from '../src/use-cases/passkey-ceremony.js';

/** Where the browser stands, and what the device does otherwise than it should. */
export interface Ways {
  origin?: string;
  /** In the place of the one that was offered. */
  challenge?: string;
  /** In the place of `webauthn.create` or `webauthn.get`. */
  type?: string;
  rpId?: string;
  /** The device did not ask for a finger or a PIN. */
  unverified?: boolean;
  /** What the device says to have counted. */
  counter?: number;
  /** `self`: signed by the key itself; `certified`: by a maker's key, with a certificate (fido-u2f); otherwise none. */
  attestation?: 'self' | 'certified';
}

const HOME = 'http://localhost:8080';
const [PRESENT, VERIFIED, ATTESTED] = [0x01, 0x04, 0x40];
const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();

/** A browser with a device that keeps one key (ES256), made of nothing but node:crypto (WebAuthn Level 3, §6). */
export class Authenticator {
  counter = 0;
  private readonly credentialId = randomBytes(32);
  private readonly key: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  get id(): string {
    return this.credentialId.toString('base64url');
  }

  /** `navigator.credentials.create` */
  make({ challenge, rp }: CreationOptions, ways: Ways = {}): PasskeyMade {
    const clientData = this.clientData('webauthn.create', challenge, ways);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.credentialId.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.credentialId, this.cose()]);
    const data = Buffer.concat([this.head(ATTESTED, rp.id!, ways), attested]);
    const { format, statement } = this.attested(ways.attestation, data, clientData);
    const attestationObject = map([text('fmt'), text(format)], [text('attStmt'), map(...statement)], [text('authData'), blob(data)]);
    return {
      id: this.id,
      clientDataJSON: clientData.toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
      transports: ['internal'],
    };
  }

  /** `navigator.credentials.get` */
  use({ challenge, rpId }: RequestOptions, ways: Ways = {}): PasskeyUse {
    this.counter = ways.counter ?? this.counter + 1;
    const clientData = this.clientData('webauthn.get', challenge, ways);
    const data = this.head(0, rpId!, ways);
    return {
      id: this.id,
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: this.signed(data, clientData).toString('base64url'),
    };
  }

  private attested(how: Ways['attestation'], data: Buffer, clientData: Buffer): { format: string; statement: [Buffer, Buffer][] } {
    if (how === 'self') {
      return { format: 'packed', statement: [[text('alg'), Buffer.from([0x26])], [text('sig'), blob(this.signed(data, clientData))]] };
    }
    if (how !== 'certified') return { format: 'none', statement: [] };
    const point = this.key.publicKey.export({ type: 'spki', format: 'der' }).subarray(-65);
    const said = Buffer.concat([Buffer.from([0]), data.subarray(0, 32), sha256(clientData), this.credentialId, point]);
    const { certificate, privateKey } = newMaker();
    const chain = Buffer.concat([Buffer.from([0x81]), blob(certificate)]);
    return { format: 'fido-u2f', statement: [[text('sig'), blob(sign('sha256', said, privateKey))], [text('x5c'), chain]] };
  }

  private clientData(type: string, challenge: string, ways: Ways): Buffer {
    return Buffer.from(JSON.stringify({ type: ways.type ?? type, challenge: ways.challenge ?? challenge, origin: ways.origin ?? HOME, crossOrigin: false }));
  }

  private head(flags: number, rpId: string, ways: Ways): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(ways.rpId ?? rpId), Buffer.from([flags | PRESENT | (ways.unverified ? 0 : VERIFIED)]), counter]);
  }

  private signed(data: Buffer, clientData: Buffer): Buffer {
    return sign('sha256', Buffer.concat([data, sha256(clientData)]), this.key.privateKey);
  }

  /** {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y} */
  private cose(): Buffer {
    const { x, y } = this.key.publicKey.export({ format: 'jwk' });
    const point = (of: string): Buffer => Buffer.concat([Buffer.from([0x58, 32]), Buffer.from(of, 'base64url')]);
    return Buffer.concat([Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]), point(x!), Buffer.from([0x22]), point(y!)]);
  }
}

/** As much of CBOR (RFC 8949) as an attestation is written with. */
const text = (of: string): Buffer => Buffer.concat([Buffer.from([0x60 + of.length]), Buffer.from(of)]);
const blob = (of: Buffer): Buffer => Buffer.concat([Buffer.from([0x59, of.length >> 8, of.length & 0xff]), of]);
const map = (...entries: [Buffer, Buffer][]): Buffer => Buffer.concat([Buffer.from([0xa0 + entries.length]), ...entries.flat()]);

/** A maker of devices with a certificate of its own making (RFC 5280). */
function newMaker(): { certificate: Buffer; privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const [sequence, time] = [0x30, 0x17];
  const ecdsaWithSha256 = der(sequence, Buffer.from('06082a8648ce3d040302', 'hex'));
  const nobody = der(sequence);
  const validity = der(sequence, der(time, Buffer.from('260101000000Z')), der(time, Buffer.from('490101000000Z')));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const body = der(sequence, Buffer.from('a003020102020101', 'hex'), ecdsaWithSha256, nobody, validity, nobody, key);
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]);
  return { certificate: der(sequence, body, ecdsaWithSha256, der(0x03, signature)), privateKey };
}

/** One element of DER: tag, length, content. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
