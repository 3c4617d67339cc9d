/** One open database that survives what browsers do to it: a lost connection is reopened once, a full disk gives up its ballast once. */
import type { Dexie } from 'dexie';
import { hasErrorName, isQuotaError, MovedUnderUs, StoreProblem } from './store-problem.ts';
import { type Wait, withTimeLimit } from './time-limit.ts';

const openLimitMs = 5_000;
const blockedLimitMs = 4_000;
/** on an iPhone a call can hang for ever after the storage process died; asking twice is harmless */
const hangLimitMs = 20_000;

export interface Connection<D extends Dexie> {
  readonly db: D;
  open(): Promise<void>;
  /**
   * Runs work on the open database, again once after a reopening or after room was made; so `work` must be harmless twice.
   *
   * @throws StoreProblem `closed`, `quota`, `connection-lost`
   */
  use<T>(work: (db: D) => Promise<T>, limitMs?: number): Promise<T>;
  close(): void;
}

export interface ConnectionOptions {
  readonly makeRoom: () => Promise<void>;
  readonly onQuota: () => void;
  /** another tab wants a newer version: this one has let go */
  readonly onGivenUp?: () => void;
  readonly wait: Wait;
}

export function connect<D extends Dexie>(db: D, options: ConnectionOptions): Connection<D> {
  let closed = false;
  let blocked = false;
  let reopening: Promise<void> | undefined;
  db.on('blocked', () => {
    blocked = true;
  });
  db.on('versionchange', () => {
    closed = true;
    db.close();
    options.onGivenUp?.();
  });

  const open = async () => {
    blocked = false;
    const late = () => new StoreProblem(blocked ? 'blocked' : 'open-timeout');
    const settled = new AbortController();
    const opening = Promise.resolve(db.open());
    opening.catch(() => undefined);
    // a tab that does not let go is told from a browser that hangs: the message differs
    const stillBlocked = options.wait(blockedLimitMs, settled.signal).then(() => {
      if (blocked && !settled.signal.aborted) throw new StoreProblem('blocked');
      return new Promise<never>(() => undefined);
    });
    try {
      await withTimeLimit(Promise.race([opening, stillBlocked]), openLimitMs, late, options.wait);
    } catch (error) {
      if (error instanceof StoreProblem) throw error;
      if (isQuotaError(error)) throw new StoreProblem('quota', {}, error);
      throw new StoreProblem('connection-lost', {}, error);
    } finally {
      settled.abort();
    }
  };
  const reopen = async () => {
    reopening ??= (async () => {
      db.close({ disableAutoOpen: false });
      await open();
    })().finally(() => {
      reopening = undefined;
    });
    await reopening;
  };
  const attempt = async <T>(work: (db: D) => Promise<T>, limitMs: number): Promise<T> => {
    if (closed) throw new StoreProblem('closed');
    if (!db.isOpen()) await reopen();
    const hung = () => Object.assign(new Error('no answer from the database'), { name: 'TimeoutError' });
    return withTimeLimit(work(db), limitMs, hung, options.wait);
  };

  return {
    db,
    open,
    use: async (work, limitMs = hangLimitMs) => {
      try {
        return await attempt(work, limitMs);
      } catch (error) {
        if (error instanceof MovedUnderUs) throw error;
        if (error instanceof StoreProblem || closed) throw error instanceof StoreProblem ? error : new StoreProblem('closed', {}, error);
        try {
          if (isQuotaError(error)) {
            options.onQuota();
            await options.makeRoom();
          } else if (isConnectionError(error)) {
            await reopen();
          } else {
            throw error;
          }
          return await attempt(work, limitMs);
        } catch (second) {
          if (second instanceof StoreProblem || second instanceof MovedUnderUs) throw second;
          throw new StoreProblem(isQuotaError(second) ? 'quota' : 'connection-lost', {}, second);
        }
      }
    },
    close: () => {
      closed = true;
      db.close();
    },
  };
}

/** What a dead handle looks like: WebKit says UnknownError ("Connection to Indexed Database server lost"), others that it is closed. */
function isConnectionError(error: unknown): boolean {
  return hasErrorName(error, [
    'UnknownError',
    'InvalidStateError',
    'DatabaseClosedError',
    'AbortError',
    'TransactionInactiveError',
    'TimeoutError',
  ]);
}
