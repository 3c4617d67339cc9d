/**
 * The built app packed for the wire once, when it is built: strongest brotli takes seconds of a core, which neither the first visitor after a
 * start nor the records of others should wait for. Packed files are named after the content they pack, so one of another build is never found.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const packBrotli = promisify(brotliCompress);
const packGzip = promisify(gzip);

export const encodings = ['br', 'gzip'] as const;
export type Encoding = (typeof encodings)[number];

const folder = 'packed';
const extensions = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.svg', '.txt']);
const leastBytes = 1024;
/** a build that was not packed is packed while it is served: nearly as small, a tenth of the work */
const qualityWhileServing = 9;

/** Names a file's content: 22 characters. */
export function nameOf(plain: Uint8Array): string {
  return createHash('sha256').update(plain).digest('base64url').slice(0, 22);
}

export function isPackable(path: string, bytes: number): boolean {
  return extensions.has(extname(path)) && bytes > leastBytes;
}

/** Packs every file of a built app into a folder of its own beside them. */
export async function packFiles(root: string): Promise<void> {
  await mkdir(join(root, folder), { recursive: true });
  const found = await readdir(root, { recursive: true });
  await Promise.all(
    found.map(async (path) => {
      if (!extensions.has(extname(path))) return;
      const plain = await readFile(join(root, path));
      if (!isPackable(path, plain.length)) return;
      for (const encoding of encodings)
        await writeFile(placeOf(root, nameOf(plain), encoding), await pack(plain, encoding, constants.BROTLI_MAX_QUALITY));
    }),
  );
}

/** @param name of the content, as `nameOf` gives it */
export async function readPacked(root: string, name: string, plain: Uint8Array, encoding: Encoding): Promise<Uint8Array> {
  try {
    return await readFile(placeOf(root, name, encoding));
  } catch {
    return pack(plain, encoding, qualityWhileServing);
  }
}

const placeOf = (root: string, name: string, encoding: Encoding): string => join(root, folder, `${name}.${encoding}`);

async function pack(plain: Uint8Array, encoding: Encoding, quality: number): Promise<Uint8Array> {
  if (encoding === 'gzip') return packGzip(plain, { level: 9 });
  return packBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
}
