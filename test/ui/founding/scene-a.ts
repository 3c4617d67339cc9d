/** Founding day as domain.md §7, Scene A tells it: 60 people, 46–5–9, 48 members and two who wait, nine on the committee, 5,460.00 baht. */
import type { Act } from '../../../src/storage/phone-store.ts';
import { actOf, createIds } from '../support/render-app.tsx';

export const groupId = '019ab111-0000-7000-8000-00000000000a';
export const meetingId = '019ab111-0000-7000-8000-00000000000b';
export const groupName = 'กลุ่มออมทรัพย์เพื่อการผลิตบ้านป่าแฝกดอย';
export const foundingOn = '2026-11-23';

const given = ['คำ', 'อินทร์', 'แก้ว', 'น้ำฝน', 'เกษม', 'สมาน', 'อำไพ', 'กานดา', 'ขวัญ', 'ไกร', 'โกมล', 'เอก', 'บัวผัน', 'จันทร์', 'สุข', 'มาลี'];
const family = ['ใจดี', 'แก้วมา', 'วงศ์ใหญ่', 'เรือนคำ', 'ศรีวรรณ์', 'ปิ่นเกล้า', 'ฟ้าฟื้น'];
/** 30 × 50 + 12 × 100 + 4 × 200 + 2 × 500 = 4,500 baht a month */
const pledges = [...Array.from({ length: 30 }, () => 5_000), ...Array.from({ length: 12 }, () => 10_000), ...Array.from({ length: 4 }, () => 20_000), 50_000, 50_000]; // prettier-ignore

export interface SceneMember {
  readonly id: string;
  readonly title: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly bornOn: string;
  readonly pledge: number;
  readonly consent?: boolean;
}

export function memberId(place: number): string {
  return `019ab222-0000-7000-8000-${String(place).padStart(12, '0')}`;
}

/** Members 1 to 43 are adults, 44 to 48 minors with a guardian in the room, 49 and 50 minors who wait. */
export const people: readonly SceneMember[] = Array.from({ length: 50 }, (_, index) => {
  const place = index + 1;
  const isChild = place > 43;
  const isMale = place % 5 < 2;
  return {
    id: memberId(place),
    title: isChild ? (isMale ? 'เด็กชาย' : 'เด็กหญิง') : isMale ? 'นาย' : place % 3 === 0 ? 'นางสาว' : 'นาง',
    firstName: given[index % given.length]!,
    lastName: family[(index * 3) % family.length]!,
    bornOn: isChild ? `${2010 + (place % 4)}-05-10` : `${1955 + (place % 40)}-01-01`,
    pledge: pledges[index] ?? 2_000,
    ...(isChild ? { consent: place <= 48 } : {}),
  };
});

export type Stage = 'empty' | 'opened' | 'voted' | 'taken' | 'numbered' | 'elected' | 'ruled' | 'paid';
const stages: readonly Stage[] = ['empty', 'opened', 'voted', 'taken', 'numbered', 'elected', 'ruled', 'paid'];

const newId = createIds();
const g = groupId;

export function groupActs(): Act[] {
  return [
    actOf(newId, g, 'group.create', {
      name: groupName,
      village: { tambon: '560704', moo: 4, name: 'ป่าแฝกดอย' },
      villageTypes: ['sufficiency-economy'],
      source: 'ledger',
    }),
  ];
}

export function meetingActs(): Act[] {
  return [
    actOf(newId, g, 'meeting.open', { meeting: meetingId, kind: 'founding', heldOn: foundingOn, startedAt: '09:00', place: 'ศาลาหมู่บ้าน' }),
    actOf(newId, g, 'meeting.attend', { meeting: meetingId, male: 24, female: 36, total: 60 }),
  ];
}

