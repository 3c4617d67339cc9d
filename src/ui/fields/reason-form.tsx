/** The reason without which nothing in the books is taken back or changed, and the button that does it. */
import { useState } from 'preact/hooks';
import { useText } from '../app-context.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/text-field.tsx';
import { SavingProblem, useSaving } from '../use-saving.tsx';

export interface ReasonFormProps {
  /** named by its result */
  action: string;
  danger?: boolean;
  disabled?: boolean;
  record: (reason: string) => Promise<unknown>;
  onDone: () => void;
}

export function ReasonForm({ action, danger = false, disabled = false, record, onDone }: ReasonFormProps) {
  const t = useText();
  const saving = useSaving();
  const [reason, setReason] = useState('');
  const [attempted, setAttempted] = useState(false);
  const act = () => {
    setAttempted(true);
    if (reason.trim() === '' || disabled) return;
    void saving.run(() => record(reason.trim())).then((saved) => saved && onDone());
  };
  return (
    <>
      <SavingProblem saving={saving} />
      <TextField
        label={t('money.reverse-reason')}
        value={reason}
        error={attempted && reason.trim() === '' ? t('money.reverse-needs') : undefined}
        onText={setReason}
        onEnter={act}
      />
      <div class="payment-actions">
        <Button
          kind={danger ? 'danger' : 'primary'}
          wide
          disabled={disabled}
          busy={saving.busy}
          busyLabel={t('common.saving')}
          onPress={act}
        >
          {action}
        </Button>
      </div>
    </>
  );
}
