/** `sajja restore`: a proven backup becomes the store; says what the phones will send again. */
import { randomBytes } from 'node:crypto';
import { openPhotoStore, readPhotoPlace } from '../photo-place.ts';
import { print } from '../print.ts';
import { restoreBackup, type Restored } from '../restore.ts';
import { databaseUrl } from '../start.ts';
import { dataFolder, readOptions, UsageError, type Command } from './usage.ts';

const help = `usage: sajja restore --from <dir> [--json]

  --from <dir>   a backup, or a folder of backups: then the newest
  --json         {"folder","madeAt","epoch","replaced","resend":[{"dev","name","from","to"}],"strangers":[{"dev","name"}]};
                 "resend" is null when there was no store before it, or none that could be read

  Refuses a backup that is not whole, and a DATA_DIR or a database on which a server runs: stop them all. The store that was there is kept
  beside it, in DATA_DIR/replaced-<time>, with DATABASE_URL in a schema replaced_<time>; drop it when nobody needs it. The restored one has a new epoch: with their next sync phones read everything again and send what is
  missing. A phone that was revoked since the backup stays revoked when the old store can be read; people, rights and
  invitations made since the backup are to be given again.`;

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'put a backup in the place of the store',
  help,
  run: async (args) => {
    const { from, json = false } = readOptions(args, { from: { type: 'string' }, json: { type: 'boolean' } });
    if (from === undefined || from === '') throw new UsageError('--from is missing');
    const dataDir = dataFolder();
    const photoStore = await openPhotoStore(readPhotoPlace(process.env), dataDir, 0);
    const order = { dataDir, databaseUrl: databaseUrl(), photoStore, from };
    const restored = await restoreBackup({ ...order, clock: Date.now, random: (bytes) => randomBytes(bytes) });
    if (json) print(JSON.stringify(restoredJson(restored)));
    else for (const line of linesOf(restored)) print(line);
  },
};

function restoredJson({ folder, manifest, epoch, replaced, resend, strangers }: Restored): Record<string, unknown> {
  return { folder, madeAt: manifest.madeAt, epoch, replaced: replaced ?? null, resend: resend ?? null, strangers };
}

function linesOf({ folder, manifest, epoch, replaced, resend, strangers }: Restored): readonly string[] {
  const operations = resend?.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  return [
    `restored ${folder}, made at ${manifest.madeAt}; new epoch ${epoch}`,
    ...(replaced === undefined ? [] : [`the store that was there lies in ${replaced}`]),
    resend === undefined
      ? `phones will send again whatever they recorded after ${manifest.madeAt}`
      : `phones will send again ${operations} operations from ${resend.length} phones`,
    ...(resend ?? []).map(({ dev, name, from, to }) => `  ${dev}  ${name}  ${from} to ${to}`),
    ...strangers.map(({ dev, name }) => `  ${dev}  ${name}  signed in after the backup: needs a new invitation`),
  ];
}
