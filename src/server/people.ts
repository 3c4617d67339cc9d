/** `/v1/board/people` and `/v1/people/…`: a chief or the province looks after the people of its own area, their rights and their groups. */
import type { GroupRow } from '../domain/row.ts';
import { civilDateInThailand } from '../domain/thai-calendar.ts';
import type { Role } from '../domain/vocabulary.ts';
import {
  AssignRequest,
  AssignResponse,
  BoardPeople,
  CodeRequest,
  CodeResponse,
  EndRequest,
  EndResponse,
  GrantRequest,
  GrantResponse,
  HandOverRequest,
  HandOverResponse,
  InviteRequest,
  InviteResponse,
  KeeperRequest,
  KeeperResponse,
} from '../protocol/people.ts';
import { can, covers, isInForce, type Viewer } from './access.ts';
import { jsonAnswer } from './answer.ts';
import { writeAsOffice, type OwnOperation } from './author.ts';
import { newId } from './ids.ts';
import { endGrant, giveGrant, inboxOf, invite } from './invitation.ts';
import type { Office } from './office.ts';
import { listPeople } from './people-view.ts';
import { RequestProblem } from './problem-answer.ts';
import { readJson } from './request-body.ts';
import type { Route, SignedInCall } from './route.ts';
import type { GrantRecord, StreamRecord, Tables } from './store/store.ts';
import { keepFigures } from './summary.ts';

export const peopleRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/board/people',
    summary: 'People of an area with rights, phones and groups (?area=)',
    access: 'people-see',
    answer: BoardPeople,
    handle: listPeople,
  },
  {
    method: 'POST',
    path: '/v1/people/invite',
    summary: 'Invite somebody into the own area',
    access: 'invite',
    body: InviteRequest,
    answer: InviteResponse,
    handle: invitePerson,
  },
  {
    method: 'POST',
    path: '/v1/people/code',
    summary: 'A code for one more phone of somebody of the own area',
    access: 'invite',
    body: CodeRequest,
    answer: CodeResponse,
    handle: giveCode,
  },
  {
    method: 'POST',
    path: '/v1/people/grant',
    summary: 'Give somebody of the own area a right',
    access: 'invite',
    body: GrantRequest,
    answer: GrantResponse,
    handle: grantRight,
  },
  {
    method: 'POST',
    path: '/v1/people/end',
    summary: 'End a right',
    access: 'invite',
    body: EndRequest,
    answer: EndResponse,
    handle: endRight,
  },
  {
    method: 'POST',
    path: '/v1/people/hand-over',
    summary: 'Somebody else answers for groups',
    access: 'hand-over',
    body: HandOverRequest,
    answer: HandOverResponse,
    handle: handOver,
  },
  {
    method: 'POST',
    path: '/v1/people/keeper',
    summary: 'Who keeps the books of a group: the officer, both, or its committee',
    access: 'hand-over',
    body: KeeperRequest,
    answer: KeeperResponse,
    handle: setKeeper,
  },
  {
    method: 'POST',
    path: '/v1/people/assign',
    summary: 'Ask people to study a page of the guide',
    access: 'people-see',
    body: AssignRequest,
    answer: AssignResponse,
    handle: assignGuide,
  },
];

async function invitePerson({ office, request, viewer }: SignedInCall): Promise<Response> {
  const asked = await readJson(request, InviteRequest);
  checkTerm(office, asked);
  if (!can(viewer, 'invite', asked)) throw new RequestProblem('forbidden');
  await office.store.read((tables) => checkGroups(tables, viewer, asked.role, asked.groups ?? []));
  return jsonAnswer(request, await invite(office, asked, viewer.user));
}

/** A volunteer's year has an end, a committee has its group, and nothing ends before it begins. */
function checkTerm(
  office: Office,
  { role, groups, from, until }: { readonly role: Role; readonly groups?: readonly string[] | undefined; readonly from?: string | undefined; readonly until?: string | undefined }, // prettier-ignore
): void {
  if (role === 'volunteer' && until === undefined) throw new RequestProblem('bad-request', { path: 'until' });
  if (until !== undefined && until < (from ?? civilDateInThailand(office.clock())))
    throw new RequestProblem('bad-request', { path: 'until' });
  if (role === 'committee' && (groups ?? []).length === 0) throw new RequestProblem('bad-request', { path: 'groups' });
}

/** A group of another area and one that does not exist are the same to the caller. */
async function checkGroups(tables: Tables, viewer: Viewer, role: Role, groups: readonly string[]): Promise<void> {
  for (const group of groups) {
    const stream = await tables.streams.find(group);
    if (stream?.kind !== 'group' || !can(viewer, 'invite', { role, areas: [stream.area] })) throw new RequestProblem('forbidden');
  }
}

