/**
 * The store in PostgreSQL: a pool of connections, and every write a SERIALIZABLE transaction of its own.
 *
 * What a write has read (rights, numbers, who else has this national id) must still stand when it commits; here the engine vouches for that
 * over all of it, not only for rows that somebody thought of locking. It undoes one of two writes that crossed, and that one runs again from
 * its beginning: a callback may be run several times and only its last run counts. The second try goes alone in this process, so that a row
 * which everybody writes is passed on instead of fought over. Nothing is asked of the engine but tables, indexes and transactions.
 */
import { DatabaseError, Pool, types, type Client, type PoolClient, type QueryConfig, type QueryResult } from 'pg';
import { schemaSteps, versionProblem } from './schema.sql.ts';
import type { Sql, SqlValue } from './sql.ts';
import { StoreProblem, type Store, type Tables } from './store.ts';
import { tablesOver } from './tables.ts';
import { Turns } from './turns.ts';

const connections = { writers: 8, readers: 8 } as const;
/** how long a write waits for another's lock, and anybody for a connection */
const busyMs = 10_000;
/** a process that was frozen in the middle of a write keeps nobody waiting longer */
const silentMs = 60_000;
const mostTries = 8;
const pauseMs = 25;

/** bigint, and numeric, which sums of it are; ours are all below 2^53 */
const wholeTypes: ReadonlySet<number> = new Set([20, 1700]);

/** one of two that crossed was undone: serialization failure, deadlock */
const crossed: readonly unknown[] = ['40001', '40P01'];
/** somebody else was first with the same key: the second run sees his row; what it then still finds is our own fault */
const taken = '23505';
/** two who make the same table at once */
const made: readonly unknown[] = [...crossed, taken, '42710', '42P07', 'XX000'];

/** Rows that personal parts were overwritten or deleted in. */
const personalTables = ['pii', 'clash', 'held', 'view_row', 'snapshot', 'snapshot_part', 'national_id', 'office'] as const;

/**
 * Opens the store and brings its tables up to this version; when several processes start together, one does and the others wait.
 *
 * @param url `postgres://user:password@host/database`, a database of our own with encoding UTF8 and locale C
 * @param mayUpgrade brings an older version's tables up; else they are a `fault`
 * @param beforeUpgrade throws when they must stay as they are for now
 * @throws StoreProblem `busy` when it cannot be reached; `fault` when it may lose what it has confirmed, orders texts otherwise than by
 *   bytes, or was made by a newer version
 */
export async function openPostgresStore(
  url: string,
  mayUpgrade = true,
  beforeUpgrade: (tables: Tables) => Promise<void> = async () => undefined,
): Promise<Store> {
  // whoever walks through the whole of a small table vouches for all that is in it, and crosses everybody who writes there
  const writers = poolOf(url, connections.writers, '-c enable_seqscan=off');
  const readers = poolOf(url, connections.readers);
  const close = async (): Promise<void> => void (await Promise.all([writers.end(), readers.end()]));
  const look: Query = (text, values) => readers.query(asked(text, values));
  const readTables = tablesOver(sqlOver(look));
  try {
    await check(readers);
    await refuseHalf(readers);
    await upgrade(writers, mayUpgrade, () => beforeUpgrade(readTables));
  } catch (error) {
    await close();
    throw error;
  }
  const turns = new Turns();

  return {
    read: (work) => work(readTables),
    write: (work) =>
      again((tries) =>
        turns.during(tries > 1, () => transaction(writers, 'serializable', (query) => work(tablesOver(sqlOver(query, look))))),
      ),
    // tables are written anew; what the engine's log of writes, its archive and its standbys still hold goes when whoever operates them lets it go
    scrub: async (what) => {
      if (what === 'whole') await told(writers.query(`vacuum (full) ${personalTables.join(', ')}`));
    },
    close,
  };
}

/** Rows that are written again and again: with room beside them a new version needs no new place in the index, where it would cross its neighbours. */
const roomyTables = ['device', 'stream'] as const;

type Query = (text: string, values?: SqlValue[]) => Promise<QueryResult>;

/** @param options of the session, as on the command line of `psql` */
export function poolOf(url: string, max: number, options?: string): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    options,
    application_name: 'sajja',
    pipeline: true,
    keepAlive: true,
    connectionTimeoutMillis: busyMs,
    lock_timeout: busyMs,
    idle_in_transaction_session_timeout: silentMs,
    types: { getTypeParser: (type, format) => (wholeTypes.has(type) ? Number : types.getTypeParser(type, format)) as never },
  });
  // a connection that breaks while nobody uses it is replaced; one in use tells its user
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
}

/** Runs it again, after a pause that grows and is never the same for two, while what stopped it was another write. */
async function again<T>(work: (tries: number) => Promise<T>, passing: readonly unknown[] = crossed): Promise<T> {
  let hasBeenTaken = false;
  for (let tries = 1; ; tries++) {
    try {
      return await work(tries);
    } catch (error) {
      const state = error instanceof StoreProblem ? stateOf(error.cause) : undefined;
      const isNews: boolean = state === taken && !hasBeenTaken;
      if (tries >= mostTries || !(passing.includes(state) || isNews)) throw error;
      hasBeenTaken ||= isNews;
      await new Promise((next) => setTimeout(next, Math.random() * pauseMs * tries));
    }
  }
}

type Level = 'serializable' | 'read committed' | 'repeatable read read only';

