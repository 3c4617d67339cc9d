/** What officers record in a schedule; a second phone's person may speak of a member that only the first has. */
import type { Act } from '../../src/storage/phone-store.ts';
import type { Chance } from './chance.ts';
import type { SimPhone } from './sim-phone.ts';
import { actAt, groupCreated, idAt, memberAdded } from './world.ts';

interface Named {
  readonly g: string;
  readonly id: string;
}

/** What exists somewhere, whoever recorded it. */
export interface Village {
  readonly groups: string[];
  readonly members: Named[];
  readonly entries: Named[];
  /** of each group */
  readonly founders: Map<string, string>;
}

export function phoneActs(chance: Chance, village: Village, field: SimPhone): readonly Act[] {
  const nowMs = field.clock.nowMs();
  if (chance.percent(6)) {
    const g = idAt(nowMs);
    village.groups.push(g);
    village.founders.set(g, field.user);
    return [groupCreated(nowMs, g)];
  }
  const g = chance.percent(70) ? (village.groups[0] as string) : chance.pick(village.groups);
  const made = Array.from({ length: 1 + chance.below(3) }, () => oneAct(chance, village, nowMs, g));
  return made;
}

function oneAct(chance: Chance, village: Village, nowMs: number, g: string): Act {
  const members = village.members.filter((member) => member.g === g);
  const entries = village.entries.filter((entry) => entry.g === g);
  switch (members.length === 0 ? 0 : chance.below(6)) {
    case 0: {
      const member = { g, id: idAt(nowMs) };
      village.members.push(member);
      return memberAdded(nowMs, g, member.id, `Name ${chance.below(100)}`);
    }
    case 1:
    case 2: {
      const rows = Array.from({ length: 1 + chance.below(2) }, () => {
        const entry = { g, id: idAt(nowMs) };
        village.entries.push(entry);
        const amount = 100 * (1 + chance.below(50));
        return { e: entry.id, kind: 'pledged-savings' as const, member: chance.pick(members).id, amount, forMonth: '2026-11' };
      });
      return actAt(nowMs, g, 'entry.record', { paidOn: '2026-11-23', writtenBy: 'officer', rows });
    }
    case 3:
      if (entries.length > 0) return actAt(nowMs, g, 'entry.reverse', { e: chance.pick(entries).id, reason: 'wrong' });
      return actAt(nowMs, g, 'document.tick', { document: 'passbook', state: chance.pick(['none', 'have']) });
    case 4:
      return actAt(
        nowMs,
        g,
        'member.set',
        { member: chance.pick(members).id, base: {}, fields: {} },
        { fields: { nickname: `Nick ${chance.below(5)}` } },
      );
    default:
      return actAt(nowMs, g, 'document.tick', { document: 'passbook', state: chance.pick(['none', 'have', 'printed']) });
  }
}
