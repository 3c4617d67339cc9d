/** A browser that keeps passkeys, over the test's own keeper: what a screen gets from it are bytes, as from a real one. */
import { vi } from 'vitest';
import { makePasskey, usePasskey, type Passkey } from '../../support/authenticator.ts';

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'base64url')).buffer;
const textOf = (bytes: BufferSource) => Buffer.from(bytes as Uint8Array).toString();

export interface PasskeyBrowser {
  readonly kept: Passkey[];
  /** what was asked for, as the screen asked */
  readonly asked: PublicKeyCredentialCreationOptions[];
  /** the name of the error that the next question ends with */
  refuses: string | undefined;
}

export function stubPasskeyBrowser(): PasskeyBrowser {
  const browser: PasskeyBrowser = { kept: [], asked: [], refuses: undefined };
  const refuse = () => {
    const { refuses } = browser;
    browser.refuses = undefined;
    if (refuses !== undefined) throw new DOMException('', refuses);
  };
  vi.stubGlobal('PublicKeyCredential', { isUserVerifyingPlatformAuthenticatorAvailable: async () => true });
  Object.defineProperty(navigator, 'credentials', {
    configurable: true,
    value: {
      create: async ({ publicKey: asked }: { publicKey: PublicKeyCredentialCreationOptions }) => {
        refuse();
        browser.asked.push(asked);
        const { passkey, made } = makePasskey(textOf(asked.user.id), textOf(asked.challenge));
        browser.kept.push(passkey);
        return {
          id: made.id,
          response: { clientDataJSON: bytesOf(made.clientDataJSON), attestationObject: bytesOf(made.attestationObject) },
        };
      },
      get: async ({ publicKey: asked }: { publicKey: PublicKeyCredentialRequestOptions }) => {
        refuse();
        const { id, ...used } = usePasskey(browser.kept[0] as Passkey, textOf(asked.challenge));
        const { clientDataJSON, authenticatorData, signature, userHandle } = used;
        return {
          id,
          response: {
            clientDataJSON: bytesOf(clientDataJSON),
            authenticatorData: bytesOf(authenticatorData),
            signature: bytesOf(signature),
            userHandle: bytesOf(userHandle),
          },
        };
      },
    },
  });
  return browser;
}
