/** `sajja status`: how the office stands, on one page of a terminal. */
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { silentAfterDays } from '../../domain/silence.ts';
import { endOf } from '../cell/cell-board.ts';
import { readCondition, sumOf, type Backups, type Condition, type Phone } from '../condition.ts';
import { readLoad, type Load } from '../load.ts';
import type { Office } from '../office.ts';
import { readPhotoPlace } from '../photo-place.ts';
import { lockFile, takeLock } from '../process-lock.ts';
import { print } from '../print.ts';
import { databaseUrl, projectRoot } from '../start.ts';
import { StoreProblem } from '../store/store.ts';
import { dataFolder, readOptions, withOffice, type Command } from './usage.ts';

const help = `usage: sajja status [--json]

  --json   {"version","node","at","running","processes","load","machine","held","phones","queue","silent","storage","pictures","backup","cells"}

  Works beside running servers and without one. Load is what each server wrote down in its last minute, all together. What phones hold is what each of them
  said at its last contact. Silent are phones that were not heard of for ${silentAfterDays} days; ten are named, the one that is silent for longest first.`;

const mostNamed = 10;
const width = 80;
const hourMs = 3_600_000;

export const statusCommand: Command = {
  name: 'status',
  summary: 'how the office stands: load, what waits, silent phones, storage, backup',
  help,
  run: async (args) => {
    const { json = false } = readOptions(args, { json: { type: 'boolean' } });
    await withOffice(async (office) => {
      const status = await readStatus(office);
      if (json) print(JSON.stringify(jsonOf(status)));
      else for (const line of linesOf(status)) print(line.length > width ? `${line.slice(0, width - 1)}…` : line);
    }, true);
  },
};

interface Status extends Condition {
  readonly version: string;
  readonly nowMs: number;
  readonly isRunning: boolean;
  /** that wrote down their load of late, on this machine and others */
  readonly processes: number;
  readonly load: Load | undefined;
  /** of those that are named */
  readonly nameByUser: ReadonlyMap<string, string>;
  readonly storeBytes: number;
  readonly freeBytes: number;
  readonly reserveBytes: number;
  readonly picturePlace: string;
  /** why none can be taken in now, as the store said it */
  readonly picturesProblem: string | undefined;
}

async function readStatus({ store, disk, photoStore, clock }: Office): Promise<Status> {
  const nowMs = clock();
  const [condition, { load, running }] = await store.read(async (tables) => [
    await readCondition(tables, nowMs),
    await readLoad(tables, nowMs),
  ]);
  const nameByUser = new Map<string, string>();
  for (const { user } of silentOf(condition).slice(0, mostNamed))
    nameByUser.set(user, (await store.read((tables) => tables.people.find(user)))?.name ?? '');
  const unlock = takeLock(lockFile(dataFolder()));
  unlock?.();
  const bucket = readPhotoPlace(process.env);
  const { version } = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as { version: string };
  return {
    ...condition,
    version,
    nowMs,
    // one on another machine holds no lock here
    isRunning: unlock === undefined || (databaseUrl() !== undefined && running > 0),
    processes: running,
    load,
    nameByUser,
    storeBytes: await disk.storeBytes(),
    freeBytes: await disk.freeBytes(),
    reserveBytes: disk.reserveBytes,
    picturePlace: bucket === undefined ? 'files' : `s3://${bucket.bucket}/${bucket.prefix}`,
    picturesProblem: await photoStore.check().then(() => undefined, problemOf),
  };
}

function problemOf(error: unknown): string | undefined {
  // a full disk is told by its own line
  if (error instanceof StoreProblem && error.code === 'full' && error.cause === undefined) return undefined;
  const cause = error instanceof StoreProblem ? error.cause : error;
  if (!(cause instanceof Error)) return 'unknown';
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
}

const silentOf = ({ phones }: Pick<Condition, 'phones'>): readonly Phone[] => phones.filter(({ isSilent }) => isSilent);

function jsonOf(status: Status): Record<string, unknown> {
  const { version, nowMs, isRunning, load, held, phones, storeBytes, freeBytes, reserveBytes, pictures, backup, nameByUser } = status;
  const instant = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString());
  return {
    version,
    node: process.versions.node,
    at: instant(nowMs),
    running: isRunning,
    processes: status.processes,
    load: load === undefined ? null : { ...load, at: instant(load.at), startedAt: instant(load.startedAt) },
    machine: { average: loadavg()[0], cores: cpus().length },
    held,
    phones: phones.length,
    queue: sumOf(phones),
    silent: silentOf(status).map(({ dev, user, name, seenAt, records, pictures: waiting }) => ({
      dev,
      user,
      name,
      officer: nameByUser.get(user),
      seenAt: instant(seenAt),
      records,
      pictures: waiting,
    })),
    storage: { storeBytes, freeBytes, reserveBytes },
    pictures: { ...pictures, place: status.picturePlace, problem: status.picturesProblem ?? null },
    backup: { at: instant(backup.at), offMachineAt: instant(backup.offMachineAt) },
    cells: status.cells.map((cell) => ({
      url: cell.url,
      provinces: cell.provinces,
      asOf: instant(cell.heardAt ?? undefined),
      until: instant(endOf(cell)),
      problem: cell.problem,
    })),
  };
}

