/** What a loan really costs a year, in large figures while it is typed; above the law it says so and offers the way that is allowed (case 37). */
import { interestInAll, isRateTooHigh, scheduleOf, yearlyRateOf, type LoanTerms } from '../../../domain/loan-terms.ts';
import { useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { baht, percentOf, useProblemSentence } from './loan-words.ts';

export function RateCard({ terms, onReducing }: { terms: LoanTerms | undefined; onReducing: () => void }) {
  const t = useText();
  const sentence = useProblemSentence();
  if (terms === undefined) return <p class="quiet">{t('loan.rate.later')}</p>;
  const isTooHigh = isRateTooHigh(terms);
  const canReduce = terms.method === 'flat' && !isRateTooHigh({ ...terms, method: 'reducing' });
  const first = scheduleOf(terms, '2000-01-01')[0];
  return (
    <>
      <div class={`rate-card${isTooHigh ? ' rate-too-high' : ''}`} role="status">
        <p class="quiet">{t('loan.rate.yearly')}</p>
        <p class="rate-figure">
          <b class="figure">{percentOf(yearlyRateOf(terms))}</b> <span class="unit">%</span>
        </p>
        <p>{t('loan.rate.in-all', { baht: baht(interestInAll(terms)) })}</p>
        {first !== undefined && <p class="quiet">{t('loan.rate.first', { baht: baht(first.principal + first.interest) })}</p>}
      </div>
      {isTooHigh && (
        <Banner
          tone="stop"
          title={t('loan.rate.too-high', { rate: percentOf(yearlyRateOf(terms)) })}
          actions={canReduce ? <Button onPress={onReducing}>{t('loan.rate.reduce')}</Button> : undefined}
        >
          {sentence({ code: 'rate-too-high', weight: 'refused' })}
        </Banner>
      )}
    </>
  );
}
