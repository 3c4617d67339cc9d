/** The rules of the six digits that lock the app: when it asks for them, which are too easy, how long a wrong one makes wait (sync.md §3.4). */

export const pinLength = 6;
/** away for longer than this, and the app asks */
export const awayLimitMs = 5 * 60_000;
/** so many wrong ones in a row, and only the office can let in again; nothing is deleted */
export const wrongLimit = 10;
/** what a clock may be behind itself by being set right */
const clockSlackMs = 60_000;
const freeTries = 3;
const firstWaitMs = 30_000;

/** @param seenAtMs when the app was last seen open and unlocked; `undefined` when that is not known */
export function isAway(seenAtMs: number | undefined, nowMs: number): boolean {
  return seenAtMs === undefined || nowMs - seenAtMs > awayLimitMs || seenAtMs - nowMs > clockSlackMs;
}

/** How long after the last of so many wrong ones the next may be tried: 30 seconds after the third, then twice as long each time. */
export function waitAfterMs(wrong: number): number {
  return wrong < freeTries ? 0 : firstWaitMs * 2 ** (wrong - freeTries);
}

/** When the next one may be tried. A clock that went back since makes the whole wait begin anew. */
export function nextTryAtMs(wrong: number, lastWrongAtMs: number, nowMs: number): number {
  return Math.min(lastWrongAtMs, nowMs) + waitAfterMs(wrong);
}

export const isWholePin = (pin: string): boolean => /^\d{6}$/.test(pin);

/** One digit throughout, a run up or down, or two or three digits again and again: what is tried first. */
export function isEasyPin(pin: string): boolean {
  const steps = new Set(Array.from({ length: pinLength - 1 }, (_, index) => (10 + Number(pin[index + 1]) - Number(pin[index])) % 10));
  const isRun = steps.size === 1 && [0, 1, 9].some((step) => steps.has(step));
  return isRun || [2, 3].some((length) => pin.slice(0, length).repeat(pinLength / length) === pin);
}
