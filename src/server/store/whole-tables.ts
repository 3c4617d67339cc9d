/** Every table from end to end, in pages by its key, for whoever takes a whole office to another engine; which tables there are is read off the schema. */
import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { inspectionTable, type InspectionTable } from './inspection-table.ts';
import { schemaSteps } from './schema.sql.ts';
import type { Sql, SqlValue } from './sql.ts';
import type { Tables } from './store.ts';
import { tablesOver } from './tables.ts';

/** A store of either engine in all ways in which it can be read. */
export interface WholeStore {
  readonly sql: Sql;
  readonly tables: Tables;
  readonly inspection: InspectionTable;
}

export function wholeStore(sql: Sql): WholeStore {
  return { sql, tables: tablesOver(sql), inspection: inspectionTable(sql) };
}

export interface WholeTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** columns of the primary key */
  readonly key: readonly string[];
}

export type WholeRow = Readonly<Record<string, SqlValue>>;

/** The last row that was copied. */
export interface Place {
  readonly table: string;
  readonly key: readonly SqlValue[];
}

/** of the longest rows, parts of snapshots, 50 MB */
const rowsAtOnce = 200;

/** What is pointed to comes before whoever points to it. */
export function wholeTables(): readonly WholeTable[] {
  const database = new Database(':memory:');
  for (const step of schemaSteps) database.exec(step);
  const names = database.prepare(`select name from sqlite_master where type = 'table' order by rowid`).pluck().all() as string[];
  const tables = names.map((name): WholeTable => {
    const columns = database.pragma(`table_info(${name})`) as readonly { readonly name: string; readonly pk: number }[];
    const key = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk);
    return { name, columns: columns.map((column) => column.name), key: key.map((column) => column.name) };
  });
  database.close();
  return tables;
}

/** In the order of the key, which both engines compare byte by byte. */
export async function* pagesOf(sql: Sql, { name, columns, key }: WholeTable, after?: Place['key']): AsyncGenerator<readonly WholeRow[]> {
  const [list, marks] = [key.join(', '), key.map(() => '?').join(', ')];
  const begin = `select ${columns.join(', ')} from ${name}`;
  const end = `order by ${list} limit ${rowsAtOnce}`;
  for (let last = after; ;) {
    const page =
      last === undefined
        ? await sql.all<WholeRow>(`${begin} ${end}`)
        : await sql.all<WholeRow>(`${begin} where (${list}) > (${marks}) ${end}`, ...last);
    if (page.length > 0) yield page;
    if (page.length < rowsAtOnce) return;
    last = keyOf(key, page);
  }
}

/** SHA-256 of every row of every table, hex. */
export async function sumOfRows(sql: Sql): Promise<string> {
  const hash = createHash('sha256');
  for (const table of wholeTables()) {
    hash.update(`${table.name}\n`);
    for await (const page of pagesOf(sql, table)) for (const row of page) hash.update(`${JSON.stringify(row)}\n`);
  }
  return hash.digest('hex');
}

/** @param put is told where it stands when these are in @param at where an earlier run stood @returns how many rows there were from there on */
export async function copyTables(
  from: Sql,
  put: (table: WholeTable, rows: readonly WholeRow[], at: Place) => Promise<void>,
  at?: Place,
): Promise<number> {
  let rows = 0;
  const tables = wholeTables();
  for (const table of tables.slice(
    Math.max(
      0,
      tables.findIndex(({ name }) => name === at?.table),
    ),
  )) {
    for await (const page of pagesOf(from, table, table.name === at?.table ? at.key : undefined)) {
      await put(table, page, { table: table.name, key: keyOf(table.key, page) });
      rows += page.length;
    }
  }
  return rows;
}

function keyOf(key: readonly string[], page: readonly WholeRow[]): Place['key'] {
  return key.map((name) => page.at(-1)?.[name] ?? null);
}
