/**
 * Photos that are kept but not recorded yet: of something that is still a form, or of a page that was killed between picture and record.
 *
 * Recorded before the form, a photo would reach the office without what it belongs to and be set aside there. Each photo is a draft under
 * a key of its own, so that two tabs that add at once never write over each other, and a killed page loses none.
 */
import { useEffect, useState } from 'preact/hooks';
import type { PayloadOf } from '../../domain/operation.ts';
import type { PhotoRow, RowKey } from '../../domain/row.ts';
import type { PhoneStore } from '../../storage/phone-store.ts';
import type { AppContext } from '../app-context.ts';
import type { PhotoPurpose } from './attach-photo.ts';

export interface PendingPhoto {
  readonly g: string;
  readonly at: string;
  readonly payload: PayloadOf<'photo.attach'>;
}

interface KeptPicture {
  readonly full: string;
  readonly thumb: string;
}

const pendingPrefix = 'photo-pending:';
const pendingKey = (g: string, sha: string) => `${pendingPrefix}${g}:${sha}`;
const pictureKey = (sha: string) => `photo-pending-picture:${sha}`;
const listeners = new Set<() => void>();
let tail: Promise<unknown> = Promise.resolve();

/** The row a photo belongs to; `undefined` for the group itself, which is always there. */
export function subjectOf({ kind, id }: PhotoPurpose): RowKey | undefined {
  if (id === undefined || kind === 'group') return undefined;
  return kind === 'step' ? `session:${id}` : `${kind}:${id}`;
}

export async function hasSubject(store: PhoneStore, g: string, purpose: PhotoPurpose): Promise<boolean> {
  const key = subjectOf(purpose);
  return key === undefined || (await store.row(g, key as `photo:${string}`)) !== undefined;
}

export async function readPending(store: PhoneStore): Promise<readonly PendingPhoto[]> {
  const list = (await store.draftsUnder(pendingPrefix)) as readonly PendingPhoto[];
  return [...list].sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** @param picture left out when the picture itself is, or is about to be, among the photos of this phone */

export async function addPending(
  store: PhoneStore,
  photo: PendingPhoto,
  picture?: { full: ArrayBuffer; thumb: ArrayBuffer },
): Promise<void> {
  const { sha } = photo.payload;
  if (picture !== undefined)
    await store.saveDraft(pictureKey(sha), { full: toBase64(picture.full), thumb: toBase64(picture.thumb) } satisfies KeptPicture);
  await store.saveDraft(pendingKey(photo.g, sha), photo);
  tell();
}

/** Forgets it without a trace: nothing of it had been recorded. */
export async function dropPending(store: PhoneStore, g: string, sha: string): Promise<void> {
  await store.dropDraft(pendingKey(g, sha));
  tell();
  const others = await readPending(store);
  if (!others.some((one) => one.payload.sha === sha)) await store.dropDraft(pictureKey(sha));
}

/** The picture from the photos of this phone, else from the drafts. */
export async function readPicture(
  store: PhoneStore,
  sha: string,
): Promise<{ readonly full: ArrayBuffer | undefined; readonly thumb: ArrayBuffer | undefined } | undefined> {
  const kept = await store.photo(sha);
  if (kept?.thumb !== undefined) return kept;
  const draft = (await store.draft(pictureKey(sha))) as KeptPicture | undefined;
  return draft === undefined ? kept : { full: fromBase64(draft.full), thumb: fromBase64(draft.thumb) };
}

type Recording = Pick<AppContext, 'store' | 'newId' | 'nowMs' | 'wake'>;

/** Records what has its subject now; the rest waits. A failure leaves it waiting for the next time. */
export async function recordPending(app: Recording): Promise<void> {
  return inTurn(async () => recordWhatCan(app));
}

/** One at a time in a page: what is just being attached is not taken for something a killed page left behind. */
export async function inTurn<T>(run: () => Promise<T>): Promise<T> {
  const mine = tail.then(run);
  tail = mine.catch(() => undefined);
  return mine;
}

async function recordWhatCan({ store, newId, nowMs, wake }: Recording): Promise<void> {
  for (const { g, payload } of await readPending(store)) {
    if (!(await hasSubject(store, g, payload.for))) continue;
    const before = await store.row<'photo'>(g, `photo:${payload.sha}`);
    const isRecorded = before !== undefined && before.withdrawn === undefined;
    const picture = isRecorded ? undefined : await readPicture(store, payload.sha);
    if (picture?.full !== undefined && picture.thumb !== undefined) {
      const { sha, mime, thumb } = payload;
      const at = new Date(nowMs()).toISOString();
      await store.putPhoto({ sha, group: g, mime, full: picture.full, thumb: picture.thumb, thumbSha: thumb.sha, addedAt: at });
      await store.record([{ id: newId(), g, k: 'photo.attach', at, p: payload }]);
      wake('save');
    }
    await dropPending(store, g, payload.sha);
  }
}

/** For the whole app: at start, and whenever something that photos can belong to was recorded. One run at a time. */
export function usePendingRecording(app: Recording | undefined): void {
  useEffect(() => {
    if (app === undefined) return undefined;
    const run = () => void recordPending(app).catch(() => undefined);
    run();
    return app.store.onChange((changes) => {
      if (changes.some(({ keys }) => keys.some((key) => /^(session|visit|meeting|consent|count|commitment|agenda):/.test(key)))) run();
    });
  }, [app?.store]);
}

/** Photos that wait for their form, as rows to show. */
export function usePendingPhotos({ store, me }: AppContext, g: string): readonly PhotoRow[] {
  const [rows, setRows] = useState<readonly PhotoRow[]>([]);
  useEffect(() => {
    let current = true;
    const read = async () => {
      const list = await readPending(store).catch(() => []);
      if (current) setRows(list.filter((one) => one.g === g).map(({ at, payload }) => ({ ...payload, type: 'photo', by: me.user, at })));
    };
    const listener = () => void read();
    listener();
    listeners.add(listener);
    return () => {
      current = false;
      listeners.delete(listener);
    };
  }, [store, g]);
  return rows;
}

function tell(): void {
  for (const listener of listeners) listener();
}

function toBase64(bytes: ArrayBuffer): string {
  const view = new Uint8Array(bytes);
  let text = '';
  for (let at = 0; at < view.length; at += 32_768) text += String.fromCharCode(...view.subarray(at, at + 32_768));
  return btoa(text);
}

function fromBase64(text: string): ArrayBuffer {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes.buffer;
}
