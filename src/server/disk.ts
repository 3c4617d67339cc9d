/** The disk under DATA_DIR: what is free, what the store takes, and what pictures leave to records. */
import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { storeFile } from './backup-manifest.ts';

export interface Disk {
  /** that pictures leave free */
  readonly reserveBytes: number;
  freeBytes(): Promise<number>;
  /** of the store's files; 0 where it lies elsewhere */
  storeBytes(): Promise<number>;
}

export function openDisk(dataDir: string, reserveBytes: number): Disk {
  return {
    reserveBytes,
    freeBytes: () => freeBytes(dataDir),
    storeBytes: async () => {
      let sum = 0;
      for (const ending of ['', '-wal']) sum += (await stat(join(dataDir, storeFile + ending)).catch(() => ({ size: 0 }))).size;
      return sum;
    },
  };
}

export async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}
