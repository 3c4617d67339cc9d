/** `GET /v1/board/people`: who works in an area with which right, on which phones, for which groups, and what of the guide they have read. */
import { Area } from './area-code.ts';
import { membersOf } from '../domain/group-figures.ts';
import { hasEnded } from '../domain/life-cycle.ts';
import type { AssignedRow, GroupRow, GuideRow } from '../domain/row.ts';
import { addDays, civilDateInThailand } from '../domain/thai-calendar.ts';
import type { Role } from '../domain/vocabulary.ts';
import type { BoardPeople, BoardPerson, PeopleGroup } from '../protocol/people.ts';
import { can, isInForce, isYetToBegin } from './access.ts';
import { jsonAnswer } from './answer.ts';
import { devicesOf } from './devices.ts';
import type { Office } from './office.ts';
import { RequestProblem } from './problem-answer.ts';
import { groupsWithoutOfficer } from './responsible.ts';
import type { SignedInCall } from './route.ts';
import type { GrantRecord, StreamRecord, Tables } from './store/store.ts';

/** people whose last right ended longer ago are not listed any more, unless a group still names them */
const listedDaysAfterEnd = 400;

export async function listPeople({ office, request, url, viewer }: SignedInCall): Promise<Response> {
  const area = url.searchParams.get('area') ?? viewer.grants.flatMap((grant) => grant.areas)[0] ?? '';
  if (!Area.safeParse(area).success) throw new RequestProblem('bad-request', { path: 'area' });
  if (!can(viewer, 'people-see', { area })) throw new RequestProblem('forbidden');
  return jsonAnswer(request, await office.store.read((tables) => peopleIn(tables, office, area)));
}

async function peopleIn(tables: Tables, office: Office, area: string): Promise<BoardPeople> {
  const now = office.clock();
  const today = civilDateInThailand(now);
  const streams = await tables.streams.groupsIn(area);
  const here = new Set(streams.map(({ id }) => id));
  const owners = new Set(streams.map(({ owner }) => owner));
  const grantsByUser = new Map<string, GrantRecord[]>();
  for (const grant of await tables.people.allGrants()) {
    if (!liesIn(grant, area, here)) continue;
    grantsByUser.set(grant.user, [...(grantsByUser.get(grant.user) ?? []), grant]);
  }
  const people: BoardPerson[] = [];
  for (const { id, name } of await tables.people.all()) {
    const grants = grantsByUser.get(id) ?? [];
    const isRecent = grants.some((grant) => endOf(grant) >= addDays(today, -listedDaysAfterEnd));
    if (grants.length === 0 || (!isRecent && !owners.has(id))) continue;
    people.push(await personOf(tables, { id, name }, grants, area, now));
  }
  const thaiOrder = new Intl.Collator('th');
  people.sort((a, b) => thaiOrder.compare(a.name, b.name));
  const committeeByGroup = new Map<string, string[]>();
  for (const grant of [...grantsByUser.values()].flat())
    if (isInForce(grant, today))
      for (const group of grant.groups)
        if (grant.role === 'committee') committeeByGroup.set(group, [...(committeeByGroup.get(group) ?? []), grant.user]);
  const withoutOfficer = await groupsWithoutOfficer(tables, streams, now);
  const groups: PeopleGroup[] = [];
  for (const stream of streams) {
    const group = await groupOf(tables, stream, committeeByGroup.get(stream.id) ?? []);
    if (group === undefined) continue;
    const { isOver, ...rest } = group;
    // nobody need answer for one that was dissolved or entered by mistake
    groups.push({ ...rest, hasOfficer: isOver || !withoutOfficer.has(stream.id) });
  }
  return { asOf: new Date(now).toISOString(), area, people, groups };
}

/** A right to an area around this one is somebody else's to see; one without an area is where its groups are. */
function liesIn({ areas, groups }: GrantRecord, area: string, here: ReadonlySet<string>): boolean {
  return areas.length > 0 ? areas.every((own) => own.startsWith(area)) : groups.length > 0 && groups.every((group) => here.has(group));
}

/** The last day on which it can count. */
function endOf({ until, endedOn }: GrantRecord): string {
  const last = endedOn === null ? '9999-12-31' : addDays(endedOn, -1);
  return until !== null && until < last ? until : last;
}

async function personOf(
  tables: Tables,
  { id, name }: { readonly id: string; readonly name: string },
  grants: readonly GrantRecord[],
  area: string,
  nowMs: number,
): Promise<BoardPerson> {
  const today = civilDateInThailand(nowMs);
  const devices = await devicesOf(tables, id, area);
  const open = (await tables.people.invitationsOf(id)).filter(({ usedAt, expiresAt }) => usedAt === null && nowMs <= expiresAt);
  const inbox = (await tables.streams.ofOwner(id)).find(({ kind }) => kind === 'person');
  const rows = async <R>(prefix: string): Promise<readonly R[]> =>
    inbox === undefined ? [] : (await tables.rows.list(inbox.id, prefix)).map(({ body }) => JSON.parse(body) as R);
  return {
    user: id,
    name,
    grants: grants
      // what passed on with a change of officer was never a right of its own
      .filter((grant) => endOf(grant) >= grant.from)
      .map(({ user: _user, ...grant }) => ({
        ...grant,
        role: grant.role as Role,
        areas: [...grant.areas],
        groups: [...grant.groups],
        state: isInForce(grant, today) ? 'in-force' : isYetToBegin(grant, today) ? 'to-begin' : 'ended',
      })),
    devices: [...devices],
    // a lost phone that comes back is not its person
    lastSeenAt:
      devices.map(({ lastSeenAt, loss }) => loss?.lastSeenAt ?? lastSeenAt).reduce((latest, at) => (at > latest ? at : latest), '') || null,
    invitedUntil: open.length === 0 ? null : new Date(Math.max(...open.map(({ expiresAt }) => expiresAt))).toISOString(),
    guide: {
      read: (await rows<GuideRow>('guide')).map(({ page, readAt }) => ({ page, at: readAt })),
      assigned: (await rows<AssignedRow>('assigned')).map(({ page, on, dueOn }) => ({ page, on, ...(dueOn !== undefined && { dueOn }) })),
    },
  };
}

async function groupOf(
  tables: Tables,
  stream: StreamRecord,
  committee: readonly string[],
): Promise<(Omit<PeopleGroup, 'hasOfficer'> & { readonly isOver: boolean }) | undefined> {
  const body = await tables.rows.get(stream.id, 'group');
  if (body === undefined) return undefined;
  const group = JSON.parse(body) as GroupRow;
  const { name, keeper = 'officer', keeperSince } = group;
  return {
    id: stream.id,
    name,
    tambon: stream.area,
    owner: stream.owner,
    keeper,
    ...(keeperSince !== undefined && { keeperSince }),
    committee: [...committee],
    members: membersOf(group),
    isOver: hasEnded(group),
  };
}
