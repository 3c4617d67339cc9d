/**
 * Resumable upload and the picture itself (`protocol/photo.ts`). Bytes are taken only for a picture that an applied `photo.attach` of that
 * group names, from somebody who keeps the group's books; to everybody else there is no such picture, now or ever. The signed paper of a
 * commitment and the announcement of an agenda lie in the stream of their district in the same way.
 */
import { photoLimits, uploadLength, uploadOffset } from '../protocol/photo.ts';
import { isPersonal } from '../domain/record.ts';
import type { CommitmentRow, PhotoRow } from '../domain/row.ts';
import { can, type Action, type Viewer } from './access.ts';
import { emptyAnswer } from './answer.ts';
import { isOfErased } from './erase.ts';
import { addToForget } from './forget-list.ts';
import type { Office } from './office.ts';
import type { PhotoKey } from './photo-store.ts';
import { pictureMime, readPictureHeader, type PictureHeader } from './picture-header.ts';
import { problemResponse, RequestProblem } from './problem-answer.ts';
import type { Route, SignedInCall } from './route.ts';
import type { StreamRecord, Tables } from './store/store.ts';

/** a frame header stands behind at most a few profile segments of 64 KB */
const headBytes = 512 * 1024;
const magicBytes = 12;
const idleMs = 30_000;

const full = '/v1/photos/:group/:sha';
const thumb = '/v1/photos/:group/:sha/thumb';

export const photoRoutes: readonly Route[] = [full, thumb].flatMap((path): Route[] => [
  {
    method: 'HEAD',
    path,
    summary: 'How much of the picture has arrived',
    access: 'photo-send',
    without: 'no-record-yet',
    answerHeaders: [uploadOffset, uploadLength],
    handle: tellOffset,
  },
  {
    method: 'PATCH',
    path,
    summary: 'The next bytes',
    access: 'photo-send',
    without: 'no-record-yet',
    bytes: 'piece',
    answerHeaders: [uploadOffset, uploadLength],
    handle: takePiece,
  },
  { method: 'GET', path, summary: 'The picture', access: 'photo-see', without: 'no-record-yet', file: 'image/*', handle: showPicture },
]);

interface Wanted {
  readonly key: PhotoKey;
  /** the operation's row */
  readonly photo: PhotoRow;
  readonly bytes: number;
  /** as the operation says; a thumb may be of another kind than its picture */
  readonly mime: PhotoRow['mime'] | undefined;
  readonly isThumb: boolean;
}

/** @throws RequestProblem `no-record-yet`, the same whether the operation has not come or the caller has no right */
async function wantedOf({ office, params, url, viewer }: SignedInCall, action: Action & ('photo-send' | 'photo-see')): Promise<Wanted> {
  const { group = '', sha = '' } = params;
  const row = await office.store.read(async (tables) => {
    const stream = await tables.streams.find(group);
    const body = stream && (await tables.rows.get(group, `photo:${sha}`));
    if (!stream || body === undefined) return undefined;
    const photo = JSON.parse(body) as PhotoRow;
    // what was taken back is shown to nobody, but its phone may finish sending it and be done
    if (action === 'photo-see' && photo.withdrawn !== undefined) return undefined;
    if (await isOfErased(tables, group, photo)) return undefined;
    if (stream.kind === 'area') return (await isForViewer(tables, viewer, action, stream, photo)) ? photo : undefined;
    return can(viewer, action, { ...stream, personal: isPersonal(photo.for) }) ? photo : undefined;
  });
  if (!row) throw new RequestProblem('no-record-yet');
  return wantedPart(group, row, url.pathname.endsWith('/thumb'));
}

/**
 * The announcement of an agenda is shown to the people of the district; the signed paper of a commitment only to those who sign it and the
 * office over them, not to the colleagues whose phones hold the same stream.
 */
