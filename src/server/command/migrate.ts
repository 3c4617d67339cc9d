/** `sajja migrate`: an office moves from the embedded store to PostgreSQL; phones notice nothing. */
import { join } from 'node:path';
import { moveOffice, type Moved } from '../move.ts';
import { photoFolder } from '../backup-manifest.ts';
import { openPhotoFiles } from '../photo-store-files.ts';
import { openPhotoStore, readPhotoPlace } from '../photo-place.ts';
import { print } from '../print.ts';
import { databaseUrl } from '../start.ts';
import { readOptions, UsageError, type Command } from './usage.ts';

const help = `usage: sajja migrate --from <dir> [--to <url>] [--json]

  --from <dir>   DATA_DIR of the office. Its server must be stopped; nobody writes there while this runs
  --to <url>     postgres://…, a database without an office, made as README says; DATABASE_URL unless given
  --json         {"already","rows","before","seconds","rowsPerSecond","counts","pictures","missingPictures"}; "before" are rows of runs that
                 were cut short, and of one that was done before only "already" is told

  Proves the store, copies every row, compares every row, and proves what arrived again: every chain from its first operation, every row
  folded anew. Pictures go to PHOTO_STORE when it is set, and stay in <dir> otherwise; each is read and compared with its hash. Epoch, keys,
  sessions and numbers stay as they are. Cut short, it goes on when run again, or begins anew when the store has changed since; no server
  starts on the database before it is done, and none on the store in <dir> once it is. exports.json stays in <dir>, so keep it as DATA_DIR.`;

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'move the office to PostgreSQL',
  help,
  run: async (args) => {
    const { from, to = databaseUrl(), json = false } = readOptions(args, { from: { type: 'string' }, to: { type: 'string' }, json: { type: 'boolean' } }); // prettier-ignore
    if (from === undefined || from === '') throw new UsageError('--from is missing');
    if (to === undefined || !/^postgres(ql)?:\/\//.test(to)) throw new UsageError('--to is missing or not of the form postgres://…');
    const place = readPhotoPlace(process.env);
    const files = openPhotoFiles(join(from, photoFolder), 0);
    const photoStore = place === undefined ? files : await openPhotoStore(place, from, 0);
    const moved = await moveOffice({ from, to, files, photoStore, clock: Date.now });
    if (json) print(JSON.stringify(moved === 'already' ? { already: true } : movedJson(moved)));
    else for (const line of moved === 'already' ? [`${from} was moved to this database before`] : linesOf(moved, from)) print(line);
  },
};

function movedJson({ rows, before, copyMs, counts, pictures, missing }: Moved): Record<string, unknown> {
  const speed = { seconds: Number((copyMs / 1000).toFixed(1)), rowsPerSecond: perSecond(rows, copyMs) };
  return { already: false, rows, before, ...speed, counts, pictures, missingPictures: missing.length };
}

function linesOf({ rows, before, copyMs, counts, pictures, missing }: Moved, from: string): readonly string[] {
  const earlier = before === 0 ? '' : `, ${before} before`;
  return [
    `moved ${from}: ${rows} rows in ${(copyMs / 1000).toFixed(1)} s (${perSecond(rows, copyMs)} a second${earlier}), each compared`,
    `  proven there: ${counts.operations} operations in ${counts.streams} streams from the first on, ${counts.rows} rows folded again, ${counts.held} held, ${counts.devices} devices, ${counts.people} people`,
    `  ${pictures} pictures by their hash`,
    ...missing.map(({ group, sha }) => `  not to be found: picture ${group}/${sha}`),
    'start the server with DATABASE_URL from now on; phones go on as they are',
  ];
}

function perSecond(rows: number, ms: number): number {
  return Math.round((rows * 1000) / ms);
}
