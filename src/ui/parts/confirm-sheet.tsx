/** Asks once before something that cannot be undone, and shows what will be frozen. */
import type { ComponentChildren } from 'preact';
import { Button } from './button.tsx';
import { BottomSheet } from './dialog.tsx';

export interface ConfirmSheetProps {
  open: boolean;
  title: ComponentChildren;
  /** What will be frozen, with its numbers. */
  children?: ComponentChildren;
  /** Named by its result. */
  confirmLabel: string;
  cancelLabel: string;
  onConfirm: () => void;
  onCancel: () => void;
  danger?: boolean;
  busy?: boolean;
  busyLabel?: string;
}

export function ConfirmSheet(props: ConfirmSheetProps) {
  const { open, title, children, confirmLabel, cancelLabel, onConfirm, onCancel, danger = false, busy, busyLabel } = props;
  return (
    <BottomSheet
      open={open}
      onClose={onCancel}
      title={title}
      closeLabel={cancelLabel}
      actions={
        <>
          <Button onPress={onCancel}>{cancelLabel}</Button>
          <Button kind={danger ? 'danger' : 'primary'} onPress={onConfirm} busy={busy} busyLabel={busyLabel}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
    </BottomSheet>
  );
}
