/** A message inside the page: what happened, that nothing was lost, what to do. */
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export type BannerTone = 'info' | 'attention' | 'stop';

export interface BannerProps {
  tone: BannerTone;
  title?: ComponentChildren;
  children?: ComponentChildren;
  actions?: ComponentChildren;
  icon?: IconName;
  /** For a banner that appears as the answer to an act: it is then read aloud. */
  announce?: boolean;
}

const iconByTone: Record<BannerTone, IconName> = { info: 'info', attention: 'bell', stop: 'warning' };

export function Banner({ tone, title, children, actions, icon = iconByTone[tone], announce = false }: BannerProps) {
  return (
    <div class={`banner banner-${tone}`} role={announce ? (tone === 'stop' ? 'alert' : 'status') : undefined}>
      <Icon name={icon} />
      <div class="banner-text">
        {title && <p class="banner-title">{title}</p>}
        {children && <div>{children}</div>}
        {actions && <div class="banner-actions no-print">{actions}</div>}
      </div>
    </div>
  );
}