async function giveCode({ office, request, viewer }: SignedInCall): Promise<Response> {
  const { user } = await readJson(request, CodeRequest);
  const today = civilDateInThailand(office.clock());
  const grants = await office.store.read((tables) => tables.people.grantsOf(user));
  const current = grants.filter((grant) => isInForce(grant, today) || grant.from > today);
  // a code is the whole person: whoever has one right beyond the caller's reach is not the caller's to let in
  if (current.length === 0 || !(await everyIsBelow(office, viewer, current))) throw new RequestProblem('not-found');
  const { code, expiresAt } = await invite(office, { user, role: 'field-officer', areas: [], name: '' }, viewer.user);
  return jsonAnswer(request, { code, expiresAt, user });
}

async function everyIsBelow(office: Office, viewer: Viewer, grants: readonly GrantRecord[]): Promise<boolean> {
  for (const grant of grants) if (!(await office.store.read((tables) => isBelow(tables, viewer, grant)))) return false;
  return true;
}

/** Whether the viewer could have given this right; one without an area lies where its groups are. */
async function isBelow(tables: Tables, viewer: Viewer, { role, areas, groups }: GrantRecord): Promise<boolean> {
  const streams = await Promise.all((areas.length > 0 ? [] : groups).map((group) => tables.streams.find(group)));
  const all = [...areas, ...streams.flatMap((stream) => (stream ? [stream.area] : []))];
  return can(viewer, 'invite', { role: role as Role, areas: all });
}

async function grantRight({ office, request, viewer }: SignedInCall): Promise<Response> {
  const asked = await readJson(request, GrantRequest);
  checkTerm(office, asked);
  if (!can(viewer, 'invite', asked)) throw new RequestProblem('forbidden');
  await office.store.write(async (tables) => {
    const known = await tables.people.findGrant(asked.grant);
    if (known) {
      if (known.user !== asked.user) throw new RequestProblem('bad-request', { path: 'grant' });
      return;
    }
    if (!(await isOfOwnPeople(tables, viewer, asked.user))) throw new RequestProblem('not-found');
    await checkGroups(tables, viewer, asked.role, asked.groups ?? []);
    const { grant: id, user, ...grant } = asked;
    await giveGrant(tables, office, user, { id, ...grant });
    await tables.office.audit({ at: office.clock(), actor: viewer.user, action: 'grant-give', subject: id });
  });
  return jsonAnswer(request, { grant: asked.grant });
}

/** Somebody who has or had a right that the viewer could give: a stranger from elsewhere is moved by who is over both places. */
async function isOfOwnPeople(tables: Tables, viewer: Viewer, user: string): Promise<boolean> {
  for (const grant of await tables.people.grantsOf(user)) if (await isBelow(tables, viewer, grant)) return true;
  return false;
}

async function endRight({ office, request, viewer }: SignedInCall): Promise<Response> {
  const { grant: id, on = civilDateInThailand(office.clock()), reason } = await readJson(request, EndRequest);
  const endedOn = await office.store.write(async (tables) => {
    const grant = await tables.people.findGrant(id);
    if (!grant || !(await isBelow(tables, viewer, grant))) throw new RequestProblem('not-found');
    // what was done under a right stays done: no right ends before today
    if (on < civilDateInThailand(office.clock())) throw new RequestProblem('bad-request', { path: 'on' });
    if (grant.endedOn !== null && grant.endedOn <= on) return grant.endedOn;
    await endGrant(tables, office, grant, on, reason);
    await tables.office.audit({ at: office.clock(), actor: viewer.user, action: 'grant-end', subject: id });
    return on;
  });
  return jsonAnswer(request, { grant: id, endedOn });
}

async function handOver({ office, request, viewer }: SignedInCall): Promise<Response> {
  const { groups, to, reason } = await readJson(request, HandOverRequest);
  const today = civilDateInThailand(office.clock());
  const areas = await office.store.write(async (tables) => {
    const streams: StreamRecord[] = [];
    for (const id of [...new Set(groups)].sort()) {
      const stream = await tables.streams.lock(id);
      if (stream?.kind !== 'group' || !can(viewer, 'hand-over', stream)) throw new RequestProblem('not-found');
      if (stream.owner !== to) streams.push(stream);
    }
    const field = await fieldGrantsOf(tables, viewer, to, today);
    const [first] = field;
    if (!first) throw new RequestProblem('bad-request', { path: 'to' });
    const missing = [...new Set(streams.map(({ area }) => area))].filter((area) => !field.some((grant) => covers(grant, area))).sort();
    if (missing.length > 0)
      await giveGrant(tables, office, to, { role: first.role as Role, areas: missing, until: first.until ?? undefined, reason });
    const before = new Map<string, string[]>();
    for (const stream of streams) {
      before.set(stream.owner, [...(before.get(stream.owner) ?? []), stream.id]);
      const passed = { ...stream, owner: to };
      await tables.streams.save(passed);
      await keepFigures(tables, passed, []);
    }
    for (const [owner, ids] of before) await passOn(tables, office, owner, ids, today, reason);
    if (streams.length > 0) await post(tables, office, to, 'groups-received', streams.map(({ id }) => id), today); // prettier-ignore
    for (const { id } of streams)
      await tables.office.audit({ at: office.clock(), actor: viewer.user, action: 'hand-over', subject: `${id} ${to}` });
    return missing;
  });
  return jsonAnswer(request, { groups: groups.length, areas });
}

