/** What the form of a new group holds, what it lacks, and the act it becomes. */
import type { PayloadOf } from '../../../domain/operation.ts';
import type { VillageType } from '../../../domain/vocabulary.ts';
import { normaliseThai } from '../../../domain/thai-text.ts';

export interface NewGroupForm {
  readonly id: string;
  readonly tambon: string | undefined;
  readonly moo: number | undefined;
  readonly village: string;
  /** empty while the name follows the village's name */
  readonly name: string;
  readonly villageTypes: readonly VillageType[];
  readonly villageTypeNote: string;
  readonly isOld: boolean;
  readonly foundedOn: string | undefined;
  readonly members: number | undefined;
  readonly savedSatang: number | undefined;
  readonly asOf: string | undefined;
}

export type NewGroupField = 'tambon' | 'moo' | 'village' | 'name' | 'foundedOn' | 'members' | 'savedSatang' | 'asOf';
export type NewGroupProblems = ReadonlyMap<NewGroupField, 'missing' | 'moo' | 'in-the-future' | 'before-founding'>;

export function blankNewGroup(id: string, todayOn: string, onlyTambon: string | undefined): NewGroupForm {
  return {
    id,
    tambon: onlyTambon,
    moo: undefined,
    village: '',
    name: '',
    villageTypes: [],
    villageTypeNote: '',
    isOld: false,
    foundedOn: undefined,
    members: undefined,
    savedSatang: undefined,
    asOf: todayOn,
  };
}

/** The village's bare name: people type it with the word for village in front, and the name of the group adds it again. */
export function villageNameOf(form: Pick<NewGroupForm, 'village'>, ban: string): string {
  const typed = normaliseThai(form.village);
  return typed.startsWith(ban) && typed.length > ban.length ? typed.slice(ban.length).trim() : typed;
}

/** What a group is called unless somebody wrote another name; empty while the village has none. */
export function nameFromVillage(village: string, ban: string, prefix: string): string {
  return village === '' ? '' : `${prefix}${ban}${village}`;
}

export function findNewGroupProblems(form: NewGroupForm, todayOn: string): NewGroupProblems {
  const problems = new Map<NewGroupField, 'missing' | 'moo' | 'in-the-future' | 'before-founding'>();
  if (form.tambon === undefined) problems.set('tambon', 'missing');
  if (form.moo === undefined) problems.set('moo', 'missing');
  else if (form.moo < 1 || form.moo > 99) problems.set('moo', 'moo');
  if (normaliseThai(form.village) === '') problems.set('village', 'missing');
  if (!form.isOld) return problems;
  if (form.foundedOn !== undefined && form.foundedOn > todayOn) problems.set('foundedOn', 'in-the-future');
  if (form.members === undefined) problems.set('members', 'missing');
  if (form.savedSatang === undefined) problems.set('savedSatang', 'missing');
  if (form.asOf === undefined) problems.set('asOf', 'missing');
  else if (form.asOf > todayOn) problems.set('asOf', 'in-the-future');
  else if (form.foundedOn !== undefined && form.asOf < form.foundedOn) problems.set('asOf', 'before-founding');
  return problems;
}

/** The payload of a form without problems. */
export function newGroupPayload(form: NewGroupForm, village: string, name: string): PayloadOf<'group.create'> {
  const note = form.villageTypeNote.trim();
  return {
    name,
    village: { tambon: form.tambon ?? '', moo: form.moo ?? 1, name: village },
    villageTypes: [...form.villageTypes],
    ...(note === '' ? {} : { villageTypeNote: note }),
    ...(form.isOld
      ? {
          source: 'declared' as const,
          declared: {
            ...(form.foundedOn === undefined ? {} : { foundedOn: form.foundedOn }),
            members: form.members ?? 0,
            savedSatang: form.savedSatang ?? 0,
            asOf: form.asOf ?? '',
          },
        }
      : { source: 'ledger' as const }),
  };
}
