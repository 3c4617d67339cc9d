/**
 * Pictures as files under DATA_DIR: `photos/<group>/<sha>` when whole, `<sha>.part` until then. Names come from checked ids only.
 *
 * Another process may write to the same unfinished picture. Both lay the same bytes in the same places, and an unfinished one never gets shorter.
 * What becomes the whole is a copy of exactly the bytes that were compared with its hash: nobody who still writes can reach it.
 *
 * They leave a reserve on the disk that is the records' alone: pictures can wait on the phone, and a record is worth a thousand of them.
 */
import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { freeBytes } from './disk.ts';
import { checkedName, markName, type PhotoKey, type PhotoStore } from './photo-store.ts';
import { StoreProblem } from './store/store.ts';

/** @param reserveBytes of the disk that pictures leave free */
export function openPhotoFiles(root: string, reserveBytes: number): PhotoStore {
  const whole = ({ group, sha }: PhotoKey): string => join(root, checkedName(group), checkedName(sha));
  const part = (key: PhotoKey): string => `${whole(key)}.part`;

  return {
    offset: async (key) => (await sizeOf(part(key))) ?? 0,
    has: async (key) => (await sizeOf(whole(key))) !== undefined,
    append: async (key, offset, source, most) => {
      await mkdir(dirname(part(key)), { recursive: true });
      if ((await freeBytes(root)) - (most - offset) < reserveBytes) throw new StoreProblem('full', undefined);
      // never emptied: another process may have gone on where this one begins
      const file = await opened(part(key), offset === 0 ? constants.O_RDWR | constants.O_CREAT : 'r+');
      let at = offset;
      let overrun = false;
      try {
        try {
          for await (const piece of source) {
            if (at + piece.length > most) {
              overrun = true;
              break;
            }
            await file.write(piece, 0, piece.length, at);
            at += piece.length;
          }
        } catch (error) {
          // the line broke: what came before stays, so that the phone goes on from there; a full disk is another matter
          if (isDiskError(error)) throw error;
        }
        if (overrun) await file.truncate((at = offset));
        await file.sync();
      } catch (error) {
        throw isFull(error) ? new StoreProblem('full', error) : error;
      } finally {
        await file.close();
      }
      return { offset: at, overrun };
    },
    head: async (key, most) => {
      const file = await opened((await sizeOf(whole(key))) === undefined ? part(key) : whole(key), 'r');
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, 0);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
    finish: async (key) => {
      const copy = `${whole(key)}.${randomUUID()}`;
      try {
        const sha = await copyFile(part(key), copy);
        // another process got the same last piece and was first
        if (sha === undefined && (await sizeOf(whole(key))) !== undefined) return true;
        if (sha === undefined) throw new StoreProblem('busy', undefined);
        if (sha === key.sha) {
          await rename(copy, whole(key));
          await syncFolder(dirname(whole(key)));
        }
        await rm(part(key), { force: true });
        return sha === key.sha;
      } finally {
        await rm(copy, { force: true });
      }
    },
    drop: (key) => rm(part(key), { force: true }),
    remove: async (key) => {
      const folder = dirname(whole(key));
      // a copy too, that somebody was making who was killed
      for (const name of await namesIn(folder)) if (name.startsWith(checkedName(key.sha))) await rm(join(folder, name), { force: true });
    },
    open: async (key) => {
      const bytes = await sizeOf(whole(key));
      if (bytes === undefined) return undefined;
      return { bytes, stream: Readable.toWeb(createReadStream(whole(key))) as ReadableStream<Uint8Array> };
    },
    mark: async (id) => {
      await mkdir(root, { recursive: true });
      await writeFile(join(root, markName(id)), '');
      await syncFolder(root);
    },
    isMarked: async (id) => (await sizeOf(join(root, markName(id)))) !== undefined,
    check: async () => {
      await mkdir(root, { recursive: true });
      if ((await freeBytes(root)) < reserveBytes) throw new StoreProblem('full', undefined);
    },
  };
}

/** @throws StoreProblem `busy` when it is not there any more: another process is ahead, and whoever asked comes again */
async function opened(path: string, how: 'r' | 'r+' | number): Promise<FileHandle> {
  try {
    return await open(path, how);
  } catch (error) {
    throw isMissing(error) ? new StoreProblem('busy', error) : error;
  }
}

/** Durably. @returns SHA-256 of what was written, hex; `undefined` when there was nothing to copy */
async function copyFile(from: string, to: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  const hashed = async function* (source: AsyncIterable<Buffer>) {
    for await (const piece of source) {
      hash.update(piece);
      yield piece;
    }
  };
  try {
    await pipeline(createReadStream(from), hashed, createWriteStream(to, { flags: 'wx', flush: true }));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw isFull(error) ? new StoreProblem('full', error) : error;
  }
  return hash.digest('hex');
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function isDiskError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EMFILE', 'EACCES'].includes(String(error.code));
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

/** Without this a rename may be forgotten in a power cut although the file's bytes are there. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
