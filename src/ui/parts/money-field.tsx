/** An amount of baht, large and exact. Reads what people type (Thai digits, commas, `500.-`), gives back whole satang. */
import type { ComponentChildren, Ref } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { parseBaht, type MoneyProblem } from '../../domain/baht-reading.ts';
import { formatBaht } from '../../domain/money.ts';
import { Field, type FieldTexts } from './field.tsx';

export interface MoneyFieldProps extends FieldTexts {
  amountSatang: number | undefined;
  /** `undefined` while the box is empty or cannot be read. */
  onAmount: (amountSatang: number | undefined) => void;
  /** The sentence for a text that cannot be read: what happened and what to do. Shown after leaving the box. */
  problemText: (problem: MoneyProblem) => string;
  unit: ComponentChildren;
  onEnter?: () => void;
  name?: string;
  placeholder?: string;
  required?: boolean;
  disabled?: boolean;
  enterKeyHint?: 'next' | 'done';
  inputRef?: Ref<HTMLInputElement>;
}

export function MoneyField(props: MoneyFieldProps) {
  const { amountSatang, onAmount, problemText, unit, onEnter, error } = props;
  const [text, setText] = useState(() => amountToText(amountSatang));
  const [hasLeft, setLeft] = useState(false);
  const lastGiven = useRef(amountSatang);

  // Before the next key: a later effect would compare with what was typed since.
  useLayoutEffect(() => {
    if (amountSatang === lastGiven.current) return;
    lastGiven.current = amountSatang;
    setText(amountToText(amountSatang));
    setLeft(false);
  }, [amountSatang]);

  const reading = parseBaht(text);
  const problem = reading.ok || reading.problem === 'empty' ? undefined : reading.problem;

  return (
    <Field {...props} error={error ?? (hasLeft && problem ? problemText(problem) : undefined)}>
      {(wiring) => (
        <span class="input-box money-box">
          <input
            {...wiring}
            ref={props.inputRef}
            class="input"
            type="text"
            inputMode="decimal"
            autoComplete="off"
            name={props.name}
            value={text}
            placeholder={props.placeholder}
            required={props.required}
            disabled={props.disabled}
            enterKeyHint={props.enterKeyHint}
            onInput={(event) => {
              const typed = event.currentTarget.value;
              setText(typed);
              setLeft(false);
              const read = parseBaht(typed);
              lastGiven.current = read.ok ? read.satang : undefined;
              onAmount(lastGiven.current);
            }}
            onBlur={() => {
              setLeft(true);
              if (reading.ok) setText(amountToText(reading.satang));
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.isComposing || !onEnter) return;
              event.preventDefault();
              onEnter();
            }}
          />
          <span class="input-unit">{unit}</span>
        </span>
      )}
    </Field>
  );
}

function amountToText(amountSatang: number | undefined): string {
  return amountSatang === undefined ? '' : formatBaht(amountSatang, { wholeBaht: 'short' });
}
