/**
 * `npm run load [-- --seconds 60 --rate 930 --photos 30 --only http]`: what the endpoint bears on this machine, each figure beside what the disk
 * or a bare insert does in the same run. Most parts ask the app within this process; `http` drives the real process from here, on the same cores.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, fdatasyncSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import type { Operation } from '../../src/domain/operation.ts';
import { photoPath } from '../../src/protocol/photo.ts';
import { invite } from '../../src/server/invitation.ts';
import { openOffice } from '../../src/server/start.ts';
import { ask, providePostgres, startPostgres } from '../support/postgres.ts';
import { beginAsCopyOf, openTestOffice, type TestOffice } from '../support/server-office.ts';
import { memberPayload, memberPersonal, newGroup, photoPayload, visitPayload } from '../support/server-operations.ts';
import { newId, redeem, type ServerPhone } from '../support/server-phone.ts';
import { jpeg, sha256 } from '../support/server-pictures.ts';
import { startServer } from '../support/server-process.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    /** operations a second: twice the nation's on the fifth of a month */
    rate: { type: 'string', default: '930' },
    photos: { type: 'string', default: '30' },
    /** one of the parts below */
    only: { type: 'string' },
  },
});
/** what a server's own disk takes to sync, µs; a virtual one that answers at once hides what it costs to wait */
const slowSyncUs = 2_000;
/** as many as the store writes with at once */
const connections = 8;
const closedLoopMs = 4_000;
const photoBytes = 300_000;
const pieceBytes = 256 * 1024;
/** fewer than the office serves at once, so that nobody is sent away */
const officersAtWork = 56;
/** a phone sends one request at a time, so pictures go up from others */
const photographers = 4;

interface Line {
  readonly what: string;
  readonly value: string;
}

/** A phone and the group it keeps; what it records is half visits, half members with their names. */
interface Officer {
  readonly phone: ServerPhone;
  readonly group: string;
}

function nextOperation({ phone, group }: Officer): Operation {
  return phone.n % 2 === 0
    ? phone.op(group, 'visit.record', visitPayload())
    : phone.op(group, 'member.add', memberPayload(newId()), memberPersonal());
}

/** Single writes of a page, each on the disk before the next: the most that anything durable without company can do. */
function syncsPerSecond(): number {
  const folder = mkdtempSync(join(tmpdir(), 'sajja-load-'));
  const file = openSync(join(folder, 'page'), 'w');
  const page = randomBytes(4096);
  const until = performance.now() + 2_000;
  let done = 0;
  for (; performance.now() < until; done += 1) {
    writeSync(file, page, 0, page.length, 0);
    fdatasyncSync(file);
  }
  closeSync(file);
  rmSync(folder, { recursive: true });
  return done / 2;
}

/** Every officer sends as fast as answers come, in requests of so many operations. @returns operations a second */
async function sentPerSecond(officers: readonly Officer[], together: number): Promise<number> {
  const begin = performance.now();
  const counts = await Promise.all(
    officers.map(async (officer) => {
      let count = 0;
      while (performance.now() - begin < closedLoopMs) {
        const ops = Array.from({ length: together }, () => nextOperation(officer));
        const verdicts = await officer.phone.push(...ops);
        if (verdicts.some(({ r }) => r !== 'applied')) throw new Error(`not applied: ${JSON.stringify(verdicts.slice(0, 2))}`);
        count += together;
      }
      return count;
    }),
  );
  return counts.reduce((all, one) => all + one, 0) / ((performance.now() - begin) / 1000);
}

async function officersOf(office: TestOffice, count: number): Promise<readonly Officer[]> {
  const officers: Officer[] = [];
  while (officers.length < count) {
    const phone = await office.phone();
    officers.push({ phone, group: await newGroup(phone) });
  }
  return officers;
}

async function singleBesideDisk(lines: Line[]): Promise<void> {
  const disk = syncsPerSecond();
  lines.push({ what: 'the disk alone, one fdatasync after another', value: `${round(disk)} a second` });
  const office = await openTestOffice();
  try {
    const officers = await officersOf(office, 48);
    const single = await sentPerSecond(officers, 1);
    lines.push({
      what: 'requests of one operation, 48 phones at once',
      value: `${round(single)} a second, ${(single / disk).toFixed(2)} × the disk`,
    });
  } finally {
    await office.close();
  }
}

