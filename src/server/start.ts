/** Opens the store and pictures of a DATA_DIR and makes them ready: epoch, campaign and holidays of the office, what waited for this version. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { districtsOf } from '../content/areas.ts';
import { campaigns } from '../content/campaign.ts';
import { holidaysOfTheLetter } from '../content/holidays-of-the-letter.ts';
import { holidays } from '../content/holidays.ts';
import { ensureOfficeDevice, writeAsOffice, type OwnOperation } from './author.ts';
import { emptyChain } from './desk.ts';
import { openDisk } from './disk.ts';
import type { ExportMappings } from './export/mapping-file.ts';
import { eraseAgain } from './forget.ts';
import { areaStreamId, type Clock } from './ids.ts';
import { claimRunning, countOthers, silentMinutes } from './load.ts';
import { logTo } from './log.ts';
import { Metrics } from './metrics.ts';
import { newMemory, type Office } from './office.ts';
import { openOpenIdDoor } from './openid-door.ts';
import { openPhotoStore, type BucketPlace } from './photo-place.ts';
import { openPushDoor } from './push-door.ts';
import { movedMark } from './move.ts';
import { areRowsUnfinished, ensureRows, hasOwnRows } from './refold.ts';
import { releaseReadable } from './release.ts';
import { isRestoreUnfinished } from './restore.ts';
import { openSqliteStore } from './store/sqlite-store.ts';
import type { Store, Tables } from './store/store.ts';
import { ensureFigures, hasOwnFigures } from './summary.ts';

export interface OfficeSettings {
  /** pictures, and the embedded store */
  readonly dataDir: string;
  /** of PostgreSQL, `postgres://…`: then the store is there */
  readonly databaseUrl?: string | undefined;
  /** of pictures that lie in an object store */
  readonly photoPlace?: BucketPlace | undefined;
  readonly publicOrigin?: string | undefined;
  readonly reportTo?: string | undefined;
  readonly staticDir?: string;
  readonly exportMappings?: ExportMappings;
  /** names the provider of accounts, or none */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly clock?: Clock;
  readonly log?: Office['log'];
  /** of the disk that pictures leave to records */
  readonly reserveBytes?: number;
  /** for a command: changes nothing of what servers of another version may be working on */
  readonly isBeside?: boolean;
}

/** Where the environment says that the store is; `undefined`: the embedded one. */
export function databaseUrl(): string | undefined {
  const url = process.env['DATABASE_URL'];
  return url === '' ? undefined : url;
}

/** about a year of a province's records */
const reserveBytes = 512 * 1024 * 1024;

export async function openOffice(settings: OfficeSettings): Promise<Office> {
  if (isRestoreUnfinished(settings.dataDir))
    throw new Error(`a restore on ${settings.dataDir} was cut short; run it again: sajja restore --from <dir>`);
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  const clock = settings.clock ?? Date.now;
  const disk = openDisk(settings.dataDir, settings.reserveBytes ?? reserveBytes);
  const log = settings.log ?? logTo((line) => process.stderr.write(line), clock);
  const office: Office = {
    store: await openStore(settings, clock),
    photoStore: await openPhotoStore(settings.photoPlace, settings.dataDir, disk.reserveBytes),
    disk,
    pushDoor: openPushDoor(),
    openId: openOpenIdDoor(settings.env ?? {}, log),
    clock,
    random: (bytes) => randomBytes(bytes),
    log,
    metrics: new Metrics(),
    publicOrigin: settings.publicOrigin,
    reportTo: settings.reportTo,
    staticDir: settings.staticDir ?? join(projectRoot(), 'dist'),
    exportMappings: settings.exportMappings ?? {},
    memory: newMemory(),
  };
  try {
    await makeReady(office, settings);
  } catch (error) {
    await office.store.close();
    throw error;
  }
  return office;
}

async function makeReady(office: Office, settings: OfficeSettings): Promise<void> {
  const isNew = (await office.store.read((tables) => tables.office.setting('epoch'))) === undefined;
  if (!isNew) {
    await office.store.read(refuseMoved);
    await office.store.read((tables) => refuseOtherRows(tables, office.clock(), settings));
    if (settings.isBeside === true) return;
  }
  await office.store.write((tables) => prepare(tables, office));
  const isAlone = settings.databaseUrl === undefined;
  const refolded = await ensureRows(office, async (tables) => {
    if (isAlone) return;
    await refuseOtherRows(tables, office.clock(), settings);
    await claimRunning(tables, office.clock());
  });
  if (refolded > 0) office.log('rows-folded-again', { streams: refolded });
  if (await office.store.write((tables) => ensureFigures(tables))) office.log('figures-counted', {});
  await eraseAgain(office);
  await releaseReadable(office);
}

