/** Everybody who works in an area, with the figures and the phone of each: only for who may see officers there. */
import { meetingMeasures, type SummaryLine } from '../domain/area-summary.ts';
import { daysInMonth, monthOf, shiftMonth } from '../domain/thai-calendar.ts';
import type { AreaOfficer } from '../protocol/area-board.ts';
import type { QueueReport } from '../protocol/sync.ts';
import { isInForce } from './access.ts';
import { figuresOf } from './area-figures.ts';
import { namesOf } from './board.ts';
import { officerRoles } from './coverage.ts';
import type { DeviceRecord, Tables } from './store/store.ts';

interface Team {
  readonly area: string;
  readonly districts: readonly string[];
  readonly today: string;
  /** what was founded and reported counts from this month on */
  readonly from: string;
}

/** Everybody with a right to field work in the area, and whoever still answers for a group there. */
export async function officersOf(tables: Tables, { area, districts, today, from }: Team): Promise<readonly AreaOfficer[]> {
  const month = monthOf(today);
  const areasByOfficer = new Map<string, string[]>();
  const add = (district: string, user: string, areas: readonly string[]) => {
    const key = `${district} ${user}`;
    areasByOfficer.set(key, [...(areasByOfficer.get(key) ?? []), ...areas]);
  };
  for (const grant of await tables.people.grantsWithin(area)) {
    if (!officerRoles.includes(grant.role) || !isInForce(grant, today)) continue;
    for (const own of grant.areas.filter((each) => each.startsWith(area) || area.startsWith(each)))
      add(own.length < 4 ? area : own.slice(0, 4), grant.user, [own]);
  }
  const linesByOfficer = new Map<string, SummaryLine[]>();
  const put = (district: string, user: string, line: SummaryLine) => {
    const key = `${district} ${user}`;
    linesByOfficer.set(key, [...(linesByOfficer.get(key) ?? []), line]);
  };
  for (const district of districts)
    for (const { officer, ...line } of await tables.figures.ofOfficers(district, month))
      if (line.measure !== 'founded' && line.measure !== 'reported') put(district, officer, line);
  for (const measure of ['founded', 'reported'] as const)
    for (const { area: district, officer, value } of await tables.figures.sumByOfficer(area, measure, from))
      put(district, officer, { month: from, measure, value });
  const active = new Set<string>();
  for (const measure of ['met', 'visited'] as const)
    for (const { area: district, officer } of await tables.figures.sumByOfficer(area, measure, shiftMonth(month, -1))) active.add(`${district} ${officer}`);
  const wideAreas = new Map<string, string[]>();
  for (const [key, lines] of linesByOfficer)
    if (lines.some(({ measure, value }) => measure === 'groups' && value > 0) && !areasByOfficer.has(key)) {
      // whoever works in the whole province stands in the districts of the own groups, and by nothing else while there are none
      const wide = `${area} ${userOf(key)}`;
      areasByOfficer.set(key, areasByOfficer.get(wide) ?? wideAreas.get(userOf(key)) ?? []);
      if (area.length < 4 && areasByOfficer.delete(wide)) wideAreas.set(userOf(key), areasByOfficer.get(key) ?? []);
    }

  const nameByUser = await namesOf(tables, [...areasByOfficer.keys()].map(userOf));
  const officers: AreaOfficer[] = [];
  for (const [key, areas] of areasByOfficer) {
    const [district, user] = [key.slice(0, key.indexOf(' ')), userOf(key)];
    officers.push({
      user,
      name: nameByUser.get(user) ?? '',
      district,
      areas: [...new Set(areas)].sort(),
      figures: figuresOf(linesByOfficer.get(key) ?? [], month, from),
      meetingsOver: meetingsOver(linesByOfficer.get(key) ?? [], today, active.has(key)),
      phone: phoneOf(await tables.devices.ofUser(user)),
    });
  }
  const thaiOrder = new Intl.Collator('th');
  return officers.sort((a, b) => districts.indexOf(a.district) - districts.indexOf(b.district) || thaiOrder.compare(a.name, b.name));
} // prettier-ignore

/** Of a key of district (or of the whole area) and user. */
function userOf(key: string): string {
  return key.slice(key.indexOf(' ') + 1);
}

/**
 * Groups whose day to meet this month lies before today; where nothing was met or visited since last month began, also those whose day was
 * in the last week, so that a day at the end of a month is still told when the next one has begun.
 */
function meetingsOver(lines: readonly SummaryLine[], today: string, wasActive: boolean): number {
  const dayOf = Number(today.slice(8));
  const daysBefore = daysInMonth(shiftMonth(monthOf(today), -1));
  const inLastWeek = (day: number) => daysBefore - Math.min(day, daysBefore) + dayOf <= 7;
  const over = new Set<string>(meetingMeasures.filter((_, index) => index + 1 < dayOf || (!wasActive && inLastWeek(index + 1))));
  return lines.reduce((sum, { measure, value }) => (over.has(measure) ? sum + value : sum), 0);
}

function phoneOf(devices: readonly DeviceRecord[]): AreaOfficer['phone'] {
  const inUse = devices.filter((device) => device.revokedAt === null);
  const [latest] = inUse.toSorted((a, b) => b.seenAt - a.seenAt);
  if (!latest) return null;
  const queues = inUse.flatMap(({ queue }) => (queue === null ? [] : [JSON.parse(queue) as QueueReport]));
  const oldest = queues.flatMap((queue) => queue.oldest ?? []).sort();
  return {
    lastSeenAt: new Date(latest.seenAt).toISOString(),
    waiting: queues.reduce((sum, { ops }) => sum + ops, 0),
    photosWaiting: queues.reduce((sum, { photos }) => sum + photos, 0),
    oldestAt: oldest[0] ?? null,
    quotaErrors: queues.reduce((sum, { quotaErrors }) => sum + quotaErrors, 0),
    app: latest.app,
  };
}
