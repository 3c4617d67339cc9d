/** A number of people or things, counted up and down with the thumb or typed. */
import type { ComponentChildren } from 'preact';
import { thaiDigitsToArabic } from '../../domain/digits.ts';
import { FieldGroup, type FieldTexts } from './field.tsx';
import { Icon } from './icon.tsx';

export interface StepperProps {
  count: number;
  onCount: (count: number) => void;
  /** What is counted, for the middle box. */
  label: string;
  minusLabel: string;
  plusLabel: string;
  min?: number;
  max?: number;
  disabled?: boolean;
  size?: 'normal' | 'large';
}

/** The bare − n + without a label of its own, for rows. */
export function Stepper({
  count,
  onCount,
  label,
  minusLabel,
  plusLabel,
  min = 0,
  max = 9999,
  disabled = false,
  size = 'normal',
}: StepperProps) {
  const set = (next: number) => onCount(Math.min(max, Math.max(min, next)));
  return (
    <span class={`count-stepper count-${size}`}>
      <button type="button" aria-label={minusLabel} disabled={disabled || count <= min} onClick={() => set(count - 1)}>
        <Icon name="minus" />
      </button>
      <input
        type="text"
        inputMode="numeric"
        autoComplete="off"
        aria-label={label}
        value={count}
        disabled={disabled}
        onFocus={(event) => event.currentTarget.select()}
        onInput={(event) => {
          const digits = thaiDigitsToArabic(event.currentTarget.value).replace(/\D/g, '');
          set(digits === '' ? min : Number(digits));
        }}
      />
      <button type="button" aria-label={plusLabel} disabled={disabled || count >= max} onClick={() => set(count + 1)}>
        <Icon name="plus" />
      </button>
    </span>
  );
}

export interface CountFieldProps extends FieldTexts, Omit<StepperProps, 'label' | 'size'> {
  label: string;
  unit?: ComponentChildren;
}

export function CountField(props: CountFieldProps) {
  return (
    <FieldGroup {...props}>
      <span class="count-row">
        <Stepper {...props} size="large" />
        {props.unit && <span class="unit">{props.unit}</span>}
      </span>
    </FieldGroup>
  );
}
