/** The streams, folded rows and answers at hand during one write: read together, changed in memory, written back at the end. */
import { isErased } from '../domain/erase-check.ts';
import { givenNationalId } from '../domain/member.ts';
import type { MemberRow, Row, RowAccess, RowKey } from '../domain/row.ts';
import { forgetPerson } from './erase.ts';
import { officeUser, sha256Hex } from './ids.ts';
import { keepFigures } from './summary.ts';
import type { HeldRecord, OperationRecord, StreamRecord, Tables } from './store/store.ts';

export const emptyChain = '0'.repeat(64);

export type Known = { readonly applied: Pick<OperationRecord, 'hash' | 'seq' | 'flags'> } | { readonly held: HeldRecord };

export class StreamDesk {
  stream: StreamRecord;
  /** held operations of this stream that wait for something, by (dev, n); read on first need */
  waiting: HeldRecord[] | undefined;
  readonly #tables: Tables;
  /** the stream as the store has it; `undefined`: it has no row of it either */
  readonly #stored: StreamRecord | undefined;
  /** nothing was put into it before in this write: then its own record, which is saved at the end, guards what was read of it */
  readonly #isFirst: boolean;
  readonly #appended: OperationRecord[] = [];
  readonly #rows = new Map<string, Row | undefined>();
  /** rows as they were before the first change of this write */
  readonly #before = new Map<string, Row | undefined>();
  /** members whose given national id is another than when they were read */
  readonly #renumbered = new Set<string>();
  /** members whose data was erased in this write */
  readonly #erased = new Map<string, MemberRow>();

  constructor(tables: Tables, stream: StreamRecord, stored: StreamRecord | undefined, isFirst: boolean) {
    this.#tables = tables;
    this.stream = stream;
    this.#stored = stored;
    this.#isFirst = isFirst;
  }

