/**
 * The loan contract, filled from the recorded loan, with the schedule as its annex.
 *
 * What the law asks of it: written and signed by the borrower (CCC s.653), at most 15 % a year (s.654), the guarantee written, signed and naming
 * the debt (s.680, s.681); a guarantor is never made a joint debtor, which would be void (s.681/1).
 */
import { instalmentsOf } from '../../../domain/loan-due.ts';
import { isRateTooHigh, yearlyRateOf } from '../../../domain/loan-terms.ts';
import type { LoanRow } from '../../../domain/money-row.ts';
import { formatPercent } from '../../../domain/percent-share.ts';
import type { MemberRow } from '../../../domain/row.ts';
import type { Sheet } from '../../tables/sheet.ts';
import { plainName } from '../../words/member-name.ts';
import type { PaperBlock, Signer } from '../paper-document.ts';
import { baht, bahtInWords, blank, membersOf, nameIn, placeOf, signersOf, tableOf, type MakePaper, type PaperSource } from '../paper-source.ts'; // prettier-ignore
import { borrowerIn, lastDueOf, loanChoice, loansOf } from './loans.ts';

/** stamp duty: one baht for each 2,000 baht or part of it */
const stampedBy = 200_000;
const guarantorsOnBlank = 2;
const witnesses = 2;

export const loanContract: MakePaper = async (source) => {
  const { group, query, t } = source;
  const loans = (await loansOf(source)).filter(
    // the paper of a carried loan was signed long ago
    ({ carried, state }) => carried === undefined && state !== 'applied' && state !== 'refused',
  );
  const loan = loans.find(({ id }) => id === query['loan']) ?? loans.at(-1);
  if (group !== undefined && loan === undefined) return 'nothing';
  const members = await membersOf(source);
  const day = loan?.contract?.signedOn;
  const paidOutOn = loan?.paidOutOn;
  return {
    choices: loan === undefined ? [] : [loanChoice(source, loans, loan.id, borrowerIn(nameIn(members)))],
    papers: [
      {
        size: 'a4',
        place: placeOf(source),
        title: t('print.paper-contract'),
        under: t('print.paper-contract-no', {
          no: loan?.contract?.no ?? blank(16),
          date: day === undefined ? blank(36) : source.words.day(day, { style: 'long' }),
        }),
        blocks: [
          ...(await articlesOf(source, loan, members)),
          { kind: 'new-page' },
          { kind: 'text', style: 'section', text: t('print.paper-contract-schedule') },
          ...movedBlocks(source, loan),
          tableOf(source, scheduleSheet(source, loan)),
          { kind: 'text', style: 'plain', text: t('print.paper-contract-paid-out', { amount: baht(loan && principalOf(loan)), date: paidOutOn === undefined ? blank(36) : source.words.day(paidOutOn, { style: 'long' }) }) }, // prettier-ignore
          { kind: 'signatures', people: [borrowerOf(source, loan, members), ...(await signersOf(source, ['treasurer']))] },
        ],
      },
    ],
  };
};

async function articlesOf(source: PaperSource, loan: LoanRow | undefined, members: readonly MemberRow[]): Promise<readonly PaperBlock[]> {
  const { group, t, words } = source;
  const { contract } = loan ?? {};
  const day = (date: string | undefined) => (date === undefined ? blank(30) : words.day(date, { style: 'long' }));
  const principal = loan && principalOf(loan);
  const borrower = members.find(({ id }) => id === loan?.member);
  const guarantors = guarantorNames(loan, members);
  const [chair, treasurer] = await signersOf(source, ['chair', 'treasurer']);
  const article = (text: string): PaperBlock => ({ kind: 'text', style: 'article', text });
  const isTooMuch = contract !== undefined && isRateTooHigh(contract);
  return [
    ...(isTooMuch ? [{ kind: 'text', style: 'warning', text: t('print.paper-contract-too-much') } as const] : []),
    article(
      t('print.paper-contract-parties', {
        borrower: borrower === undefined ? blank(50) : plainName(borrower.person),
        no: borrower?.no ?? blank(8),
        house: borrower?.person.houseNo ?? blank(10),
        group: group?.name ?? blank(50),
        chair: chair?.name ?? blank(40),
        treasurer: treasurer?.name ?? blank(40),
      }),
    ),
    article(
      t('print.paper-contract-1', {
        amount: baht(principal),
        words: principal === undefined ? blank(50) : bahtInWords(principal),
        purpose: loan?.purpose ?? blank(50),
      }),
    ),
    article(
      t(`print.paper-contract-2-${contract?.method ?? 'reducing'}`, {
        rate: contract === undefined ? blank(10) : formatPercent(contract.ratePerMonth),
        yearly: contract === undefined ? blank(10) : formatPercent(yearlyRateOf(contract)),
      }),
    ),
    article(
      t('print.paper-contract-3', {
        n: contract?.instalments ?? loan?.instalments ?? blank(8),
        first: day(contract?.firstDueOn),
        last: day(contract && lastDueOf({ contract })),
      }),
    ),
    article(t('print.paper-contract-4')),
    article(
      guarantors.length === 0
        ? t('print.paper-contract-5-none')
        : t('print.paper-contract-5', { guarantors: guarantors.map((name) => name ?? blank(40)).join(', '), amount: baht(principal) }),
    ),
    article(t('print.paper-contract-6')),
    article(t('print.paper-contract-end')),
    { kind: 'signatures', people: signatories(source, loan, members, [chair, treasurer]) },
    {
      kind: 'text',
      style: 'note',
      text: t('print.paper-contract-stamp', { baht: principal === undefined ? blank(8) : Math.ceil(principal / stampedBy) }),
    },
  ];
}

