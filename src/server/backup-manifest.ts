/** A backup as a folder: the store as one file, the pictures, the office's own columns, and a manifest with the sums of all; where one is found and read. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod/mini';

export const storeFile = 'sajja.sqlite';
export const photoFolder = 'photos';
/** an office's own columns of exported tables (`export/mapping-file.ts`) */
export const columnsFile = 'exports.json';
const manifestFile = 'manifest.json';

const Count = z.int().check(z.nonnegative());
const Sha = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const File = z.strictObject({ bytes: Count, sha256: Sha });
const Picture = z.strictObject({ group: z.uuid(), sha: Sha });

export const Manifest = z.strictObject({
  format: z.literal(1),
  /** instant, UTC */
  madeAt: z.iso.datetime(),
  /** of the server it was made from */
  epoch: z.string(),
  store: File,
  /** `exports.json`; absent when the office has none, and in a backup of an older release */
  columns: z.optional(File),
  counts: z.strictObject({ streams: Count, operations: Count, held: Count, devices: Count, people: Count, rows: Count }),
  /** `photos/<group>/<sha>`; the name is the SHA-256 */
  photos: z.array(z.extend(Picture, { bytes: Count })),
  /** whole by the store's word, but not there, other bytes, or not to be read, when the backup was made */
  missingPhotos: z.array(Picture),
});
export type Manifest = z.infer<typeof Manifest>;

/** @throws Error with a sentence when there is none that can be read */
export async function readManifest(folder: string): Promise<Manifest> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(join(folder, manifestFile), 'utf8'));
  } catch (error) {
    throw new Error(`${folder} has no manifest that can be read`, { cause: error });
  }
  const read = Manifest.safeParse(value);
  if (!read.success) throw new Error(`the manifest of ${folder} is not one of ours: ${read.error.issues[0]?.path.join('.') ?? ''}`);
  return read.data;
}

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const file = await open(join(folder, manifestFile), 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(manifest, undefined, 1)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * The backup itself, or the newest in a folder of backups: their names are their dates.
 *
 * @throws Error with a sentence when there is none
 */
export function findBackup(folder: string): string {
  if (existsSync(join(folder, manifestFile))) return folder;
  const newest = backupsIn(folder).at(-1);
  if (newest === undefined) throw new Error(`there is no backup in ${folder}`);
  return newest;
}

/** Oldest first. */
export function backupsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^sajja-[\dTZ.-]+$/.test(name) && existsSync(join(folder, name, manifestFile)))
    .sort()
    .map((name) => join(folder, name));
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Makes a file's bytes, or the names in a folder, survive a power cut. */
export async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
