/** A stream's folded rows at one number, so that a phone that has nothing of a long stream need not read thousands of operations. */
import type { Row, RowKey } from './row.ts';

/**
 * What rows are made of operations. Raised with every change after which the same operations make other rows, a new kind included: rows
 * that another version folded are not taken over.
 */
export const foldVersion = 6;

export interface SnapshotPlace {
  /** number of the last operation that is in the rows */
  readonly base: number;
  /** hash chain of the stream at `base` */
  readonly chain: string;
  readonly fold: number;
}

/** What the snapshot's hash (SHA-256, hex) is taken over: where it stands, and the hashes of its parts' texts in their order. */
export function snapshotText({ base, chain, fold }: SnapshotPlace, partHashes: readonly string[]): string {
  return [base, chain, fold, ...partHashes].join(' ');
}

/** A part's text is the JSON of this; rows lie in the order of their keys. */
export type SnapshotRows = readonly (readonly [RowKey, Row])[];
