/** Money (`entry.*`, `cash.count`, `day.close`): lines that are only ever reversed, the sums of a day, and what a member has saved. */
import { columnsOf } from './account-column.ts';
import { totalCash } from './cash-count.ts';
import { bankedOn } from './collection.ts';
import { asksToLook } from './contribution.ts';
import { withFlag, type Bench, type Deed, type KindFolds, type Rows } from './folding.ts';
import { loanKeys, putOnLoan } from './loan.ts';
import { isFatFinger } from './money.ts';
import { bookedMonth, openMonthFor, pageKeys, postLine, reversalMonth } from './month-page.ts';
import type { PayloadOf } from './operation.ts';
import type { EntryKind } from './vocabulary.ts';
import { markTwice, passbookKeys, putInPassbook } from './passbook.ts';
import { pledgeInMonth } from './pledge.ts';
import { receiptKeys, takeReceipt } from './receipt.ts';
import type { CashCountRow, DayRow, EntryRow, Flag, MemberRow, RowKey } from './row.ts';
import { monthOf } from './thai-calendar.ts';

type LedgerKinds = 'entry.record' | 'entry.reverse' | 'entry.correct' | 'cash.count' | 'day.close';
const doubtfulKey = 'doubtful:entries';
type Line = PayloadOf<'entry.record'>['rows'][number];

export const ledgerFolds: KindFolds<LedgerKinds> = {
  'entry.record': {
    needs: (p) => [...(p.meeting === undefined ? [] : [`meeting:${p.meeting}` as const]), ...p.rows.flatMap(ownersOf)],
    touches: ({ op, p }, rows) => [
      `day:${p.paidOn}`,
      doubtfulKey,
      ...pageKeys(openMonthFor(rows, monthOf(p.paidOn)), op.id),
      ...p.rows.flatMap((line) => lineKeys({ ...line, paidOn: p.paidOn, receipt: line.receipt ?? p.receipt }, rows)),
    ],
    fold({ op, p, by }, bench) {
      const { receipt, paidOn, meeting, writtenBy } = p;
      const receipts: Receipts = new Map();
      for (const line of p.rows)
        addEntry(bench, line, { op: op.id, receipt: line.receipt ?? receipt, paidOn, meeting, writtenBy, by, at: op.at }, receipts);
    },
  },
  'entry.reverse': {
    needs: (p) => [`entry:${p.e}`],
    touches: ({ op, p }, rows) => reversalKeys(p.e, op.id, rows),
    fold({ op, p, by }, bench) {
      reverseEntry(bench, p.e, { op: op.id, by, at: op.at, reason: p.reason });
    },
  },
  'entry.correct': {
    needs: (p) => [`entry:${p.e}`, ...ownersOf(p.row)],
    touches: ({ op, p }, rows) => {
      const paidOn = rows.get<'entry'>(`entry:${p.e}`)?.paidOn;
      const page = paidOn === undefined ? [] : pageKeys(openMonthFor(rows, monthOf(paidOn)), op.id);
      const line = paidOn === undefined ? [] : lineKeys({ ...p.row, paidOn, receipt: undefined }, rows);
      return [...reversalKeys(p.e, op.id, rows), ...page, ...line];
    },
    fold: correctEntry,
  },
  'cash.count': {
    needs: (p) => (p.meeting === undefined ? [] : [`meeting:${p.meeting}`]),
    touches: ({ p }, rows) => {
      const before = rows.get<'day'>(`day:${p.on}`)?.count;
      return [`count:${p.count}`, `day:${p.on}`, ...(before === undefined ? [] : [`count:${before}` as const])];
    },
    fold: countCash,
  },
  'day.close': {
    needs: (p) => (p.meeting === undefined ? [] : [`meeting:${p.meeting}`]),
    touches: ({ p }) => [`day:${p.on}`],
    fold({ op, p }, bench) {
      bench.put(`day:${p.on}`, { ...dayAt(bench, p.on), closedAt: op.at, confirmedBy: p.confirmedBy });
    },
  },
};

/** A day somebody closed stays open while an entry of it may be paid twice (case 18). */
export function isDayClosed(day: DayRow): boolean {
  return day.closedAt !== undefined && (day.doubts ?? 0) === 0;
}

function correctEntry({ op, p, by }: Deed<'entry.correct'>, bench: Bench): void {
  const wrong = bench.need<'entry'>(`entry:${p.e}`);
  const { paidOn, meeting, writtenBy } = wrong;
  const wasReversed = wrong.reversed !== undefined;
  reverseEntry(bench, p.e, { op: op.id, by, at: op.at, reason: p.reason });
  // The receipt stays with the wrong line: its number is never used again (case 24).
  const isNew = addEntry(bench, p.row, { op: op.id, paidOn, meeting, writtenBy, by, at: op.at, corrects: p.e });
  // Corrected on two phones: both new lines count until a person reverses one; the mark on the second says why.
  if (wasReversed && isNew) putEntry(bench, withFlag(bench.need<'entry'>(`entry:${p.row.e}`), 'reversed-twice'));
}

