/** What must hold when the line is good again and everybody has synced (sync.md §1.1). */
import { canonicalJson, hashOperation } from '../../src/domain/canonical-json.ts';
import type { Operation } from '../../src/domain/operation.ts';
import type { Row } from '../../src/domain/row.ts';
import { operationOf } from '../../src/server/pull.ts';
import { openBlock } from '../../src/storage/page-block.ts';
import { createSealer, type Sealed, type Sealer, sha256Hex } from '../../src/storage/seal.ts';
import { createWorkingRows } from '../../src/storage/working-rows.ts';
import { type Facts, isStored } from './facts.ts';
import { randomBytes } from './platform.ts';
import { blocksOn, metaOf, operationsOf, type SimPhone, streamsOn } from './sim-phone.ts';
import type { World } from './world.ts';

interface Stored {
  readonly stream: string;
  readonly seq: number;
  readonly op_id: string;
  readonly actor: string;
  readonly hash: string;
  readonly chain: string;
  readonly body: string;
  readonly personal: string | null;
}
interface Truth {
  readonly g: string;
  readonly kind: string;
  readonly ops: readonly Stored[];
  /** canonical texts of the rows that the operations make, in order */
  readonly rows: string;
  readonly money: number;
}

export async function checkEnd(world: World, facts: Facts, phones: readonly SimPhone[]): Promise<void> {
  checkKept(facts);
  const truths = new Map<string, Truth>();
  for (const { id, kind } of world.office.all<{ id: string; kind: string }>('select id, kind from stream')) {
    truths.set(id, await checkStream(world, facts, id, kind));
  }
  checkNumbers(world, facts);
  for (const field of phones) if (!field.isGone) await checkPhone(facts, field, truths);
}

function checkKept(facts: Facts): void {
  const there = facts.stored();
  for (const fact of facts.known.values()) {
    if (fact.forgiven || isStored(there, fact)) continue;
    facts.violate(fact.h === undefined ? 'I9' : 'I1', `${fact.id} is not with the office at the end`);
  }
}

async function checkStream({ office }: World, facts: Facts, g: string, kind: string): Promise<Truth> {
  const ops = office.all<Stored>(
    `select op.*, pii.body as personal from op left join pii on pii.stream = op.stream and pii.op_id = op.op_id where op.stream = ? order by seq`,
    g,
  );
  const head = office.all<{ seq: number; chain: string }>('select seq, chain from stream where id = ?', g)[0];
  const kept = office.all<{ body: string }>('select body from view_row where stream = ?', g);
  const truth = await onceFor(JSON.stringify([g, kind, head, ops, kept]), facts, async () =>
    checkContent(facts, { g, kind, ops, head, kept }),
  );
  const waiting = office.all<{ op_id: string }>(
    `select held.op_id from held join op on op.op_id = held.op_id where held.stream = ? and held.state <> 'released'`,
    g,
  );
  for (const { op_id } of waiting) facts.violate('I2', `${op_id} is applied and held`);
  const children = office.all<{ op_id: string }>(
    `select held.op_id from held join view_row on view_row.stream = held.stream and view_row.row_key like '%:' || held.ref
     where held.stream = ? and held.state = 'waiting' and held.why = 'missing-ref'`,
    g,
  );
  for (const { op_id } of children) facts.violate('I5', `${op_id} waits for something that is there`);
  return truth;
}

interface Content extends Pick<Truth, 'g' | 'kind' | 'ops'> {
  readonly head: { readonly seq: number; readonly chain: string } | undefined;
  readonly kept: readonly { readonly body: string }[];
}

