/** The server core in one process: the real app over the real store, whose whole content can be taken aside and put back. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createApp } from '../../src/server/app.ts';
import { ensureOfficeDevice } from '../../src/server/author.ts';
import { openDisk } from '../../src/server/disk.ts';
import { Metrics } from '../../src/server/metrics.ts';
import { newMemory, type Office } from '../../src/server/office.ts';
import type { PhotoStore } from '../../src/server/photo-store.ts';
import { openPushDoor } from '../../src/server/push-door.ts';
import { openSqliteStore } from '../../src/server/store/sqlite-store.ts';
import { randomBytes } from './platform.ts';
import type { SimClock } from './sim-clock.ts';

export type OfficeImage = ReadonlyMap<string, readonly (readonly unknown[])[]>;

export interface SimOffice {
  readonly office: Office;
  readonly clock: SimClock;
  handle(request: Request): Promise<Response>;
  /** the process ends and starts again: what it only remembered is gone */
  restartProcess(): void;
  image(): OfficeImage;
  put(image: OfficeImage): void;
  /** another connection, to look at what is committed; the caller knows what a row looks like */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
  all<Row>(text: string, ...values: readonly (string | number | null)[]): readonly Row[];
  run(text: string, ...values: readonly (string | number | null)[]): void;
  close(): Promise<void>;
}

/** memory where there is a file system of it: what a disk does to bytes is proven elsewhere */
const folder = (): string => {
  const isThere = statSync('/dev/shm', { throwIfNoEntry: false })?.isDirectory() ?? false;
  return mkdtempSync(join(isThere ? '/dev/shm' : tmpdir(), 'sajja-simulate-'));
};

const noPhotos: PhotoStore = {
  offset: async () => 0,
  append: async (_key, offset) => ({ offset, overrun: false }),
  head: async () => new Uint8Array(),
  finish: async () => false,
  drop: async () => undefined,
  remove: async () => undefined,
  has: async () => false,
  open: async () => undefined,
  mark: async () => undefined,
  isMarked: async () => true,
  check: async () => undefined,
};

export async function openSimOffice(clock: SimClock): Promise<SimOffice> {
  const dataDir = folder();
  const file = join(dataDir, 'sajja.sqlite');
  const store = openSqliteStore(file);
  const beside = new Database(file);
  beside.pragma('synchronous = OFF');
  const statements = new Map<string, Database.Statement>();
  const prepared = (text: string): Database.Statement => {
    const known = statements.get(text) ?? beside.prepare(text);
    statements.set(text, known);
    return known;
  };
  const tables = (beside.prepare(`select name from sqlite_master where type = 'table' order by rowid`).all() as { name: string }[]).map(
    ({ name }) => {
      const columns = beside.pragma(`table_info(${name})`) as { name: string }[];
      return { name, insert: `insert into ${name} values (${columns.map(() => '?').join(', ')})` };
    },
  );
  const putAll = beside.transaction((image: OfficeImage) => {
    for (const { name } of tables.toReversed()) prepared(`delete from ${name}`).run();
    for (const { name, insert } of tables) for (const row of image.get(name) ?? []) prepared(insert).run(...row);
  });
  const office: Office = {
    store,
    photoStore: noPhotos,
    disk: openDisk(dataDir, 0),
    pushDoor: openPushDoor(),
    openId: undefined,
    clock: clock.nowMs,
    random: (bytes) => randomBytes(bytes),
    log: () => undefined,
    metrics: new Metrics(),
    publicOrigin: undefined,
    reportTo: undefined,
    staticDir: dataDir,
    exportMappings: {},
    memory: newMemory(),
  };
  await store.write(async (write) => {
    await write.office.set('epoch', 'first');
    await ensureOfficeDevice(write, clock.nowMs());
  });
  // making the table of routes costs as much as three requests: it is the same for every process
  const app = createApp(office);
  return {
    office,
    clock,
    handle: async (request) => app.fetch(request),
    restartProcess: () => {
      Object.assign(office, { memory: newMemory(), metrics: new Metrics() });
    },
    image: () => new Map(tables.map(({ name }) => [name, prepared(`select * from ${name} order by rowid`).raw().all() as unknown[][]])),
    put: (image) => {
      putAll.immediate(image);
    },
    all: <Row>(text: string, ...values: readonly (string | number | null)[]) => prepared(text).all(...values) as Row[],
    run: (text, ...values) => void prepared(text).run(...values),
    close: async () => {
      beside.close();
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
