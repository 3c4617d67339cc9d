/** Everything else about a member, folded: who he is, his promises, money, loans, beneficiaries, and how it came to be. */
import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { formatBaht } from '../../../domain/money.ts';
import type { ConsentRow, GroupRow, MemberRow } from '../../../domain/row.ts';
import { useText } from '../../app-context.ts';
import { Disclosure } from '../../parts/disclosure.tsx';
import { History } from './history.tsx';
import { MemberBeneficiaries, MemberLoans } from './loan-sections.tsx';
import { Consents, MoneyLines, Particulars, Promises } from './member-sections.tsx';

interface MemberFoldsProps {
  group: GroupRow;
  member: MemberRow;
  home: string;
  consents: readonly ConsentRow[];
  /** in force, to come, or the intended one, satang */
  pledge: number | undefined;
}

export function MemberFolds({ group, member, home, consents, pledge }: MemberFoldsProps) {
  const t = useText();
  const isMember = member.state === 'accepted' || member.state === 'left';
  return (
    <div class="card card-flush folds">
      <Fold title={t('member.section.person')} brief={briefOfPerson(member, t)} open={member.state === 'interested'}>
        {() => <Particulars group={group} member={member} home={home} />}
      </Fold>
      {(consents.length > 0 || member.minorAtJoining) && (
        <Fold title={t('member.section.consent')} brief={consents.at(-1)?.guardianName} open={member.state === 'pending-consent'}>
          {() => <Consents group={group} member={member} home={home} consents={consents} />}
        </Fold>
      )}
      {member.state !== 'interested' && (
        <>
          <Fold
            title={t('member.section.pledge')}
            brief={pledge === undefined ? undefined : `${formatBaht(pledge, { wholeBaht: 'short' })} ${t('common.unit.baht')}`}
          >
            {() => <Promises group={group} member={member} home={home} />}
          </Fold>
          <Fold title={t('member.section.money')} brief={t(member.entryFeePaid ? 'member.money.fee-paid' : 'member.money.fee-not')}>
            {() => <MoneyLines group={group} member={member} home={home} />}
          </Fold>
          {isMember && (
            <>
              <Fold title={t('member.section.loans')} brief={briefOfLoans(member, t)}>
                {() => <MemberLoans group={group} member={member} home={home} />}
              </Fold>
              <Fold title={t('member.section.beneficiaries')} brief={briefOfBeneficiaries(member, t)}>
                {() => <MemberBeneficiaries group={group} member={member} home={home} />}
              </Fold>
            </>
          )}
        </>
      )}
      <Fold title={t('member.section.history')}>{() => <History member={member} consents={consents} />}</Fold>
    </div>
  );
}

/** Its content is read only once it was opened. */
function Fold({
  title,
  brief,
  open = false,
  children,
}: {
  title: string;
  brief?: string | undefined;
  open?: boolean;
  children: () => ComponentChildren;
}) {
  const [wasOpened, setOpened] = useState(open);
  return (
    <Disclosure
      open={open || undefined}
      onToggle={(isOpen) => isOpen && setOpened(true)}
      summary={
        <span class="fold-line">
          <b>{title}</b>
          {brief !== undefined && brief !== '' && <span class="quiet"> {brief}</span>}
        </span>
      }
    >
      <div class="stack fold-body">{wasOpened && children()}</div>
    </Disclosure>
  );
}

function briefOfPerson({ person }: MemberRow, t: ReturnType<typeof useText>): string | undefined {
  return person.houseNo === undefined ? undefined : t('group.members.house', { no: person.houseNo });
}

function briefOfLoans({ owedSatang, guarantees }: MemberRow, t: ReturnType<typeof useText>): string | undefined {
  if (owedSatang !== undefined) return t('member.loans.owed', { baht: formatBaht(owedSatang, { wholeBaht: 'short' }) });
  return guarantees === undefined ? undefined : t('member.loans.answers', { n: guarantees.length });
}

function briefOfBeneficiaries({ beneficiaries = [] }: MemberRow, t: ReturnType<typeof useText>): string | undefined {
  return beneficiaries.length === 0 ? undefined : t('member.beneficiaries.count', { n: beneficiaries.length });
}
