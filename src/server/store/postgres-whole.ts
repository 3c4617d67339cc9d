/**
 * A whole office out of PostgreSQL or into it: read as it is at one moment, or filled beside what is there, in a schema where no server looks,
 * and put in its place in one transaction when it is whole.
 */
import type { Pool } from 'pg';
import { poolOf, sqlOver, storable, transaction } from './postgres-line.ts';
import { arrivingSchema, check, upgrade } from './postgres-upgrade.ts';
import { first, type Sql } from './sql.ts';
import type { Tables } from './store.ts';
import { tablesOver } from './tables.ts';
import { copyTables, pagesOf, wholeStore, wholeTables, type WholeRow, type WholeStore, type WholeTable } from './whole-tables.ts';

/** a process that was killed is seen by the engine a little longer */
const goneMs = 5_000;

/** @returns `undefined` when the database holds no office yet */
export async function readPostgresStore<T>(url: string, work: (store: WholeStore) => Promise<T>): Promise<T | undefined> {
  const pool = poolOf(url, 1);
  try {
    return await transaction(pool, 'repeatable read read only', async (query) => {
      const sql = sqlOver(query);
      const isThere = await first(sql.all<{ office: string | null }>(`select to_regclass('office')::text as office`));
      return isThere?.office ? work(wholeStore(sql)) : undefined;
    });
  } finally {
    await pool.end();
  }
}

export interface Arrival extends WholeStore {
  /**
   * Goes on where a run before this was cut short, and compares every row in the end.
   *
   * @returns rows of this run, and of those before
   * @throws Error when other rows are there than were sent; then none is left
   */
  copy(from: Sql): Promise<{ readonly rows: number; readonly before: number }>;
  /**
   * Servers find it from now on; what was there goes to a schema of its own.
   *
   * @param last is written with it
   * @returns that schema; `undefined` when nothing was there
   */
  takePlace(old: string, last?: (tables: Tables) => Promise<void>): Promise<string | undefined>;
  /** what has arrived waits for another run */
  close(): Promise<void>;
  /** nothing of it is kept, unless it has taken its place */
  giveUp(): Promise<void>;
}

/**
 * @param source what is copied, by a name that only the same bytes have; of another one nothing is kept
 * @param isBegun there must be something of it
 * @throws Error with a sentence while anybody else works on the database
 */
export async function openArrival(url: string, source: string, isBegun = false): Promise<Arrival> {
  const [home, pool] = [poolOf(url, 1), poolOf(url, 1, `-c search_path=${arrivingSchema}`)];
  const close = async (): Promise<void> => void (await Promise.all([home.end(), pool.end()]));
  try {
    await check(home);
    await untilAlone(overPool(home));
    await begin(overPool(home), pool, source, isBegun);
  } catch (error) {
    await close();
    throw error;
  }
  const sql = overPool(pool);
  return {
    ...wholeStore(sql),
    copy: async (from) => {
      const mark = await first(sql.all<{ tbl: string; last: string; rows: number }>('select tbl, last, rows from arrival'));
      if (!mark) throw new Error('begun without a mark');
      const rows = await copyTables(
        from,
        ({ name, columns }, page, at) =>
          transaction(pool, 'read committed', async (query) => {
            const one = sqlOver(query);
            const list = columns.join(', ');
            await one.run(
              `insert into ${name} (${list}) select ${list} from json_populate_recordset(null::${name}, ?::json)`,
              textOf(page),
            );
            await one.run('update arrival set tbl = ?, last = ?, rows = rows + ?', at.table, JSON.stringify(at.key), page.length);
          }),
        mark.tbl === '' ? undefined : { table: mark.tbl, key: JSON.parse(mark.last) as string[] },
      );
      for (const table of wholeTables()) {
        if (await isSame(table, from, sql)) continue;
        await empty(sql);
        await sql.run(`update arrival set tbl = '', last = '', rows = 0`);
        throw new Error(`other rows arrived in ${table.name} than were sent; run again, it begins anew`);
      }
      return { rows, before: mark.rows };
    },
    takePlace: async (old, last) => {
      // else the first who ask wait for plans of empty tables
      await sql.run('analyze');
      return transaction(home, 'read committed', async (query) => {
        const one = sqlOver(query);
        const replaced = await putInPlace(one, old);
        await last?.(tablesOver(one));
        return replaced;
      });
    },
    close,
    giveUp: async () => {
      await overPool(home).run(`drop schema if exists ${arrivingSchema} cascade`).finally(close);
    },
  };
}

