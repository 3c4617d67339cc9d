/** Which areas somebody looks at from an office, and where this person decides; read from the grants of the sign-in. */
import type { HeldOperation } from '../../../protocol/board.ts';
import type { Grant } from '../../../protocol/session.ts';
import { canAccept } from './decide-held.ts';

const officeRoles = ['district-chief', 'province', 'department'];
const decidingRoles = ['district-chief', 'province'];

/** Official codes, the widest first, without those that lie within another. */
export function areasOf(grants: readonly Grant[]): readonly string[] {
  const all = [...new Set(grants.filter(({ role }) => officeRoles.includes(role)).flatMap(({ areas }) => areas))];
  return all
    .filter((area) => !all.some((other) => other !== area && area.startsWith(other)))
    .sort((a, b) => a.length - b.length || a.localeCompare(b));
}

/** Whoever oversees several provinces sees them side by side first. */
export function overseesProvinces(areas: readonly string[]): boolean {
  return areas.filter((area) => area.length === 2).length > 1;
}

/** Officers by name, and notes about them, are for the district and the province; the department sees sums. */
export function seesOfficersIn(grants: readonly Grant[], area: string): boolean {
  return canDecideIn(grants, area);
}

export function setsTargetsIn(grants: readonly Grant[], area: string): boolean {
  return area.length === 2 && grants.some(({ role, areas }) => role === 'province' && areas.includes(area));
}

export function canDecideIn(grants: readonly Grant[], area: string): boolean {
  return grants.some(({ role, areas }) => decidingRoles.includes(role) && areas.some((own) => area.startsWith(own)));
}

type Aimed = Pick<HeldOperation, 'why'> & { readonly area?: string | null | undefined };

/** Late work is decided by who is over the group; a stranger's, or one without a group yet, by who is over its author too. */
export function mayDecide(grants: readonly Grant[], { why, area }: Aimed): boolean {
  return why === 'scope-none' || !area || canDecideIn(grants, area);
}

/** Only who is over the group that it aims at; on the page of a group that is who looks at it. */
export function mayAccept(grants: readonly Grant[], { why, area }: Aimed): boolean {
  return canAccept(why) && (area === undefined || (area !== null && canDecideIn(grants, area)));
}
