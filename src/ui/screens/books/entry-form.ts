/** What an officer or a committee writes into the books beside pledge day and loans: the kinds by where the money goes, and what a line lacks. */
import { columnsOf } from '../../../domain/account-column.ts';
import type { PayloadOf } from '../../../domain/operation.ts';
import type { GroupRow, MemberRow } from '../../../domain/row.ts';
import { monthOf } from '../../../domain/thai-calendar.ts';
import { profitUses, type EntryKind, type ExpenseCategory, type ProfitUse } from '../../../domain/vocabulary.ts';
import type { Writer } from '../../money-sheets.ts';

export const kindsByWay = {
  out: ['expense', 'asset-bought', 'welfare-paid', 'savings-returned', 'special-withdrawn', 'external-repaid', 'enterprise-invested'],
  in: ['grant', 'enterprise-income', 'enterprise-returned', 'shortage-repaid', 'external-loan', 'entry-fee'],
  bank: ['bank-deposit', 'bank-withdrawal', 'bank-interest'],
} as const satisfies Record<string, readonly EntryKind[]>;
export type Way = keyof typeof kindsByWay;
export const ways = Object.keys(kindsByWay) as Way[];
export type OtherKind = (typeof kindsByWay)[Way][number];
export const otherKinds: readonly OtherKind[] = Object.values(kindsByWay).flat();

/** Money that belongs to one member, and so stands in his passbook. */
const kindsBackToMember: readonly OtherKind[] = ['savings-returned', 'special-withdrawn'];
const kindsOfMember: readonly OtherKind[] = [...kindsBackToMember, 'entry-fee'];
/** Costs that may be paid out of what was put aside from a year's profit. */
const kindsWithFund: readonly OtherKind[] = ['expense', 'welfare-paid'];

export interface EntryForm {
  /** the line's own id, the same at every press */
  readonly e: string;
  readonly kind: OtherKind;
  readonly amount: number | undefined;
  readonly on: string | undefined;
  readonly member: string | undefined;
  readonly category: ExpenseCategory;
  readonly fund: ProfitUse | undefined;
  readonly writtenBy: Writer | undefined;
  readonly receipt: string;
  readonly note: string;
}

export function blankEntry(e: string, kind: OtherKind, todayOn: string, group: GroupRow): EntryForm {
  return {
    e,
    kind,
    amount: proposedAmount(kind, group),
    on: todayOn,
    member: undefined,
    category: 'stationery',
    fund: undefined,
    writtenBy: undefined,
    receipt: '',
    note: '',
  };
}

/** What the by-laws say that it is; `undefined` where they say nothing. */
function proposedAmount(kind: OtherKind, { bylaws }: GroupRow): number | undefined {
  return kind === 'entry-fee' && (bylaws?.entryFee ?? 0) > 0 ? bylaws?.entryFee : undefined;
}

/** Another kind in the same form: an amount that was only proposed goes with the kind that it was proposed for. */
export function otherKind({ kind: before, amount }: EntryForm, kind: OtherKind, group: GroupRow): Partial<EntryForm> {
  return { kind, fund: undefined, amount: amount === proposedAmount(before, group) ? proposedAmount(kind, group) : amount };
}

export function wayOf(kind: OtherKind): Way {
  return ways.find((way) => (kindsByWay[way] as readonly EntryKind[]).includes(kind)) ?? 'out';
}

export const asksMember = (kind: OtherKind): boolean => kindsOfMember.includes(kind);

/** Funds with something in them that this kind may be paid from. */
export function fundsFor(kind: OtherKind, group: GroupRow): readonly ProfitUse[] {
  if (!kindsWithFund.includes(kind)) return [];
  return profitUses.filter((use) => (group.money.columns[`fund-${use}`] ?? 0) > 0);
}

export type EntryGap = 'amount' | 'day' | 'future' | 'member';

export function findEntryGaps({ kind, amount, on, member }: EntryForm, todayOn: string): readonly EntryGap[] {
  const gaps: EntryGap[] = [];
  if (asksMember(kind) && member === undefined) gaps.push('member');
  if (amount === undefined || amount === 0) gaps.push('amount');
  if (on === undefined) gaps.push('day');
  else if (on > todayOn) gaps.push('future');
  return gaps;
}

/** What one should look at twice; it is saved all the same, because it may have happened. */
export type EntryDoubt =
  'cash-below-zero' | 'bank-below-zero' | 'more-than-saved' | 'owes' | 'month-closed' | 'more-than-fund' | 'fee-paid';

export interface EntryOutlook {
  /** in hand and in the bank after the line, satang */
  readonly cash: number;
  readonly bank: number;
  readonly doubts: readonly EntryDoubt[];
}

export function outlookOf(form: EntryForm, group: GroupRow, member: MemberRow | undefined): EntryOutlook {
  const { kind, amount = 0, on } = form;
  const moves = columnsOf({ kind, amount, category: form.category, fund: form.fund });
  const cash = group.money.cash + (moves.cash ?? 0);
  const bank = group.money.bank + (moves.bank ?? 0);
  const own = kind === 'special-withdrawn' ? member?.specialSatang : member?.savedSatang;
  const inFund = form.fund === undefined ? undefined : group.money.columns[`fund-${form.fund}`];
  const isBack = kindsBackToMember.includes(kind);
  const doubts: EntryDoubt[] = [];
  if (cash < 0 && (moves.cash ?? 0) < 0) doubts.push('cash-below-zero');
  if (bank < 0 && (moves.bank ?? 0) < 0) doubts.push('bank-below-zero');
  if (isBack && own !== undefined && amount > own) doubts.push('more-than-saved');
  if (isBack && ((member?.owedSatang ?? 0) > 0 || (member?.guarantees ?? []).length > 0)) doubts.push('owes');
  if (kind === 'entry-fee' && member?.entryFeePaid === true) doubts.push('fee-paid');
  if (inFund !== undefined && amount > inFund) doubts.push('more-than-fund');
  if (on !== undefined && group.money.closedThrough !== undefined && monthOf(on) <= group.money.closedThrough) doubts.push('month-closed');
  return { cash, bank, doubts };
}

export function entryPayload(form: EntryForm, writtenBy: Writer, group: GroupRow): PayloadOf<'entry.record'> {
  const { e, kind, amount = 0, on = '', member, category, fund } = form;
  const [receipt, note] = [form.receipt.trim(), form.note.trim()];
  return {
    paidOn: on,
    writtenBy,
    ...(receipt === '' ? {} : { receipt }),
    rows: [
      {
        e,
        kind,
        amount,
        ...(asksMember(kind) && member !== undefined ? { member } : {}),
        ...(kind === 'expense' && fund === undefined ? { category } : {}),
        ...(fund !== undefined && fundsFor(kind, group).includes(fund) ? { fund } : {}),
        ...(note === '' ? {} : { note }),
      },
    ],
  };
}
