/** Web Locks as the store and the sender need them: one exclusive holder per name, first come first served. */
export interface Locks {
  request<T>(name: string, run: () => Promise<T>): Promise<T>;
}

/** The browser's own locks, shared by all tabs and the worker; where a browser has none, locks of this page alone. */
export function locksOf(manager: LockManager | undefined): Locks {
  if (manager === undefined) return inProcessLocks();
  return { request: async (name, run) => manager.request(name, run) };
}

export function inProcessLocks(): Locks {
  const tailByName = new Map<string, Promise<unknown>>();
  return {
    request: async (name, run) => {
      const before = tailByName.get(name) ?? Promise.resolve();
      const mine = before.then(run, run);
      const tail = mine.catch(() => undefined);
      tailByName.set(name, tail);
      try {
        return await mine;
      } finally {
        if (tailByName.get(name) === tail) tailByName.delete(name);
      }
    },
  };
}