/** What the office keeps of one stream, against what follows from its operations. */
async function checkContent(facts: Facts, { g, kind, ops, head, kept }: Content): Promise<Truth> {
  if (ops.some(({ seq }, index) => seq !== index + 1) || head?.seq !== ops.length) facts.violate('I6', `the numbers of ${g} have a hole`);
  let chain = '0'.repeat(64);
  for (const { hash } of ops) chain = await sha256Hex(chain + hash);
  if (head?.chain !== chain) facts.violate('I6', `the chain of ${g} does not fit its operations`);

  for (const one of ops) {
    if ((await hashOperation(operationOf(one), sha256Hex)) !== one.hash) facts.violate('I10', `the office changed ${one.op_id}`);
  }
  const working = createWorkingRows();
  for (const one of ops) await working.fold(operationOf(one), one.actor);
  const rows = textOf([...working.changed.values()]);
  const shown = kept.map(({ body }) => JSON.parse(body) as Row);
  if (textOf(shown) !== rows) facts.violate('I2', `the office's rows of ${g} are not what its operations make once`);
  const money = moneyOf(ops);
  if (sumOf(shown) !== money) facts.violate('I4', `the office counts ${sumOf(shown)} satang in ${g}, recorded are ${money}`);
  return { g, kind, ops, rows, money };
}

/** streams of which everything was right, by all that was looked at: many schedules leave a group as every schedule begins with it */
const right = new Map<string, Truth>();
const mostRight = 50;

async function onceFor(content: string, facts: Facts, check: () => Promise<Truth>): Promise<Truth> {
  const known = right.get(content);
  if (known !== undefined) return known;
  const violations = facts.violations.length;
  const truth = await check();
  if (facts.violations.length === violations && right.size < mostRight) right.set(content, truth);
  return truth;
}

/** Every number of a device was used once, by one operation, or reported as lost. */
function checkNumbers({ office }: World, facts: Facts): void {
  const devices = office.all<{ dev: string; last_n: number; known: number; newest: number | null }>(
    `select device.dev, last_n, count(n) as known, max(n) as newest from device left join device_n on device_n.dev = device.dev group by device.dev`,
  );
  const losses = office.all<{ dev: string; body: string }>(
    `select dev, body from op where k = 'device.lost' union all select dev, body from held where k = 'device.lost'`,
  );
  for (const { dev, last_n, known, newest } of devices) {
    const lost = losses.filter((one) => one.dev === dev).map(({ body }) => (JSON.parse(body) as { p: { from: number; to: number } }).p);
    const covered = lost.reduce((sum, { from, to }) => sum + to - from, 0);
    if (lost.length === 0 ? known !== last_n || (newest ?? 0) !== last_n : known + covered < last_n)
      facts.violate('I9', `device ${dev} is at ${last_n}, ${known} of its numbers are known`);
  }
}

