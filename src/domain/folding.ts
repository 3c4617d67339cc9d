/**
 * The bench on which one operation is folded: rows are read through it, changes wait on it, and when they are laid down every counter of
 * the group follows from the difference between each row before and after. What an operation means is in the files of its kind.
 */
import { contributionOf, ownMarks, type Contribution } from './contribution.ts';
import { deriveGroup } from './group-summary.ts';
import type { Kind, Operation, PayloadOf, PersonalOf } from './operation.ts';
import type { Flag, GroupRow, Row, RowAccess, RowByPrefix, RowKey, RowPrefix } from './row.ts';

type Key<P extends RowPrefix> = P extends 'group' | 'holidays' ? P : `${P}:${string}`;
export type Rows = Pick<RowAccess, 'get'>;

/** One operation of a known kind, with its author. */
export interface Deed<K extends Kind = Kind> {
  readonly op: Operation;
  readonly p: PayloadOf<K>;
  readonly s: PersonalOf<K> | undefined;
  readonly by: string;
}

/** What each kind says about itself; `fold.ts` joins them. */
export interface KindFold<K extends Kind> {
  /** a kind of a person's or an area's stream, or one that makes its group; asked of the payload where a kind may stand in both */
  readonly withoutGroup?: boolean | ((p: PayloadOf<K>) => boolean);
  /** nobody did anything in the group: its last activity stays what it was */
  readonly isQuiet?: boolean;
  /** rows that must exist; the operation waits for the first that does not */
  needs?(p: PayloadOf<K>): readonly RowKey[];
  /** further rows that may be read or written, given those at hand */
  touches?(deed: Omit<Deed<K>, 'by'>, rows: Rows): readonly RowKey[];
  fold(deed: Deed<K>, bench: Bench): void;
}
export type KindFolds<K extends Kind> = { readonly [Each in K]: KindFold<Each> };

export class Bench {
  readonly #rows: RowAccess;
  readonly #changed = new Map<RowKey, Row>();
  readonly #flags = new Set<Flag>();
  readonly #own = new WeakSet<object>();

  constructor(rows: RowAccess) {
    this.#rows = rows;
  }

  get<P extends RowPrefix>(key: Key<P>): RowByPrefix[P] | undefined {
    return (this.#changed.get(key) as RowByPrefix[P] | undefined) ?? this.#rows.get<P>(key);
  }

  /** A row that `needs` promised. */
  need<P extends RowPrefix>(key: Key<P>): RowByPrefix[P] {
    const row = this.get<P>(key);
    if (row === undefined) throw new Error(`row ${key} was not among the needs of this kind`);
    return row;
  }

  put(key: RowKey, row: Row): void {
    this.#changed.set(key, row);
  }

  /** A copy that this operation may change in place; of what is such a copy already, itself. A sheet of 300 lines copies a day's payers once. */
  own<V extends object>(value: V): V {
    if (this.#own.has(value)) return value;
    const copy = { ...value };
    this.#own.add(copy);
    return copy;
  }

  get group(): GroupRow {
    return this.need<'group'>('group');
  }

  /** Changes fields of the group's row that no counter and no derivation keeps. */
  setGroup(change: Partial<GroupRow>): void {
    this.put('group', { ...this.group, ...change });
  }

  /** Tells the author of a doubt; a doubt that lasts is also put on its row. */
  flag(...flags: readonly Flag[]): void {
    for (const flag of flags) this.#flags.add(flag);
  }

  get flags(): readonly Flag[] {
    return [...this.#flags];
  }

  /** Writes every change and, in a group's stream, its counters and what follows from them. */
  lay(at: string, hasGroup: boolean): void {
    const before = hasGroup || this.#changed.has('group') ? this.#rows.get<'group'>('group') : undefined;
    const steps: Contribution[] = [];
    const changed = [...this.#changed].filter(([key]) => key !== 'group');
    for (const [key, row] of changed) {
      steps.push(contributionOf(row, 1));
      const old = this.#rows.get(key as Key<RowPrefix>);
      if (old !== undefined) steps.push(contributionOf(old, -1));
      this.#rows.put(key, row);
    }
    const group = (this.#changed.get('group') as GroupRow | undefined) ?? before;
    if (group === undefined) return;
    steps.push(ownMarks(group, 1));
    if (before !== undefined) steps.push(ownMarks(before, -1));
    this.#rows.put('group', deriveGroup(group, steps, at));
  }
}

export function withFlag<R extends { readonly flags?: readonly Flag[] }>(row: R, flag: Flag, isRaised = true): R {
  const flags = row.flags ?? [];
  if (flags.includes(flag) === isRaised) return row;
  const next = isRaised ? [...flags, flag] : flags.filter((each) => each !== flag);
  return { ...row, flags: next.length === 0 ? undefined : next };
}

/** Key of a row without its prefix. */
export function idOfKey(key: RowKey): string {
  return key.slice(key.indexOf(':') + 1);
}
