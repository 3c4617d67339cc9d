/**
 * Takes operations of one device into the store, in one transaction: every one with readable `id`, `n`, `g` is kept and uses up its
 * number before anything else is asked about it; then it is judged, and what waited for it is released (sync.md §1.4, §1.7).
 */
import { hashOperation } from '../domain/canonical-json.ts';
import type { Operation } from '../domain/operation.ts';
import type { MemberRow } from '../domain/row.ts';
import type { HeldReason, Verdict } from '../protocol/sync.ts';
import { viewerOf, type Viewer } from './access.ts';
import { Desk, type StreamDesk } from './desk.ts';
import { withoutErased } from './erase.ts';
import { officeUser, sha256Hex } from './ids.ts';
import { judge, readAhead, type Judgement } from './judge.ts';
import type { DeviceRecord, DeviceTable, HeldRecord, Tables } from './store/store.ts';

export interface Incoming {
  readonly op: Readonly<Record<string, unknown>>;
  readonly id: string;
  readonly n: number;
  readonly g: string;
  readonly hash: string;
  readonly bytes: number;
  readonly body: string;
  readonly personal: string | null;
}

export interface Sender {
  readonly author: Viewer | 'office';
  readonly dev: string;
  readonly nowMs: number;
  /** as it is to be written, when this write has read and changed it already, and nothing else before */
  readonly device?: Parameters<DeviceTable['save']>[0];
}

type Received = { readonly verdicts: readonly Verdict[]; readonly lastN: number; readonly safeN: number };
/** what is kept of an operation wherever it ends up */
type Kept = Pick<HeldRecord, 'id' | 'dev' | 'n' | 'kind' | 'actor' | 'receivedAt' | 'hash' | 'body' | 'personal'>;

/** one `device.lost` may cover so many numbers: more than any phone ever wrote */
const mostLost = 1_000_000;

/** @param op with readable `id`, `n`, `g`; its own `by`, `recv`, `seq`, if it claims any, are text like any other unknown member */
export async function toIncoming(op: Readonly<Record<string, unknown>> & { id: string; n: number; g: string }): Promise<Incoming> {
  const { s, ...rest } = op;
  const body = JSON.stringify(rest);
  const personal = s === undefined ? null : JSON.stringify(s);
  const bytes = Buffer.byteLength(body) + (personal === null ? 0 : Buffer.byteLength(personal));
  const hash = await hashOperation(op as unknown as Operation, sha256Hex);
  return { op, id: op.id, n: op.n, g: op.g, hash, bytes, body, personal };
}

/**
 * @returns a verdict for each operation up to the first `gap` or `fork`, in the order they came; the device's number afterwards
 */
export async function receive(tables: Tables, sender: Sender, incoming: readonly Incoming[]): Promise<Received> {
  const device = sender.device ?? (await tables.devices.find(sender.dev));
  if (!device) throw new Error('the device is checked before');
  const desk = new Desk(tables, sender.nowMs, sender.device !== undefined);
  await Promise.all([
    desk.lookUp(incoming.map(({ id }) => id)),
    ...[...new Set(incoming.map((one) => one.g))].sort().map((g) => desk.open(g)),
  ]);
  if (device.revokedAt === null) await readAhead(desk, incoming);
  const numbers: { readonly n: number; readonly operation: string }[] = [];
  const verdicts: Verdict[] = [];
  let lastN = device.lastN;
  for (const sent of incoming) {
    const one = await withoutErased(sent, (member) => memberOf(desk, sent.g, member));
    const known = await knownVerdict(desk, sender, one);
    if (!known && one.n !== lastN + 1) {
      verdicts.push(one.n > lastN ? { r: 'gap', expect: lastN + 1 } : { r: 'fork' });
      break;
    }
    verdicts.push(known ?? (await take(desk, sender, device, one)));
    if (one.n === lastN + 1) {
      numbers.push({ n: one.n, operation: one.id });
      lastN = lastCovered(one);
    }
  }
  await Promise.all([
    // first the one row that two writes of one device both change: there they meet
    tables.devices.save({ ...device, lastN }),
    tables.devices.setNumbers(sender.dev, numbers),
    desk.writeBack(),
  ]);
  return { verdicts, lastN, safeN: device.safeN };
}

