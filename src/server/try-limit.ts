/**
 * How often something may be tried within a time. Counted in the store, so that several processes share one limit and a restart forgets none.
 * By address only passwords, passkeys and accounts elsewhere are counted: a whole office may stand behind one.
 */
import { tokenLimits } from '../protocol/token.ts';
import { everyMinute, oneLookAtATime } from './every-minute.ts';
import type { Office } from './office.ts';
import { RequestProblem } from './problem-answer.ts';
import type { Tables } from './store/store.ts';

const minuteMs = 60_000;

const tryLimits = {
  /** wrong or used codes of invitations */
  code: { most: 5, windowMs: 60 * minuteMs },
  /** renewals that the phone's key did not sign */
  device: { most: 10, windowMs: 60 * minuteMs },
  /** passwords, whether there is an account of that name or not */
  account: { most: 5, windowMs: 15 * minuteMs },
  address: { most: 10, windowMs: minuteMs },
  /** every use of a token */
  token: { most: tokenLimits.usesPerHour, windowMs: 60 * minuteMs },
  /** tables that a person took out; programs are counted by their token */
  export: { most: 60, windowMs: 60 * minuteMs },
} as const;

type Tried = keyof typeof tryLimits;

/** a flood of made-up subjects must not grow without end */
const mostKept = 10_000;

/** For what counts only when it fails. @throws RequestProblem `too-many-tries` when there were too many already */
export async function refuseExhausted(tables: Tables, kind: Tried, subject: string, nowMs: number): Promise<void> {
  const { most, windowMs } = tryLimits[kind];
  if ((await tables.tries.times(kind, subject, nowMs)) >= most) throw new RequestProblem('too-many-tries', { retryAfter: windowMs / 1000 });
}

/** In the write that it belongs to. @throws RequestProblem `too-many-tries`; then it is not counted */
export async function addTry(tables: Tables, kind: Tried, subject: string, nowMs: number): Promise<void> {
  await refuseExhausted(tables, kind, subject, nowMs);
  await tables.tries.add(kind, subject, nowMs, nowMs + tryLimits[kind].windowMs);
}

/** In a write of its own, before what is tried is looked at: many at once are many tries. @throws RequestProblem `too-many-tries` */
export async function countTry({ store, clock }: Pick<Office, 'store' | 'clock'>, kind: Tried, subject: string): Promise<void> {
  await store.write((tables) => addTry(tables, kind, subject, clock()));
}

/** Drops each minute what counts no more. @returns a way to stop */
export function keepTriesFew(office: Pick<Office, 'store' | 'clock' | 'log'>): () => void {
  return everyMinute(
    oneLookAtATime(office, 'tries-failed', () =>
      office.store.write(async ({ tries }) => {
        for (const kind of Object.keys(tryLimits)) await tries.sweep(kind, office.clock(), mostKept);
      }),
    ),
  );
}
