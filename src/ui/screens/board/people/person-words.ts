/** Who answers for what, and how long still, in words. */
import type { BoardPeople, BoardPerson, PeopleGroup } from '../../../../protocol/people.ts';
import type { DeviceLoss } from '../../../../protocol/device.ts';
import { addDays } from '../../../../domain/thai-calendar.ts';

export type PersonGrant = BoardPerson['grants'][number];
export type LostDevice = BoardPerson['devices'][number] & { readonly loss: DeviceLoss };

export const fieldRoles: readonly PersonGrant['role'][] = ['field-officer', 'volunteer'];
/** a term that ends so soon wants a successor */
const endsSoonDays = 45;

export function currentGrants({ grants }: BoardPerson): readonly PersonGrant[] {
  return grants.filter(({ state }) => state !== 'ended');
}

/** The last day of what is in force; `undefined` without an end, or with another right that has none. */
export function lastDayOf(person: BoardPerson): string | undefined {
  const ends = currentGrants(person).map(({ until, endedOn }) => lastDay(until, endedOn));
  return ends.reduce((latest, end) => (latest === undefined || end === undefined ? undefined : end > latest ? end : latest), ends[0]);
}

export function lastDay(until: string | null, endedOn: string | null): string | undefined {
  const last = endedOn === null ? undefined : addDays(endedOn, -1);
  if (until === null) return last;
  return last !== undefined && last < until ? last : until;
}

export type Standing = 'invited' | 'ended' | 'ends-soon' | 'silent' | 'fine';
const silentDays = 7;
const shownLossDays = 7;

export function standingOf(person: BoardPerson, asOf: string, todayOn: string): Standing {
  if (currentGrants(person).length === 0) return 'ended';
  const last = lastDayOf(person);
  if (last !== undefined && last <= addDays(todayOn, endsSoonDays)) return 'ends-soon';
  if (person.lastSeenAt === null) return person.invitedUntil === null ? 'silent' : 'invited';
  return Date.parse(asOf) - Date.parse(person.lastSeenAt) > silentDays * 86_400_000 ? 'silent' : 'fine';
}

export function groupsOf({ groups }: BoardPeople, user: string): readonly PeopleGroup[] {
  return groups.filter(({ owner }) => owner === user);
}

/** Who may take over groups: field people whose right is in force, those of the same tambons first. */
export function successorsFor({ people }: BoardPeople, groups: readonly PeopleGroup[]): readonly BoardPerson[] {
  const tambons = groups.map(({ tambon }) => tambon);
  const owners = new Set(groups.map(({ owner }) => owner));
  const field = (person: BoardPerson) => person.grants.filter(({ role, state }) => state === 'in-force' && fieldRoles.includes(role));
  const nearness = (person: BoardPerson) =>
    tambons.filter((tambon) => field(person).some(({ areas }) => areas.some((area) => tambon.startsWith(area)))).length;
  return people
    .filter((person) => field(person).some(({ areas }) => areas.length > 0) && !(owners.size === 1 && owners.has(person.user)))
    .toSorted((a, b) => nearness(b) - nearness(a));
}

/** Where the sheet for the notice about a lost phone is. */
export function lossPaper(area: string, dev: string): string {
  return `/board/people?area=${area}&lost=${dev}`;
}

/** Phones whose 72 hours are not over, or whose notice may still be missing: lost within the last week. */
export function recentLosses({ people, asOf }: BoardPeople): readonly { readonly person: BoardPerson; readonly device: LostDevice }[] {
  const since = Date.parse(asOf) - shownLossDays * 86_400_000;
  return people.flatMap((person) =>
    person.devices.flatMap((device) =>
      device.loss !== null && Date.parse(device.loss.at) > since ? [{ person, device: { ...device, loss: device.loss } }] : [],
    ),
  );
}
