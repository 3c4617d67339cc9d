/** Reports on the boards, and the same village group reported by two officers. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Operation, PayloadOf } from '../../src/domain/operation.ts';
import type { AreaBoard, AreaPart } from '../../src/protocol/area-board.ts';
import type { BoardReportDetail, BoardReports } from '../../src/protocol/board-reports.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { groupPayload, photoPayload } from '../support/server-operations.ts';
import { newId, type ServerPhone } from '../support/server-phone.ts';

let office: TestOffice;
let chief: ServerPhone;
beforeEach(async () => {
  office = await openTestOffice();
  chief = await office.phone({ role: 'district-chief', areas: ['5607'], name: 'Si' });
});
afterEach(() => office.close());

/** A founded group: an old one is founded by what is declared of it. */
async function founded(phone: ServerPhone, name: string, foundedOn: string, moo = 1): Promise<string> {
  const g = newId();
  const payload = groupPayload('560701', name);
  const village = { ...payload.village, moo };
  const declared = { foundedOn, members: 48, savedSatang: 450_000, asOf: '2026-11-20' };
  expect(await phone.push(phone.op(g, 'group.create', { ...payload, village, source: 'declared', declared }))).toMatchObject([
    { r: 'applied' },
  ]);
  return g;
}
const result = (phone: ServerPhone, g: string, report = newId(), version = 1): Operation =>
  phone.op(g, 'report.submit', { report, kind: 'establishment-result', version, snapshot: { members: 48 } });
const idOf = (op: Operation) => (op.p as PayloadOf<'report.submit'>).report;
const seen = async <T>(phone: ServerPhone, path: string): Promise<T> => (await (await phone.send(path)).json()) as T;
const queueOf = async (phone: ServerPhone, area = '5607') => (await seen<BoardReports>(phone, `/v1/board/reports?area=${area}`)).reports;

describe('case 27: one village group in the records of two officers', () => {
  it('the second establishment result waits for the district as maybe twice, and only one counts', async () => {
    const [fon, boss] = [await office.phone({ areas: ['560701'], name: 'Fon' }), await office.phone({ areas: ['560701'], name: 'Boss' })];
    const [a, b] = [await founded(fon, 'บ้านน้ำฝน', '2026-11-01'), await founded(boss, ' บ้าน น\u0E4D\u0E49าฝน ', '2026-11-23')];
    expect(await fon.push(result(fon, a))).toMatchObject([{ r: 'applied' }]);
    const second = result(boss, b);
    expect(await boss.push(second)).toMatchObject([{ r: 'held', why: 'maybe-reported-twice' }]);
    expect((await queueOf(chief)).map(({ officerName }) => officerName)).toEqual(['Fon']);
    // sent again with the same id it is the same one
    expect(await boss.push(second)).toMatchObject([{ r: 'held', why: 'maybe-reported-twice' }]);
    // the chief knows that these are two groups
    const answer = await chief.post(`/v1/held/${second.id}`, { decision: 'accept', reason: 'two groups' });
    expect(await answer.json()).toMatchObject({ state: 'released' });
    expect(await queueOf(chief)).toHaveLength(2);
  });

  it.each([
    ['another name', 'บ้านอื่น', '2026-11-23', 1],
    ['another village', 'บ้านน้ำฝน', '2026-11-23', 2],
    ['founded more than a month apart', 'บ้านน้ำฝน', '2026-12-03', 1],
  ])('%s is another group', async (_why, name, on, moo) => {
    const [fon, boss] = [await office.phone({ areas: ['560701'] }), await office.phone({ areas: ['560701'] })];
    await fon.push(result(fon, await founded(fon, 'บ้านน้ำฝน', '2026-11-01')));
    expect(await boss.push(result(boss, await founded(boss, name, on, moo)))).toMatchObject([{ r: 'applied' }]);
  });

  it('one that was entered by mistake stands in nobody’s way', async () => {
    const [fon, boss] = [await office.phone({ areas: ['560701'] }), await office.phone({ areas: ['560701'] })];
    const [a, b] = [await founded(fon, 'บ้านน้ำฝน', '2026-11-01'), await founded(boss, 'บ้านน้ำฝน', '2026-11-01')];
    await fon.push(result(fon, a), fon.op(a, 'group.stage', { stage: 'voided', reason: 'wrong village', on: '2026-11-23' }));
    expect(await boss.push(result(boss, b))).toMatchObject([{ r: 'applied' }]);
  });

  it('a correction of the one that counts is no second report', async () => {
    const fon = await office.phone({ areas: ['560701'] });
    const g = await founded(fon, 'บ้านน้ำฝน', '2026-11-01');
    const first = result(fon, g);
    expect(await fon.push(first, result(fon, g, idOf(first), 2))).toMatchObject([{ r: 'applied' }, { r: 'applied' }]);
  });
});

