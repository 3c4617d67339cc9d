/**
 * Proves that a backup is whole: the file's sum, the engine's own check, every operation's hash and every stream's chain, every device's
 * numbers without a hole, every row folded again from the operations, the audit's chain, every picture's hash, the
 * office's own columns, and the manifest's figures.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson, hashOperation } from '../domain/canonical-json.ts';
import type { Row, RowKey } from '../domain/row.ts';
import { foldVersion, snapshotText, type SnapshotRows } from '../domain/snapshot.ts';
import { columnsFile, photoFolder, readManifest, sha256OfFile, storeFile, type Manifest } from './backup-manifest.ts';
import { emptyChain } from './desk.ts';
import { sha256Hex } from './ids.ts';
import { operationOf } from './pull.ts';
import { foldAgain } from './refold.ts';
import { auditHash } from './store/office-table.ts';
import { openSqliteCopy, type StoreCopy } from './store/sqlite-copy.ts';
import type { SnapshotRecord } from './store/store.ts';
import type { WholeStore } from './store/whole-tables.ts';

export interface Proof {
  readonly folder: string;
  readonly manifest: Manifest | undefined;
  /** what is wrong, one sentence each without a personal value; empty when it is whole */
  readonly problems: readonly string[];
  /** number of the newest operation of each device in it; meaningful when nothing is wrong */
  readonly lastNumbers: ReadonlyMap<string, number>;
}

const rowsAtOnce = 500;
/** a broken store would say the same a million times */
const mostProblems = 20;

/** Never throws for what lies in the folder; reads only. */
export async function proveBackup(folder: string): Promise<Proof> {
  const problems: string[] = [];
  const tell = tellingTo(problems);
  let lastNumbers: Proof['lastNumbers'] = new Map();
  let manifest: Manifest | undefined;
  let copy: StoreCopy | undefined;
  try {
    manifest = await readManifest(folder);
    const file = join(folder, storeFile);
    if ((await sha256OfFile(file)) !== manifest.store.sha256) tell('the store is not the file the manifest speaks of');
    copy = openSqliteCopy(file);
    for (const fault of copy.faults()) tell(`the store: ${fault}`);
    await proveManifest(copy, manifest, tell);
    lastNumbers = await proveStore(copy, tell);
    await provePhotos(folder, manifest, tell);
    await proveColumns(folder, manifest, tell);
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
  } finally {
    copy?.close();
  }
  return { folder, manifest, problems, lastNumbers };
}

type Tell = (problem: string) => void;

function tellingTo(problems: string[]): Tell {
  return (problem) => {
    if (problems.length < mostProblems) problems.push(problem);
  };
}

/** @returns what is wrong in a store of either engine */
export async function faultsOf(store: WholeStore): Promise<readonly string[]> {
  const problems: string[] = [];
  await proveStore(store, tellingTo(problems));
  return problems;
}

/** @returns number of the newest operation of each device */
async function proveStore(store: WholeStore, tell: Tell): Promise<Proof['lastNumbers']> {
  const lastNumbers = new Map<string, number>();
  for (const stream of await store.inspection.streams()) await proveStream(store, stream, tell);
  for (const device of await store.inspection.devices()) {
    await proveNumbers(store, device, tell);
    lastNumbers.set(device.dev, device.lastN);
  }
  await proveAudit(store, tell);
  return lastNumbers;
}

async function proveManifest(copy: StoreCopy, manifest: Manifest, tell: Tell): Promise<void> {
  const counts = await copy.inspection.counts();
  if (canonicalJson({ ...counts }) !== canonicalJson(manifest.counts)) tell('the manifest counts other things than the store holds');
  if ((await copy.tables.office.setting('epoch')) !== manifest.epoch) tell('the manifest names another epoch than the store');
  const named = [...manifest.photos, ...manifest.missingPhotos].map(({ group, sha }) => `${group}/${sha}`).sort();
  const known = (await copy.inspection.pictures()).map(({ stream, sha }) => `${stream}/${sha}`).sort();
  if (named.join() !== known.join()) tell('the manifest names other pictures than the store');
}

