/** From what the domain says to record to acts of the store; somebody interested who applies now keeps his place in the register. */
import type { IntakeAct } from '../../../domain/intake.ts';
import type { PersonalOf } from '../../../domain/operation.ts';
import type { MemberRow } from '../../../domain/row.ts';
import type { Act } from '../../../storage/phone-store.ts';
import type { Recorder } from '../../app-context.ts';

/** @param before the row of somebody interested, who is already there and is not added again */
export function intakeActs(recorder: Recorder, acts: readonly IntakeAct[], before: MemberRow | undefined): readonly Act[] {
  return acts.flatMap((each): Act[] => {
    switch (each.k) {
      case 'member.add':
        return before === undefined ? [recorder.act('member.add', each.p, each.s)] : applyActs(recorder, each, before);
      case 'consent.record':
        return [recorder.act('consent.record', each.p, each.s)];
      case 'pledge.decide':
        return [recorder.act('pledge.decide', each.p)];
      default:
        return [recorder.act('member.number', each.p)];
    }
  });
}

type AddAct = Extract<IntakeAct, { k: 'member.add' }>;
type PersonalFields = Omit<PersonalOf<'member.add'>, 'salt'>;

function applyActs(recorder: Recorder, { p, s = {} }: AddAct, before: MemberRow): Act[] {
  const changed = Object.entries(s).filter(([field, value]) => before.person[field as keyof PersonalFields] !== value);
  const acts: Act[] = [];
  if (changed.length > 0) {
    const base = Object.fromEntries(changed.map(([field]) => [field, before.setBy?.[field] ?? null]));
    acts.push(
      recorder.act('member.set', { member: before.id, base, fields: {} }, { fields: Object.fromEntries(changed) as PersonalFields }),
    );
  }
  const { appliedOn, meeting, intendedPledge } = p;
  acts.push(
    recorder.act('member.apply', {
      member: before.id,
      appliedOn,
      ...(meeting === undefined ? {} : { meeting }),
      ...(intendedPledge === undefined ? {} : { intendedPledge }),
    }),
  );
  return acts;
}
