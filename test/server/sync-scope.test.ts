/** Rights at the door of the sync: whose operations count where, and what a person with the right can do about the rest. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { civilDateInThailand } from '../../src/domain/thai-calendar.ts';
import { areaStreamId } from '../../src/server/ids.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { groupPayload, newGroup, visitPayload } from '../support/server-operations.ts';
import { newId, type ServerPhone } from '../support/server-phone.ts';

let office: TestOffice;
let officer: ServerPhone;
let group: string;

beforeEach(async () => {
  office = await openTestOffice();
  officer = await office.phone({ areas: ['560701', '560702'] });
  group = await newGroup(officer);
});
afterEach(() => office.close());

async function endGrants(user: string): Promise<void> {
  await office.office.store.write(async (tables) => {
    for (const grant of await tables.people.grantsOf(user))
      await tables.people.endGrant(grant.id, civilDateInThailand(office.office.clock()));
  });
}

async function outcome(phone: ServerPhone, g: string): Promise<string> {
  const [verdict] = await phone.push(phone.op(g, 'visit.record', visitPayload()));
  return verdict?.r === 'held' ? verdict.why : (verdict?.r ?? '');
}

describe.each([
  ['the officer of the group', { areas: ['560701'] }, 'own', 'applied'],
  ['a colleague of the same tambon', { areas: ['560701'] }, 'other', 'scope-none'],
  ['an officer of the next district', { areas: ['5606'] }, 'other', 'scope-none'],
  ['an officer of another province', { areas: ['57'] }, 'other', 'scope-none'],
  ['the district chief', { role: 'district-chief', areas: ['5607'] }, 'other', 'scope-none'],
  ['the province', { role: 'province', areas: ['56'] }, 'other', 'scope-none'],
  ['the department', { role: 'department', areas: ['56'] }, 'other', 'scope-none'],
] as const)('%s', (_name, request, whose, expected) => {
  it(`writing into the group: ${expected}`, async () => {
    const phone = await office.phone({ ...request, areas: [...request.areas] });
    const target = whose === 'own' ? await newGroup(phone) : group;
    expect(await outcome(phone, target)).toBe(expected);
  });
});

it('the committee of the group writes into it and into no other', async () => {
  const committee = await office.phone({ role: 'committee', areas: ['560701'], groups: [group] });
  expect(await outcome(committee, group)).toBe('applied');
  expect(await outcome(committee, await newGroup(officer))).toBe('scope-none');
});

it('a successor who was granted the group writes and pulls it', async () => {
  const successor = await office.phone({ areas: ['5606'], groups: [group] });
  expect(await outcome(successor, group)).toBe('applied');
  expect((await successor.pull()).get(group)).toHaveLength(2);
});

it('a volunteer’s right ends after its last day', async () => {
  const volunteer = await office.phone({ role: 'volunteer', areas: ['560701'], until: '2026-11-24' });
  const g = await newGroup(volunteer);
  office.setNow(Date.parse('2026-11-24T16:59:00Z')); // 23:59 in Thailand
  expect(await outcome(volunteer, g)).toBe('applied');
  office.setNow(Date.parse('2026-11-24T17:00:00Z'));
  expect(await outcome(volunteer, g)).toBe('scope-ended');
});

it('a group is made only in the officer’s own tambons', async () => {
  for (const [tambon, expected] of [
    ['560702', 'applied'],
    ['560703', 'scope-none'],
    ['570101', 'scope-none'],
  ] as const) {
    const [verdict] = await officer.push(officer.op(newId(), 'group.create', groupPayload(tambon)));
    expect(verdict?.r === 'held' ? verdict.why : verdict?.r).toBe(expected);
  }
});

it('a phone gives nobody a right and sets no campaign; the province sets targets', async () => {
  const area = areaStreamId('56');
  const inbox = [...(await officer.pull()).keys()].find((g) => g !== area && g !== group) ?? '';
  const grant = { grant: newId(), role: 'province' as const, areas: ['56'], from: '2026-01-01' };
  const target = { campaign: 'phayao-2565', district: '5607', officers: 4, groups: 9 };
  const verdicts = await officer.push(
    officer.op(inbox, 'grant.give', grant),
    officer.op(area, 'target.set', target),
    officer.op(inbox, 'guide.read', { page: 'start' }),
  );
  expect(verdicts).toMatchObject([{ why: 'scope-none' }, { why: 'scope-none' }, { r: 'applied' }]);
  const province = await office.phone({ role: 'province', areas: ['56'] });
  expect(await province.push(province.op(area, 'target.set', target))).toMatchObject([{ r: 'applied' }]);
  const elsewhere = await office.phone({ role: 'province', areas: ['57'] });
  expect(await elsewhere.push(elsewhere.op(area, 'target.set', target))).toMatchObject([{ why: 'scope-none' }]);
});

describe('an officer who moved', () => {
  beforeEach(() => endGrants(officer.session.user));

  it('has late work set aside as scope-ended and is told to let the group go', async () => {
    officer.cursors[group] = 1;
    const answer = await officer.sync([officer.op(group, 'visit.record', visitPayload())]);
    expect(answer.res).toMatchObject([{ r: 'held', why: 'scope-ended' }]);
    expect(answer.revoked).toEqual([group]);
    expect(answer.streams.map((page) => page.g)).not.toContain(group);
  });

  it('has it accepted by the chief of the group’s district, and learns of it', async () => {
    const chief = await office.phone({ role: 'district-chief', areas: ['5607'] });
    const op = officer.op(group, 'visit.record', visitPayload());
    await officer.push(op);
    const response = await chief.post(`/v1/held/${op.id}`, { decision: 'accept', reason: 'late work' });
    expect(await response.json()).toMatchObject({ op: op.id, state: 'released' });
    const told = await officer.sync();
    expect(told.res).toMatchObject([{ r: 'applied', id: op.id, seq: 2 }]);
  });

  it('has it returned with a reason, which is the verdict from then on', async () => {
    const chief = await office.phone({ role: 'district-chief', areas: ['5607'] });
    const op = officer.op(group, 'visit.record', visitPayload());
    await officer.push(op);
    expect((await chief.post(`/v1/held/${op.id}`, { decision: 'reject', reason: ' ' })).status).toBe(400);
    await chief.post(`/v1/held/${op.id}`, { decision: 'reject', reason: 'the successor wrote it' });
    expect(await officer.push(op)).toMatchObject([{ r: 'rejected', id: op.id, reason: 'the successor wrote it' }]);
  });

  it.each([
    ['the chief of another district', { role: 'district-chief', areas: ['5606'] }, 404],
    ['another officer', { role: 'field-officer', areas: ['5607'] }, 403],
    ['the province', { role: 'province', areas: ['56'] }, 200],
  ] as const)('%s deciding: %i', async (_name, request, status) => {
    const phone = await office.phone({ ...request, areas: [...request.areas] });
    const op = officer.op(group, 'visit.record', visitPayload());
    await officer.push(op);
    expect((await phone.post(`/v1/held/${op.id}`, { decision: 'accept', reason: 'x' })).status).toBe(status);
  });
});

it('a stranger’s operation is not on the board of the district it was aimed at, but on the one it came from (row 49)', async () => {
  const stranger = await office.phone({ areas: ['5606'] });
  const op = stranger.op(group, 'visit.record', visitPayload());
  await stranger.push(op);
  const chief = await office.phone({ role: 'district-chief', areas: ['5607'] });
  const list = (await (await chief.send('/v1/board/groups')).json()) as { groups: { held: number }[] };
  const detail = await (await chief.send(`/v1/board/groups/${group}`)).json();
  expect([list.groups[0]?.held, detail]).toMatchObject([0, { held: 0, heldOperations: [] }]);
  expect(JSON.stringify([list, detail])).not.toContain(op.id);
  const own = await office.phone({ role: 'district-chief', areas: ['5606'] });
  expect(await (await own.send('/v1/board/groups')).text()).toContain(op.id);
});

it('a group outside the officer’s area that the chief accepts is the officer’s to go on with', async () => {
  const chief = await office.phone({ role: 'district-chief', areas: ['5607'] });
  const g = newId();
  const create = officer.op(g, 'group.create', groupPayload('560706'));
  const visit = officer.op(g, 'visit.record', visitPayload());
  await officer.push(create, visit);
  await chief.post(`/v1/held/${create.id}`, { decision: 'accept', reason: 'helping out' });
  expect(await outcome(officer, g)).toBe('applied');
  expect(await officer.push(create, visit)).toMatchObject([{ seq: 1 }, { r: 'applied' }]);
});

describe('a founding that the chief accepts', () => {
  const accept = async (op: { readonly id: string }) => {
    const chief = await office.phone({ role: 'district-chief', areas: ['5607'] });
    expect((await chief.post(`/v1/held/${op.id}`, { decision: 'accept', reason: 'late work' })).status).toBe(200);
  };

  it('after its officer has moved brings back that group, and none of the others', async () => {
    await endGrants(officer.session.user);
    const g = newId();
    const late = officer.op(g, 'group.create', groupPayload('560701'));
    expect(await officer.push(late)).toMatchObject([{ r: 'held', why: 'scope-ended' }]);
    await accept(late);
    expect(await outcome(officer, g)).toBe('applied');
    expect(await outcome(officer, group)).toBe('scope-ended');
    const pulled = await officer.pull();
    expect([pulled.has(g), pulled.has(group)]).toEqual([true, false]);
  });

  it('outside the officer’s area opens no other village of that tambon', async () => {
    const create = officer.op(newId(), 'group.create', groupPayload('560706'));
    await officer.push(create);
    await accept(create);
    const [verdict] = await officer.push(officer.op(newId(), 'group.create', groupPayload('560706')));
    expect(verdict).toMatchObject({ r: 'held', why: 'scope-none' });
  });

  it('from a phone that was revoked gives its officer no second right', async () => {
    const g = newId();
    await revokePhone();
    const create = officer.op(g, 'group.create', groupPayload('560701'));
    await officer.push(create);
    await accept(create);
    const grants = await office.office.store.read((tables) => tables.people.grantsOf(officer.session.user));
    expect(grants).toHaveLength(1);
  });
});

async function revokePhone(): Promise<void> {
  await office.office.store.write(async (tables) => {
    const device = await tables.devices.find(officer.dev);
    if (device) await tables.devices.save({ ...device, revokedAt: 1 });
  });
}

it('a revoked phone hands in its queue as held, then is told to wipe itself (row 54, row 70)', async () => {
  await revokePhone();
  const op = officer.op(group, 'visit.record', visitPayload());
  const answer = await officer.sync([op]);
  expect(answer.res).toMatchObject([{ r: 'held', why: 'device-revoked' }]);
  expect(answer.streams).toEqual([]);
  expect((await officer.send('/v1/board/groups')).status).toBe(401);
  const last = await officer.post('/v1/sync', officer.request([]));
  expect(last.status).toBe(401);
  expect(await last.json()).toMatchObject({ code: 'device-revoked' });
  expect(last.headers.get('Clear-Site-Data')).toContain('storage');
  expect((await officer.post('/v1/sync', officer.request([]))).status).toBe(401);
});
