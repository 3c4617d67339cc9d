/** Groups as officers of Mae Chai left them: acts for the store of a screen under test. */
import type { Kind, PayloadOf } from '../../../../src/domain/operation.ts';
import type { StepKey } from '../../../../src/domain/vocabulary.ts';
import type { Act } from '../../../../src/storage/phone-store.ts';
import { actOf, createIds } from '../../support/render-app.tsx';

export const newId = createIds();

export const act = <K extends Kind>(g: string, k: K, p: PayloadOf<K>, s?: Act<K>['s']): Act => actOf(newId, g, k, p, s) as Act;

export function groupActs(g: string, name = 'ป่าแฝกดอย', over: Partial<PayloadOf<'group.create'>> = {}): Act[] {
  return [
    act(g, 'group.create', {
      name: `กลุ่มออมทรัพย์เพื่อการผลิตบ้าน${name}`,
      village: { tambon: '560704', moo: 9, name },
      villageTypes: ['poverty-project'],
      source: 'ledger',
      ...over,
    }),
  ];
}

export function stepAct(g: string, step: StepKey, fields: PayloadOf<'step.record'>['fields'] = {}, doneOn = '2026-11-10'): Act {
  return act(g, 'step.record', { session: newId(), step, state: 'done', doneOn, fields });
}

export interface FoundedOptions {
  accepted?: number;
  pending?: number;
  on?: string;
  pledgeDay?: number;
}

/** A group founded in one meeting; the first member is a chair, everybody has a number, all paid once. */
export function foundedActs(g: string, { accepted = 4, pending = 0, on = '2026-10-05', pledgeDay = 25 }: FoundedOptions = {}): Act[] {
  const meeting = newId();
  const members = Array.from({ length: accepted }, () => newId());
  const person = (index: number) => ({
    title: 'นาง',
    firstName: ['กานดา', 'เกษม', 'ไกร', 'แก้ว'][index % 4] ?? '',
    lastName: 'ใจดี',
    houseNo: `${index + 1}/1`,
    gender: 'female' as const,
    bornOn: '1976-05-01',
  });
  const apply = (member: string) => ({ member, kind: 'person' as const, appliedOn: on, meeting, intendedPledge: 10_000 });
  return [
    act(g, 'meeting.open', { meeting, kind: 'founding', heldOn: on }),
    act(g, 'meeting.attend', { meeting, total: 60 }),
    act(g, 'meeting.resolve', {
      meeting,
      resolution: newId(),
      step: '2.2',
      motion: 'ตั้งกลุ่ม',
      present: 60,
      for: 46,
      against: 5,
      abstain: 9,
      method: 'hand',
      passed: true,
    }),
    ...members.map((member, index) => act(g, 'member.add', apply(member), person(index))),
    ...Array.from({ length: pending }, () =>
      act(g, 'member.add', apply(newId()), { title: 'เด็กหญิง', firstName: 'ปิ่น', lastName: 'ใจกล้า', bornOn: '2012-01-01' }),
    ),
    ...[0, 300, 600].flatMap((from) => {
      const rows = members.slice(from, from + 300).map((member, index) => ({ member, no: from + index + 1 }));
      return rows.length === 0 ? [] : [act(g, 'member.number', { rows })];
    }),
    ...(['chair', 'secretary', 'treasurer'] as const).map((office, index) =>
      act(g, 'committee.elect', { term: newId(), member: members[index] ?? '', branch: 'board', office, from: on, meeting }),
    ),
    act(g, 'bylaws.draft', { bylaws: newId(), pledgeDay: { kind: 'day-of-month', day: pledgeDay }, entryFee: 2000 }),
    act(g, 'entry.record', {
      paidOn: on,
      meeting,
      writtenBy: 'committee',
      rows: members
        .slice(0, 300)
        .map((member) => ({ e: newId(), kind: 'pledged-savings' as const, member, amount: 10_000, forMonth: on.slice(0, 7) })),
    }),
    act(g, 'meeting.close', { meeting }),
  ];
}
