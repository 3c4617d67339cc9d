/** The device's own key: whether it is one, how it is kept, what it has signed. */
import { createPublicKey, verify } from 'node:crypto';
import type { DeviceKey } from '../protocol/session.ts';

/** @returns false when the point is not on the curve */
export function isDeviceKey(key: DeviceKey): boolean {
  try {
    createPublicKey({ key: { ...key }, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}

export function keyText({ kty, crv, x, y }: DeviceKey): string {
  return JSON.stringify({ kty, crv, x, y });
}

/** ECDSA P-256 with SHA-256 over the UTF-8 text; `signature` is base64url of r and s */
export function isSignedBy(key: string, text: string, signature: string): boolean {
  try {
    const publicKey = createPublicKey({ key: JSON.parse(key) as DeviceKey & Record<string, unknown>, format: 'jwk' });
    return verify('sha256', Buffer.from(text), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}