/** The same in a process whose every sync takes as long as on a server's own disk (Debian's `strace` makes it wait). */
async function onASlowDisk(lines: Line[]): Promise<void> {
  const wait = [
    '--seccomp-bpf',
    '-f',
    '-qq',
    '-o',
    '/dev/null',
    '-e',
    'trace=fdatasync,fsync',
    '-e',
    `inject=fdatasync,fsync:delay_exit=${slowSyncUs}`,
  ];
  const itself = [process.execPath, '--import', 'tsx', process.argv[1] ?? '', '--only', 'disk'];
  const { status, stdout } = spawnSync('strace', [...wait, ...itself], { encoding: 'utf8' });
  if (status !== 0) return void lines.push({ what: `with ${slowSyncUs / 1000} ms more for each sync`, value: 'left out: needs strace' });
  lines.push({ what: `with ${slowSyncUs / 1000} ms more for each sync:`, value: '' });
  for (const line of stdout.trimEnd().split('\n')) lines.push({ what: `  ${line.slice(0, 72).trimEnd()}`, value: line.slice(72).trim() });
}

async function inBatches(lines: Line[]): Promise<void> {
  const office = await openTestOffice();
  try {
    const rate = await sentPerSecond(await officersOf(office, 16), 50);
    lines.push({ what: 'requests of 50 operations, 16 phones at once', value: `${round(rate)} operations a second` });
  } finally {
    await office.close();
  }
}

/** Operations as this store keeps them, put by nobody but their number: each batch one insert of many rows, committed by itself. */
async function insertedPerSecond(url: string, officers: readonly Officer[], together: number): Promise<number> {
  await ask(
    url,
    `create table bare_${together} (stream text not null, seq bigint not null, op_id text not null unique, dev text not null, n bigint not null,
       body text not null, primary key (stream, seq))`,
  );
  const places = Array.from({ length: together }, (_, row) => `(${[1, 2, 3, 4, 5, 6].map((place) => `$${row * 6 + place}`).join(', ')})`);
  const text = `insert into bare_${together} values ${places.join(', ')}`;
  const begin = performance.now();
  const counts = await Promise.all(
    officers.slice(0, connections).map(async (officer) => {
      const client = new Client({ connectionString: url });
      await client.connect();
      let count = 0;
      while (performance.now() - begin < closedLoopMs) {
        const ops = Array.from({ length: together }, () => nextOperation(officer));
        const values = ops.flatMap((op, index) => [op.g, count + index, op.id, officer.phone.dev, op.n, JSON.stringify(op)]);
        await client.query({ name: 'bare', text, values });
        count += together;
      }
      await client.end();
      return count;
    }),
  );
  return counts.reduce((all, one) => all + one, 0) / ((performance.now() - begin) / 1000);
}

async function onPostgres(lines: Line[]): Promise<void> {
  if (!providePostgres()) return;
  const server = await startPostgres(['shared_buffers=128MB']);
  try {
    beginAsCopyOf(await server.newDatabase());
    const bare = await server.newDatabase();
    const office = await openTestOffice();
    for (const together of [1, 50]) {
      const officers = await officersOf(office, 16);
      const sent = await sentPerSecond(officers, together);
      const inserted = await insertedPerSecond(bare, officers, together);
      lines.push({
        what: `PostgreSQL, requests of ${together}, 16 phones at once; bare inserts of as many rows`,
        value: `${round(sent)} and ${round(inserted)} operations a second: ${(sent / inserted).toFixed(2)} ×`,
      });
    }
    await office.close();
  } finally {
    beginAsCopyOf(undefined);
    await server.stop();
  }
}

