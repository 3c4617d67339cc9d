/** What stands in the form of a group's own facts, and what of it was changed against what its author saw. */
import { isSameValue } from '../../../domain/field-change.ts';
import type { PayloadOf } from '../../../domain/operation.ts';
import type { GroupRow } from '../../../domain/row.ts';
import { pledgeDayOf, pledgeDayValuesOf, type PledgeDayValues } from '../../fields/pledge-day-fields.tsx';
import { newGroupPayload, type NewGroupForm } from './new-group-form.ts';

type GroupFields = PayloadOf<'group.set'>['fields'];
export type GroupValues = NewGroupForm & PledgeDayValues;

/** Kept as the draft: a form that lay open for a day still knows what its author saw. */
export interface GroupDraft {
  readonly values: GroupValues;
  readonly opened: GroupValues;
  readonly seen: Readonly<Record<string, string>>;
}

/** @param ownName empty when the group is called after its village, so that a corrected village carries the name along */
export function openGroup(group: GroupRow, ownName: string): GroupDraft {
  const { village, declared } = group;
  const values: GroupValues = {
    id: group.id,
    tambon: village.tambon,
    moo: village.moo,
    village: village.name,
    name: ownName,
    villageTypes: group.villageTypes,
    villageTypeNote: group.villageTypeNote ?? '',
    isOld: group.source === 'declared',
    foundedOn: declared?.foundedOn,
    members: declared?.members,
    savedSatang: declared?.savedSatang,
    asOf: declared?.asOf,
    ...pledgeDayValuesOf(group.pledgeDay),
  };
  return { values, opened: values, seen: group.setBy ?? {} };
}

/**
 * The payload of the correction, and how many of its fields changed; a form without problems is expected.
 *
 * A note that was emptied is recorded as empty. A pledge day is only ever replaced.
 *
 * @param inWords the village's and the group's name as the values say them
 */
export function groupChangeOf(
  { values, opened, seen }: GroupDraft,
  inWords: (values: GroupValues) => { readonly village: string; readonly name: string },
): { readonly payload: PayloadOf<'group.set'>; readonly count: number } {
  const fieldsOf = (from: GroupValues): GroupFields => {
    const words = inWords(from);
    const { name, village, declared } = newGroupPayload(from, words.village, words.name);
    return {
      name,
      village,
      declared,
      villageTypes: [...from.villageTypes].sort(),
      villageTypeNote: from.villageTypeNote.trim(),
      pledgeDay: pledgeDayOf(from),
    };
  };
  const before: Readonly<Record<string, unknown>> = fieldsOf(opened);
  const changed = Object.entries(fieldsOf(values)).filter(([name, value]) => value !== undefined && !isSameValue(value, before[name]));
  return {
    payload: {
      base: Object.fromEntries(changed.map(([name]) => [name, seen[name] ?? null])),
      fields: Object.fromEntries(changed) as GroupFields,
    },
    count: changed.length,
  };
}