/** receipts of the operation being folded: whether each was given before it */
type Receipts = Map<string, boolean>;
type Origin = Pick<EntryRow, 'op' | 'receipt' | 'paidOn' | 'meeting' | 'writtenBy' | 'by' | 'at' | 'corrects'>;

/** @returns false for an entry that is there already */
function addEntry(bench: Bench, line: Line, origin: Origin, receipts: Receipts = new Map()): boolean {
  if (bench.get<'entry'>(`entry:${line.e}`) !== undefined) return false;
  const { e: id, kind, member, loan, amount, forMonth, category, fund, note } = line;
  const { receipt, paidOn, op, at } = origin;
  const owner = member === undefined ? undefined : bench.need<'member'>(`member:${member}`);
  const month = openMonthFor(bench, monthOf(paidOn));
  const isLate = month !== monthOf(paidOn);
  const flags: Flag[] = owner === undefined ? [] : [...findEntryDoubts(owner, line, paidOn)];
  if (isLate) flags.push('after-close');
  if (receipt !== undefined) {
    const wasGiven = receipts.get(receipt) ?? takeReceipt(bench, receipt, { op, month });
    receipts.set(receipt, wasGiven);
    if (wasGiven) flags.push('receipt-taken');
  }
  bench.flag(...flags);
  const row: EntryRow = {
    type: 'entry', id, ...origin, kind, member, loan, amount, forMonth, category, fund, note,
    bookedIn: isLate ? month : undefined, flags: flags.length > 0 ? flags : undefined,
  }; // prettier-ignore
  putEntry(bench, row);
  postLine(bench, row, { month, op, at, sign: 1 });
  settle(bench, row, true);
  return true;
}

function reverseEntry(bench: Bench, id: string, reversal: { op: string; by: string; at: string; reason: string }): void {
  const row = bench.need<'entry'>(`entry:${id}`);
  if (row.reversed !== undefined) {
    bench.flag('reversed-twice');
    putEntry(bench, withFlag(row, 'reversed-twice'));
    return;
  }
  const { op, ...reversed } = reversal;
  const month = reversalMonth(bench, row);
  const bookedIn = month === bookedMonth(row) ? undefined : month;
  putEntry(bench, { ...row, reversed: { ...reversed, bookedIn }, flags: undefined });
  postLine(bench, row, { month, op, at: reversed.at, sign: -1 });
  settle(bench, row, false);
}

/** Passbook and loan follow a line that came or went; lines that may be the same money twice are marked, until a person reverses one (case 18). */
function settle(bench: Bench, row: EntryRow, isLive: boolean): void {
  if (row.loan !== undefined) putOnLoan(bench, row, isLive);
  for (const { e, isTwice } of putInPassbook(bench, row, isLive))
    putEntry(bench, markTwice(bench, bench.need<'entry'>(`entry:${e}`), isTwice));
}

/** Doubts about the person and the amount; a second payment for a month is found by `putPaid`. */
function findEntryDoubts(member: MemberRow, { kind, amount, forMonth }: Line, paidOn: string): readonly Flag[] {
  const flags: Flag[] = [];
  const { minorAtJoining, consentOn } = member;
  const isBeforeConsent = minorAtJoining && consentOn !== undefined && paidOn < consentOn;
  if (member.state === 'pending-consent' || isBeforeConsent) flags.push('entry-without-consent');
  if (member.state === 'interested') flags.push('intake-before-vote');
  const pledge = pledgeInMonth(member, forMonth ?? monthOf(paidOn)) ?? 0;
  if (kind === 'pledged-savings' && isFatFinger(pledge, amount)) flags.push('large-amount');
  return flags;
}

/** Writes an entry with everything that is summed from it: the member's balances and the day it was paid on. */
function putEntry(bench: Bench, row: EntryRow): void {
  const before = bench.get<'entry'>(`entry:${row.id}`);
  bench.put(`entry:${row.id}`, row);
  keepDoubtful(bench, row, before);
  const weight = Number(row.reversed === undefined) - Number(before !== undefined && before.reversed === undefined);
  const doubt = Number(mayBePaidTwice(row)) - Number(before !== undefined && mayBePaidTwice(before));
  if (weight === 0 && doubt === 0) return;
  const day = dayAt(bench, row.paidOn);
  const amount = weight * row.amount;
  bench.put(`day:${row.paidOn}`, {
    ...day,
    byKind: { ...day.byKind, [row.kind]: (day.byKind[row.kind] ?? 0) + amount },
    cash: day.cash + (columnsOf({ ...row, amount }).cash ?? 0),
    doubts: (day.doubts ?? 0) + doubt,
    ...(row.kind === 'pledged-savings' && row.member !== undefined && payersOf(bench, day, row.member, weight)),
  });
  const balances = balanceEffects[row.kind];
  if (weight === 0 || row.member === undefined || balances === undefined) return;
  const member = bench.need<'member'>(`member:${row.member}`);
  bench.put(`member:${row.member}`, { ...member, ...balances(member, amount) });
}

