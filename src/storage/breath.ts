/** Long work lets the page breathe: after a few milliseconds of it, what a thumb has asked for meanwhile goes first. */

/** a slowed phone does six times as long what stands between two looks at the clock */
const mostMs = 12;

export interface Breath {
  /** resolves at once, or after a turn of the page when the work has taken long enough */
  take(): Promise<void> | undefined;
}

export function breathOf(monotonicMs: () => number): Breath {
  let sinceMs = monotonicMs();
  const turn = async () => {
    const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
    if (scheduler?.yield === undefined) await new Promise((resolve) => setTimeout(resolve));
    else await scheduler.yield();
    sinceMs = monotonicMs();
  };
  return { take: () => (monotonicMs() - sinceMs < mostMs ? undefined : turn()) };
}
