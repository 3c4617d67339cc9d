/** A whole number that is typed, for counts too large to step through, and an amount of money with its words. */
import { thaiDigitsToArabic } from '../../domain/digits.ts';
import { useText } from '../app-context.ts';
import type { FieldTexts } from '../parts/field.tsx';
import { MoneyField, type MoneyFieldProps } from '../parts/money-field.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useProblemText } from '../problem-text.ts';

export interface NumberFieldProps extends FieldTexts {
  count: number | undefined;
  onCount: (count: number | undefined) => void;
  unit?: string;
  maxLength?: number;
  onEnter?: () => void;
}

/** Anything that is no digit is passed over while typing, so what stands in the box is always the number that is kept. */
export function NumberField({ count, onCount, maxLength = 7, ...rest }: NumberFieldProps) {
  return (
    <TextField
      {...rest}
      inputMode="numeric"
      maxLength={maxLength}
      value={count === undefined ? '' : String(count)}
      onText={(text) => {
        const digits = thaiDigitsToArabic(text).replace(/\D/g, '');
        onCount(digits === '' ? undefined : Number(digits));
      }}
    />
  );
}

export function AmountField(props: Omit<MoneyFieldProps, 'unit' | 'problemText'>) {
  const t = useText();
  const problem = useProblemText();
  return <MoneyField {...props} unit={t('common.unit.baht')} problemText={(code) => problem(code)} />;
}