async function isForViewer(
  tables: Tables,
  viewer: Viewer,
  action: 'photo-send' | 'photo-see',
  { id, area }: StreamRecord,
  photo: PhotoRow,
): Promise<boolean> {
  if (photo.for.kind === 'agenda') return can(viewer, action === 'photo-send' ? 'agenda-send' : 'agenda-see', { area });
  const body = await tables.rows.get(id, `commitment:${photo.for.id ?? ''}`);
  if (body === undefined) return false;
  const { issuer, acceptor } = JSON.parse(body) as CommitmentRow;
  return can(viewer, 'commitment-sign', { area, parties: [issuer.user, acceptor.user].filter((user) => user !== undefined) });
}

function wantedPart(group: string, row: PhotoRow, isThumb: boolean): Wanted {
  return isThumb
    ? { key: { group, sha: row.thumb.sha }, photo: row, bytes: row.thumb.bytes, mime: undefined, isThumb }
    : { key: { group, sha: row.sha }, photo: row, bytes: row.bytes, mime: row.mime, isThumb };
}

async function tellOffset(call: SignedInCall): Promise<Response> {
  const wanted = await wantedOf(call, 'photo-send');
  return emptyAnswer(200, progress((await standOf(call.office, wanted)).offset, wanted.bytes));
}

async function standOf(office: Office, wanted: Wanted): Promise<{ readonly offset: number; readonly isWhole: boolean }> {
  if (!(await office.photoStore.has(wanted.key))) return { offset: await office.photoStore.offset(wanted.key), isWhole: false };
  await remember(office, wanted);
  return { offset: wanted.bytes, isWhole: true };
}

/** Writes down that a picture is whole, and lets what is left of its pieces go; again when a crash came between its last byte and this. */
async function remember(office: Office, { key, photo, bytes }: Wanted): Promise<void> {
  const { group: stream, sha } = key;
  if (await office.store.read((tables) => tables.blobs.find(stream, sha))) return;
  const mime = pictureMime(await office.photoStore.head(key, magicBytes)) ?? 'image/jpeg';
  await office.photoStore.drop(key);
  await office.store.write(async (tables) => {
    // whose paper it is may have been erased while it came
    if (await isOfErased(tables, stream, photo)) return addToForget(tables, [key]);
    return tables.blobs.add({ stream, sha, bytes, mime, completedAt: office.clock() });
  });
}

async function takePiece(call: SignedInCall): Promise<Response> {
  const wanted = await wantedOf(call, 'photo-send');
  const { office, request, viewer } = call;
  const from = Number(request.headers.get(uploadOffset) ?? Number.NaN);
  if (!Number.isSafeInteger(from) || from < 0) throw new RequestProblem('bad-request', { path: uploadOffset });
  const claimed = request.headers.get(uploadLength);
  if (claimed !== null && Number(claimed) !== wanted.bytes) throw new RequestProblem('bad-request', { path: uploadLength });
  return office.memory.pieces.during(office.random, viewer.dev, () =>
    inTurn(office, turnOf(wanted), () => writePiece(office, piecesOf(request), wanted, from)),
  );
}

const turnOf = ({ key }: Wanted): string => `${key.group}/${key.sha}`;

/**
 * A whole picture out of a saved copy, past the same checks as one that came in pieces; what its phone had sent already is not taken twice.
 *
 * @returns `left` when no applied operation names it yet, or when it is not the picture that the operation names
 */
export async function storePicture(
  office: Office,
  { group, sha, part }: { readonly group: string; readonly sha: string; readonly part: 'full' | 'thumb' },
  bytes: Uint8Array,
): Promise<'added' | 'known' | 'left'> {
  const row = await office.store.read(async (tables) => {
    const body = await tables.rows.get(group, `photo:${sha}`);
    const photo = body === undefined ? undefined : (JSON.parse(body) as PhotoRow);
    return photo === undefined || (await isOfErased(tables, group, photo)) ? undefined : photo;
  });
  if (row === undefined) return 'left';
  const wanted = wantedPart(group, row, part === 'thumb');
  if (bytes.length !== wanted.bytes) return 'left';
  let isKnown = false;
  const answer = await inTurn(office, turnOf(wanted), async () => {
    const { offset, isWhole } = await standOf(office, wanted);
    isKnown = isWhole;
    return writePiece(office, [bytes.subarray(offset)], wanted, offset);
  });
  return !answer.ok ? 'left' : isKnown ? 'known' : 'added';
}

