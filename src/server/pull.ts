/** What a phone's streams have gained since its cursors: contiguous pages within a budget, and the streams it must let go. */
import type { Operation } from '../domain/operation.ts';
import { foldVersion } from '../domain/snapshot.ts';
import type { StreamPage, SyncRequest } from '../protocol/sync.ts';
import { couldOnce, streamsOf, type Viewer } from './access.ts';
import type { OperationRecord, StreamRecord, Tables } from './store/store.ts';

/** about 15 KB gzipped for sheets, 60 KB for what packs badly: short enough that a phone asks for the next while it takes this one in */
const budgetBytes = 300_000;
const rowsAtOnce = 100;

export interface PullQuestion {
  readonly cursors: Readonly<Record<string, number>>;
  /** false after a restore: then every stream is sent from its beginning */
  readonly isSameEpoch: boolean;
  /** what the phone says about snapshots, when it takes any */
  readonly snapshot?: SyncRequest['snap'];
  /** only these, when given */
  readonly wanted: readonly string[] | undefined;
}

export interface Pulled {
  readonly streams: readonly StreamPage[];
  readonly revoked: readonly string[];
  readonly more: boolean;
}

export async function pull(tables: Tables, viewer: Viewer, question: PullQuestion): Promise<Pulled> {
  const visible = await streamsOf(viewer, tables);
  const streams: StreamPage[] = [];
  let left = budgetBytes;
  let more = false;
  for (const stream of visible) {
    if (question.wanted && !question.wanted.includes(stream.id)) continue;
    const told = question.cursors[stream.id] ?? 0;
    const isBeyond = told > stream.seq;
    const from = question.isSameEpoch && !isBeyond ? told : 0;
    if (from === stream.seq) continue;
    if (left <= 0) {
      more = true;
      continue;
    }
    const part = told === 0 ? await readSnapshot(tables, stream, question.snapshot) : undefined;
    if (part !== undefined) {
      left -= part.snapshot?.rows.length ?? 0;
      if (part.to < stream.seq) more = true;
      streams.push(part);
      continue;
    }
    const { operations, bytes } = await readPage(tables, stream, from, left);
    left -= bytes;
    const page = pageOf(stream, from, operations, told !== from);
    if (page.to < stream.seq) more = true;
    streams.push(page);
  }
  return { streams, revoked: await revokedOf(tables, viewer, visible, question.cursors), more };
}

/** At least one operation, then as many as fit; `seq ≤ head` keeps out what is committed while we read. */
async function readPage(
  tables: Tables,
  stream: StreamRecord,
  from: number,
  left: number,
): Promise<{ operations: readonly OperationRecord[]; bytes: number }> {
  const operations: OperationRecord[] = [];
  let bytes = 0;
  for (let at = from; at < stream.seq;) {
    const rows = await tables.operations.page(stream.id, at, stream.seq, rowsAtOnce);
    if (rows.length === 0) break;
    for (const row of rows) {
      const size = row.body.length + (row.personal?.length ?? 0) + 150;
      if (operations.length > 0 && bytes + size > left) return { operations, bytes };
      operations.push(row);
      bytes += size;
      at = row.seq;
    }
  }
  return { operations, bytes };
}

/** The part that the phone asks for, or the first when it has none of this snapshot yet. */
async function readSnapshot(tables: Tables, stream: StreamRecord, asked: PullQuestion['snapshot']): Promise<StreamPage | undefined> {
  if (asked?.fold !== foldVersion || stream.kind !== 'group' || asked.but.includes(stream.id)) return undefined;
  const snapshot = await tables.snapshots.find(stream.id);
  if (snapshot?.fold !== foldVersion || snapshot.base > stream.seq) return undefined;
  const { base, chain, fold, hash, parts } = snapshot;
  const next = asked.at[stream.id];
  const part = next?.hash === hash && next.part < parts ? next.part : 0;
  const rows = await tables.snapshots.part(stream.id, part);
  if (rows === undefined) return undefined;
  const to = part === parts - 1 ? base : 0;
  const { id: g, kind, seq: head } = stream;
  return { g, kind, view: 'full', from: 0, to, head, ops: [], snapshot: { base, chain, fold, part, parts, hash, rows } };
}

function pageOf(stream: StreamRecord, from: number, operations: readonly OperationRecord[], isReset: boolean): StreamPage {
  const last = operations.at(-1);
  return {
    g: stream.id,
    kind: stream.kind,
    view: stream.kind === 'person' ? 'inbox' : 'full',
    from,
    to: last?.seq ?? from,
    head: stream.seq,
    ops: operations.map((one) => ({ seq: one.seq, by: one.actor, recv: new Date(one.receivedAt).toISOString(), op: operationOf(one) })),
    ...(stream.kind !== 'person' && last && { chain: last.chain }),
    ...(isReset && { reset: true }),
  };
}

export function operationOf({ body, personal }: Pick<OperationRecord, 'body' | 'personal'>): Operation & Record<string, unknown> {
  const op = JSON.parse(body) as Operation & Record<string, unknown>;
  return personal === null ? op : { ...op, s: JSON.parse(personal) as unknown };
}

/**
 * Streams the phone holds and may hold no longer. One it has pulled from and that is not its own is told whether it exists or not, so
 * that nothing can be learned by guessing; one it has never pulled from may be a new group still waiting on the phone, and is only told
 * when its right has ended.
 */
async function revokedOf(
  tables: Tables,
  viewer: Viewer,
  visible: readonly StreamRecord[],
  cursors: PullQuestion['cursors'],
): Promise<readonly string[]> {
  const own = new Set(visible.map((stream) => stream.id));
  const revoked: string[] = [];
  for (const [id, cursor] of Object.entries(cursors)) {
    if (own.has(id)) continue;
    if (cursor > 0) revoked.push(id);
    else {
      const stream = await tables.streams.find(id);
      if (stream?.kind === 'group' && (stream.owner === viewer.user || couldOnce(viewer, 'group-read', stream))) revoked.push(id);
    }
  }
  return revoked;
}
