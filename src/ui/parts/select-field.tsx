/** One answer out of many, with the phone's own picker. */
import type { Ref } from 'preact';
import { Field, type FieldTexts } from './field.tsx';
import { Icon } from './icon.tsx';

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  disabled?: boolean;
}

export interface SelectFieldProps<Value extends string> extends FieldTexts {
  options: readonly SelectOption<Value>[];
  value: Value | undefined;
  onChoose: (value: Value) => void;
  /** Shown while nothing is chosen; without it the first option is. */
  placeholder?: string;
  name?: string;
  required?: boolean;
  disabled?: boolean;
  selectRef?: Ref<HTMLSelectElement>;
}

export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { options, value, onChoose, placeholder } = props;
  return (
    <Field {...props}>
      {(wiring) => (
        <span class="input-box select-box">
          <select
            {...wiring}
            ref={props.selectRef}
            class="input"
            name={props.name}
            value={value ?? ''}
            required={props.required}
            disabled={props.disabled}
            onChange={(event) => onChoose(event.currentTarget.value as Value)}
          >
            {placeholder !== undefined && (
              <option value="" disabled>
                {placeholder}
              </option>
            )}
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon name="chevron-down" size="small" />
        </span>
      )}
    </Field>
  );
}
