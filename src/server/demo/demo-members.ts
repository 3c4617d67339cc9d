/** Members of a demonstration group: invented people with a pledge, some of them minors with a guardian. */
import { nationalIdCheckDigit } from '../../domain/national-id.ts';
import { addMonths } from '../../domain/thai-calendar.ts';
import type { DemoPhone } from './demo-phone.ts';
import names from './names.json' with { type: 'json' };

export interface DemoMember {
  readonly id: string;
  readonly pledge: number;
}

/** satang a month; the usual promises of a village */
const pledges = [5_000, 10_000, 5_000, 20_000, 10_000, 3_000, 10_000, 50_000, 5_000, 10_000];

export interface DemoIntake {
  readonly on: string;
  readonly meeting: string;
  /** members who are accepted that day */
  readonly count: number;
  /** minors whose guardian has not signed yet: neither numbered nor counted */
  readonly pending?: number;
  /** satang a month of the n-th member from 0; otherwise the usual promises of a village */
  readonly pledgeOf?: (index: number) => number;
}

/** They apply and get the numbers from 1 on; every eighth is a minor whose guardian signs the same day. @returns the accepted ones */
export function addDemoMembers(
  phone: DemoPhone,
  g: string,
  { on, meeting, count, pending = 0, pledgeOf = (index) => pledges[((index + 1) * 3) % pledges.length] ?? 5_000 }: DemoIntake,
): readonly DemoMember[] {
  const members: DemoMember[] = [];
  for (let index = 0; index < count + pending; index++) {
    const no = index + 1;
    const isPending = index >= count;
    const member = { id: phone.id(), pledge: pledgeOf(index) };
    const isMinor = isPending || no % 8 === 5;
    const isWoman = no % 5 !== 0 && no % 3 !== 0;
    const person = { ...personOf(no, on, isWoman, isMinor), ...(!isMinor && no % 5 > 0 && { nationalId: inventedId(g, no) }) };
    phone.act(
      g,
      'member.add',
      on,
      {
        member: member.id,
        kind: 'person',
        memberType: 'ordinary',
        idStatus: person.nationalId === undefined ? 'later' : 'given',
        appliedOn: on,
        meeting,
        intendedPledge: member.pledge,
        noticeVersion: '1',
      },
      person,
    );
    if (isPending) continue;
    if (isMinor) {
      const witnesses = [`${names.men[no % names.men.length]} ${person.lastName}`];
      phone.act(
        g,
        'consent.record',
        on,
        {
          consent: phone.id(),
          member: member.id,
          relation: no % 2 === 0 ? 'mother' : 'father',
          signedOn: on,
          signatureKind: 'signature',
          witnessCount: 1,
          pledge: member.pledge,
        },
        { guardianName: `${names.men[(no * 5) % names.men.length]} ${person.lastName}`, witnesses },
      );
    }
    const decidedBy = isMinor ? 'guardian' : 'member';
    phone.act(g, 'pledge.decide', on, {
      member: member.id,
      amount: member.pledge,
      effectiveFrom: on.slice(0, 7),
      decidedOn: on,
      decidedBy,
    });
    members.push(member);
  }
  for (let at = 0; at < members.length; at += 300)
    phone.act(g, 'member.number', on, {
      rows: members.slice(at, at + 300).map(({ id }, index) => ({ member: id, no: 1 + at + index })),
    });
  return members;
}

/** A well-formed number of the registry office 0000, which does not exist: nobody has it. */
function inventedId(g: string, no: number): string {
  const twelve = `10000${String(Number.parseInt(g.slice(-6), 16) % 10_000).padStart(4, '0')}${String(no % 1_000).padStart(3, '0')}`;
  return `${twelve}${nationalIdCheckDigit(twelve)}`;
}

function personOf(no: number, on: string, isWoman: boolean, isMinor: boolean) {
  const age = isMinor ? 7 + (no % 11) : 21 + ((no * 13) % 58);
  const { titles } = names;
  const young = isWoman ? (age < 15 ? titles.girl : titles.youngWoman) : age < 15 ? titles.boy : titles.man;
  return {
    title: isMinor ? young : isWoman ? titles.woman : titles.man,
    firstName: (isWoman ? names.women : names.men)[(no * 7 + (no >> 4)) % names.women.length] ?? '',
    lastName: names.surnames[(no * 11 + (no >> 3)) % names.surnames.length] ?? '',
    houseNo: no % 4 === 0 ? `${1 + (no % 120)}/${1 + (no % 3)}` : String(1 + ((no * 3) % 160)),
    gender: isWoman ? 'female' : 'male',
    bornOn: addMonths(on, -12 * age - (no % 12) - 1),
    birthPrecision: 'day',
  } as const;
}
