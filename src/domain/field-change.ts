/** Setting one field of a row when two people may not have seen each other: who set it last, and the card with both values when they differ. */
import { canonicalJson } from './canonical-json.ts';
import type { FieldConflict, Flag } from './row.ts';
import { withFlag } from './folding.ts';
import { normaliseThai } from './thai-text.ts';

interface MarkedRow {
  readonly setBy?: Readonly<Record<string, string>>;
  readonly authors?: Readonly<Record<string, { readonly by: string; readonly at: string }>>;
  readonly conflicts?: readonly FieldConflict[];
  readonly flags?: readonly Flag[];
}
export interface Author {
  readonly op: string;
  readonly by: string;
  readonly at: string;
}
export interface FieldChange extends Author {
  readonly field: string;
  readonly value: unknown;
  /** what the row shows now */
  readonly current: unknown;
  /** operation of the value the author saw, null for none; `undefined` when the field is one nobody needs to be asked about */
  readonly base: string | null | undefined;
}

/** Marks the fields of a row that has just come into being. */
export function firstSetBy(fields: Readonly<Record<string, unknown>>, author: Author): Pick<MarkedRow, 'setBy' | 'authors'> {
  const names = Object.keys(fields).filter((field) => fields[field] !== undefined);
  return {
    setBy: Object.fromEntries(names.map((field) => [field, author.op])),
    authors: { [author.op]: { by: author.by, at: author.at } },
  };
}

/**
 * The row with the change marked, and the value to show.
 *
 * Seen by its author, or the first of its field: clean. The same value twice: nothing to ask. Otherwise the later in the stream shows and
 * both stay on a card until somebody keeps one; whichever came first, the card has the same values (sync.md 1.11, case 19).
 */
export function changeField<R extends MarkedRow>(row: R, change: FieldChange): { readonly row: R; readonly value: unknown } {
  const { field, op, by, at, value, current, base } = change;
  const last = row.setBy?.[field];
  const card = row.conflicts?.find((conflict) => conflict.field === field);
  const own = { op, by, at, value };
  const isClean = last === undefined || last === base || base === undefined;
  if (!isClean && isSameValue(current, value)) return { row: marked(row, field, change), value: current };
  const before = card?.values ?? (isClean ? [] : [{ op: last, ...(row.authors?.[last] ?? { by: '', at: '' }), value: current }]);
  const values = [...before.filter((each) => each.op !== base && each.op !== op), ...(before.length > 0 ? [own] : [])];
  return { row: withCard(marked(row, field, change), field, values), value };
}

/** @returns `undefined` when there is no such card or it has no such value */
export function keepValue<R extends MarkedRow>(
  row: R,
  field: string,
  keep: string,
): { readonly row: R; readonly value: unknown } | undefined {
  const kept = row.conflicts?.find((conflict) => conflict.field === field)?.values.find((value) => value.op === keep);
  if (kept === undefined) return undefined;
  return { row: withCard(marked(row, field, kept), field, []), value: kept.value };
}

/** Texts are the same when they look the same on paper; everything else when its JSON is. */
export function isSameValue(a: unknown, b: unknown): boolean {
  return canonicalJson(normalised(a)) === canonicalJson(normalised(b));
}

function normalised(value: unknown): unknown {
  if (typeof value === 'string') return normaliseThai(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, normalised(member)]));
}

function withCard<R extends MarkedRow>(row: R, field: string, values: FieldConflict['values']): R {
  const sorted = values.toSorted((a, b) => (a.op < b.op ? -1 : 1));
  const different = sorted.filter((value, index) => sorted.findIndex((other) => isSameValue(other.value, value.value)) === index);
  const others = (row.conflicts ?? []).filter((conflict) => conflict.field !== field);
  const conflicts = different.length > 1 ? [...others, { field, values: different }] : others;
  return withFlag({ ...row, conflicts: conflicts.length > 0 ? conflicts : undefined }, 'same-field-differs', conflicts.length > 0);
}

function marked<R extends MarkedRow>(row: R, field: string, { op, by, at }: Author): R {
  const setBy = { ...row.setBy, [field]: op };
  const named = new Set(Object.values(setBy));
  const authors = Object.entries({ ...row.authors, [op]: { by, at } }).filter(([id]) => named.has(id));
  return { ...row, setBy, authors: Object.fromEntries(authors) };
}
