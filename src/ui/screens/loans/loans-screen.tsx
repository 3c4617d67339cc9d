/** The loans of a group: who waits for the meeting, what is to be signed, what runs (who is late first), what is closed. */
import { useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { canDo } from '../../../domain/gate.ts';
import { outstandingOf } from '../../../domain/loan.ts';
import { lateOf, loansBySection, loanSections, loanTotals, nextInstalment, type LoanSection } from '../../../domain/loan-due.ts';
import type { LoanRow } from '../../../domain/money-row.ts';
import { matchesSearch } from '../../../domain/thai-text.ts';
import { useText, useToday } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { List, ListRow } from '../../parts/list-row.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { StatTiles } from '../../parts/stat-tiles.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Screen } from '../../screen.tsx';
import { memberSearchTexts } from '../../words/member-name.ts';
import { useWords } from '../../words/use-words.ts';
import { ClosedGate } from '../founding/closed-gate.tsx';
import { shortNameOf } from '../group/in-words.ts';
import { NotFoundScreen } from '../not-found.tsx';
import { UntoldLoans } from './untold-loans.tsx';
import { baht, borrowerParts } from './loan-words.ts';
import { toneByState } from './loan-state.ts';
import { borrowerOf, useLoans, type Loans } from './use-loans.ts';
import '../../style/screens/group.css';
import '../../style/screens/loans.css';

const searchFrom = 6;
const closedShown = 20;

export function LoansScreen() {
  const t = useText();
  const g = useRoute().params['id'] ?? '';
  const all = useLoans(g);
  if (all === null) return <NotFoundScreen />;
  if (all === undefined)
    return (
      <Screen title={t('loan.list')} back={`/groups/${g}?tab=money`} focusKey={g}>
        <SkeletonRows count={5} label={t('common.loading')} />
      </Screen>
    );
  return <LoanList all={all} />;
}

function LoanList({ all }: { all: Loans }) {
  const t = useText();
  const todayOn = useToday();
  const [search, setSearch] = useState('');
  const { group, loans } = all;
  const home = `/groups/${group.id}`;
  const gate = canDo(group, 'money');
  const totals = loanTotals(loans, todayOn);
  const found = loans.filter((loan) => {
    const borrower = borrowerOf(all, loan);
    return matchesSearch(search, [loan.contract?.no, loan.borrower, ...(borrower === undefined ? [] : memberSearchTexts(borrower))]);
  });
  const sections = loansBySection(found, todayOn);
  return (
    <Screen
      title={t('loan.list')}
      subtitle={shortNameOf(group, t)}
      back={`${home}?tab=money`}
      focusKey={group.id}
      actionBar={
        gate.open ? (
          <ActionBar
            primary={
              <LinkButton href={`${home}/loans/new`} kind="primary" wide>
                {t('loan.apply')}
              </LinkButton>
            }
          />
        ) : undefined
      }
    >
      <ClosedGate g={group.id} gate={gate} />
      <UntoldLoans group={group} loans={loans} />
      {loans.length === 0 ? (
        group.money.columns.loans === undefined && (
          <EmptyState icon="coins" title={t('loan.none')}>
            {t('loan.none.why')}
          </EmptyState>
        )
      ) : (
        <>
          <StatTiles
            tiles={[
              { label: t('loan.total.lent'), value: baht(totals.lent), unit: t('common.unit.baht') },
              { label: t('loan.total.outstanding'), value: baht(totals.outstanding), unit: t('common.unit.baht') },
              {
                label: t('loan.total.late'),
                value: baht(totals.late),
                unit: t('common.unit.baht'),
                tone: totals.late > 0 ? 'attention' : 'normal',
              },
            ]}
          />
          {loans.length >= searchFrom && (
            <SearchField
              label={t('loan.search')}
              value={search}
              onText={setSearch}
              clearLabel={t('loan.search.clear')}
              resultText={t('loan.search.found', { n: found.length })}
            />
          )}
          {found.length === 0 && <p class="quiet">{t('loan.search.none')}</p>}
          {loanSections.map((section) => (
            <LoanGroup key={section} section={section} loans={sections[section]} all={all} />
          ))}
          <p>
            <LinkButton href={`/print/loan-register/${group.id}`} kind="quiet" icon="print">
              {t('loan.print.register')}
            </LinkButton>
          </p>
        </>
      )}
    </Screen>
  );
}

function LoanGroup({ section, loans, all }: { section: LoanSection; loans: readonly LoanRow[]; all: Loans }) {
  const t = useText();
  const [showsAll, setShowAll] = useState(false);
  if (loans.length === 0) return null;
  const isCut = section === 'closed' && !showsAll && loans.length > closedShown;
  const shown = isCut ? loans.slice(0, closedShown) : loans;
  return (
    <Section title={t(`loan.section.${section}`, { n: loans.length })}>
      <List label={t(`loan.section.${section}`, { n: loans.length })}>
        {shown.map((loan) => (
          <LoanLine key={loan.id} loan={loan} all={all} />
        ))}
      </List>
      {isCut && (
        <Button kind="quiet" onPress={() => setShowAll(true)}>
          {t('loan.section.all', { n: loans.length })}
        </Button>
      )}
    </Section>
  );
}

function LoanLine({ loan, all }: { loan: LoanRow; all: Loans }) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  const borrower = borrowerOf(all, loan);
  const late = lateOf(loan, todayOn);
  const next = nextInstalment(loan);
  const number = loan.contract === undefined ? t(`loan.kind.${loan.kind}`) : t('loan.contract.no', { no: loan.contract.no });
  const isLate = late.principal + late.interest > 0;
  const amount =
    loan.state === 'running' ? outstandingOf(loan) : loan.paidOut || loan.contract?.principal || loan.decision?.amount || loan.asked;
  const subtitle = [
    number,
    loan.state === 'applied' && t('loan.applied-on', { day: words.day(loan.appliedOn) }),
    loan.state === 'running' && !isLate && next !== undefined && t('loan.next-on', { day: words.day(next.dueOn) }),
    isLate && t('loan.late', { baht: baht(late.principal + late.interest) }),
  ].filter((line) => line !== false);
  return (
    <ListRow
      href={`/groups/${all.group.id}/loans/${loan.id}`}
      title={<PersonName parts={borrowerParts(loan, borrower, t('loan.nobody'))} />}
      subtitle={subtitle.map((line) => (
        <span key={line} class="loan-line">
          {line}
        </span>
      ))}
      trailing={
        <span class="loan-end">
          <span class="amount">
            <b class="figure">{baht(amount)}</b> <span class="unit">{t('common.unit.baht')}</span>
          </span>
          <Tag tone={isLate ? 'stop' : toneByState[loan.state]}>{t(isLate ? 'loan.state.late' : `loan.state.${loan.state}`)}</Tag>
        </span>
      }
    />
  );
}
