/** What stands in the form of a member's particulars, and what of it was changed against what its author saw. */
import { checkIntake, type Intake, type IntakeScene } from '../../../domain/intake.ts';
import { clearableFields } from '../../../domain/member-operation.ts';
import type { PayloadOf, PersonalOf } from '../../../domain/operation.ts';
import type { MemberRow } from '../../../domain/row.ts';
import { intakeFormOf, intakeOfMember, type IntakeValues } from '../founding/intake-values.ts';

type PlainFields = PayloadOf<'member.set'>['fields'];
type Clearable = (typeof clearableFields)[number];
type PersonalFields = PersonalOf<'member.set'>['fields'];

export interface PersonalValues extends IntakeValues {
  memberType: MemberRow['memberType'];
  idStatus: MemberRow['idStatus'];
}

/** Kept as the draft: a form that lay open for a day still knows what its author saw. */
export interface PersonalDraft {
  readonly values: PersonalValues;
  readonly opened: PersonalValues;
  readonly seen: Readonly<Record<string, string>>;
}

export function openPersonal(member: MemberRow, moo: number): PersonalDraft {
  const values: PersonalValues = { ...intakeOfMember(member, moo), pledge: '', memberType: member.memberType, idStatus: member.idStatus };
  return { values, opened: values, seen: member.setBy ?? {} };
}

/** The domain's reading of the particulars alone: no pledge and no consent is asked here. */
export function readPersonal(values: PersonalValues, kind: MemberRow['kind'], scene: Omit<IntakeScene, 'interestOnly'>): Intake {
  const nationalId = values.idStatus === 'given' ? values.nationalId : '';
  const form = { ...intakeFormOf(values, scene.appliedOn, ''), kind, nationalId, memberType: values.memberType, idStatus: values.idStatus };
  return checkIntake({ ...form, pledge: undefined, consent: undefined }, { ...scene, interestOnly: true });
}

export interface PersonalChange {
  readonly base: Record<string, string | null>;
  readonly plain: PlainFields;
  readonly personal: PersonalFields;
  /** fields that were emptied (`member.clear`); none while the form is refused */
  readonly emptied: readonly Clearable[];
  readonly count: number;
}

export function changeOf(intake: Intake, before: Intake, draft: PersonalDraft): PersonalChange {
  const now = personOf(intake);
  const old = personOf(before);
  const names = [...new Set([...Object.keys(now), ...Object.keys(old)])];
  const differs = (name: string) => now[name] !== old[name];
  // a number that is only put off stays as it was; who has none or refuses it is not kept with one
  const isIdPutOff = draft.values.idStatus === 'later';
  const emptied = clearableFields.filter(
    (name) =>
      intake.acts.length > 0 &&
      differs(name) &&
      now[name] === undefined &&
      name !== 'courtOrderSeen' &&
      !(name === 'nationalId' && isIdPutOff),
  );
  const personal = Object.fromEntries(names.filter((name) => differs(name) && now[name] !== undefined).map((name) => [name, now[name]]));
  const { values, opened } = draft;
  if (values.courtOrderSeen !== opened.courtOrderSeen) personal['courtOrderSeen'] = values.courtOrderSeen;
  const plain: PlainFields = {
    ...(values.memberType === opened.memberType ? {} : { memberType: values.memberType }),
    ...(values.idStatus === opened.idStatus ? {} : { idStatus: values.idStatus }),
  };
  const changed = [...Object.keys(plain), ...Object.keys(personal), ...emptied];
  return {
    base: Object.fromEntries(changed.map((name) => [name, draft.seen[name] ?? null])),
    plain,
    personal,
    emptied,
    count: changed.length,
  };
}

function personOf(intake: Intake): Record<string, unknown> {
  const add = intake.acts.find((act) => act.k === 'member.add');
  return { ...add?.s };
}
