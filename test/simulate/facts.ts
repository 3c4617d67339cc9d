/** What the schedule knows to be true, beside the product: what was recorded, who has which right, what may be gone for good. */
import type { SimOffice } from './sim-office.ts';
import { metaOf, operationsOf, type SimPhone } from './sim-phone.ts';
import type { World } from './world.ts';

export type Invariant = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'I9' | 'I10';

export interface Violation {
  readonly invariant: Invariant;
  readonly what: string;
}

/** One operation that somebody was told is saved. */
export interface Fact {
  readonly id: string;
  readonly g: string;
  /** canonical hash; absent for what an app we do not know sent */
  readonly h: string | undefined;
  readonly holder?: SimPhone;
  /** the phone that kept it has lost it since: nobody can send it again */
  orphaned: boolean;
  /** no copy is left anywhere, by somebody's disaster and not by our code */
  forgiven: boolean;
}

export interface Facts {
  readonly violations: Violation[];
  readonly known: Map<string, Fact>;
  violate(invariant: Invariant, what: string): void;
  /** takes down what lies on a phone and checks what it believes to be with the office */
  note(field: SimPhone): void;
  /** what the phone holds now and `kept` does not is on nobody's phone any more */
  lost(field: SimPhone, kept: readonly { readonly id: string }[]): void;
  /** the office forgot everything that is not in its backup */
  restored(): void;
  stored(): ReadonlyMap<string, string>;
  /** whether the office keeps this operation with this hash, applied or not */
  isThere(id: string, h: string): boolean;
  /** a new object at every change: a backup keeps the one of its day */
  rights: Rights;
  /** somebody's right was away for longer than a phone keeps what no backup has */
  isOverdue: boolean;
  /** who recorded the founding of each group */
  readonly founders: Map<string, string>;
  mayHold(user: string, g: string): boolean;
}

export const firstRights: Rights = { officer: true, helper: true, accepted: new Map() };

/** Who has which right now, told by what people did, never read from the office. */
export interface Rights {
  /** to the tambon of all groups: to those the officer has founded */
  officer: boolean;
  /** to the first group */
  helper: boolean;
  /** groups whose founding a chief accepted although the founder had no right, with that founder */
  accepted: ReadonlyMap<string, string>;
}

const isThereSql = ['op', 'held', 'clash'].map((table) => `select 1 from ${table} where op_id = ? and hash = ?`).join(' union all ');

export function createFacts(world: World): Facts {
  const { office } = world;
  const violations: Violation[] = [];
  const known = new Map<string, Fact>();
  const own = (field: SimPhone) => operationsOf(field).filter(({ n, k }) => n !== undefined && k !== 'device.lost');
  /** what lay on a phone when it was last looked at: a disk never changes what is committed, so the same is the same */
  const noted = new WeakMap<SimPhone, { readonly meta: unknown; readonly records: unknown }>();
  /** records that agreed with the office, in the epoch of now */
  let agreed = new WeakSet<object>();
  let agreedIn = '';
  const violate = (invariant: Invariant, what: string) => void violations.push({ invariant, what });
  const stored = () => storedIn(office);
  const isThere = (id: string, h: string) => office.all(isThereSql, id, h, id, h, id, h).length > 0;
  const facts: Facts = {
    violations,
    known,
    rights: firstRights,
    isOverdue: false,
    founders: new Map(world.groups.map((g) => [g, world.officer])),
    mayHold: (user, g) => {
      const { officer, helper, accepted } = facts.rights;
      if (accepted.get(g) === user) return true;
      if (user === world.officer) return officer && facts.founders.get(g) === user;
      return user === world.helper && helper && g === world.groups[0];
    },
    violate,
    stored,
    isThere,
    note: (field) => {
      const meta = metaOf(field);
      const records = operationsOf(field);
      const last = noted.get(field);
      if (last !== undefined && last.meta === meta && last.records === records) return;
      noted.set(field, { meta, records });
      const epoch = (office.all<{ value: string }>(`select value from office where name = 'epoch'`)[0] as { value: string }).value;
      if (agreedIn !== epoch) agreed = new WeakSet();
      agreedIn = epoch;
      for (const record of own(field)) {
        if (agreed.has(record)) continue;
        const { id: key, g, h, state, why } = record;
        const id = key.replace('#own', '');
        if (!known.has(id)) known.set(id, { id, g, h, holder: field, orphaned: false, forgiven: false });
        const isTold = state === 'acked' || state === 'safe' || state === 'held' || state === 'rejected';
        if (!isTold || meta?.epoch !== epoch) continue;
        if (isThere(id, h)) agreed.add(record);
        else if (state === 'rejected' && why === 'unreadable') violate('I9', `an operation of ours was set aside as unreadable: ${id}`);
        else violate('I8', `a phone calls ${id} ${state}, the office does not have it`);
      }
    },
    lost: (field, kept) => {
      const there = stored();
      const left = new Set(kept.map(({ id }) => id.replace('#own', '')));
      for (const { id: key, h } of own(field)) {
        const id = key.replace('#own', '');
        const fact = known.get(id);
        if (fact === undefined || left.has(id)) continue;
        fact.orphaned = true;
        if (!there.has(`${id} ${h}`)) fact.forgiven = true;
      }
    },
    restored: () => {
      const there = stored();
      for (const fact of known.values()) {
        if (!fact.orphaned && !facts.isOverdue && fact.h !== undefined) continue;
        if (!isStored(there, fact)) fact.forgiven = true;
      }
    },
  };
  return facts;
}

export function isStored(there: ReadonlyMap<string, string>, { id, h }: Pick<Fact, 'id' | 'h'>): boolean {
  return there.has(h === undefined ? id : `${id} ${h}`);
}

/** Ids, and ids with their hashes, of everything the office keeps; the value is the table. */
function storedIn(office: SimOffice): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const table of ['clash', 'held', 'op']) {
    for (const { op_id, hash } of office.all<{ op_id: string; hash: string }>(`select op_id, hash from ${table}`)) {
      found.set(op_id, table);
      found.set(`${op_id} ${hash}`, table);
    }
  }
  return found;
}
