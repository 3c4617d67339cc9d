import { describe, expect, it } from 'vitest';
import { isDayClosed } from '../../src/domain/ledger.ts';
import type { Operation, PayloadOf } from '../../src/domain/operation.ts';
import { monthsOfReceipt } from '../../src/domain/receipt.ts';
import type { EntryKind } from '../../src/domain/vocabulary.ts';
import type { DayRow, EntryRow, GroupRow, MemberRow } from '../../src/domain/row.ts';
import { foundingVote, groupCreate, memberAdd, nextId, operation, pledgePaid, uuid } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const [a, b, c] = [nextId(), nextId(), nextId()];
const ground = [groupCreate(g), ...foundingVote(g).ops, memberAdd(g, a), memberAdd(g, b), memberAdd(g, c)];
const after = (...ops: readonly Operation[]) => new MapRows().foldAll([...ground, ...ops]);
const group = (rows: MapRows) => rows.get<'group'>('group') as GroupRow;
const member = (rows: MapRows, id: string) => rows.get<'member'>(`member:${id}`) as MemberRow;
const entry = (rows: MapRows, id: string) => rows.get<'entry'>(`entry:${id}`) as EntryRow;
const day = (rows: MapRows, on: string) => rows.get<'day'>(`day:${on}`) as DayRow;
const baht = (amount: number) => amount * 100;
const book = (kind: EntryKind, amount: number, over: Partial<PayloadOf<'entry.record'>['rows'][number]> = {}) =>
  operation('entry.record', g, {
    paidOn: '2026-11-23',
    writtenBy: 'officer',
    rows: [{ e: nextId(), kind, amount: baht(amount), ...over }],
  });
const reverse = (e: string) => operation('entry.reverse', g, { e, reason: 'wrong amount' });
const count = (counted: number, expected: number, over: Partial<PayloadOf<'cash.count'>> = {}) =>
  operation('cash.count', g, { count: nextId(), on: '2026-11-23', pieces: {}, counted: baht(counted), expected: baht(expected), ...over });

describe('the books', () => {
  it('case 23: five months of the worked example give its cash and bank', () => {
    const rows = after();
    const months: readonly (readonly (readonly [EntryKind, number])[])[] = [
      [['entry-fee', 960], ['pledged-savings', 4500], ['expense', 320], ['bank-deposit', 5000]],
      [['pledged-savings', 4450], ['fine', 5], ['bank-deposit', 4400]],
      [['pledged-savings', 4500], ['pledged-savings', 50], ['pledged-savings', 100], ['entry-fee', 20], ['bank-deposit', 4800]],
      [['pledged-savings', 4600], ['bank-withdrawal', 6000], ['loan-out', 6000], ['bank-deposit', 4600]],
      [['pledged-savings', 4600], ['loan-principal', 1000], ['loan-interest', 60], ['special-savings', 2000], ['bank-interest', 12.5], ['bank-deposit', 7600]],
    ]; // prettier-ignore
    const balances = months.map((entries) => {
      for (const [kind, amount] of entries) rows.fold(book(kind, amount));
      const { cash, bank } = group(rows).money;
      return [cash / 100, bank / 100];
    });
    expect(balances).toEqual([[140, 5000], [195, 9400], [65, 14_200], [65, 12_800], [125, 20_412.5]]); // prettier-ignore
    expect(group(rows).money.byKind['pledged-savings']).toBe(baht(22_800));
  });
  it('say how much the committee wrote itself', () => {
    expect(group(after(book('fine', 5), pledgePaid(g, a, 5000))).money).toMatchObject({ entries: 2, byCommittee: 1 });
  });
  it('take the same entry only once, also under another operation', () => {
    const e = nextId();
    expect(group(after(book('fine', 5, { e }), book('fine', 5, { e }))).money.cash).toBe(500);
  });
});

