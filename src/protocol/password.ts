/** A password as a second way of signing in: `/v1/password`, `/v1/session/password`; both directions. */
import * as z from 'zod/mini';
import { DeviceKey } from './session.ts';

const Id = z.uuid();
const Name = z.string().check(z.minLength(1), z.maxLength(100));
/** what is no password is told apart by `domain/password.ts` */
const Password = z.string().check(z.minLength(1), z.maxLength(1000));

/** `name`: of the account; `null` for somebody who has no password. `asksBefore`: a change wants the one there is. */
export const PasswordState = z.object({
  name: z.nullable(z.string()),
  changedAt: z.nullable(z.iso.datetime()),
  asksBefore: z.boolean(),
});
export type PasswordState = z.infer<typeof PasswordState>;

/**
 * Set or changed with the signature of the phone's key over `passwordText`: a cookie alone lets nobody in for good. `before` is the one
 * there was, not asked in the hour after a sign-in.
 */
export const PasswordRequest = z.object({
  name: Name,
  password: Password,
  before: z.optional(Password),
  dev: Id,
  nonce: z.string().check(z.maxLength(100)),
  signature: z.string().check(z.maxLength(200)),
});
/** @param sha256 hex, of name and password as they are sent, with a line's end between them */
export function passwordText(dev: string, nonce: string, sha256: string): string {
  return `set-password.${dev}.${nonce}.${sha256}`;
}

/** The answer is that of an invitation; every sign-in is a new device id. */
export const PasswordSignIn = z.object({
  name: Name,
  password: Password,
  deviceName: z.string().check(z.maxLength(100)),
  deviceKey: DeviceKey,
  /** as in `RedeemRequest` */
  waiting: z.optional(z.int().check(z.minimum(0))),
});
