/** Everything about one loan on one page: how far it is, what is due, who answers, what was paid with which receipt, and the signed paper. */
import { outstandingOf } from '../../../domain/loan.ts';
import { dueOf, lateOf, nextInstalment } from '../../../domain/loan-due.ts';
import { yearlyRateOf } from '../../../domain/loan-terms.ts';
import type { LoanRow } from '../../../domain/money-row.ts';
import { useText, useToday } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Banner } from '../../parts/banner.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { List, ListRow } from '../../parts/list-row.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { StatTiles } from '../../parts/stat-tiles.tsx';
import { StoneMark } from '../../parts/step-path.tsx';
import { Tag } from '../../parts/tag.tsx';
import { PhotoAttach } from '../../photo-attach.tsx';
import { Screen } from '../../screen.tsx';
import { nameParts } from '../../words/member-name.ts';
import { useWords } from '../../words/use-words.ts';
import { Fact } from '../member/member-sections.tsx';
import { useTopOfPage } from '../member/top-of-page.ts';
import { isLoanFlag } from './loan-flags.ts';
import type { LoanPageProps } from './loan-screen.tsx';
import { loanStones, stonesOf, toneByState } from './loan-state.ts';
import { baht, borrowerParts, percentOf } from './loan-words.ts';
import { Payments } from './payments.tsx';
import { Schedule } from './schedule.tsx';

const nextTask = { applied: 'decide', approved: 'contract', contracted: 'pay-out', running: 'repay' } as const;
/** quieter ways on, by state */
const otherTasks = {
  applied: ['cancel'],
  approved: ['cancel'],
  contracted: ['contract', 'cancel'],
  running: ['guarantors', 'write-off'],
  refused: ['decide'],
  repaid: [],
  cancelled: [],
  'written-off': [],
} as const;

/** One that was paid back of is there: it is corrected, also when too small a rest made it look repaid, and no longer taken out. */
function carriedTasks({ carried, state, payments }: LoanRow): readonly ('carry' | 'drop')[] {
  if (carried === undefined || (state !== 'running' && state !== 'repaid')) return [];
  return state === 'running' && payments.length === 0 ? ['carry', 'drop'] : ['carry'];
}

export function LoanView({ all, loan, borrower, home }: LoanPageProps) {
  const t = useText();
  useTopOfPage(loan.id);
  const { group, memberById } = all;
  const { carried, contract, state } = loan;
  const next = state in nextTask ? nextTask[state as keyof typeof nextTask] : undefined;
  const flags = loan.flags ?? [];
  return (
    <Screen
      title={<PersonName parts={borrowerParts(loan, borrower, t('loan.nobody'))} />}
      subtitle={contract === undefined ? t(`loan.kind.${loan.kind}`) : t('loan.contract.no', { no: contract.no })}
      back={`/groups/${group.id}/loans`}
      focusKey={loan.id}
      actionBar={
        next && (
          <ActionBar
            primary={
              <LinkButton href={`${home}?do=${next}`} kind="primary" wide>
                {t(`loan.task.${next}`)}
              </LinkButton>
            }
          />
        )
      }
    >
      <Path state={state} />
      {flags.length > 0 && (
        <Banner tone="attention" title={t('loan.flags')}>
          <ul class="plain-lines">
            {flags.map((flag) => (
              <li key={flag}>
                {t(`group.flag.${flag}`)}
                {isLoanFlag(flag) && (
                  <p class="small">{t(`loan.so.${flag === 'rate-too-high' && carried !== undefined ? 'carried-rate' : flag}`)}</p>
                )}
              </li>
            ))}
          </ul>
        </Banner>
      )}
      <Figures loan={loan} />
      <Particulars all={all} loan={loan} borrower={borrower} home={home} />
      {contract !== undefined && (
        <>
          <Section title={t('loan.guarantors')}>
            {contract.guarantors.length === 0 ? (
              <p class="quiet">{t('loan.guarantors.none')}</p>
            ) : (
              <List label={t('loan.guarantors')}>
                {contract.guarantors.map((id) => {
                  const member = memberById.get(id);
                  return (
                    <ListRow
                      key={id}
                      href={`/groups/${group.id}/members/${id}`}
                      leading={<span class="row-number">{member?.no ?? '–'}</span>}
                      title={<PersonName parts={member === undefined ? [t('loan.nobody')] : nameParts(member.person)} />}
                    />
                  );
                })}
              </List>
            )}
          </Section>
          <Schedule loan={loan} />
        </>
      )}
      <Payments group={group} loan={loan} />
      {contract !== undefined && (
        <Section title={t('loan.paper')}>
          <PhotoAttach g={group.id} for={{ kind: 'loan', id: loan.id }} label={t('loan.paper.label')} hint={t('loan.paper.hint')} />
        </Section>
      )}
      <div class="quiet-end">
        {contract !== undefined && (
          <>
            {carried === undefined && (
              <LinkButton kind="quiet" icon="print" href={`/print/loan-contract/${group.id}?loan=${loan.id}`}>
                {t('loan.print.contract')}
              </LinkButton>
            )}
            <LinkButton kind="quiet" icon="print" href={`/print/borrower-ledger/${group.id}?loan=${loan.id}`}>
              {t('loan.print.ledger')}
            </LinkButton>
          </>
        )}
        {[...otherTasks[state], ...carriedTasks(loan)].map((task) => (
          <LinkButton key={task} kind="quiet" href={`${home}?do=${task}`}>
            {t(`loan.other.${task}`)}
          </LinkButton>
        ))}
      </div>
    </Screen>
  );
}

