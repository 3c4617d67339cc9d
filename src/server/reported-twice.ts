/** One village group that two officers founded in the records: the second establishment result waits for the district (case 27). */
import { isCounted } from '../domain/area-summary.ts';
import type { Parsed } from '../domain/operation.ts';
import type { GroupRow } from '../domain/row.ts';
import { daysBetween } from '../domain/thai-calendar.ts';
import { normaliseThai } from '../domain/thai-text.ts';
import type { StreamRecord, Tables } from './store/store.ts';

const mostDaysApart = 31;

/**
 * Whether another officer's group of the same village and name, founded within a month of this one, was reported already. It is for a person to
 * say which of the two counts; until then the first does.
 */
export async function isReportedElsewhere(tables: Tables, parsed: Parsed, stream: StreamRecord): Promise<boolean> {
  if (parsed.k !== 'report.submit' || parsed.p.kind !== 'establishment-result') return false;
  const own = await groupRow(tables, stream.id);
  // a correction of what counts already is no second report
  if (own === undefined || own.reports['establishment-result'] !== undefined) return false;
  for (const other of await tables.streams.groupsIn(stream.area)) {
    if (other.id === stream.id || other.owner === stream.owner) continue;
    const group = await groupRow(tables, other.id);
    if (group?.reports['establishment-result'] !== undefined && isCounted(group) && isSameGroup(own, group)) return true;
  }
  return false;
}

export function isSameGroup(
  a: Pick<GroupRow, 'name' | 'village' | 'foundedOn'>,
  b: Pick<GroupRow, 'name' | 'village' | 'foundedOn'>,
): boolean {
  const isSameVillage = a.village.tambon === b.village.tambon && a.village.moo === b.village.moo;
  if (!isSameVillage || nameKey(a.name) !== nameKey(b.name) || a.foundedOn === undefined || b.foundedOn === undefined) return false;
  return Math.abs(daysBetween(a.foundedOn, b.foundedOn)) <= mostDaysApart;
}

function nameKey(name: string): string {
  return normaliseThai(name).replaceAll(/\s/g, '').toLowerCase();
}

async function groupRow(tables: Tables, id: string): Promise<GroupRow | undefined> {
  const body = await tables.rows.get(id, 'group');
  return body === undefined ? undefined : (JSON.parse(body) as GroupRow);
}
