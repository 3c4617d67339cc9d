/** The rows that money is summed into, beside the entries themselves (`row.ts`): months, pages, passbooks, receipts, loans, closed years. */
import type { ColumnSums } from './account-column.ts';
import type { PayloadOf } from './operation.ts';
import type { Flag } from './row.ts';
import type { EntryKind, ProfitUse } from './vocabulary.ts';

/** `month:<YYYY-MM>`: what was booked in a month, and who paid his promise for it. */
export interface MonthRow {
  readonly type: 'month';
  readonly month: string;
  /** live lines booked in the month, satang by column of the three books */
  readonly columns: ColumnSums;
  readonly byKind: Readonly<Partial<Record<EntryKind, number>>>;
  /** what came into cash and bank on each day of the month that moved them, satang, by its two digits; what belongs to a closed month is in `00` */
  readonly moves?: Readonly<Record<string, readonly [cash: number, bank: number]>> | undefined;
  /** members with at least one live payment for this month, whenever they paid, and what they paid, satang */
  readonly paidMembers: number;
  readonly paidFor: number;
  /** lines booked here although their day lies in a month that was closed */
  readonly adjustments: number;
  /** what the month's report says that was typed from paper books; satang, and members who paid */
  readonly told?: { readonly pledgedSatang: number; readonly paid: number } | undefined;
  readonly closedOn?: string | undefined;
  readonly closedBy?: string | undefined;
}

/** `posting:<YYYY-MM>:<operation>`: which lines one operation put on the month's pages. */
export interface PostingRow {
  readonly type: 'posting';
  readonly month: string;
  readonly at: string;
  /** `sign` -1 takes the entry back */
  readonly lines: readonly { readonly e: string; readonly sign: 1 | -1 }[];
  /** the year's closing that this operation is */
  readonly closing?: string | undefined;
}

export interface PassbookLine {
  readonly e: string;
  readonly kind: EntryKind;
  readonly amount: number;
  readonly paidOn: string;
  readonly forMonth?: string | undefined;
  readonly receipt?: string | undefined;
  /** what was put aside that it was paid out of */
  readonly fund?: ProfitUse | undefined;
}

/** `passbook:<year>:<member>`: live lines of one member; promised savings stand in the year of the month they were paid for. */
export interface PassbookRow {
  readonly type: 'passbook';
  readonly member: string;
  readonly year: string;
  readonly lines: readonly PassbookLine[];
}

/** `receipt:<book>`: the highest number given in a receipt book; each phone numbers a book of its own. */
export interface ReceiptRow {
  readonly type: 'receipt';
  readonly book: string;
  readonly highest: number;
  /** the lowest and the highest number on each month's pages, so that an old receipt is found without reading every month */
  readonly months: Readonly<Record<string, readonly [number, number]>>;
  /** numbers below it that nobody gave yet, first and last of each stretch: the leaves of a paper book are entered in any order */
  readonly gaps?: readonly (readonly [number, number])[] | undefined;
  /** the operation that gave a number last */
  readonly op: string;
}

export type LoanState = 'applied' | 'refused' | 'approved' | 'contracted' | 'running' | 'repaid' | 'cancelled' | 'written-off';

/** `loan:<id>` */
export interface LoanRow {
  readonly type: 'loan';
  readonly id: string;
  /** who borrowed; absent while the borrower of a carried loan stands in no register of members */
  readonly member?: string | undefined;
  /** name of a borrower who is no member */
  readonly borrower?: string | undefined;
  /** brought along from the paper books of an old group: what was left on a day, and what was lent in the beginning */
  readonly carried?: { readonly on: string; readonly principal: number; readonly lent?: number | undefined } | undefined;
  readonly kind: PayloadOf<'loan.apply'>['kind'];
  readonly asked: number;
  /** absent of a carried loan */
  readonly purpose?: string | undefined;
  readonly appliedOn: string;
  readonly instalments: number;
  readonly decision?: Omit<PayloadOf<'loan.decide'>, 'loan'> | undefined;
  readonly contract?: Omit<PayloadOf<'loan.contract'>, 'loan'> | undefined;
  readonly witnesses: readonly string[];
  /** live lines, and what was carried over, satang */
  readonly paidOut: number;
  readonly paidOutOn?: string | undefined;
  readonly principalPaid: number;
  readonly interestPaid: number;
  /** principal that left the books unpaid; 0 once that was taken back, absent while it never was */
  readonly writtenOff?: number | undefined;
  readonly payments: readonly PassbookLine[];
  readonly closed?: Omit<PayloadOf<'loan.close'>, 'loan'> | undefined;
  readonly state: LoanState;
  readonly by: string;
  readonly at: string;
  readonly flags?: readonly Flag[];
}

/** `year:<closing>` */
export interface YearRow {
  readonly type: 'year';
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly on: string;
  readonly meeting?: string | undefined;
  readonly profit: number;
  readonly allocation: readonly { readonly use: ProfitUse; readonly basisPoints: number; readonly amount: number }[];
  readonly basis: PayloadOf<'year.close'>['basis'];
  /** what the closing added to each column, satang */
  readonly columns: ColumnSums;
  /** days of it were closed before, as by another phone: it changed nothing */
  readonly isTwice?: true | undefined;
  readonly by: string;
  readonly at: string;
}