function signatories(
  source: PaperSource,
  loan: LoanRow | undefined,
  members: readonly MemberRow[],
  lenders: readonly (Signer | undefined)[],
): readonly Signer[] {
  const { t } = source;
  return [
    borrowerOf(source, loan, members),
    ...lenders.map((lender): Signer => ({ role: t('print.paper-lender', { office: lender?.role ?? '' }), name: lender?.name })),
    ...guarantorNames(loan, members).map((name): Signer => ({ role: t('print.paper-guarantor'), name })),
    ...Array.from({ length: witnesses }, (_, index): Signer => ({ role: t('print.paper-witness'), name: loan?.witnesses[index] })),
  ];
}

function borrowerOf({ t }: PaperSource, loan: LoanRow | undefined, members: readonly MemberRow[]): Signer {
  return { role: t('print.sheet-borrower'), name: nameIn(members)(loan?.member ?? '') };
}

/** Two empty lines while no contract is recorded. */
function guarantorNames(loan: LoanRow | undefined, members: readonly MemberRow[]): readonly (string | undefined)[] {
  if (loan?.contract === undefined) return Array.from({ length: guarantorsOnBlank }, () => undefined);
  return loan.contract.guarantors.map(nameIn(members));
}

/** What was signed for, else what was decided, else what was asked. */
function principalOf({ contract, decision, asked }: LoanRow): number {
  return contract?.principal ?? decision?.amount ?? asked;
}

/** A loan that was paid out late is paid back later than it was signed for: the annex has the days that hold, and says so. */
function movedBlocks({ t, words }: PaperSource, loan: LoanRow | undefined): readonly PaperBlock[] {
  const [signed, first] = [loan?.contract?.firstDueOn, loan && instalmentsOf(loan)[0]?.dueOn];
  const paidOutOn = loan?.paidOutOn;
  if (paidOutOn === undefined || signed === undefined || first === undefined || first === signed) return [];
  const day = (date: string) => words.day(date, { style: 'long' });
  return [{ kind: 'text', style: 'plain', text: t('print.paper-contract-moved', { paid: day(paidOutOn), signed: day(signed), first: day(first) }) }]; // prettier-ignore
}

function scheduleSheet({ t, words }: PaperSource, loan: LoanRow | undefined): Sheet {
  const schedule = loan === undefined ? [] : instalmentsOf(loan);
  const signed = loan === undefined ? [] : instalmentsOf({ contract: loan.contract });
  const wasDue = (index: number, dueOn: string) => {
    const on = signed[index]?.dueOn;
    return on === undefined || on === dueOn ? undefined : t('print.paper-contract-was', { date: words.day(on) });
  };
  const sum = (of: (instalment: (typeof schedule)[number]) => number) => schedule.reduce((total, each) => total + of(each), 0);
  return {
    title: t('print.paper-contract-schedule'),
    columns: [
      { key: 'no', label: t('print.sheet-instalment'), kind: 'count', width: 6 },
      { key: 'on', label: t('print.sheet-due'), kind: 'day', width: 12 },
      { key: 'what', label: t('print.sheet-remark'), kind: 'text', width: 12 },
      { key: 'principal', label: t('print.sheet-principal'), kind: 'money', width: 12 },
      { key: 'interest', label: t('print.sheet-interest'), kind: 'money', width: 12 },
      { key: 'both', label: t('table.total'), kind: 'money', width: 12 },
      { key: 'left', label: t('print.sheet-principal-left'), kind: 'money', width: 12, isBalance: true },
    ],
    rows: schedule.map(({ no, dueOn, principal, interest, left }, index) => ({
      key: String(no),
      cells: { no, on: dueOn, what: wasDue(index, dueOn), principal, interest, both: principal + interest, left },
    })),
    totals: {
      what: t('table.total'),
      principal: sum(({ principal }) => principal),
      interest: sum(({ interest }) => interest),
      both: sum(({ principal, interest }) => principal + interest),
      left: 0,
    },
  };
}
