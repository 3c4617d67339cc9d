/** The slim line under each header that answers "is it safe?". It shows a sentence; what is true is decided elsewhere. */
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export type StatusTone = 'safe' | 'waiting' | 'act' | 'practice';

export interface StatusLineProps {
  tone: StatusTone;
  text: ComponentChildren;
  /** Without it each tone has its own shape. */
  icon?: IconName;
  href?: string;
  onPress?: () => void;
}

const iconByTone: Record<StatusTone, IconName> = { safe: 'double-check', waiting: 'cloud-up', act: 'warning', practice: 'book' };

export function StatusLine({ tone, text, icon = iconByTone[tone], href, onPress }: StatusLineProps) {
  const face = (
    <>
      <Icon name={icon} size="small" />
      <span>{text}</span>
      {(href !== undefined || onPress) && <Icon name="chevron" size="small" />}
    </>
  );
  const className = `status-line status-${tone}`;
  if (href !== undefined)
    return (
      <a class={className} href={href}>
        {face}
      </a>
    );
  if (onPress)
    return (
      <button type="button" class={className} onClick={() => onPress()}>
        {face}
      </button>
    );
  return (
    <p class={className} aria-live={tone === 'act' ? 'polite' : undefined}>
      {face}
    </p>
  );
}
