/** What a demonstration group does with its money once it runs: paper bought, loans with their instalments, bank interest, closed months and years. */
import { allocate } from '../../domain/closing.ts';
import { expenseColumns, incomeColumns, profitOf, type Column } from '../../domain/account-column.ts';
import type { MonthRow } from '../../domain/money-row.ts';
import { scheduleOf, type Instalment, type LoanTerms } from '../../domain/loan-terms.ts';
import { columnsThrough } from '../../domain/account-books.ts';
import type { PayloadOf } from '../../domain/operation.ts';
import { addDays, addMonths, monthOf, shiftMonth } from '../../domain/thai-calendar.ts';
import type { DemoMember } from './demo-members.ts';
import { texts, type DemoGroup } from './demo-steps.ts';

type EntryRow = PayloadOf<'entry.record'>['rows'][number];

interface DemoLoan {
  readonly id: string;
  readonly member: string;
  readonly schedule: readonly Instalment[];
}

const lendEvery = 3;
const instalments = 10;

export class DemoLending {
  readonly #group: DemoGroup;
  readonly #members: readonly DemoMember[];
  readonly #firstMonth: string;
  readonly #loans: DemoLoan[] = [];
  #receipts = 0;

  constructor(group: DemoGroup, members: readonly DemoMember[], foundedOn: string) {
    this.#group = group;
    this.#members = members;
    this.#firstMonth = monthOf(foundedOn);
  }

  /** One pledge day's other money, after the pledges were received; what comes in goes to the bank with them. @returns cash that came in */
  onPledgeDay(on: string, index: number): number {
    const { phone } = this.#group;
    if (index % 4 === 1) this.#record(on, [{ e: phone.id(), kind: 'expense', amount: 32_000, category: 'stationery' }]);
    if (on.slice(5, 7) === '06' || on.slice(5, 7) === '12') this.#record(on, [{ e: phone.id(), kind: 'bank-interest', amount: 41_250 }]);
    const repaid = this.#repay(on);
    if (index >= 6 && index % lendEvery === 0) this.#lend(on, index);
    return repaid - (index % 4 === 1 ? 32_000 : 0);
  }

  closeMonth(on: string): void {
    const month = shiftMonth(monthOf(on), -1);
    this.#group.phone.act(this.#group.g, 'month.close', on, { month, on, confirmedBy: ['chair', 'treasurer'] }, undefined, 15);
  }

  /** The annual meeting in January puts last year's profit aside. @param from first day that no year was closed for yet */
  async closeYear(on: string, from: string): Promise<void> {
    const { g, phone } = this.#group;
    await phone.send();
    const to = addDays(`${on.slice(0, 4)}-01-01`, -1);
    const months: MonthRow[] = [];
    // from the first month on: an earlier closing stands in the month that was open then
    for (let month = this.#firstMonth; month <= monthOf(to); month = shiftMonth(month, 1))
      months.push(await phone.row<MonthRow>(g, `month:${month}`));
    const sums = columnsThrough(months, monthOf(to));
    const columns: Partial<Record<Column, number>> = {};
    for (const column of [...incomeColumns, ...expenseColumns]) if (sums[column] !== undefined) columns[column] = sums[column];
    const allocation: PayloadOf<'year.close'>['allocation'] = [
      { use: 'dividend', basisPoints: 5_000 },
      { use: 'average-return', basisPoints: 1_500 },
      { use: 'reserve', basisPoints: 1_500 },
      { use: 'bonus', basisPoints: 1_000 },
      { use: 'welfare', basisPoints: 1_000 },
    ];
    const hasProfit = allocate(profitOf(columns), allocation).length > 0;
    const meeting = phone.id();
    phone.act(g, 'meeting.open', on, { meeting, kind: 'annual', heldOn: on, place: texts.place }, undefined, 9);
    phone.act(g, 'meeting.attend', on, { meeting, total: Math.round(this.#members.length * 0.7) }, undefined, 9);
    phone.act(g, 'year.close', on, { closing: phone.id(), from, to, on, meeting, columns, allocation: hasProfit ? allocation : [], basis: 'balance-months' }, undefined, 11); // prettier-ignore
    phone.act(g, 'meeting.close', on, { meeting, endedAt: '12:00' }, undefined, 12);
    await phone.send();
  }

  #lend(on: string, index: number): void {
    const { g, phone } = this.#group;
    const borrower = this.#members[(index * 7) % this.#members.length];
    const guarantors = [this.#members[(index * 7 + 3) % this.#members.length], this.#members[(index * 7 + 5) % this.#members.length]];
    if (borrower === undefined || guarantors.some((each) => each === undefined)) return;
    const loan = phone.id();
    const terms: LoanTerms = { principal: 1_000_000 + (index % 5) * 250_000, ratePerMonth: 100, method: 'reducing', instalments };
    const firstDueOn = `${addMonths(on, 1).slice(0, 7)}-05`;
    phone.act(g, 'loan.apply', on, { loan, member: borrower.id, kind: 'ordinary', amount: terms.principal, purpose: texts.loanPurpose, appliedOn: on, instalments }); // prettier-ignore
    phone.act(g, 'loan.decide', on, { loan, decidedOn: on, approved: true, amount: terms.principal }, undefined, 11);
    const no = `${this.#loans.filter(({ schedule }) => schedule[0]?.dueOn.slice(0, 4) === firstDueOn.slice(0, 4)).length + 1}/${Number(on.slice(0, 4)) + 543}`;
    phone.act(
      g,
      'loan.contract',
      on,
      { loan, no, signedOn: on, ...terms, firstDueOn, guarantors: guarantors.flatMap((each) => each?.id ?? []) },
      { witnesses: [] },
      11,
    );
    this.#record(on, [{ e: phone.id(), kind: 'bank-withdrawal', amount: terms.principal }]);
    this.#record(on, [{ e: phone.id(), kind: 'loan-out', member: borrower.id, loan, amount: terms.principal }]);
    this.#loans.push({ id: loan, member: borrower.id, schedule: scheduleOf(terms, firstDueOn) });
  }

  /** Everybody pays on the day, but for the third borrower, who is late with his last parts. */
  #repay(on: string): number {
    const { phone } = this.#group;
    let cash = 0;
    for (const [place, { id: loan, member, schedule }] of this.#loans.entries()) {
      const due = schedule.find(({ dueOn }) => dueOn === on);
      if (due === undefined || (place % 4 === 2 && due.no > 7)) continue;
      this.#record(on, [
        { e: phone.id(), kind: 'loan-principal', member, loan, amount: due.principal },
        { e: phone.id(), kind: 'loan-interest', member, loan, amount: due.interest },
      ]);
      cash += due.principal + due.interest;
    }
    return cash;
  }

  #record(on: string, rows: readonly EntryRow[]): void {
    const { g, phone } = this.#group;
    this.#receipts += 1;
    const isReceived = rows.some(({ member }) => member !== undefined);
    phone.act(g, 'entry.record', on, { ...(isReceived && { receipt: `L-${this.#receipts}` }), paidOn: on, writtenBy: 'committee', rows: [...rows] }, undefined, 11); // prettier-ignore
  }
}
