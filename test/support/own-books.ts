/**
 * A second book-keeper: the table of domain.md 3.7 written by hand and the sums of a group's money reckoned from what people did, without a
 * line of the product's own reckoning. What the product shows is held against it.
 */
import type { Operation, PayloadOf } from '../../src/domain/operation.ts';
import type { EntryKind, ExpenseCategory, ProfitUse } from '../../src/domain/vocabulary.ts';

/** Satang by column of the three books; what came to nothing is left out. */
export type Sums = Readonly<Record<string, number>>;

/** What one baht adds to a column of each book: ส. `cash-bank`, ร. `income-liability`, จ. `expense-asset`. */
export interface HandPosting {
  readonly cashBank?: Sums;
  readonly incomeLiability?: Sums;
  readonly expenseAsset?: Sums;
}

/** The events of domain.md 3.7, then the other columns that its table of books names, each with the sign that keeps ส. + จ. = ร. */
export const handPostings: Readonly<Record<EntryKind, HandPosting>> = {
  // the eleven events of the table
  'pledged-savings': { cashBank: { cash: 1 }, incomeLiability: { pledged: 1 } },
  'entry-fee': { cashBank: { cash: 1 }, incomeLiability: { 'entry-fee': 1 } },
  fine: { cashBank: { cash: 1 }, incomeLiability: { fine: 1 } },
  'special-savings': { cashBank: { cash: 1 }, incomeLiability: { special: 1 } },
  'bank-deposit': { cashBank: { cash: -1, bank: 1 } },
  'bank-interest': { cashBank: { bank: 1 }, incomeLiability: { 'bank-interest': 1 } },
  expense: { cashBank: { cash: -1 }, expenseAsset: { 'cost-?': 1 } },
  'loan-out': { cashBank: { cash: -1 }, expenseAsset: { loans: 1 } },
  'loan-principal': { cashBank: { cash: 1 }, expenseAsset: { loans: -1 } },
  'loan-interest': { cashBank: { cash: 1 }, incomeLiability: { 'loan-interest': 1 } },
  'savings-returned': { cashBank: { cash: -1 }, incomeLiability: { pledged: -1 } },
  'cash-short': { cashBank: { cash: -1 }, expenseAsset: { shortage: 1 } },
  // the other columns
  'special-withdrawn': { cashBank: { cash: -1 }, incomeLiability: { special: -1 } },
  'bank-withdrawal': { cashBank: { cash: 1, bank: -1 } },
  grant: { cashBank: { cash: 1 }, incomeLiability: { grant: 1 } },
  'enterprise-income': { cashBank: { cash: 1 }, incomeLiability: { 'enterprise-income': 1 } },
  'cash-over': { cashBank: { cash: 1 }, incomeLiability: { 'other-income': 1 } },
  'external-loan': { cashBank: { cash: 1 }, incomeLiability: { external: 1 } },
  'external-repaid': { cashBank: { cash: -1 }, incomeLiability: { external: -1 } },
  'asset-bought': { cashBank: { cash: -1 }, expenseAsset: { equipment: 1 } },
  'enterprise-invested': { cashBank: { cash: -1 }, expenseAsset: { enterprise: 1 } },
  'enterprise-returned': { cashBank: { cash: 1 }, expenseAsset: { enterprise: -1 } },
  'shortage-repaid': { cashBank: { cash: 1 }, expenseAsset: { shortage: -1 } },
  // what was put aside of a profit (3.11) is paid out of its fund; welfare without one is a cost of the year
  'dividend-paid': { cashBank: { cash: -1 }, incomeLiability: { 'fund-dividend': -1 } },
  'welfare-paid': { cashBank: { cash: -1 }, expenseAsset: { 'cost-welfare': 1 } },
  'loan-written-off': { expenseAsset: { loans: -1, 'cost-other': 1 } },
  // an old group's balances: what it has beyond what it owes was earned before, and is carried forward
  'opening-cash': { cashBank: { cash: 1 }, incomeLiability: { 'carried-forward': 1 } },
  'opening-bank': { cashBank: { bank: 1 }, incomeLiability: { 'carried-forward': 1 } },
  'opening-savings': { incomeLiability: { pledged: 1, 'carried-forward': -1 } },
  'opening-special': { incomeLiability: { special: 1, 'carried-forward': -1 } },
  'opening-external': { incomeLiability: { external: 1, 'carried-forward': -1 } },
  'opening-loan': { incomeLiability: { 'carried-forward': 1 }, expenseAsset: { loans: 1 } },
  'opening-equipment': { incomeLiability: { 'carried-forward': 1 }, expenseAsset: { equipment: 1 } },
};

