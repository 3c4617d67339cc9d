/** Waiting, and a promise that must settle in time: the loser of the race is left alone, its late answer is ignored. */

/** Resolves after the delay, or at once when the signal is raised. */
export type Wait = (delayMs: number, signal?: AbortSignal) => Promise<void>;

export const wallWait: Wait = async (delayMs, signal) => {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, delayMs);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
};

/** @throws what `late` makes when the limit passes first */
export async function withTimeLimit<T>(work: Promise<T>, limitMs: number, late: () => Error, wait: Wait = wallWait): Promise<T> {
  const settled = new AbortController();
  const limit = wait(limitMs, settled.signal).then(() => {
    if (settled.signal.aborted) return new Promise<never>(() => undefined);
    throw late();
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    settled.abort();
  }
}
