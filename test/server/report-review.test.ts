/** Who may say something to a report, through the real server: one level each, in the own area, from a phone that does not hold the group. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Operation, PayloadOf } from '../../src/domain/operation.ts';
import type { ReportRow } from '../../src/domain/report-row.ts';
import type { InvitationRequest } from '../../src/server/invitation.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { newGroup } from '../support/server-operations.ts';
import { newId, type ServerPhone } from '../support/server-phone.ts';

let office: TestOffice;
let officer: ServerPhone;
let g: string;
let report: Operation;

beforeEach(async () => {
  office = await openTestOffice();
  officer = await office.phone({ areas: ['560701'] });
  g = await newGroup(officer);
  report = officer.op(g, 'report.submit', { report: newId(), kind: 'three-month', version: 1, snapshot: { members: 48 } });
  expect(await officer.push(report)).toMatchObject([{ r: 'applied' }]);
});
afterEach(() => office.close());

const reportId = () => (report.p as PayloadOf<'report.submit'>).report;
const review = (phone: ServerPhone, level: 'district' | 'province' | 'department', saw = report.id) =>
  phone.op(g, 'report.review', { report: reportId(), saw, level, decision: 'accepted' });
const rowOf = async (): Promise<ReportRow> =>
  office.office.store.read(async (tables) => JSON.parse((await tables.rows.get(g, `report:${reportId()}`)) ?? 'null') as ReportRow);

describe.each([
  ['the chief of the district', { role: 'district-chief', areas: ['5607'] }, 'district', 'applied'],
  ['the chief, for the province', { role: 'district-chief', areas: ['5607'] }, 'province', 'scope-none'],
  ['the chief of the next district', { role: 'district-chief', areas: ['5606'] }, 'district', 'scope-none'],
  ['the province, for the district', { role: 'province', areas: ['56'] }, 'district', 'scope-none'],
  ['another province', { role: 'province', areas: ['57'] }, 'province', 'scope-none'],
  ['a colleague of the officer', { role: 'field-officer', areas: ['560701'] }, 'district', 'scope-none'],
] as const)('%s', (_who, request, level, expected) => {
  it(`says something: ${expected}`, async () => {
    const phone = await office.phone({ ...request, areas: [...request.areas] } as Partial<InvitationRequest>);
    const [verdict] = await phone.push(review(phone, level));
    expect(verdict?.r === 'held' ? verdict.why : verdict?.r).toBe(expected);
    expect((await rowOf()).state).toBe(expected === 'applied' ? 'accepted' : 'submitted');
  });
});

it('an officer does not accept the own report', async () => {
  expect(await officer.push(review(officer, 'district'))).toMatchObject([{ r: 'held', why: 'scope-none' }]);
});

it('the chief who left has a late review held as late, not as a stranger’s', async () => {
  const chief = await office.phone({ role: 'district-chief', areas: ['5607'] });
  await office.office.store.write(async (tables) => {
    for (const grant of await tables.people.grantsOf(chief.session.user)) await tables.people.endGrant(grant.id, '2026-11-23');
  });
  expect(await chief.push(review(chief, 'district'))).toMatchObject([{ why: 'scope-ended' }]);
});

it('a district, a province and the department in turn, and the officer reads each on the own phone', async () => {
  for (const [role, areas, level] of [
    ['district-chief', ['5607'], 'district'],
    ['province', ['56'], 'province'],
    ['department', ['56'], 'department'],
  ] as const) {
    const phone = await office.phone({ role, areas: [...areas] });
    expect(await phone.push(review(phone, level))).toMatchObject([{ r: 'applied' }]);
    // the group never comes to a phone of the office
    expect((await phone.pull()).has(g)).toBe(false);
  }
  expect((await rowOf()).state).toBe('acknowledged');
  expect((await officer.pull()).get(g)?.map(({ op }) => op.k)).toEqual([
    'group.create', 'report.submit', 'report.review', 'report.review', 'report.review',
  ]); // prettier-ignore
});

it('Scene D: accepting a version that the officer has changed since decides nothing, and the chief is told', async () => {
  const chief = await office.phone({ role: 'district-chief', areas: ['5607'] });
  const next = officer.op(g, 'report.submit', { report: reportId(), kind: 'three-month', version: 2, snapshot: { members: 47 } });
  await officer.push(next);
  expect(await chief.push(review(chief, 'district'))).toMatchObject([{ r: 'applied', flags: ['version-moved-on'] }]);
  expect(await rowOf()).toMatchObject({ version: 2, state: 'submitted' });
  await chief.push(review(chief, 'district', next.id));
  expect(await rowOf()).toMatchObject({ version: 2, state: 'accepted', versions: [{ state: 'submitted' }, { state: 'accepted' }] });
});

it('the same report sent five times at once is one', async () => {
  const again = officer.op(g, 'report.submit', {
    report: newId(),
    kind: 'monthly-savings',
    version: 1,
    forMonth: '2026-11',
    snapshot: { members: 48 },
  });
  const answers = await Promise.all(Array.from({ length: 5 }, async () => officer.push(again)));
  const seqs = answers.flat().map((verdict) => (verdict.r === 'applied' ? verdict.seq : verdict.r));
  expect(new Set(seqs).size).toBe(1);
  expect((await officer.pull()).get(g)?.filter(({ op }) => op.id === again.id)).toHaveLength(1);
});
