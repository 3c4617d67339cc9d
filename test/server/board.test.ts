/** Boards: aggregates for those over the area, and not a row of a member for anybody. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PayloadOf } from '../../src/domain/operation.ts';
import type { BoardGroupDetail, BoardGroups } from '../../src/protocol/board.ts';
import { photoPath } from '../../src/protocol/photo.ts';
import { BoardGroupDetailSchema, BoardGroupsSchema } from '../../src/server/board-schema.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import {
  groupPayload,
  meetingPayload,
  memberPayload,
  memberPersonal,
  newGroup,
  photoPayload,
  salt,
  visitPayload,
} from '../support/server-operations.ts';
import { jpeg, sha256 } from '../support/server-pictures.ts';
import { newId, type ServerPhone } from '../support/server-phone.ts';

let office: TestOffice;
let officer: ServerPhone;
let chief: ServerPhone;
let province: ServerPhone;
let group: string;
const meeting = newId();
const thumb = jpeg(300);

beforeAll(async () => {
  office = await openTestOffice();
  officer = await office.phone({ name: 'Fon', areas: ['560701'] });
  chief = await office.phone({ role: 'district-chief', areas: ['5607'], name: 'Chief' });
  province = await office.phone({ role: 'province', areas: ['56'], name: 'Province' });
  group = await newGroup(officer, '560701');
  const picture = sha256(Buffer.from('x'));
  await officer.push(
    officer.op(group, 'meeting.open', meetingPayload(meeting)),
    officer.op(group, 'meeting.attend', { meeting, total: 60 }),
    officer.op(group, 'meeting.minutes', { meeting }, { salt, text: 'Mother Kham spoke of her debts' }),
    officer.op(group, 'member.add', memberPayload(newId()), { ...memberPersonal('Thongdee', 'Saensuk'), nationalId: '3560100000011' }),
    officer.op(group, 'photo.attach', photoPayload(picture, 5000, { sha: sha256(thumb), bytes: thumb.length })),
    { ...officer.op(group, 'visit.record', { visit: newId(), on: '2026-11-21', kind: 'advice', attended: true }), kv: 2 },
  );
  const path = photoPath(group, picture, 'thumb');
  await officer.send(path, { method: 'PATCH', headers: { 'Upload-Offset': '0' }, body: new Uint8Array(thumb) });
  const neighbour = await office.phone({ name: 'Neighbour', areas: ['5603'] });
  await newGroup(neighbour, '560307');
  await office.phone({ name: 'Colleague', areas: ['560702'] }).then((phone) => newGroup(phone, '560702'));
});
afterAll(() => office.close());

async function board(phone: ServerPhone, query = ''): Promise<BoardGroups> {
  return (await (await phone.send(`/v1/board/groups${query}`)).json()) as BoardGroups;
}

it('the chief sees every group of the district with its officer, its pictures and what is held', async () => {
  const { area, groups, devices } = await board(chief);
  expect(area).toBe('5607');
  expect(groups).toHaveLength(2);
  const mine = groups.find(({ group: { id } }) => id === group);
  expect(mine).toMatchObject({ district: '5607', officerName: 'Fon', operations: 6, held: 1, photos: [{ thumb: true, full: false }] });
  expect(mine?.group.meetings).toMatchObject({ held: 1 });
  expect(devices.map(({ officerName }) => officerName).toSorted()).toEqual(['Colleague', 'Fon']);
});

it('the answers are what the document says', async () => {
  BoardGroupsSchema.parse(await board(province));
  BoardGroupDetailSchema.parse(await (await chief.send(`/v1/board/groups/${group}`)).json());
});

it('the province sees all districts and can ask for one', async () => {
  expect((await board(province)).groups).toHaveLength(3);
  expect((await board(province, '?area=5603')).groups).toHaveLength(1);
  expect((await board(province, '?area=5603&stage=dormant')).groups).toHaveLength(0);
  expect((await board(province, '?area=5603&stage=surveying')).groups).toHaveLength(1);
});

it('an officer sees the own groups only, and no other’s phone', async () => {
  const { groups, devices } = await board(officer);
  expect(groups.map(({ group: { id } }) => id)).toEqual([group]);
  expect(devices.map(({ officerName }) => officerName)).toEqual(['Fon']);
});

it.each(['?area=5', '?area=ab', '?area=56; drop table op', '?area='])('an area that is none is a bad request: %s', async (query) => {
  expect((await chief.send(`/v1/board/groups${query}`)).status).toBe(400);
});

it('the group by itself has its meetings without minutes, and its held operations', async () => {
  const detail = (await (await chief.send(`/v1/board/groups/${group}`)).json()) as BoardGroupDetail;
  expect(detail.meetings).toMatchObject([{ id: meeting, kind: 'founding', attendance: { total: 60 } }]);
  expect(detail.heldOperations).toMatchObject([{ kind: 'visit.record', why: 'unknown-version', by: 'Fon' }]);
});

it('no board says anything about a member', async () => {
  for (const path of ['/v1/board/groups', `/v1/board/groups/${group}`])
    for (const phone of [chief, province, officer]) {
      const text = await (await phone.send(path)).text();
      for (const secret of ['Thongdee', 'Saensuk', '3560100000011', 'debts', 'setBy', 'conflicts']) expect(text).not.toContain(secret);
    }
});

describe('what the founding notice says of the bank', () => {
  const notice = (report: string, version: number, snapshot: object) =>
    ({ report, kind: 'founding-notice', version, snapshot }) as PayloadOf<'report.submit'>;
  const read = async (phone: ServerPhone, g: string) => {
    const { groups } = BoardGroupsSchema.parse(await board(phone));
    const listed = groups.find(({ group: { id } }) => id === g)?.bankAsk;
    const detail = BoardGroupDetailSchema.parse(await (await phone.send(`/v1/board/groups/${g}`)).json());
    expect(detail.bankAsk).toEqual(listed);
    return listed;
  };

  it('who asks, since when and for which bank follows the newest version; the department is not told the words', async () => {
    const g = await newGroup(officer, '560701');
    expect(await read(chief, g)).toBeUndefined();
    const report = newId();
    const on = new Date(office.office.clock()).toISOString().slice(0, 10);
    await officer.push(officer.op(g, 'report.submit', notice(report, 1, { members: 48 })));
    expect(await read(chief, g)).toBeUndefined();
    await officer.push(officer.op(g, 'report.submit', notice(report, 2, { bankRequested: true, preferredBank: 'Bank of the fields' })));
    expect(await read(chief, g)).toEqual({ on, isAsked: true, preferred: 'Bank of the fields' });
    const department = await office.phone({ role: 'department', areas: ['56'], name: 'Department' });
    expect(await read(department, g)).toEqual({ on, isAsked: true });
    await officer.push(officer.op(g, 'report.submit', notice(report, 3, { bankRequested: false, preferredBank: 'Bank of the fields' })));
    expect(await read(chief, g)).toEqual({ on, isAsked: false });
  });
});

describe('money of a group', () => {
  const sheet = (paidOn: string, ...rows: PayloadOf<'entry.record'>['rows']): PayloadOf<'entry.record'> => ({
    paidOn,
    writtenBy: 'officer',
    rows,
  });
  const saved = (amount: number) => ({ e: newId(), kind: 'special-savings', amount }) as const;
  const one = async (g: string): Promise<BoardGroupDetail> =>
    (await (await chief.send(`/v1/board/groups/${g}`)).json()) as BoardGroupDetail;

  it('the first collection is what came in on the first day that still has money, bank or no bank', async () => {
    const g = await newGroup(officer, '560701');
    expect(await one(g)).toMatchObject({ firstCollection: null, lastCount: null });
    const wrong = saved(9_900);
    await officer.push(
      officer.op(g, 'entry.record', sheet('2026-11-05', saved(40_000), { e: newId(), kind: 'bank-deposit', amount: 40_000 })),
      officer.op(g, 'entry.record', sheet('2026-12-05', saved(1_000))),
      officer.op(g, 'entry.record', sheet('2026-10-05', wrong)),
      officer.op(g, 'entry.reverse', { e: wrong.e, reason: 'another year' }),
    );
    expect((await one(g)).firstCollection).toEqual({ on: '2026-11-05', satang: 40_000 });
    const shown = (await board(chief)).groups.find(({ group: { id } }) => id === g);
    expect(shown?.firstCollection).toEqual({ on: '2026-11-05', satang: 40_000 });
  });

  it('a group declared as totals had its first collection before the app', async () => {
    const g = newId();
    const declared = { foundedOn: '2009-03-06', members: 160, savedSatang: 204_800_000, asOf: '2026-11-01' };
    await officer.push(
      officer.op(g, 'group.create', { ...groupPayload('560701'), source: 'declared', declared }),
      officer.op(g, 'entry.record', sheet('2026-11-05', saved(40_000))),
    );
    expect((await one(g)).firstCollection).toBeNull();
  });

  it('case 14: what is promised is that of the month the board is read in, not of a change that acts later', async () => {
    const g = await newGroup(officer, '560701');
    const [member, founding] = [newId(), newId()];
    const votes = { present: 60, for: 46, against: 5, abstain: 9, method: 'hand' as const, passed: true };
    const decided = (amount: number, effectiveFrom: string, decidedOn: string) =>
      officer.op(g, 'pledge.decide', { member, amount, effectiveFrom, decidedOn, decidedBy: 'member' });
    await officer.push(
      officer.op(g, 'meeting.open', meetingPayload(founding)),
      officer.op(g, 'meeting.resolve', { meeting: founding, resolution: newId(), step: '2.2', motion: 'found the group', ...votes }),
      officer.op(g, 'member.add', memberPayload(member), memberPersonal()),
      decided(10_000, '2026-10', '2026-10-05'),
      decided(5_000, '2027-02', '2027-01-05'),
    );
    expect((await one(g)).group).toMatchObject({ members: { accepted: 1 }, pledgedSatang: 10_000 });
    expect((await one(g)).group).not.toHaveProperty('pledgedFrom');
    expect((await board(chief)).groups.find(({ group: { id } }) => id === g)?.group.pledgedSatang).toBe(10_000);
  });

  it('the last count is the one of the latest day, whichever arrived last', async () => {
    const g = await newGroup(officer, '560701');
    const count = (on: string, counted: number, reason?: string) =>
      officer.op(g, 'cash.count', { count: newId(), on, pieces: {}, counted, expected: 40_000, ...(reason !== undefined && { reason }) });
    await officer.push(count('2026-11-20', 39_900, 'one baht given twice'), count('2026-10-05', 40_000));
    const detail = await one(g);
    expect(detail.lastCount).toEqual({ on: '2026-11-20', counted: 39_900, expected: 40_000, reason: 'one baht given twice' });
    BoardGroupDetailSchema.parse(detail);
  });
});

it('what is held elsewhere says which area it aims at, so that the screen knows who may accept', async () => {
  const here = officer.op(newId(), 'group.create', groupPayload('560705'));
  const far = officer.op(newId(), 'group.create', groupPayload('560301'));
  const early = officer.op(newId(), 'visit.record', visitPayload());
  await officer.push(here, far, early);
  const answer = await board(chief);
  BoardGroupsSchema.parse(answer);
  expect(answer.held).toMatchObject([
    { op: here.id, why: 'scope-none', area: '560705', by: 'Fon' },
    { op: far.id, why: 'scope-none', area: '560301' },
    { op: early.id, why: 'missing-ref', area: null },
  ]);
  expect((await board(province, '?area=5607')).held.map(({ op }) => op)).toEqual([here.id, far.id, early.id]);
  expect((await board(province, '?area=5603')).held).toEqual([]); // nobody of that district made them
  const accept = async (op: string): Promise<number> => (await chief.post(`/v1/held/${op}`, { decision: 'accept' })).status;
  expect([await accept(here.id), await accept(far.id)]).toEqual([200, 404]);
});

it('what waits for a group of the next district is told there alone, though its officer works in both', async () => {
  const both = await office.phone({ name: 'Both', areas: ['560401', '560501'] });
  const [here, there] = [
    await office.phone({ role: 'district-chief', areas: ['5604'] }),
    await office.phone({ role: 'district-chief', areas: ['5605'] }),
  ];
  const g = await newGroup(both, '560501');
  const late = { ...both.op(g, 'visit.record', visitPayload()), kv: 2 };
  await both.push(late);
  expect((await board(here, '?area=5604')).held).toEqual([]);
  expect(await (await here.send('/v1/board/areas?area=5604')).text()).not.toMatch(new RegExp(`${late.id}|${g}|560501`));
  expect((await board(there, '?area=5605')).groups).toMatchObject([{ held: 1 }]);
  // whoever is over both sees it from either
  expect((await board(province, '?area=5604')).held).toMatchObject([{ op: late.id, group: g, area: '560501' }]);
});

it('a chief invites into the own district only, and nobody of the own rank', async () => {
  const invite = async (phone: ServerPhone, body: object): Promise<number> =>
    (await phone.post('/v1/people/invite', { role: 'field-officer', areas: ['560701'], name: 'New', ...body })).status;
  expect(await invite(chief, {})).toBe(200);
  expect(await invite(chief, { areas: ['560701', '560301'] })).toBe(403);
  expect(await invite(chief, { role: 'district-chief', areas: ['5607'] })).toBe(403);
  expect(await invite(chief, { role: 'volunteer' })).toBe(400);
  expect(await invite(chief, { role: 'volunteer', until: '2027-09-30' })).toBe(200);
  expect(await invite(chief, { role: 'committee' })).toBe(400);
  expect(await invite(chief, { role: 'committee', groups: [group] })).toBe(200);
  expect(await invite(chief, { role: 'committee', groups: [newId()] })).toBe(403);
  expect(await invite(province, { role: 'district-chief', areas: ['5603'] })).toBe(200);
  expect(await invite(province, { role: 'department', areas: ['56'] })).toBe(403);
  expect(await invite(province, { areas: ['57'] })).toBe(403);
});

it('a signed page, of a guardian or of a loan, stands on no page of the group', async () => {
  const g = await newGroup(officer, '560701');
  const signed = (['consent', 'loan', 'visit'] as const).map((kind, index) => {
    const photo = photoPayload(sha256(jpeg(301 + index)), 5000, { sha: sha256(thumb), bytes: thumb.length });
    return officer.op(g, 'photo.attach', { ...photo, for: { kind } });
  });
  for (const verdict of await officer.push(...signed)) expect(verdict).toMatchObject({ r: 'applied' });
  for (const phone of [chief, province]) {
    const { photos } = (await (await phone.send(`/v1/board/groups/${g}`)).json()) as BoardGroupDetail;
    expect(photos.map((photo) => photo.for.kind)).toEqual(['visit']);
  }
});
