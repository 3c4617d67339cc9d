/** Loans (`loan.*`): from the application to the last instalment; what is owed follows from the entries that name the loan. */
import type { ColumnSums } from './account-column.ts';
import { withFlag, type Bench, type Deed, type KindFolds, type Rows } from './folding.ts';
import { isRateTooHigh } from './loan-terms.ts';
import type { LoanRow, LoanState } from './money-row.ts';
import { sumSatang, type Satang } from './money.ts';
import type { EntryRow, RowKey } from './row.ts';

type LoanKinds = 'loan.apply' | 'loan.decide' | 'loan.contract' | 'loan.carry' | 'loan.close';

export const loanFolds: KindFolds<LoanKinds> = {
  'loan.apply': {
    needs: (p) => [`member:${p.member}`],
    touches: ({ p }) => [`loan:${p.loan}`],
    fold({ op, p, by }, bench) {
      if (bench.get<'loan'>(`loan:${p.loan}`) !== undefined) return;
      const { loan: id, amount: asked, ...applied } = p;
      bench.put(`loan:${id}`, {
        type: 'loan', id, asked, ...applied,
        witnesses: [], paidOut: 0, principalPaid: 0, interestPaid: 0, payments: [], state: 'applied', by, at: op.at,
      }); // prettier-ignore
    },
  },
  'loan.decide': {
    needs: (p) => [`loan:${p.loan}`],
    touches: ({ p }, rows) => loanKeys(p.loan, rows),
    fold({ p }, bench) {
      const { loan: id, ...decision } = p;
      putLoan(bench, { ...bench.need<'loan'>(`loan:${id}`), decision });
    },
  },
  'loan.contract': {
    needs: (p) => [`loan:${p.loan}`, ...p.guarantors.map((member) => `member:${member}` as const)],
    touches: ({ p }, rows) => loanKeys(p.loan, rows),
    fold({ p, s }, bench) {
      const { loan: id, ...contract } = p;
      const isTooHigh = isRateTooHigh(contract);
      if (isTooHigh) bench.flag('rate-too-high');
      const row = { ...bench.need<'loan'>(`loan:${id}`), contract, witnesses: s?.witnesses ?? [] };
      putLoan(bench, withFlag(row, 'rate-too-high', isTooHigh));
    },
  },
  'loan.carry': {
    needs: (p) => [...peopleOf(p.member, p.guarantors)],
    touches: ({ p }, rows) => [`loan:${p.loan}`, ...loanKeys(p.loan, rows)],
    fold: carryLoan,
  },
  'loan.close': {
    needs: (p) => [`loan:${p.loan}`],
    touches: ({ p }, rows) => loanKeys(p.loan, rows),
    fold({ p }, bench) {
      const { loan: id, ...closed } = p;
      putLoan(bench, { ...bench.need<'loan'>(`loan:${id}`), closed });
    },
  },
};

/** The books know the sum of all such loans already; this says whose it is. What was paid back since stays, whatever is corrected. */
function carryLoan({ op, p, s, by }: Deed<'loan.carry'>, bench: Bench): void {
  const before = bench.get<'loan'>(`loan:${p.loan}`);
  if (before !== undefined && before.carried === undefined) return;
  const { loan: id, member, kind, on, lent, ...contract } = p;
  const { principal, signedOn, instalments } = contract;
  const blank: LoanRow = {
    type: 'loan', id, kind, asked: lent ?? principal, appliedOn: signedOn, instalments,
    witnesses: [], paidOut: 0, principalPaid: 0, interestPaid: 0, payments: [], state: 'applied', by, at: op.at,
  }; // prettier-ignore
  if (before === undefined) bench.put(`loan:${id}`, blank);
  const isTooHigh = isRateTooHigh(contract);
  if (isTooHigh) bench.flag('rate-too-high');
  const row: LoanRow = {
    ...blank, witnesses: before?.witnesses ?? [],
    principalPaid: before?.principalPaid ?? 0, interestPaid: before?.interestPaid ?? 0, writtenOff: before?.writtenOff, payments: before?.payments ?? [],
    member, borrower: s?.borrower, carried: { on, principal, lent }, contract, paidOutOn: on, closed: before?.closed, flags: before?.flags,
  }; // prettier-ignore
  const isOverpaid = outstandingOf({ ...row, paidOut: paidOutOf(row) }) < 0;
  putLoan(bench, withFlag(withFlag(row, 'rate-too-high', isTooHigh), 'overpaid', isOverpaid));
}

/** One that was written down by mistake never was: its part of the opening sum waits for another. Whoever pays it back says that it was. */
function paidOutOf({ carried, closed, payments }: LoanRow): Satang {
  const neverWas = closed?.reason === 'cancelled' && payments.length === 0;
  const lines = payments.filter(({ kind }) => kind === 'loan-out' || kind === 'opening-loan');
  return sumSatang(lines.map(({ amount }) => amount)) + (carried === undefined || neverWas ? 0 : carried.principal);
}

/** What the books have lent out less what the loans together still owe: above 0 while an old group's sum is not told loan by loan. */
export function loansUntold(columns: ColumnSums, loans: readonly LoanRow[]): Satang {
  return loans.reduce((left, loan) => left - outstandingOf(loan), columns.loans ?? 0);
}

