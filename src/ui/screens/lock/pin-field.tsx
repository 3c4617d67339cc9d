/** Six digits as dots, from the number keys; a password manager is not offered them. */
import { useEffect, useRef } from 'preact/hooks';
import { thaiDigitsToArabic } from '../../../domain/digits.ts';
import { pinLength } from '../../../domain/pin.ts';
import { TextField } from '../../parts/text-field.tsx';

export interface PinFieldProps {
  label: string;
  digits: string;
  onDigits: (digits: string) => void;
  error?: string | undefined;
  hint?: string | undefined;
  disabled?: boolean;
  autoFocus?: boolean;
}

export function PinField({ label, digits, onDigits, error, hint, disabled = false, autoFocus = false }: PinFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (autoFocus && !disabled) input.current?.focus();
  }, [disabled]);
  return (
    <div class="pin-field">
      <TextField
        label={label}
        hint={hint}
        error={error}
        value={digits}
        onText={(text) => onDigits(thaiDigitsToArabic(text).replaceAll(/\D/g, '').slice(0, pinLength))}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        maxLength={pinLength}
        disabled={disabled}
        inputRef={input}
      />
    </div>
  );
}