describe('case 18: member 12 paid for November on two phones', () => {
  const [first, second] = [nextId(), nextId()];
  const paid = [pledgePaid(g, a, 10_000, { e: first }), pledgePaid(g, a, 10_000, { e: second })];
  const close = operation('day.close', g, { on: '2026-11-23' });
  it('both receipts count and are marked, and the day stays open', () => {
    const rows = after(...paid, close);
    expect([entry(rows, first).flags, entry(rows, second).flags]).toEqual([['maybe-paid-twice'], ['maybe-paid-twice']]);
    expect(group(rows)).toMatchObject({ money: { cash: 20_000, entries: 2 }, openFlags: 2 });
    expect(day(rows, '2026-11-23')).toMatchObject({ cash: 20_000, payers: 1, doubts: 2 });
    expect(isDayClosed(day(rows, '2026-11-23'))).toBe(false);
  });
  it('a reversal decides it, and nothing disappears', () => {
    const rows = after(...paid, close, reverse(second));
    expect(entry(rows, second).reversed).toMatchObject({ reason: 'wrong amount', by: 'officer-a' });
    expect(group(rows)).toMatchObject({ money: { cash: 10_000, entries: 1 }, openFlags: 0 });
    expect(member(rows, a).savedSatang).toBe(10_000);
    expect(isDayClosed(day(rows, '2026-11-23'))).toBe(true);
    expect(rows.all('entry')).toHaveLength(2);
  });
  it('the other day of two stays open as well', () => {
    const late = pledgePaid(g, a, 10_000, { paidOn: '2026-11-30' });
    const rows = after(...paid.slice(0, 1), close, late);
    expect(isDayClosed(day(rows, '2026-11-23'))).toBe(false);
  });
});

describe('payments', () => {
  it('case 20: on 5 Jan a member pays the missed December and January: two months, one day', () => {
    const line = (forMonth: string) => ({ e: nextId(), kind: 'pledged-savings' as const, member: a, amount: 10_000, forMonth });
    const rows = after(
      operation('entry.record', g, { paidOn: '2027-01-05', writtenBy: 'committee', rows: [line('2026-12'), line('2027-01')] }),
    );
    expect(rows.all('passbook').map(({ year, lines }) => [year, lines.length])).toEqual([['2026', 1], ['2027', 1]]); // prettier-ignore
    expect(rows.all('month').map(({ month, paidMembers, paidFor }) => [month, paidMembers, paidFor])).toEqual([['2027-01', 1, 10_000], ['2026-12', 1, 10_000]]); // prettier-ignore
    expect(day(rows, '2027-01-05')).toMatchObject({ byKind: { 'pledged-savings': 20_000 }, payers: 1 });
    expect(group(rows).openFlags).toBe(0);
  });
  it('case 21: a mother pays for three children on one receipt', () => {
    const line = (id: string, amount: number) => ({
      e: nextId(),
      kind: 'pledged-savings' as const,
      member: id,
      amount,
      forMonth: '2026-11',
    });
    const rows = after(
      operation('entry.record', g, {
        receipt: '15',
        paidOn: '2026-11-23',
        writtenBy: 'committee',
        rows: [line(a, 5000), line(b, 3000), line(c, 2000)],
      }),
    );
    expect([a, b, c].map((id) => member(rows, id).savedSatang)).toEqual([5000, 3000, 2000]);
    expect(rows.all('entry').map(({ receipt }) => receipt)).toEqual(['15', '15', '15']);
    expect(day(rows, '2026-11-23').payers).toBe(3);
  });
  it('case 17: 100 times the promise is on record with a mark', () => {
    const pledge = operation('pledge.decide', g, {
      member: a,
      amount: baht(50),
      effectiveFrom: '2026-11',
      decidedOn: '2026-11-23',
      decidedBy: 'member',
    });
    expect(after(pledge).fold(pledgePaid(g, a, baht(5000)))).toMatchObject({ flags: ['large-amount'] });
    expect(after(pledge).fold(pledgePaid(g, a, baht(100)))).toMatchObject({ flags: [] });
  });
  it('of a fee are remembered with the member, also when taken back', () => {
    const e = nextId();
    const rows = after(book('entry-fee', 20, { e, member: a }));
    expect(member(rows, a).entryFeePaid).toBe(true);
    expect(member(rows.foldAll([reverse(e)]), a).entryFeePaid).toBe(false);
  });
  it('from somebody who only is interested are marked', () => {
    const interested = nextId();
    const rows = after(memberAdd(g, interested, {}, { interestOnly: true }));
    expect(rows.fold(book('entry-fee', 20, { member: interested }))).toMatchObject({ flags: ['intake-before-vote'] });
  });
});

