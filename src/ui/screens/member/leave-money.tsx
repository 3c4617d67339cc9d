/** What a leaving member has, owes and gets; the loans that keep him, with the way out of each; and after a death who gets how much. */
import { receivedBy, type Leaving, type LeavingLine } from '../../../domain/leave-check.ts';
import { formatBaht } from '../../../domain/money.ts';
import { formatPercent } from '../../../domain/percent-share.ts';
import type { Problem } from '../../../domain/problem.ts';
import type { GroupRow, MemberRow } from '../../../domain/row.ts';
import { useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { CheckRow } from '../../parts/check-row.tsx';
import { List, ListRow } from '../../parts/list-row.tsx';
import { useProblemText } from '../../problem-text.ts';

export interface LeaveMoneyProps {
  group: GroupRow;
  member: MemberRow;
  leaving: Leaving;
  lines: readonly LeavingLine[];
  problems: readonly Problem[];
  hasDied: boolean;
  deducts: boolean;
  onDeduct: (deducts: boolean) => void;
}

export function LeaveMoney(props: LeaveMoneyProps) {
  const { group, member, leaving, lines, problems, hasDied, deducts, onDeduct } = props;
  const t = useText();
  const sentence = useProblemText();
  const { savings, special, owed, net, debts, answersFor } = leaving;
  const problemAt = (field: string) => problems.find((problem) => problem.field === field);
  const [balance, debt, guarantees, untold, cash] = (['balance', 'debt', 'guarantees', 'untold', 'cash'] as const).map(problemAt);
  const contractOf = (no: string | undefined) => t('member.loans.contract', { no: no ?? '–' });
  return (
    <>
      <Section title={t('member.leave.money')}>
        <dl class="sums card leave-sums">
          <Sum label={t('member.money.saved')} satang={savings} />
          {special !== 0 && <Sum label={t('member.money.special')} satang={special} />}
          {owed > 0 && <Sum label={t('member.leave.debts')} satang={-owed} />}
          <Sum label={t(net < 0 ? 'member.leave.net-owed' : 'member.leave.net')} satang={Math.abs(net)} isTotal />
        </dl>
      </Section>
      {balance !== undefined && (
        <Banner
          tone="stop"
          icon="lock"
          title={sentence(balance)}
          actions={<LinkButton href={`/groups/${group.id}/members/${member.id}/passbook`}>{t('member.money.passbook')}</LinkButton>}
        />
      )}
      {debt !== undefined && (
        <Banner
          tone="stop"
          icon="lock"
          title={t('member.leave.debt')}
          actions={debts.map(({ loan }) => (
            <LinkButton key={loan.id} href={`/groups/${group.id}/loans/${loan.id}?do=repay`}>
              {t('member.leave.pay', { contract: contractOf(loan.contract?.no) })}
            </LinkButton>
          ))}
        >
          {sentence(debt)}
        </Banner>
      )}
      {owed > 0 && net >= 0 && (
        <CheckRow
          label={t('member.leave.deduct', { baht: baht(owed) })}
          detail={t('member.leave.deduct.why', { baht: baht(net) })}
          checked={deducts}
          onCheck={onDeduct}
        />
      )}
      {guarantees !== undefined && (
        <Banner
          tone="stop"
          icon="lock"
          title={t('member.leave.guarantees')}
          actions={answersFor.map((loan) => (
            <LinkButton key={loan.id} href={`/groups/${group.id}/loans/${loan.id}?do=guarantors`}>
              {t('member.leave.other-guarantor', { contract: contractOf(loan.contract?.no) })}
            </LinkButton>
          ))}
        >
          {sentence(guarantees)}
        </Banner>
      )}
      {hasDied && net > 0 && <Heirs group={group} member={member} lines={lines} />}
      {untold !== undefined && <Banner tone="attention">{sentence(untold)}</Banner>}
      {cash !== undefined && <Banner tone="attention">{sentence(cash)}</Banner>}
    </>
  );
}

/** Who signs for which part; without names it is for whoever proves to be an heir. */
function Heirs({ group, member, lines }: Pick<LeaveMoneyProps, 'group' | 'member' | 'lines'>) {
  const t = useText();
  const heirs = member.beneficiaries ?? [];
  if (heirs.length === 0)
    return (
      <Banner
        tone="attention"
        title={t('member.heirs.none')}
        actions={
          <LinkButton href={`/groups/${group.id}/members/${member.id}?do=beneficiaries`}>{t('member.beneficiaries.change')}</LinkButton>
        }
      >
        {t('member.heirs.none.why')}
      </Banner>
    );
  return (
    <Section title={t('member.heirs')}>
      <List label={t('member.heirs')}>
        {heirs.map(({ name, relation, share }, index) => (
          <ListRow
            key={index}
            title={name ?? t('member.beneficiary.n', { n: index + 1 })}
            subtitle={[relation, t('member.beneficiary.percent', { share: formatPercent(share) })].filter(Boolean).join(' · ')}
            trailing={
              <span class="money">
                <b class="figure">{formatBaht(receivedBy(lines, index))}</b> <span class="unit">{t('common.unit.baht')}</span>
              </span>
            }
          />
        ))}
      </List>
    </Section>
  );
}

function Sum({ label, satang, isTotal = false }: { label: string; satang: number; isTotal?: boolean }) {
  const t = useText();
  return (
    <div class={isTotal ? 'is-total' : undefined}>
      <dt>{label}</dt>
      <dd>
        <span class="figure">{baht(satang)}</span> <span class="unit">{t('common.unit.baht')}</span>
      </dd>
    </div>
  );
}

const baht = (satang: number): string => formatBaht(satang, { wholeBaht: 'short' });
