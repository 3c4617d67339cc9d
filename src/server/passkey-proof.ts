/** What a browser says of a passkey, proved: made for this site or signed with it, by somebody whom the phone's lock knew. */
import type { MadePasskey, UsedPasskey } from '../protocol/passkey.ts';
import { isThisMachine } from './cookie.ts';
import type { Office } from './office.ts';
import type { PasskeyRecord } from './store/ways-in.ts';

/** COSE: ES256, RS256, EdDSA */
const algorithms = [-7, -257, -8];

/** The only place whose passkeys are taken: the public one, or this machine under the name it was asked by; elsewhere browsers have none. */
export function siteOf({ publicOrigin }: Pick<Office, 'publicOrigin'>, url: URL): URL | undefined {
  if (publicOrigin !== undefined) return new URL(publicOrigin);
  return isThisMachine(url.hostname) ? url : undefined;
}

/** @returns how often it has signed, as it says; `undefined` for whatever is wrong with it */
export async function readCounter(
  site: URL | undefined,
  { user, publicKey }: PasskeyRecord,
  nonce: string,
  { id, ...response }: UsedPasskey,
): Promise<number | undefined> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  if (!site || response.userHandle !== base64Url(user)) return undefined;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...credentialOf(id), response },
      expectedChallenge: base64Url(nonce),
      expectedOrigin: site.origin,
      expectedRPID: site.hostname,
      // compared where the new one is written
      credential: { id, publicKey: Uint8Array.from(Buffer.from(publicKey, 'base64url')), counter: 0 },
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
}

/** @returns what is kept of a new one; `undefined` for whatever is wrong with it */
export async function readCredential(
  site: URL | undefined,
  nonce: string,
  { id, ...response }: MadePasskey,
): Promise<Pick<PasskeyRecord, 'id' | 'publicKey' | 'counter'> | undefined> {
  const [{ verifyRegistrationResponse }, { decodeAttestationObject }] = await Promise.all([
    import('@simplewebauthn/server'),
    import('@simplewebauthn/server/helpers'),
  ]);
  if (!site) return undefined;
  try {
    const attestation = decodeAttestationObject(Uint8Array.from(Buffer.from(response.attestationObject, 'base64url')));
    // none is asked for; the library would ask the addresses in a maker's certificates whether they still hold
    const isOwnWord = attestation.get('fmt') === 'packed' && attestation.get('attStmt').get('x5c') === undefined;
    if (attestation.get('fmt') !== 'none' && !isOwnWord) return undefined;
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...credentialOf(id), response },
      expectedChallenge: base64Url(nonce),
      expectedOrigin: site.origin,
      expectedRPID: site.hostname,
      supportedAlgorithmIDs: algorithms,
    });
    if (!verified || registrationInfo.credential.id !== id) return undefined;
    const { publicKey, counter } = registrationInfo.credential;
    return {
      id,
      publicKey: Buffer.from(publicKey).toString('base64url'),
      counter,
    };
  } catch {
    return undefined;
  }
}

const credentialOf = (id: string) => ({ id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} });

function base64Url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
