/** Something folded away until it is wanted; native, so that find-in-page opens it. */
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export interface DisclosureProps {
  summary: ComponentChildren;
  children: ComponentChildren;
  open?: boolean;
  onToggle?: (open: boolean) => void;
  /** `plus` reads as "add more", `chevron-down` as "show". */
  icon?: Extract<IconName, 'plus' | 'chevron-down'>;
}

export function Disclosure({ summary, children, open, onToggle, icon = 'chevron-down' }: DisclosureProps) {
  return (
    <details class={`disclosure disclosure-${icon}`} open={open} onToggle={(event) => onToggle?.(event.currentTarget.open)}>
      <summary>
        <Icon name={icon} />
        <span>{summary}</span>
      </summary>
      <div class="disclosure-body">{children}</div>
    </details>
  );
}
