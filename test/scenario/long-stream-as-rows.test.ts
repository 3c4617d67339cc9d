/** A group with a long history reaches a new phone as rows: it ends where one that read every operation ends. */
import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { canonicalJson } from '../../src/domain/canonical-json.ts';
import { makeSnapshots } from '../../src/server/snapshot.ts';
import type { StreamRecord } from '../../src/storage/database.ts';
import type { SyncHead } from '../../src/storage/phone-internals.ts';
import type { Act } from '../../src/storage/phone-store.ts';
import { actOf, pageOf, pledgeDayOf, registerOf } from '../support/group-books.ts';
import { openBehind } from '../support/phone-disk.ts';
import { everyRow } from '../support/phone.ts';
import { type FieldPhone, newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { type Draws, drawsOf, oneOf } from '../support/seeded-draws.ts';

vi.setConfig({ testTimeout: 180_000 });

const rule = { after: 12, every: 6, partBytes: 6_000 };

let office: TestOffice;
let writer: FieldPhone;
let code: () => Promise<string>;
beforeEach(async () => {
  office = await openTestOffice();
  writer = await newFieldPhone(office, { code: await office.invite('field-officer', ['560701']) });
  code = async () => office.invite('field-officer', [], { user: writer.known.user });
});
afterEach(() => office.close());

const newReader = async () => newFieldPhone(office, { code: await code() });
const drained = async (field: FieldPhone) => expect(await field.sender.drain('tap')).toBe('done');
const snapshots = async (more: Partial<typeof rule> = {}) => makeSnapshots(office.office, { ...rule, ...more });

async function write(acts: readonly Act[]): Promise<void> {
  await writer.phone.record(acts);
  await drained(writer);
}

/** A register of eight and some pledge days. */
async function books(draw: Draws, months: number): Promise<{ readonly g: string; readonly members: readonly string[] }> {
  const { g, members, acts } = registerOf(8, 1, draw);
  await write([...acts, ...Array.from({ length: months }, (_, month) => pledgeDayOf(g, members, month, 5, draw)).flat()]);
  return { g, members };
}

async function onDisk(field: FieldPhone, g: string) {
  const raw = await openBehind(field.hardware.indexedDB, `sajja-${field.known.user}`);
  const stream = (await raw.table('stream').get(g)) as StreamRecord;
  const base = await raw.table('base').count();
  raw.close();
  return { stream, base };
}

/** Where a phone stands in a stream, without how it came there. */
async function standing(field: FieldPhone, g: string) {
  const { stream } = await onDisk(field, g);
  // members of a row lie in the order in which they were set, which is no part of what it says
  const rows = (await everyRow(field.phone, g)).map((row) => canonicalJson(JSON.parse(String(row))));
  return { cursor: stream.cursor, head: stream.head, chain: stream.chain, rows: rows.sort() };
}

/** Pages of a group as they come to a phone: `rows 2/5` for a part of a snapshot, else the numbers. */
function watchPages({ phone }: FieldPhone, g: string): readonly string[] {
  const seen: string[] = [];
  const real = phone.applyPage.bind(phone);
  vi.spyOn(phone, 'applyPage').mockImplementation(async (page) => {
    const { snapshot, from, to } = page;
    if (page.g === g) seen.push(snapshot === undefined ? `${from}-${to}` : `rows ${snapshot.part + 1}/${snapshot.parts}`);
    return real(page);
  });
  return seen;
}

async function later(g: string, members: readonly string[], draw: Draws, count: number): Promise<readonly Act[]> {
  const newId = pageOf(Date.UTC(2025, 5, 1) + draw(1_000_000), draw);
  const entries = await writer.phone.rows(g, 'entry');
  return Array.from({ length: count }, () => {
    const { id: e } = oneOf(draw, entries);
    const what = draw(5);
    const row = { e: newId(), kind: 'pledged-savings', amount: 100 * (1 + draw(50)), forMonth: `2025-0${1 + draw(8)}`, member: oneOf(draw, members) } as const; // prettier-ignore
    if (what === 0) return actOf(newId(), g, 'entry.reverse', { e, reason: 'wrong line' });
    if (what === 1) return actOf(newId(), g, 'entry.correct', { e, reason: 'wrong amount', row });
    if (what === 2) return actOf(newId(), g, 'document.tick', { document: 'passbook', state: 'have' });
    if (what === 3) return actOf(newId(), g, 'member.set', { member: oneOf(draw, members), base: {}, fields: {} }, { fields: { nickname: `N${draw(99)}` } }); // prettier-ignore
    return actOf(newId(), g, 'entry.record', { paidOn: '2025-06-01', writtenBy: 'officer', rows: [row] });
  });
}

describe('a new phone', () => {
  it('ends with the rows, the number and the chain of one that folded everything, whatever came before and after the snapshot', async () => {
    await fc.assert(
      fc.asyncProperty(
        // all runs share one office: a seed drawn twice would make the same group twice
        fc.noBias(fc.nat()),
        fc.integer({ min: 2, max: 5 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }),
        async (seed, months, turns) => {
          const draw = drawsOf(seed);
          const { g, members } = await books(draw, months);
          expect(await snapshots()).toBeGreaterThan(0);
          const first = await newReader();
          await drained(first);
          for (const count of turns) {
            await write(await later(g, members, draw, count));
            await snapshots();
            await drained(first);
          }
          const last = await newReader();
          await drained(last);
          for (const reader of [first, last]) {
            await drained(reader);
            expect((await onDisk(reader, g)).stream.base?.seq).toBeGreaterThan(rule.after);
            expect(await standing(reader, g)).toEqual(await standing(writer, g));
            await reader.phone.repair();
            expect(await standing(reader, g)).toEqual(await standing(writer, g));
            // what it records stands on the rows it was sent
            await reader.phone.record(await later(g, members, draw, 2));
            await drained(reader);
            await drained(writer);
            expect(await standing(reader, g)).toEqual(await standing(writer, g));
          }
          for (const reader of [first, last]) reader.phone.close();
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
  });

  it('whose line breaks between two parts goes on with the next one, and begins anew when the office has a newer snapshot', async () => {
    const draw = drawsOf(3);
    const { g, members } = await books(draw, 4);
    await snapshots();
    const reader = await newReader();
    const seen = watchPages(reader, g);
    let syncs = 0;
    reader.network.rule = ({ path }) => (path === '/v1/sync' && (syncs += 1) > 2 ? ('lose-request' as const) : undefined);
    await reader.sender.drain('tap');
    expect(await reader.phone.groups()).toEqual([]);
    const [, parts = ''] = seen[0]?.split('/') ?? [];
    expect(Number(parts)).toBeGreaterThan(3);
    expect(seen).toEqual([`rows 1/${parts}`, `rows 2/${parts}`]);
    await reader.restart();
    const seenLater = watchPages(reader, g);
    await write(await later(g, members, draw, 8));
    await snapshots();
    reader.network.rule = () => undefined;
    await drained(reader);
    expect(seenLater[0]).toMatch(/^rows 1\//);
    expect(seenLater.filter((page) => page.startsWith('rows 1/'))).toHaveLength(1);
    expect(await standing(reader, g)).toEqual(await standing(writer, g));
  });

  it('goes on where it was when nothing newer is there', async () => {
    const { g } = await books(drawsOf(4), 4);
    await snapshots();
    const reader = await newReader();
    let syncs = 0;
    reader.network.rule = ({ path }) => (path === '/v1/sync' && (syncs += 1) > 2 ? ('lose-request' as const) : undefined);
    await reader.sender.drain('tap');
    await reader.restart();
    const seen = watchPages(reader, g);
    reader.network.rule = () => undefined;
    await drained(reader);
    expect(seen[0]).toMatch(/^rows 3\//);
    expect(await standing(reader, g)).toEqual(await standing(writer, g));
  });

  it('does not believe rows that are not those of the hash: it reads every operation, and says so', async () => {
    const { g } = await books(drawsOf(5), 4);
    await snapshots();
    change(`update snapshot_part set body = replace(body, '"amount":5000', '"amount":5100') where part = 1`);
    const reader = await newReader();
    const seen = watchPages(reader, g);
    await drained(reader);
    expect(seen.some((page) => page.startsWith('rows'))).toBe(true);
    expect(seen.some((page) => page.startsWith('0-'))).toBe(true);
    expect(await standing(reader, g)).toEqual(await standing(writer, g));
    expect(await onDisk(reader, g)).toMatchObject({ base: 0 });
    expect(await reader.phone.brokenChains()).toEqual([g]);
  });

  it('with something of its own in the group reads the operations', async () => {
    const draw = drawsOf(6);
    const { g, members } = await books(draw, 3);
    await snapshots();
    const reader = await newReader();
    const seen = watchPages(reader, g);
    await reader.phone.record([actOf(pageOf(Date.now(), draw)(), g, 'document.tick', { document: 'passbook', state: 'have' })]);
    await drained(reader);
    expect(seen.filter((page) => !page.startsWith('rows'))[0]).toMatch(/^0-/);
    await drained(writer);
    expect(await standing(reader, g)).toEqual(await standing(writer, g));
    expect(members).toHaveLength(8);
  });

  it('of an app whose fold is another one, or that does not ask, is sent operations', async () => {
    const { g } = await books(drawsOf(7), 3);
    await snapshots();
    change('update snapshot set fold = fold + 1');
    const other = await newReader();
    const seen = watchPages(other, g);
    await drained(other);
    expect(seen[0]).toMatch(/^0-/);
    // the office makes its own once more
    expect(await snapshots()).toBe(1);
    const older = await newReader();
    const syncHead = older.phone.syncHead.bind(older.phone);
    const outgoing = older.phone.outgoing.bind(older.phone);
    const asOlder = (head: SyncHead): SyncHead => ({ ...head, snap: { fold: 0, but: [], at: {} } });
    vi.spyOn(older.phone, 'syncHead').mockImplementation(async () => asOlder(await syncHead()));
    vi.spyOn(older.phone, 'outgoing').mockImplementation(async (...limits) => {
      const { head, ops } = await outgoing(...limits);
      return { head: asOlder(head), ops };
    });
    const seenByOlder = watchPages(older, g);
    await drained(older);
    expect(seenByOlder[0]).toMatch(/^0-/);
    expect(await standing(older, g)).toEqual(await standing(writer, g));
  });
});

describe('rows from a snapshot', () => {
  it('are read again by their operations when the app folds otherwise, when the chain breaks, and after a restore', async () => {
    const draw = drawsOf(8);
    const { g, members } = await books(draw, 3);
    await snapshots();
    const reader = await newReader();
    await drained(reader);
    expect((await onDisk(reader, g)).base).toBeGreaterThan(0);
    const third = await newReader();
    await drained(third);
    const restore = await office.backUp();
    const before = await everyRow(reader.phone, g);

    reader.phone.close();
    const raw = await openBehind(reader.hardware.indexedDB, `sajja-${reader.known.user}`);
    await raw.table('stream').update(g, { 'base.fold': 0 });
    raw.close();
    await reader.restart();
    expect(await everyRow(reader.phone, g)).toEqual(before);
    const seen = watchPages(reader, g);
    await drained(reader);
    expect(seen[0]).toMatch(/^0-/);
    expect(await onDisk(reader, g)).toMatchObject({ base: 0 });
    expect(await standing(reader, g)).toEqual(await standing(writer, g));

    const second = await newReader();
    await drained(second);
    const broken = await openBehind(second.hardware.indexedDB, `sajja-${second.known.user}`);
    await broken.table('stream').update(g, { chain: 'a'.repeat(64) });
    broken.close();
    await write(await later(g, members, draw, 2));
    await drained(second);
    expect(await second.phone.brokenChains()).toEqual([g]);
    expect(await onDisk(second, g)).toMatchObject({ base: 0 });
    expect(await standing(second, g)).toEqual(await standing(writer, g));

    await restore();
    await drained(third);
    expect(await onDisk(third, g)).toMatchObject({ base: 0 });
    await drained(writer);
    await drained(third);
    expect(await standing(third, g)).toEqual(await standing(writer, g));
    // what the backup had is of its own operations
    const fresh = await newReader();
    const seenByFresh = watchPages(fresh, g);
    await drained(fresh);
    expect(seenByFresh[0]).toMatch(/^rows 1\//);
    expect(await standing(fresh, g)).toEqual(await standing(writer, g));
  });

  it('leave with the group, and come back with it', async () => {
    const { g } = await books(drawsOf(9), 3);
    await snapshots();
    const reader = await newReader();
    await drained(reader);
    await reader.phone.applyAnswer({ epoch: (await reader.phone.syncHead()).epoch ?? '', ackN: 0, safeN: 0, receivedAt: new Date(office.clock.nowMs()).toISOString(), revoked: [g], verdicts: [] }); // prettier-ignore
    await reader.phone.purgeRevoked();
    expect(await reader.phone.groups()).toEqual([]);
    expect(await onDisk(reader, g)).toEqual({ stream: undefined, base: 0 });
    const seen = watchPages(reader, g);
    await drained(reader);
    expect(seen[0]).toMatch(/^rows 1\//);
    expect(await standing(reader, g)).toEqual(await standing(writer, g));
  });

  it('are proven by verify: others than the operations make, a wrong chain, a place beyond the end', async () => {
    await books(drawsOf(10), 3);
    await snapshots();
    await office.backUp();
    for (const damage of [
      `update snapshot_part set body = replace(body, '"amount":5000', '"amount":5100')`,
      `update snapshot set chain = '${'0'.repeat(64)}'`,
      'update snapshot set base = base + 1000',
    ]) {
      await snapshots({ every: 0 });
      change(damage);
      await expect(office.backUp()).rejects.toThrow(/snapshot/);
    }
    change('update snapshot set base = base - 1000');
    await snapshots({ every: 0 });
    await office.backUp();
  });
});

it('a group that is not long has no snapshot, and a long one is not made anew for every operation', async () => {
  const draw = drawsOf(11);
  const { g, members } = await books(draw, 2);
  expect(await snapshots({ after: 10_000 })).toBe(0);
  expect(await snapshots()).toBe(1);
  await write(await later(g, members, draw, rule.every - 1));
  expect(await snapshots()).toBe(0);
  await write(await later(g, members, draw, 1));
  expect(await snapshots()).toBe(1);
});

/** Behind the office's back. */
function change(sql: string): void {
  const db = new Database(join(office.dataDir, 'sajja.sqlite'));
  db.exec(sql);
  db.close();
}