async function isSame(table: WholeTable, from: Sql, to: Sql): Promise<boolean> {
  const there = pagesOf(to, table);
  for await (const page of pagesOf(from, table)) {
    const next = await there.next();
    if (next.done === true || textOf(next.value) !== textOf(page)) return false;
  }
  return (await there.next()).done === true;
}

function overPool(pool: Pool): Sql {
  return sqlOver((text, values) => pool.query(text, values));
}

function textOf(rows: readonly WholeRow[]): string {
  return JSON.stringify(rows, (_name, value) => storable(value as string));
}

/** A server that asks nothing for a while has no connection, so nobody may rely on this alone: stop them. */
async function untilAlone(sql: Sql): Promise<void> {
  for (const until = Date.now() + goneMs; ;) {
    const others = await sql.all(
      `select pid from pg_stat_activity where datname = current_database() and application_name = 'sajja' and pid <> pg_backend_pid()`,
    );
    if (others.length === 0) return;
    if (Date.now() > until) throw new Error('servers or commands are at work on this database; stop them first');
    await new Promise((next) => setTimeout(next, 100));
  }
}

async function begin(home: Sql, pool: Pool, source: string, isBegun: boolean): Promise<void> {
  const sql = overPool(pool);
  const mark = await first(home.all<{ mark: string | null }>(`select to_regclass('${arrivingSchema}.arrival')::text as mark`));
  const [begun] = mark?.mark ? await home.all<{ source: string }>(`select source from ${arrivingSchema}.arrival`) : [];
  const goesOn = begun?.source === source;
  if (!goesOn) {
    if (isBegun)
      throw new Error('this office was moved before, and not to this database; if that one is lost, put a backup back: sajja restore');
    await home.run(`drop schema if exists ${arrivingSchema} cascade`);
    await home.run(`create schema ${arrivingSchema}`);
  }
  const where = await first(sql.all<{ name: string | null }>('select current_schema()::text as name'));
  if (where?.name !== arrivingSchema) throw new Error('the address of the database must not set a search_path');
  if (goesOn) return;
  await upgrade(pool, true, async () => undefined);
  // the schema begins with a row of its own
  await empty(sql);
  await sql.run('create table arrival (one integer primary key, source text not null, tbl text not null, last text not null, rows bigint not null)'); // prettier-ignore
  await sql.run(`insert into arrival (one, source, tbl, last, rows) values (1, ?, '', '', 0)`, source);
}

async function empty(sql: Sql): Promise<void> {
  for (const { name } of wholeTables().toReversed()) await sql.run(`delete from ${name}`);
}

async function putInPlace(sql: Sql, old: string): Promise<string | undefined> {
  const [here] = await sql.all<{ name: string }>('select current_schema()::text as name');
  const tablesIn = async (schema: string): Promise<readonly string[]> => {
    // parts of a partitioned table do not go with it
    const text = `select relname::text as name from pg_class where relnamespace = to_regnamespace(?) and relkind in ('r', 'p')`;
    return (await sql.all<{ name: string }>(text, schema)).map(({ name }) => name);
  };
  const move = async (from: string, to: string): Promise<void> => {
    for (const name of await tablesIn(from)) await sql.run(`alter table "${from}"."${name}" set schema "${to}"`);
  };
  const home = here?.name ?? 'public';
  await sql.run(`drop table ${arrivingSchema}.arrival`);
  const isReplacing = (await tablesIn(home)).length > 0;
  if (isReplacing) {
    await sql.run(`create schema "${old}"`);
    await move(home, old);
  }
  await move(arrivingSchema, home);
  await sql.run(`drop schema ${arrivingSchema}`);
  return isReplacing ? old : undefined;
}
