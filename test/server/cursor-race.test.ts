/**
 * Commit order is not the order of numbers (sync.md §2.1): a reader that asks for "what came after the last I have" must miss nothing. Our number,
 * from the stream's own row, beside two that one would think of first: a sequence, and the time of the write. All three under the same load.
 */
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgresStore } from '../../src/server/store/postgres-store.ts';
import type { Store } from '../../src/server/store/store.ts';
import { providePostgres, startPostgres, type Postgres } from '../support/postgres.ts';

const patience = 120_000;
const streams = ['g1', 'g2', 'g3', 'g4'] as const;
const writers = 12;
const lastsMs = 6_000;
/** every twentieth write takes its time before it commits, as one on a busy machine does */
const slowest = { share: 0.05, ms: 30 } as const;

const pause = (ms: number) => new Promise<void>((next) => setTimeout(next, ms));
const dawdle = async (): Promise<void> => {
  if (Math.random() < slowest.share) await pause(Math.random() * slowest.ms);
};

let postgres: Postgres;
let url: string;
let store: Store;
/** of the two naive ways, on tables of their own in the same database */
let pool: Pool;

const isThere = providePostgres();

beforeAll(async () => {
  if (!isThere) return;
  postgres = await startPostgres();
  url = await postgres.newDatabase();
  store = await openPostgresStore(url);
  pool = new Pool({ connectionString: url, max: 24 });
  await pool.query(`create table naive (seq bigserial primary key, at timestamptz not null default clock_timestamp(), id text not null)`);
  await store.write(async (tables) => {
    for (const id of streams)
      await tables.streams.add({ id, kind: 'group', area: '560701', owner: 'u', seq: 0, chain: '0', receivedAt: 0 });
  });
}, patience);
afterAll(async () => {
  if (!isThere) return;
  await pool.end();
  await store.close();
  await postgres.stop();
}, patience);

let ids = 0;

/** as `desk.ts` does: the number from the locked row of the stream, in the transaction that writes the operation */
async function writeOurs(stream: string): Promise<string> {
  const id = `o${++ids}`;
  await store.write(async (tables) => {
    const before = await tables.streams.find(stream);
    if (!before) throw new Error('no stream');
    const seq = before.seq + 1;
    const nothing = { dev: 'd', n: 1, kind: 'k', actor: 'u', receivedAt: 0, hash: 'h', chain: '0', flags: [], body: '{}', personal: null };
    await tables.streams.save({ ...before, seq });
    await tables.operations.append({ ...nothing, stream, seq, id });
    await dawdle();
  });
  return id;
}

async function writeNaive(): Promise<string> {
  const client = await pool.connect();
  const id = `n${++ids}`;
  try {
    await client.query('begin');
    await client.query('insert into naive (id) values ($1)', [id]);
    await dawdle();
    await client.query('commit');
  } finally {
    client.release();
  }
  return id;
}

/** a phone that pulls by cursor, again and again */
async function followOurs(stream: string, seen: Set<string>, isOver: () => boolean): Promise<void> {
  for (let cursor = 0, isLast = false; ; isLast = isOver()) {
    const page = await store.read((tables) => tables.operations.page(stream, cursor, Number.MAX_SAFE_INTEGER, 500));
    for (const { id, seq } of page) {
      expect(seq).toBe(++cursor);
      seen.add(id);
    }
    if (isLast && page.length === 0) return;
    await pause(1);
  }
}

async function followNaive(column: 'seq' | 'at', seen: Set<string>, isOver: () => boolean): Promise<void> {
  for (let cursor = column === 'seq' ? '0' : '-infinity', isLast = false; ; isLast = isOver()) {
    const text = `select id, ${column}::text as place from naive where ${column} > $1 order by ${column} limit 500`;
    const { rows } = await pool.query<{ id: string; place: string }>(text, [cursor]);
    for (const { id, place } of rows) {
      cursor = place;
      seen.add(id);
    }
    if (isLast && rows.length === 0) return;
    await pause(1);
  }
}

it.skipIf(!isThere)(
  'a reader by cursor misses nothing by our numbers, and misses what a sequence or a time gave',
  { timeout: patience },
  async () => {
    const until = Date.now() + lastsMs;
    const isOver = () => Date.now() >= until;
    let areWriting = true;
    const [ours, naive]: [string[], string[]] = [[], []];
    const seen = { ours: new Set<string>(), sequence: new Set<string>(), time: new Set<string>() };
    const writing = Promise.all(
      Array.from({ length: writers }, async (_, index) => {
        const stream = streams[index % streams.length] ?? 'g1';
        while (!isOver()) ours.push(await writeOurs(stream));
      }).concat(
        Array.from({ length: writers }, async () => {
          while (!isOver()) naive.push(await writeNaive());
        }),
      ),
    ).finally(() => (areWriting = false));
    await Promise.all([
      writing,
      ...streams.map((stream) => followOurs(stream, seen.ours, () => !areWriting)),
      followNaive('seq', seen.sequence, () => !areWriting),
      followNaive('at', seen.time, () => !areWriting),
    ]);
    const missed = {
      ours: ours.filter((id) => !seen.ours.has(id)).length,
      sequence: naive.filter((id) => !seen.sequence.has(id)).length,
      time: naive.filter((id) => !seen.time.has(id)).length,
    };
    process.stdout.write(
      `cursor race: number of the stream's row ${missed.ours} of ${ours.length} missed; sequence ${missed.sequence}, time ${missed.time} of ${naive.length}\n`,
    );
    expect(missed.ours).toBe(0);
    expect(ours.length).toBeGreaterThan(100);
    // else this test could not see a race at all
    expect(missed.sequence).toBeGreaterThan(0);
    expect(missed.time).toBeGreaterThan(0);
  },
);
