/** People of an office: Scene E (an officer replaced, a volunteer's year over, the books with the committee) and who may do which of it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AreaBoard } from '../../src/protocol/area-board.ts';
import type { BoardGroupDetail, BoardGroups } from '../../src/protocol/board.ts';
import type { BoardPeople } from '../../src/protocol/people.ts';
import { areaStreamId } from '../../src/server/ids.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { groupPayload, memberPayload, memberPersonal, newGroup, photoPayload, salt, visitPayload } from '../support/server-operations.ts';
import { newId, redeem, type ServerPhone } from '../support/server-phone.ts';
import { jpeg, sha256 } from '../support/server-pictures.ts';

let office: TestOffice;
let chief: ServerPhone;
beforeEach(async () => {
  office = await openTestOffice();
  chief = await office.phone({ role: 'district-chief', areas: ['5607'], name: 'Si' });
});
afterEach(() => office.close());

const people = async (phone = chief, area = '5607'): Promise<BoardPeople> =>
  (await (await phone.send(`/v1/board/people?area=${area}`)).json()) as BoardPeople;
const post = async (path: string, body: unknown, phone = chief): Promise<{ status: number; body: Record<string, unknown> }> => {
  const response = await phone.post(path, body);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const verdictOf = async (phone: ServerPhone, g: string, kind: 'visit' | 'member' = 'visit'): Promise<string> => {
  const op =
    kind === 'visit' ? phone.op(g, 'visit.record', visitPayload()) : phone.op(g, 'member.add', memberPayload(newId()), memberPersonal());
  const [verdict] = await phone.push(op);
  return verdict?.r === 'held' ? verdict.why : (verdict?.r ?? '');
};
const inboxOf = async (user: string): Promise<string> =>
  (await office.office.store.read((tables) => tables.streams.ofOwner(user))).find(({ kind }) => kind === 'person')?.id ?? '';

describe('the list of people', () => {
  it('shows who works here with right, phones, groups and what of the guide was read, and nobody from elsewhere', async () => {
    const fon = await office.phone({ areas: ['560701'], name: 'Fon' });
    await office.phone({ areas: ['560601'], name: 'Neighbour' });
    const g = await newGroup(fon);
    await fon.push(fon.op(await inboxOf(fon.session.user), 'guide.read', { page: 'five-rules' }));
    const seen = await people();
    expect(seen.people.map(({ name }) => name).toSorted()).toEqual(['Fon', 'Si']);
    expect(seen.people.find(({ name }) => name === 'Fon')).toMatchObject({
      grants: [{ role: 'field-officer', areas: ['560701'], state: 'in-force' }],
      devices: [{ name: 'phone', waiting: 1 }],
      guide: { read: [{ page: 'five-rules' }], assigned: [] },
    });
    expect(seen.groups).toMatchObject([{ id: g, owner: fon.session.user, hasOfficer: true, keeper: 'officer', committee: [] }]);
  });

  it('keeps a right that covers more than the district from the district', async () => {
    await office.phone({ role: 'province', areas: ['56'], name: 'Province' });
    expect(JSON.stringify(await people())).not.toContain('Province');
  });

  it('tells until when an unused invitation can be used', async () => {
    await office.invite({ areas: ['560701'], name: 'New' });
    expect((await people()).people.find(({ name }) => name === 'New')).toMatchObject({
      invitedUntil: '2026-11-24T02:00:00.000Z',
      devices: [],
    });
  });
});

describe('inviting', () => {
  it('a volunteer needs the last day of the term, and not one that is over', async () => {
    const asked = { role: 'volunteer', areas: ['560701'], name: 'Boss' };
    expect(await post('/v1/people/invite', asked)).toMatchObject({ status: 400, body: { path: 'until' } });
    expect(await post('/v1/people/invite', { ...asked, until: '2026-11-01' })).toMatchObject({ status: 400, body: { path: 'until' } });
    expect((await post('/v1/people/invite', { ...asked, until: '2027-09-30' })).status).toBe(200);
  });

  it('a code for a second phone lets the same person in, and is never given for somebody with a right above one’s own', async () => {
    const fon = await office.phone({ areas: ['560701'], name: 'Fon' });
    const given = await post('/v1/people/code', { user: fon.session.user });
    const second = await redeem(office.app, String(given.body['code']), office.office.clock);
    expect([second.session.user, second.dev === fon.dev]).toEqual([fon.session.user, false]);
    const province = await office.phone({ role: 'province', areas: ['56'], name: 'Ton' });
    expect((await post('/v1/people/code', { user: province.session.user })).status).toBe(404);
    // a chief of elsewhere who also helps out here is still not the chief's to let in
    await office.office.store.write((tables) => tables.people.addGrant({ id: newId(), user: province.session.user, role: 'field-officer', areas: ['560701'], groups: [], from: '2026-01-01', until: null, endedOn: null })); // prettier-ignore
    expect((await post('/v1/people/code', { user: province.session.user })).status).toBe(404);
    expect((await post('/v1/people/code', { user: chief.session.user })).status).toBe(404);
  });

  it('somebody who keeps the books of a group elsewhere too is let in, and let go, by who is over both places', async () => {
    const neighbour = await office.phone({ areas: ['5609'] });
    const far = await newGroup(neighbour, '560901');
    const fon = await office.phone({ areas: ['560701'], groups: [far], name: 'Fon' });
    const province = await office.phone({ role: 'province', areas: ['56'] });
    const [right] = await office.office.store.read((tables) => tables.people.grantsOf(fon.session.user));
    const end = { grant: right?.id, reason: 'moved' };
    expect((await post('/v1/people/code', { user: fon.session.user })).status).toBe(404);
    expect((await post('/v1/people/end', end)).status).toBe(404);
    expect((await post('/v1/people/code', { user: fon.session.user }, province)).status).toBe(200);
    expect((await post('/v1/people/end', end, province)).status).toBe(200);
  });
});

describe('rights', () => {
  it('the same request twice gives one right', async () => {
    const fon = await office.phone({ areas: ['560701'] });
    const body = { grant: newId(), user: fon.session.user, role: 'field-officer', areas: ['560702'], reason: 'stands in' };
    const answers = await Promise.all([post('/v1/people/grant', body), post('/v1/people/grant', body)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await office.office.store.read((tables) => tables.people.grantsOf(fon.session.user))).toHaveLength(2);
  });

  it('of somebody from elsewhere are not the chief’s to give: who is over both places moves people', async () => {
    const stranger = await office.phone({ areas: ['560601'] });
    const body = { grant: newId(), user: stranger.session.user, role: 'field-officer', areas: ['560702'], reason: 'moves here' };
    expect((await post('/v1/people/grant', body)).status).toBe(404);
    const province = await office.phone({ role: 'province', areas: ['56'] });
    expect((await post('/v1/people/grant', body, province)).status).toBe(200);
  });

  it('end with a reason that the person can read, not in the past, and never later than said first', async () => {
    const fon = await office.phone({ areas: ['560701'] });
    const grant = (await people()).people.find(({ user }) => user === fon.session.user)?.grants[0]?.id;
    expect((await post('/v1/people/end', { grant, on: '2026-11-01', reason: 'moved' })).body).toMatchObject({ path: 'on' });
    expect((await post('/v1/people/end', { grant, on: '2026-12-01', reason: 'moved' })).body).toMatchObject({ endedOn: '2026-12-01' });
    expect((await post('/v1/people/end', { grant, on: '2027-01-01', reason: 'later' })).body).toMatchObject({ endedOn: '2026-12-01' });
    expect((await post('/v1/people/end', { grant, on: '2026-11-25', reason: 'sooner' })).body).toMatchObject({ endedOn: '2026-11-25' });
    const said = (await fon.pull()).get(await inboxOf(fon.session.user)) ?? [];
    expect(said.map(({ op }) => op['p'])).toContainEqual({ grant, on: '2026-11-25', reason: 'sooner' });
  });

  it('of the province are not a chief’s to end, nor one’s own', async () => {
    const province = await office.phone({ role: 'province', areas: ['56'] });
    const [theirs] = await office.office.store.read((tables) => tables.people.grantsOf(province.session.user));
    const [own] = await office.office.store.read((tables) => tables.people.grantsOf(chief.session.user));
    expect((await post('/v1/people/end', { grant: theirs?.id, reason: 'x' })).status).toBe(404);
    expect((await post('/v1/people/end', { grant: own?.id, reason: 'x' })).status).toBe(404);
  });
});

describe('an officer is replaced', () => {
  let old: ServerPhone;
  let successor: ServerPhone;
  let g: string;
  beforeEach(async () => {
    old = await office.phone({ areas: ['560701'], name: 'Old' });
    successor = await office.phone({ areas: ['560702'], name: 'New' });
    g = await newGroup(old);
    await old.pull();
  });
  const handOver = async () => post('/v1/people/hand-over', { groups: [g], to: successor.session.user, reason: 'moved to the province' });

  it('the successor’s phone receives the groups with the tambon, and goes on writing', async () => {
    expect((await handOver()).body).toEqual({ groups: 1, areas: ['560701'] });
    const pulled = await successor.pull();
    expect(pulled.get(g)).toHaveLength(1);
    expect(pulled.get(await inboxOf(successor.session.user))?.map(({ op }) => op.k)).toContain('notice.post');
    expect(await verdictOf(successor, g)).toBe('applied');
    expect((await people()).groups).toMatchObject([{ id: g, owner: successor.session.user, hasOfficer: true }]);
  });

  it('the old phone lets go of its copy, and what it had not sent is late work that the chief takes with one tap', async () => {
    await handOver();
    const op = old.op(g, 'visit.record', visitPayload());
    const answer = await old.sync([op]);
    expect(answer.res).toMatchObject([{ r: 'held', why: 'scope-ended' }]);
    expect(answer.revoked).toEqual([g]);
    expect((await post(`/v1/held/${op.id}`, { decision: 'accept', reason: 'late work' })).body).toMatchObject({ state: 'released' });
    expect((await successor.pull()).get(g)?.map(({ op: each }) => each.k)).toEqual(['group.create', 'visit.record']);
  });

  it('the old officer’s other groups stay, and the handed-over one is not a right of theirs in the list', async () => {
    const kept = await newGroup(old);
    await handOver();
    expect(await verdictOf(old, kept)).toBe('applied');
    expect((await people()).people.find(({ name }) => name === 'Old')?.grants).toMatchObject([{ areas: ['560701'], state: 'in-force' }]);
  });

  it('while nobody was given the group, boards and tables name nobody, and not the one who left', async () => {
    const { grants = [] } = (await people()).people.find(({ name }) => name === 'Old') ?? {};
    const shown = async (): Promise<unknown> => {
      const { groups } = (await (await chief.send('/v1/board/groups?area=5607')).json()) as BoardGroups;
      const detail = (await (await chief.send(`/v1/board/groups/${g}`)).json()) as BoardGroupDetail;
      const table = (await (await chief.send('/v1/export/groups.json')).json()) as { rows: { officer?: string }[] };
      return [groups, [detail]]
        .map(([group]) => [group?.officerName, group?.hasOfficer])
        .concat([table.rows.map(({ officer }) => officer)] as never);
    };
    expect(await shown()).toEqual([['Old', true], ['Old', true], ['Old']]); // prettier-ignore
    await post('/v1/people/end', { grant: grants[0]?.id, on: '2026-11-23', reason: 'left' });
    expect(await shown()).toEqual([['', false], ['', false], [undefined]]); // prettier-ignore
    await handOver();
    expect(await shown()).toEqual([['New', true], ['New', true], ['New']]); // prettier-ignore
  });

  it('twice hands it over once', async () => {
    await handOver();
    expect((await handOver()).body).toEqual({ groups: 1, areas: [] });
    const notices = (await successor.pull()).get(await inboxOf(successor.session.user))?.filter(({ op }) => op.k === 'notice.post');
    expect(notices).toHaveLength(1);
  });

  it.each([
    ['somebody of another district', { areas: ['560601'] }],
    ['a committee', { role: 'committee', areas: ['560701'] }],
    ['the chief', { role: 'district-chief', areas: ['5607'] }],
  ] as const)('never to %s', async (_name, request) => {
    const groups = 'role' in request && request.role === 'committee' ? [g] : undefined;
    const other = await office.phone({ ...request, areas: [...request.areas], groups });
    const answer = await post('/v1/people/hand-over', { groups: [g], to: other.session.user, reason: 'x' });
    expect(answer).toMatchObject({ status: 400, body: { path: 'to' } });
    expect(await verdictOf(old, g)).toBe('applied');
  });

  it('one group of another district among them, and none is handed over', async () => {
    const elsewhere = await newGroup(await office.phone({ areas: ['560601'] }), '560601');
    const answer = await post('/v1/people/hand-over', { groups: [g, elsewhere], to: successor.session.user, reason: 'x' });
    expect(answer.status).toBe(404);
    expect(await verdictOf(old, g)).toBe('applied');
  });
});

describe('case 44: a volunteer’s term ends on 30 September', () => {
  let boss: ServerPhone;
  let g: string;
  beforeEach(async () => {
    office.setNow(Date.parse('2027-09-20T02:00:00Z'));
    chief = await office.phone({ role: 'district-chief', areas: ['5607'] });
    boss = await office.phone({ role: 'volunteer', areas: ['560701'], until: '2027-09-30', name: 'Boss' });
    g = await newGroup(boss);
    await boss.pull();
  });
  /** 00:30 on 1 October in Thailand; the chief has signed in anew meanwhile */
  const october = async () => {
    office.setNow(Date.parse('2027-09-30T17:30:00Z'));
    chief = await office.phone({ role: 'district-chief', areas: ['5607'] });
  };

  it('signing in is refused from 1 October, renewing too, each with a word of its own', async () => {
    const { code } = await office.invite({ user: boss.session.user });
    office.setNow(Date.parse('2027-09-30T16:30:00Z'));
    expect((await boss.refresh()).status).toBe(200);
    await october();
    const again = await office.app.request('http://localhost/v1/session/redeem', {
      method: 'POST',
      headers: { 'X-Sync': '1', 'Content-Type': 'application/json' },
      body: JSON.stringify({ code, deviceName: '', deviceKey: boss.keys.deviceKey }),
    });
    // the code of last year has run out as well; a fresh one is no help
    expect(again.status).toBe(422);
    const fresh = await office.invite({ user: boss.session.user });
    await expect(redeem(office.app, fresh.code, office.office.clock)).rejects.toThrow('right-ended');
    // a phone that the office knows no more, as after a restore, comes in once to hand in what it holds, and sees nothing else
    const late = await redeem(office.app, fresh.code, office.office.clock, undefined, 3);
    expect((await late.send('/v1/board/groups?area=560701')).status).toBe(403);
    expect((await late.push(late.op(newId(), 'group.create', groupPayload('560701'))))[0]).toMatchObject({ r: 'held', why: 'scope-ended' });
    const refused = await boss.refresh();
    expect([refused.status, await refused.json()]).toMatchObject([403, { code: 'right-ended' }]);
    expect((await boss.send('/v1/session')).status).toBe(403);
    expect((await boss.send('/v1/board/groups?area=560701')).status).toBe(403);
  });

  it('what the phone still holds is handed in once, its copy goes, and then the door is shut', async () => {
    const op = boss.op(g, 'visit.record', visitPayload());
    await october();
    const { nonce } = (await (await office.app.request('http://localhost/v1/session/nonce')).json()) as { nonce: string };
    const renewed = await boss.post('/v1/session/refresh', {
      dev: boss.dev,
      nonce,
      signature: boss.sign(`${boss.dev}.${nonce}`),
      waiting: 1,
    });
    expect(renewed.status).toBe(200);
    boss.cookie = renewed.headers.get('Set-Cookie')?.split(';')[0] ?? '';
    const answer = await boss.sync([op]);
    expect(answer.res).toMatchObject([{ r: 'held', why: 'scope-ended' }]);
    expect(answer.revoked).toContain(g);
    for (const id of answer.revoked) delete boss.cursors[id];
    const last = await boss.post('/v1/sync', boss.request([]));
    expect([last.status, await last.json()]).toMatchObject([403, { code: 'right-ended' }]);
    expect((await boss.post('/v1/sync', boss.request([]))).status).toBe(401);
    expect((await post(`/v1/held/${op.id}`, { decision: 'accept', reason: 'late work' })).body).toMatchObject({ state: 'released' });
  });

  it('the groups appear under the chief as nobody’s, and a successor can be given them', async () => {
    await october();
    expect((await people()).groups).toMatchObject([{ id: g, hasOfficer: false, owner: boss.session.user }]);
    const fon = await office.phone({ areas: ['560701'], name: 'Fon' });
    await post('/v1/people/hand-over', { groups: [g], to: fon.session.user, reason: 'the year is over' });
    expect((await people()).groups).toMatchObject([{ id: g, hasOfficer: true, owner: fon.session.user }]);
    const late = boss.op(g, 'visit.record', visitPayload());
    expect((await boss.sync([late], { want: [] })).res).toMatchObject([{ why: 'scope-ended' }]);
  });

  it('one that was entered by mistake asks for nobody', async () => {
    await boss.push(boss.op(g, 'group.stage', { stage: 'voided', reason: 'entered twice', on: '2026-11-23' }));
    await october();
    expect((await people()).groups).toMatchObject([{ id: g, hasOfficer: true }]);
  });

  it('a new term that is still to begin keeps the door open', async () => {
    const grant = { grant: newId(), user: boss.session.user, role: 'volunteer', areas: ['560701'], reason: 'second year' };
    expect((await post('/v1/people/grant', { ...grant, from: '2027-10-15', until: '2028-09-30' })).status).toBe(200);
    await october();
    expect((await boss.refresh()).status).toBe(200);
  });
});

