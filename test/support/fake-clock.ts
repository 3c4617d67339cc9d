/** A clock that only goes on when a test says so; waits end when their moment is passed or their signal is raised. */
import type { Wait } from '../../src/storage/time-limit.ts';

export interface FakeClock {
  readonly nowMs: () => number;
  /** starts at 0 and knows nothing of what the wall says */
  readonly monotonicMs: () => number;
  readonly wait: Wait;
  /** lets time pass: both clocks, and everything that was waiting for it */
  advance(ms: number): Promise<void>;
  /** somebody set the phone's clock: only the wall jumps */
  setWall(ms: number): void;
  /** waits under way, with what is left of each, ms */
  pending(): readonly number[];
}

export function createFakeClock(startMs = Date.UTC(2026, 10, 23, 3)): FakeClock {
  let monotonic = 0;
  let offset = startMs;
  const waits = new Set<{ readonly dueMs: number; readonly end: () => void }>();
  return {
    nowMs: () => offset + monotonic,
    monotonicMs: () => monotonic,
    wait: async (delayMs, signal) => {
      if (signal?.aborted === true) return;
      await new Promise<void>((resolve) => {
        const wait = { dueMs: monotonic + delayMs, end: resolve };
        waits.add(wait);
        signal?.addEventListener('abort', () => {
          waits.delete(wait);
          resolve();
        });
      });
    },
    advance: async (ms) => {
      const target = monotonic + ms;
      for (;;) {
        const next = [...waits].filter(({ dueMs }) => dueMs <= target).sort((a, b) => a.dueMs - b.dueMs)[0];
        if (next === undefined) break;
        monotonic = Math.max(monotonic, next.dueMs);
        waits.delete(next);
        next.end();
        await settle();
      }
      monotonic = target;
      await settle();
    },
    setWall: (ms) => {
      offset = ms - monotonic;
    },
    pending: () => [...waits].map(({ dueMs }) => dueMs - monotonic).sort((a, b) => a - b),
  };
}

/** Lets everything that is ready run: promises, and the event loop's turns that fake-indexeddb and streams need. */
export async function settle(turns = 30): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}
