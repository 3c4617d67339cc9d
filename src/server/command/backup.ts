/** `sajja backup`: a proven copy of store and pictures in a new folder, beside a running server. */
import { mkdirSync, statSync } from 'node:fs';
import { makeBackup, releaseToPhones } from '../backup.ts';
import type { Proof } from '../backup-proof.ts';
import { rememberBackup } from '../condition.ts';
import { dropOldBackups } from '../old-backups.ts';
import { print } from '../print.ts';
import { databaseUrl } from '../start.ts';
import { dataFolder, readOptions, UsageError, withOffice, type Command } from './usage.ts';
import { hasOwnPlace } from '../photo-place.ts';

const help = `usage: sajja backup --to <dir> [--off-machine] [--keep <n>] [--json]

  --to <dir>       folder of backups; a new dated folder is made in it and proven as "sajja verify" does. Pictures that the backup
                   before it has are linked, not copied again
  --off-machine    you vouch that <dir> lies on another machine or on a disk that is kept elsewhere. Only then are phones told what is safe
                   (with their next sync) and may let go of it later; without it they keep everything. Refused when <dir> is on the disk
                   of DATA_DIR. Copy such a backup nowhere and it protects from nothing: the flag is your word, it cannot be checked further
  --keep <n>       when the new one is whole, only the newest n whole backups in <dir> stay: n days of them when it is made each day. Without it
                   all stay, and what is erased here stays in them
  --json           {"folder","ok","problems","madeAt","counts","photos","missingPhotos","released","dropped"}

  Works beside running servers, with DATABASE_URL too. Exit code 1 when it could not be made or is not whole; it is then kept as
  <name>.unverified. Exit code 1 also when the store of pictures does not answer: the records are saved and proven, new pictures are not, and
  phones keep everything.`;

export const backupCommand: Command = {
  name: 'backup',
  summary: 'make a proven backup beside a running server',
  help,
  run: async (args) => {
    const options = readOptions(args, {
      to: { type: 'string' },
      'off-machine': { type: 'boolean' },
      keep: { type: 'string' },
      json: { type: 'boolean' },
    });
    const { to, json = false } = options;
    if (to === undefined || to === '') throw new UsageError('--to is missing');
    if (options.keep !== undefined && !/^[1-9]\d{0,4}$/.test(options.keep)) throw new UsageError('--keep must be a number from 1');
    const isOffMachine = options['off-machine'] === true;
    const dataDir = dataFolder();
    const { proof, isOwnPlace, released } = await withOffice(async (office) => {
      mkdirSync(to, { recursive: true, mode: 0o700 });
      if (isOffMachine && statSync(to).dev === statSync(dataDir).dev)
        throw new Error(`${to} is on the same disk as ${dataDir}; a backup there is lost with it, so it is not off the machine`);
      const made = await makeBackup({ dataDir, databaseUrl: databaseUrl(), photoStore: office.photoStore, to, clock: office.clock });
      const isWhole = made.problems.length === 0;
      const isOwnPlace = await hasOwnPlace(office);
      const mayRelease = isOffMachine && isWhole && made.unread === undefined && isOwnPlace;
      if (isWhole) await office.store.write((tables) => rememberBackup(tables, office.clock(), mayRelease));
      return { proof: made, isOwnPlace, released: mayRelease && (await releaseToPhones(office.store, made)) };
    }, true);
    const mayDrop = options.keep !== undefined && proof.problems.length === 0 && proof.unread === undefined;
    const dropped = mayDrop ? await dropOldBackups(to, Number(options.keep), Date.now()) : [];
    if (json) print(JSON.stringify({ ...proofJson(proof), released, dropped }));
    else {
      for (const line of proofLines(proof)) print(line);
      if (proof.problems.length === 0)
        print(released ? 'phones are told that this is safe' : 'phones keep everything: this is not a backup off the machine');
      for (const folder of dropped) print(`let go of ${folder}`);
    }
    if (proof.problems.length > 0) throw new Error(`the backup is not whole and was kept as ${proof.folder}`);
    if (!isOwnPlace)
      throw new Error(
        `records are saved in ${proof.folder}, but not their pictures: the servers keep those in another place than PHOTO_STORE or DATA_DIR says here`,
      );
    if (proof.unread !== undefined)
      throw new Error(`records are saved in ${proof.folder}, but pictures are missing in it: ${proof.unread}`);
  },
};

export function proofJson({ folder, manifest, problems }: Proof): Record<string, unknown> {
  return {
    folder,
    ok: problems.length === 0,
    problems,
    madeAt: manifest?.madeAt,
    counts: manifest?.counts,
    photos: manifest?.photos.length,
    missingPhotos: manifest?.missingPhotos.length,
  };
}

export function proofLines({ folder, manifest, problems }: Proof): readonly string[] {
  if (problems.length > 0 || !manifest) return [`not whole: ${folder}`, ...problems.map((problem) => `  ${problem}`)];
  const { counts, photos, missingPhotos, madeAt } = manifest;
  const missing = missingPhotos.map(({ group, sha }) => `  not in it, lost or not to be read then: picture ${group}/${sha}`);
  return [
    `whole: ${folder}`,
    `  made at ${madeAt}: ${counts.operations} operations in ${counts.streams} streams, ${counts.held} held, ${counts.devices} devices, ${photos.length} pictures`,
    ...missing,
  ];
}