describe('what a level sees', () => {
  it('the queue follows each report up its way, and the department reads what the province sent on, without pictures', async () => {
    const fon = await office.phone({ areas: ['560701'], name: 'Fon' });
    const g = await founded(fon, 'บ้านน้ำฝน', '2026-08-01');
    const report = fon.op(g, 'report.submit', { report: newId(), kind: 'three-month', version: 1, snapshot: { members: 48 } });
    await fon.push(report, fon.op(g, 'photo.attach', photoPayload('a'.repeat(64), 600, { sha: 'b'.repeat(64), bytes: 300 })));
    const province = await office.phone({ role: 'province', areas: ['56'] });
    const department = await office.phone({ role: 'department', areas: ['56'] });
    const say = async (phone: ServerPhone, level: 'district' | 'province' | 'department') =>
      phone.push(phone.op(g, 'report.review', { report: idOf(report), saw: report.id, level, decision: 'accepted' }));
    const path = `/v1/board/groups/${g}/reports/${idOf(report)}`;

    expect(await queueOf(chief)).toMatchObject([{ turn: 'district', groupName: 'บ้านน้ำฝน', officerName: 'Fon' }]);
    expect(await queueOf(department, '56')).toEqual([]);
    expect((await department.send(path)).status).toBe(404);
    await say(chief, 'district');
    expect(await queueOf(province, '56')).toMatchObject([{ turn: 'province' }]);
    expect((await department.send(path)).status).toBe(404);
    await say(province, 'province');
    expect(await queueOf(department, '56')).toMatchObject([{ turn: 'department' }]);
    expect(await seen<BoardReportDetail>(department, path)).toMatchObject({ report: { snapshot: { members: 48 } }, photos: [] });
    await say(department, 'department');
    expect(await queueOf(department, '56')).toEqual([]);
    const shown = await seen<BoardReportDetail>(chief, path);
    expect(shown).toMatchObject({ report: { state: 'acknowledged', versions: [{ reviews: [{}, {}, {}] }] }, photos: [{ full: false }] });
    expect(Object.values(shown.names)).toContain('Si');
  });

  it('how many wait for each level stands on the boards above, follows every word, and leaves with a group entered by mistake', async () => {
    const fon = await office.phone({ areas: ['560701'], name: 'Fon' });
    const [g, another] = [await founded(fon, 'บ้านน้ำฝน', '2026-08-01'), await founded(fon, 'บ้านอื่น', '2026-11-01', 2)];
    const report = fon.op(g, 'report.submit', { report: newId(), kind: 'three-month', version: 1, snapshot: { members: 48 } });
    const other = result(fon, another);
    await fon.push(report, other);
    const [province, department] = [await office.phone({ role: 'province', areas: ['56'] }), await office.phone({ role: 'department', areas: ['56', '57'] })];
    const say = async (phone: ServerPhone, level: 'district' | 'province' | 'department', decision: 'accepted' | 'returned' = 'accepted') =>
      phone.push(phone.op(g, 'report.review', { report: idOf(report), saw: report.id, level, decision, remark: 'count again' }));
    /** on the boards of a district, its province and the country: district, province, department */
    const turns = async () => {
      const [district, ofProvince, country] = await Promise.all(
        [[chief, '?area=5607'], [province, '?area=56'], [department, '']].map(async ([phone, query]) =>
          seen<AreaBoard>(phone as ServerPhone, `/v1/board/areas${query as string}`)),
      );
      const of = (part: AreaPart | undefined) => [part?.turns?.district, part?.turns?.province, part?.turns?.department];
      const all = [district!.whole, ofProvince!.whole, ofProvince!.parts.find(({ area }) => area === '5607'), country!.whole, country!.parts[0]].map(of);
      for (const each of all) expect(each).toEqual(all[0]);
      expect(of(country!.parts[1])).toEqual([0, 0, 0]);
      return all[0];
    };

    expect(await turns()).toEqual([2, 0, 0]);
    await say(chief, 'district');
    expect(await turns()).toEqual([1, 1, 0]);
    await say(province, 'province');
    expect(await turns()).toEqual([1, 0, 1]);
    await say(department, 'department', 'returned');
    expect(await turns()).toEqual([1, 0, 0]);
    expect(await queueOf(chief)).toHaveLength(1);

    await fon.push(fon.op(other.g, 'group.stage', { stage: 'voided', reason: 'entered twice', on: '2026-11-23' }));
    expect(await turns()).toEqual([0, 0, 0]);
    expect(await queueOf(chief)).toEqual([]);
  }); // prettier-ignore

  it('a campaign that sends a report from the district straight to the department asks the department', async () => {
    const fon = await office.phone({ areas: ['560701'], name: 'Fon' });
    const g = await founded(fon, 'บ้านน้ำฝน', '2026-08-01');
    const route = ['district', 'department'] as const;
    const report = fon.op(g, 'report.submit', { report: newId(), kind: 'three-month', version: 1, snapshot: {}, route: [...route] });
    await fon.push(report);
    const department = await office.phone({ role: 'department', areas: ['56'] });
    const path = `/v1/board/groups/${g}/reports/${idOf(report)}`;
    expect([await queueOf(department, '56'), (await department.send(path)).status]).toEqual([[], 404]);
    await chief.push(chief.op(g, 'report.review', { report: idOf(report), saw: report.id, level: 'district', decision: 'accepted' }));
    expect(await queueOf(department, '56')).toMatchObject([{ turn: 'department' }]);
    expect((await department.send(path)).status).toBe(200);
  });
});