function Path({ state }: Pick<LoanPageProps['loan'], 'state'>) {
  const t = useText();
  const stones = stonesOf(state);
  return (
    <ol class="loan-path card" aria-label={t('loan.path')}>
      {loanStones.map((stone, index) => (
        <li key={stone} aria-current={stones[index] === 'next' ? 'step' : undefined}>
          <StoneMark state={stones[index] ?? 'todo'} />
          <span>{t(`loan.stone.${stone}`)}</span>
          <span class="hidden-text">{t(`loan.stone-state.${stones[index] ?? 'todo'}`)}</span>
        </li>
      ))}
    </ol>
  );
}

function Figures({ loan }: Pick<LoanPageProps, 'loan'>) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  const unit = t('common.unit.baht');
  if (loan.state !== 'running') {
    const amount = loan.paidOut || (loan.contract?.principal ?? loan.decision?.amount ?? loan.asked);
    return (
      <StatTiles
        tiles={[
          { label: t(loan.paidOut > 0 ? 'loan.total.lent' : 'loan.figure.amount'), value: baht(amount), unit },
          { label: t('loan.figure.state'), value: t(`loan.state.${loan.state}`) },
        ]}
      />
    );
  }
  const due = dueOf(loan, todayOn);
  const late = lateOf(loan, todayOn);
  const next = nextInstalment(loan);
  const lateSum = late.principal + late.interest;
  const dueSum = due.principal + due.interest;
  return (
    <>
      {lateSum > 0 && (
        <Banner tone="attention" icon="bell" title={t('loan.late', { baht: baht(lateSum) })}>
          {late.since !== undefined && t('loan.late.since', { day: words.day(late.since, { style: 'long' }) })}
        </Banner>
      )}
      <StatTiles
        tiles={[
          { label: t('loan.owed'), value: baht(outstandingOf(loan)), unit },
          { label: t('loan.figure.due'), value: baht(dueSum), unit, tone: lateSum > 0 ? 'attention' : 'normal' },
          ...(next === undefined
            ? []
            : [{ label: t(lateSum > 0 ? 'loan.figure.oldest' : 'loan.figure.next'), value: words.day(next.dueOn) }]),
        ]}
      />
    </>
  );
}

function Particulars({ all, loan, borrower }: LoanPageProps) {
  const t = useText();
  const words = useWords();
  const { carried, contract, decision, closed } = loan;
  const meetingHref = decision?.meeting === undefined ? undefined : `/groups/${all.group.id}/meetings/${decision.meeting}`;
  return (
    <dl class="facts card">
      {borrower === undefined ? (
        loan.borrower !== undefined && <Fact label={t('loan.borrower')}>{t('loan.carry.outside')}</Fact>
      ) : (
        <Fact label={t('loan.borrower')}>
          <a href={`/groups/${all.group.id}/members/${borrower.id}`}>{t('loan.borrower.page', { no: borrower.no ?? '–' })}</a>
        </Fact>
      )}
      <Fact label={t('loan.kind')}>{t(`loan.kind.${loan.kind}`)}</Fact>
      {carried === undefined ? (
        <>
          <Fact label={t('loan.purpose')}>{loan.purpose}</Fact>
          <Fact label={t('loan.fact.asked')}>
            {t('loan.fact.asked.value', { baht: baht(loan.asked), n: loan.instalments, day: words.day(loan.appliedOn) })}
          </Fact>
        </>
      ) : (
        <Fact label={t('loan.fact.carried')}>
          {t('loan.fact.carried.value', { baht: baht(carried.principal), day: words.day(carried.on) })}
          {carried.lent !== undefined && <span class="quiet"> · {t('loan.fact.lent', { baht: baht(carried.lent) })}</span>}
        </Fact>
      )}
      {decision !== undefined && (
        <Fact label={t('loan.fact.decided')}>
          {t(decision.approved ? 'loan.fact.approved' : 'loan.fact.refused', {
            baht: baht(decision.amount ?? loan.asked),
            day: words.day(decision.decidedOn),
          })}
          {decision.reason !== undefined && <span class="quiet"> · {decision.reason}</span>}
          {meetingHref !== undefined && (
            <>
              {' '}
              <a href={meetingHref}>{t('loan.fact.meeting')}</a>
            </>
          )}
        </Fact>
      )}
      {contract !== undefined && (
        <>
          <Fact label={t('loan.contract')}>
            {t(carried === undefined ? 'loan.fact.signed' : 'loan.fact.signed-before', {
              baht: baht(contract.principal),
              n: contract.instalments,
              day: words.day(contract.signedOn),
            })}
          </Fact>
          <Fact label={t('loan.rate')}>
            {t('loan.fact.rate', { rate: percentOf(contract.ratePerMonth), method: t(`loan.method.${contract.method}`) })}{' '}
            <span class="quiet">{t('loan.fact.yearly', { rate: percentOf(yearlyRateOf(contract)) })}</span>
          </Fact>
          {loan.witnesses.length > 0 && <Fact label={t('loan.witnesses')}>{loan.witnesses.join(' · ')}</Fact>}
        </>
      )}
      {closed !== undefined && loan.state !== 'running' && (
        <Fact label={t('loan.fact.closed')}>
          <Tag tone={toneByState[loan.state]}>{t(`loan.state.${loan.state}`)}</Tag> {words.day(closed.on)}
          {closed.note !== undefined && <span class="quiet"> · {closed.note}</span>}
        </Fact>
      )}
    </dl>
  );
}