export const earningColumns = ['entry-fee', 'loan-interest', 'fine', 'bank-interest', 'grant', 'enterprise-income', 'other-income'];
export const spendingColumns = ['stationery', 'remuneration', 'travel', 'interest-paid', 'welfare', 'other'].map((each) => `cost-${each}`);

/** In which book a column stands. */
export function bookOf(column: string): keyof HandPosting {
  if (column === 'cash' || column === 'bank') return 'cashBank';
  return ['loans', 'enterprise', 'equipment', 'shortage'].includes(column) || column.startsWith('cost-') ? 'expenseAsset' : 'incomeLiability'; // prettier-ignore
}

export interface Paid {
  readonly kind: EntryKind;
  readonly amount: number;
  readonly category?: ExpenseCategory | undefined;
  readonly fund?: ProfitUse | undefined;
}

/** One line in its columns, satang. */
export function postedByHand({ kind, amount, category = 'other', fund }: Paid): Sums {
  const { cashBank, incomeLiability, expenseAsset }: HandPosting =
    fund !== undefined && (kind === 'expense' || kind === 'welfare-paid' || kind === 'dividend-paid')
      ? { cashBank: { cash: -1 }, incomeLiability: { [`fund-${fund}`]: -1 } }
      : handPostings[kind];
  const signs = { ...cashBank, ...incomeLiability, ...expenseAsset };
  return Object.fromEntries(Object.entries(signs).map(([column, sign]) => [column.replace('?', category), sign * amount]));
}

