/**
 * What a provider of accounts sent a person back with: taken out of the address and its history before anything else runs, handed out once,
 * kept nowhere. The page goes on where it was left.
 */
import type { OpenIdProof } from '../../protocol/openid.ts';

/** What the page keeps while a person is at the provider, in this tab alone. */
export interface OpenIdWay extends Pick<OpenIdProof, 'nonce' | 'verifier'> {
  readonly state: string;
  readonly from: '/signin' | '/me';
  /** of the provider */
  readonly name: string;
}

export const openIdKey = 'sajja-openid';

let answer = '';
if (location.pathname === '/signin/openid') {
  answer = location.search;
  history.replaceState(null, '', keptOpenIdWay()?.from ?? '/signin');
}

export function keptOpenIdWay(): OpenIdWay | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(openIdKey) ?? '') as OpenIdWay;
  } catch {
    return undefined;
  }
}

export function hasOpenIdAnswer(): boolean {
  return answer !== '';
}

export function takeOpenIdAnswer(): URLSearchParams {
  const taken = new URLSearchParams(answer);
  answer = '';
  return taken;
}
