/** The streams and folded rows at hand during one write: loaded once, changed in memory, written back at the end. */
import { isErased } from '../domain/erase-check.ts';
import { givenNationalId } from '../domain/member.ts';
import type { MemberRow, Row, RowAccess, RowKey } from '../domain/row.ts';
import { forgetPerson } from './erase.ts';
import { officeUser, sha256Hex } from './ids.ts';
import { keepFigures, type RowChange } from './summary.ts';
import type { HeldRecord, OperationRecord, StreamRecord, Tables } from './store/store.ts';

export const emptyChain = '0'.repeat(64);

export class StreamDesk {
  stream: StreamRecord;
  /** held operations of this stream that wait for something, by (dev, n); read on first need */
  waiting: HeldRecord[] | undefined;
  readonly #tables: Tables;
  readonly #rows = new Map<string, Row | undefined>();
  /** rows as they were before the first change of this write */
  readonly #before = new Map<string, Row | undefined>();
  /** members whose given national id is another than when they were read */
  readonly #renumbered = new Set<string>();
  /** members whose data was erased in this write */
  readonly #erased = new Map<string, MemberRow>();

  constructor(tables: Tables, stream: StreamRecord) {
    this.#tables = tables;
    this.stream = stream;
  }

  async load(key: RowKey): Promise<void> {
    if (this.#rows.has(key)) return;
    const body = await this.#tables.rows.get(this.stream.id, key);
    this.#rows.set(key, body === undefined ? undefined : (JSON.parse(body) as Row));
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
  async append(operation: Omit<OperationRecord, 'stream' | 'seq' | 'chain'>, nowMs: number): Promise<number> {
    const { id, seq, chain } = this.stream;
    // the office's own word is no sign of life from the field
    const receivedAt = operation.actor === officeUser ? this.stream.receivedAt : nowMs;
    const next = { ...this.stream, seq: seq + 1, chain: sha256Hex(chain + operation.hash), receivedAt };
    await this.#tables.operations.append({ ...operation, stream: id, seq: next.seq, chain: next.chain });
    this.stream = next;
    return next.seq;
  }

  async writeBack(nowMs: number): Promise<void> {
    const changes: RowChange[] = [];
    for (const [key, before] of this.#before) {
      const after = this.#rows.get(key);
      await this.#tables.rows.put(this.stream.id, key, JSON.stringify(after));
      changes.push({ before, after });
    }
    this.#before.clear();
    await this.#tables.streams.save(this.stream);
    if (this.stream.kind === 'group') await keepFigures(this.#tables, this.stream, changes);
    for (const member of this.#renumbered) await this.#tables.nationalIds.markDue(this.stream.id, member);
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
  readonly #streams = new Map<string, StreamDesk | undefined>();

  constructor(tables: Tables, nowMs: number) {
    this.tables = tables;
    this.nowMs = nowMs;
  }

  /** @returns `undefined` while no such stream exists */
  async open(id: string): Promise<StreamDesk | undefined> {
    if (!this.#streams.has(id)) {
      const stream = await this.tables.streams.lock(id);
      this.#streams.set(id, stream && new StreamDesk(this.tables, stream));
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
  return new StreamDesk(tables, { ...stream, seq: 0, chain: emptyChain, receivedAt: nowMs });
}
