/** Photos on disk: sealed buffers apart from what is known about them, so that the queue is counted without reading one picture. */
import type { Core } from './core.ts';
import type { PhotoRecord } from './database.ts';
import type { PhoneStore, QueuedPhoto, StoredPhoto } from './phone-store.ts';
import { sha256HexOfBytes } from './seal.ts';

export type PhotoPart = 'full' | 'thumb';
type PhotoKey = Pick<PhotoRecord, 'group' | 'sha'>;

const keepFullMs = 30 * 24 * 3_600_000;
const bufferKey = (sha: string, part: PhotoPart): string => `${sha}:${part}`;
const labelOf = (sha: string, part: PhotoPart): string => `photo|${bufferKey(sha, part)}`;

export async function putPhoto(core: Core, photo: Parameters<PhoneStore['putPhoto']>[0]): Promise<void> {
  const { sha, group, mime, full, thumb, thumbSha, addedAt } = photo;
  const [fullSealed, thumbSealed] = await Promise.all([
    core.sealer.sealBytes(labelOf(sha, 'full'), full),
    core.sealer.sealBytes(labelOf(sha, 'thumb'), thumb),
  ]);
  const record: PhotoRecord = {
    group,
    sha,
    mime,
    state: 'waiting',
    bytes: full.byteLength,
    thumbBytes: thumb.byteLength,
    thumbSha,
    sentBytes: 0,
    restarts: 0,
    addedAt,
  };
  await core.photos.use((db) =>
    db.transaction('rw', db.photo, db.buffer, async () => {
      const before = await db.photo.get([group, sha]);
      if (before !== undefined && before.state !== 'failed') return;
      await db.buffer.bulkPut([
        { key: bufferKey(sha, 'full'), sealed: fullSealed },
        { key: bufferKey(sha, 'thumb'), sealed: thumbSealed },
      ]);
      await db.photo.put(record);
    }),
  );
  core.announcer.queueChanged();
}

export async function readPhoto(core: Core, sha: string): Promise<StoredPhoto | undefined> {
  const record = await core.photos.use((db) => db.photo.where('sha').equals(sha).first());
  if (record === undefined) return undefined;
  const [full, thumb] = await Promise.all([readPhotoPart(core, sha, 'full'), readPhotoPart(core, sha, 'thumb')]);
  return { sha, mime: record.mime, full, thumb };
}

export async function readPhotoPart(core: Pick<Core, 'photos' | 'sealer'>, sha: string, part: PhotoPart): Promise<ArrayBuffer | undefined> {
  const record = await core.photos.use((db) => db.buffer.get(bufferKey(sha, part)));
  return record === undefined ? undefined : core.sealer.unsealBytes(labelOf(sha, part), record.sealed);
}

/** A browser once gave back another document's picture (lesson R14): what goes out is checked against its own name. */
export async function isIntact(record: PhotoRecord, part: PhotoPart, bytes: ArrayBuffer): Promise<boolean> {
  return (await sha256HexOfBytes(bytes)) === (part === 'full' ? record.sha : record.thumbSha);
}

const isWaiting = (record: PhotoRecord): boolean => record.state === 'waiting' || record.state === 'thumb-sent';

/** Waiting ones in sending order (all thumbs first, then the smallest), then the others, newest first. */
export async function photosInOrder(core: Pick<Core, 'photos'>): Promise<readonly PhotoRecord[]> {
  const all = await core.photos.use((db) => db.photo.toArray());
  const rank = (record: PhotoRecord) => (record.state === 'waiting' ? 0 : record.state === 'thumb-sent' ? 1 : 2);
  return all.sort((a, b) => {
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    return isWaiting(a) ? a.bytes - b.bytes || (a.addedAt < b.addedAt ? -1 : 1) : a.addedAt < b.addedAt ? 1 : -1;
  });
}

export function toQueued(record: PhotoRecord): QueuedPhoto {
  const { sha, group, state, sentBytes, bytes, thumbBytes, addedAt } = record;
  return { sha, group, state, sentBytes, bytes, thumbBytes, addedAt };
}

export interface PhotoCount {
  readonly waiting: number;
  readonly failed: readonly PhotoRecord[];
  readonly bytes: number;
  readonly oldestAt: string | undefined;
}

export async function countPhotos(core: Core): Promise<PhotoCount> {
  const open = await core.photos.use((db) => db.photo.where('state').anyOf('waiting', 'thumb-sent', 'failed').toArray());
  const waiting = open.filter(isWaiting);
  const failed = open.filter(({ state }) => state === 'failed');
  return {
    waiting: waiting.length,
    failed,
    bytes: waiting.reduce((sum, record) => sum + record.bytes - record.sentBytes + (record.state === 'waiting' ? record.thumbBytes : 0), 0),
    oldestAt: waiting.map(({ addedAt }) => addedAt).sort()[0],
  };
}

export async function markPhoto(core: Core, { group, sha }: PhotoKey, change: Partial<Omit<PhotoRecord, 'group' | 'sha'>>): Promise<void> {
  await core.photos.use((db) => db.photo.update([group, sha], change));
  core.announcer.queueChanged();
}

/** From the beginning: whatever stopped it may have left half a picture at the office. */
export async function retryPhotos(core: Core): Promise<void> {
  const again = { state: 'waiting', restarts: 0, sentBytes: 0 } as const;
  const count = await core.photos.use((db) => db.photo.where('state').equals('failed').modify(again));
  if (count > 0) core.announcer.queueChanged();
}

/** Full pictures that the office has had for 30 days leave the phone; thumbs stay. */
export async function tidyPhotos(core: Core): Promise<void> {
  const limit = new Date(core.nowMs() - keepFullMs).toISOString();
  await core.photos.use((db) =>
    db.transaction('rw', db.photo, db.buffer, async () => {
      const sent = await db.photo.where('state').equals('sent').toArray();
      const waiting = new Set((await db.photo.where('state').notEqual('sent').toArray()).map(({ sha }) => sha));
      const old = sent.filter(({ sentAt, sha }) => sentAt !== undefined && sentAt < limit && !waiting.has(sha));
      await db.buffer.bulkDelete(old.map(({ sha }) => bufferKey(sha, 'full')));
    }),
  );
}

export async function dropPhotos(core: Core, group: string, isDropped: (photo: PhotoRecord) => boolean): Promise<void> {
  await core.photos.use((db) =>
    db.transaction('rw', db.photo, db.buffer, async () => {
      const all = await db.photo.toArray();
      const here = all.filter((record) => record.group === group && isDropped(record));
      const elsewhere = new Set(all.filter((record) => !here.includes(record)).map(({ sha }) => sha));
      await db.photo.bulkDelete(here.map(({ sha }): [string, string] => [group, sha]));
      const alone = here.filter(({ sha }) => !elsewhere.has(sha));
      await db.buffer.bulkDelete(alone.flatMap(({ sha }) => [bufferKey(sha, 'full'), bufferKey(sha, 'thumb')]));
    }),
  );
}