async function checkPhone(facts: Facts, field: SimPhone, truths: ReadonlyMap<string, Truth>): Promise<void> {
  const meta = metaOf(field);
  if (meta === undefined) return;
  const sealer = createSealer(await field.device.sealingKeys(field.user), randomBytes);
  const records = operationsOf(field);
  const waiting = records.filter(({ state }) => state === 'queued').length;
  if (waiting > 0) facts.violate('I5', `${field.name} still holds ${waiting} operations with a good line`);
  const numbers = records.filter(({ n, dev }) => n !== undefined && dev === meta.dev).map(({ n }) => n);
  if (new Set(numbers).size !== numbers.length) facts.violate('I9', `${field.name} gave a number twice`);
  const streams = new Map(streamsOn(field).map((stream) => [stream.g, stream]));
  for (const truth of truths.values()) {
    if (truth.kind !== 'group') continue;
    const stream = streams.get(truth.g);
    if (!facts.mayHold(field.user, truth.g)) {
      const rows = field.disk.values(`sajja-${field.user}`, 'row').some((row) => (row as { g: string }).g === truth.g);
      if (rows && stream !== undefined) facts.violate('I7', `${field.name} still shows ${truth.g} after its right has ended`);
      continue;
    }
    const isOf = ({ g, pass }: { readonly g: string; readonly pass?: number }) => g === truth.g && pass === stream?.pass;
    if (stream?.cursor !== truth.ops.length) {
      facts.violate('I6', `${field.name} has read ${truth.g} to ${stream?.cursor}, the office is at ${truth.ops.length}`);
      continue;
    }
    const items = (await Promise.all(blocksOn(field).map(async (block) => (isOf(block) ? openBlock({ sealer }, block) : [])))).flat();
    const alone = records.filter((record) => record.seq !== undefined && isOf(record)).map(({ id, seq = 0 }) => ({ id, seq }));
    const pulled = [...alone, ...items.map(({ op, seq }) => ({ id: op.id, seq }))].sort((a, b) => a.seq - b.seq);
    // what came as rows has no operations here
    const expected = truth.ops.slice(stream.base?.seq ?? 0);
    const same = pulled.length === expected.length && pulled.every(({ id }, index) => id === expected[index]?.op_id);
    if (stream.chainBroken !== undefined) facts.violate('I6', `${field.name} found the chain of ${truth.g} broken`);
    if (!same) facts.violate('I6', `${field.name} skipped or kept other operations of ${truth.g}`);
    await checkUnknown(facts, field, sealer, truth);
    // what is held lies on top of this phone's rows until somebody decides
    if (records.some(({ g, o }) => g === truth.g && o === 1)) continue;
    const rows = await rowsOn(field, sealer, truth.g);
    if (textOf(rows) !== truth.rows) facts.violate('I3', `${field.name} shows another ${truth.g} than the office`);
    if (sumOf(rows) !== truth.money)
      facts.violate('I4', `${field.name} counts ${sumOf(rows)} satang in ${truth.g}, recorded are ${truth.money}`);
  }
}

/** What this version cannot read is kept as it came. */
async function checkUnknown(facts: Facts, field: SimPhone, sealer: Sealer, { ops }: Truth): Promise<void> {
  for (const one of ops) {
    const sent = operationOf(one);
    if (sent.k !== unknownKind) continue;
    const record = operationsOf(field).find(({ id }) => id === one.op_id);
    const kept = record === undefined ? undefined : ((await sealer.unseal(`op|${one.op_id}`, record.sealed)) as Operation);
    if (kept === undefined || canonicalJson(kept) !== canonicalJson(sent))
      facts.violate('I10', `${field.name} changed ${one.op_id}, which it cannot read`);
    else if (record?.u !== 1) facts.violate('I10', `${field.name} does not count ${one.op_id} as unknown`);
  }
}

/** what a later version of the app may bring */
export const unknownKind = 'share.split';

async function rowsOn(field: SimPhone, sealer: Sealer, g: string): Promise<readonly Row[]> {
  const records = field.disk.values(`sajja-${field.user}`, 'row') as readonly { g: string; key: string; sealed: Sealed }[];
  const opened = records.filter((record) => record.g === g).map(async ({ key, sealed }) => sealer.unseal(`row|${g}|${key}`, sealed));
  return (await Promise.all(opened)).map((pair) => (pair as [string, Row])[1]);
}

function textOf(rows: readonly Row[]): string {
  return rows
    .map((row) => canonicalJson(JSON.parse(JSON.stringify(row))))
    .sort()
    .join('\n');
}

/** Sums are made here a second time, without the product's fold: every entry once, none that was taken back. */
function moneyOf(ops: readonly Stored[]): number {
  const amounts = new Map<string, number>();
  for (const { body } of ops) {
    const { k, p } = JSON.parse(body) as { k: string; p: { rows?: { e: string; amount: number }[]; e?: string } };
    if (k === 'entry.record') for (const { e, amount } of p.rows ?? []) amounts.set(e, amounts.get(e) ?? amount);
    if (k === 'entry.reverse' && p.e !== undefined) amounts.delete(p.e);
  }
  return [...amounts.values()].reduce((sum, amount) => sum + amount, 0);
}

function sumOf(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => ('type' in row && row.type === 'entry' && row.reversed === undefined ? sum + row.amount : sum), 0);
}
