/** A time of day as the phone asks for it; `HH:MM` or empty. */
import { Field } from '../parts/field.tsx';

export interface TimeFieldProps {
  label: string;
  value: string;
  onTime: (time: string) => void;
}

export function TimeField({ label, value, onTime }: TimeFieldProps) {
  return (
    <Field label={label}>
      {(wiring) => (
        <span class="input-box time-box">
          <input {...wiring} class="input" type="time" value={value} onInput={(event) => onTime(event.currentTarget.value)} />
        </span>
      )}
    </Field>
  );
}
