/** A founded group with the people of the cases: Kham with everything, Tonkla who waits for consent, Somchai who soon turns twenty, Namfon who is interested. */
import type { Kind, PayloadOf } from '../../../src/domain/operation.ts';
import type { Act } from '../../../src/storage/phone-store.ts';
import { actOf, createIds } from '../support/render-app.tsx';

export const g = '019ab000-0000-7000-8000-00000000aaaa';
export const otherGroup = '019ab000-0000-7000-8000-00000000bbbb';
const idOf = (n: number) => `019ab000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`;
export const kham = idOf(1);
export const tonkla = idOf(2);
export const somchai = idOf(3);
export const namfon = idOf(5);
export const bua = idOf(6);
export const monthly = idOf(92);

const foundingDay = '2026-10-05T03:00:00Z';
const newId = createIds(() => Date.parse(foundingDay));
const act = <K extends Kind>(k: K, p: PayloadOf<K>, s?: Act<K>['s'], stream = g) => actOf(newId, stream, k, p, s, foundingDay);
const on = '2026-10-05';

export function groupActs(): Act[] {
  return [
    act('group.create', {
      name: 'กลุ่มออมทรัพย์ฯ บ้านป่าแฝกดอย',
      village: { tambon: '560704', moo: 9, name: 'ป่าแฝกดอย' },
      villageTypes: [],
      source: 'ledger',
    }),
  ];
}

export function votedActs(): Act[] {
  const meeting = idOf(90);
  return [
    ...groupActs(),
    act('meeting.open', { meeting, kind: 'founding', heldOn: on, place: 'ศาลาหมู่บ้าน' }),
    act('meeting.resolve', {
      meeting, resolution: idOf(89), step: '2.2', motion: 'ให้จัดตั้งกลุ่ม', present: 60, for: 46, against: 5, abstain: 9, method: 'hand', passed: true,
    }), // prettier-ignore
    act('meeting.close', { meeting }),
  ];
}

export function villageActs(): Act[] {
  return [
    ...votedActs(),
    act(
      'member.add',
      { member: kham, kind: 'person', appliedOn: on, idStatus: 'given', intendedPledge: 10_000 },
      {
        title: 'นาง', firstName: 'คำ', lastName: 'ใจดี', houseNo: '12/1', bornOn: '1968-05-10', birthPrecision: 'day',
        phone: '0812345678', nationalId: '3560100000011',
      }, // prettier-ignore
    ),
    act('pledge.decide', { member: kham, amount: 10_000, effectiveFrom: '2026-10', decidedOn: on, decidedBy: 'member' }),
    act(
      'member.add',
      { member: tonkla, kind: 'person', appliedOn: '2026-11-20', intendedPledge: 2000 },
      { title: 'เด็กชาย', firstName: 'ต้นกล้า', lastName: 'เรือนคำ', houseNo: '45', bornOn: '2014-03-02', birthPrecision: 'day' },
    ),
    act(
      'member.add',
      { member: somchai, kind: 'person', appliedOn: on, intendedPledge: 5000 },
      { title: 'นาย', firstName: 'สมชาย', lastName: 'วงศ์ใหญ่', bornOn: '2006-12-15', birthPrecision: 'day' },
    ),
    act(
      'consent.record',
      { consent: idOf(50), member: somchai, relation: 'mother', signedOn: on, signatureKind: 'signature', witnessCount: 0, pledge: 5000 },
      { guardianName: 'นางอำไพ วงศ์ใหญ่', witnesses: [] },
    ),
    act('pledge.decide', { member: somchai, amount: 5000, effectiveFrom: '2026-10', decidedOn: on, decidedBy: 'guardian' }),
    act(
      'member.add',
      { member: namfon, kind: 'person', appliedOn: on, interestOnly: true },
      { title: 'นางสาว', firstName: 'น้ำฝน', lastName: 'แก้วมา' },
    ),
    act(
      'member.add',
      { member: bua, kind: 'person', appliedOn: on },
      { title: 'นาง', firstName: 'บัวผัน', bornOn: '1980-01-01', birthPrecision: 'year' },
    ),
    act('member.number', { rows: [{ member: kham, no: 1 }, { member: somchai, no: 2 }] }), // prettier-ignore
    act('bylaws.draft', { bylaws: idOf(60), pledgeDay: { kind: 'day-of-month', day: 5 }, entryFee: 2000 }),
  ];
}

/** The same national id in a group of another village (case 9). */
export function otherVillageActs(): Act[] {
  return [
    act(
      'group.create',
      { name: 'กลุ่มอื่น', village: { tambon: '560307', moo: 2, name: 'เวียง' }, villageTypes: [], source: 'ledger' },
      undefined,
      otherGroup,
    ),
    act('member.add', { member: idOf(40), kind: 'person', appliedOn: on }, { firstName: 'คำ', nationalId: '3560100000011' }, otherGroup),
  ];
}

export function monthlyActs(): Act[] {
  return [
    act('meeting.open', {
      meeting: monthly,
      kind: 'monthly',
      heldOn: '2026-11-05',
      startedAt: '09:00',
      place: 'ศาลาหมู่บ้าน',
      agenda: ['เรื่องแจ้งเพื่อทราบ', 'เรื่องอื่น ๆ'],
    }),
  ];
}

export { act };
