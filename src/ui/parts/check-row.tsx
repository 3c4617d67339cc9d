/** Something that is so or not so: a tick box whose whole row is the target. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface CheckRowProps {
  label: ComponentChildren;
  detail?: ComponentChildren;
  error?: ComponentChildren;
  checked: boolean;
  onCheck: (checked: boolean) => void;
  disabled?: boolean;
  name?: string;
}

export function CheckRow({ label, detail, error, checked, onCheck, disabled = false, name }: CheckRowProps) {
  const id = useId();
  return (
    <div class={`check-row${error ? ' has-error' : ''}`}>
      <label class="choice">
        <input
          type="checkbox"
          name={name}
          checked={checked}
          disabled={disabled}
          aria-describedby={error ? id : undefined}
          aria-invalid={error ? 'true' : undefined}
          onChange={(event) => onCheck(event.currentTarget.checked)}
        />
        <span class="choice-text">
          <span class="choice-label">{label}</span>
          {detail && <span class="choice-detail">{detail}</span>}
        </span>
      </label>
      {error && (
        <p class="error" id={id}>
          {error}
        </p>
      )}
    </div>
  );
}
