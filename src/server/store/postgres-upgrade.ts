/** What a PostgreSQL must be before it is worked on, and bringing its tables up to this version. */
import type { Pool } from 'pg';
import { again, made, told, transaction, type Query } from './postgres-line.ts';
import { schemaSteps, versionProblem } from './schema.sql.ts';
import { StoreProblem } from './store.ts';

/** Rows that are written again and again: with room beside them a new version needs no new place in the index, where it would cross its neighbours. */
const roomyTables = ['device', 'stream'] as const;

interface Promises {
  readonly fsync: string;
  readonly commits: string;
  readonly encoding: string;
  readonly bytes: boolean;
}

export async function check(pool: Pool): Promise<void> {
  const { rows } = await told(
    pool.query<Promises>(
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits,
         current_setting('server_encoding') as encoding, 'Z' < 'a' and 'a:b' < 'a;' and 'a;' < 'ab' as bytes`,
    ),
  );
  for (const { fsync, commits, encoding, bytes } of rows) {
    const refuse = (sentence: string) => new StoreProblem('fault', new Error(sentence));
    if (fsync !== 'on' || commits === 'off')
      throw refuse('fsync and synchronous_commit must be on: a record that was confirmed may be lost');
    if (encoding !== 'UTF8' || !bytes)
      throw refuse(`the database must be made with: create database … template template0 encoding 'UTF8' locale 'C'`);
  }
}

/** An office that is arriving is filled there, and takes its place when it is whole. */
export const arrivingSchema = 'arriving';

export async function refuseHalf(pool: Pool): Promise<void> {
  const { rows } = await told(pool.query('select 1 from pg_namespace where nspname = $1', [arrivingSchema]));
  if (rows.length === 0) return;
  const sentence = `a move or a restore into this database was cut short; run it again, or give it up: drop schema ${arrivingSchema} cascade`;
  throw new StoreProblem('fault', new Error(sentence));
}

/**
 * The version stands in a table of its own. Every write looks at that table first, and whoever brings the others up takes it for himself: then
 * nobody is in the middle of a write, and no two wait for each other's tables. A process of an older version waits so long and goes on.
 */
export async function upgrade(pool: Pool, mayUpgrade: boolean, beforeUpgrade: () => Promise<void>): Promise<void> {
  await again(() => told(pool.query('create table if not exists store_version (one integer primary key, version bigint not null)')), made);
  await again(() => told(pool.query('insert into store_version (one, version) values (1, 0) on conflict (one) do nothing')));
  const stepsLeft = async (query: Query): Promise<readonly string[]> => {
    const { rows } = await told(query('select version from store_version'));
    const { version = 0 } = (rows as { version: number }[])[0] ?? {};
    const problem = versionProblem(version, mayUpgrade);
    if (problem !== undefined) throw new StoreProblem('fault', new Error(problem));
    return schemaSteps.slice(version);
  };
  const { length } = await stepsLeft((text) => pool.query(text));
  if (length === 0) return;
  // of a new store there is nothing to ask
  if (length < schemaSteps.length) await beforeUpgrade();
  await again(() =>
    transaction(pool, 'read committed', async (query) => {
      // another's upgrade of a large store may take long
      await told(query('set local lock_timeout = 0'));
      // changes nothing, and waits until it is alone
      await told(query('alter table store_version alter column version set not null'));
      for (const step of await stepsLeft(query)) await told(query(step));
      for (const table of roomyTables) await told(query(`alter table ${table} set (fillfactor = 40)`));
      await told(query('update store_version set version = $1', [schemaSteps.length]));
    }),
  );
}
