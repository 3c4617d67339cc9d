/** What the sender needs from the phone's store beside what the screens see. Nothing here shows Dexie. */
import type { Operation } from '../domain/operation.ts';
import type { PhotoPart } from './photo-shelf.ts';
import type { PhoneStore } from './phone-store.ts';
import type { PageOutcome, PulledPage } from './pulled-page.ts';
import type { Kept } from './sealed-shelf.ts';
import type { AnswerOutcome, OfficeAnswer } from './verdicts.ts';

/** What a sync tells about this phone (`SyncRequest` without its operations). */
export interface SyncHead {
  readonly dev: string;
  readonly epoch: string | null;
  readonly now: string;
  readonly ce: number;
  readonly cur: Readonly<Record<string, number>>;
  /** how long streams may come as rows (`SyncRequest`) */
  readonly snap: {
    readonly fold: number;
    readonly but: readonly string[];
    readonly at: Readonly<Record<string, { readonly hash: string; readonly part: number }>>;
  };
  readonly queue: {
    readonly ops: number;
    readonly photos: number;
    readonly bytes: number;
    readonly oldest: string | null;
    readonly quotaErrors: number;
  };
}

/** What the next request carries, and what it tells about this phone, as they stood at one moment. */
export interface Outgoing {
  readonly head: SyncHead;
  readonly ops: readonly Operation[];
}

export interface NextPhoto {
  readonly group: string;
  readonly sha: string;
  readonly part: PhotoPart;
  readonly mime: string;
  readonly bytes: number;
  readonly restarts: number;
  readonly addedAt: string;
}

/** How the officer lets photos travel: `wifi` and `paused` are checked before every piece. */
export type PhotoChoice = 'always' | 'wifi' | 'paused';

export interface PhoneInternals {
  syncHead(): Promise<SyncHead>;
  outgoing(limitOps: number, limitBytes: number): Promise<Outgoing>;
  hasQueued(): Promise<boolean>;
  applyAnswer(answer: OfficeAnswer): Promise<AnswerOutcome>;
  applyPage(page: PulledPage): Promise<PageOutcome>;
  sendAgainFrom(expect: number): Promise<{ readonly from: number; readonly to: number } | undefined>;
  setAside(n: number): Promise<void>;
  renumber(dev: string): Promise<void>;
  /** drops streams whose right has ended, when nothing of them waits; returns what was dropped */
  purgeRevoked(): Promise<readonly string[]>;
  /** operations of kinds this app does not know yet */
  unknownOperations(): Promise<number>;
  /** streams whose chain of hashes did not hold */
  brokenChains(): Promise<readonly string[]>;
  /** the next photo part to send, thumbs first, then the smallest; `skip` leaves out `<group>|<sha>|<part>` that must wait */
  nextPhoto(skip: ReadonlySet<string>): Promise<NextPhoto | undefined>;
  /** `undefined` when the stored bytes are gone or are not what their name says: then the photo is marked failed */
  photoBytes(photo: NextPhoto): Promise<ArrayBuffer | undefined>;
  photoProgress(photo: NextPhoto, sentBytes: number): Promise<void>;
  photoDone(photo: NextPhoto): Promise<void>;
  photoRestarted(photo: NextPhoto): Promise<void>;
  photoFailed(photo: NextPhoto): Promise<void>;
  /** the person asked to send: photos that had stopped for good wait again */
  retryPhotos(): Promise<void>;
  hasPhotoRecord(group: string, sha: string): Promise<boolean>;
  photoChoice(): Promise<PhotoChoice>;
  setPhotoChoice(choice: PhotoChoice): Promise<void>;
  tidyPhotos(): Promise<void>;
  view(key: string): Promise<Kept | undefined>;
  putView(key: string, value: unknown): Promise<void>;
  /** a small read; the page calls it when it comes to the front, because an iPhone may have dropped the connection */
  probe(): Promise<void>;
  /** deletes everything of this user from the phone: only after `device-revoked` */
  wipe(): Promise<void>;
}

export type Phone = PhoneStore & PhoneInternals;
