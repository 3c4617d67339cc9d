/** The sums that boards read: kept with every write, and always what a recount of every row gives, each group counted once. */
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isCounted, summaryLinesOf } from '../../src/domain/area-summary.ts';
import type { Operation, PayloadOf } from '../../src/domain/operation.ts';
import type { GroupRow, Row } from '../../src/domain/row.ts';
import type { AreaBoard } from '../../src/protocol/area-board.ts';
import { viewerOf } from '../../src/server/access.ts';
import { Desk } from '../../src/server/desk.ts';
import { receive, toIncoming } from '../../src/server/receive.ts';
import type { AreaLine, Tables } from '../../src/server/store/store.ts';
import { ensureFigures, recountFigures } from '../../src/server/summary.ts';
import { foundingRest, foundingVote, memberAdd, operation, pledgePaid } from '../support/act.ts';
import { exportedRows } from '../support/export-scene.ts';
import { historyOf, moves } from '../support/histories.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { groupPayload, memberPayload, memberPersonal } from '../support/server-operations.ts';
import { newId, type ServerPhone } from '../support/server-phone.ts';

let office: TestOffice;
let phones: readonly ServerPhone[];
beforeAll(async () => {
  office = await openTestOffice();
  phones = [await office.phone({ areas: ['56'] }), await office.phone({ areas: ['56'] }), await office.phone({ areas: ['56', '57'] })];
});
afterAll(() => office.close());

const villages = ['560701', '560702', '560901', '570101'];

/** As the phone would send them, some at a time. */
async function send(phone: ServerPhone, ops: readonly Operation[]): Promise<void> {
  const numbered = ops.map((op) => ({ ...op, n: (phone.n += 1) }));
  const incoming = await Promise.all(numbered.map((op) => toIncoming(op)));
  await office.office.store.write(async (tables) => {
    const author = await viewerOf(tables, phone.session.user, phone.dev, office.office.clock());
    if (!author) throw new Error('an officer');
    await receive(tables, { author, dev: phone.dev, nowMs: office.office.clock() }, incoming);
  });
}

const allLines = () => office.office.store.read((tables) => tables.figures.allAreas());

/** The same sums by a recount: every row of every group read and added up. */
async function countEverything(): Promise<readonly AreaLine[]> {
  const sums = new Map<string, AreaLine>();
  await office.office.store.read(async (tables) => {
    for (const { id, area, owner, kind } of await tables.streams.all()) {
      if (kind !== 'group') continue;
      const rows = await rowsOf(tables, id);
      const group = rows.find((row) => row.type === 'group') as GroupRow;
      if (!isCounted(group)) continue;
      for (const line of rows.flatMap((row) => summaryLinesOf(row)))
        // a result is the founder's, whoever holds the group since
        for (const [place, officer] of [
          [area.slice(0, 2), ''],
          [area.slice(0, 4), ''],
          [area, ''],
          [area.slice(0, 4), line.measure === 'founded' || line.measure === 'reported' ? group.officer : owner],
        ] as const) {
          const key = `${place}|${officer}|${line.measure}|${line.month}`;
          sums.set(key, { ...line, area: place, officer, value: line.value + (sums.get(key)?.value ?? 0) });
        }
    }
  });
  return inOrder([...sums.values()].filter(({ value }) => value !== 0));
}

async function rowsOf(tables: Tables, id: string): Promise<readonly Row[]> {
  const bodies = [await tables.rows.get(id, 'group')];
  for (const prefix of ['member', 'month', 'visit', 'meeting', 'entry', 'report'])
    bodies.push(...(await tables.rows.list(id, prefix)).map(({ body }) => body));
  return bodies.flatMap((body) => (body === undefined ? [] : [JSON.parse(body) as Row]));
}

const keyOf = ({ area, officer, measure, month }: AreaLine) => `${area}|${officer}|${measure}|${month}`;
const inOrder = (lines: readonly AreaLine[]) => lines.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

