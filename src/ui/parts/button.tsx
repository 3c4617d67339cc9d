/** Buttons and links that look like buttons; a busy button keeps its width and says in words what it is doing. */
import type { ComponentChildren, Ref } from 'preact';
import { useClosedAddress } from './closed-address.ts';
import { Icon, type IconName } from './icon.tsx';

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger';

export interface ButtonProps {
  children: ComponentChildren;
  kind?: ButtonKind;
  type?: 'button' | 'submit';
  icon?: IconName;
  onPress?: () => void;
  busy?: boolean;
  /** What the button says while busy, for example "saving…"; without it the label stays. */
  busyLabel?: string;
  disabled?: boolean;
  /** Fills the width it is given. */
  wide?: boolean;
  describedBy?: string;
  form?: string;
  buttonRef?: Ref<HTMLButtonElement>;
}

export function Button(props: ButtonProps) {
  const { children, kind = 'secondary', type = 'button', icon, onPress, busy = false, busyLabel, disabled = false, wide = false } = props;
  return (
    <button
      ref={props.buttonRef}
      type={type}
      form={props.form}
      class={`button button-${kind}${wide ? ' wide' : ''}`}
      disabled={disabled}
      aria-disabled={busy ? 'true' : undefined}
      aria-busy={busy ? 'true' : undefined}
      aria-describedby={props.describedBy}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onPress?.();
      }}
    >
      <span class={`button-face${busy && busyLabel ? ' away' : ''}`} aria-hidden={busy && busyLabel ? 'true' : undefined}>
        {icon && <Icon name={icon} />}
        <span>{children}</span>
      </span>
      {busyLabel !== undefined && (
        <span class={`button-face${busy ? '' : ' away'}`} aria-hidden={busy ? undefined : 'true'}>
          {busyLabel}
        </span>
      )}
    </button>
  );
}

export interface LinkButtonProps {
  children: ComponentChildren;
  href: string;
  kind?: ButtonKind;
  icon?: IconName;
  wide?: boolean;
  /** File name to save under, when the link is a download. */
  download?: string;
  newTab?: boolean;
}

export function LinkButton({ children, href, kind = 'secondary', icon, wide = false, download, newTab = false }: LinkButtonProps) {
  const isClosed = useClosedAddress();
  if (isClosed(href)) return null;
  return (
    <a
      href={href}
      class={`button button-${kind}${wide ? ' wide' : ''}`}
      download={download}
      target={newTab ? '_blank' : undefined}
      rel={newTab ? 'noopener' : undefined}
    >
      <span class="button-face">
        {icon && <Icon name={icon} />}
        <span>{children}</span>
      </span>
    </a>
  );
}

export interface IconButtonProps {
  icon: IconName;
  /** The word for it: read aloud, and shown as a tooltip. */
  label: string;
  onPress: () => void;
  disabled?: boolean;
  expanded?: boolean;
  buttonRef?: Ref<HTMLButtonElement>;
}

export function IconButton({ icon, label, onPress, disabled = false, expanded, buttonRef }: IconButtonProps) {
  return (
    <button
      ref={buttonRef}
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      aria-expanded={expanded}
      disabled={disabled}
      onClick={() => onPress()}
    >
      <Icon name={icon} />
    </button>
  );
}
