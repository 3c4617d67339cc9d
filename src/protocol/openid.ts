/** Signing in with an account that somebody has elsewhere (OpenID Connect): `/v1/openid`, `/v1/session/openid`; both directions. */
import * as z from 'zod/mini';
import { DeviceKey } from './session.ts';

const Id = z.uuid();
/** of the provider's, as long as some make them */
const Token = z.string().check(z.minLength(1), z.maxLength(4096));
/** RFC 7636, 4.1 */
const Verifier = z.string().check(z.regex(/^[\w.~-]{43,128}$/));
const Nonce = z.string().check(z.minLength(1), z.maxLength(100));

/** `name`: of the provider, for the button; `null` where the office has none. */
export const OpenIdOffer = z.object({ name: z.nullable(z.string()) });

/**
 * Where the person goes now, and what the page keeps meanwhile: nothing of it is kept by the office. The page goes on only when the answer
 * brings the `state` that it kept.
 */
export const OpenIdBegun = z.object({ url: z.string(), state: z.string(), nonce: z.string(), verifier: z.string() });
export type OpenIdBegun = z.infer<typeof OpenIdBegun>;

/** What the person came back with, and what the page had kept. `iss`: where the answer named its issuer (RFC 9207). */
export const OpenIdProof = z.object({ code: Token, iss: z.optional(Token), nonce: Nonce, verifier: Verifier });
export type OpenIdProof = z.infer<typeof OpenIdProof>;

/** The answer is that of an invitation; every sign-in is a new device id. */
export const OpenIdSignIn = z.object({
  proof: OpenIdProof,
  deviceName: z.string().check(z.maxLength(100)),
  deviceKey: DeviceKey,
  /** as in `RedeemRequest` */
  waiting: z.optional(z.int().check(z.minimum(0))),
});

/** `null` for somebody who has linked none; which account it is nobody keeps. */
export const OpenIdState = z.object({ linkedAt: z.nullable(z.iso.datetime()) });
export type OpenIdState = z.infer<typeof OpenIdState>;

/** Linked with the signature of the phone's key over `openIdLinkText`: a cookie alone lets nobody in for good. */
export const OpenIdLink = z.object({
  proof: OpenIdProof,
  dev: Id,
  nonce: z.string().check(z.maxLength(100)),
  signature: z.string().check(z.maxLength(200)),
});
export function openIdLinkText(dev: string, nonce: string, code: string): string {
  return `link-openid.${dev}.${nonce}.${code}`;
}
