/** One line of text. Enter can go on to the next person; Thai is kept exactly as typed. */
import type { ComponentChildren, Ref } from 'preact';
import { Field, type FieldTexts } from './field.tsx';

export interface TextFieldProps extends FieldTexts {
  value: string;
  onText: (text: string) => void;
  onEnter?: () => void;
  onLeave?: () => void;
  type?: 'text' | 'tel' | 'email' | 'password';
  inputMode?: 'text' | 'numeric' | 'tel' | 'email';
  autoComplete?: string;
  placeholder?: string;
  /** Shown inside the box at its end. */
  unit?: ComponentChildren;
  name?: string;
  maxLength?: number;
  required?: boolean;
  disabled?: boolean;
  readOnly?: boolean;
  enterKeyHint?: 'next' | 'done' | 'search' | 'go';
  inputRef?: Ref<HTMLInputElement>;
}

export function TextField(props: TextFieldProps) {
  const { value, onText, onEnter, onLeave, type = 'text', unit, inputRef, autoComplete = 'off' } = props;
  // The types of Preact know each kind of input apart, but not a choice of them.
  const inputType = { type } as { type: 'text' };
  return (
    <Field {...props}>
      {(wiring) => (
        <span class="input-box">
          <input
            {...wiring}
            ref={inputRef}
            class="input"
            {...inputType}
            name={props.name}
            value={value}
            inputMode={props.inputMode}
            autoComplete={autoComplete}
            placeholder={props.placeholder}
            maxLength={props.maxLength}
            required={props.required}
            disabled={props.disabled}
            readOnly={props.readOnly}
            enterKeyHint={props.enterKeyHint}
            onInput={(event) => onText(event.currentTarget.value)}
            onBlur={() => onLeave?.()}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.isComposing || !onEnter) return;
              event.preventDefault();
              onEnter();
            }}
          />
          {unit && <span class="input-unit">{unit}</span>}
        </span>
      )}
    </Field>
  );
}
