/**
 * Pictures as files under DATA_DIR: `photos/<group>/<sha>` when whole, `<sha>.part` until then. Names come from checked ids only.
 *
 * They leave a reserve on the disk that is the records' alone: pictures can wait on the phone, and a record is worth a thousand of them.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { freeBytes } from './disk.ts';
import { checkedName, type PhotoKey, type PhotoStore } from './photo-store.ts';
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
      const file = await open(part(key), offset === 0 ? 'w' : 'r+');
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
        if (overrun) at = offset;
        await file.truncate(at);
        await file.sync();
      } catch (error) {
        throw isFull(error) ? new StoreProblem('full', error) : error;
      } finally {
        await file.close();
      }
      return { offset: at, overrun };
    },
    head: async (key, most) => {
      const file = await open((await sizeOf(whole(key))) === undefined ? part(key) : whole(key), 'r');
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, 0);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
    finish: async (key) => {
      const hash = createHash('sha256');
      await pipeline(createReadStream(part(key)), hash);
      if (hash.digest('hex') !== key.sha) {
        await rm(part(key), { force: true });
        return false;
      }
      await rename(part(key), whole(key));
      await syncFolder(dirname(whole(key)));
      return true;
    },
    drop: (key) => rm(part(key), { force: true }),
    remove: async (key) => {
      for (const path of [part(key), whole(key)]) await rm(path, { force: true });
    },
    open: async (key) => {
      const bytes = await sizeOf(whole(key));
      if (bytes === undefined) return undefined;
      return { bytes, stream: Readable.toWeb(createReadStream(whole(key))) as ReadableStream<Uint8Array> };
    },
    check: async () => {
      await mkdir(root, { recursive: true });
      if ((await freeBytes(root)) < reserveBytes) throw new StoreProblem('full', undefined);
    },
  };
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
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
