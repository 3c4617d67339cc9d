/** Rows in memory for tests of the fold; a read or write that `rowKeysOf` did not announce throws. */
import { foldOperation, rowKeysOf, type FoldOutcome } from '../../src/domain/fold.ts';
import { parseOperation, type Operation, type Parsed } from '../../src/domain/operation.ts';
import type { Row, RowAccess, RowByPrefix, RowKey, RowPrefix } from '../../src/domain/row.ts';

type Key<P extends RowPrefix> = P extends 'group' | 'holidays' ? P : `${P}:${string}`;

/** The rows of one stream. */
export class MapRows implements RowAccess {
  readonly rows: Map<RowKey, Row>;
  /** keys announced for the operation being folded; `undefined` between operations, when tests read freely */
  announced: ReadonlySet<RowKey> | undefined;

  /** @param begun rows that are there already; they are copied */
  constructor(begun: ReadonlyMap<RowKey, Row> = new Map()) {
    this.rows = new Map(begun);
  }

  get<P extends RowPrefix>(key: Key<P>): RowByPrefix[P] | undefined {
    this.check(key);
    return this.rows.get(key) as RowByPrefix[P] | undefined;
  }

  put(key: RowKey, row: Row): void {
    this.check(key);
    this.rows.set(key, row);
  }

  /** Every row of a type, in the order of their first writing. */
  all<P extends RowPrefix>(prefix: P): RowByPrefix[P][] {
    const found = [...this.rows].filter(([key]) => key === prefix || key.startsWith(`${prefix}:`));
    return found.map(([, row]) => row as RowByPrefix[P]);
  }

  /** Folds one operation the way a store does: ask for keys until nothing new is asked for, then fold. Throws when it does not parse. */
  fold(op: Operation, by = 'officer-a'): FoldOutcome {
    const parsed = parsedOf(op);
    const announced = new Set<RowKey>();
    // What was not loaded yet is not at hand, as in a real store.
    const loaded: Pick<RowAccess, 'get'> = { get: (key) => (announced.has(key) ? this.get(key) : undefined) };
    for (let known = -1; known !== announced.size;) {
      known = announced.size;
      for (const key of rowKeysOf(parsed, loaded)) announced.add(key);
    }
    this.announced = announced;
    try {
      return foldOperation({ parsed, by }, this);
    } finally {
      this.announced = undefined;
    }
  }

  /** Folds all in order; each must apply. */
  foldAll(ops: readonly Operation[], by?: string): this {
    for (const op of ops) {
      const outcome = this.fold(op, by);
      if (!outcome.applied) throw new Error(`${op.k} misses ${outcome.missing}`);
    }
    return this;
  }

  private check(key: RowKey): void {
    if (this.announced !== undefined && !this.announced.has(key)) throw new Error(`row ${key} was not announced`);
  }
}

/** Throws with path and code when the operation does not parse. */
export function parsedOf(op: Operation): Parsed {
  const result = parseOperation(op);
  if (!result.ok) throw new Error(`${op.k}: ${JSON.stringify(result)}`);
  return result.parsed;
}
