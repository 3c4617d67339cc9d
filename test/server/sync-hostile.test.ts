/** Bodies that were made to hurt: every one is a quick 4xx, nothing of it is stored, and the next honest request works. */
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds, OperationSchema, parseOperation, type Kind, type Operation } from '../../src/domain/operation.ts';
import { problemStatus } from '../../src/protocol/problem.ts';
import { limits, SyncRequest } from '../../src/protocol/sync.ts';
import { listen } from '../../src/server/listen.ts';
import { RequestProblem } from '../../src/server/problem-answer.ts';
import { toIncoming } from '../../src/server/receive.ts';
import { readJson } from '../../src/server/request-body.ts';
import { mutated } from '../support/mutated-body.ts';
import { drawsOf, oneOf, type Draws } from '../support/seeded-draws.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { samplePayload } from '../support/sample-payload.ts';
import { groupPayload, newGroup, photoPayload, visitPayload } from '../support/server-operations.ts';
import { newId, type ServerPhone } from '../support/server-phone.ts';

/** far above what any machine needs, far below a parser that hangs */
const hangMs = 10_000;
let office: TestOffice;
let phone: ServerPhone;
let group: string;

beforeAll(async () => {
  office = await openTestOffice();
  phone = await office.phone();
  group = await newGroup(phone);
});
afterAll(() => office.close());

async function send(
  body: BodyInit,
  headers: Record<string, string> = {},
): Promise<{ status: number; code: unknown; path: unknown; ms: number }> {
  const began = performance.now();
  const response = await phone.send('/v1/sync', { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } });
  const { code, path } = (await response.json()) as { code?: unknown; path?: unknown };
  return { status: response.status, code, path, ms: performance.now() - began };
}

function requestText(op: string): string {
  return JSON.stringify(phone.request(['@'])).replace('"@"', op);
}

const honest = (): Promise<unknown> => phone.push(phone.op(group, 'visit.record', visitPayload()));

describe('a body', () => {
  it.each([
    ['that is no JSON', '{"proto":1,', 400],
    ['that is empty', '', 400],
    ['that is a list', '[]', 400],
    ['that is no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), 400],
    ['of brackets only', '['.repeat(500_000), 400],
    ['above the limit on the wire', ' '.repeat(limits.bodyBytes + 1), 413],
  ])('%s is refused with %s', async (_name, body, status) => {
    const answer = await send(body as BodyInit);
    expect(answer.status).toBe(status);
    expect(answer.ms).toBeLessThan(hangMs);
  });

  it('that is not called JSON is refused', async () => {
    expect(await send('{}', { 'Content-Type': 'text/plain' })).toMatchObject({ status: 415, code: 'unsupported-media' });
  });

  it('gzipped is read; gzipped wrongly, or packed in a way we do not read, is refused', async () => {
    const packed = gzipSync(JSON.stringify(phone.request([phone.op(group, 'visit.record', visitPayload())])));
    const response = await phone.send('/v1/sync', {
      method: 'POST',
      body: packed,
      headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
    });
    expect(response.status).toBe(200);
    expect(await send(packed.subarray(0, 40), { 'Content-Encoding': 'gzip' })).toMatchObject({ status: 400 });
    expect(await send('{}', { 'Content-Encoding': 'br' })).toMatchObject({ status: 415 });
  });

  it('that grows to a gigabyte stops at 8 MB, packed either way, and memory stays flat (row 59)', async () => {
    const blank = Buffer.alloc(100 * 1024 * 1024, 0x20);
    const one = gzipSync(blank, { level: 9 });
    const flat = deflateSync(blank, { level: 9 });
    // one stream of ten members, as `gzip` makes of ten files
    const gzip = Buffer.concat(Array.from({ length: 10 }, () => one));
    const before = process.memoryUsage().rss;
    for (const [packed, encoding] of [
      [gzip, 'gzip'],
      [flat, 'deflate'],
    ] as const)
      // prettier-ignore
      for (let round = 0; round < 5; round++)
        expect(await send(packed, { 'Content-Encoding': encoding })).toMatchObject({ status: 413, code: 'too-large' });
    // packed twice over, or longer than the line may carry
    expect(await send(gzipSync(gzip), { 'Content-Encoding': 'gzip, gzip' })).toMatchObject({ status: 415 });
    expect(await send(Buffer.concat([gzip, gzip]), { 'Content-Encoding': 'gzip' })).toMatchObject({ status: 413 });
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 * 1024);
  });

  it('with a million names is refused quickly (row 60)', async () => {
    const text = `{${Array.from({ length: 1_000_000 }, (_, index) => `"k${index}":1`).join(',')}}`;
    const body = gzipSync(requestText(`{"p":${text}}`).slice(0, limits.inflatedBytes));
    const answer = await send(body, { 'Content-Encoding': 'gzip' });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.ms).toBeLessThan(hangMs);
  });
});