describe('a group’s books pass to its committee', () => {
  let officer: ServerPhone;
  let committee: ServerPhone;
  let g: string;
  beforeEach(async () => {
    officer = await office.phone({ areas: ['560701'], name: 'Fon' });
    g = await newGroup(officer);
  });
  const invited = async () => {
    const { body } = await post('/v1/people/invite', { role: 'committee', areas: ['560701'], groups: [g], name: 'Aunt Kham' });
    committee = await redeem(office.app, String(body['code']), office.office.clock);
  };
  const setKeeper = async (keeper: string) => post('/v1/people/keeper', { group: g, keeper });

  it('not before it has an account of its own', async () => {
    expect(await setKeeper('together')).toMatchObject({ status: 400, body: { path: 'keeper' } });
    await invited();
    expect((await setKeeper('together')).status).toBe(200);
    expect((await people()).groups).toMatchObject([{ keeper: 'together', committee: [committee.session.user] }]);
  });

  it('in the supervised months both write; then the committee alone, and the officer reads and writes visits', async () => {
    await invited();
    await setKeeper('together');
    expect(await verdictOf(officer, g, 'member')).toBe('applied');
    expect(await verdictOf(committee, g, 'member')).toBe('applied');
    await setKeeper('committee');
    expect(await verdictOf(committee, g, 'member')).toBe('applied');
    expect(await verdictOf(officer, g, 'visit')).toBe('applied');
    expect(await verdictOf(officer, g, 'member')).toBe('scope-ended');
    // whoever reads a list may take it out, and that it was taken is known without anybody's decision
    const taken = { export: newId(), list: 'member-register', on: '2026-11-23', people: 3, reason: 'audit' } as const;
    expect(await officer.push(officer.op(g, 'list.export', taken))).toMatchObject([{ r: 'applied' }]);
    const pulled = await officer.pull();
    expect(pulled.get(g)?.some(({ op }) => op.k === 'group.keeper')).toBe(true);
    expect(pulled.get(await inboxOf(officer.session.user))?.map(({ op }) => op.k)).toContain('notice.post');
    await setKeeper('officer');
    expect(await verdictOf(officer, g, 'member')).toBe('applied');
  });

  it('the committee sees its own group and nothing of another village', async () => {
    await invited();
    const other = await newGroup(officer);
    const pulled = await committee.pull();
    expect([pulled.has(g), pulled.has(other)]).toEqual([true, false]);
    expect((await committee.send(`/v1/board/groups/${other}`)).status).toBe(404);
    expect((await committee.send('/v1/board/people?area=560701')).status).toBe(403);
    expect(await verdictOf(committee, other)).toBe('scope-none');
  });
});

