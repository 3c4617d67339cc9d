/** A password: pasted, typed or filled in by a password manager, and shown on a tap, since long ones are mistyped unseen. */
import { useState } from 'preact/hooks';
import { Button } from './button.tsx';
import { TextField } from './text-field.tsx';

export interface PasswordFieldProps {
  label: string;
  hint?: string;
  error?: string;
  value: string;
  onText: (text: string) => void;
  onEnter?: () => void;
  disabled?: boolean;
  /** `new-password` lets a password manager offer one */
  autoComplete: 'current-password' | 'new-password';
  showLabel: string;
  hideLabel: string;
}

export function PasswordField({ showLabel, hideLabel, ...field }: PasswordFieldProps) {
  const [isShown, setShown] = useState(false);
  return (
    <div>
      <TextField {...field} type={isShown ? 'text' : 'password'} name={field.autoComplete} enterKeyHint="go" />
      <Button kind="quiet" onPress={() => setShown(!isShown)}>
        {isShown ? hideLabel : showLabel}
      </Button>
    </div>
  );
}