describe('an operation', () => {
  it.each([
    ['__proto__', '{"__proto__":{"isAdmin":true}}'],
    ['constructor', '{"constructor":{"prototype":{"isAdmin":true}}}'],
  ])('with a member called %s is pointed at and poisons nothing (row 60)', async (_name, p) => {
    const op = `{"v":1,"id":"${newId()}","n":${phone.n + 1},"g":"${group}","k":"visit.record","kv":1,"at":"2026-11-23T02:00:00Z","ce":0,"p":${p}}`;
    const answer = await send(requestText(op));
    expect(answer).toMatchObject({ status: 400, code: 'bad-request' });
    expect(answer.path).toMatch(/^ops\.0\.p\./);
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
  });

  it('nested too deep is pointed at, so that the phone can set it aside (row 60)', async () => {
    const deep = `${'{"a":'.repeat(20)}1${'}'.repeat(20)}`;
    const op = `{"v":1,"id":"${newId()}","n":${phone.n + 1},"g":"${group}","p":${deep}}`;
    const answer = await send(requestText(op));
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.path).toMatch(/^ops\.0\./);
  });

  it('of any text at all is stored and given back as the same text', async () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom(
        "'; drop table op; --",
        '" or 1=1 --',
        '<script>alert(1)</script>',
        '=cmd|calc',
        '\u0000',
        '\ud800',
        '${7*7}',
        '%00',
        '../../etc/passwd',
      ),
    );
    await fc.assert(
      fc.asyncProperty(nasty, async (text) => {
        const op = phone.op(group, 'visit.record', { ...visitPayload(text), advice: text });
        const [verdict] = await phone.push(op);
        expect(verdict?.r).toBe('applied');
        const stored = await office.office.store.read((tables) => tables.operations.find(op.id));
        expect(JSON.parse(stored?.body ?? '{}')).toMatchObject({ p: { topic: text, advice: text } });
      }),
      { numRuns: 60 },
    );
  });
});

const sql = [
  "'; drop table op; --", "' or '1'='1", "\" or \"\"=\"", "1; delete from usr; --", "' union select token_hash from session_ --", '\'); drop table op; --',
  "'/**/or/**/1=1#", '`op`', '[op]', "admin'--", "x' and randomblob(1000000000) --", "'||(select group_concat(name) from usr)||'", '%', '_', '%%%', '\\',
  "\\'", 'null', 'NaN', '$1', '?', '?1', ':name', '@name', "char(39)", '0x27', '\u02bc or 1=1', '\uff07 or 1=1', "'; attach database 'x' as y; --",
  "'; pragma writable_schema = 1; --",
]; // prettier-ignore