describe('a commitment', () => {
  const commitment = newId();
  const prepared = (officer: ServerPhone) => ({
    commitment,
    campaign: 'phayao-2565',
    issuer: { user: chief.session.user, position: 'chief' },
    acceptor: { user: officer.session.user, position: 'officer' },
    target: 1,
    villageTypes: [],
    from: '2026-11-01',
    to: '2027-09-30',
  });
  const names = { salt, issuer: 'Si', acceptor: 'Fon' };
  const sign = (side: 'issuer' | 'acceptor', how: 'paper' | 'screen') => ({ commitment, side, how, signedOn: '2026-11-23' });
  const area = areaStreamId('5607');
  let fon: ServerPhone;
  beforeEach(async () => {
    fon = await office.phone({ areas: ['560701'], name: 'Fon' });
    expect(await chief.push(chief.op(area, 'commitment.prepare', prepared(fon), names))).toMatchObject([{ r: 'applied' }]);
  });

  it('reaches the officer’s phone, who signs; both sides see the state', async () => {
    expect((await fon.pull()).get(area)).toHaveLength(1);
    expect(await fon.push(fon.op(area, 'commitment.sign', sign('acceptor', 'screen')))).toMatchObject([{ r: 'applied' }]);
    expect((await chief.pull()).get(area)?.map(({ op }) => op.k)).toEqual(['commitment.prepare', 'commitment.sign']);
  });

  it('is not signed by a colleague, nor prepared by an officer or by the chief next door', async () => {
    const colleague = await office.phone({ areas: ['560701'] });
    const next = await office.phone({ role: 'district-chief', areas: ['5606'] });
    expect(await colleague.push(colleague.op(area, 'commitment.sign', sign('acceptor', 'paper')))).toMatchObject([{ why: 'scope-none' }]);
    expect(await fon.push(fon.op(area, 'commitment.prepare', prepared(fon), names))).toMatchObject([{ why: 'scope-none' }]);
    expect(await next.push(next.op(area, 'commitment.prepare', prepared(fon), names))).toMatchObject([{ why: 'scope-none' }]);
  });

  it('on paper comes with its photo, which only those who sign and their office can see', async () => {
    const [picture, thumb] = [jpeg(600), jpeg(300)];
    const sha = sha256(picture);
    const photo = { ...photoPayload(sha, 600, { sha: sha256(thumb), bytes: 300 }), for: { kind: 'commitment' as const, id: commitment } };
    expect(await chief.push(chief.op(area, 'photo.attach', photo), chief.op(area, 'commitment.sign', sign('acceptor', 'paper')))).toMatchObject([{ r: 'applied' }, { r: 'applied' }]); // prettier-ignore
    const path = `/v1/photos/${area}/${sha}`;
    const sent = await chief.send(path, { method: 'PATCH', headers: { 'Upload-Offset': '0' }, body: new Uint8Array(picture) });
    expect(sent.status).toBe(204);
    const colleague = await office.phone({ areas: ['560701'] });
    const province = await office.phone({ role: 'province', areas: ['56'] });
    const next = await office.phone({ role: 'district-chief', areas: ['5606'] });
    const statuses = await Promise.all([chief, fon, province, colleague, next].map(async (phone) => (await phone.send(path)).status));
    expect(statuses).toEqual([200, 200, 200, 404, 404]);
  });

  it('shows a wrong page no more once its photographer or the office takes it back; what was signed stays signed', async () => {
    const page = (sha: string) => ({
      ...photoPayload(sha, 600, { sha, bytes: 300 }),
      for: { kind: 'commitment' as const, id: commitment },
    });
    const [ofFon, ofChief] = ['a'.repeat(64), 'b'.repeat(64)];
    await chief.push(chief.op(area, 'photo.attach', page(ofChief)), chief.op(area, 'commitment.sign', sign('acceptor', 'paper')));
    await fon.push(fon.op(area, 'photo.attach', page(ofFon)));
    const colleague = await office.phone({ areas: ['560701'] });
    const takeBack = async (phone: ServerPhone, sha: string) =>
      phone.push(phone.op(area, 'photo.withdraw', { sha, reason: 'another paper', of: 'commitment' }));
    expect(await takeBack(colleague, ofFon)).toMatchObject([{ r: 'held', why: 'scope-none' }]);
    expect(await takeBack(fon, ofChief)).toMatchObject([{ r: 'held', why: 'scope-none' }]);
    expect(await takeBack(fon, ofFon)).toMatchObject([{ r: 'applied' }]);
    expect(await takeBack(chief, ofChief)).toMatchObject([{ r: 'applied' }]);
    const row = async (key: string) => office.office.store.read((tables) => tables.rows.get(area, key));
    expect([await row(`photo:${ofFon}`), await row(`photo:${ofChief}`)].map((body) => body?.includes('another paper'))).toEqual([
      true,
      true,
    ]);
    expect(JSON.parse((await row(`commitment:${commitment}`)) ?? '')).toMatchObject({ signed: { acceptor: { how: 'paper' } } });
  });

  it('asks an officer to study the guideline, and the office sees that it was read', async () => {
    await post('/v1/people/assign', { users: [fon.session.user], page: 'enclosure-2-guideline', dueOn: '2026-12-05' });
    const inbox = await inboxOf(fon.session.user);
    expect((await fon.pull()).get(inbox)?.map(({ op }) => op.k)).toContain('guide.assign');
    await fon.push(fon.op(inbox, 'guide.read', { page: 'enclosure-2-guideline' }));
    expect((await people()).people.find(({ name }) => name === 'Fon')?.guide).toMatchObject({
      read: [{ page: 'enclosure-2-guideline' }],
      assigned: [{ page: 'enclosure-2-guideline', dueOn: '2026-12-05' }],
    });
  });
});

