/** The register of loan contracts, and one borrower's ledger. */
import { outstandingOf } from '../../../domain/loan.ts';
import { instalmentsOf } from '../../../domain/loan-due.ts';
import type { LoanRow } from '../../../domain/money-row.ts';
import { formatPercent } from '../../../domain/percent-share.ts';
import type { Sheet } from '../../tables/sheet.ts';
import type { PaperBlock } from '../paper-document.ts';
import { asOfWords, baht, membersOf, nameIn, placeOf, signersOf, tableOf, withHandColumn, type MakePaper, type PaperChoice, type PaperSource } from '../paper-source.ts'; // prettier-ignore

export const loanRegister: MakePaper = async (source) => {
  const { group, today, t } = source;
  const loans = (await loansOf(source)).filter(({ contract }) => contract !== undefined);
  const memberName = nameIn(await membersOf(source));
  const nameOf = borrowerIn(memberName);
  const sheet: Sheet = {
    title: t('print.sheet-loan-register'),
    columns: [
      { key: 'no', label: t('print.sheet-contract-no'), kind: 'text', width: 8 },
      { key: 'on', label: t('table.day'), kind: 'day', width: 9 },
      { key: 'borrower', label: t('print.sheet-borrower'), kind: 'text', width: 17 },
      { key: 'principal', label: t('print.sheet-principal'), kind: 'money', width: 11 },
      { key: 'purpose', label: t('print.sheet-purpose'), kind: 'text', width: 14 },
      { key: 'rate', label: t('print.sheet-rate'), kind: 'text', width: 7 },
      { key: 'instalments', label: t('print.sheet-instalments'), kind: 'count', width: 5 },
      { key: 'due', label: t('print.sheet-last-due'), kind: 'day', width: 9 },
      { key: 'guarantors', label: t('print.sheet-guarantors'), kind: 'text', width: 20 },
      { key: 'left', label: t('print.sheet-principal-left'), kind: 'money', width: 11 },
      { key: 'state', label: t('print.sheet-state'), kind: 'text', width: 9 },
    ],
    rows: loans.map((loan) => {
      const { contract } = loan;
      return {
        key: loan.id,
        cells: {
          no: contract?.no, on: contract?.signedOn, borrower: nameOf(loan), principal: lentOf(loan), purpose: loan.purpose ?? t('print.sheet-brought'),
          rate: contract && formatPercent(contract.ratePerMonth), instalments: contract?.instalments, due: lastDueOf(loan),
          guarantors: contract?.guarantors.map((id) => memberName(id) ?? '').join(', '), left: outstandingOf(loan), state: t(`loan.state.${loan.state}`),
        },
      }; // prettier-ignore
    }),
    totals: {
      borrower: t('table.total'),
      principal: loans.reduce((sum, loan) => sum + lentOf(loan), 0),
      left: loans.reduce((sum, loan) => sum + outstandingOf(loan), 0),
    },
  };
  return {
    choices: [],
    papers: [
      {
        size: 'landscape',
        place: placeOf(source),
        title: sheet.title,
        under: asOfWords(source, group && today),
        blocks: [tableOf(source, sheet), { kind: 'signatures', people: await signersOf(source, ['secretary', 'treasurer', 'chair']) }],
      },
    ],
  };
};

export const borrowerLedger: MakePaper = async (source) => {
  const { group, query, today, t, words } = source;
  const loans = (await loansOf(source)).filter(({ carried, payments }) => carried !== undefined || payments.length > 0);
  const loan = loans.find(({ id }) => id === query['loan']) ?? loans[0];
  if (group !== undefined && loan === undefined) return 'nothing';
  const members = await membersOf(source);
  const memberName = nameIn(members);
  const nameOf = borrowerIn(memberName);
  const contract = loan?.contract;
  const day = (date: string | undefined) => date && words.day(date);
  const facts: PaperBlock[] = [
    {
      kind: 'facts',
      facts: [
        { label: t('print.sheet-borrower'), value: loan && nameOf(loan), span: 5 },
        { label: t('print.sheet-member-no'), value: members.find(({ id }) => id === loan?.member)?.no?.toString(), span: 3 },
        { label: t('print.sheet-contract-no'), value: contract?.no, span: 4 },
      ],
    },
    {
      kind: 'facts',
      facts: [
        {
          label: t('print.sheet-principal'),
          value: loan && baht(lentOf(loan)),
          suffix: t('print.sheet-baht'),
          span: 5,
        },
        { label: t('print.sheet-rate'), value: contract && formatPercent(contract.ratePerMonth), span: 3 },
        { label: t('print.sheet-paid-out-on'), value: day(loan?.carried === undefined ? loan?.paidOutOn : contract?.signedOn), span: 4 },
      ],
    },
    {
      kind: 'facts',
      facts: [
        { label: t('print.sheet-guarantors'), value: contract?.guarantors.map((id) => memberName(id) ?? '').join(', '), span: 8 },
        { label: t('print.sheet-last-due'), value: day(loan && lastDueOf(loan)), span: 4 },
      ],
    },
  ];
  const sheet = ledgerSheet(source, loan);
  return {
    choices: loan === undefined ? [] : [loanChoice(source, loans, loan.id, nameOf)],
    papers: [
      {
        size: 'a4',
        place: placeOf(source),
        title: sheet.title,
        under: asOfWords(source, group && today),
        blocks: [
          ...facts,
          tableOf(source, withHandColumn(sheet, t('print.sheet-received-by'))),
          { kind: 'signatures', people: await signersOf(source, ['treasurer', 'chair']) },
        ],
      },
    ],
  };
};

