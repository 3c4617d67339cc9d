/** The boards of district, province and department in sums: case 43, and who sees what of it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PayloadOf } from '../../src/domain/operation.ts';
import type { GroupRow, TargetRow } from '../../src/domain/row.ts';
import { targetProgress } from '../../src/domain/target.ts';
import type { AreaBoard } from '../../src/protocol/area-board.ts';
import { photoPath } from '../../src/protocol/photo.ts';
import { AreaBoardSchema } from '../../src/server/area-board-schema.ts';
import { areaStreamId, notesAreaOf } from '../../src/server/ids.ts';
import { recountFigures } from '../../src/server/summary.ts';
import { foundingRest, foundingVote, groupCreate } from '../support/act.ts';
import { exportedRows } from '../support/export-scene.ts';
import { establishmentReport, foundGroup } from '../support/founded-groups.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { newGroup, visitPayload } from '../support/server-operations.ts';
import { jpeg, sha256 } from '../support/server-pictures.ts';
import { newId, type ServerPhone } from '../support/server-phone.ts';

let office: TestOffice;
let province: ServerPhone;
let chief: ServerPhone;

beforeEach(async () => {
  office = await openTestOffice();
  province = await office.phone({ role: 'province', areas: ['56'], name: 'Province' });
  chief = await office.phone({ role: 'district-chief', areas: ['5601'], name: 'Chief' });
});
afterEach(() => office.close());

async function board(phone: ServerPhone, query: string): Promise<AreaBoard> {
  const response = await phone.send(`/v1/board/areas${query}`);
  expect([response.status, query]).toEqual([200, query]);
  const answer = (await response.json()) as AreaBoard;
  AreaBoardSchema.parse(answer);
  return answer;
}
async function foundGroupIn(month: string, officer: ServerPhone, tambon: string): Promise<void> {
  const g = newId();
  const create = groupCreate(g, { village: { tambon, moo: 1, name: 'Ban Test' } });
  const founding = [create, ...foundingVote(g, { on: `${month}-10` }).ops, ...foundingRest(g).ops, establishmentReport(g)];
  const at = `${month}-10T03:00:00.000Z`;
  await officer.push(...founding.map((op) => ({ ...officer.op(g, op.k as 'group.create', op.p as never, op.s), at })));
}
const partOf = ({ parts }: AreaBoard, area: string) => parts.find((part) => part.area === area);

describe('case 43: seven officers of Mueang Phayao found eight groups between six of them', () => {
  let officers: ServerPhone[];
  let groupsOfSixth: string[];

  beforeEach(async () => {
    officers = [];
    const founded = [1, 1, 1, 1, 1, 3, 0];
    for (const [index, count] of founded.entries()) {
      const officer = await office.phone({ areas: ['5601'], name: `Officer ${index + 1}` });
      const groups = [];
      for (let group = 0; group < count; group++) groups.push(await foundGroup(officer, { tambon: '560101' }));
      if (index === 5) groupsOfSixth = groups;
      officers.push(officer);
    }
  });

  it('8 of 7 groups are 114 %, 6 of 7 officers 85.7 %, and the district is not complete', async () => {
    const { parts, whole, campaign } = await board(province, '?area=56');
    expect(campaign).toMatchObject({ code: 'phayao-2565', dueOn: '2022-09-30' });
    const mueang = parts.find(({ area }) => area === '5601');
    expect(mueang).toMatchObject({
      target: { officers: 7, groups: 7 },
      covered: 6,
      missing: 1,
      complete: 0,
      figures: { groups: 8, founded: 8, reported: 8 },
    });
    expect(targetProgress(mueang!.target!, { reported: mueang!.figures.reported, covered: mueang!.covered, idle: 1 })).toEqual({
      groupsPercent: 114,
      officersPercent: 85.7,
      missing: 1,
      isComplete: false,
    });
    expect(parts.map(({ area }) => area)).toEqual(['5601', '5603', '5602', '5608', '5606', '5609', '5605', '5607', '5604']);
    expect(parts.map(({ target }) => target?.officers)).toEqual([7, 5, 4, 3, 4, 2, 7, 4, 2]);
    expect(whole).toMatchObject({
      target: { officers: 38, groups: 38 },
      covered: 6,
      districts: 9,
      complete: 0,
      figures: { groups: 8, reported: 8 },
    });
    expect(whole.missing).toBe(32);
  });

  it('the officer without a group has the last word: an eighth one’s group does not stand in for it', async () => {
    const seen = await board(chief, '?area=5601');
    expect(seen.officers.map(({ name, figures }) => `${name}: ${figures.reported}`)).toEqual([
      'Officer 1: 1', 'Officer 2: 1', 'Officer 3: 1', 'Officer 4: 1', 'Officer 5: 1', 'Officer 6: 3', 'Officer 7: 0',
    ]); // prettier-ignore
    const eighth = await office.phone({ areas: ['560102'], name: 'Officer 8' });
    await foundGroup(eighth, { tambon: '560102' });
    expect((await board(chief, '?area=5601')).whole).toMatchObject({ covered: 7, missing: 1, complete: 0 });
    expect((await board(province, '')).whole).toMatchObject({ covered: 7, missing: 32, complete: 0 });
    await foundGroup(officers[6]!, { tambon: '560101' });
    for (const phone of [chief, province])
      expect((await board(phone, '?area=5601')).whole).toMatchObject({ covered: 8, missing: 0, complete: 1 });
  });

  it('a group covers who founded it: neither the colleague who holds it since, nor anybody once the founder has left', async () => {
    await foundGroup(officers[6]!, { tambon: '560101' });
    const ninth = await office.phone({ areas: ['5601'], name: 'Officer 9' });
    const handOver = { groups: groupsOfSixth, to: ninth.session.user, reason: 'a month of help' };
    expect((await chief.post('/v1/people/hand-over', handOver)).status).toBe(200);
    const held = await board(chief, '?area=5601');
    expect(held.whole).toMatchObject({ covered: 7, missing: 1, complete: 0 });
    expect(held.officers.slice(-4).map(({ name, figures }) => [name, figures.groups, figures.reported])).toEqual([
      ['Officer 5', 1, 1],
      ['Officer 6', 0, 3],
      ['Officer 7', 1, 1],
      ['Officer 9', 3, 0],
    ]);
    await office.office.store.write(async (tables) => {
      for (const { id } of await tables.people.grantsOf(officers[5]!.session.user)) await tables.people.endGrant(id, '2026-11-23');
    });
    expect((await board(chief, '?area=5601')).whole).toMatchObject({ covered: 6, missing: 1, complete: 0, figures: { reported: 9 } });
  });

  it('the exported file says what the board says: reported, since the campaign began, by officers in force', async () => {
    const early = await office.phone({ areas: ['5602'], name: 'Before the campaign' });
    await foundGroupIn('2026-08', early, '560201');
    const silent = await office.phone({ areas: ['5603'], name: 'Not reported' });
    await foundGroup(silent, { tambon: '560301', isReported: false });
    await office.phone({ areas: ['5601'], name: 'Officer 8' }).then((eighth) => foundGroup(eighth, { tambon: '560101' }));
    expect(partOf(await board(province, '?area=56'), '5602')).toMatchObject({ covered: 1, figures: { founded: 1 } });
    const campaign = { campaign: 'next', name: 'Next', targetPerOfficer: 1, dueOn: '2027-09-30', firstReportOn: '2026-12-05' };
    const days = { finalReportOn: '2027-12-27', commitmentFrom: '2026-11-01', commitmentTo: '2027-10-30' };
    await province.push(province.op(areaStreamId('56'), 'campaign.set', { ...campaign, ...days }));
    const { parts } = await board(province, '?area=56');
    const file = await exportedRows(province, 'targets', '?area=56');
    const inFile = Object.fromEntries(file.map((row) => [row.districtCode, [row.founded, row.reported, row.covered, row.isComplete]]));
    expect(inFile).toEqual(
      Object.fromEntries(
        parts.map(({ area, figures, covered, complete }) => [area, [figures.founded, figures.reported, covered, complete === 1]]),
      ),
    );
    expect([inFile['5601'], inFile['5602'], inFile['5603']]).toEqual([
      [9, 9, 7, false],
      [0, 0, 0, false],
      [1, 0, 0, false],
    ]);
    const officersInFile = await exportedRows(province, 'officers', '?area=56');
    const onBoard = (await board(province, '?area=56')).officers;
    for (const { name, figures } of onBoard)
      expect([name, officersInFile.find((row) => row.name === name)]).toMatchObject([
        name,
        { founded: figures.founded, reported: figures.reported },
      ]);
    // who is not over the district reads of the own results only
    expect((await exportedRows(officers[5]!, 'targets')).map((row) => [row.founded, row.covered, row.isComplete])).toEqual([[3, 1, false]]);
  });

  it('who works in two districts founds one group in either, and lacks none in the other', async () => {
    await foundGroup(officers[6]!, { tambon: '560101' });
    const wide = await office.phone({ areas: ['5601', '5603'], name: 'Officer 8' });
    expect((await board(chief, '?area=5601')).whole).toMatchObject({ covered: 7, missing: 1, complete: 0 });
    await foundGroup(wide, { tambon: '560301' });
    expect((await board(chief, '?area=5601')).whole).toMatchObject({ covered: 7, missing: 0, complete: 1 });
    expect(partOf(await board(province, '?area=56'), '5603')).toMatchObject({ covered: 1, missing: 4 });
  });
});

it('a group counts when it is founded and reported, not before, and not when it was entered twice', async () => {
  const officer = await office.phone({ areas: ['5607'] });
  const g = await foundGroup(officer, { tambon: '560701', isReported: false });
  await newGroup(officer, '560701');
  const counted = async () => partOf(await board(province, '?area=56'), '5607');
  expect(await counted()).toMatchObject({ covered: 0, figures: { groups: 2, founded: 1, reported: 0 } });
  await officer.push(officer.op(g, 'report.submit', { report: newId(), kind: 'establishment-result', version: 1, snapshot: {} }));
  expect(await counted()).toMatchObject({ covered: 1, figures: { groups: 2, founded: 1, reported: 1 } });
  await officer.push(officer.op(g, 'group.stage', { stage: 'voided', reason: 'entered twice', on: '2026-11-23' }));
  expect(await counted()).toMatchObject({ covered: 0, figures: { groups: 1, founded: 0, reported: 0, members: 0 } });
});

it('a corrected village takes the group, its members and its month along to the other district', async () => {
  const officer = await office.phone({ areas: ['5607', '5609'], name: 'Fon' });
  const g = await foundGroup(officer, { tambon: '560701' });
  await officer.push(officer.op(g, 'visit.record', visitPayload()));
  const village = { tambon: '560901', moo: 3, name: 'There' };
  await officer.push(officer.op(g, 'group.set', { base: {}, fields: { village } }));
  const answer = await board(province, '?area=56');
  expect(partOf(answer, '5607')).toMatchObject({ covered: 0, figures: { groups: 0, members: 0, visited: 0, reported: 0 } });
  expect(partOf(answer, '5609')).toMatchObject({ covered: 1, figures: { groups: 1, members: 1, visited: 1, reported: 1 } });
  expect(answer.whole.figures).toMatchObject({ groups: 1, members: 1, visited: 1, reported: 1 });
});

it('targets are what the province set last, not what the letter said', async () => {
  const stream = areaStreamId('56');
  const set = { campaign: 'phayao-2565', district: '5609', officers: 3, groups: 4, remark: 'one more officer from June' };
  expect(await province.push(province.op(stream, 'target.set', set))).toMatchObject([{ r: 'applied' }]);
  const answer = await board(province, '?area=56');
  expect(partOf(answer, '5609')?.target).toEqual({ officers: 3, groups: 4, remark: 'one more officer from June' });
  expect(answer.whole.target).toMatchObject({ officers: 39, groups: 40 });
  // a chief sets no target, in no stream
  expect(await chief.push(chief.op(stream, 'target.set', set))).toMatchObject([{ r: 'held', why: 'scope-none' }]);
});

it('a campaign entered ahead changes no figure before its first day', async () => {
  const officer = await office.phone({ areas: ['5607'] });
  await foundGroup(officer, { tambon: '560701' });
  const campaign = { campaign: 'next', name: 'Next', targetPerOfficer: 1, dueOn: '2027-09-30', firstReportOn: '2027-01-05' };
  const days = { finalReportOn: '2027-12-27', commitmentFrom: '2026-12-01', commitmentTo: '2027-10-30' };
  const set = province.op(areaStreamId('56'), 'campaign.set', { ...campaign, ...days });
  expect(await province.push(set)).toMatchObject([{ r: 'applied' }]);
  const before = await board(province, '?area=56');
  expect(before).toMatchObject({ campaign: { code: 'phayao-2565' }, whole: { covered: 1, figures: { reported: 1 } } });
  office.pass(8 * 86_400_000);
  const later = await office.phone({ role: 'province', areas: ['56'] });
  expect(await board(later, '?area=56')).toMatchObject({ campaign: { code: 'next' }, whole: { covered: 0, figures: { reported: 0 } } });
});

it('a target for another province’s district is held, and one that lies in the books already opens nothing there', async () => {
  const far = await office.phone({ areas: ['5701'], name: 'Far Officer' });
  await foundGroup(far, { tambon: '570101' });
  const farChief = await office.phone({ role: 'district-chief', areas: ['5701'] });
  const announced = { announcement: newId(), district: '5701', on: '2026-10-02' };
  await farChief.push(farChief.op(areaStreamId('5701'), 'agenda.announce', announced));
  const stream = areaStreamId('56');
  const target = { campaign: 'phayao-2565', district: '5701', officers: 1, groups: 1 };
  const before = await board(province, '?area=56');
  const wrong = { r: 'held', why: 'invalid', path: 'p.district', code: 'wrong-stream' };
  expect(await province.push(province.op(stream, 'target.set', target))).toMatchObject([wrong]);
  const row: TargetRow = { ...target, type: 'target' };
  await office.office.store.write((tables) => tables.rows.put(stream, 'target:5701', JSON.stringify(row)));
  const after = await board(province, '?area=56');
  expect([after.parts, after.targets, after.officers]).toEqual([before.parts, before.targets, before.officers]);
  const department = await office.phone({ role: 'department', areas: ['56'] });
  expect((await board(department, '')).whole).toMatchObject({ target: { officers: 38 }, districts: 9 });
});

it('the curve goes from the campaign’s first month to this one and never falls', async () => {
  const officer = await office.phone({ areas: ['5607'] });
  await foundGroup(officer, { tambon: '560701' });
  await foundGroup(officer, { tambon: '560701', isReported: false });
  const { curve, months } = await board(province, '?area=56');
  expect([curve[0]?.month, curve.at(-1)]).toEqual(['2022-03', { month: '2026-11', founded: 2, reported: 1 }]);
  expect(months.map(({ month }) => month)).toHaveLength(12);
  expect(months.at(-1)).toMatchObject({ month: '2026-11', members: 2 });
  expect(months.at(-2)).toMatchObject({ month: '2026-10', members: 0 });
});

it('a report that was returned and corrected counts from the day it was first submitted', async () => {
  const officer = await office.phone({ areas: ['5601'] });
  const district = await office.phone({ role: 'district-chief', areas: ['5601'] });
  const g = newId();
  const village = { tambon: '560101', moo: 1, name: 'Ban Test' };
  const founding = [groupCreate(g, { village }), ...foundingVote(g, { on: '2026-08-10' }).ops, ...foundingRest(g).ops];
  await officer.push(
    ...founding.map((op) => ({ ...officer.op(g, op.k as 'group.create', op.p as never, op.s), at: '2026-08-10T03:00:00.000Z' })),
  );
  const report = newId();
  const submit = (version: number, at: string) => ({
    ...officer.op(g, 'report.submit', { report, kind: 'establishment-result', version, snapshot: {} }),
    at,
  });
  const curve = async () => (await board(province, '?area=56')).curve.slice(-4).map(({ reported }) => reported);
  const first = submit(1, '2026-09-04T17:30:00.000Z');
  await officer.push(first);
  expect(await curve()).toEqual([0, 1, 1, 1]);
  const returned = { report, level: 'district', decision: 'returned', remark: 'Count again', saw: first.id } as const;
  expect(await district.push(district.op(g, 'report.review', returned))).toMatchObject([{ r: 'applied' }]);
  await officer.push(submit(2, '2026-11-20T03:00:00.000Z'));
  expect(await curve()).toEqual([0, 1, 1, 1]);
  const body = await office.office.store.read((tables) => tables.rows.get(g, 'group'));
  // 00:30 in Thailand
  expect((JSON.parse(body ?? '') as GroupRow).reports['establishment-result']).toMatchObject({ version: 2, firstOn: '2026-09-05' });
  await office.office.store.write(recountFigures);
  expect(await curve()).toEqual([0, 1, 1, 1]);
});

describe('what an office notes about its district', () => {
  const note = (district: string, over: object = {}) => ({
    note: newId(),
    district,
    on: '2026-11-20',
    text: 'Help with the registers',
    ...over,
  });

  it('the first note begins the stream; the chief and the province read it, an officer’s phone never gets it', async () => {
    const officer = await office.phone({ areas: ['5601'] });
    const stream = areaStreamId('5601');
    const notebook = areaStreamId(notesAreaOf('5601'));
    const announced = { announcement: newId(), district: '5601', on: '2026-10-02', place: 'District hall' };
    const follow = note('5601', { officer: officer.session.user, followUpOn: '2026-12-01' });
    const old = note('5601');
    expect(
      await chief.push(
        chief.op(stream, 'agenda.announce', announced),
        chief.op(notebook, 'supervision.note', old),
        chief.op(notebook, 'supervision.note', follow),
      ),
    ).toMatchObject([{ r: 'applied' }, { r: 'applied' }, { r: 'applied' }]);
    const answer = await board(chief, '?area=5601');
    expect([answer.stream, answer.notesStream]).toEqual([stream, notebook]);
    expect(answer.whole.agenda).toEqual({
      id: announced.announcement,
      on: '2026-10-02',
      place: 'District hall',
      photos: [],
      takenBack: [],
    });
    expect(answer.notes.map(({ id, byName }) => [id, byName])).toEqual([
      [follow.note, 'Chief'],
      [old.note, 'Chief'],
    ]);
    expect(partOf(await board(province, '?area=56'), '5601')?.agenda).toMatchObject({ on: '2026-10-02' });
    for (const overDistrict of [chief, province]) expect((await overDistrict.pull()).has(notebook)).toBe(true);
    // what is announced to a district its officers read; what is noted about them they do not
    const [read, helper] = [await officer.pull(), await office.phone({ areas: ['560101'] })];
    expect([read.has(stream), read.has(notebook)]).toEqual([true, false]);
    expect((await helper.pull()).has(notebook)).toBe(false);
    // said again under its id: followed up
    await chief.push(chief.op(notebook, 'supervision.note', { ...follow, followedUpOn: '2026-11-23', result: 'done' }));
    expect((await board(chief, '?area=5601')).notes).toHaveLength(2);
  });

  it('nobody notes anything about a neighbour, under a false stream or without the right', async () => {
    const officer = await office.phone({ areas: ['5601'] });
    const held = async (phone: ServerPhone, stream: string, district: string) =>
      (await phone.push(phone.op(stream, 'supervision.note', note(district)))).map((verdict) =>
        verdict.r === 'held' ? verdict.why : verdict.r,
      );
    expect(await held(chief, areaStreamId(notesAreaOf('5603')), '5603')).toEqual(['scope-none']);
    expect(await held(officer, areaStreamId(notesAreaOf('5601')), '5601')).toEqual(['scope-none']);
    expect(await held(chief, newId(), '5601')).toEqual(['missing-ref']);
    for (const wrong of ['56', '5601']) expect(await held(province, areaStreamId(wrong), '5601')).toEqual(['invalid']);
    expect((await board(chief, '?area=5601')).notes).toEqual([]);
  });
});

describe('who sees what', () => {
  it('several provinces side by side, no officer and no note for the department', async () => {
    const officer = await office.phone({ areas: ['5607'] });
    await foundGroup(officer, { tambon: '560701' });
    const far = await office.phone({ areas: ['5701'] });
    await foundGroup(far, { tambon: '570101', isReported: false });
    const department = await office.phone({ role: 'department', areas: ['56', '57'], name: 'Department' });
    const all = await board(department, '');
    expect(all.parts.map(({ area, figures }) => [area, figures.groups, figures.reported])).toEqual([
      ['56', 1, 1],
      ['57', 1, 0],
    ]);
    expect(all.whole).toMatchObject({ target: { officers: 38 }, missing: 37, figures: { groups: 2, founded: 2, reported: 1 } });
    expect(all.curve.at(-1)).toMatchObject({ reported: 1 });
    const one = await board(department, '?area=56');
    expect([one.parts.length, one.officers, one.notes, one.held]).toEqual([9, [], [], []]);
  });

  it.each(['?area=5', '?area=560701', '?area=ab', '?area='])('an area that is none is a bad request: %s', async (query) => {
    expect((await province.send(`/v1/board/areas${query}`)).status).toBe(400);
  });

  it('a chief has no board of provinces', async () => {
    expect((await chief.send('/v1/board/areas')).status).toBe(403);
  });

  it('an officer whose right ended stays on the board while groups are in that name, and says so', async () => {
    const officer = await office.phone({ areas: ['5601'], name: 'Gone' });
    await newGroup(officer, '560101');
    const idle = await office.phone({ areas: ['5601'], name: 'Idle' });
    await office.office.store.write(async (tables) => {
      for (const user of [officer.session.user, idle.session.user])
        for (const grant of await tables.people.grantsOf(user)) await tables.people.endGrant(grant.id, '2026-11-23');
    });
    const { officers } = await board(chief, '?area=5601');
    expect(officers.map(({ name, areas, figures }) => [name, areas, figures.groups])).toEqual([['Gone', [], 1]]);
  });

  it('somebody with a right over the whole province has a name, stands once while there is no group, and in the district of the own groups then', async () => {
    const wide = await office.phone({ areas: ['56'], name: 'Wide' });
    const rows = async () =>
      (await board(province, '?area=56')).officers.map(({ name, user, district, areas }) => [name, user, district, areas]);
    expect(await rows()).toEqual([['Wide', wide.session.user, '56', ['56']]]);
    await newGroup(wide, '560101');
    await newGroup(wide, '560702');
    expect(await rows()).toEqual([
      ['Wide', wide.session.user, '5601', ['56']],
      ['Wide', wide.session.user, '5607', ['56']],
    ]);
    // and so in the file of each district, and in none where there is no group
    const inFile = async (area: string) =>
      (await exportedRows(province, 'officers', `?area=${area}`)).map(({ name, districtCode, groups }) => [name, districtCode, groups]);
    expect(await inFile('56')).toEqual([['Wide', '', 2]]);
    expect(await inFile('5607')).toEqual([['Wide', '5607', 1]]);
    expect(await inFile('5602')).toEqual([]);
  });

  it('silence has its facts: the phone heard from last, what it holds, how full it is, its version', async () => {
    const officer = await office.phone({ areas: ['5601'], name: 'Fon' });
    const oldest = '2026-11-20T02:00:00.000Z';
    await officer.sync([], { want: [], app: '0.0.9', q: { ops: 3, photos: 2, bytes: 9, oldest, persisted: true, quotaErrors: 1 } });
    const { officers } = await board(chief, '?area=5601');
    expect(officers[0]?.phone).toMatchObject({ waiting: 3, photosWaiting: 2, oldestAt: oldest, quotaErrors: 1, app: '0.0.9' });
  });

  it('a picture of an announcement is taken back by who announces, with the reason; a stranger and the page of a commitment are not touched', async () => {
    const officer = await office.phone({ areas: ['5601'], name: 'Fon' });
    const stream = areaStreamId('5601');
    const [announcement, commitment] = [newId(), newId()];
    const photo = (sha: string, kind: 'agenda' | 'commitment', id: string) =>
      chief.op(stream, 'photo.attach', {
        sha,
        bytes: picture.length,
        mime: 'image/jpeg',
        w: 1,
        h: 1,
        thumb: { sha: 'f'.repeat(64), bytes: 9 },
        for: { kind, id },
      });
    const picture = jpeg(300);
    const [wall, page] = [sha256(picture), 'b'.repeat(64)];
    const who = { issuer: { position: 'Chief' }, acceptor: { user: officer.session.user, position: 'Officer' } };
    await chief.push(
      chief.op(stream, 'agenda.announce', { announcement, district: '5601', on: '2026-10-02' }),
      chief.op(
        stream,
        'commitment.prepare',
        { commitment, campaign: 'phayao-2565', ...who, target: 1, villageTypes: [], from: '2026-10-01', to: '2027-09-30' },
        { salt: 'saltsaltsaltsalt', issuer: 'A', acceptor: 'B' },
      ),
      photo(wall, 'agenda', announcement),
      photo(page, 'commitment', commitment),
    );
    const path = photoPath(stream, wall, 'full');
    await chief.send(path, { method: 'PATCH', headers: { 'Upload-Offset': '0' }, body: new Uint8Array(picture) });
    const seenBy = async (phone: ServerPhone) => (await phone.send(path)).status;
    const takeBack = (phone: ServerPhone, sha: string) =>
      phone.push(phone.op(stream, 'photo.withdraw', { sha, reason: 'of another place', of: 'agenda' }));
    expect(await takeBack(officer, wall)).toMatchObject([{ r: 'held', why: 'scope-none' }]);
    expect((await board(chief, '?area=5601')).whole.agenda?.photos).toHaveLength(1);
    expect([await seenBy(officer), await seenBy(chief)]).toEqual([200, 200]);
    expect(await takeBack(chief, wall)).toMatchObject([{ r: 'applied' }]);
    // whoever kept its address sees it no more, and its phone still hears that it arrived
    expect([await seenBy(officer), await seenBy(chief)]).toEqual([404, 404]);
    expect((await chief.send(path, { method: 'HEAD' })).headers.get('Upload-Offset')).toBe(String(picture.length));
    expect((await board(chief, '?area=5601')).whole.agenda).toMatchObject({ photos: [], takenBack: ['of another place'] });
    // the page of a commitment does not go as a picture of the wall
    await takeBack(chief, page);
    const rows = await office.office.store.read((tables) => tables.rows.get(stream, `photo:${page}`));
    expect(rows).not.toContain('withdrawn');
  });

  it('nobody is silent for a meeting whose day has not come: only groups whose day is over count', async () => {
    const officer = await office.phone({ areas: ['5601'], name: 'Fon' });
    const meets = async (pledgeDay: PayloadOf<'group.set'>['fields']['pledgeDay']) => {
      const g = await newGroup(officer, '560101');
      await officer.push(officer.op(g, 'group.set', { base: {}, fields: { pledgeDay } }));
    };
    const overNow = async () => (await board(chief, '?area=5601')).officers[0]?.meetingsOver;
    await newGroup(officer, '560101');
    await meets({ kind: 'day-of-month', day: 23 });
    await meets({ kind: 'nth-weekday', nth: -1, weekday: 0 });
    expect(await overNow()).toBe(0);
    await meets({ kind: 'day-of-month', day: 5 });
    await meets({ kind: 'nth-weekday', nth: 3, weekday: 0 });
    expect(await overNow()).toBe(2);
  });

  it('a day at the end of a month is told for a week like any other, into the next month, unless somebody met or was visited', async () => {
    const [silent, busy] = [await office.phone({ areas: ['5601'], name: 'Silent' }), await office.phone({ areas: ['5601'], name: 'Busy' })];
    const ends = [{ kind: 'day-of-month', day: 31 }, { kind: 'nth-weekday', nth: -1, weekday: 0 }, { kind: 'day-of-month', day: 23 }] as const;
    for (const phone of [silent, busy])
      for (const pledgeDay of ends) {
        const g = await newGroup(phone, '560101');
        await phone.push(phone.op(g, 'group.set', { base: {}, fields: { pledgeDay } }));
        if (phone === busy) await phone.push(phone.op(g, 'visit.record', visitPayload()));
      }
    const overOn = async (day: string) => {
      office.setNow(Date.parse(`${day}T02:00:00Z`));
      // an office's session does not last until another day
      const { officers } = await board(await office.phone({ role: 'district-chief', areas: ['5601'] }), '?area=5601');
      return Object.fromEntries(officers.map(({ name, meetingsOver }) => [name, meetingsOver]));
    };
    expect(await overOn('2026-11-30')).toMatchObject({ Silent: 1, Busy: 1 });
    expect(await overOn('2026-12-01')).toMatchObject({ Silent: 2, Busy: 0 });
    expect(await overOn('2026-12-07')).toMatchObject({ Silent: 2, Busy: 0 });
    expect(await overOn('2026-12-08')).toMatchObject({ Silent: 0, Busy: 0 });
  }); // prettier-ignore

  it('what waits for a decision is told by district, and elsewhere by itself', async () => {
    const officer = await office.phone({ areas: ['560101'], name: 'Fon' });
    const g = await newGroup(officer, '560101');
    await officer.push({ ...officer.op(g, 'visit.record', visitPayload()), kv: 2 });
    await officer.push(officer.op(newId(), 'visit.record', visitPayload()));
    const answer = await board(province, '?area=56');
    expect(partOf(answer, '5601')?.held).toBe(1);
    expect(answer.whole.held).toBe(1);
    expect(answer.held.map(({ why, by }) => [why, by])).toEqual([['missing-ref', 'Fon']]);
  });
});
