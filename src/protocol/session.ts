/** Sign-in by invitation, who am I, silent renewal by the device key, sign-out; both directions. */
import * as z from 'zod/mini';
import { roles } from '../domain/vocabulary.ts';

const Id = z.uuid();

/** Public half of the device's non-extractable ECDSA P-256 key. */
export const DeviceKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().check(z.maxLength(64)),
  y: z.string().check(z.maxLength(64)),
});
export type DeviceKey = z.infer<typeof DeviceKey>;

/** Invitation code: 10 characters of Crockford base32, read without regard to case, spaces and dashes; I and L read as 1, O as 0. */
export const RedeemRequest = z.object({
  code: z.string().check(z.minLength(1), z.maxLength(40)),
  deviceName: z.string().check(z.maxLength(100)),
  deviceKey: DeviceKey,
  /**
   * records, photos and groups that this phone still holds: somebody whose right has ended may sign in once more to hand them in and to
   * hear what to let go
   */
  waiting: z.optional(z.int().check(z.minimum(0))),
});
export type RedeemRequest = z.infer<typeof RedeemRequest>;

export const Grant = z.object({
  role: z.enum(roles),
  areas: z.array(z.string()),
  groups: z.optional(z.array(Id)),
  from: z.string(),
  until: z.optional(z.string()),
});
export type Grant = z.infer<typeof Grant>;

export const SessionResponse = z.object({
  dev: Id,
  user: Id,
  name: z.string(),
  grants: z.array(Grant),
  /** public JWK that seals copies for the office */
  serverKey: z.record(z.string(), z.unknown()),
});
export type SessionResponse = z.infer<typeof SessionResponse>;

/** `GET /v1/session/nonce` answers `{nonce}`; the phone signs the UTF-8 text `dev + '.' + nonce` (ECDSA P-256, SHA-256, base64url). */
export const NonceResponse = z.object({ nonce: z.string() });
export const RefreshRequest = z.object({
  dev: Id,
  nonce: z.string().check(z.maxLength(100)),
  signature: z.string().check(z.maxLength(200)),
  /** as in `RedeemRequest` */
  waiting: z.optional(z.int().check(z.minimum(0))),
});
export type RefreshRequest = z.infer<typeof RefreshRequest>;

/**
 * A new key is vouched for by the key that the phone has, over `newDeviceText`: a cookie alone makes no device. Versions before that send
 * no signature and are told `app-too-old`.
 */
export const DeviceRequest = z.object({
  deviceName: z.string().check(z.maxLength(100)),
  deviceKey: DeviceKey,
  /** the device whose key signs; after a fork both phones name the same one, and each gets a new one of its own */
  dev: z.optional(Id),
  nonce: z.optional(z.string().check(z.maxLength(100))),
  signature: z.optional(z.string().check(z.maxLength(200))),
});
/** What is signed, as the renewal is; it never reads as a renewal, which begins with the id. */
export function newDeviceText(dev: string, nonce: string, { x, y }: Pick<DeviceKey, 'x' | 'y'>): string {
  return `new-device.${dev}.${nonce}.${x}.${y}`;
}
export const DeviceResponse = z.object({ dev: Id });
