/** More than the office can take at once: phones are sent away for a while, each for another, and records go before pictures. */
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { photoPath } from '../../src/protocol/photo.ts';
import { join } from 'node:path';
import { openSqliteStore } from '../../src/server/store/sqlite-store.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { newGroup, photoPayload, visitPayload } from '../support/server-operations.ts';
import { jpeg, sha256 } from '../support/server-pictures.ts';
import type { ServerPhone } from '../support/server-phone.ts';

let office: TestOffice;
let phone: ServerPhone;
let group: string;
let gate: Promise<void> | undefined;

beforeEach(async () => {
  gate = undefined;
  office = await openTestOffice(({ store }) => ({
    store: {
      ...store,
      write: async (work) => {
        await gate;
        return store.write(work);
      },
    },
  }));
  phone = await office.phone();
  group = await newGroup(phone);
});
afterEach(() => office.close());

async function sentAway(response: Response): Promise<number> {
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([503, 'busy']);
  return Number(response.headers.get('Retry-After'));
}

/** so many of one phone at once */
const mostOfOne = 8;

it('above 64 pushes in flight the rest come back after 30 to 120 seconds, not all at once; what was in flight is taken (row 14, row 75)', async () => {
  const others: ServerPhone[] = [];
  while (others.length < 8) others.push(await office.phone());
  let open = (): void => undefined;
  gate = new Promise((resolve) => (open = resolve));
  const ops = Array.from({ length: 64 }, () => phone.op(group, 'visit.record', visitPayload()));
  // the same few operations from many tabs: whichever comes first is taken, the others hear the same
  const tabs = Array.from({ length: mostOfOne }, () => phone.post('/v1/sync', phone.request(ops, { want: [] })));
  await expect.poll(() => office.office.memory.syncs.count).toBe(mostOfOne);
  await sentAway(await phone.post('/v1/sync', phone.request([])));
  const [late, ...crowd] = others;
  const inFlight = crowd.flatMap((each) => Array.from({ length: mostOfOne }, () => each.post('/v1/sync', each.request([], { want: [] }))));
  await expect.poll(() => office.office.memory.syncs.count).toBe(64);
  const waits: number[] = [];
  for (let more = 0; more < 30; more++) waits.push(await sentAway((await late?.post('/v1/sync', late.request([]))) ?? new Response()));
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(30);
  expect(Math.max(...waits)).toBeLessThanOrEqual(120);
  expect(new Set(waits).size).toBeGreaterThan(10);
  open();
  gate = undefined;
  expect((await Promise.all([...tabs, ...inFlight])).map(({ status }) => status)).toEqual(ops.map(() => 200));
  expect((await phone.sync()).ackN).toBe(phone.n);
});

it('32 pictures on their way: the next waits, and a record does not', async () => {
  const sources: ReadableStreamDefaultController<Uint8Array>[] = [];
  const bytes = Array.from({ length: 33 }, (_, index) => jpeg(5000 + index));
  const attach = bytes.map((one) => photoPayload(sha256(one), one.length, { sha: 'a'.repeat(64), bytes: 10 }));
  await phone.push(...attach.map((p) => phone.op(group, 'photo.attach', p)));
  const colleagues: ServerPhone[] = [];
  while (colleagues.length < 4) colleagues.push(await office.phone({ groups: [group] }));
  const upload = (one: Buffer, body: BodyInit, by = phone): Promise<Response> => {
    const init = { method: 'PATCH', headers: { 'Upload-Offset': '0' }, body, duplex: 'half' };
    return by.send(photoPath(group, sha256(one), 'full'), init as RequestInit);
  };
  // each sends its first bytes and then nothing for a while
  const begin = (one: Buffer, index: number): Promise<Response> => {
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void sources.push(controller) });
    return upload(one, body, colleagues[Math.floor(index / mostOfOne)]);
  };
  const last = bytes[32] ?? Buffer.alloc(0);
  const slow = bytes.slice(0, mostOfOne).map((one, index) => begin(one, index));
  await expect.poll(() => office.office.memory.pieces.count).toBe(mostOfOne);
  await sentAway(await upload(last, new Uint8Array(last), colleagues[0]));
  slow.push(...bytes.slice(mostOfOne, 32).map((one, index) => begin(one, mostOfOne + index)));
  await expect.poll(() => office.office.memory.pieces.count).toBe(32);
  expect(await sentAway(await upload(last, new Uint8Array(last)))).toBeGreaterThanOrEqual(30);
  expect(await phone.push(phone.op(group, 'visit.record', visitPayload()))).toMatchObject([{ r: 'applied' }]);
  for (const [index, source] of sources.entries()) {
    source.enqueue(new Uint8Array(bytes[index] ?? Buffer.alloc(0)));
    source.close();
  }
  expect((await Promise.all(slow)).map(({ status }) => status)).toEqual(slow.map(() => 204));
  expect((await upload(last, new Uint8Array(last))).status).toBe(204);
});

it('the store is synchronous=FULL, and one that is not is not opened (row 12)', () => {
  const file = join(office.dataDir, 'another.sqlite');
  const asked = vi.spyOn(Database.prototype, 'pragma');
  try {
    void openSqliteStore(file).close();
    expect(asked.mock.calls.map(([text]) => text)).toContain('synchronous = FULL');
    const real = asked.getMockImplementation();
    asked.mockImplementation((text, options) => (text === 'synchronous' ? 1 : real?.(text, options)));
    expect(() => openSqliteStore(file)).toThrow(/store: fault/);
  } finally {
    asked.mockRestore();
  }
});