  async load(...keys: readonly RowKey[]): Promise<void> {
    const unread = keys.filter((key) => !this.#rows.has(key));
    if (unread.length === 0) return;
    const { rows } = this.#tables;
    const { id } = this.stream;
    const found = this.#stored === undefined ? [] : await (this.#isFirst ? rows.committed(id, unread) : rows.among(id, unread));
    for (const key of unread) this.#rows.set(key, undefined);
    for (const { key, body } of found) this.#rows.set(key, JSON.parse(body) as Row);
  }

  /** What of this stream waits for something. */
  async loadWaiting(): Promise<HeldRecord[]> {
    return (this.waiting ??= [...(await this.#tables.held.waitingForRef(this.stream.id))]);
  }

  isLoaded(key: RowKey): boolean {
    return this.#rows.has(key);
  }

  row(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  keep(changes: ReadonlyMap<RowKey, Row>): void {
    for (const [key, row] of changes) {
      if (row.type === 'member' && numberOf(this.#rows.get(key)) !== numberOf(row)) this.#renumbered.add(row.id);
      if (row.type === 'member' && isErased(row) && !isErasedRow(this.#rows.get(key))) this.#erased.set(row.id, row);
      if (!this.#before.has(key)) this.#before.set(key, this.#rows.get(key));
      this.#rows.set(key, row);
    }
  }

  /** Gives the operation the next number and lengthens the chain: chain_k = SHA-256(hex chain_(k-1) followed by hex hash_k). */
  append(operation: Omit<OperationRecord, 'stream' | 'seq' | 'chain'>, nowMs: number): number {
    const { id, seq, chain } = this.stream;
    // the office's own word is no sign of life from the field
    const receivedAt = operation.actor === officeUser ? this.stream.receivedAt : nowMs;
    const next = { ...this.stream, seq: seq + 1, chain: sha256Hex(chain + operation.hash), receivedAt };
    this.#appended.push({ ...operation, stream: id, seq: next.seq, chain: next.chain });
    this.stream = next;
    return next.seq;
  }

  async writeBack(nowMs: number): Promise<void> {
    const { operations, rows, streams, nationalIds } = this.#tables;
    // also when all that was read led to nothing but held operations: another write may be bringing what they wait for
    if (this.stream === this.#stored && this.#rows.size === 0) return;
    const changes = [...this.#before].map(([key, before]) => ({ key, before, after: this.#rows.get(key) }));
    this.#before.clear();
    await Promise.all([
      // first the one row that two writes of one stream both change: there they meet
      streams.save(this.stream),
      operations.append(...this.#appended.splice(0)),
      rows.putAll(
        this.stream.id,
        changes.map(({ key, after }) => ({ key, body: JSON.stringify(after) })),
      ),
      this.stream.kind === 'group' && keepFigures(this.#tables, this.stream, changes, this.#stored),
      ...[...this.#renumbered].map((member) => nationalIds.markDue(this.stream.id, member)),
    ]);
    this.#renumbered.clear();
    for (const member of this.#erased.values()) await forgetPerson(this.#tables, this.stream, member, nowMs);
    // they were folded again
    if (this.#erased.size > 0) this.#rows.clear();
    this.#erased.clear();
  }
}

function isErasedRow(row: Row | undefined): boolean {
  return row?.type === 'member' && isErased(row);
}

function numberOf(row: Row | undefined): string | undefined {
  return row?.type === 'member' ? givenNationalId(row) : undefined;
}

/** Rows as the fold sees them; what it puts is only kept when the operation is applied. */
export class StagedRows implements RowAccess {
  readonly changes = new Map<RowKey, Row>();
  readonly #desk: StreamDesk;

  constructor(desk: StreamDesk) {
    this.#desk = desk;
  }

  get: RowAccess['get'] = ((key: RowKey) => this.changes.get(key) ?? this.#desk.row(key)) as RowAccess['get'];

  put(key: RowKey, row: Row): void {
    this.changes.set(key, row);
  }
}

export class Desk {
  readonly tables: Tables;
  readonly nowMs: number;
  /** what is answered for an operation that has come before, by its id: of those looked up, and all that this write took in */
  readonly known = new Map<string, Known>();
  readonly #streams = new Map<string, StreamDesk | undefined>();
  readonly #isFirst: boolean;

  /** @param isFirst nothing was put into any stream before in this write */
  constructor(tables: Tables, nowMs: number, isFirst = false) {
    this.tables = tables;
    this.nowMs = nowMs;
    this.#isFirst = isFirst;
  }

  /** Which of these operations have come before. */
  async lookUp(ids: readonly string[]): Promise<void> {
    const [applied, held] = await Promise.all([this.tables.operations.known(ids), this.tables.held.findAll(ids)]);
    for (const one of held) this.known.set(one.id, { held: one });
    for (const one of applied) this.known.set(one.id, { applied: one });
  }

  /** @returns `undefined` while no such stream exists */
  async open(id: string): Promise<StreamDesk | undefined> {
    if (!this.#streams.has(id)) {
      const stream = await this.tables.streams.find(id);
      this.#streams.set(id, stream && new StreamDesk(this.tables, stream, stream, this.#isFirst));
    }
    return this.#streams.get(id);
  }

  /** Makes a new stream part of the store. */
  async adopt(stream: StreamDesk): Promise<void> {
    await this.tables.streams.add(stream.stream);
    this.#streams.set(stream.stream.id, stream);
  }

  async writeBack(): Promise<void> {
    for (const stream of this.#streams.values()) await stream?.writeBack(this.nowMs);
  }
}

/** A stream that is not in the store yet, so that what fails on it leaves nothing behind. */
export function newStreamDesk(tables: Tables, stream: Pick<StreamRecord, 'id' | 'kind' | 'area' | 'owner'>, nowMs: number): StreamDesk {
  return new StreamDesk(tables, { ...stream, seq: 0, chain: emptyChain, receivedAt: nowMs }, undefined, false);
}
