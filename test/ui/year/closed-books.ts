/** The village of the member tests with a committee and books of a year: 737.50 of profit, and three who saved as case 42 tells it. */
import type { EntryKind } from '../../../src/domain/vocabulary.ts';
import type { PayloadOf } from '../../../src/domain/operation.ts';
import type { Act } from '../../../src/storage/phone-store.ts';
import { act, bua, g, kham, somchai, villageActs } from '../member/village.ts';

const idOf = (n: number) => `019ab000-0000-7000-8000-0000000004${String(n).padStart(2, '0')}`;
export const [chairTerm, treasurerTerm, auditTerm] = [idOf(1), idOf(2), idOf(3)];
export const annual = idOf(10);
/** 09:00 on 20 January 2570 */
export const annualDay = Date.parse('2027-01-20T02:00:00Z');

let lines = 0;
const line = (paidOn: string, kind: EntryKind, baht: number, over: Partial<PayloadOf<'entry.record'>['rows'][number]> = {}) => {
  lines += 1;
  const e = `019ab000-0000-7000-8000-0000005${String(lines).padStart(5, '0')}`;
  return act('entry.record', { paidOn, writtenBy: 'committee', rows: [{ e, kind, amount: Math.round(baht * 100), ...over }] });
};
const saved = (member: string, forMonth: string, baht: number) => line(`${forMonth}-05`, 'pledged-savings', baht, { member, forMonth });

/** Kham is chair, Somchai treasurer until 4 October 2571, Bua an auditor. */
export function committeeActs(): Act[] {
  const elect = (term: string, member: string, branch: 'board' | 'audit', office: 'chair' | 'treasurer' | 'member') =>
    act('committee.elect', { term, member, branch, office, from: '2026-10-05', to: '2028-10-04' });
  return [
    elect(chairTerm, kham, 'board', 'chair'),
    elect(treasurerTerm, somchai, 'board', 'treasurer'),
    elect(auditTerm, bua, 'audit', 'member'),
  ];
}

/** 500, 250 and 300 of savings in October to December; income of 1,057.50, expense of 320. */
export function booksActs(): Act[] {
  return [
    act('pledge.decide', { member: bua, amount: 10_000, effectiveFrom: '2026-10', decidedOn: '2026-10-05', decidedBy: 'member' }),
    saved(kham, '2026-10', 200),
    saved(kham, '2026-11', 200),
    saved(kham, '2026-12', 100),
    saved(somchai, '2026-10', 100),
    saved(somchai, '2026-11', 100),
    saved(somchai, '2026-12', 50),
    saved(bua, '2026-11', 200),
    saved(bua, '2026-12', 100),
    line('2026-10-05', 'entry-fee', 980),
    line('2026-11-05', 'fine', 5, { member: kham }),
    line('2026-12-05', 'loan-interest', 60),
    line('2026-12-31', 'bank-interest', 12.5),
    line('2026-10-06', 'expense', 320, { category: 'stationery' }),
  ];
}

/** The annual meeting that voted for the parts of the profit. */
export function annualActs(): Act[] {
  return [
    act('meeting.open', { meeting: annual, kind: 'annual', heldOn: '2027-01-20', place: 'ศาลาหมู่บ้าน' }),
    act('meeting.attend', { meeting: annual, total: 40, base: null }),
    act('meeting.resolve', {
      meeting: annual, resolution: idOf(11), motion: 'ปันผลร้อยละ 60 ทุนสำรองร้อยละ 40', present: 40, for: 38, against: 1, abstain: 1, method: 'hand', passed: true,
    }), // prettier-ignore
  ];
}

export function yearActs(): Act[] {
  return [...villageActs(), ...committeeActs(), ...booksActs(), ...annualActs()];
}

export { act, bua, g, kham, line, somchai };