/** Rights in force of a field officer or volunteer whom the viewer is over. */
async function fieldGrantsOf(tables: Tables, viewer: Viewer, user: string, today: string): Promise<readonly GrantRecord[]> {
  const field = (await tables.people.grantsOf(user)).filter(
    (grant) => isInForce(grant, today) && (grant.role === 'field-officer' || grant.role === 'volunteer') && grant.areas.length > 0,
  );
  for (const grant of field) if (await isBelow(tables, viewer, grant)) return field;
  return [];
}

/**
 * The officer who had these groups keeps an ended right to them by name: what the phone still holds is then late work of theirs, not a
 * stranger's, and a chief can take it with one tap.
 */
async function passOn(
  tables: Tables,
  office: Office,
  owner: string,
  groups: readonly string[],
  today: string,
  reason: string,
): Promise<void> {
  if (!(await tables.people.find(owner))) return;
  const had = (await tables.people.grantsOf(owner)).find(({ role }) => role === 'field-officer' || role === 'volunteer');
  const id = newId(office.clock, office.random);
  await giveGrant(tables, office, owner, { id, role: (had?.role ?? 'field-officer') as Role, areas: [], groups, from: today, reason });
  await endGrant(tables, office, { id, user: owner }, today, reason);
  await post(tables, office, owner, 'groups-passed-on', groups, today);
}

async function post(
  tables: Tables,
  office: Office,
  user: string,
  about: 'groups-received' | 'groups-passed-on' | 'books-with-committee',
  groups: readonly string[],
  on: string,
): Promise<void> {
  const p = { notice: newId(office.clock, office.random), about, on, groups: [...groups] };
  await writeAsOffice(tables, office, [{ g: await inboxOf(tables, user), k: 'notice.post', p }]);
}

async function setKeeper({ office, request, viewer }: SignedInCall): Promise<Response> {
  const { group, keeper, reason } = await readJson(request, KeeperRequest);
  const on = civilDateInThailand(office.clock());
  await office.store.write(async (tables) => {
    const stream = await tables.streams.find(group);
    if (stream?.kind !== 'group' || !can(viewer, 'hand-over', stream)) throw new RequestProblem('not-found');
    const row = JSON.parse((await tables.rows.get(group, 'group')) ?? '{}') as Partial<GroupRow>;
    if ((row.keeper ?? 'officer') === keeper) return;
    if (keeper !== 'officer' && !(await hasCommitteeAccount(tables, group, on)))
      throw new RequestProblem('bad-request', { path: 'keeper' });
    await writeAsOffice(tables, office, [{ g: group, k: 'group.keeper', p: { keeper, on, ...(reason !== undefined && { reason }) } }]);
    if (keeper === 'committee' && (await tables.people.find(stream.owner)))
      await post(tables, office, stream.owner, 'books-with-committee', [group], on);
    await tables.office.audit({ at: office.clock(), actor: viewer.user, action: `keeper-${keeper}`, subject: group });
  });
  return jsonAnswer(request, { group, keeper });
}

/** Books that nobody could write would be worse than the officer's. */
async function hasCommitteeAccount(tables: Tables, group: string, today: string): Promise<boolean> {
  return (await tables.people.allGrants()).some(
    (grant) => grant.role === 'committee' && grant.groups.includes(group) && isInForce(grant, today),
  );
}

async function assignGuide({ office, request, viewer }: SignedInCall): Promise<Response> {
  const { users, page, dueOn } = await readJson(request, AssignRequest);
  const on = civilDateInThailand(office.clock());
  await office.store.write(async (tables) => {
    const own: OwnOperation<'guide.assign'>[] = [];
    for (const user of new Set(users)) {
      if (!(await isOfOwnPeople(tables, viewer, user))) throw new RequestProblem('not-found');
      own.push({
        g: await inboxOf(tables, user),
        k: 'guide.assign',
        p: { page, on, by: viewer.user, ...(dueOn !== undefined && { dueOn }) },
      });
    }
    await writeAsOffice(tables, office, own);
  });
  return jsonAnswer(request, { assigned: new Set(users).size });
}
