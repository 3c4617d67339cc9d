/** Who answers for groups and who keeps their books from now on: another officer, or the committee; everybody concerned is told. */
import type { GroupRow } from '../domain/row.ts';
import { civilDateInThailand } from '../domain/thai-calendar.ts';
import type { Role } from '../domain/vocabulary.ts';
import { HandOverRequest, KeeperRequest } from '../protocol/people.ts';
import { can, covers, isInForce, type Viewer } from './access.ts';
import { jsonAnswer } from './answer.ts';
import { writeAsOffice } from './author.ts';
import { newId } from './ids.ts';
import { endGrant, giveGrant, inboxOf } from './invitation.ts';
import type { Office } from './office.ts';
import { isBelow } from './people-rights.ts';
import { RequestProblem } from './problem-answer.ts';
import { readJson } from './request-body.ts';
import type { SignedInCall } from './route.ts';
import type { GrantRecord, StreamRecord, Tables } from './store/store.ts';
import { keepFigures } from './summary.ts';

export async function handOver({ office, request, viewer }: SignedInCall): Promise<Response> {
  const { groups, to, reason } = await readJson(request, HandOverRequest);
  const today = civilDateInThailand(office.clock());
  const areas = await office.store.write(async (tables) => {
    const streams: StreamRecord[] = [];
    for (const id of [...new Set(groups)].sort()) {
      const stream = await tables.streams.find(id);
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

export async function setKeeper({ office, request, viewer }: SignedInCall): Promise<Response> {
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