/** What is still to be paid back, satang. */
export function outstandingOf(loan: Pick<LoanRow, 'paidOut' | 'principalPaid' | 'writtenOff'>): number {
  return loan.paidOut - loan.principalPaid - (loan.writtenOff ?? 0);
}

/** The loan, who borrowed and who answers for it. */
export function loanKeys(id: string | undefined, rows: Rows): readonly RowKey[] {
  if (id === undefined) return [];
  const row = rows.get<'loan'>(`loan:${id}`);
  return [`loan:${id}`, ...peopleOf(row?.member, row?.contract?.guarantors)];
}

function peopleOf(borrower: string | undefined, guarantors: readonly string[] = []): readonly RowKey[] {
  return [...(borrower === undefined ? [] : [borrower]), ...guarantors].map((member) => `member:${member}` as const);
}

/** A line that names a loan comes or goes. */
export function putOnLoan(bench: Bench, entry: EntryRow, isLive: boolean): void {
  const row = bench.need<'loan'>(`loan:${entry.loan}`);
  const { id: e, kind, amount, paidOn, receipt } = entry;
  const change = isLive ? amount : -amount;
  const others = row.payments.filter((line) => line.e !== e);
  const moved: LoanRow = {
    ...row,
    payments: isLive ? [...others, { e, kind, amount, paidOn, receipt }] : others,
    principalPaid: row.principalPaid + (kind === 'loan-principal' ? change : 0),
    interestPaid: row.interestPaid + (kind === 'loan-interest' ? change : 0),
    ...(kind === 'loan-written-off' && { writtenOff: (row.writtenOff ?? 0) + change }),
  };
  const next = { ...moved, paidOut: paidOutOf(moved) };
  const paidOutOn = next.carried?.on ?? next.payments.find((line) => line.kind === 'loan-out' || line.kind === 'opening-loan')?.paidOn;
  const doubts = [
    ['paid-out-without-contract', next.contract === undefined && next.payments.some((line) => line.kind === 'loan-out')],
    ['paid-out-above-contract', next.contract !== undefined && next.paidOut > next.contract.principal],
    ['overpaid', outstandingOf(next) < 0],
  ] as const;
  for (const [doubt, isRaised] of doubts) if (isRaised) bench.flag(doubt);
  putLoan(
    bench,
    doubts.reduce((flagged, [doubt, isRaised]) => withFlag(flagged, doubt, isRaised), { ...next, paidOutOn }),
  );
}

/** Writes a loan with what follows from it: its state, what the borrower owes, who answers for it. */
function putLoan(bench: Bench, changed: LoanRow): void {
  const before = bench.need<'loan'>(`loan:${changed.id}`);
  const paid = { ...changed, paidOut: paidOutOf(changed) };
  const row: LoanRow = { ...paid, state: stateOf(paid) };
  bench.put(`loan:${row.id}`, row);
  const isOfTheSame = before.member === row.member;
  if (!isOfTheSame) addOwed(bench, before.member, -owedOf(before));
  addOwed(bench, row.member, owedOf(row) - (isOfTheSame ? owedOf(before) : 0));
  for (const member of new Set([...(before.contract?.guarantors ?? []), ...(row.contract?.guarantors ?? [])])) {
    const guarantor = bench.get<'member'>(`member:${member}`);
    if (guarantor === undefined) continue;
    const others = (guarantor.guarantees ?? []).filter((id) => id !== row.id);
    const answers = isOpen(row) && row.contract?.guarantors.includes(member) === true;
    const guarantees = answers ? [...others, row.id] : others;
    bench.put(`member:${member}`, { ...guarantor, guarantees: guarantees.length === 0 ? undefined : guarantees });
  }
}

function addOwed(bench: Bench, member: string | undefined, satang: number): void {
  const row = member === undefined ? undefined : bench.get<'member'>(`member:${member}`);
  if (row === undefined || satang === 0) return;
  const owedSatang = (row.owedSatang ?? 0) + satang;
  bench.put(`member:${row.id}`, { ...row, owedSatang: owedSatang === 0 ? undefined : owedSatang });
}

function owedOf(row: LoanRow): number {
  return row.state === 'written-off' ? 0 : outstandingOf(row);
}

function isOpen({ state }: LoanRow): boolean {
  return state === 'contracted' || state === 'running';
}

function stateOf(loan: LoanRow): LoanState {
  const { decision, contract, closed, paidOut, principalPaid, writtenOff } = loan;
  if (paidOut > 0) {
    if (principalPaid >= paidOut) return 'repaid';
    // Taking the line of the books back brings the debt back, whatever the meeting had closed.
    const isWrittenOff = closed?.reason === 'written-off' && writtenOff !== 0;
    return isWrittenOff || outstandingOf(loan) <= 0 ? 'written-off' : 'running';
  }
  if (closed !== undefined) return 'cancelled';
  if (contract !== undefined) return 'contracted';
  if (decision === undefined) return 'applied';
  return decision.approved ? 'approved' : 'refused';
}