export function voteActs(counts = { for: 46, against: 5, abstain: 9 }): Act[] {
  return [
    actOf(newId, g, 'meeting.resolve', {
      meeting: meetingId,
      resolution: newId(),
      step: '2.2',
      motion: `เห็นชอบให้จัดตั้ง${groupName}`,
      present: 60,
      ...counts,
      method: 'hand',
      passed: counts.for > counts.against,
    }),
  ];
}

export function memberActs(some: readonly SceneMember[] = people): Act[] {
  return some.flatMap((one, index) => {
    const at = new Date(Date.parse('2026-11-23T02:30:00Z') + index * 25_000).toISOString();
    const gender = one.title === 'นาย' || one.title === 'เด็กชาย' ? 'male' : 'female';
    const acts: Act[] = [
      actOf(
        newId,
        g,
        'member.add',
        {
          member: one.id,
          kind: 'person',
          memberType: 'ordinary',
          idStatus: 'later',
          appliedOn: foundingOn,
          meeting: meetingId,
          intendedPledge: one.pledge,
        },
        {
          title: one.title,
          firstName: one.firstName,
          lastName: one.lastName,
          gender,
          bornOn: one.bornOn,
          birthPrecision: 'year',
          houseNo: `${(index * 7) % 90}/1`,
          moo: 4,
        },
        at,
      ),
    ];
    if (one.consent === true) {
      acts.push(
        actOf(
          newId,
          g,
          'consent.record',
          {
            consent: newId(),
            member: one.id,
            relation: 'mother',
            signedOn: foundingOn,
            signatureKind: 'signature',
            witnessCount: 0,
            pledge: one.pledge,
          },
          { guardianName: 'นางบัวผัน แก้วมา', witnesses: [] },
          at,
        ),
      );
    }
    if (one.consent !== false) {
      const decidedBy = one.consent ? 'guardian' : 'member';
      acts.push(
        actOf(
          newId,
          g,
          'pledge.decide',
          { member: one.id, amount: one.pledge, effectiveFrom: '2026-11', decidedOn: foundingOn, decidedBy },
          undefined,
          at,
        ),
      );
    }
    return acts;
  });
}

export function numberActs(): Act[] {
  return [actOf(newId, g, 'member.number', { rows: people.slice(0, 48).map(({ id }, index) => ({ member: id, no: index + 1 })) })];
}

export function committeeActs(): Act[] {
  const offices = ['chair', 'vice-chair', 'secretary', 'treasurer', 'registrar', 'member', 'member', 'member', 'member'] as const;
  return offices.map((office, index) =>
    actOf(newId, g, 'committee.elect', {
      term: newId(),
      member: memberId(index + 1),
      branch: 'board',
      office,
      ...(index === 0 ? { votes: 31 } : {}),
      from: foundingOn,
      meeting: meetingId,
    }),
  );
}

export function rulesActs(): Act[] {
  return [actOf(newId, g, 'bylaws.draft', { bylaws: newId(), pledgeDay: { kind: 'day-of-month', day: 5 }, entryFee: 2_000 })];
}

export function moneyActs(): Act[] {
  return [0, 12, 24, 36].map((from) =>
    actOf(newId, g, 'entry.record', {
      paidOn: foundingOn,
      meeting: meetingId,
      writtenBy: 'committee',
      rows: people.slice(from, from + 12).flatMap(({ id, pledge }) => [
        { e: newId(), kind: 'entry-fee' as const, member: id, amount: 2_000 },
        { e: newId(), kind: 'pledged-savings' as const, member: id, amount: pledge, forMonth: '2026-11' },
      ]),
    }),
  );
}

/** Everything recorded up to and with a stage of the day. */
export function sceneActs(stage: Stage): Act[] {
  const makers: Record<Stage, () => Act[]> = {
    empty: groupActs,
    opened: meetingActs,
    voted: () => voteActs(),
    taken: () => memberActs(),
    numbered: numberActs,
    elected: committeeActs,
    ruled: rulesActs,
    paid: moneyActs,
  };
  return stages.slice(0, stages.indexOf(stage) + 1).flatMap((each) => makers[each]());
}
