/** The rows at hand while operations are folded, and which of them changed. Loads what the fold asks for, keeps nothing on disk. */
import { type FoldEntry, foldOperation, type FoldOutcome, rowKeysOf } from '../domain/fold.ts';
import { type Operation, type Parsed, parseOperation, type ParseResult } from '../domain/operation.ts';
import type { Row, RowAccess, RowKey } from '../domain/row.ts';

export type LoadRows = (keys: readonly RowKey[]) => Promise<ReadonlyMap<RowKey, Row | undefined>>;

/** `unknown`: a kind or version this app does not know; `invalid`: its own schema refuses it. Both are kept, neither is folded. */
export type FoldResult = FoldOutcome | { readonly applied: false; readonly unreadable: 'unknown' | 'invalid' };

export interface WorkingRows {
  /** loads in one go what most of these will ask for; folding them one by one asks the disk hundreds of times */
  prepare(ops: readonly Operation[]): Promise<void>;
  fold(op: Operation, by: string): Promise<FoldResult>;
  readonly changed: ReadonlyMap<RowKey, Row>;
}

const resultByOperation = new WeakMap<Operation, ParseResult>();

/** Reads an operation once, however often it is asked for: it never changes after birth. */
export function readOperation(op: Operation): ParseResult {
  const known = resultByOperation.get(op);
  if (known !== undefined) return known;
  const result = parseOperation(op);
  resultByOperation.set(op, result);
  return result;
}

/** The fold reached for a row that `rowKeysOf` had not named; it is loaded and the fold starts again. */
class RowNotAtHand extends Error {
  readonly key: RowKey;

  constructor(key: RowKey) {
    super(key);
    this.key = key;
  }
}

/** @param load absent when folding from nothing: then a row that was not put does not exist */
export function createWorkingRows(load?: LoadRows): WorkingRows {
  const atHand = new Map<RowKey, Row | undefined>();
  const changed = new Map<RowKey, Row>();

  const loadNamed = async (all: readonly Parsed[]) => {
    if (load === undefined) return;
    const reader = { get: (key: RowKey) => atHand.get(key) } as Pick<RowAccess, 'get'>;
    for (;;) {
      const named = new Set(all.flatMap((parsed) => [...rowKeysOf(parsed, reader)]));
      const missing = [...named].filter((key) => !atHand.has(key));
      if (missing.length === 0) return;
      for (const [key, row] of await load(missing)) atHand.set(key, row);
    }
  };
  const foldOnce = (entry: FoldEntry): FoldOutcome => {
    const written = new Map<RowKey, Row>();
    const rows = {
      get: (key: RowKey) => {
        if (written.has(key)) return written.get(key);
        if (load !== undefined && !atHand.has(key)) throw new RowNotAtHand(key);
        return atHand.get(key);
      },
      put: (key: RowKey, row: Row) => void written.set(key, row),
    } as RowAccess;
    const outcome = foldOperation(entry, rows);
    for (const [key, row] of written) {
      atHand.set(key, row);
      changed.set(key, row);
    }
    return outcome;
  };

  return {
    changed,
    prepare: async (ops) => loadNamed(ops.map(readOperation).flatMap((result) => (result.ok ? [result.parsed] : []))),
    fold: async (op, by) => {
      const result = readOperation(op);
      if (!result.ok) return { applied: false, unreadable: result.why === 'invalid' ? 'invalid' : 'unknown' };
      // prepared ones find everything at hand; asking first would name every row once more
      for (let attempt = 1; ; attempt += 1) {
        try {
          return foldOnce({ parsed: result.parsed, by });
        } catch (error) {
          if (!(error instanceof RowNotAtHand) || load === undefined) throw error;
          if (attempt === 1) await loadNamed([result.parsed]);
          if (!atHand.has(error.key)) for (const [key, row] of await load([error.key])) atHand.set(key, row);
        }
      }
    },
  };
}