interface Story {
  readonly list: Parameters<typeof historyOf>[0];
  readonly phone: number;
  readonly place: number;
  /** a village corrected on the way, the whole group voided and taken back, another owner */
  readonly turns: readonly { readonly at: number; readonly what: 'move' | 'void' | 'revive' | 'hand-over'; readonly to: number }[];
}
const stories: fc.Arbitrary<Story[]> = fc.array(
  fc.record({
    list: moves,
    phone: fc.nat(2),
    place: fc.nat(2),
    turns: fc.array(
      fc.record({ at: fc.nat(60), what: fc.constantFrom('move' as const, 'void' as const, 'revive' as const, 'hand-over' as const), to: fc.nat(3) }),
      { maxLength: 4 },
    ),
  }),
  { minLength: 1, maxLength: 3 },
); // prettier-ignore

async function play({ list, phone, place, turns }: Story): Promise<string> {
  const g = newId();
  const author = phones[phone]!;
  const village = { tambon: villages[place]!, moo: 1, name: 'v' };
  const [create, ...history] = historyOf(list, g);
  // so that members are taken in and a founding can come about
  const report = operation('report.submit', g, { report: newId(), kind: 'establishment-result', version: 1, snapshot: {} });
  const founding = [...foundingVote(g).ops, ...foundingRest(g).ops, report];
  const ops = [{ ...create!, p: { ...(create!.p as object), village } }, ...founding, ...history];
  for (let at = 0; at < ops.length; at += 9) {
    await send(author, ops.slice(at, at + 9));
    for (const turn of turns.filter((each) => Math.floor(each.at / 9) === Math.floor(at / 9))) await take(g, author, turn);
  }
  return g;
}

async function take(g: string, author: ServerPhone, { what, to }: Story['turns'][number]): Promise<void> {
  if (what === 'move')
    return send(author, [operation('group.set', g, { base: {}, fields: { village: { tambon: villages[to]!, moo: 2, name: 'v' } } })]);
  if (what === 'hand-over')
    return office.office.store.write(async (tables) => {
      const desk = new Desk(tables, office.office.clock());
      const stream = await desk.open(g);
      if (stream) stream.stream = { ...stream.stream, owner: phones[to % 3]!.session.user };
      await desk.writeBack();
    });
  const stage = what === 'void' ? 'voided' : 'active';
  return send(author, [operation('group.stage', g, { stage, reason: 'entered twice', on: '2026-11-23' })]);
}

describe('under random histories', () => {
  it('every sum is what all rows together give; a province is the sum of its districts, a district that of its tambons', async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (all) => {
        for (const story of all) await play(story);
        const kept = inOrder(await allLines());
        expect(kept).toEqual(await countEverything());
        for (const digits of [2, 4]) expect(summedTo(kept, digits, digits + 2)).toEqual(summedTo(kept, digits, digits));
      }),
      { numRuns: 25 },
    );
    const g = await play({ list: [], phone: 0, place: 1, turns: [{ at: 0, what: 'hand-over', to: 1 }] });
    const [member, stays] = [newId(), newId()];
    await send(phones[1]!, [
      memberAdd(g, member),
      operation('member.close', g, { member, leftOn: '2026-12-01', reason: 'moved' }),
      memberAdd(g, stays),
      pledgePaid(g, stays, 5_000),
      operation('visit.record', g, { visit: newId(), on: '2026-11-23', kind: 'advice', attended: true, advice: 'go on' }),
    ]);
    const before = await allLines();
    await office.office.store.write(recountFigures);
    expect(await allLines()).toEqual(before);
    // something of each was there that can be counted wrongly, whatever the histories drew
    for (const measure of [
      'groups',
      'founded',
      'reported',
      'joined',
      'left',
      'pledged',
      'payers',
      'visited',
      'met',
      'saved',
      'step-2',
      'turn-district',
    ])
      expect(before.map((line) => line.measure)).toContain(measure);
  }, 240_000);
});

/** What a paper group's months may hold: typed from paper with or without its balance, booked here, carried over as of one of them. */
const paperMonths = fc.array(
  fc.record({ month: fc.integer({ min: 1, max: 6 }), what: fc.constantFrom('typed', 'booked', 'corrected', 'opened'), satang: fc.integer({ min: 1, max: 9_000 }).map((baht) => baht * 100) }),
  { maxLength: 12 },
); // prettier-ignore

