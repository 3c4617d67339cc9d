/** Makes people, gives them rights and the code they sign in with. Rights are also operations in the person's own stream. */
import { civilDateInThailand } from '../domain/thai-calendar.ts';
import type { Role } from '../domain/vocabulary.ts';
import { writeAsOffice } from './author.ts';
import { emptyChain } from './desk.ts';
import { newId, newInvitationCode, officeUser, sha256Hex } from './ids.ts';
import type { Office } from './office.ts';
import type { GrantRecord, Tables } from './store/store.ts';

export const invitationHours = 24;

export interface InvitationRequest {
  readonly role: Role;
  readonly areas: readonly string[];
  readonly groups?: readonly string[] | undefined;
  /** last day of the right, for a volunteer's year */
  readonly until?: string | undefined;
  readonly name: string;
  /** a person who is known already and needs a new phone; then role and areas add to what there is, when they are new */
  readonly user?: string | undefined;
}

export interface Invitation {
  readonly code: string;
  readonly role: Role;
  readonly areas: readonly string[];
  readonly expiresAt: string;
  readonly user: string;
}

type Maker = Pick<Office, 'store' | 'clock' | 'random'>;

/** @param by user who invites; the office itself when a command does */
export async function invite(office: Maker, request: InvitationRequest, by: string = officeUser): Promise<Invitation> {
  return office.store.write((tables) => inviteWithin(tables, office, request, by));
}

/** At the very first start, when nobody could invite anybody yet; of several processes that start together one does. */
export async function inviteFirst(office: Maker, request: InvitationRequest): Promise<Invitation | undefined> {
  return office.store.write(async (tables) => {
    // the office itself is always there
    if ((await tables.people.count()) > 1) return undefined;
    return inviteWithin(tables, office, request, officeUser);
  });
}

async function inviteWithin(
  tables: Tables,
  office: Pick<Maker, 'clock' | 'random'>,
  request: InvitationRequest,
  by: string,
): Promise<Invitation> {
  const code = newInvitationCode(office.random);
  const now = office.clock();
  const expiresAt = now + invitationHours * 3_600_000;
  const user = request.user ?? (await addPerson(tables, office, request.name));
  if (request.user === undefined) await giveGrant(tables, office, user, request);
  await tables.people.addInvitation({ codeHash: sha256Hex(code), user, createdAt: now, expiresAt, usedAt: null, dev: null });
  await tables.office.audit({ at: now, actor: by, action: 'invite', subject: user });
  return { code, role: request.role, areas: request.areas, expiresAt: new Date(expiresAt).toISOString(), user };
}

export async function addPerson(tables: Tables, office: Pick<Office, 'clock' | 'random'>, name: string): Promise<string> {
  const user = newId(office.clock, office.random);
  await tables.people.add({ id: user, name, createdAt: office.clock() });
  const stream = newId(office.clock, office.random);
  await tables.streams.add({ id: stream, kind: 'person', area: '', owner: user, seq: 0, chain: emptyChain, receivedAt: office.clock() });
  return user;
}

interface GivenGrant extends Pick<InvitationRequest, 'role' | 'areas' | 'groups' | 'until'> {
  readonly id?: string;
  readonly from?: string | undefined;
  readonly reason?: string | undefined;
}

export async function giveGrant(
  tables: Tables,
  office: Pick<Office, 'clock' | 'random'>,
  user: string,
  { id = newId(office.clock, office.random), role, areas, groups, until, from, reason }: GivenGrant,
): Promise<string> {
  const start = from ?? civilDateInThailand(office.clock());
  await tables.people.addGrant({ id, user, role, areas, groups: groups ?? [], from: start, until: until ?? null, endedOn: null });
  const p = {
    grant: id,
    role,
    areas: [...areas],
    ...(groups && { groups: [...groups] }),
    from: start,
    ...(until !== undefined && { until }),
    ...(reason !== undefined && { reason }),
  };
  await writeAsOffice(tables, office, [{ g: await inboxOf(tables, user), k: 'grant.give', p }]);
  return id;
}

/** @param on first day without the right; the earliest day said stands */
export async function endGrant(
  tables: Tables,
  office: Pick<Office, 'clock' | 'random'>,
  grant: Pick<GrantRecord, 'id' | 'user'>,
  on: string,
  reason: string,
): Promise<void> {
  await tables.people.endGrant(grant.id, on);
  await writeAsOffice(tables, office, [{ g: await inboxOf(tables, grant.user), k: 'grant.end', p: { grant: grant.id, on, reason } }]);
}

/** Stream of a person: rights, notices, guide. */
export async function inboxOf(tables: Tables, user: string): Promise<string> {
  const inbox = (await tables.streams.ofOwner(user)).find((stream) => stream.kind === 'person');
  if (!inbox) throw new Error('every person has a stream');
  return inbox.id;
}