function keepDoubtful(bench: Bench, row: EntryRow, before: EntryRow | undefined): void {
  const isDoubtful = asksToLook(row);
  if (isDoubtful === (before !== undefined && asksToLook(before))) return;
  const others = (bench.get<'doubtful'>(doubtfulKey)?.entries ?? []).filter((id) => id !== row.id);
  bench.put(doubtfulKey, { type: 'doubtful', entries: isDoubtful ? [...others, row.id].toSorted() : others });
}

function mayBePaidTwice(entry: EntryRow): boolean {
  return entry.flags?.includes('maybe-paid-twice') ?? false;
}

function payersOf(bench: Bench, day: DayRow, member: string, weight: number): Pick<DayRow, 'pledgedEntries' | 'payers'> {
  const pledgedEntries: Record<string, number> = bench.own(day.pledgedEntries ?? {});
  const before = pledgedEntries[member] ?? 0;
  const now = Math.max(0, before + weight);
  if (now > 0) pledgedEntries[member] = now;
  else delete pledgedEntries[member];
  return { pledgedEntries, payers: day.payers + Number(now > 0) - Number(before > 0) };
}

const balanceEffects: Partial<Record<EntryKind, (member: MemberRow, amount: number) => Partial<MemberRow>>> = {
  'pledged-savings': (member, amount) => ({ savedSatang: member.savedSatang + amount }),
  'savings-returned': (member, amount) => ({ savedSatang: member.savedSatang - amount }),
  'opening-savings': (member, amount) => ({ savedSatang: member.savedSatang + amount }),
  'opening-special': (member, amount) => ({ specialSatang: member.specialSatang + amount }),
  'special-savings': (member, amount) => ({ specialSatang: member.specialSatang + amount }),
  'special-withdrawn': (member, amount) => ({ specialSatang: member.specialSatang - amount }),
  'entry-fee': (member, amount) => {
    const entryFeeSatang = (member.entryFeeSatang ?? 0) + amount;
    return { entryFeeSatang, entryFeePaid: entryFeeSatang > 0 };
  },
};

function dayAt(rows: Rows, on: string): DayRow {
  return rows.get<'day'>(`day:${on}`) ?? { type: 'day', on, byKind: {}, cash: 0, payers: 0 };
}

/** A count never changes the books; a difference is marked, and recorded as an entry of its own (case 22). The last count of a day stands. */
function countCash({ op, p, by }: Deed<'cash.count'>, bench: Bench): void {
  if (bench.get<'count'>(`count:${p.count}`) !== undefined) return;
  const { count: id, on, meeting, pieces, counted, expected, before, reason } = p;
  const isPieced = Object.keys(pieces).length > 0;
  const differs = counted !== expected || (isPieced && totalCash(pieces).satang !== counted);
  if (differs) bench.flag('cash-differs');
  const day = dayAt(bench, on);
  const row: CashCountRow = {
    type: 'count', id, on, meeting, pieces, counted, expected, before, banked: bankedOn(day), reason, by, at: op.at,
  }; // prettier-ignore
  bench.put(`count:${id}`, withFlag(row, 'cash-differs', differs));
  const last = day.count === undefined ? undefined : bench.get<'count'>(`count:${day.count}`);
  if (last !== undefined) bench.put(`count:${last.id}`, withFlag(last, 'cash-differs', false));
  bench.put(`day:${on}`, { ...day, count: id });
}

function ownersOf(line: Pick<Line, 'member' | 'loan'>): RowKey[] {
  return [
    ...(line.member === undefined ? [] : [`member:${line.member}` as const]),
    ...(line.loan === undefined ? [] : [`loan:${line.loan}` as const]),
  ];
}

function lineKeys(line: Line & Pick<EntryRow, 'paidOn' | 'receipt'>, rows: Rows): readonly RowKey[] {
  const entry = { ...line, id: line.e };
  return [`entry:${line.e}`, ...receiptKeys(line.receipt), ...loanKeys(line.loan, rows), ...passbookKeys(entry, rows)];
}

function reversalKeys(id: string, op: string, rows: Rows): readonly RowKey[] {
  const row = rows.get<'entry'>(`entry:${id}`);
  if (row === undefined) return [];
  return [
    `day:${row.paidOn}`,
    doubtfulKey,
    ...ownersOf(row),
    ...pageKeys(reversalMonth(rows, row), op),
    ...loanKeys(row.loan, rows),
    ...passbookKeys(row, rows),
  ];
}
