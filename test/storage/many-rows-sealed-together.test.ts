/** A group's books come in long pages: their rows are sealed together, and nobody who reads, records or repairs can tell. */
import { expect, it } from 'vitest';
import type { EntryRow } from '../../src/domain/row.ts';
import type { Phone } from '../../src/storage/phone-internals.ts';
import type { Act } from '../../src/storage/phone-store.ts';
import { actOf, pageOf, pledgeDayOf, registerOf } from '../support/group-books.ts';
import { pull, Stream } from '../support/office-stream.ts';
import { everyRow, newPhone, openTestPhone } from '../support/phone.ts';
import { openBehind } from '../support/phone-disk.ts';
import { type Draws, drawsOf, oneOf } from '../support/seeded-draws.ts';

const members = 40;
const months = 6;
const wholeStream = 10_000;

/** The books of a group as another phone wrote them, on their way through the office. */
async function booksOf(draw: Draws) {
  const { phone: writer } = await newPhone();
  const { g, members: ids, acts } = registerOf(members, 1, draw);
  const stream = new Stream(g);
  const newOnes = async (more: readonly Act[]) => {
    for (const op of await writer.record(more)) await stream.append(op, writer.user);
  };
  await newOnes(acts);
  for (let month = 0; month < months; month += 1) await newOnes(pledgeDayOf(g, ids, month, 25, draw));
  return { writer, g, stream, ids, newOnes };
}

/** What happens to books afterwards: a line taken back, a line corrected, somebody pays twice, somebody pays late. */
async function laterActs(phone: Phone, g: string, ids: readonly string[], draw: Draws, count: number): Promise<readonly Act[]> {
  const newId = pageOf(Date.UTC(2024, 8, 1), draw);
  const entries = await phone.rows(g, 'entry');
  return Array.from({ length: count }, () => {
    const { id: e, member = ids[0] ?? '' } = oneOf(draw, entries);
    const row = { e: newId(), kind: 'pledged-savings', amount: 100 * (1 + draw(50)), forMonth: `2024-0${1 + draw(8)}`, member } as const;
    const what = draw(3);
    if (what === 0) return actOf(newId(), g, 'entry.reverse', { e, reason: 'wrong line' });
    if (what === 1) return actOf(newId(), g, 'entry.correct', { e, reason: 'wrong amount', row });
    return actOf(newId(), g, 'entry.record', { paidOn: '2024-09-01', writtenBy: 'officer', rows: [row] });
  });
}

async function rowsOnDisk(indexedDB: IDBFactory, user: string): Promise<readonly { key: string; prefix: string; rev: number }[]> {
  const raw = await openBehind(indexedDB, `sajja-${user}`);
  const rows = (await raw.table('row').toArray()) as { key: string; prefix: string; rev: number }[];
  raw.close();
  return rows;
}

it.each([1, 2, 3])(
  'long pages and short ones end with the same rows, whatever is changed in between (draws %i)',
  async (seed) => {
    const draw = drawsOf(seed);
    const { writer, g, stream, ids, newOnes } = await booksOf(draw);
    const long = await newPhone();
    const short = await newPhone();
    for (let turn = 0; turn < 4; turn += 1) {
      await pull(long.phone, stream, wholeStream);
      while (((await short.phone.syncHead()).cur[g] ?? 0) < stream.log.length) await pull(short.phone, stream, 3);
      expect(await everyRow(long.phone, g)).toEqual(await everyRow(short.phone, g));
      expect(await everyRow(long.phone, g)).toEqual(await everyRow(writer, g));
      const passbooks = await writer.rows(g, 'passbook');
      const byMember = (rows: readonly { member: string }[]) => rows.toSorted((a, b) => (a.member < b.member ? -1 : 1));
      expect(byMember(await long.phone.rowsUnder<'passbook'>(g, 'passbook:2024:'))).toEqual(byMember(passbooks));
      expect(await long.phone.rowsUnder<'passbook'>(g, 'passbook:2023:')).toEqual([]);
      expect(await long.phone.rowsOf(g, [`passbook:2024:${ids[5] ?? ''}`])).toEqual(passbooks.filter(({ member }) => member === ids[5]));
      for (const entry of await writer.rows(g, 'entry')) expect(await long.phone.row<'entry'>(g, `entry:${entry.id}`)).toEqual(entry);
      // few at once lie beside the bundles, many at once go into them
      await newOnes(await laterActs(writer, g, ids, draw, turn === 1 ? 150 : 10));
    }
    const before = await everyRow(long.phone, g);
    await long.phone.repair();
    expect(await everyRow(long.phone, g)).toEqual(before);
    const again = await openTestPhone(long.hardware, { user: long.known.user });
    expect(await everyRow(again, g)).toEqual(before);
    expect((await rowsOnDisk(long.hardware.indexedDB, long.known.user)).length).toBeLessThan(before.length / 2);
  },
  120_000,
);

it('one payment after long pages writes its own few rows and opens no bundle anew, and it is there when the app is opened again', async () => {
  const { g, stream, ids } = await booksOf(drawsOf(7));
  const { phone, hardware, known } = await newPhone();
  await pull(phone, stream, wholeStream);
  const bundles = (await rowsOnDisk(hardware.indexedDB, known.user)).filter(({ prefix }) => prefix.startsWith('~'));
  expect(bundles.length).toBeGreaterThan(months);
  const newId = pageOf(Date.now(), drawsOf(8));
  const row = { e: newId(), kind: 'pledged-savings', amount: 5_000, forMonth: '2024-07', member: ids[3] ?? '' } as const;
  const [paid] = await phone.record([actOf(newId(), g, 'entry.record', { paidOn: '2024-07-05', writtenBy: 'officer', rows: [row] })]);
  const after = await rowsOnDisk(hardware.indexedDB, known.user);
  const last = Math.max(...after.map(({ rev }) => rev));
  expect(after.filter(({ rev }) => rev === last).map(({ prefix }) => prefix).sort()).toEqual(['day', 'entry', 'group', 'member', 'month', 'passbook', 'posting']); // prettier-ignore
  phone.close();
  const again = await openTestPhone(hardware, { user: known.user });
  expect((await again.row<'entry'>(g, `entry:${row.e}`))?.op).toBe(paid?.id);
  expect((await again.rows(g, 'entry')).length).toBe(members * months + 1);
  const saved = (entries: readonly EntryRow[]) =>
    entries.filter(({ member }) => member === ids[3]).reduce((sum, { amount }) => sum + amount, 0);
  expect((await again.row<'member'>(g, `member:${ids[3]}`))?.savedSatang).toBe(saved(await again.rows(g, 'entry')));
});
