/** Records: push the lowest unsent numbers, write the verdicts down, take in what the streams have gained, until nothing is left. */
import { limits, type SyncRequest, SyncResponse, type Verdict } from '../protocol/sync.ts';
import type { Operation } from '../domain/operation.ts';
import type { Outgoing, SyncHead } from '../storage/phone-internals.ts';
import type { OperationVerdict } from '../storage/verdicts.ts';
import { leavePhone } from './leave-phone.ts';
import type { SenderOptions } from './sender.ts';
import type { Session } from './session.ts';
import { type Failed, packJson, sendJson } from './transport.ts';

const firstOps = 200;
const mostOps = 500;
const mostPackedBytes = 64 * 1024;
const firstRawBytes = 256 * 1024;
const mostRawBytes = 1024 * 1024;
/** answers in a row that settle nothing: then something is wrong that repeating does not cure */
const mostIdleAnswers = 4;
/** gaps and forks in one round: each is cured once, a server that repeats them is not obeyed for ever */
const mostRepairs = 4;

export interface Exchange {
  /** until nothing is queued and every stream is at its head; @returns why it stopped early */
  run(count: (sent: number) => void): Promise<Failed | undefined>;
  /** as `run`, but only when something is queued: between two pieces of a photo */
  runIfQueued(count: (sent: number) => void): Promise<Failed | undefined>;
}

type Posted = 'too-heavy' | Failed | { readonly ok: true; readonly body: SyncResponse };
type Outcome = 'progress' | 'idle' | 'complete' | Failed;

/** What one round has already been through. */
interface Round {
  /** every page of the last answer was taken in: the next one follows on it */
  isStraight: boolean;
  isRefreshed: boolean;
  /** of the last answer: something must be let go */
  hasRevoked: boolean;
  repairs: number;
  readonly holes: Set<string>;
}

const failed = (problem: Failed['problem'], retryAfterMs?: number): Failed => ({
  ok: false,
  problem,
  timedOut: false,
  retryAfterMs,
  headers: new Headers(),
});

