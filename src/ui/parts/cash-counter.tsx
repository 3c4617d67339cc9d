/** The cash on the table, counted by note and coin, with the running total. What it is compared with is the screen's matter. */
import type { ComponentChildren } from 'preact';
import { formatBaht } from '../../domain/money.ts';
import { CashPicture } from './cash-picture.tsx';
import { Stepper } from './count-field.tsx';

export interface Denomination {
  valueSatang: number;
  /** For example "note of 100 baht". */
  label: string;
}

export interface CashCounterProps {
  label: string;
  /** Largest first. */
  denominations: readonly Denomination[];
  /** How many of each, by face value in satang; a missing one counts as none. */
  countByValue: Readonly<Record<number, number>>;
  onCount: (countByValue: Record<number, number>) => void;
  minusLabel: (denomination: Denomination) => string;
  plusLabel: (denomination: Denomination) => string;
  totalLabel: ComponentChildren;
  unit: ComponentChildren;
  /** The total against the receipts, in words. */
  comparison?: ComponentChildren;
  disabled?: boolean;
}

export function CashCounter(props: CashCounterProps) {
  const { label, denominations, countByValue, onCount, minusLabel, plusLabel, totalLabel, unit, comparison, disabled } = props;
  return (
    <div class="cash-counter card card-flush" role="group" aria-label={label}>
      <ul>
        {denominations.map((denomination) => {
          const { valueSatang } = denomination;
          const count = countByValue[valueSatang] ?? 0;
          return (
            <li key={valueSatang} class={count > 0 ? 'cash-row' : 'cash-row cash-none'}>
              <CashPicture valueSatang={valueSatang} />
              <output class="cash-sum figure">{formatBaht(count * valueSatang, { wholeBaht: 'short' })}</output>
              <Stepper
                count={count}
                onCount={(next) => onCount({ ...countByValue, [valueSatang]: next })}
                label={denomination.label}
                minusLabel={minusLabel(denomination)}
                plusLabel={plusLabel(denomination)}
                disabled={disabled}
              />
            </li>
          );
        })}
      </ul>
      <p class="cash-total">
        <span>{totalLabel}</span>
        <output aria-live="polite">
          <b class="figure">{formatBaht(sumCash(countByValue), { wholeBaht: 'short' })}</b>
          <span class="unit"> {unit}</span>
        </output>
      </p>
      {comparison && <div class="cash-comparison">{comparison}</div>}
    </div>
  );
}

/** @returns satang */
export function sumCash(countByValue: Readonly<Record<number, number>>): number {
  return Object.entries(countByValue).reduce((sum, [valueSatang, count]) => sum + Number(valueSatang) * count, 0);
}
