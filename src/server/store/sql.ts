/** What the tables ask of an engine: rows, and changes. Texts are constants with `?`; values are bound, never joined in. */
export type SqlValue = string | number | null;

export interface Sql {
  all<Row>(text: string, ...values: readonly SqlValue[]): Promise<readonly Row[]>;
  /**
   * What is committed, without what this write has done itself; and the engine does not vouch that it still stands at the end. For what a unique
   * key or a row that this write saves guards: to vouch for what is not there would hold the place where everybody puts new ones.
   */
  committed<Row>(text: string, ...values: readonly SqlValue[]): Promise<readonly Row[]>;
  run(text: string, ...values: readonly SqlValue[]): Promise<void>;
  /** one change for each row of values, whose keys differ; `values (?, …)` stands once in the text */
  each(text: string, rows: readonly (readonly SqlValue[])[]): Promise<void>;
}

export async function first<Row>(rows: Promise<readonly Row[]>): Promise<Row | undefined> {
  return (await rows)[0];
}

const places = new Map<number, string>();

/** @returns what stands for `values` in `in (…)`: filled up by the last to a power of two, so that an engine has few texts to prepare */
export function among(values: readonly string[]): readonly [places: string, values: readonly string[]] {
  const size = 2 ** Math.ceil(Math.log2(Math.max(1, values.length)));
  let found = places.get(size);
  if (found === undefined) places.set(size, (found = Array.from({ length: size }, () => '?').join(', ')));
  return [found, [...values, ...Array.from({ length: size - values.length }, () => values.at(-1) ?? '')]];
}