describe('a photo of the announcement of an agenda', () => {
  const area = areaStreamId('5607');
  const announcement = newId();
  const [picture, thumb] = [jpeg(600), jpeg(300)];
  const sha = sha256(picture);
  const photo = { ...photoPayload(sha, 600, { sha: sha256(thumb), bytes: 300 }), for: { kind: 'agenda' as const, id: announcement } };
  const send = async (phone: ServerPhone) => {
    const path = `/v1/photos/${area}/${sha}`;
    return (await phone.send(path, { method: 'PATCH', headers: { 'Upload-Offset': '0' }, body: new Uint8Array(picture) })).status;
  };
  const announce = () => chief.op(area, 'agenda.announce', { announcement, district: '5607', on: '2026-11-20', place: 'District hall' });

  it('comes from the office that announces, and everybody of the district sees it, nobody from elsewhere', async () => {
    expect(await chief.push(announce(), chief.op(area, 'photo.attach', photo))).toMatchObject([{ r: 'applied' }, { r: 'applied' }]);
    const fon = await office.phone({ areas: ['560701'] });
    const province = await office.phone({ role: 'province', areas: ['56'] });
    const strangers = [
      await office.phone({ areas: ['560601'] }),
      await office.phone({ role: 'district-chief', areas: ['5606'] }),
      await office.phone({ role: 'department', areas: ['56', '57'] }),
    ];
    // who sees it does not write it
    expect(await send(fon)).toBe(404);
    expect(await send(chief)).toBe(204);
    const seen = async (phone: ServerPhone) => (await phone.send(`/v1/photos/${area}/${sha}`)).status;
    expect(await Promise.all([chief, fon, province].map(seen))).toEqual([200, 200, 200]);
    expect(await Promise.all(strangers.slice(0, 2).map(seen))).toEqual([404, 404]);
    expect(await seen(strangers[2]!)).not.toBe(200);

    const agendaOf = async (phone: ServerPhone) =>
      ((await (await phone.send('/v1/board/areas?area=5607')).json()) as AreaBoard).whole.agenda;
    const shown = { id: announcement, on: '2026-11-20', photos: [{ sha, for: photo.for, full: true, thumb: false }] };
    expect(await agendaOf(chief)).toMatchObject(shown);
    expect(await agendaOf(province)).toMatchObject(shown);
    // the department reads what was announced, and is not told of pictures of people
    expect(await agendaOf(strangers[2]!)).not.toHaveProperty('photos');
    // an officer's phone has the announcement with it
    expect((await fon.pull()).get(area)?.map(({ op }) => op.k)).toEqual(['agenda.announce', 'photo.attach']);
  });

  it('waits for its announcement, and is not attached by an officer or by the chief next door', async () => {
    expect(await chief.push(chief.op(area, 'photo.attach', photo))).toMatchObject([{ r: 'held', why: 'missing-ref' }]);
    await chief.push(announce());
    const fon = await office.phone({ areas: ['560701'] });
    const next = await office.phone({ role: 'district-chief', areas: ['5606'] });
    expect(await fon.push(fon.op(area, 'photo.attach', photo))).toMatchObject([{ why: 'scope-none' }]);
    expect(await next.push(next.op(area, 'photo.attach', photo))).toMatchObject([{ why: 'scope-none' }]);
  });
});

it('a photo of a commitment does not slip into a group, nor one of a group into a district', async () => {
  const fon = await office.phone({ areas: ['560701'] });
  const g = newId();
  const photo = photoPayload('a'.repeat(64), 600, { sha: 'b'.repeat(64), bytes: 300 });
  const verdicts = await fon.push(
    fon.op(g, 'group.create', groupPayload()),
    fon.op(g, 'photo.attach', { ...photo, for: { kind: 'commitment', id: newId() } }),
    fon.op(areaStreamId('5607'), 'photo.attach', photo),
  );
  expect(verdicts).toMatchObject([{ r: 'applied' }, { r: 'held', code: 'wrong-stream' }, { r: 'held', code: 'wrong-stream' }]);
});