export class Tally {
  readonly #sums = new Map<string, number>();
  add(sums: Sums, sign = 1): void {
    for (const [column, satang] of Object.entries(sums)) this.#sums.set(column, (this.#sums.get(column) ?? 0) + sign * satang);
  }
  get(column: string): number {
    return this.#sums.get(column) ?? 0;
  }
  get sums(): Sums {
    return Object.fromEntries([...this.#sums].filter(([, satang]) => satang !== 0));
  }
  of(book: keyof HandPosting): number {
    return [...this.#sums].reduce((sum, [column, satang]) => (bookOf(column) === book ? sum + satang : sum), 0);
  }
}

export interface OwnLine extends Paid {
  readonly id: string;
  readonly op: string;
  readonly paidOn: string;
  readonly member?: string | undefined;
  readonly loan?: string | undefined;
  readonly forMonth?: string | undefined;
  readonly receipt?: string | undefined;
  /** the reason that was given */
  reversed?: string;
}

export interface OwnYear {
  readonly id: string;
  readonly profit: number;
  /** basis points by use, as the members voted */
  readonly parts: PayloadOf<'year.close'>['allocation'];
  readonly isSecond: boolean;
}

function monthAfter(month: string): string {
  const [year = 0, no = 0] = month.split('-').map(Number);
  return no === 12 ? `${year + 1}-01` : `${year}-${String(no + 1).padStart(2, '0')}`;
}

/** The books of one group as somebody would keep them who reads every act in the order in which it arrived. */
export class OwnBooks {
  readonly lines = new Map<string, OwnLine>();
  readonly months = new Map<string, Tally>();
  /** by the day of the month they stand in; what belongs to a closed month comes before its first day, as `-00` */
  readonly days = new Map<string, Tally>();
  readonly years = new Map<string, OwnYear>();
  #closedThrough = '';
  #yearClosedTo = '';

  /** What an applied operation does to money. `putAside` are the parts of a profit: how they are rounded is judged elsewhere. */
  take(op: Operation, putAside: (closing: string) => Sums): void {
    switch (op.k) {
      case 'entry.record': {
        const p = op.p as PayloadOf<'entry.record'>;
        for (const row of p.rows) this.#enter({ ...row, id: row.e, op: op.id, paidOn: p.paidOn, receipt: row.receipt ?? p.receipt });
        return;
      }
      case 'entry.reverse': {
        const p = op.p as PayloadOf<'entry.reverse'>;
        this.#takeBack(p.e, p.reason);
        return;
      }
      case 'entry.correct': {
        const p = op.p as PayloadOf<'entry.correct'>;
        this.#takeBack(p.e, p.reason);
        // the receipt stays with the wrong line
        this.#enter({ ...p.row, id: p.row.e, op: op.id, paidOn: this.lines.get(p.e)?.paidOn ?? '', receipt: undefined });
        return;
      }
      case 'month.close': {
        const { month } = op.p as PayloadOf<'month.close'>;
        if (month > this.#closedThrough) this.#closedThrough = month;
        return;
      }
      case 'year.close':
        this.#closeYear(op.p as PayloadOf<'year.close'>, putAside);
        return;
      default:
    }
  }

  get live(): readonly OwnLine[] {
    return [...this.lines.values()].filter(({ reversed }) => reversed === undefined);
  }

  through(month: string): Tally {
    const tally = new Tally();
    for (const [each, { sums }] of this.months) if (each <= month) tally.add(sums);
    return tally;
  }

  /** Of each month in which a column comes below nothing: the first day of it, and the lowest it comes to. */
  below(months: readonly string[], column: 'cash' | 'bank'): ReadonlyMap<string, { readonly on: string; readonly satang: number }> {
    const days = [...this.days.keys()].sort();
    const found = new Map<string, { on: string; satang: number }>();
    let [satang, next] = [0, 0];
    for (const month of [...months].sort()) {
      const see = (on: string) => {
        const before = found.get(month);
        if (satang < 0) found.set(month, { on: before?.on ?? on, satang: Math.min(satang, before?.satang ?? 0) });
      };
      for (; (days[next] ?? '9') < month; next += 1) satang += this.days.get(days[next] ?? '')?.get(column) ?? 0;
      see(`${month}-01`);
      for (; days[next]?.startsWith(month) === true; next += 1) {
        const day = days[next] ?? '';
        satang += this.days.get(day)?.get(column) ?? 0;
        see(day.endsWith('-00') ? `${month}-01` : day);
      }
    }
    return found;
  }

  /** The month a line of this one stands in: the first open month once it was closed. */
  #open(month: string): string {
    return month <= this.#closedThrough ? monthAfter(this.#closedThrough) : month;
  }

  #post(month: string, sums: Sums, sign = 1): void {
    const tally = this.months.get(month) ?? new Tally();
    tally.add(sums, sign);
    this.months.set(month, tally);
  }

  #postLine(month: string, line: OwnLine, sign = 1): void {
    const sums = postedByHand(line);
    this.#post(month, sums, sign);
    const day = line.paidOn.startsWith(month) ? line.paidOn : `${month}-00`;
    const tally = this.days.get(day) ?? new Tally();
    tally.add(sums, sign);
    this.days.set(day, tally);
  }

  readonly #bookedIn = new Map<string, string>();
  #enter(line: OwnLine): void {
    if (this.lines.has(line.id)) return;
    const month = this.#open(line.paidOn.slice(0, 7));
    this.#bookedIn.set(line.id, month);
    this.lines.set(line.id, line);
    this.#postLine(month, line);
  }

  #takeBack(id: string, reason: string): void {
    const line = this.lines.get(id);
    if (line === undefined || line.reversed !== undefined) return;
    line.reversed = reason;
    this.#postLine(this.#open(this.#bookedIn.get(id) ?? ''), line, -1);
  }

  #closeYear(p: PayloadOf<'year.close'>, putAside: (closing: string) => Sums): void {
    if (this.years.has(p.closing)) return;
    const sumOf = (columns: readonly string[]) => columns.reduce((sum, column) => sum + ((p.columns as Sums)[column] ?? 0), 0);
    const profit = sumOf(earningColumns) - sumOf(spendingColumns);
    const isSecond = this.#yearClosedTo !== '' && (p.from <= this.#yearClosedTo || p.to <= this.#yearClosedTo);
    this.years.set(p.closing, { id: p.closing, profit, parts: p.allocation, isSecond });
    if (isSecond) return;
    this.#yearClosedTo = p.to;
    const month = this.#open(p.to.slice(0, 7));
    const emptied = Object.entries(p.columns as Sums).filter(([column]) => [...earningColumns, ...spendingColumns].includes(column));
    this.#post(month, Object.fromEntries(emptied), -1);
    const funds = putAside(p.closing);
    this.#post(month, funds);
    this.#post(month, { 'carried-forward': profit - Object.values(funds).reduce((sum, satang) => sum + satang, 0) });
  }
}