export function createExchange(options: SenderOptions & { readonly session: Session }): Exchange {
  const { phone, net, session } = options;
  // what the line carried last time, kept between rounds
  let limitOps = firstOps;
  let limitBytes = firstRawBytes;
  // after an answer that did not come in time: records leave first, news is fetched when none waits
  let isPushFirst = false;
  /** of the last request */
  let withoutNews = false;
  let asked = { ce: 0, atMs: 0 };

  const post = async ({ head, ops }: Outgoing, after?: SyncResponse): Promise<Posted> => {
    asked = { ce: head.ce, atMs: net.nowMs() };
    const persisted = (await options.isPersisted?.().catch(() => false)) ?? false;
    const deletesItself = options.installed?.pages !== undefined || (await options.device.users()).length > 1;
    // what is recorded must not wait for what others wrote, nor for its own echo: news comes with the last batch
    withoutNews = ops.length > 0 && (isPushFirst || head.queue.ops > ops.length);
    const body = {
      proto: 1 as const,
      dev: head.dev,
      app: options.app,
      epoch: after?.epoch ?? head.epoch,
      now: new Date(net.nowMs()).toISOString(),
      ce: head.ce,
      ops,
      cur: after === undefined ? head.cur : { ...head.cur, ...Object.fromEntries(after.streams.map(({ g, to }) => [g, to])) },
      ...(withoutNews ? { want: [] } : {}),
      ...snapAfter(head, after),
      q: { ...head.queue, persisted, ...(deletesItself && { deletesItself }) },
    };
    if (ops.length > 1 && (await packJson(body)).packedBytes > mostPackedBytes) return 'too-heavy' as const;
    return sendJson(net, 'POST', '/v1/sync', body, SyncResponse);
  };

  /**
   * The question for what follows an answer, asked while that answer is taken in: on a slow line the next page travels meanwhile. What
   * does not fit after all is dropped, and asked for again from where the phone really stands.
   */
  const postAhead = async (answer: SyncResponse): Promise<Posted | undefined> => {
    const head = await phone.syncHead();
    const isKnown = head.epoch === null || head.epoch === answer.epoch;
    return isKnown && head.queue.ops === 0 ? post({ head, ops: [] }, answer) : undefined;
  };
  const postNext = async (): Promise<{ readonly ops: readonly Operation[]; readonly answer: Posted }> => {
    const next = await phone.outgoing(limitOps, limitBytes);
    return { ops: next.ops, answer: await post(next) };
  };

  const halve = (ops: readonly Operation[]) => {
    limitOps = Math.max(1, Math.floor(Math.min(limitOps, ops.length) / 2));
    limitBytes = Math.max(8 * 1024, Math.floor(limitBytes / 2));
  };
  const grow = () => {
    limitOps = Math.min(mostOps, limitOps * 2);
    limitBytes = Math.min(mostRawBytes, limitBytes * 2);
  };

  /** A browser loses the cookie on its own account too: killed before it was written down, or at the end of its days. Who signed out stays out. */
  const canRenew = async (problem: Failed['problem']): Promise<boolean> =>
    problem === 'session-expired' || (problem === 'signin-required' && (await options.device.lastUser())?.user === phone.user);
  const afterFailure = async (failure: Failed, ops: readonly Operation[], round: Round): Promise<Outcome> => {
    if (!round.isRefreshed && (await canRenew(failure.problem))) {
      round.isRefreshed = true;
      const renewed = await session.refresh(phone.user, await phone.owed());
      return renewed.ok ? 'progress' : { ...failure, problem: renewed.problem };
    }
    if (failure.problem === 'bad-request') return afterBadRequest(failure, ops);
    if (failure.problem === 'too-large') {
      // a single operation is far below every limit of ours: then it is somebody on the way who refuses
      if (ops.length <= 1) return failure;
      halve(ops);
      return 'progress';
    }
    // a slow line: smaller next time; a dead one is not asked again at once
    if (failure.timedOut) {
      isPushFirst = true;
      if (ops.length > 1) halve(ops);
    }
    if (failure.problem === 'device-revoked' && !(await phone.hasQueued())) await leavePhone(phone, options.device, options.installed);
    return failure;
  };

  /** Our own fault: find the one that the office cannot read; only one that it points at is set aside. */
  const afterBadRequest = async (failure: Failed, ops: readonly Operation[]): Promise<Outcome> => {
    const index = /^ops\.(\d+)/.exec(failure.path ?? '')?.[1];
    const unreadable = index === undefined ? undefined : ops[Number(index)];
    if (unreadable !== undefined) return setAside(unreadable.n);
    if (ops.length <= 1) return failure;
    limitOps = 1;
    return 'progress';
  };
  const setAside = async (n: number): Promise<Outcome> => {
    await phone.setAside(n);
    return 'progress';
  };

  const takeIn = async (answer: SyncResponse, ops: readonly Operation[], round: Round, count: (sent: number) => void): Promise<Outcome> => {
    const answeredAtMs = net.nowMs();
    const { settled, epochChanged, isQueued, hasRevoked } = await phone.applyAnswer({
      epoch: answer.epoch,
      ackN: answer.ackN,
      safeN: answer.safeN,
      receivedAt: new Date(answeredAtMs).toISOString(),
      // half the way there and back counts as the moment the office looked at its clock
      clock: { ce: asked.ce, aheadMs: Math.round(Date.parse(answer.now) - (asked.atMs + answeredAtMs) / 2) },
      minApp: answer.minApp,
      revoked: answer.revoked,
      verdicts: answer.res.filter(isAboutOne),
    });
    round.hasRevoked = hasRevoked;
    count(Math.min(settled, ops.length));
    const about = answer.res.find((verdict) => verdict.r === 'gap' || verdict.r === 'fork');
    if (about !== undefined && (round.repairs += 1) > mostRepairs) return failed('fault');
    if (about?.r === 'gap') await phone.sendAgainFrom(about.expect);
    if (about?.r === 'fork') {
      const enrolled = await session.enrolAgain(phone.user);
      if (!enrolled.ok) return failed(enrolled.problem);
      await phone.renumber(enrolled.dev);
    }
    let moved = settled > 0 || epochChanged || about !== undefined;
    // a blocked phone asks once more at once, to be told to forget everything: there may be no later
    let again = answer.more || withoutNews || (ops.length > 0 && answer.res.some(isBlocked));
    if (ops.length === 0) isPushFirst = false;
    round.isStraight = true;
    for (const page of answer.streams) {
      const outcome = await phone.applyPage(page);
      if (outcome !== 'applied') round.isStraight = false;
      if (outcome === 'applied' && (page.to > page.from || page.snapshot !== undefined)) moved = true;
      if (outcome === 'chain-broken' || outcome === 'read-again') {
        again = true;
        moved = true;
      }
      if (outcome === 'hole') {
        // asked for once more from our own cursor; a second hole is the server's fault and must not stop the rest
        again ||= !round.holes.has(page.g);
        moved ||= !round.holes.has(page.g);
        round.holes.add(page.g);
      }
    }
    if (moved) grow();
    // a page may have brought what waited; what was saved meanwhile is looked for once more before the round ends
    const waits = about !== undefined || (isQueued && (answer.streams.length === 0 || (await phone.hasQueued())));
    if (answer.retryAfter !== undefined && waits) return failed('busy', answer.retryAfter * 1000);
    if (!again && !waits) return 'complete';
    return moved ? 'progress' : 'idle';
  };

  const run = async (count: (sent: number) => void): Promise<Failed | undefined> => {
    const round: Round = { isStraight: false, isRefreshed: false, hasRevoked: false, repairs: 0, holes: new Set() };
    let idle = 0;
    let ahead: Promise<Posted | undefined> | undefined;
    for (;;) {
      const early = round.isStraight ? await ahead : undefined;
      ahead = undefined;
      const { ops, answer } = early === undefined ? await postNext() : { ops: [], answer: early };
      if (answer === 'too-heavy') {
        halve(ops);
        continue;
      }
      if (answer.ok && ops.length === 0 && answer.body.more) {
        ahead = postAhead(answer.body);
        ahead.catch(() => undefined);
      }
      const outcome = answer.ok ? await takeIn(answer.body, ops, round, count) : await afterFailure(answer, ops, round);
      if (typeof outcome === 'object') return outcome;
      if (outcome === 'complete') break;
      idle = outcome === 'idle' ? idle + 1 : 0;
      if (idle >= mostIdleAnswers) return failed('fault');
    }
    if (round.hasRevoked) await phone.purgeRevoked();
    return undefined;
  };
  return { run, runIfQueued: async (count) => ((await phone.hasQueued()) ? run(count) : undefined) };
}

/** What may come as rows, and which part is next when an answer is still being taken in. */
function snapAfter({ snap }: SyncHead, after: SyncResponse | undefined): Pick<SyncRequest, 'snap'> {
  if (snap.but.length > limits.streams) return {};
  const next = (after?.streams ?? []).flatMap(({ g, snapshot }) =>
    snapshot === undefined ? [] : [[g, { hash: snapshot.hash, part: snapshot.part + 1 }] as const],
  );
  return { snap: { fold: snap.fold, but: [...snap.but], at: { ...snap.at, ...Object.fromEntries(next) } } };
}

function isBlocked(verdict: Verdict): boolean {
  return verdict.r === 'held' && verdict.why === 'device-revoked';
}

function isAboutOne(verdict: Verdict): verdict is Verdict & OperationVerdict {
  return verdict.r !== 'gap' && verdict.r !== 'fork';
}
