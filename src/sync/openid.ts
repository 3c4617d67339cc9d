/** What the office says about accounts elsewhere, and linking one; signing in with it is one of the ways of `session.ts`. */
import * as z from 'zod/mini';
import { OpenIdBegun, openIdLinkText, OpenIdOffer, OpenIdState, type OpenIdProof } from '../protocol/openid.ts';
import type { Session } from './session.ts';
import { type Net, type NetProblem, sendJson } from './transport.ts';

type Outcome<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly problem: NetProblem };

/** @returns the provider's name; `undefined` where there is none, or nobody knows */
export async function readOpenIdName(net: Net): Promise<string | undefined> {
  const answer = await sendJson(net, 'GET', '/v1/openid', undefined, OpenIdOffer);
  return answer.ok ? (answer.body.name ?? undefined) : undefined;
}

export async function beginOpenId(net: Net): Promise<Outcome<{ readonly begun: OpenIdBegun }>> {
  const answer = await sendJson(net, 'POST', '/v1/openid', undefined, OpenIdBegun);
  return answer.ok ? { ok: true, begun: answer.body } : { ok: false, problem: answer.problem };
}

export async function readOpenIdState(net: Net): Promise<Outcome<OpenIdState>> {
  const answer = await sendJson(net, 'GET', '/v1/openid/link', undefined, OpenIdState);
  return answer.ok ? { ok: true, ...answer.body } : { ok: false, problem: answer.problem };
}

export async function linkOpenId(net: Net, vouch: Session['vouch'], user: string, proof: OpenIdProof): Promise<Outcome<object>> {
  const signed = await vouch(user, (dev, nonce) => openIdLinkText(dev, nonce, proof.code));
  if (!signed.ok) return signed;
  const answer = await sendJson(net, 'POST', '/v1/openid/link', { proof, ...signed.body }, z.unknown());
  return answer.ok ? { ok: true } : { ok: false, problem: answer.problem };
}

export async function unlinkOpenId(net: Net): Promise<Outcome<object>> {
  const answer = await sendJson(net, 'DELETE', '/v1/openid/link', undefined, z.unknown());
  return answer.ok ? { ok: true } : { ok: false, problem: answer.problem };
}
