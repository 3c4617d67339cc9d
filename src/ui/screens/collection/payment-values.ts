/** What the form of one member's payment holds, and the lines it becomes. */
import { paidFor, type MonthShare, type Paid } from '../../../domain/collection.ts';
import type { SheetRow } from '../../money-sheets.ts';

export interface PaymentValues {
  readonly pledge: number | undefined;
  /** months owed that are paid now */
  readonly months: readonly string[];
  /** how many months after this one are paid now */
  readonly ahead: number;
  readonly special: number | undefined;
  readonly withdrawn: number | undefined;
  readonly fine: number | undefined;
  /** of who joined after the first collection */
  readonly fee?: number | undefined;
}

export type Line = Omit<SheetRow['lines'][number], 'e'>;

export interface FormFacts {
  readonly row: SheetRow | undefined;
  readonly written: readonly Paid[];
  readonly promised: number;
  readonly month: string;
}

/** What was tapped already, else what is still open of the promise; nobody's amount is made up. */
export function formOf({ row, written, promised, month }: FormFacts): PaymentValues {
  const lines = row?.lines ?? [];
  const sumOf = (which: (line: Line) => boolean) => {
    const amounts = lines.filter(which).map(({ amount }) => amount);
    return amounts.length === 0 ? undefined : amounts.reduce((sum, amount) => sum + amount, 0);
  };
  const monthsOf = (which: (forMonth: string) => boolean) =>
    lines.flatMap(({ kind, forMonth }) => (kind === 'pledged-savings' && forMonth !== undefined && which(forMonth) ? [forMonth] : []));
  const left = promised - paidFor(written, month);
  return {
    pledge:
      row === undefined ? (left > 0 ? left : undefined) : sumOf(({ kind, forMonth }) => kind === 'pledged-savings' && forMonth === month),
    months: monthsOf((each) => each < month),
    ahead: monthsOf((each) => each > month).length,
    special: sumOf(({ kind }) => kind === 'special-savings'),
    withdrawn: sumOf(({ kind }) => kind === 'special-withdrawn'),
    fine: sumOf(({ kind }) => kind === 'fine'),
    fee: sumOf(({ kind }) => kind === 'entry-fee'),
  };
}

export interface MonthFacts {
  readonly month: string;
  readonly missed: readonly MonthShare[];
  readonly ahead: readonly MonthShare[];
}

export function linesOfForm(values: PaymentValues, { month, missed, ahead }: MonthFacts): readonly Line[] {
  const pledges = [
    ...missed.filter((each) => values.months.includes(each.month)),
    ...(values.pledge === undefined ? [] : [{ month, amount: values.pledge }]),
    ...ahead,
  ];
  const others = [
    { kind: 'fine', amount: values.fine ?? 0 },
    { kind: 'entry-fee', amount: values.fee ?? 0 },
    { kind: 'special-savings', amount: values.special ?? 0 },
    { kind: 'special-withdrawn', amount: values.withdrawn ?? 0 },
  ] as const;
  return [...pledges.map((each) => ({ kind: 'pledged-savings' as const, amount: each.amount, forMonth: each.month })), ...others].filter(
    ({ amount }) => amount > 0,
  );
}
