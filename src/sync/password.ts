/** Whether this person has a password, and doing without it again; setting one wants the phone's key (`session.ts`). */
import * as z from 'zod/mini';
import { PasswordState } from '../protocol/password.ts';
import { type Net, type NetProblem, sendJson } from './transport.ts';

type Outcome<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly problem: NetProblem };

export async function readPasswordState(net: Net): Promise<Outcome<{ readonly state: PasswordState }>> {
  const answer = await sendJson(net, 'GET', '/v1/password', undefined, PasswordState);
  return answer.ok ? { ok: true, state: answer.body } : { ok: false, problem: answer.problem };
}

export async function removePassword(net: Net): Promise<Outcome<object>> {
  const answer = await sendJson(net, 'DELETE', '/v1/password', undefined, z.unknown());
  return answer.ok ? { ok: true } : { ok: false, problem: answer.problem };
}