describe('SQL in a text (row 64)', () => {
  it('in every text of every kind is kept as the text it is, or refused as no such value; the store is as it was', async () => {
    const tableNames = (): unknown => {
      const db = new Database(join(office.dataDir, 'sajja.sqlite'), { readonly: true });
      try {
        return db.prepare("select name, sql from sqlite_master where type = 'table' order by name").all();
      } finally {
        db.close();
      }
    };
    const [before, people] = [tableNames(), await office.office.store.read((tables) => tables.people.count())];
    const writer = await office.phone();
    const own = await newGroup(writer);
    let place = 0;
    const injected = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(injected);
      if (typeof value === 'object' && value !== null)
        return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, injected(member)]));
      // ids stay, so that it gets as far as it can
      return typeof value === 'string' && !/^[0-9a-f]{8}-/.test(value) ? sql[place++ % sql.length] : value;
    };
    const ops = (Object.keys(kinds) as Kind[]).flatMap((kind) => {
      const sample = samplePayload(kind) as Record<string, unknown>;
      // each text alone, and all of them together
      const texts = Object.keys(sample).filter((name) => typeof sample[name] === 'string');
      return [injected(sample), ...texts.map((name) => ({ ...sample, [name]: injected(sample[name]) }))].map((p) =>
        writer.op(own, kind, p as never),
      );
    });
    for (let from = 0; from < ops.length; from += 100) {
      const some = ops.slice(from, from + 100);
      const verdicts = await writer.push(...some);
      expect(verdicts.map(({ r }) => r).filter((r) => r !== 'applied' && r !== 'held')).toEqual([]);
      for (const [index, verdict] of verdicts.entries()) {
        if (verdict.r !== 'applied') continue;
        const stored = await office.office.store.read((tables) => tables.operations.find(verdict.id));
        expect(JSON.parse(stored?.body ?? '{}')).toEqual(some[index]);
      }
    }
    expect(tableNames()).toEqual(before);
    // the writer of this test came later
    expect(await office.office.store.read((tables) => tables.people.count())).toBe(people + 1);
  });

  it('in a name is shown as that name on boards and in tables, and asks for nothing in an address', async () => {
    const chief = await office.phone({ role: 'district-chief', areas: ['5607'] });
    for (const name of sql.slice(0, 12)) await phone.push(phone.op(newId(), 'group.create', groupPayload('560701', name)));
    const board = (await (await chief.send('/v1/board/groups?area=5607')).json()) as { groups: { group: { name: string } }[] };
    const table = (await (await chief.send('/v1/export/groups.json?area=5607')).json()) as { rows: { name: string }[] };
    const names = [board.groups.map((row) => row.group.name), table.rows.map((row) => row.name)];
    for (const shown of names) expect(shown).toEqual(expect.arrayContaining(sql.slice(0, 12)));
    for (const text of sql)
      for (const path of [`/v1/board/groups?area=${encodeURIComponent(text)}`, `/v1/board/groups/${encodeURIComponent(text)}`]) {
        const response = await chief.send(path);
        expect([path, response.status]).toEqual([path, expect.toBeOneOf([400, 404])]);
      }
  });
});

it('a batch above the number of operations, or of cursors that are none, is refused', async () => {
  const ops = Array.from({ length: limits.operations + 1 }, () => 0);
  expect(await send(JSON.stringify(phone.request(ops)))).toMatchObject({ status: 400, code: 'bad-request', path: 'ops' });
  expect(await send(JSON.stringify(phone.request([], { cur: { x: -1 } })))).toMatchObject({ status: 400 });
});

const bodiesToParser = Number(process.env['HOSTILE_BODIES'] ?? 200_000);
const bodiesToApp = Math.ceil(bodiesToParser / 20);
const bodiesOverHttp = Number(process.env['HOSTILE_HTTP_BODIES'] ?? 5000);
const seed = Number(process.env['SEED'] ?? 20_261_124);

/** Requests a phone could have sent, with every kind of operation the tests know, under a number that is never the next. */
function basesOf(): readonly string[] {
  const visit = { ...phone.op(group, 'visit.record', visitPayload()), n: 999_999 };
  const photo = { ...visit, id: newId(), k: 'photo.attach', p: photoPayload('b'.repeat(64), 1000, { sha: 'a'.repeat(64), bytes: 10 }) };
  const member = { ...visit, id: newId(), k: 'member.add', p: { member: newId() }, s: { salt: 'x', title: 'y', firstName: 'z' } };
  return [[visit], [visit, photo, member], [photo], [member], []].map((ops) => JSON.stringify(phone.request(ops)));
}

