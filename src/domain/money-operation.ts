/** The kinds of operation that money makes: entries, counts, closings, loans. Part of the vocabulary in `operation.ts`. */
import * as z from 'zod/mini';
import { Count, Day, Id, Month, Salt, Satang, SatangOrZero, Sha256, Short, Text } from './payload-field.ts';
import { columnsOfBook, type Column } from './account-column.ts';
import { entryKinds, expenseCategories, offices, profitUses } from './vocabulary.ts';

const EntryRow = z.object({
  e: Id,
  kind: z.enum(entryKinds),
  member: z.optional(Id),
  loan: z.optional(Id),
  amount: Satang,
  forMonth: z.optional(Month),
  /** when the lines of one operation were paid by several people, each with a receipt of his own */
  receipt: z.optional(Short),
  /** what an expense was for */
  category: z.optional(z.enum(expenseCategories)),
  /** paid out of what was put aside from a year's profit */
  fund: z.optional(z.enum(profitUses)),
  note: z.optional(Text),
});
const BasisPoints = z.int().check(z.minimum(0), z.maximum(10_000));
const columns = Object.values(columnsOfBook).flat() as Column[];

export const moneyKinds = {
  'entry.record': {
    p: z.object({
      /** of every line that names none itself */
      receipt: z.optional(Short),
      paidOn: Day,
      meeting: z.optional(Id),
      /** who wrote the line: the group's committee or the officer for them (rule 4 of the letter) */
      writtenBy: z.enum(['committee', 'officer']),
      rows: z.array(EntryRow).check(z.minLength(1), z.maxLength(300)),
    }),
  },
  'entry.reverse': { p: z.object({ e: Id, reason: Text }) },
  'entry.correct': { p: z.object({ e: Id, reason: Text, row: EntryRow }) },
  'cash.count': {
    p: z.object({
      count: Id,
      on: Day,
      meeting: z.optional(Id),
      /** pieces by value in satang: `{"100000": 3}` is three thousand-baht notes */
      pieces: z.record(z.string().check(z.regex(/^\d{2,6}$/)), Count),
      counted: SatangOrZero,
      expected: SatangOrZero,
      /** when the whole box was counted: what the day's own cash began with */
      before: z.optional(z.int()),
      reason: z.optional(Text),
    }),
  },
  'day.close': { p: z.object({ on: Day, meeting: z.optional(Id), confirmedBy: z.optional(z.array(z.enum(offices))) }) },
  /** Closes the books up to and with a month; what is recorded later for it appears in the next open month as an adjustment. */
  'month.close': { p: z.object({ month: Month, on: Day, confirmedBy: z.optional(z.array(z.enum(offices))) }) },
  /** Empties the columns of income and expense at the end of a year and puts the profit aside as the members voted. */
  'year.close': {
    p: z.object({
      closing: Id,
      from: Day,
      to: Day,
      on: Day,
      meeting: z.optional(Id),
      /** the balance of every column of income and expense on that day, satang; frozen, so that what comes later counts for the next year */
      columns: z.partialRecord(z.enum(columns), z.int()),
      /** parts of a profit, together 10,000; empty for a loss, which is carried forward */
      allocation: z.array(z.object({ use: z.enum(profitUses), basisPoints: BasisPoints })).check(z.maxLength(profitUses.length)),
      /** what a member's part of the dividend follows: what he saved in the year, or each month's balance */
      basis: z.enum(['saved', 'balance-months']),
    }),
  },
  'loan.apply': {
    p: z.object({
      loan: Id,
      member: Id,
      kind: z.enum(['ordinary', 'emergency']),
      amount: Satang,
      purpose: Short,
      appliedOn: Day,
      instalments: z.int().check(z.minimum(1), z.maximum(120)),
    }),
  },
  'loan.decide': {
    p: z.object({
      loan: Id,
      meeting: z.optional(Id),
      decidedOn: Day,
      approved: z.boolean(),
      /** what was approved, satang */
      amount: z.optional(Satang),
      reason: z.optional(Text),
    }),
  },
  'loan.contract': {
    p: z.object({
      loan: Id,
      /** running number and Buddhist year, `3/2569` */
      no: Short,
      signedOn: Day,
      principal: Satang,
      /** 100 is 1 % a month */
      ratePerMonth: BasisPoints,
      method: z.enum(['reducing', 'flat']),
      instalments: z.int().check(z.minimum(1), z.maximum(120)),
      firstDueOn: Day,
      guarantors: z.array(Id).check(z.maxLength(6)),
      /** picture of the signed paper */
      photo: z.optional(Sha256),
    }),
    s: z.object({ salt: Salt, witnesses: z.array(Short).check(z.maxLength(4)) }),
  },
  /** A loan that an old group brings along from its paper books: what was left of it on a day, and how that is paid back. Recorded again it is corrected. */
  'loan.carry': {
    p: z.object({
      loan: Id,
      /** absent while the borrower stands in no register of members; his name is then in `s` */
      member: z.optional(Id),
      kind: z.enum(['ordinary', 'emergency']),
      no: Short,
      signedOn: Day,
      /** the day of the books it is taken from */
      on: Day,
      /** what was left on that day; it is part of the sum of `opening-loan` and adds nothing to the books */
      principal: Satang,
      /** what was lent in the beginning, satang */
      lent: z.optional(Satang),
      ratePerMonth: BasisPoints,
      method: z.enum(['reducing', 'flat']),
      /** that are left */
      instalments: z.int().check(z.minimum(1), z.maximum(120)),
      /** of the next instalment; before `on` when it was late already */
      firstDueOn: Day,
      guarantors: z.array(Id).check(z.maxLength(6)),
    }),
    s: z.object({ salt: Salt, borrower: z.optional(Short) }),
  },
  'loan.close': {
    p: z.object({ loan: Id, on: Day, reason: z.enum(['repaid', 'cancelled', 'written-off']), note: z.optional(Text) }),
  },
} as const;
