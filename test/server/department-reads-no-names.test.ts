/** The department reads what was reached and where, never by whom: no answer of any board names an officer, a chair or somebody at a bank. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BoardReportDetail, BoardReports } from '../../src/protocol/board-reports.ts';
import type { BoardGroupDetail, BoardGroups } from '../../src/protocol/board.ts';
import { areaStreamId } from '../../src/server/ids.ts';
import { foundGroup } from '../support/founded-groups.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { salt, visitPayload } from '../support/server-operations.ts';
import { newId, type ServerPhone } from '../support/server-phone.ts';

let office: TestOffice;
let department: ServerPhone;
let province: ServerPhone;
let officer: ServerPhone;
let g: string;
const report = newId();
const names = ['Fon Chaidee', 'Si Chief', 'Som Province', 'Kham Chair', 'Bank Clerk', 'Boss Stranger'];

beforeAll(async () => {
  office = await openTestOffice();
  officer = await office.phone({ areas: ['5607'], name: 'Fon Chaidee' });
  const chief = await office.phone({ role: 'district-chief', areas: ['5607'], name: 'Si Chief' });
  const moved = await office.phone({ areas: ['5607'], name: 'Boss Stranger' });
  province = await office.phone({ role: 'province', areas: ['56'], name: 'Som Province' });
  department = await office.phone({ role: 'department', areas: ['56', '57'], name: 'Department' });
  g = await foundGroup(officer, { tambon: '560701', name: 'Nong Bua' });
  const snapshot = { members: 48, officer: 'Fon Chaidee', chair: 'Kham Chair', problems: 'Rain' };
  const first = officer.op(g, 'report.submit', { report, kind: 'three-month', version: 1, snapshot });
  const submitted = officer.op(g, 'report.submit', { report, kind: 'three-month', version: 2, snapshot });
  await officer.push(first, submitted);
  const accept = { report, decision: 'accepted', saw: submitted.id } as const;
  await chief.push(chief.op(g, 'report.review', { ...accept, level: 'district' }));
  await province.push(province.op(g, 'report.review', { ...accept, level: 'province' }));
  const talk = { state: 'contacted', on: '2026-11-20', bank: 'Test Bank', note: 'Ask for Bank Clerk' } as const;
  await chief.push(chief.op(g, 'bank.liaise', talk, { salt, contact: 'Bank Clerk 081' }));
  const stream = areaStreamId('5607');
  await chief.push(chief.op(stream, 'agenda.announce', { announcement: newId(), district: '5607', on: '2026-11-01', place: 'Hall' }));
  // something of somebody whose right has ended waits for the chief
  const { id = '' } = (await office.office.store.read((tables) => tables.people.grantsOf(moved.session.user)))[0] ?? {};
  await chief.post('/v1/people/hand-over', { groups: [g], to: moved.session.user, reason: 'a month of help' });
  await chief.post('/v1/people/hand-over', { groups: [g], to: officer.session.user, reason: 'back again' });
  await chief.post('/v1/people/end', { grant: id, on: '2026-11-23', reason: 'moved' });
  expect(await moved.push(moved.op(g, 'visit.record', visitPayload()))).toMatchObject([{ r: 'held' }]);
});
afterAll(() => office.close());

async function text(phone: ServerPhone, path: string): Promise<string> {
  const response = await phone.send(path);
  expect([path, response.status]).toEqual([path, 200]);
  return response.text();
}

const paths = (): readonly string[] => [
  '/v1/board/areas',
  '/v1/board/areas?area=56',
  '/v1/board/areas?area=5607',
  '/v1/board/groups?area=56',
  '/v1/board/groups?area=5607',
  `/v1/board/groups/${g}`,
  '/v1/board/reports?area=56',
  `/v1/board/groups/${g}/reports/${report}`,
  ...['groups', 'months', 'targets', 'reports', 'establishment-result'].flatMap((table) => [
    `/v1/export/${table}.json`,
    `/v1/export/${table}.csv`,
  ]),
];

it('no answer to the department carries a name', async () => {
  for (const path of paths()) {
    const answer = await text(department, path);
    expect([path, names.filter((name) => answer.includes(name))]).toEqual([path, []]);
  }
});

it('the figures are all there, and the province reads the same with names', async () => {
  const of = async <A>(phone: ServerPhone, path: string) => JSON.parse(await text(phone, path)) as A;
  const listed = await of<BoardGroups>(department, '/v1/board/groups?area=5607');
  expect(listed.groups).toMatchObject([
    { hasOfficer: true, held: 1, group: { name: 'Nong Bua', bank: { state: 'contacted', bank: 'Test Bank' } } },
  ]);
  expect(listed.groups[0]).not.toHaveProperty('owner');
  const queue = await of<BoardReports>(department, '/v1/board/reports?area=56');
  expect(queue.reports).toMatchObject([{ groupName: 'Nong Bua', turn: 'department' }]);
  const detail = await of<BoardReportDetail>(department, `/v1/board/groups/${g}/reports/${report}`);
  expect(detail).toMatchObject({ names: {}, report: { snapshot: { members: 48, problems: 'Rain' } } });

  const province1 = await of<BoardReportDetail>(province, `/v1/board/groups/${g}/reports/${report}`);
  expect(province1).toMatchObject({ officerName: 'Fon Chaidee', report: { snapshot: { chair: 'Kham Chair' } } });
  const group = await of<BoardGroupDetail>(province, `/v1/board/groups/${g}`);
  expect(group).toMatchObject({
    officerName: 'Fon Chaidee',
    group: { bank: { contact: 'Bank Clerk 081' } },
    heldOperations: [{ by: 'Boss Stranger' }],
  });
});

it('somebody who is of the department and of one province too reads names there', async () => {
  const { session } = department;
  const grants = { role: 'province', areas: ['57'], from: '2026-10-01' } as const;
  await office.office.store.write((tables) =>
    tables.people.addGrant({ id: newId(), user: session.user, groups: [], until: null, endedOn: null, ...grants }),
  );
  const elsewhere = await office.phone({ areas: ['5701'], name: 'Other Officer' });
  const there = await foundGroup(elsewhere, { tambon: '570101', name: 'There' });
  expect(await text(department, '/v1/board/groups?area=57')).toContain('Other Officer');
  expect(await text(department, '/v1/board/groups?area=56')).not.toContain('Fon Chaidee');

  const result = (phone: ServerPhone, of: string, snapshot: { chair: string; problems: string }) =>
    phone.op(of, 'report.submit', { report: newId(), kind: 'establishment-result', version: 2, snapshot });
  await officer.push(result(officer, g, { chair: 'Kham Chair', problems: 'Ask for Bank Clerk' }));
  await elsewhere.push(result(elsewhere, there, { chair: 'Other Chair', problems: 'Other Remark' }));
  for (const table of ['groups', 'reports', 'establishment-result'])
    for (const file of ['csv', 'json']) {
      const answer = await text(department, `/v1/export/${table}.${file}?area=56`);
      expect([table, file, names.filter((name) => answer.includes(name))]).toEqual([table, file, []]);
    }
  expect(await text(department, '/v1/export/groups.csv?area=57')).toContain('Other Officer');
  const results = await text(department, '/v1/export/establishment-result.csv?area=57');
  for (const name of ['Other Officer', 'Other Chair', 'Other Remark']) expect(results).toContain(name);
});