/** The processor that an operation costs while the store holds so many already, in many groups as in a nation. */
async function asDataGrows(lines: Line[]): Promise<void> {
  const office = await openTestOffice();
  try {
    const officers: Officer[] = [];
    let held = 0;
    const costs: number[] = [];
    for (const until of [1_000, 10_000, 100_000]) {
      while (held < until) {
        // twenty groups of a hundred operations and the next phone begins
        if (officers.length * 250 <= held) {
          const phone = await office.phone();
          officers.push({ phone, group: await newGroup(phone) });
        }
        const officer = officers.at(-1) as Officer;
        await officer.phone.push(...Array.from({ length: 50 }, () => nextOperation(officer)));
        held += 50;
      }
      const before = process.cpuUsage();
      for (let round = 0; round < 40; round += 1) {
        const officer = officers[(round * 7) % officers.length] as Officer;
        await officer.phone.push(...Array.from({ length: 10 }, () => nextOperation(officer)));
      }
      const { user, system } = process.cpuUsage(before);
      costs.push((user + system) / 400);
    }
    const [one = 1, ten = 1, hundred = 1] = costs;
    lines.push({
      what: 'processor of an operation with 1,000, 10,000, 100,000 in the store',
      value: `${costs.map(round).join(', ')} µs: ${(ten / one).toFixed(2)} and ${(hundred / one).toFixed(2)} × the first`,
    });
  } finally {
    await office.close();
  }
}

/** Spread over the provinces, as a nation is. */
const tambonOf = (officer: number): string => `${11 + (officer % 76)}0101`;

