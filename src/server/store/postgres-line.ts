/** Asking PostgreSQL: connections, transactions that may run again, statements that are on their way together, and what its errors mean. */
import { DatabaseError, Pool, types, type Client, type PoolClient, type QueryConfig, type QueryResult } from 'pg';
import type { Sql, SqlValue } from './sql.ts';
import { StoreProblem } from './store.ts';

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
export const made: readonly unknown[] = [...crossed, taken, '42710', '42P07', 'XX000'];

export type Query = (text: string, values?: SqlValue[]) => Promise<QueryResult>;

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
export async function again<T>(work: (tries: number) => Promise<T>, passing: readonly unknown[] = crossed): Promise<T> {
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
export function asked(text: string, values: SqlValue[] = []): QueryConfig {
  if (values.length === 0 || text.includes('*')) return { text, values };
  let name = names.get(text);
  if (name === undefined) names.set(text, (name = `s${names.size}`));
  return { name, text, values };
}

/** A text with the character 0 is refused by this engine. JSON never has it bare; in a name or a reason it stands for nothing. */
export function storable(value: SqlValue): SqlValue {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
}

export async function told<T>(answer: Promise<T>): Promise<T> {
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
