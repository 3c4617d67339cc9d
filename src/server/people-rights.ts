/** Rights over the people of one's own area: invite, let in one more phone, give a right, end one; never beyond what one could have given. */
import { civilDateInThailand } from '../domain/thai-calendar.ts';
import type { Role } from '../domain/vocabulary.ts';
import { CodeRequest, EndRequest, GrantRequest, InviteRequest } from '../protocol/people.ts';
import { can, isInForce, type Viewer } from './access.ts';
import { jsonAnswer } from './answer.ts';
import { endGrant, giveGrant, invite } from './invitation.ts';
import type { Office } from './office.ts';
import { RequestProblem } from './problem-answer.ts';
import { readJson } from './request-body.ts';
import type { SignedInCall } from './route.ts';
import type { GrantRecord, Tables } from './store/store.ts';

export async function invitePerson({ office, request, viewer }: SignedInCall): Promise<Response> {
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

export async function giveCode({ office, request, viewer }: SignedInCall): Promise<Response> {
  const { user } = await readJson(request, CodeRequest);
  const today = civilDateInThailand(office.clock());
  const mayLetIn = await office.store.read(
    async (tables) =>
      (await tables.people.grantsOf(user)).some((grant) => isCurrent(grant, today)) &&
      // a code is the whole person: whoever has one right beyond the caller's reach is not the caller's to let in
      isWholePersonBelow(tables, viewer, user, today),
  );
  if (!mayLetIn) throw new RequestProblem('not-found');
  const { code, expiresAt } = await invite(office, { user, role: 'field-officer', areas: [], name: '' }, viewer.user);
  return jsonAnswer(request, { code, expiresAt, user });
}

const isCurrent = (grant: GrantRecord, today: string): boolean => isInForce(grant, today) || grant.from > today;

/** Every right that somebody has, or of who has none any more every right there was, could have been given by the viewer. */
export async function isWholePersonBelow(tables: Tables, viewer: Viewer, user: string, today: string): Promise<boolean> {
  const all = await tables.people.grantsOf(user);
  const current = all.filter((grant) => isCurrent(grant, today));
  const counted = current.length > 0 ? current : all;
  for (const grant of counted) if (!(await isBelow(tables, viewer, grant))) return false;
  return counted.length > 0;
}

/** Whether the viewer could have given this right: its areas and its groups, wherever they are, all lie below. */
export async function isBelow(tables: Tables, viewer: Viewer, { role, areas, groups }: GrantRecord): Promise<boolean> {
  const streams = await Promise.all(groups.map((group) => tables.streams.find(group)));
  const all = [...areas, ...streams.flatMap((stream) => (stream ? [stream.area] : []))];
  return can(viewer, 'invite', { role: role as Role, areas: all });
}

export async function grantRight({ office, request, viewer }: SignedInCall): Promise<Response> {
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
export async function isOfOwnPeople(tables: Tables, viewer: Viewer, user: string): Promise<boolean> {
  for (const grant of await tables.people.grantsOf(user)) if (await isBelow(tables, viewer, grant)) return true;
  return false;
}

export async function endRight({ office, request, viewer }: SignedInCall): Promise<Response> {
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
