/** A phone's keeper of passkeys, by the standard: makes real keys, signs what a browser would sign, and lies where a test wants it to. */
import { createHash, generateKeyPairSync, randomBytes, sign, X509Certificate, type KeyLike, type KeyObject } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { makeCertificate } from './certificate.ts';

export type Algorithm = 'ES256' | 'ES384' | 'RS256' | 'EdDSA';

export interface Circumstances {
  readonly origin?: string;
  readonly rpId?: string;
  /** the phone's lock knew its person */
  readonly isVerified?: boolean;
  /** it comes to every phone of the same account */
  readonly isSynced?: boolean;
  readonly counter?: number;
}

export interface Passkey {
  readonly id: string;
  readonly user: string;
  readonly privateKey: KeyObject;
  readonly algorithm: Algorithm;
}

const site = { origin: 'http://localhost', rpId: 'localhost' };
const base64Url = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64url');
const bytesOf = (text: string | undefined) => Uint8Array.from(Buffer.from(text ?? '', 'base64url'));

/** @returns the passkey, and what is sent to the office about it */
export function makePasskey(
  user: string,
  nonce: string,
  { algorithm = 'ES256', attestation, ...now }: Circumstances & { readonly algorithm?: Algorithm; readonly attestation?: Attestation } = {},
) {
  const { privateKey, cose } = newPair(algorithm);
  const id = randomBytes(16);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(id.length);
  const key = isoCBOR.encode(cose);
  const authData = Uint8Array.from(Buffer.concat([authenticatorData(now, 0x40), Buffer.alloc(16), length, id, key]));
  const clientDataJSON = clientData('webauthn.create', nonce, now);
  const { fmt, attStmt } = attestation?.(privateKey, authData, clientDataJSON) ?? { fmt: 'none', attStmt: new Map() };
  const parts = new Map<string, string | Uint8Array | Map<string, unknown>>([
    ['fmt', fmt],
    ['attStmt', attStmt],
    ['authData', authData],
  ]);
  const attestationObject = base64Url(isoCBOR.encode(parts as never));
  const passkey: Passkey = { id: base64Url(id), user, privateKey, algorithm };
  return { passkey, made: { id: passkey.id, clientDataJSON, attestationObject } };
}
type Attestation = (
  key: KeyObject,
  authData: Uint8Array,
  clientDataJSON: string,
) => { readonly fmt: string; readonly attStmt: Map<string, unknown> };

/** By the new key itself, as some keepers do unasked, or by another one, with or without its maker's certificate. */
export const attestedBy =
  (signer?: { readonly key: KeyLike; readonly cert?: Buffer }): Attestation =>
  (key, authData, clientDataJSON) => {
    const text = Buffer.concat([authData, hashOf(Buffer.from(clientDataJSON, 'base64url'))]);
    const attStmt = new Map<string, unknown>([
      ['alg', -7],
      ['sig', Uint8Array.from(sign('sha256', text, signer?.key ?? key))],
    ]);
    if (signer?.cert) attStmt.set('x5c', [Uint8Array.from(new X509Certificate(signer.cert).raw)]);
    return { fmt: 'packed', attStmt };
  };

/** One that is in order, as a maker of keepers puts it into each of them. */
export function makersSigner() {
  return makeCertificate('/C=TH/O=Maker/OU=Authenticator Attestation/CN=Keeper', ['-addext', 'basicConstraints=critical,CA:FALSE']);
}

/** What the browser hands on when its person has agreed. */
export function usePasskey({ id, user, privateKey, algorithm }: Passkey, nonce: string, now: Circumstances = {}) {
  const clientDataJSON = clientData('webauthn.get', nonce, now);
  const data = authenticatorData(now, 0);
  const text = Buffer.concat([data, hashOf(Buffer.from(clientDataJSON, 'base64url'))]);
  const signature = base64Url(sign(algorithm === 'EdDSA' ? null : 'sha256', text, privateKey));
  return { id, nonce, clientDataJSON, authenticatorData: base64Url(data), signature, userHandle: base64Url(user) };
}

function clientData(type: string, nonce: string, { origin = site.origin }: Circumstances): string {
  return base64Url(JSON.stringify({ type, challenge: base64Url(nonce), origin, crossOrigin: false }));
}

function authenticatorData(
  { rpId = site.rpId, isVerified = true, isSynced = false, counter = 0 }: Circumstances,
  more: number,
): Buffer<ArrayBuffer> {
  const rest = Buffer.alloc(5);
  // present, verified, may be copied and is, what follows
  rest.writeUInt8(0x01 | (isVerified ? 0x04 : 0) | (isSynced ? 0x18 : 0) | more);
  rest.writeUInt32BE(counter, 1);
  return Buffer.concat([hashOf(rpId), rest]);
}

function newPair(algorithm: Algorithm): { readonly privateKey: KeyObject; readonly cose: Map<number, number | Uint8Array> } {
  if (algorithm === 'RS256') {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { n, e } = publicKey.export({ format: 'jwk' });
    return { privateKey, cose: new Map<number, number | Uint8Array>([[1, 3], [3, -257], [-1, bytesOf(n)], [-2, bytesOf(e)]]) }; // prettier-ignore
  }
  if (algorithm === 'EdDSA') {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const { x } = publicKey.export({ format: 'jwk' });
    return { privateKey, cose: new Map<number, number | Uint8Array>([[1, 1], [3, -8], [-1, 6], [-2, bytesOf(x)]]) }; // prettier-ignore
  }
  const isLong = algorithm === 'ES384';
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: isLong ? 'P-384' : 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const cose = new Map<number, number | Uint8Array>([[1, 2], [3, isLong ? -35 : -7], [-1, isLong ? 2 : 1], [-2, bytesOf(x)], [-3, bytesOf(y)]]); // prettier-ignore
  return { privateKey, cose };
}

function hashOf(bytes: Uint8Array | string): Buffer {
  return createHash('sha256').update(bytes).digest();
}
