/** A question in front of the page, on the native `<dialog>`: the rest is inert, Esc and the backdrop close, focus goes back. */
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { IconButton } from './button.tsx';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ComponentChildren;
  closeLabel: string;
  children?: ComponentChildren;
  /** Buttons at the bottom; the last one is nearest to the thumb. */
  actions?: ComponentChildren;
}

export function Dialog(props: DialogProps) {
  return props.open ? <OpenDialog {...props} shape="dialog" /> : null;
}

/** The same at the bottom edge, within the thumb's reach. */
export function BottomSheet(props: DialogProps) {
  return props.open ? <OpenDialog {...props} shape="sheet" /> : null;
}

/** The whole screen: figures that a room looks at. */
export function FullScreen(props: Omit<DialogProps, 'open'>) {
  return <OpenDialog {...props} shape="full" />;
}

function OpenDialog({
  onClose,
  title,
  closeLabel,
  children,
  actions,
  shape,
}: Omit<DialogProps, 'open'> & { shape: 'dialog' | 'sheet' | 'full' }) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const titleId = useId();

  useLayoutEffect(() => {
    const dialog = element.current;
    const opener = document.activeElement;
    dialog?.showModal();
    // The heading, so that the question is read first; unless a field inside asked for the focus.
    if (!dialog?.querySelector('[autofocus]')) heading.current?.focus();
    return () => {
      dialog?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);

  // what had the focus is gone, such as the button of a row that was removed: the heading takes it instead of the page behind
  useLayoutEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  });

  return (
    <dialog
      ref={element}
      class={`dialog dialog-${shape}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div class="dialog-body">
        <div class="dialog-head">
          <h2 id={titleId} ref={heading} tabIndex={-1}>
            {title}
          </h2>
          <IconButton icon="close" label={closeLabel} onPress={onClose} />
        </div>
        {children && <div class="dialog-content stack">{children}</div>}
        {actions && <div class="dialog-actions">{actions}</div>}
      </div>
    </dialog>
  );
}
