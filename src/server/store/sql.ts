/** The two things the tables ask of an engine: rows, and a change. Texts are constants with `?`; values are bound, never joined in. */
export type SqlValue = string | number | null;

export interface Sql {
  all<Row>(text: string, ...values: readonly SqlValue[]): Promise<readonly Row[]>;
  run(text: string, ...values: readonly SqlValue[]): Promise<void>;
}

export async function first<Row>(rows: Promise<readonly Row[]>): Promise<Row | undefined> {
  return (await rows)[0];
}