/** Principal, interest and fines of one payment on one line, as the paper book has it. */
function ledgerSheet({ t }: PaperSource, loan: LoanRow | undefined): Sheet {
  const lines = new Map<string, Record<string, string | number | undefined>>();
  let left = 0;
  const columnOf = {
    'loan-out': 'out', 'opening-loan': 'out', 'loan-principal': 'principal', 'loan-interest': 'interest', 'loan-written-off': 'off',
  } as const; // prettier-ignore
  const sums: Record<string, number> = { out: 0, principal: 0, interest: 0, fine: 0 };
  const payments = (loan?.payments ?? []).toSorted((a, b) => (`${a.paidOn}|${a.e}` < `${b.paidOn}|${b.e}` ? -1 : 1));
  if (loan?.carried !== undefined) {
    const { on, principal } = loan.carried;
    left = principal;
    sums['out'] = principal;
    lines.set('carried', { on, receipt: t('print.sheet-brought'), out: principal, left });
  }
  for (const { kind, amount, paidOn, receipt } of payments) {
    const column = columnOf[kind as keyof typeof columnOf] ?? 'fine';
    left += column === 'out' ? amount : column === 'principal' || column === 'off' ? -amount : 0;
    const key = `${paidOn}|${receipt ?? ''}`;
    const line = lines.get(key) ?? { on: paidOn, receipt };
    lines.set(key, { ...line, [column]: Number(line[column] ?? 0) + amount, left });
    sums[column] = (sums[column] ?? 0) + amount;
  }
  return {
    title: t('print.sheet-ledger'),
    columns: [
      { key: 'on', label: t('table.day'), kind: 'day', width: 10 },
      { key: 'receipt', label: t('table.receipt'), kind: 'text', width: 8 },
      { key: 'out', label: t('group.entry.loan-out'), kind: 'money', width: 11 },
      { key: 'principal', label: t('print.sheet-principal-paid'), kind: 'money', width: 11 },
      { key: 'interest', label: t('print.sheet-interest'), kind: 'money', width: 11 },
      { key: 'fine', label: t('group.entry.fine'), kind: 'money', width: 9 },
      ...(sums['off'] === undefined ? [] : [{ key: 'off', label: t('loan.state.written-off'), kind: 'money', width: 10 } as const]),
      { key: 'left', label: t('print.sheet-principal-left'), kind: 'money', width: 12, isBalance: true },
    ],
    rows: [...lines].map(([key, cells]) => ({ key, cells })),
    totals: { receipt: t('table.total'), ...sums, left },
  };
}

/** contract 10/2569 after 9/2569 */
const byNumber = new Intl.Collator('en', { numeric: true });

export async function loansOf({ store, group }: PaperSource): Promise<readonly LoanRow[]> {
  const loans = group === undefined ? [] : await store.rows(group.id, 'loan');
  const order = ({ contract, appliedOn, id }: LoanRow) => `${contract?.signedOn ?? appliedOn}|${contract?.no ?? ''}|${id}`;
  return loans.toSorted((a, b) => byNumber.compare(order(a), order(b)));
}

export function loanChoice(
  { t }: PaperSource,
  loans: readonly LoanRow[],
  value: string,
  nameOf: (loan: LoanRow) => string | undefined,
): PaperChoice {
  return {
    name: 'loan',
    label: t('print.choice-loan'),
    value,
    options: loans.map((loan) => ({ value: loan.id, label: [loan.contract?.no, nameOf(loan)].filter(Boolean).join(' · ') })),
  };
}

/** Who borrowed: a member, or the name an old book has. */
export function borrowerIn(memberName: (member: string) => string | undefined): (loan: LoanRow) => string | undefined {
  return ({ member, borrower }) => (member === undefined ? borrower : memberName(member));
}

/** What was lent in the beginning; of a carried loan what was left, when nobody knows more. */
function lentOf({ carried, contract, paidOut }: LoanRow): number {
  return carried?.lent ?? contract?.principal ?? paidOut;
}

/** As the loan is really paid back: from the day it was paid out. */
export function lastDueOf(loan: Pick<LoanRow, 'contract' | 'paidOutOn' | 'carried'>): string | undefined {
  return instalmentsOf(loan).at(-1)?.dueOn;
}
