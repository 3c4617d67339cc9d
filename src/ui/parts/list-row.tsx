/** Lists of things to read or open: at least 56 px high, the whole row is the target. */
import type { ComponentChildren } from 'preact';
import { useClosedAddress } from './closed-address.ts';
import { Icon, type IconName } from './icon.tsx';

export interface ListProps {
  children: ComponentChildren;
  label?: string;
}

export function List({ children, label }: ListProps) {
  return (
    <ul class="list card card-flush" aria-label={label}>
      {children}
    </ul>
  );
}

export interface ListRowProps {
  title: ComponentChildren;
  subtitle?: ComponentChildren;
  leading?: ComponentChildren;
  /** Text at the end of the row, for example an amount or a `Tag`. */
  trailing?: ComponentChildren;
  href?: string;
  onPress?: () => void;
  /** A button of its own at the end of the row, outside the row's own target. */
  action?: ComponentChildren;
  /** Shown by itself on rows that open something. */
  chevron?: boolean;
}

export function ListRow({ title, subtitle, leading, trailing, href: address, onPress, action, chevron }: ListRowProps) {
  const isClosed = useClosedAddress();
  const href = address === undefined || isClosed(address) ? undefined : address;
  const isTarget = href !== undefined || onPress !== undefined;
  const hasChevron = chevron ?? (isTarget && !action);
  const face = (
    <>
      {leading && <span class="row-leading">{leading}</span>}
      <span class="row-text">
        <span class="row-title">{title}</span>
        {subtitle && <span class="row-subtitle">{subtitle}</span>}
      </span>
      {(trailing || hasChevron) && (
        <span class="row-end">
          {trailing}
          {hasChevron && <Icon name="chevron" size="small" />}
        </span>
      )}
    </>
  );
  return (
    <li class="row">
      {href !== undefined ? (
        <a class="row-face" href={href}>
          {face}
        </a>
      ) : onPress ? (
        <button type="button" class="row-face" onClick={() => onPress()}>
          {face}
        </button>
      ) : (
        <div class="row-face">{face}</div>
      )}
      {action && <div class="row-action">{action}</div>}
    </li>
  );
}

export interface DateLeafProps {
  day: string;
  month: string;
  tone?: 'normal' | 'late';
}

/** A torn-off calendar leaf in front of a row. */
export function DateLeaf({ day, month, tone = 'normal' }: DateLeafProps) {
  return (
    <span class={`date-leaf date-${tone}`}>
      <b>{day}</b> <span>{month}</span>
    </span>
  );
}

export interface IconTileProps {
  icon: IconName;
  tone?: 'plain' | 'done' | 'waiting' | 'stop';
}

export function IconTile({ icon, tone = 'plain' }: IconTileProps) {
  return (
    <span class={`icon-tile tile-${tone}`}>
      <Icon name={icon} />
    </span>
  );
}
