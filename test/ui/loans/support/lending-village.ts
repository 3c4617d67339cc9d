/** The village of the member's stories once it lends: a chair, rules for loans, a committee's meeting, money in the box, and a loan at each stage. */
import type { PayloadOf } from '../../../../src/domain/operation.ts';
import type { Act } from '../../../../src/storage/phone-store.ts';
import { act, bua, kham, namfon, somchai, tonkla, villageActs } from '../../member/village.ts';

const idOf = (n: number) => `019ab000-0000-7000-8000-000000000${n}`;
export const loan = idOf(300);
export const committeeMeeting = idOf(310);
export const boon = idOf(320);
export const namesake = idOf(321);
export { bua, kham, somchai, tonkla, namfon };
let last = 400;
const entryId = () => idOf((last += 1));

const person = (member: string, s: object, over: Partial<PayloadOf<'member.add'>> = {}) =>
  act('member.add', { member, kind: 'person', appliedOn: '2026-10-05', ...over }, { bornOn: '1975-01-01', birthPrecision: 'day', ...s });

export function money(
  kind: PayloadOf<'entry.record'>['rows'][number]['kind'],
  amount: number,
  over: object = {},
  paidOn = '2026-10-05',
): Act {
  return act('entry.record', { paidOn, writtenBy: 'committee', rows: [{ e: entryId(), kind, amount, ...over }] });
}

/** 5,000 baht of Kham's savings, 2,000 of them in the box */
export function lendingActs(): Act[] {
  return [
    ...villageActs(),
    person(boon, { title: 'นาย', firstName: 'บุญมี', lastName: 'คำแสน', houseNo: '7' }),
    person(namesake, { title: 'นาง', firstName: 'คำ', lastName: 'ใจดี', houseNo: '45' }),
    act('committee.elect', { term: idOf(330), member: kham, branch: 'board', office: 'chair', from: '2026-10-05' }),
    act('bylaws.draft', {
      bylaws: idOf(331), pledgeDay: { kind: 'day-of-month', day: 5 }, entryFee: 2000, loanRatePerMonth: 100, loanTimesSavings: 2, loanMost: 2_000_000, loanGuarantors: 1, loanAfterMonths: 3,
    }), // prettier-ignore
    act('meeting.open', { meeting: committeeMeeting, kind: 'committee', heldOn: '2026-11-20', place: 'ศาลาหมู่บ้าน' }),
    money('pledged-savings', 500_000, { member: kham, forMonth: '2026-10' }),
    money('bank-deposit', 300_000),
  ];
}

export const applied = (over: Partial<PayloadOf<'loan.apply'>> = {}) =>
  act('loan.apply', { loan, member: kham, kind: 'ordinary', amount: 600_000, purpose: 'ซื้อปุ๋ย', appliedOn: '2026-11-18', instalments: 6, ...over }); // prettier-ignore
export const approved = () =>
  act('loan.decide', { loan, meeting: committeeMeeting, decidedOn: '2026-11-20', approved: true, amount: 600_000 });
export const signed = (over: Partial<PayloadOf<'loan.contract'>> = {}) =>
  act(
    'loan.contract',
    { loan, no: '1/2569', signedOn: '2026-08-01', principal: 600_000, ratePerMonth: 100, method: 'reducing', instalments: 6, firstDueOn: '2026-09-05', guarantors: [boon], ...over },
    { witnesses: ['พยาน หนึ่ง', 'พยาน สอง'] },
  ); // prettier-ignore
export const paidOut = (amount = 600_000) => money('loan-out', amount, { member: kham, loan }, '2026-08-05');
/** 6,000 baht lent in August over six months, nothing paid back since */
export const runningActs = () => [...lendingActs(), applied(), approved(), signed(), paidOut()];
export const paper = () =>
  act('photo.attach', {
    sha: 'a'.repeat(64), bytes: 300_000, mime: 'image/jpeg', w: 1600, h: 1200, thumb: { sha: 'b'.repeat(64), bytes: 12_000 }, for: { kind: 'loan', id: loan },
  }); // prettier-ignore
