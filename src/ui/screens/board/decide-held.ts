/** Tells the office at once what a person decided: about an operation that was set aside, about a report of a province with a server of its own. */
import type { TextKey } from '../../../content/text.ts';
import type { CellReviewRequest } from '../../../protocol/board-reports.ts';
import { reportPath } from '../../../sync/office-board.ts';
import { packJson, send, wallNet, type NetProblem } from '../../../sync/transport.ts';
import { isSignedOut } from '../../use-ask-office.ts';

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

/** @returns why it was not said; `undefined` when that province has it */
export async function sayInCell(group: string, report: string, said: CellReviewRequest): Promise<NetProblem | undefined> {
  const answer = await send(wallNet, `${reportPath(group, report)}/review`, { method: 'POST', ...(await packJson(said)) });
  return answer.ok ? undefined : answer.problem;
}

/** What happened, that nothing typed is lost, what to do. */
export function failedKey(problem: NetProblem): TextKey {
  if (problem === 'no-signal' || problem === 'portal') return 'board.decide.failed.no-signal';
  if (problem === 'not-found') return 'board.decide.failed.not-found';
  if (problem === 'cell-down') return 'board.decide.failed.cell';
  return isSignedOut(problem) ? 'board.decide.failed.signin' : 'board.decide.failed.other';
}
