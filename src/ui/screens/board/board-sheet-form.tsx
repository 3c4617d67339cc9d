/** One thing to write down without leaving the board: what is asked, and one button named by its result. Its name keeps it off the phone. */
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useText } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';

export interface SheetFormProps {
  title: string;
  save: string;
  /** what the button says while it is at work */
  busyLabel?: string;
  busy?: boolean;
  onSave: () => void;
  onClose: () => void;
  children: ComponentChildren;
}

export function SheetForm({ title, save, busyLabel, busy, onSave, onClose, children }: SheetFormProps) {
  const t = useText();
  const fields = useRef<HTMLDivElement>(null);
  const press = () => {
    onSave();
    // the button may be far below what is wrong
    requestAnimationFrame(() => fields.current?.querySelector<HTMLElement>('.has-error :is(input, select, textarea)')?.focus());
  };
  return (
    <BottomSheet
      open
      onClose={onClose}
      title={title}
      closeLabel={t('common.close')}
      actions={
        <Button kind="primary" wide busy={busy} busyLabel={busyLabel} onPress={press}>
          {save}
        </Button>
      }
    >
      <div ref={fields} class="stack">
        {children}
      </div>
    </BottomSheet>
  );
}