/** @param databaseUrl of the PostgreSQL that `processes` servers are on together; else there is one on the embedded store */
async function overHttp(lines: Line[], processes = 1, databaseUrl?: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sajja-load-'));
  const dataDirs = Array.from({ length: processes }, (_, index) => join(folder, `data${index}`));
  mkdirSync(join(folder, 'photos'));
  for (const dataDir of dataDirs) {
    mkdirSync(dataDir);
    symlinkSync(join(folder, 'photos'), join(dataDir, 'photos'));
  }
  const seconds = Number(values.seconds);
  const rate = Number(values.rate);
  const photos = Number(values.photos);
  const office = await openOffice({ dataDir: dataDirs[0] ?? folder, databaseUrl, log: () => undefined });
  const codes: string[] = [];
  while (codes.length < officersAtWork + photographers)
    codes.push((await invite(office, { role: 'field-officer', areas: [tambonOf(codes.length)], name: 'Officer' })).code);
  await office.store.close();
  const env: Record<string, string> = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
  const servers = await Promise.all(dataDirs.map(async (dataDir) => startServer({ dataDir, env })));
  // each request goes to the next process
  let turn = 0;
  try {
    const all: Officer[] = [];
    for (const [index, code] of codes.entries()) {
      const phone = await redeem(async (path, init) => fetch(`${servers[turn++ % processes]?.origin}${path}`, init), code);
      all.push({ phone, group: await newGroup(phone, tambonOf(index)) });
    }
    const [officers, others] = [all.slice(photographers), all.slice(0, photographers)];
    if (databaseUrl !== undefined) {
      const [single, many] = [await sentPerSecond(officers.slice(0, 16), 1), await sentPerSecond(officers.slice(0, 16), 50)];
      lines.push({
        what: '  as fast as it goes, requests of 1 and of 50, 16 phones',
        value: `${round(single)} and ${round(many)} operations a second`,
      });
    }
    const waits: number[] = [];
    const failures: string[] = [];
    const begin = performance.now();
    const uploads = others.map(async (officer, index) => {
      for (let photo = index; photo < photos; photo += photographers) {
        const dueMs = begin + (photo * seconds * 1000) / photos;
        if (dueMs > performance.now()) await new Promise((resolve) => setTimeout(resolve, dueMs - performance.now()));
        await uploadPicture(officer).catch((error: unknown) => failures.push(String(error)));
      }
    });
    const pace = new Pace(officers, begin, rate, seconds);
    await Promise.all([...officers.map(async (officer) => sendWhatIsDue(officer, pace, waits, failures)), ...uploads]);
    const taken = (performance.now() - begin) / 1000;
    waits.sort((a, b) => a - b);
    const at = (share: number): string => `${round(waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0)} ms`;
    lines.push(
      {
        what: `over HTTP ${rate} operations a second for ${seconds} s, ${photos} pictures meanwhile`,
        value: `${round(waits.length)} taken in ${taken.toFixed(1)} s, ${failures.length} failed`,
      },
      { what: '  from when it was due until its answer', value: `half ${at(0.5)}, 99 % ${at(0.99)}, longest ${at(1)}` },
      { what: '  memory of the server afterwards', value: servers.map(({ pid }) => `${memoryMb(pid)} MB`).join(', ') },
    );
    for (const failure of new Set(failures)) lines.push({ what: '  failed', value: failure });
    if (failures.length > 0) process.exitCode = 1;
  } finally {
    await Promise.all(servers.map(async (server) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ofProcesses(lines: Line[]): Promise<void> {
  if (!providePostgres()) return;
  for (const processes of [1, 2, 4]) {
    const postgres = await startPostgres(['shared_buffers=128MB']);
    try {
      lines.push({ what: `server processes on one PostgreSQL: ${processes}`, value: '' });
      await overHttp(lines, processes, await postgres.newDatabase());
    } finally {
      await postgres.stop();
    }
  }
}

/** When the operations of each phone come due: one after another, in turns. */
class Pace {
  readonly #due: ReadonlyMap<Officer, number[]>;

  constructor(officers: readonly Officer[], beginMs: number, rate: number, seconds: number) {
    this.#due = new Map(officers.map((officer) => [officer, []]));
    const queues = [...this.#due.values()];
    for (let index = 0; index < seconds * rate; index += 1) queues[index % queues.length]?.push(beginMs + (index * 1000) / rate);
  }

  /** takes what is due by now off, at most so many; `nextMs` is when there is more, `undefined` after the last */
  take(officer: Officer, most: number): { readonly dueMs: readonly number[]; readonly nextMs: number | undefined } {
    const queue = this.#due.get(officer) ?? [];
    const later = queue.findIndex((ms) => ms > performance.now());
    return { dueMs: queue.splice(0, Math.min(most, later === -1 ? queue.length : later)), nextMs: queue[0] };
  }
}

/** As a phone does: one request at a time, with all that has come together since the last. */
async function sendWhatIsDue(officer: Officer, pace: Pace, waits: number[], failures: string[]): Promise<void> {
  for (;;) {
    const { dueMs, nextMs } = pace.take(officer, 50);
    if (dueMs.length > 0) {
      try {
        const verdicts = await officer.phone.push(...dueMs.map(() => nextOperation(officer)));
        for (const [index, { r }] of verdicts.entries()) {
          if (r === 'applied') waits.push(performance.now() - (dueMs[index] ?? 0));
          else failures.push(r);
        }
      } catch (error) {
        failures.push(String(error));
      }
    } else if (nextMs === undefined) return;
    else await new Promise((resolve) => setTimeout(resolve, Math.max(1, nextMs - performance.now())));
  }
}

async function uploadPicture({ phone, group }: Officer): Promise<void> {
  const picture = jpeg(photoBytes);
  randomBytes(64).copy(picture, photoBytes - 100);
  const sha = sha256(picture);
  await phone.push(phone.op(group, 'photo.attach', photoPayload(sha, photoBytes, { sha: sha256(randomBytes(9)), bytes: 9 })));
  for (let offset = 0; offset < photoBytes; offset += pieceBytes) {
    const response = await phone.send(photoPath(group, sha, 'full'), {
      method: 'PATCH',
      headers: { 'Upload-Offset': String(offset) },
      body: new Uint8Array(picture.subarray(offset, offset + pieceBytes)),
    });
    if (response.status !== 204) throw new Error(`picture: ${response.status} ${await response.text()}`);
  }
}

function memoryMb(pid: number): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
}

const round = (value: number): string => Math.round(value).toLocaleString('en');

const parts: Readonly<Record<string, (lines: Line[]) => Promise<void>>> = {
  disk: singleBesideDisk,
  'slow-disk': onASlowDisk,
  batches: inBatches,
  postgres: onPostgres,
  growth: asDataGrows,
  http: async (lines) => overHttp(lines),
  processes: ofProcesses,
};
const lines: Line[] = [];
for (const [name, measure] of Object.entries(parts)) if ((values.only ?? name) === name) await measure(lines);
process.stdout.write(`${lines.map(({ what, value }) => `${what.padEnd(72)} ${value}`).join('\n')}\n`);
