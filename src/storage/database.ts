/**
 * The tables on the phone: one Dexie database per user for records, one for photos, one for ballast. Versions are only ever added to.
 *
 * Photos lie apart so that trouble with them never blocks a record. The ballast is 2 MB of nothing, deleted when the disk is full so that
 * the next record still fits (sync.md §0.15).
 */
import { Dexie, type EntityTable, type Table } from 'dexie';
import type { OfficeClock } from './clock-care.ts';
import type { SendState } from './phone-store.ts';
import type { RandomBytes, Sealed } from './seal.ts';

/** Indexed flags are 1 or absent: IndexedDB does not index booleans, and an absent one costs nothing. */
export type Mark = 1;

export interface OperationRecord {
  readonly id: string;
  readonly g: string;
  readonly k: string;
  readonly at: string;
  readonly h: string;
  readonly bytes: number;
  /** `pulled`: somebody else's; `gone`: pulled once, then missing from a restored server; kept, not folded */
  readonly state: SendState | 'pulled' | 'gone';
  /** number of this device; absent on what others made */
  readonly n?: number;
  /** device under which `n` counts */
  readonly dev?: string;
  readonly by: string;
  readonly recv?: string;
  readonly seq?: number;
  /** which reading of the stream gave `seq` (see `StreamRecord.pass`) */
  readonly pass?: number;
  /** own and not yet seen in the stream: folded on top, in order of `n` */
  readonly o?: Mark;
  /** others made it and this version cannot read it: stored, not folded, counted */
  readonly u?: Mark;
  readonly why?: string;
  readonly path?: string;
  readonly ackedAt?: string;
  readonly sealed: Sealed;
  /** the sentence of the person who rejected it */
  readonly reason?: Sealed;
  /** its author has read why it was rejected */
  readonly seen?: Mark;
}

/** Operations of others that came in one page, sealed together: the names of all, to find one, and nothing else of them in clear. */
export interface BlockRecord {
  readonly g: string;
  /** as in `OperationRecord` */
  readonly pass: number;
  /** the cursor that the page answered; its operations have higher numbers, up to `to` */
  readonly from: number;
  readonly to: number;
  readonly ids: readonly string[];
  readonly sealed: Sealed;
}

/** One part of the office's rows with which the reading of a long stream began. */
export interface BaseRecord {
  readonly g: string;
  readonly pass: number;
  readonly part: number;
  /** SHA-256 of its text */
  readonly h: string;
  readonly sealed: Sealed;
}

export interface RowRecord {
  readonly g: string;
  readonly key: string;
  readonly prefix: string;
  readonly rev: number;
  readonly sealed: Sealed;
}

export interface StreamRecord {
  readonly g: string;
  readonly kind: 'group' | 'person' | 'area';
  readonly view: 'full' | 'summary' | 'inbox';
  readonly cursor: number;
  readonly head: number;
  /** SHA-256 chain at `cursor`; absent when the view leaves operations out */
  readonly chain?: string;
  /** counts up each time the stream is read again from 0 (another epoch, another view, a broken chain) */
  readonly pass: number;
  /** set while it is being read again: rows stay as they were until the head is reached, then change in one transaction */
  readonly rereading?: Mark;
  /** the office's last number when this reading began: a person erased later may be in what was read already */
  readonly beganAt?: number;
  readonly chainBroken?: number;
  readonly revokedAt?: string;
  /** a snapshot of which `next` parts are here */
  readonly taking?: { readonly hash: string; readonly next: number };
  /** up to `seq` rows came as a snapshot made by this version of the fold: there are no operations of it here */
  readonly base?: { readonly seq: number; readonly fold: number };
}

export interface MetaRecord {
  readonly key: 'meta';
  /** names this database; the witness outside remembers it */
  readonly generation: string;
  readonly dev: string;
  readonly n: number;
  readonly ackN: number;
  readonly safeN: number;
  readonly epoch: string | null;
  readonly ce: number;
  /** highest claimed time in this clock epoch, ms */
  readonly lastAtMs: number;
  /** how far the office's clock was ahead of this phone's at its last answer, and in which clock epoch that was */
  readonly officeClock?: OfficeClock;
  /** counts the transactions that changed a row or gave a number */
  readonly rev: number;
  readonly quotaErrors: number;
  /** everything is being forgotten: nothing is recorded any more */
  readonly wiping?: Mark;
  readonly lastContactAt?: string;
  readonly minApp?: string;
  readonly keyCheck: Sealed;
}

