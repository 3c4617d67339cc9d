/** Tells the office what a person decided about an operation that was set aside. */
import { packJson, send, wallNet, type NetProblem } from '../../../sync/transport.ts';

export type Decision = 'accept' | 'reject';
export type Decided =
  { readonly ok: true; readonly state: 'waiting' | 'released' | 'rejected' } | { readonly ok: false; readonly problem: NetProblem };

/** What a person may wave through; the rest waits for its cause to go away, and can only be refused. */
const acceptableReasons: readonly string[] = ['scope-none', 'scope-ended', 'device-revoked', 'maybe-reported-twice'];

export function canAccept(why: string): boolean {
  return acceptableReasons.includes(why);
}

/** @returns `state`, what the office holds now: the first decision stands, so it may be another than the one sent */
export async function decideHeld(op: string, decision: Decision, reason: string): Promise<Decided> {
  const answer = await send(wallNet, `/v1/held/${encodeURIComponent(op)}`, { method: 'POST', ...(await packJson({ decision, reason })) });
  if (!answer.ok) return { ok: false, problem: answer.problem };
  const { state } = JSON.parse(new TextDecoder().decode(answer.bytes)) as { state: 'waiting' | 'released' | 'rejected' };
  return { ok: true, state };
}