function linesOf(status: Status): readonly string[] {
  const { version, nowMs, load, isRunning, held, phones, pictures, picturePlace, picturesProblem } = status;
  const waiting = phones.filter((phone) => phone.records + phone.pictures > 0);
  const oldest = waiting.flatMap(({ oldestAt }) => oldestAt ?? []).sort()[0];
  const queue = sumOf(phones);
  const silent = silentOf(status);
  const isLow = status.freeBytes < status.reserveBytes;
  return [
    `Sajja ${version} on Node ${process.versions.node}`.padEnd(width - 20) + `${minuteOf(nowMs)} UTC`,
    '',
    line(
      'server',
      isRunning
        ? `${status.processes > 1 ? `${status.processes} processes, the first ` : ''}running since ${minuteOf(load?.startedAt ?? nowMs)}`
        : `! not running${load ? `, last heard of ${minuteOf(load.at)}` : ''}`,
    ),
    ...(isRunning && load ? loadLines(load) : []),
    line('machine', `${(loadavg()[0] ?? 0).toFixed(1)} of ${cpus().length} cores in use`),
    line('records', held === 0 ? 'none waits for a person' : `${held} wait for a person to decide`),
    line('phones', `${phones.length} in use`),
    line(
      'queue',
      waiting.length === 0
        ? 'no phone said that it holds anything'
        : `${waiting.length} phones hold ${queue.records} records, ${queue.pictures} pictures`,
    ),
    ...(oldest === undefined ? [] : [line('', `the oldest of ${oldest.slice(0, 10)}`)]),
    line('silent', silent.length === 0 ? `none for ${silentAfterDays} days` : `${silent.length} not heard of for ${silentAfterDays} days`),
    ...silent.slice(0, mostNamed).map((phone) => line('', silentPhone(phone, status.nameByUser))),
    line(
      'storage',
      `store ${sizeOf(status.storeBytes)}, free ${sizeOf(status.freeBytes)}, ${sizeOf(status.reserveBytes)} of it for records alone`,
    ),
    ...(isLow ? [line('', '! pictures are refused until there is room')] : []),
    line('pictures', `${pictures.count} of ${sizeOf(pictures.bytes)} in ${picturePlace}`),
    ...(picturesProblem === undefined ? [] : [line('', `! their store does not take any: ${picturesProblem}`)]),
    ...backupLines(status.backup, nowMs),
    ...status.cells.map((cell, index) => line(index === 0 ? 'cells' : '', cellLine(cell, nowMs))),
  ];
}

const line = (title: string, text: string): string => `${title.padEnd(10)}${text}`;

function loadLines({ overMs, requests, requestMs, records, residentBytes }: Load): readonly string[] {
  const memory = `${sizeOf(residentBytes)} of memory`;
  if (overMs === 0) return [line('load', `just started, ${memory}`)];
  const each = requests === 0 ? '' : `, ${Math.round(requestMs / requests)} ms each`;
  return [line('load', `${requests} requests in ${Math.round(overMs / 1000)} s${each}, ${records} records; ${memory}`)];
}

function silentPhone({ user, name, seenAt, records, pictures }: Phone, nameByUser: ReadonlyMap<string, string>): string {
  const holds = records + pictures === 0 ? '' : `, holds ${records} records, ${pictures} pictures`;
  return `${minuteOf(seenAt).slice(0, 10)}  ${nameByUser.get(user) ?? ''} (${name})${holds}`;
}

function backupLines({ at, offMachineAt }: Backups, nowMs: number): readonly string[] {
  const told = (ms: number): string => `${minuteOf(ms)}, ${Math.floor((nowMs - ms) / hourMs)} hours ago`;
  return [
    line('backup', at === undefined ? '! there is none' : told(at)),
    line('', offMachineAt === undefined ? '! none lies off this machine' : `off this machine: ${told(offMachineAt)}`),
  ];
}

const inviteAgainDays = 30;

function cellLine(cell: Condition['cells'][number], nowMs: number): string {
  const { url, provinces, heardAt, problem } = cell;
  const heard = heardAt === null ? 'nothing came yet' : `${minuteOf(heardAt)}, ${Math.floor((nowMs - heardAt) / 60_000)} minutes ago`;
  const until = endOf(cell);
  const isEnding = until - nowMs < inviteAgainDays * 86_400_000;
  const warning = problem ?? (isEnding ? `needs another invitation before ${minuteOf(until).slice(0, 10)}` : undefined);
  return `${warning === undefined ? '' : `! ${warning}  `}${provinces.join(' ')}  ${heard}  ${url}`;
}

/** UTC, as in the log */
function minuteOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}

function sizeOf(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
