/** What the books have lent out and what the loans together owe, where the two differ: an old group's sum is told loan by loan. It refuses nothing. */
import { canDo } from '../../../domain/gate.ts';
import { loansUntold } from '../../../domain/loan.ts';
import type { LoanRow } from '../../../domain/money-row.ts';
import type { GroupRow } from '../../../domain/row.ts';
import { useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { baht } from './loan-words.ts';

export function UntoldLoans({ group, loans }: { group: GroupRow; loans: readonly LoanRow[] }) {
  const t = useText();
  const told = loans.filter(({ carried, state }) => carried !== undefined && state !== 'cancelled');
  const hasOldLoans = group.source === 'declared' || group.money.byKind['opening-loan'] !== undefined || told.length > 0;
  const untold = loansUntold(group.money.columns, loans);
  if (!hasOldLoans || !canDo(group, 'money').open) return null;
  const carry = (
    <LinkButton href={`/groups/${group.id}/loans/old`} icon="pen">
      {t(told.length === 0 ? 'loan.carry' : 'loan.carry.next')}
    </LinkButton>
  );
  if (untold === 0) return <p>{carry}</p>;
  return (
    <Banner
      tone="attention"
      title={t(untold > 0 ? 'loan.untold' : 'loan.told-too-much', { baht: baht(Math.abs(untold)) })}
      actions={
        untold > 0 ? (
          carry
        ) : (
          <LinkButton href={`/groups/${group.id}/entry?do=opening`} icon="book">
            {t('books.opening.title')}
          </LinkButton>
        )
      }
    >
      {told.length > 0 && (
        <p>{t('loan.told', { n: told.length, baht: baht(told.reduce((sum, each) => sum + (each.carried?.principal ?? 0), 0)) })}</p>
      )}
      <p>{t(untold > 0 ? 'loan.untold.why' : 'loan.told-too-much.why')}</p>
    </Banner>
  );
}