/** Rows and sums that one release makes and another goes on with would be neither's; tables that only grew do no harm. */
async function refuseOtherRows(tables: Tables, nowMs: number, { databaseUrl, isBeside = false }: OfficeSettings): Promise<void> {
  if ((await hasOwnRows(tables)) && (await hasOwnFigures(tables))) return;
  const others = databaseUrl === undefined ? 0 : await countOthers(tables, nowMs);
  if (isBeside) throw new Error('another version made the rows of this store, and may run on it: start the server of this version first');
  if (others > 0 && (await areRowsUnfinished(tables)))
    throw new Error(
      `another server is making the rows of this database anew: start this one once that one listens; a server that was killed counts as running for ${silentMinutes} minutes`,
    );
  if (others > 0)
    throw new Error(
      `this version makes other rows of the same records than what runs on this database (servers: ${others}): stop that first; a server that was killed counts as running for ${silentMinutes} minutes`,
    );
}

/** The driver of the other engine is loaded only where it is asked for. */
async function openStore(settings: OfficeSettings, clock: Clock): Promise<Store> {
  const { dataDir, databaseUrl, isBeside = false } = settings;
  if (databaseUrl === undefined) {
    const store = openSqliteStore(join(dataDir, 'sajja.sqlite'), !isBeside);
    return isBeside ? unlessMoved(store) : store;
  }
  const { openPostgresStore } = await import('./store/postgres-store.ts');
  return openPostgresStore(databaseUrl, !isBeside, (tables) => refuseOtherRows(tables, clock(), settings));
}

/** A move waits for servers only: whoever began before it and writes after it would write into the store that was left. */
function unlessMoved(store: Store): Store {
  return {
    ...store,
    write: (work) =>
      store.write(async (tables) => {
        await refuseMoved(tables);
        return work(tables);
      }),
  };
}

async function refuseMoved(tables: Tables): Promise<void> {
  if ((await tables.office.setting(movedMark)) !== undefined)
    throw new Error('this office was moved to PostgreSQL: set DATABASE_URL. Work that was written here now would be lost');
}

async function prepare(tables: Tables, office: Office): Promise<void> {
  // once more, in this write: a move may have begun meanwhile
  await refuseMoved(tables);
  await prepareOnce(tables, office);
  // a district's own stream holds its commitments; a store of an older version gets them here
  for (const { province } of campaigns) for (const { code } of districtsOf(province)) await addAreaStream(tables, office, code);
}

async function addAreaStream(tables: Tables, office: Office, area: string): Promise<string> {
  const id = areaStreamId(area);
  if (!(await tables.streams.find(id)))
    await tables.streams.add({ id, kind: 'area', area, owner: '', seq: 0, chain: emptyChain, receivedAt: office.clock() });
  return id;
}

async function prepareOnce(tables: Tables, office: Office): Promise<void> {
  if ((await tables.office.setting('epoch')) !== undefined) return;
  await tables.office.set('epoch', Buffer.from(office.random(12)).toString('hex'));
  await ensureOfficeDevice(tables, office.clock());
  for (const campaign of campaigns) {
    const g = await addAreaStream(tables, office, campaign.province);
    await writeAsOffice(tables, office, campaignOperations(g, campaign));
  }
}

function campaignOperations(g: string, campaign: (typeof campaigns)[number]): readonly OwnOperation[] {
  const { campaign: code, name, targetPerOfficer, dueOn, firstReportOn, finalReportOn, commitmentFrom, commitmentTo } = campaign;
  const reports = campaign.reports.map(({ kind, route, due }) => ({ kind, route: [...route], due }));
  const letters = campaign.letters.map(({ number, datedOn, subject }) => ({ number, datedOn, subject }));
  return [
    {
      g,
      k: 'campaign.set',
      p: { campaign: code, name, targetPerOfficer, dueOn, firstReportOn, finalReportOn, commitmentFrom, commitmentTo, reports, letters },
    },
    ...campaign.targets.map(({ district, officers, groups, remark }): OwnOperation => ({
      g,
      k: 'target.set',
      p: {
        campaign: code,
        district,
        officers,
        groups,
        ...(remark !== '' && { remark }),
      },
    })),
    { g, k: 'holiday.set', p: { days: [...holidaysOfTheLetter, ...holidays].map(({ on, name, sure }) => ({ on, name: name.th, sure })) } },
  ];
}

/** The folder with package.json, from the sources and from the bundle alike. */
export function projectRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) return process.cwd();
  }
}
