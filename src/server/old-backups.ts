/** Lets go of old backups, so that the folder does not fill its disk and what was erased here runs out there too. */
import { readdirSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { backupsIn, syncToDisk } from './backup-manifest.ts';

const dayMs = 86_400_000;

/**
 * The newest whole ones stay; what was kept as `….unverified` is for a person to look at. What runs that were cut short left behind goes after a day.
 *
 * @param keep at least 1
 * @returns folders that are gone
 */
export async function dropOldBackups(folder: string, keep: number, nowMs: number): Promise<readonly string[]> {
  const old = backupsIn(folder).slice(0, -keep);
  for (const each of old) {
    // half a backup must not be taken for one when this is cut short
    const going = join(folder, `.${basename(each)}.partial`);
    await rename(each, going);
    await syncToDisk(folder);
    await rm(going, { recursive: true });
  }
  for (const name of readdirSync(folder).filter((each) => /^\.sajja-.*\.partial$/.test(each))) {
    const path = join(folder, name);
    if (nowMs - (await stat(path)).mtimeMs > dayMs) await rm(path, { recursive: true, force: true });
  }
  return old;
}
