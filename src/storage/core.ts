/** What the rooms of the store share while one phone is open. Never leaves this folder. */
import type { Announcer } from './announce.ts';
import type { ClockReading } from './clock-care.ts';
import type { Connection } from './connection.ts';
import type { MetaRecord, PhoneDatabase, PhotoDatabase } from './database.ts';
import type { Device } from './device.ts';
import type { Locks } from './locks.ts';
import type { RandomBytes, Sealer } from './seal.ts';
import { MovedUnderUs, StoreProblem } from './store-problem.ts';

export interface Core {
  readonly user: string;
  readonly practice: boolean;
  readonly records: Connection<PhoneDatabase>;
  readonly photos: Connection<PhotoDatabase>;
  readonly sealer: Sealer;
  readonly locks: Locks;
  readonly device: Device;
  readonly announcer: Announcer;
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
  readonly randomBytes: RandomBytes;
  /** where both clocks stood when they were last compared */
  clockBase: ClockReading;
  /** tells the witness outside what was committed; never awaited by a save, never fails it */
  readonly witness: (meta: MetaRecord) => void;
  /** unsealed rows by `g|key`, good while the revision on disk is the same */
  readonly rowCache: Map<string, { readonly rev: number; readonly key: string; readonly row: unknown }>;
  /** opened bundles by `g|name`, good while the revision on disk is the same */
  readonly bundleCache: Map<string, { readonly rev: number; readonly rows: unknown }>;
}

/** One writer at a time across tabs and worker. */
export async function asWriter<T>(core: Core, run: () => Promise<T>): Promise<T> {
  return core.locks.request(`sajja-write-${core.user}`, run);
}

/** @throws StoreProblem `closed` while everything is being forgotten, `lost` when it was */
export async function readMeta(db: PhoneDatabase): Promise<MetaRecord> {
  const meta = await db.meta.get('meta');
  if (meta === undefined) throw new StoreProblem('lost');
  if (meta.wiping === 1) throw new StoreProblem('closed');
  return meta;
}

/** Repeats while another writer without our lock (a browser without Web Locks) was faster. */
export async function untilStill<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof MovedUnderUs) || attempt >= 50) throw error;
    }
  }
}