/** Folds the stream from its first operation, in the office's order, and compares what comes out with what was written. */
async function proveStream(copy: WholeStore, stream: { id: string; seq: number; chain: string }, tell: Tell): Promise<void> {
  const rows = new Map<RowKey, Row>();
  const snapshot = await copy.tables.snapshots.find(stream.id);
  let seq = 0;
  let chain = emptyChain;
  for (;;) {
    const page = await copy.tables.operations.page(stream.id, seq, Number.MAX_SAFE_INTEGER, rowsAtOnce);
    for (const record of page) {
      seq += 1;
      if (record.seq !== seq) return tell(`stream ${stream.id}: number ${seq} is missing`);
      const op = operationOf(record);
      if ((await hashOperation(op, sha256Hex)) !== record.hash) return tell(`stream ${stream.id}: operation ${seq} was changed`);
      chain = sha256Hex(chain + record.hash);
      if (chain !== record.chain) return tell(`stream ${stream.id}: the chain breaks at ${seq}`);
      if (!foldAgain(record, op, rows)) return tell(`stream ${stream.id}: operation ${seq} cannot be folded again`);
      if (snapshot?.base === seq && !(await isSnapshotOf(copy, snapshot, chain, rows)))
        return tell(`stream ${stream.id}: its snapshot is not what its operations make`);
    }
    if (page.length < rowsAtOnce) break;
  }
  if (snapshot !== undefined && snapshot.base > seq) return tell(`stream ${stream.id}: its snapshot stands beyond its end`);
  if (seq !== stream.seq || chain !== stream.chain) return tell(`stream ${stream.id} ends at ${seq} and says it ends at ${stream.seq}`);
  const written = (await copy.tables.rows.all(stream.id)).map(({ key, body }) => [key, JSON.parse(body) as unknown] as const);
  if (textOf(rows) !== textOf(written)) tell(`stream ${stream.id}: its rows are not what its operations make`);
}

/** Rows of another version of the fold are whole when their sum is; nobody takes them over. */
async function isSnapshotOf(copy: WholeStore, snapshot: SnapshotRecord, chain: string, rows: ReadonlyMap<RowKey, Row>): Promise<boolean> {
  const texts: string[] = [];
  for (let part = 0; part < snapshot.parts; part++) texts.push((await copy.tables.snapshots.part(snapshot.stream, part)) ?? '');
  if (snapshot.chain !== chain || snapshot.hash !== sha256Hex(snapshotText(snapshot, texts.map(sha256Hex)))) return false;
  return snapshot.fold !== foldVersion || textOf(rows) === textOf(texts.flatMap((text) => JSON.parse(text) as SnapshotRows));
}

function textOf(rows: Iterable<readonly [string, unknown]>): string {
  return [...rows]
    .map(([key, row]) => `${key} ${canonicalJson(JSON.parse(JSON.stringify(row)))}`)
    .sort()
    .join('\n');
}

/** 1, 2, 3 … without a hole, but for those a phone itself has said it lost; each is somewhere. */
async function proveNumbers(copy: WholeStore, { dev, lastN }: { dev: string; lastN: number }, tell: Tell): Promise<void> {
  let covered = 0;
  for (let after = 0; ;) {
    const page = await copy.inspection.numbers(dev, after, rowsAtOnce);
    for (const used of page) {
      if (used.n !== covered + 1) return tell(`device ${dev}: number ${covered + 1} is missing`);
      if (used.body === null) return tell(`device ${dev}: what had number ${used.n} is nowhere`);
      covered = used.kind === 'device.lost' ? Math.max(used.n, Math.min(lostUpTo(used.body, used.n), lastN)) : used.n;
    }
    after = page.at(-1)?.n ?? after;
    if (page.length < rowsAtOnce) break;
  }
  if (covered !== lastN) tell(`device ${dev}: ends at ${covered} and says it ends at ${lastN}`);
}

function lostUpTo(body: string, n: number): number {
  const { p } = JSON.parse(body) as { p?: { from?: unknown; to?: unknown } | null };
  return p?.from === n && typeof p.to === 'number' ? p.to : n;
}

async function proveAudit(copy: WholeStore, tell: Tell): Promise<void> {
  let last = { id: 0, hash: emptyChain };
  for (;;) {
    const page = await copy.tables.office.auditTrail(last.id, rowsAtOnce);
    for (const line of page) {
      if (line.id !== last.id + 1 || line.hash !== auditHash(last.hash, line)) return tell(`the audit breaks at ${last.id + 1}`);
      last = line;
    }
    if (page.length < rowsAtOnce) break;
  }
  const head = await copy.inspection.auditHead();
  if (head?.id !== last.id || head.hash !== last.hash) tell('the audit does not end where it says');
}

async function provePhotos(folder: string, { photos }: Manifest, tell: Tell): Promise<void> {
  for (const { group, sha, bytes } of photos) {
    const path = join(folder, photoFolder, group, sha);
    const isWhole = (await sizeOf(path)) === bytes && (await sha256OfFile(path)) === sha;
    if (!isWhole) tell(`picture ${group}/${sha} is missing or was changed`);
  }
}

async function proveColumns(folder: string, { columns }: Manifest, tell: Tell): Promise<void> {
  const path = join(folder, columnsFile);
  const size = await sizeOf(path);
  const isWhole = size === columns?.bytes && (columns === undefined || (await sha256OfFile(path)) === columns.sha256);
  if (!isWhole) tell(`${columnsFile} is missing or was changed`);
}

/** Bytes; `undefined` when there is no such file. */
export async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