/** One write at a time for one picture. */
async function inTurn(office: Office, name: string, work: () => Promise<Response>): Promise<Response> {
  const turns = office.memory.pictureTurns;
  const mine = (turns.get(name) ?? Promise.resolve()).then(work, work);
  const quiet = mine.catch(() => undefined);
  turns.set(name, quiet);
  try {
    return await mine;
  } finally {
    if (turns.get(name) === quiet) turns.delete(name);
  }
}

async function writePiece(
  office: Office,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  wanted: Wanted,
  from: number,
): Promise<Response> {
  const { photoStore } = office;
  const { key, bytes } = wanted;
  const { offset, isWhole } = await standOf(office, wanted);
  if (from === bytes && isWhole) return emptyAnswer(204, progress(bytes, bytes));
  // before anything about its length: a phone that is merely in the wrong place must hear where it stands, not that its picture is refused
  if (from !== offset || isWhole) return problemResponse('wrong-offset', { headers: progress(offset, bytes) });
  const written = await photoStore.append(key, offset, source, bytes);
  office.metrics.add('sajja_photo_bytes_total', '', written.offset - offset);
  if (written.overrun) return problemResponse('too-large', { headers: progress(offset, bytes) });
  const isLast = written.offset === bytes;
  // as early as can be, and once more for one whose process stopped before it had looked
  if (isLast || (offset < magicBytes && written.offset >= magicBytes)) {
    const head = await photoStore.head(key, isLast ? headBytes : magicBytes);
    const mime = pictureMime(head);
    const isPicture = mime !== undefined && mime === (wanted.mime ?? mime) && (!isLast || isSane(readPictureHeader(head)));
    if (!isPicture) return refuse(office, wanted, 'unsupported-media');
  }
  if (!isLast) return emptyAnswer(204, progress(written.offset, bytes));
  if (!(await photoStore.finish(key))) return refuse(office, wanted, 'wrong-hash');
  await remember(office, wanted);
  return emptyAnswer(204, progress(bytes, bytes));
}

async function refuse(office: Office, { key, bytes }: Wanted, code: 'unsupported-media' | 'wrong-hash'): Promise<Response> {
  await office.photoStore.drop(key);
  office.log('photo-refused', { code });
  return problemResponse(code, { headers: progress(0, bytes) });
}

/** A header that promises more than any phone takes is a bomb for whoever opens the picture. */
function isSane(header: PictureHeader | undefined): boolean {
  if (header === undefined) return false;
  const { width, height } = header;
  return width <= photoLimits.side && height <= photoLimits.side && width * height <= photoLimits.pixels;
}

/** The body piece by piece; a sender that falls silent is treated like a line that broke. */
export async function* piecesOf(request: Request): AsyncGenerator<Uint8Array> {
  if (!request.body) return;
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  try {
    for (;;) {
      const silence = setTimeout(() => void reader.cancel('silent').catch(() => undefined), idleMs);
      const { done, value } = await reader.read().finally(() => clearTimeout(silence));
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}

function progress(offset: number, length: number): Record<string, string> {
  return { [uploadOffset]: String(offset), [uploadLength]: String(length) };
}

async function showPicture(call: SignedInCall): Promise<Response> {
  const { key, isThumb } = await wantedOf(call, 'photo-see');
  const { photoStore } = call.office;
  if (!(await photoStore.has(key))) throw new RequestProblem('not-found');
  const mime = pictureMime(await photoStore.head(key, magicBytes)) ?? 'image/jpeg';
  // last: what is opened has to be read
  const picture = await photoStore.open(key);
  if (!picture) throw new RequestProblem('not-found');
  const extension = mime.slice('image/'.length);
  return new Response(picture.stream, {
    headers: {
      'Content-Type': mime,
      'Content-Length': String(picture.bytes),
      'Content-Disposition': `inline; filename="${key.sha.slice(0, 12)}${isThumb ? '-thumb' : ''}.${extension}"`,
      'Content-Security-Policy': "sandbox; default-src 'none'",
    },
  });
}
