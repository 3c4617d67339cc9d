/** What something personal is taken out or looked at for: one of a few reasons, or another in one's own words. */
import { useText } from '../app-context.ts';
import { SelectField } from './select-field.tsx';
import { TextField } from './text-field.tsx';

export interface SaidReason<Reason extends string> {
  readonly reason: Reason | undefined;
  readonly note: string;
}

/** In one's own words there must be some. */
export function isReasonSaid<Reason extends string>({ reason, note }: SaidReason<Reason>): boolean {
  return reason !== undefined && (reason !== 'other' || note.trim() !== '');
}

export interface ReasonChoiceProps<Reason extends string> {
  label: string;
  hint?: string | undefined;
  /** said when none was chosen, and what depends on it */
  missing: string;
  options: readonly { readonly value: Reason; readonly label: string }[];
  said: SaidReason<Reason>;
  /** the button was pressed once: what is missing is told */
  attempted: boolean;
  onSay: (said: SaidReason<Reason>) => void;
}

export function ReasonChoice<Reason extends string>({ label, hint, missing, options, said, attempted, onSay }: ReasonChoiceProps<Reason>) {
  const t = useText();
  const error = attempted && !isReasonSaid(said) ? missing : undefined;
  return (
    <>
      <SelectField
        label={label}
        hint={hint}
        error={said.reason === undefined ? error : undefined}
        placeholder={t('books.export.reason.choose')}
        options={options}
        value={said.reason}
        onChoose={(reason) => onSay({ ...said, reason })}
      />
      {said.reason === 'other' && (
        <TextField
          label={t('books.export.reason.note')}
          value={said.note}
          onText={(note) => onSay({ ...said, note })}
          maxLength={200}
          error={error}
        />
      )}
    </>
  );
}
