/** Coming back to the front: an iPhone may have dropped the storage meanwhile. A small read tells; it reopens silently, then visibly (R12). */
import { useEffect } from 'preact/hooks';
import { StoreProblem, type StoreProblemCode } from '../../storage/store-problem.ts';
import { type Wait, withTimeLimit } from '../../storage/time-limit.ts';

const probeLimitMs = 2_000;

export interface Probed {
  probe(): Promise<void>;
}

/** `undefined` when the store answers; a second try follows the first, because the first one reopens. */
export async function findTrouble(store: Probed, wait: Wait): Promise<StoreProblemCode | undefined> {
  let code: StoreProblemCode = 'connection-lost';
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    try {
      await withTimeLimit(store.probe(), probeLimitMs, () => new StoreProblem('connection-lost'), wait);
      return undefined;
    } catch (error) {
      code = error instanceof StoreProblem ? error.code : 'connection-lost';
    }
  }
  return code;
}

/** Runs at once and on every return to the front. */
export function useForeground(run: () => void, inputs: readonly unknown[]): void {
  useEffect(() => {
    const onVisible = () => {
      if (document.visibilityState === 'visible') run();
    };
    run();
    document.addEventListener('visibilitychange', onVisible);
    addEventListener('pageshow', onVisible);
    return () => {
      document.removeEventListener('visibilitychange', onVisible);
      removeEventListener('pageshow', onVisible);
    };
  }, [...inputs]);
}
