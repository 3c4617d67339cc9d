/** Cash on the table against what the books say: counted by note and coin, the difference in words, and its reason. */
import { cashDifference, denominations, findCashCountProblems, totalCash } from '../../domain/cash-count.ts';
import { formatBaht, type Satang } from '../../domain/money.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Translate } from '../../content/text.ts';
import { useText } from '../app-context.ts';
import { CashCounter } from '../parts/cash-counter.tsx';
import { CheckRow } from '../parts/check-row.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useProblemText } from '../problem-text.ts';

export interface CashCountValues {
  pieces: Record<number, number>;
  /** somebody looked and nothing lay there: a count of 0, and not one that is still to be made */
  isEmpty?: boolean;
  reason: string;
}

export interface CashCountFieldProps {
  values: CashCountValues;
  expectedSatang: Satang;
  /** shows what is missing only after somebody tried to go on */
  attempted: boolean;
  onChange: (change: Partial<CashCountValues>) => void;
  onEnter: () => void;
}

export function CashCountField({ values, expectedSatang, attempted, onChange, onEnter }: CashCountFieldProps) {
  const t = useText();
  const words = useProblemText();
  const { pieces, reason } = values;
  const counted = totalCash(pieces).satang;
  const difference = cashDifference(counted, expectedSatang);
  const reasonProblem = findCountProblems(values, expectedSatang).find((problem) => problem.field === 'reason');
  const name = (valueSatang: number, form: string) =>
    t(form === 'note' ? 'money.note' : 'money.coin', { baht: formatBaht(valueSatang, { wholeBaht: 'short' }) });
  return (
    <>
      <p class="count-expected">
        <span>{t('money.expected')}</span> <b class="figure">{formatBaht(expectedSatang)}</b>{' '}
        <span class="unit">{t('common.unit.baht')}</span>
      </p>
      <CashCounter
        label={t('money.count')}
        denominations={denominations.map(({ valueSatang, form }) => ({ valueSatang, label: name(valueSatang, form) }))}
        countByValue={pieces}
        onCount={(next) => onChange({ pieces: next })}
        minusLabel={({ label }) => t('money.minus', { what: label })}
        plusLabel={({ label }) => t('money.plus', { what: label })}
        totalLabel={t('money.counted')}
        unit={t('common.unit.baht')}
        comparison={
          !wasCounted(values) ? undefined : (
            <p class={difference === 0 ? 'count-exact' : 'count-differs'} role="status">
              {differenceInWords(difference, t)}
            </p>
          )
        }
      />
      {counted === 0 && expectedSatang !== 0 && (
        <div class="count-after">
          <CheckRow
            label={t('money.empty')}
            detail={t('money.empty-so')}
            checked={values.isEmpty === true}
            onCheck={(isEmpty) => onChange({ isEmpty })}
          />
        </div>
      )}
      {wasCounted(values) && difference !== 0 && (
        <div class="count-after count-reason">
          <TextField
            label={t('money.reason')}
            mark={t('common.required')}
            hint={t('money.reason-hint')}
            value={reason}
            error={attempted && reasonProblem !== undefined ? words(reasonProblem) : undefined}
            onText={(text) => onChange({ reason: text })}
            onEnter={onEnter}
          />
        </div>
      )}
    </>
  );
}

/** Money lay there, or somebody says that none did. */
export function wasCounted({ pieces, isEmpty }: CashCountValues): boolean {
  return totalCash(pieces).satang > 0 || isEmpty === true;
}

export function findCountProblems({ pieces, reason }: CashCountValues, expectedSatang: Satang): readonly Problem<'pieces' | 'reason'>[] {
  return findCashCountProblems({ pieces: piecesCounted(pieces), expectedSatang, reason });
}

/** Brings the reason into sight when it is what is missing. */
export function focusReason(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.count-reason input')?.focus());
}

/** Only what is there: `{"100000": 3}` is three thousand-baht notes. */
export function piecesCounted(pieces: Readonly<Record<number, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(pieces).filter(([, count]) => count > 0));
}

/** Short, over or exact, in words with the amount. */
export function differenceInWords(difference: Satang, t: Translate): string {
  if (difference === 0) return t('money.exact');
  return t(difference < 0 ? 'money.short' : 'money.over', { baht: formatBaht(Math.abs(difference)) });
}