it('old groups with random months of paper, of books and of both: board, months file and a sum made of the facts alone agree', async () => {
  const own = await openTestOffice();
  const officer = await own.phone({ areas: ['560801'] });
  const chief = await own.phone({ role: 'district-chief', areas: ['5608'] });
  const expected = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(paperMonths, async (acts) => {
      const [g, member] = [newId(), newId()];
      const declared = { foundedOn: '1999-03-06', members: 160, savedSatang: 204_800_000, asOf: '2025-12-31' };
      const ops = [
        officer.op(g, 'group.create', { ...groupPayload('560801', 'old'), source: 'declared', declared }),
        officer.op(g, 'member.add', memberPayload(member), memberPersonal('A', 'B')),
      ];
      // by month: what its last report said, and what was booked
      const [typed, booked] = [new Map<string, number>(), new Map<string, number>()];
      const reports = new Map<string, { readonly id: string; readonly version: number }>();
      const line = (paidOn: string, row: PayloadOf<'entry.record'>['rows'][number]) =>
        officer.op(g, 'entry.record', { paidOn, writtenBy: 'officer', rows: [row] });
      for (const { month: number, what, satang } of acts) {
        const month = `2026-0${number}`;
        if (what === 'opened') ops.push(line(`${month}-01`, { e: newId(), kind: 'opening-savings', member, amount: satang }));
        else if (what === 'booked') {
          ops.push(line(`${month}-05`, { e: newId(), kind: 'pledged-savings', member, amount: satang, forMonth: month }));
          booked.set(month, (booked.get(month) ?? 0) + satang);
        } else {
          const { id, version } = reports.get(month) ?? { id: newId(), version: 0 };
          const balance = what === 'typed' ? { savedSatang: satang * 3 } : {};
          const snapshot = { paid: 9, pledgedSatang: satang, ...balance };
          ops.push(officer.op(g, 'report.submit', { report: id, kind: 'monthly-savings', version: version + 1, forMonth: month, source: 'declared', snapshot }));
          reports.set(month, { id, version: version + 1 });
          typed.set(month, satang);
        }
      }
      for (const verdict of await officer.push(...ops)) expect(verdict).toMatchObject({ r: 'applied' });
      for (const month of new Set([...typed.keys(), ...booked.keys()]))
        expected.set(month, (expected.get(month) ?? 0) + Math.max(typed.get(month) ?? 0, booked.get(month) ?? 0));

      const inOrderOf = (sums: ReadonlyMap<string, number>) => [...sums].filter(([, satang]) => satang !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
      const { months } = (await (await chief.send('/v1/board/areas?area=5608')).json()) as AreaBoard;
      expect(inOrderOf(new Map(months.map(({ month, pledgedSatang }) => [month, pledgedSatang])))).toEqual(inOrderOf(expected));
      const file = new Map<string, number>();
      for (const { month, pledgedSatang } of await exportedRows(chief, 'months', '?area=5608&from=2026-01&to=2026-11'))
        file.set(month, (file.get(month) ?? 0) + pledgedSatang);
      expect(inOrderOf(file)).toEqual(inOrderOf(expected));
    }),
    { numRuns: 40, endOnFailure: true },
  );
  await own.close();
}, 240_000); // prettier-ignore

/** Lines of areas with so many digits, added up to the areas they lie in. */
function summedTo(lines: readonly AreaLine[], digits: number, from: number): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const line of lines.filter(({ area, officer }) => area.length === from && officer === '')) {
    const key = keyOf({ ...line, area: line.area.slice(0, digits) });
    sums.set(key, (sums.get(key) ?? 0) + line.value);
  }
  return new Map([...sums].filter(([, value]) => value !== 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}

it('a store of an older version counts once, at its start', async () => {
  const before = await allLines();
  await office.office.store.write(async (tables) => {
    await tables.figures.clear();
    await tables.office.set('figures', '0');
  });
  expect(await office.office.store.write(ensureFigures)).toBe(true);
  expect(await allLines()).toEqual(before);
  expect(await office.office.store.write(ensureFigures)).toBe(false);
});
