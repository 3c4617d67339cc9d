/** Passkeys (WebAuthn) as a further way of signing in: `/v1/passkeys`, `/v1/session/passkey`; both directions. */
import * as z from 'zod/mini';
import { DeviceKey } from './session.ts';

const Id = z.uuid();
const Instant = z.iso.datetime();
const Base64Url = z.string().check(z.regex(/^[\w-]+$/), z.maxLength(8_000));
/** at most 1,023 bytes, as the standard has it */
const CredentialId = z.string().check(z.regex(/^[\w-]+$/), z.maxLength(1_364));
const Nonce = z.string().check(z.maxLength(100));

export const mostPasskeys = 10;

/** The caller's own, the oldest first. */
export const PasskeyList = z.object({
  passkeys: z.array(
    z.object({
      id: CredentialId,
      /** name of the phone it was made on */
      madeOn: z.string(),
      since: Instant,
      usedAt: z.nullable(Instant),
    }),
  ),
});
export type PasskeyList = z.infer<typeof PasskeyList>;

/**
 * What the browser made with the nonce (its UTF-8 bytes) as challenge, resident and with user verification, for the user whose handle is the
 * UTF-8 bytes of the user id. The signature of the phone's key over `passkeyText` vouches for it: a cookie alone adds none.
 */
export const PasskeyRequest = z.object({
  id: CredentialId,
  clientDataJSON: Base64Url,
  attestationObject: Base64Url,
  dev: Id,
  nonce: Nonce,
  signature: z.string().check(z.maxLength(200)),
});
export type PasskeyRequest = z.infer<typeof PasskeyRequest>;
export type MadePasskey = Pick<PasskeyRequest, 'id' | 'clientDataJSON' | 'attestationObject'>;
/** @param sha256 hex, of `clientDataJSON` and `attestationObject` as they are sent, with a line's end between them */
export function passkeyText(dev: string, nonce: string, sha256: string): string {
  return `add-passkey.${dev}.${nonce}.${sha256}`;
}

/** What the browser signed the nonce with. The answer is that of an invitation; every sign-in is a new device id. */
export const PasskeySignIn = z.object({
  id: CredentialId,
  clientDataJSON: Base64Url,
  authenticatorData: Base64Url,
  signature: Base64Url,
  userHandle: Base64Url,
  nonce: Nonce,
  deviceName: z.string().check(z.maxLength(100)),
  deviceKey: DeviceKey,
  /** as in `RedeemRequest` */
  waiting: z.optional(z.int().check(z.minimum(0))),
});
export type UsedPasskey = Omit<z.infer<typeof PasskeySignIn>, 'nonce' | 'deviceName' | 'deviceKey' | 'waiting'>;
