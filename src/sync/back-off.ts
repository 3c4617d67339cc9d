/** When to try again: full jitter, growing to five minutes, started anew by every sign of life; what the server asks for is obeyed. */

const baseMs = 2_000;
const mostMs = 300_000;
/** while the phone says it has no network at all */
const offlineSpacingMs = 30_000;

export interface BackOff {
  /** another try failed; @returns how long to wait before the next */
  failed(retryAfterMs?: number): number;
  succeeded(): void;
  /** online, visible, save, tap: the next failure waits little again */
  reset(): void;
  /** false while the server asked for patience, or right after a try without any network; a tap is never refused */
  mayTry(reason: 'tap' | 'online' | 'other', clearlyOffline: boolean): boolean;
  /** when `mayTry` will say yes to a timer; `undefined` when nothing failed */
  nextTryAtMs(clearlyOffline: boolean): number | undefined;
}

export function createBackOff(nowMs: () => number, random: () => number): BackOff {
  let failures = 0;
  let patienceUntilMs = 0;
  let lastFailureMs: number | undefined;
  let nextTryAtMs: number | undefined;
  return {
    failed: (retryAfterMs) => {
      const jittered = random() * Math.min(mostMs, baseMs * 2 ** Math.min(failures, 20));
      failures += 1;
      lastFailureMs = nowMs();
      if (retryAfterMs !== undefined) patienceUntilMs = lastFailureMs + retryAfterMs;
      const delayMs = retryAfterMs === undefined ? jittered : retryAfterMs + jittered;
      nextTryAtMs = lastFailureMs + delayMs;
      return delayMs;
    },
    succeeded: () => {
      failures = 0;
      patienceUntilMs = 0;
      lastFailureMs = undefined;
      nextTryAtMs = undefined;
    },
    reset: () => {
      failures = 0;
    },
    mayTry: (reason, clearlyOffline) => {
      if (reason === 'tap') return true;
      if (nowMs() < patienceUntilMs) return false;
      if (reason === 'online' || !clearlyOffline || lastFailureMs === undefined) return true;
      return nowMs() - lastFailureMs >= offlineSpacingMs;
    },
    nextTryAtMs: (clearlyOffline) => {
      if (nextTryAtMs === undefined || lastFailureMs === undefined) return undefined;
      return Math.max(nextTryAtMs, patienceUntilMs, clearlyOffline ? lastFailureMs + offlineSpacingMs : 0);
    },
  };
}
