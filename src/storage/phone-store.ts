/** What the phone keeps, as the rest of the app sees it: operations, derived rows, drafts, photos. Implementations never show Dexie outside. */
import type { Kind, Operation, PayloadOf, PersonalOf } from '../domain/operation.ts';
import type { GroupRow, RowByPrefix, RowKey, RowPrefix } from '../domain/row.ts';

/** One operation about to be born; the store gives number, clock epoch and salt. `id` and `at` are fixed here and never change again. */
export interface Act<K extends Kind = Kind> {
  readonly id: string;
  readonly g: string;
  readonly k: K;
  readonly at: string;
  readonly p: PayloadOf<K>;
  /** personal part without its salt */
  readonly s?: PersonalOf<K> extends undefined ? undefined : Omit<NonNullable<PersonalOf<K>>, 'salt'>;
}

/** `queued`: only here · `acked`: the office has it · `safe`: it is in a verified backup · `held`: the office set it aside · `rejected`: a person refused it, with a reason */
export type SendState = 'queued' | 'acked' | 'safe' | 'held' | 'rejected';

export interface StoredOperation {
  readonly op: Operation;
  readonly state: SendState;
  readonly bytes: number;
  /** reason and place when held or rejected */
  readonly why?: string | undefined;
  readonly path?: string | undefined;
  readonly ackedAt?: string | undefined;
  /** rejected, and its author has said that the reason was read */
  readonly isSeen?: boolean | undefined;
}

export interface QueuedPhoto {
  readonly sha: string;
  readonly group: string;
  readonly state: 'waiting' | 'thumb-sent' | 'sent' | 'failed';
  readonly sentBytes: number;
  readonly bytes: number;
  readonly thumbBytes: number;
  readonly addedAt: string;
}

/** All figures are counted from the queue itself when asked, never kept apart. */
export interface QueueState {
  readonly waiting: number;
  readonly held: number;
  /** whose reason nobody here has read yet */
  readonly rejected: number;
  readonly photosWaiting: number;
  /** stopped for good until a tap on send or the same picture attached again */
  readonly photosFailed: number;
  readonly photoBytes: number;
  readonly oldestAt: string | undefined;
  readonly lastContactAt: string | undefined;
  /** the last version of the app the office asked for */
  readonly minApp?: string | undefined;
}

export interface StoredPhoto {
  readonly sha: string;
  readonly mime: string;
  readonly full: ArrayBuffer | undefined;
  readonly thumb: ArrayBuffer | undefined;
}

export interface Change {
  readonly g: string;
  readonly keys: readonly RowKey[];
}

export interface PhoneStore {
  readonly user: string;
  readonly practice: boolean;
  /**
   * Records acts, all or none, in one strict transaction with their derived rows. Resolves only after the commit: then, and only then, "saved" may be said.
   *
   * @throws StoreProblem `quota`, `closed`, `unreadable`
   */
  record(acts: readonly Act[], draft?: string): Promise<readonly Operation[]>;
  row<P extends RowPrefix>(g: string, key: P extends 'group' | 'holidays' ? P : `${P}:${string}`): Promise<RowByPrefix[P] | undefined>;
  rows<P extends RowPrefix>(g: string, prefix: P): Promise<readonly RowByPrefix[P][]>;
  /** rows whose key begins so, e.g. `passbook:2026:`; never of a prefix whose keys are hidden on the disk */
  rowsUnder<P extends RowPrefix>(g: string, start: `${P}:${string}`): Promise<readonly RowByPrefix[P][]>;
  /** the rows of these keys that exist, in their order */
  rowsOf<P extends RowPrefix>(g: string, keys: readonly `${P}:${string}`[]): Promise<readonly RowByPrefix[P][]>;
  groups(): Promise<readonly GroupRow[]>;
  /** operations of one stream or of all, newest first, those not yet with the office first */
  outbox(limit: number): Promise<readonly StoredOperation[]>;
  /** the reason why this operation was rejected has been read: it asks for nothing any more, and stays in the outbox */
  markSeen(id: string): Promise<void>;
  photosQueued(): Promise<readonly QueuedPhoto[]>;
  queue(): Promise<QueueState>;
  /** records that wait or that no backup of the office has, photos that wait, and groups that are here: 0 when somebody who has left may go */
  owed(): Promise<number>;
  /** how far this stream has been read here, and the last operation its rows count: what a frozen figure says it came from */
  position(g: string): Promise<{ readonly seq: number; readonly last?: string | undefined }>;
  /** send states of the operations that last touched a record, for its mark on the screen */
  isWaiting(g: string): Promise<boolean>;
  draft(key: string): Promise<unknown>;
  /** every draft whose key begins so, in order of keys */
  draftsUnder(prefix: string): Promise<readonly unknown[]>;
  saveDraft(key: string, value: unknown): Promise<void>;
  dropDraft(key: string): Promise<void>;
  /** a picture that is here already stays as it is, but one whose sending had failed waits again */
  putPhoto(photo: {
    sha: string;
    group: string;
    mime: string;
    full: ArrayBuffer;
    thumb: ArrayBuffer;
    thumbSha: string;
    addedAt: string;
  }): Promise<void>;
  photo(sha: string): Promise<StoredPhoto | undefined>;
  /** what was pulled so far: groups, the person's own stream (grants, guide) and the area's (campaign, targets, holidays) */
  streams(): Promise<readonly { readonly g: string; readonly kind: 'group' | 'person' | 'area'; readonly isComplete: boolean }[]>;
  /** what somebody recorded with a newer app and this one only keeps; `isCritical`: without it the group's rows mislead */
  unread(g: string): Promise<{ readonly operations: number; readonly isCritical: boolean }>;
  /** ms by which the office's clock is ahead of this phone's; `undefined`: not known, or the clock was set since */
  officeAheadMs(): Promise<number | undefined>;
  /** throws the derived rows away and folds them again from the operations */
  repair(): Promise<void>;
  onChange(listener: (changes: readonly Change[]) => void): () => void;
  onQueueChange(listener: () => void): () => void;
  close(): void;
}
