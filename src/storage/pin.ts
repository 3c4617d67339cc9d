/**
 * The six digits of one user on this phone: kept as a stretched proof, counted when wrong, in the device's own database.
 *
 * A gate in front of the screens, not a key: whoever copies the files off the phone can try a million numbers at leisure (sync.md §3.4), so
 * what protects copied files is the phone's own encryption and lock. The sealing keys stay usable while the app is locked, so that the worker
 * sends; and forgotten digits lose no record.
 */
import { get, set, update, type UseStore } from 'idb-keyval';
import { nextTryAtMs, wrongLimit } from '../domain/pin.ts';
import { createKeyValueStore, pinKey } from './device.ts';
import { type Wait, wallWait } from './time-limit.ts';

interface KeptPin {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly rounds: number;
  readonly proof: ArrayBuffer;
  /** how often in a row it was tried and not found right; counted before the digits are compared, so that a killed app has tried too */
  readonly wrong: number;
  readonly triedAtMs: number;
}

/** `wrong`: how many more before only the office helps, and when the next may be tried · `wait`: not compared at all, it is too early */
export type PinAnswer =
  { readonly is: 'right' | 'sign-in' } | { readonly is: 'wrong' | 'wait'; readonly left: number; readonly nextAtMs: number };

export interface PinKeeper {
  /** replaces what was there */
  set(user: string, pin: string): Promise<void>;
  /** nothing is tried: what would be answered now, `right` when the next try is free */
  look(user: string): Promise<PinAnswer>;
  try(user: string, pin: string): Promise<PinAnswer>;
}

export interface PinOptions {
  readonly indexedDB: IDBFactory;
  readonly nowMs: () => number;
  readonly wait?: Wait;
  /** PBKDF2 rounds of new digits; what OWASP asks of SHA-256, a third of a second on a slow phone and not on its main thread */
  readonly rounds?: number;
}

export function openPin({ indexedDB, nowMs, wait = wallWait, rounds = 600_000 }: PinOptions): PinKeeper {
  const store: UseStore = createKeyValueStore(indexedDB, wait);
  const answerTo = ({ wrong, triedAtMs }: KeptPin, is: 'wrong' | 'wait'): PinAnswer =>
    wrong >= wrongLimit ? { is: 'sign-in' } : { is, left: wrongLimit - wrong, nextAtMs: nextTryAtMs(wrong, triedAtMs, nowMs()) };
  /** what speaks against trying now */
  const refusal = (kept: KeptPin): PinAnswer | undefined => {
    const answer = answerTo(kept, 'wait');
    return answer.is === 'wait' && answer.nextAtMs <= nowMs() ? undefined : answer;
  };
  return {
    set: async (user, pin) => {
      const salt = crypto.getRandomValues(new Uint8Array(16));
      const proof = await stretch(pin, salt, rounds);
      await set(pinKey(user), { salt, rounds, proof, wrong: 0, triedAtMs: 0 } satisfies KeptPin, store);
    },
    look: async (user) => {
      const kept = await get<KeptPin>(pinKey(user), store);
      return (kept && refusal(kept)) ?? { is: 'right' };
    },
    try: async (user, pin) => {
      let refused: PinAnswer | undefined;
      let kept: KeptPin | undefined;
      await update<KeptPin | undefined>(
        pinKey(user),
        (before) => {
          refused = before && refusal(before);
          kept = before && refused === undefined ? { ...before, wrong: before.wrong + 1, triedAtMs: nowMs() } : before;
          return kept;
        },
        store,
      );
      if (refused !== undefined) return refused;
      // taken away meanwhile, by an invitation or in another tab
      if (kept === undefined) return { is: 'right' };
      if (!isEqual(await stretch(pin, kept.salt, kept.rounds), kept.proof)) return answerTo(kept, 'wrong');
      await update<KeptPin | undefined>(pinKey(user), (now) => now && { ...now, wrong: 0 }, store);
      return { is: 'right' };
    },
  };
}

async function stretch(pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<ArrayBuffer> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits']);
  return crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, 256);
}

function isEqual(one: ArrayBuffer, other: ArrayBuffer): boolean {
  const [a, b] = [new Uint8Array(one), new Uint8Array(other)];
  return a.every((byte, index) => byte === b[index]);
}
