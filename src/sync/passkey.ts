/** The passkeys of this person, and removing one; adding one wants the phone's key (`session.ts`). */
import * as z from 'zod/mini';
import { PasskeyList } from '../protocol/passkey.ts';
import { type Net, type NetProblem, sendJson } from './transport.ts';

type Outcome<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly problem: NetProblem };

export async function listPasskeys(net: Net): Promise<Outcome<PasskeyList>> {
  const answer = await sendJson(net, 'GET', '/v1/passkeys', undefined, PasskeyList);
  return answer.ok ? { ok: true, ...answer.body } : { ok: false, problem: answer.problem };
}

export async function removePasskey(net: Net, id: string): Promise<Outcome<object>> {
  const answer = await sendJson(net, 'DELETE', `/v1/passkeys/${id}`, undefined, z.unknown());
  return answer.ok ? { ok: true } : { ok: false, problem: answer.problem };
}
