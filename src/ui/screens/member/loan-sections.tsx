/** A member's loans, the loans of others he answers for, and who gets his savings; parts of the member's page, read when somebody looks. */
import { outstandingOf } from '../../../domain/loan.ts';
import { formatBaht } from '../../../domain/money.ts';
import { formatPercent } from '../../../domain/percent-share.ts';
import { useText } from '../../app-context.ts';
import { LinkButton } from '../../parts/button.tsx';
import { List, ListRow } from '../../parts/list-row.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { useRows } from '../../use-store.ts';
import type { SectionProps } from './member-sections.tsx';

export function MemberLoans({ group, member }: SectionProps) {
  const t = useText();
  const loans = useRows(group.id, 'loan');
  if (loans === undefined) return <SkeletonRows count={2} label={t('common.loading')} />;
  const own = loans.filter((loan) => loan.member === member.id).toSorted((a, b) => b.appliedOn.localeCompare(a.appliedOn));
  const answersFor = loans.filter(({ id }) => member.guarantees?.includes(id) === true);
  const list = (label: string, rows: typeof own) => (
    <List label={label}>
      {rows.map((loan) => (
        <ListRow
          key={loan.id}
          href={`/groups/${group.id}/loans/${loan.id}`}
          title={loan.contract === undefined ? t(`loan.kind.${loan.kind}`) : t('member.loans.contract', { no: loan.contract.no })}
          subtitle={t(`loan.state.${loan.state}`)}
          trailing={
            <span class="money">
              <b class="figure">{baht(loan.state === 'running' ? outstandingOf(loan) : (loan.contract?.principal ?? loan.asked))}</b>{' '}
              <span class="unit">{t('common.unit.baht')}</span>
            </span>
          }
        />
      ))}
    </List>
  );
  return (
    <>
      {own.length === 0 ? <p class="quiet">{t('member.loans.none')}</p> : list(t('member.section.loans'), own)}
      {answersFor.length > 0 && (
        <>
          <p>{t('member.loans.answers-for')}</p>
          {list(t('member.loans.answers-for'), answersFor)}
        </>
      )}
      {member.state === 'accepted' && (
        <LinkButton href={`/groups/${group.id}/loans/new?member=${member.id}`} icon="plus">
          {t('loan.apply')}
        </LinkButton>
      )}
    </>
  );
}

export function MemberBeneficiaries({ member, home }: SectionProps) {
  const t = useText();
  const people = member.beneficiaries ?? [];
  return (
    <>
      {people.length === 0 ? (
        <p class="quiet">{t('member.beneficiaries.none')}</p>
      ) : (
        <List label={t('member.section.beneficiaries')}>
          {people.map(({ name, relation, share }, index) => (
            <ListRow
              key={index}
              title={name ?? t('member.beneficiary.n', { n: index + 1 })}
              subtitle={relation}
              trailing={<b class="figure">{t('member.beneficiary.percent', { share: formatPercent(share) })}</b>}
            />
          ))}
        </List>
      )}
      {member.state === 'accepted' && (
        <LinkButton href={`${home}?do=beneficiaries`} icon="pen">
          {t('member.beneficiaries.change')}
        </LinkButton>
      )}
    </>
  );
}

const baht = (satang: number): string => formatBaht(satang, { wholeBaht: 'short' });