async function memberOf(desk: Desk, g: string, member: string): Promise<MemberRow | undefined> {
  const stream = await desk.open(g);
  await stream?.load(`member:${member}`);
  return stream?.row(`member:${member}`) as MemberRow | undefined;
}

/** The answer an id has had before, for ever; other content under the same id is kept beside the first and told. */
async function knownVerdict(desk: Desk, sender: Sender, one: Incoming): Promise<Verdict | undefined> {
  const known = desk.known.get(one.id);
  if (!known) return undefined;
  const { hash } = 'applied' in known ? known.applied : known.held;
  if (hash !== one.hash) {
    await desk.tables.operations.keepClash({ ...keptOf(one, sender), stream: one.g });
    return { r: 'clash', id: one.id, n: one.n, h: one.hash };
  }
  if ('applied' in known) return appliedVerdict(one, known.applied.seq, known.applied.flags);
  return heldVerdict({ ...known.held, n: one.n });
}

async function take(desk: Desk, sender: Sender, device: DeviceRecord, one: Incoming): Promise<Verdict> {
  const kept = keptOf(one, sender);
  const judgement = await judge(desk, {
    op: one.op,
    bytes: one.bytes,
    author: sender.author,
    isRevoked: device.revokedAt !== null,
    isAccepted: false,
  });
  if (judgement.applied) {
    const seq = judgement.stream.append({ ...kept, flags: judgement.flags }, desk.nowMs);
    desk.known.set(one.id, { applied: { hash: one.hash, seq, flags: judgement.flags } });
    await releaseWaiting(desk, judgement.stream, judgement.provided);
    return appliedVerdict(one, seq, judgement.flags);
  }
  const held = toHeld(kept, one.g, judgement);
  await desk.tables.held.add(held);
  desk.known.set(one.id, { held });
  const stream = await desk.open(one.g);
  if (held.why === 'missing-ref') stream?.waiting?.push(held);
  return heldVerdict(held);
}

/**
 * Judges again what waited for something that is there now, always the first by device and number, until nothing more can go: so children
 * and their children follow their parent in the order their phones wrote them.
 */
export async function releaseWaiting(desk: Desk, stream: StreamDesk, provided: readonly string[]): Promise<void> {
  const here = new Set(provided);
  const waiting = await stream.loadWaiting();
  for (;;) {
    waiting.sort((a, b) => (a.dev === b.dev ? a.n - b.n : a.dev < b.dev ? -1 : 1));
    const index = waiting.findIndex((held) => held.ref !== null && here.has(held.ref));
    const next = waiting[index];
    if (!next) return;
    waiting.splice(index, 1);
    const judgement = await judgeAgain(desk, next);
    if (judgement.applied) for (const id of judgement.provided) here.add(id);
    else if (judgement.ref !== undefined && !here.has(judgement.ref)) waiting.push({ ...next, ref: judgement.ref });
  }
}

