/** Who answers for a group today: its owner while the right lasts, or somebody it was given to; else nobody, and its chief looks after it. */
import { can, isInForce, viewerOf, type Viewer } from './access.ts';
import { civilDateInThailand } from '../domain/thai-calendar.ts';
import type { StreamRecord, Tables } from './store/store.ts';

/** @returns ids of those groups that nobody of the office answers for (case 44); a committee does not answer for itself */
export async function groupsWithoutOfficer(tables: Tables, groups: readonly StreamRecord[], nowMs: number): Promise<ReadonlySet<string>> {
  const viewerByOwner = new Map<string, Viewer | undefined>();
  const left: StreamRecord[] = [];
  for (const group of groups) {
    if (!viewerByOwner.has(group.owner)) viewerByOwner.set(group.owner, await officerOf(tables, group.owner, nowMs));
    const owner = viewerByOwner.get(group.owner);
    if (owner === undefined || !can(owner, 'group-read', group)) left.push(group);
  }
  if (left.length === 0) return new Set();
  const today = civilDateInThailand(nowMs);
  const given = new Set(
    (await tables.people.allGrants())
      .filter((grant) => grant.role !== 'committee' && isInForce(grant, today))
      .flatMap(({ groups: own }) => own),
  );
  return new Set(left.map(({ id }) => id).filter((id) => !given.has(id)));
}

async function officerOf(tables: Tables, owner: string, nowMs: number): Promise<Viewer | undefined> {
  const viewer = await viewerOf(tables, owner, '', nowMs);
  return viewer && { ...viewer, grants: viewer.grants.filter(({ role }) => role !== 'committee') };
}