export async function transaction<T>(pool: Pool, level: Level, work: (query: Query) => Promise<T>): Promise<T> {
  const client = await told(pool.connect());
  let isOpen = true;
  let broken: StoreProblem | undefined;
  // branches of a callback share the connection: what they ask at once is on its way together, and answered one after the other
  const inLine: Query = async (text, values) => {
    // a branch that goes on after another has failed must not write into somebody else's transaction
    if (!isOpen) throw new Error('the write has ended');
    // without a transaction to fail in, what comes after a beginning that failed would stand by itself
    if (broken) throw broken;
    try {
      return await together(client, () => client.query(asked(text, values)));
    } catch (error) {
      // whatever was on its way behind it fails too, and says nothing of the reason
      throw (broken ??= asProblem(error));
    }
  };
  try {
    const begun = [inLine(`begin isolation level ${level}`), ...(level === 'serializable' ? [inLine(besideUpgrade)] : [])];
    // heard below, or in what follows it
    for (const one of begun) one.catch(() => undefined);
    const value = await work(inLine);
    await Promise.all(begun);
    // of a transaction in which a statement failed COMMIT makes a rollback, and says no more than that
    const { command } = await told(inLine('commit'));
    if (command !== 'COMMIT') throw new StoreProblem('fault', new Error('a failed statement went unheard'));
    isOpen = false;
    client.release();
    return value;
  } catch (error) {
    isOpen = false;
    await client.query('rollback').then(
      () => client.release(),
      () => client.release(true),
    );
    throw error;
  }
}

/** reads nothing: holds the table until the write ends (see `upgrade`) */
const besideUpgrade = 'select version from store_version where false';

const corked = new WeakSet<PoolClient>();

/** What is asked in one turn of the event loop goes out in one piece. */
function together<T>(client: PoolClient, ask: () => T): T {
  const line = (client as Client).connection.stream;
  if (!corked.has(client)) {
    corked.add(client);
    line.cork();
    process.nextTick(() => {
      corked.delete(client);
      line.uncork();
    });
  }
  return ask();
}

const numbered = new Map<string, string>();

/** `?` is `$1`, `$2` … here; our texts have no other question mark. */
function numberedText(text: string): string {
  let found = numbered.get(text);
  if (found === undefined) {
    let place = 0;
    found = text.replaceAll('?', () => `$${++place}`);
    numbered.set(text, found);
  }
  return found;
}

/** @param look asks outside of the write that `query` asks in */
export function sqlOver(query: Query, look = query): Sql {
  const ask = (text: string, values: readonly SqlValue[], by = query) => told(by(numberedText(text), values.map(storable)));
  return {
    all: async <Row>(text: string, ...values: readonly SqlValue[]) => (await ask(text, values)).rows as Row[],
    committed: async <Row>(text: string, ...values: readonly SqlValue[]) => (await ask(text, values, look)).rows as Row[],
    run: async (text, ...values) => void (await ask(text, values)),
    each: async (text, rows) => {
      const answers: Promise<unknown>[] = [];
      // pieces of 1, 2, 4 … rows: few texts to prepare
      for (let at = 0, size = mostRows; at < rows.length; at += size) {
        while (size > rows.length - at) size /= 2;
        answers.push(ask(manyRowsText(text, size), rows.slice(at, at + size).flat()));
      }
      await Promise.all(answers);
    },
  };
}

const mostRows = 64;
const manyRows = new Map<string, string>();

/** `values (?, …)` so many times. */
function manyRowsText(text: string, rows: number): string {
  const key = `${rows} ${text}`;
  let found = manyRows.get(key);
  if (found === undefined) {
    found = text.replace(/(?<=\bvalues )\([^)]*\)/, (row) => Array.from({ length: rows }, () => row).join(', '));
    manyRows.set(key, found);
  }
  return found;
}

const names = new Map<string, string>();

/**
 * A text is prepared once on each connection, under a name of its own; but not one that asks for whatever columns there are: when another
 * process of a newer version adds one, its answer would not be what it was prepared for.
 */
function asked(text: string, values: SqlValue[] = []): QueryConfig {
  if (values.length === 0 || text.includes('*')) return { text, values };
  let name = names.get(text);
  if (name === undefined) names.set(text, (name = `s${names.size}`));
  return { name, text, values };
}

/** A text with the character 0 is refused by this engine. JSON never has it bare; in a name or a reason it stands for nothing. */
export function storable(value: SqlValue): SqlValue {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
}

async function told<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw asProblem(error);
  }
}

/** Whatever the line or the machine did is `busy`: of a COMMIT without an answer nobody knows, so nothing is confirmed, and whoever asked asks again. */
function asProblem(error: unknown): StoreProblem {
  if (error instanceof StoreProblem) return error;
  const state = stateOf(error);
  if (state === undefined) return new StoreProblem('busy', error);
  if (state === '53100') return new StoreProblem('full', error);
  const isPassing = ['08', '40', '53', '55', '57'].some((kind) => state.startsWith(kind)) || ['25006', '25P03'].includes(state);
  return new StoreProblem(isPassing ? 'busy' : 'fault', error);
}

/** SQLSTATE; `undefined` for what the engine did not say itself */
function stateOf(error: unknown): string | undefined {
  return error instanceof DatabaseError ? error.code : undefined;
}

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

async function refuseHalf(pool: Pool): Promise<void> {
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