/** One held operation before the judge once more, with its author's rights of now; applied, or held with what is in its way today. */
export async function judgeAgain(desk: Desk, held: HeldRecord): Promise<Judgement> {
  // the same id was taken elsewhere meanwhile: one id has effect once
  const taken = await desk.tables.operations.find(held.id);
  if (taken) {
    desk.known.set(held.id, { applied: taken });
    await desk.tables.held.save({ ...held, state: 'released' });
    return { applied: false, why: held.why as HeldReason };
  }
  const op = JSON.parse(held.body) as Record<string, unknown>;
  if (held.personal !== null) op['s'] = JSON.parse(held.personal);
  const author = held.actor === officeUser ? 'office' : await viewerOf(desk.tables, held.actor, held.dev, desk.nowMs);
  if (!author) throw new Error('an author is never deleted');
  const bytes = Buffer.byteLength(held.body) + (held.personal === null ? 0 : Buffer.byteLength(held.personal));
  const judgement = await judge(desk, { op, bytes, author, isRevoked: false, isAccepted: held.accepted });
  if (judgement.applied) {
    const { id, dev, n, kind, actor, receivedAt, hash, body, personal } = held;
    const { flags } = judgement;
    const seq = judgement.stream.append({ id, dev, n, kind, actor, receivedAt, hash, body, personal, flags }, desk.nowMs);
    desk.known.set(id, { applied: { hash, seq, flags } });
    await desk.tables.held.save({ ...held, state: 'released' });
  } else {
    const stillHeld = { ...held, ...reasonOf(judgement) };
    desk.known.set(held.id, { held: stillHeld });
    await desk.tables.held.save(stillHeld);
  }
  return judgement;
}

/** why something waits that another release of the server may take in */
export const unreadable: readonly HeldReason[] = ['unknown-kind', 'unknown-version', 'fault'];

/** After a new version of the server: what the old one could not read for this stream may be readable now, each device's in its own order. */
export async function releaseUnknown(tables: Tables, stream: string, nowMs: number): Promise<number> {
  const desk = new Desk(tables, nowMs);
  let released = 0;
  for (const held of await tables.held.waitingBecause(stream, unreadable)) {
    const judgement = await judgeAgain(desk, held);
    if (!judgement.applied) continue;
    released++;
    await releaseWaiting(desk, judgement.stream, judgement.provided);
  }
  await desk.writeBack();
  return released;
}

export function heldVerdict(held: HeldRecord): Verdict {
  const { id, n, hash: h } = held;
  if (held.state === 'rejected') return { r: 'rejected', id, n, h, reason: held.reason ?? '' };
  const where = {
    ...(held.path !== null && { path: held.path }),
    ...(held.code !== null && { code: held.code }),
    ...(held.ref !== null && { ref: held.ref }),
  };
  return { r: 'held', id, n, h, why: held.why as HeldReason, ...where };
}

function appliedVerdict(one: Pick<Incoming, 'id' | 'n' | 'hash'>, seq: number, flags: readonly string[]): Verdict {
  return { r: 'applied', id: one.id, n: one.n, h: one.hash, seq, ...(flags.length > 0 && { flags: [...flags] }) };
}

function keptOf({ op, id, n, hash, body, personal }: Incoming, { author, dev, nowMs }: Sender): Kept {
  const kind = typeof op['k'] === 'string' ? op['k'].slice(0, 40) : '';
  return { id, dev, n, kind, actor: author === 'office' ? officeUser : author.user, receivedAt: nowMs, hash, body, personal };
}

function toHeld(kept: Kept, stream: string, judgement: Extract<Judgement, { applied: false }>): HeldRecord {
  const undecided = { state: 'waiting', accepted: false, decidedBy: null, decidedAt: null, reason: null } as const;
  return { ...kept, stream, ...reasonOf(judgement), ...undecided };
}

function reasonOf({ why, path, code, ref }: Extract<Judgement, { applied: false }>): Pick<HeldRecord, 'why' | 'path' | 'code' | 'ref'> {
  return { why, path: path ?? null, code: code ?? null, ref: ref ?? null };
}

/** A phone that lost operations says so under the first of their numbers and goes on after the last. */
function lastCovered({ op, n }: Incoming): number {
  const p = op['p'];
  if (op['k'] !== 'device.lost' || typeof p !== 'object' || p === null) return n;
  const { from, to } = p as { from?: unknown; to?: unknown };
  const isRange = from === n && typeof to === 'number' && Number.isSafeInteger(to) && to >= n && to - n < mostLost;
  return isRange ? to : n;
}
