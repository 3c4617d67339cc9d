/**
 * `POST /v1/copies`: a sealed copy that a phone saved, brought by anybody signed in. It is laid on disk as it comes and opened to its end
 * before anything of it counts, so an altered file changes nothing; then it goes the way its phone's own sending goes, harmless twice.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { copyInfo, copyLimits, CopyResponse, copySignatureBytes } from '../protocol/copy.ts';
import { CopyManifest } from '../protocol/copy-manifest.ts';
import { limits } from '../protocol/sync.ts';
import { viewerOf } from './access.ts';
import { jsonAnswer } from './answer.ts';
import { chunksOf } from './copy-file.ts';
import { isSignedBy } from './device-key.ts';
import { findOffence, isShallow } from './json-guard.ts';
import type { Office } from './office.ts';
import { piecesOf, storePicture } from './photo.ts';
import { RequestProblem } from './problem-answer.ts';
import { receive, toIncoming, type Incoming } from './receive.ts';
import type { Route, SignedInCall } from './route.ts';
import { settleSamePerson } from './same-person.ts';
import { privateServerKey } from './secret.ts';
import { StoreProblem } from './store/store.ts';

const parsedDepth = 64;
/** operations taken in one write, so that phones that sync meanwhile do not wait for the whole file */
const opsPerWrite = 200;

const Readable = z.looseObject({ id: z.uuid(), n: z.int().check(z.minimum(1)), g: z.uuid() });

export const copyRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/copies',
    summary: 'Import of a sealed copy that a phone saved, harmless twice',
    access: 'session',
    bytes: 'whole',
    answer: CopyResponse,
    handle: importCopy,
  },
];

type Counts = CopyResponse['records'];

async function importCopy(call: SignedInCall): Promise<Response> {
  const { memory, random } = call.office;
  return memory.copies.during(random, call.viewer.dev, () => importOne(call));
}

async function importOne(call: SignedInCall): Promise<Response> {
  const dir = await mkdtemp(join(tmpdir(), 'sajja-copy-'));
  try {
    const file = await open(join(dir, 'sealed'), 'w+', 0o600);
    try {
      await layDown(call.request, file);
      return jsonAnswer(call.request, await takeIn(call, file));
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') throw new StoreProblem('full', error);
    if (error instanceof RequestProblem) call.office.log('copy-refused', { code: error.code });
    throw error;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Counts what really arrives; a `Content-Length` is only a promise. */
async function layDown(request: Request, file: FileHandle): Promise<void> {
  if (Number(request.headers.get('Content-Length') ?? 0) > copyLimits.bytes) throw new RequestProblem('too-large');
  let size = 0;
  for await (const piece of piecesOf(request)) {
    size += piece.length;
    if (size > copyLimits.bytes) throw new RequestProblem('too-large');
    await file.writeFile(piece);
  }
}

async function takeIn({ office, viewer }: SignedInCall, file: FileHandle): Promise<CopyResponse> {
  const key = await privateServerKey(office);
  const manifest = await checkWhole(office, file, key);
  const records = await takeOperations(office, manifest);
  const pictures = await takePictures(office, manifest, chunksOf(file, key));
  await office.store.write((tables) =>
    tables.office.audit({ at: office.clock(), actor: viewer.user, action: 'copy-imported', subject: manifest.dev }),
  );
  return { records, pictures };
}

/** @throws RequestProblem `copy-unreadable` unless every byte is as the named device's own key has signed it */
async function checkWhole(office: Office, file: FileHandle, key: Record<string, string>): Promise<CopyManifest> {
  let manifest: CopyManifest | undefined;
  let place = 0;
  for await (const chunk of chunksOf(file, key)) {
    if (!manifest) manifest = await readManifest(office, chunk);
    else if (createHash('sha256').update(chunk).digest('hex') !== manifest.pictures[place - 1]?.hash)
      throw new RequestProblem('copy-unreadable');
    place++;
  }
  if (!manifest || place !== manifest.pictures.length + 1) throw new RequestProblem('copy-unreadable');
  return manifest;
}

async function readManifest(office: Office, chunk: Buffer): Promise<CopyManifest> {
  const signature = chunk.subarray(0, copySignatureBytes).toString('base64url');
  const text = chunk.toString('utf8', copySignatureBytes);
  const manifest = parseManifest(text);
  const device = manifest && (await office.store.read((tables) => tables.devices.find(manifest.dev)));
  if (!device || !isSignedBy(device.key, `${copyInfo}\n${text}`, signature)) throw new RequestProblem('copy-unreadable');
  return manifest;
}

function parseManifest(text: string): CopyManifest | undefined {
  if (!isShallow(text, parsedDepth)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return findOffence(value, limits.depth) === undefined ? CopyManifest.parse(value) : undefined;
  } catch {
    return undefined;
  }
}

/** One that cannot be read, or whose forerunner is missing, stays in the file with all after it: a number is never skipped here. */
async function takeOperations(office: Office, { dev, ops }: CopyManifest): Promise<Counts> {
  const incoming: Incoming[] = [];
  for (const op of ops) if (Readable.safeParse(op).success) incoming.push(await toIncoming(op as Parameters<typeof toIncoming>[0]));
  const counts = { added: 0, known: 0, left: ops.length };
  for (let at = 0; at < incoming.length; at += opsPerWrite) {
    const part = incoming.slice(at, at + opsPerWrite);
    const { known, settled } = await office.store.write(async (tables) => {
      const device = await tables.devices.find(dev);
      const author = device && (await viewerOf(tables, device.user, dev, office.clock()));
      if (!author) throw new RequestProblem('copy-unreadable');
      let known = 0;
      for (const { id } of part) if ((await tables.operations.find(id)) ?? (await tables.held.find(id))) known++;
      const { verdicts } = await receive(tables, { author, dev, nowMs: office.clock() }, part);
      await settleSamePerson(tables, office);
      return { known, settled: verdicts.filter(({ r }) => r !== 'gap' && r !== 'fork').length };
    });
    counts.known += Math.min(known, settled);
    counts.added += settled - Math.min(known, settled);
    counts.left -= settled;
    if (settled < part.length) break;
  }
  return counts;
}

async function takePictures(office: Office, { pictures }: CopyManifest, chunks: AsyncGenerator<Buffer>): Promise<Counts> {
  const counts = { added: 0, known: 0, left: 0 };
  let place = 0;
  for await (const bytes of chunks) {
    const picture = pictures[place++ - 1];
    if (!picture) continue;
    const outcome = await storePicture(office, picture, bytes);
    // people count pictures, not their thumbs
    if (picture.part === 'full') counts[outcome]++;
  }
  return counts;
}