describe('a wrong entry', () => {
  const [wrong, right] = [nextId(), nextId()];
  const paid = pledgePaid(g, a, baht(500), { e: wrong, receipt: '15' });
  const correct = (e: string, over: string = right) =>
    operation('entry.correct', g, {
      e,
      reason: 'one zero too many',
      row: { e: over, kind: 'pledged-savings', member: a, amount: baht(50), forMonth: '2026-11' },
    });
  it('case 24: 500 that should be 50 is reversed and written anew; both stay, the receipt number is not used again', () => {
    const rows = after(paid, correct(wrong));
    expect(entry(rows, wrong)).toMatchObject({ amount: baht(500), receipt: '15', reversed: { reason: 'one zero too many' } });
    expect(entry(rows, right)).toMatchObject({ amount: baht(50), corrects: wrong, paidOn: '2026-11-23' });
    expect(entry(rows, right).receipt).toBeUndefined();
    expect(member(rows, a).savedSatang).toBe(baht(50));
    expect(group(rows)).toMatchObject({ money: { cash: baht(50), entries: 1 }, openFlags: 0 });
  });
  it('is reversed once; a second time is only noted (row 47)', () => {
    const rows = after(paid, reverse(wrong));
    expect(rows.fold(reverse(wrong))).toMatchObject({ flags: ['reversed-twice'] });
    expect(group(rows).money).toMatchObject({ cash: 0, entries: 0 });
  });
  it('corrected on two phones counts both new lines, marked, until a person decides', () => {
    const other = nextId();
    const rows = after(paid, correct(wrong));
    const outcome = rows.fold(correct(wrong, other));
    expect(outcome.applied && outcome.flags.toSorted()).toEqual(['maybe-paid-twice', 'reversed-twice']);
    expect(group(rows).money.cash).toBe(baht(100));
    expect(entry(rows, other).flags).toContain('reversed-twice');
    rows.fold(reverse(other));
    expect(group(rows).money.cash).toBe(baht(50));
    expect(entry(rows, right).flags).toBeUndefined();
  });
  it('that never came makes the correction wait', () => {
    expect(after().fold(correct(uuid(77)))).toEqual({ applied: false, missing: uuid(77) });
  });
});

describe('case 22: receipts 5,460, counted 5,410', () => {
  it('the count is marked and changes no book; the shortage is an entry', () => {
    const rows = after(book('pledged-savings', 5460));
    expect(rows.fold(count(5410, 5460, { reason: 'change given wrong' }))).toMatchObject({ flags: ['cash-differs'] });
    expect(group(rows)).toMatchObject({ money: { cash: baht(5460), countedOn: '2026-11-23' }, openFlags: 1 });
    rows.fold(book('cash-short', 50));
    expect(group(rows).money.cash).toBe(baht(5410));
    expect(day(rows, '2026-11-23').cash).toBe(baht(5410));
  });
  it('a second count of the day takes the place of the first', () => {
    const rows = after(count(5410, 5460), count(5460, 5460));
    expect(group(rows).openFlags).toBe(0);
    expect(rows.all('count')).toHaveLength(2);
  });
  it('pieces that do not add up to what was written are marked', () => {
    expect(after().fold(count(100, 100, { pieces: { 5000: 1 } }))).toMatchObject({ flags: ['cash-differs'] });
  });
});

describe('small rows that lead to a few lines of a long history', () => {
  it('name every line that carries a doubt, and forget it when a reversal decides', () => {
    const [first, second] = [nextId(), nextId()];
    const rows = after(pledgePaid(g, a, 10_000, { e: first }), pledgePaid(g, a, 10_000, { e: second }), pledgePaid(g, b, 10_000));
    expect(rows.get<'doubtful'>('doubtful:entries')?.entries).toEqual([first, second].toSorted());
    rows.fold(reverse(second));
    expect(rows.get<'doubtful'>('doubtful:entries')?.entries).toEqual([]);
  });

  it('say on which month’s pages a receipt stands, also one that came late into the next open month', () => {
    const paid = (paidOn: string, receipt: string) =>
      operation('entry.record', g, { paidOn, receipt, writtenBy: 'committee', rows: [{ e: nextId(), kind: 'fine', amount: 500, member: a }] }); // prettier-ignore
    const rows = after(paid('2026-10-05', '7K3M-1'), paid('2026-10-05', '7K3M-3'), paid('2026-11-05', '7K3M-4'));
    rows.fold(operation('month.close', g, { month: '2026-10', on: '2026-11-01' }));
    rows.fold(paid('2026-10-06', '7K3M-2'));
    const book = rows.get<'receipt'>('receipt:7K3M')!;
    expect(book.highest).toBe(4);
    expect([1, 2, 3, 4, 9].map((no) => monthsOfReceipt(book, no))).toEqual([['2026-10'], ['2026-11', '2026-10'], ['2026-11', '2026-10'], ['2026-11'], []]); // prettier-ignore
  });
});
