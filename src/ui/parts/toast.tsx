/** Short news after an act, with its undo: one at a time, and it waits while someone reads or touches it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { IconButton } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';

export interface Toast {
  text: string;
  icon?: IconName;
  undo?: { label: string; onUndo: () => void };
  /** How long it stays; with an undo 10 s, else 5 s. */
  stayMs?: number;
}

interface ShownToast extends Toast {
  id: number;
}

let shown: ShownToast | undefined;
let lastId = 0;
const listeners = new Set<() => void>();

function setShown(toast: ShownToast | undefined): void {
  shown = toast;
  for (const listener of listeners) listener();
}

/** Shows a toast in the `ToastHost`; a newer one takes the place of an older one. */
export function showToast(toast: Toast): void {
  lastId += 1;
  setShown({ ...toast, id: lastId });
}

export function hideToast(): void {
  setShown(undefined);
}

export interface ToastHostProps {
  closeLabel: string;
}

export function ToastHost({ closeLabel }: ToastHostProps) {
  const [toast, setToast] = useState(shown);
  const [isHeld, setHeld] = useState(false);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const listener = () => {
      setHeld(false);
      setToast(shown);
    };
    listeners.add(listener);
    listener();
    return () => {
      listeners.delete(listener);
    };
  }, []);

  useEffect(() => {
    if (!toast || isHeld) return undefined;
    const timer = setTimeout(hideToast, toast.stayMs ?? (toast.undo ? 10_000 : 5_000));
    return () => clearTimeout(timer);
  }, [toast, isHeld]);

  const hold = () => setHeld(true);
  const release = () => setHeld(box.current?.contains(document.activeElement) ?? false);

  return (
    <div class="toast-host no-print" role="status">
      {toast && (
        <div
          key={toast.id}
          ref={box}
          class="toast"
          onPointerEnter={hold}
          onPointerLeave={release}
          onFocusIn={hold}
          onFocusOut={() => setHeld(false)}
        >
          {toast.icon && <Icon name={toast.icon} />}
          <p>{toast.text}</p>
          {toast.undo && (
            <button
              type="button"
              class="toast-undo"
              onClick={() => {
                const { undo } = toast;
                hideToast();
                undo?.onUndo();
              }}
            >
              <Icon name="undo" />
              {toast.undo.label}
            </button>
          )}
          <IconButton icon="close" label={closeLabel} onPress={hideToast} />
        </div>
      )}
    </div>
  );
}
