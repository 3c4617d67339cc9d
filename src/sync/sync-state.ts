/** What the status line shows: a pure function of the queue and of what the last round really did (lessons R76, R77). */
import type { QueueState } from '../storage/phone-store.ts';
import type { NetProblem } from './transport.ts';

/**
 * `sending`: a round is under way · `offline`: the last try found no signal · `portal`: a log-in page or a proxy answered in our office's
 * place · `busy`: the office asked for patience or failed · `signin-required`: recording goes on, sending needs a sign-in · `old`: the office
 * asks for a newer app, sending goes on · `revoked`: this phone was blocked by the office · `ended`: this person's right has ended and all was handed in · `idle`: none of these
 */
export type SyncPhase = 'idle' | 'sending' | 'offline' | 'portal' | 'busy' | 'signin-required' | 'old' | 'revoked' | 'ended';

export interface SyncState extends QueueState {
  readonly phase: SyncPhase;
  /** operations and photo parts that left in the last round */
  readonly sent: number;
  /** why the last round stopped, when it did */
  readonly problem: NetProblem | undefined;
  readonly nextTryAt: string | undefined;
  /** something has waited for more than an hour although the office answers: worth a visible warning (lesson R41) */
  readonly isStuck: boolean;
}

export interface LastRound {
  readonly running: boolean;
  readonly sent: number;
  readonly problem: NetProblem | undefined;
  readonly tooOld: boolean;
  readonly nextTryAtMs: number | undefined;
}

/** Nothing waits: what is shown before the store was asked. */
export const emptyQueue: QueueState = {
  waiting: 0,
  held: 0,
  rejected: 0,
  photosWaiting: 0,
  photosFailed: 0,
  photoBytes: 0,
  oldestAt: undefined,
  lastContactAt: undefined,
};

export const noRound: LastRound = { running: false, sent: 0, problem: undefined, tooOld: false, nextTryAtMs: undefined };

const stuckAfterMs = 3_600_000;

export function toSyncState(queue: QueueState, round: LastRound, nowMs: number): SyncState {
  const oldestMs = queue.oldestAt === undefined ? undefined : nowMs - Date.parse(queue.oldestAt);
  const contactMs = queue.lastContactAt === undefined ? undefined : nowMs - Date.parse(queue.lastContactAt);
  return {
    ...queue,
    phase: phaseOf(round),
    sent: round.sent,
    problem: round.problem,
    nextTryAt: round.nextTryAtMs === undefined ? undefined : new Date(round.nextTryAtMs).toISOString(),
    isStuck: queue.waiting > 0 && (oldestMs ?? 0) > stuckAfterMs && contactMs !== undefined && contactMs < stuckAfterMs,
  };
}

function phaseOf({ running, problem, tooOld }: LastRound): SyncPhase {
  if (running) return 'sending';
  switch (problem) {
    case undefined:
      return tooOld ? 'old' : 'idle';
    case 'app-too-old':
      return 'old';
    case 'no-signal':
      return 'offline';
    case 'portal':
      return 'portal';
    case 'signin-required':
    case 'session-expired':
      return 'signin-required';
    case 'device-revoked':
      return 'revoked';
    case 'right-ended':
      return 'ended';
    default:
      return 'busy';
  }
}
