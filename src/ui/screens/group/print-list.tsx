/** Everything that can be printed for a group, in the order of the letter's documents: filled from the records, or blank to write by hand. */
import type { TextKey } from '../../../content/text.ts';
import { documentsOfPhase, type WorkflowDocument } from '../../../content/workflow.ts';
import type { DocumentKey } from '../../../domain/vocabulary.ts';
import { useText } from '../../app-context.ts';
import { LinkButton } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { List, ListRow } from '../../parts/list-row.tsx';

interface Printed {
  /** word in the address */
  readonly paper: string;
  readonly query?: string;
  readonly title: TextKey;
  /** `blank`: what it shows is chosen elsewhere, here is only the form */
  readonly only?: 'blank';
}

const ofDocument: Readonly<Record<DocumentKey, readonly Printed[]>> = {
  'application-form': [{ paper: 'application', title: 'group.print.application' }],
  passbook: [{ paper: 'passbook', title: 'table.passbook' }],
  'member-register': [{ paper: 'member-register', title: 'table.member-register' }],
  'savings-control-register': [
    { paper: 'savings-register', title: 'table.savings-register' },
    { paper: 'special-savings', title: 'print.sheet-special' },
  ],
  'minute-book': [
    { paper: 'meeting', title: 'print.paper-minutes' },
    { paper: 'minutes', title: 'group.print.minutes' },
  ],
  'guardian-consent-form': [{ paper: 'consent', title: 'group.print.consent' }],
  'account-books': [
    { paper: 'book', query: '?book=cash-bank', title: 'table.book.cash-bank' },
    { paper: 'book', query: '?book=income-liability', title: 'table.book.income-liability' },
    { paper: 'book', query: '?book=expense-asset', title: 'table.book.expense-asset' },
    { paper: 'statements', title: 'print.list-statements' },
  ],
  'borrower-ledger': [{ paper: 'borrower-ledger', title: 'print.sheet-ledger' }],
  'loan-contract-register': [{ paper: 'loan-register', title: 'print.sheet-loan-register' }],
  'loan-contract-form': [{ paper: 'loan-contract', title: 'print.paper-contract' }],
};

const others: readonly Printed[] = [
  { paper: 'collection', title: 'print.sheet-collection' },
  { paper: 'deposit-slip', title: 'print.list-slips' },
  { paper: 'receipt', title: 'print.list-receipt', only: 'blank' },
  { paper: 'cash-count', title: 'print.sheet-count' },
  { paper: 'attendance', title: 'group.print.attendance' },
  { paper: 'bylaws', title: 'print.list-bylaws' },
  { paper: 'dividends', title: 'year.shared.dividend' },
];

export function PrintList({ g }: { g: string }) {
  const t = useText();
  const phase = (name: WorkflowDocument['phase']) =>
    documentsOfPhase(name).flatMap(({ key, number }) =>
      ofDocument[key].map((printed, index) => <PrintRow key={printed.title} g={g} printed={printed} number={index === 0 ? number : ''} />),
    );
  return (
    <Section title={t('group.papers.print')}>
      <List label={t('group.papers.founding')}>{phase('founding')}</List>
      <List label={t('group.papers.after-founding')}>{phase('after-founding')}</List>
      <List label={t('print.list-others')}>
        {others.map((printed) => (
          <PrintRow key={printed.title} g={g} printed={printed} number="" />
        ))}
      </List>
    </Section>
  );
}

function PrintRow({ g, printed: { paper, query = '', title, only }, number }: { g: string; printed: Printed; number: number | string }) {
  const t = useText();
  return (
    <ListRow
      href={`/print/${paper}/${only ?? g}${query}`}
      leading={<span class="row-number">{number}</span>}
      title={t(title)}
      action={
        only === undefined && (
          <LinkButton kind="quiet" href={`/print/${paper}/blank${query}`}>
            {t('print.list-blank')}
            <span class="hidden-text"> {t(title)}</span>
          </LinkButton>
        )
      }
    />
  );
}