function tally(statuses: ReadonlyMap<number, number>, times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? 0;
  const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  return `${times.length} mutated bodies (seed ${seed}): ${counts.join(', ')}; p99 ${p99.toFixed(1)} ms`;
}

async function sendMutated(
  count: number,
  draw: Draws,
  ask: (body: Uint8Array<ArrayBuffer>) => Promise<number>,
  atOnce: number,
): Promise<string> {
  const bases = basesOf();
  const statuses = new Map<number, number>();
  const times: number[] = [];
  for (let sent = 0; sent < count; sent += atOnce)
    await Promise.all(
      Array.from({ length: Math.min(atOnce, count - sent) }, async () => {
        const body = mutated(oneOf(draw, bases), draw);
        const began = performance.now();
        const status = await ask(body);
        times.push(performance.now() - began);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (![200, 400, 401, 413].includes(status)) throw new Error(`seed ${seed}: ${status} to ${Buffer.from(body).toString('base64')}`);
      }),
    );
  return tally(statuses, times);
}

/** The doors a body goes through before anything is stored. @returns the status it would have been answered with */
async function parse(body: Uint8Array<ArrayBuffer>): Promise<number> {
  const headers = { 'Content-Type': 'application/json' };
  try {
    const read = await readJson(new Request('http://localhost/v1/sync', { method: 'POST', body, headers }), SyncRequest);
    for (const op of read.ops) {
      const envelope = OperationSchema.safeParse(op);
      if (!envelope.success) continue;
      parseOperation(op as Operation);
      await toIncoming(op as Operation & Record<string, unknown>);
    }
    return 200;
  } catch (error) {
    if (error instanceof RequestProblem) return problemStatus[error.code];
    throw error;
  }
}

it(`${bodiesToParser} bodies mutated at random are read or refused, and nothing throws`, { timeout: 600_000 }, async () => {
  process.stdout.write(`parser, ${await sendMutated(bodiesToParser, drawsOf(seed), parse, 16)}\n`);
});

it(`${bodiesToApp} of them are answered with 200 or a 4xx, never a 5xx`, { timeout: 600_000 }, async () => {
  const headers = { 'Content-Type': 'application/json' };
  const ask = async (body: Uint8Array<ArrayBuffer>): Promise<number> =>
    (await phone.send('/v1/sync', { method: 'POST', body, headers })).status;
  process.stdout.write(`in process, ${await sendMutated(bodiesToApp, drawsOf(seed + 2), ask, 8)}\n`);
});

it(`${bodiesOverHttp} of them over HTTP, some packed: the same, and the server goes on`, { timeout: 600_000 }, async () => {
  const { origin, stop } = await listen(office.app, { host: '127.0.0.1', port: 0 });
  const draw = drawsOf(seed + 1);
  const ask = async (plain: Uint8Array<ArrayBuffer>): Promise<number> => {
    const isPacked = draw(4) === 0;
    const response = await fetch(`${origin}/v1/sync`, {
      method: 'POST',
      body: isPacked ? gzipSync(plain) : plain,
      headers: { 'Content-Type': 'application/json', 'X-Sync': '1', Cookie: phone.cookie, ...(isPacked && { 'Content-Encoding': 'gzip' }) },
    });
    await response.arrayBuffer();
    return response.status;
  };
  process.stdout.write(`over HTTP, ${await sendMutated(bodiesOverHttp, draw, ask, 8)}\n`);
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  await stop();
});

it('after all of it an honest operation is applied', async () => {
  phone.n = (await phone.sync()).ackN;
  expect(await honest()).toMatchObject([{ r: 'applied' }]);
  expect(office.logs.join('')).not.toContain('"event":"fault"');
});
