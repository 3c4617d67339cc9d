/** What the browser itself does with passkeys: whether it can, makes one, asks for one. Older phones lack the JSON forms of these calls. */
import type { MadePasskey, UsedPasskey } from '../protocol/passkey.ts';
import { fromBase64Url, toBase64Url } from '../sync/base64url.ts';

const timeout = 300_000;

export async function canUsePasskeys(): Promise<boolean> {
  const { PublicKeyCredential: api } = globalThis as { PublicKeyCredential?: Partial<typeof PublicKeyCredential> };
  try {
    return (
      (await api?.isUserVerifyingPlatformAuthenticatorAvailable?.()) === true || (await api?.isConditionalMediationAvailable?.()) === true
    );
  } catch {
    return false;
  }
}

/** @param have ids of those there are: a phone that keeps one of them makes no second */
export async function makePasskey(
  nonce: string,
  brand: string,
  { user, name }: { readonly user: string; readonly name: string },
  have: readonly string[],
): Promise<MadePasskey> {
  const made = await navigator.credentials.create({
    publicKey: {
      challenge: bytesOf(nonce),
      rp: { name: brand },
      user: { id: bytesOf(user), name, displayName: name },
      pubKeyCredParams: [-7, -257, -8].map((alg) => ({ type: 'public-key', alg })),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      excludeCredentials: have.map((id) => ({ type: 'public-key', id: fromBase64Url(id) })),
      attestation: 'none',
      timeout,
    },
  });
  const { id, response } = made as PublicKeyCredential & { readonly response: AuthenticatorAttestationResponse };
  return { id, clientDataJSON: toBase64Url(response.clientDataJSON), attestationObject: toBase64Url(response.attestationObject) };
}

export async function askPasskey(nonce: string): Promise<UsedPasskey> {
  const used = await navigator.credentials.get({ publicKey: { challenge: bytesOf(nonce), userVerification: 'required', timeout } });
  const { id, response } = used as PublicKeyCredential & { readonly response: AuthenticatorAssertionResponse };
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return {
    id,
    clientDataJSON: toBase64Url(clientDataJSON),
    authenticatorData: toBase64Url(authenticatorData),
    signature: toBase64Url(signature),
    userHandle: toBase64Url(userHandle ?? new ArrayBuffer()),
  };
}

/** What the person did or the browser lacks; `undefined`: the phone failed at something else. */
export function whyNot(error: unknown): 'cancelled' | 'have' | 'cannot' | undefined {
  const { name } = error as { readonly name?: unknown };
  if (name === 'NotAllowedError' || name === 'AbortError') return 'cancelled';
  if (name === 'InvalidStateError') return 'have';
  return name === 'SecurityError' || name === 'NotSupportedError' || name === 'ConstraintError' ? 'cannot' : undefined;
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
