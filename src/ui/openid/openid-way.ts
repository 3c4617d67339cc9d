/** To the provider of accounts and back: what is kept meanwhile, and whether what came back belongs to it. */
import type { Translate } from '../../content/text.ts';
import type { OpenIdProof } from '../../protocol/openid.ts';
import { beginOpenId } from '../../sync/openid.ts';
import { wallNet, type NetProblem } from '../../sync/transport.ts';
import { hasOpenIdAnswer, keptOpenIdWay, openIdKey, takeOpenIdAnswer, type OpenIdWay } from '../boot/openid-answer.ts';
import { signInWords } from '../screens/signin/sign-in-words.ts';

/** `cancelled`: the person did not confirm · `elsewhere`: no way that this page began · `phone`: this phone keeps nothing */
export type OpenIdProblem = NetProblem | 'cancelled' | 'elsewhere' | 'phone';
export type Returned = { readonly ok: true; readonly proof: OpenIdProof } | { readonly ok: false; readonly problem: OpenIdProblem };

/** Leaves the page; a problem comes back at once, anything else only when the page is shown again. */
export async function leaveFor(name: string, from: OpenIdWay['from']): Promise<OpenIdProblem | undefined> {
  const answer = await beginOpenId(wallNet);
  if (!answer.ok) return answer.problem;
  const { url, state, nonce, verifier } = answer.begun;
  sessionStorage.setItem(openIdKey, JSON.stringify({ state, nonce, verifier, from, name } satisfies OpenIdWay));
  location.assign(url);
  await new Promise((shown) => addEventListener('pageshow', shown, { once: true }));
  return undefined;
}

/**
 * What came back, once. An answer whose state is not the one that this tab began with is somebody else's: whoever sent it wants this person
 * to work under their name.
 *
 * @returns `undefined` when nobody comes back
 */
export function comeBack(from: OpenIdWay['from']): Returned | undefined {
  if (!hasOpenIdAnswer()) return undefined;
  const kept = keptOpenIdWay();
  const answer = takeOpenIdAnswer();
  sessionStorage.removeItem(openIdKey);
  if (kept?.from !== from || answer.get('state') !== kept.state) return { ok: false, problem: 'elsewhere' };
  const code = answer.get('code');
  if (code === null) return { ok: false, problem: answer.get('error') === 'access_denied' ? 'cancelled' : 'openid-refused' };
  return { ok: true, proof: { code, iss: answer.get('iss') ?? undefined, nonce: kept.nonce, verifier: kept.verifier } };
}

export function openIdWords(t: Translate, problem: OpenIdProblem, name: string): string {
  if (problem === 'cancelled' || problem === 'elsewhere') return t(`openid.${problem}`, { name });
  return signInWords(t, problem);
}
