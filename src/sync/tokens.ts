/** The own keys for programs: asked and changed online only, and kept nowhere on this device. */
import { TokenList, TokenMade, type TokenSummary } from '../protocol/token.ts';
import { type Net, type NetProblem, send, sendJson } from './transport.ts';

type Outcome<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly problem: NetProblem };

export async function listTokens(net: Net): Promise<Outcome<{ readonly tokens: readonly TokenSummary[] }>> {
  const answer = await sendJson(net, 'GET', '/v1/tokens', undefined, TokenList);
  return answer.ok ? { ok: true, tokens: answer.body.tokens } : { ok: false, problem: answer.problem };
}

/** `made.token` is told this once. */
export async function makeToken(
  net: Net,
  asked: { readonly name: string; readonly days: number },
): Promise<Outcome<{ readonly made: TokenMade }>> {
  const answer = await sendJson(net, 'POST', '/v1/tokens', asked, TokenMade);
  return answer.ok ? { ok: true, made: answer.body } : { ok: false, problem: answer.problem };
}

export async function revokeToken(net: Net, id: string): Promise<Outcome<object>> {
  const answer = await send(net, `/v1/tokens/${encodeURIComponent(id)}`, { method: 'DELETE' });
  return answer.ok ? { ok: true } : { ok: false, problem: answer.problem };
}