export interface SealedRecord {
  readonly key: string;
  readonly sealed: Sealed;
  readonly at: string;
}

export type PhoneDatabase = Dexie & {
  op: EntityTable<OperationRecord, 'id'>;
  block: Table<BlockRecord, [string, number, number]>;
  base: Table<BaseRecord, [string, number, number]>;
  row: Table<RowRecord, [string, string]>;
  stream: EntityTable<StreamRecord, 'g'>;
  meta: EntityTable<MetaRecord, 'key'>;
  draft: EntityTable<SealedRecord, 'key'>;
  view: EntityTable<SealedRecord, 'key'>;
};

export interface PhotoRecord {
  readonly group: string;
  readonly sha: string;
  readonly mime: string;
  readonly state: 'waiting' | 'thumb-sent' | 'sent' | 'failed';
  readonly bytes: number;
  readonly thumbBytes: number;
  readonly thumbSha: string;
  readonly sentBytes: number;
  readonly restarts: number;
  readonly addedAt: string;
  readonly sentAt?: string;
}

/** `key` is `<sha>:full` or `<sha>:thumb`; ArrayBuffers only, a Blob cannot be stored on WebKit. */
export interface BufferRecord {
  readonly key: string;
  readonly sealed: Sealed;
}

export type PhotoDatabase = Dexie & {
  photo: Table<PhotoRecord, [string, string]>;
  buffer: EntityTable<BufferRecord, 'key'>;
};

export interface IndexedDbAccess {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof IDBKeyRange;
}

export const databaseNameOf = (user: string): string => `sajja-${user}`;
export const photoDatabaseNameOf = (user: string): string => `sajja-photos-${user}`;
const ballastName = 'sajja-ballast';
const ballastBytes = 2 * 1024 * 1024;

/**
 * Every write would also be written down key by key and told to all tabs, for queries that run again by themselves. Nobody here has any: what
 * changed is told by `announce.ts`.
 */
function openedByHand(name: string, access: IndexedDbAccess): Dexie {
  const db = new Dexie(name, { ...access, chromeTransactionDurability: 'strict', autoOpen: false });
  return db.unuse({ stack: 'dbcore', name: 'Observability' }).unuse({ stack: 'dbcore', name: 'Cache' });
}

export function createPhoneDatabase(user: string, access: IndexedDbAccess): PhoneDatabase {
  const db = openedByHand(databaseNameOf(user), access);
  db.version(1).stores({
    op: 'id, n, [state+n], [g+seq], [g+o], u',
    block: '[g+pass+from], *ids',
    base: '[g+pass+part]',
    row: '[g+key], [g+prefix], prefix',
    stream: 'g',
    meta: 'key',
    draft: 'key',
    view: 'key',
  });
  return db as PhoneDatabase;
}

export function createPhotoDatabase(user: string, access: IndexedDbAccess): PhotoDatabase {
  const db = openedByHand(photoDatabaseNameOf(user), access);
  db.version(1).stores({ photo: '[group+sha], sha, state', buffer: 'key' });
  return db as PhotoDatabase;
}

/** Lays the ballast down once; random bytes, because zeros would be compressed to nothing. Never fails the caller. */
export async function layBallast(access: IndexedDbAccess, randomBytes: RandomBytes): Promise<void> {
  const db = openedByHand(ballastName, access);
  db.version(1).stores({ ballast: 'key' });
  try {
    await db.open();
    const table: Table<{ key: string; bytes: ArrayBuffer }, string> = db.table('ballast');
    if ((await table.count()) > 0) return;
    const bytes = new Uint8Array(ballastBytes);
    for (let at = 0; at < ballastBytes; at += 65_536) bytes.set(randomBytes(65_536), at);
    await table.put({ key: 'ballast', bytes: bytes.buffer });
  } catch {
    // no room for ballast is no reason not to work
  } finally {
    db.close();
  }
}

/** Makes room at once by dropping the ballast. */
export async function dropBallast(access: IndexedDbAccess): Promise<void> {
  await new Dexie(ballastName, access).delete();
}

/** Deletes every database of one user: only after the office has revoked the phone and taken its last queue. */
export async function deleteDatabases(user: string, access: IndexedDbAccess): Promise<void> {
  await new Dexie(databaseNameOf(user), access).delete();
  await new Dexie(photoDatabaseNameOf(user), access).delete();
}
