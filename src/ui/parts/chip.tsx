/** Small rounded words: a chip says something, a filter chip switches something on and off. */
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export interface ChipProps {
  children: ComponentChildren;
  icon?: IconName;
  tone?: 'plain' | 'next' | 'on-dark';
}

export function Chip({ children, icon, tone = 'plain' }: ChipProps) {
  return (
    <span class={`chip chip-${tone}`}>
      {icon && <Icon name={icon} size="small" />}
      <span>{children}</span>
    </span>
  );
}

export interface FilterChipProps {
  children: ComponentChildren;
  pressed: boolean;
  onPress: (pressed: boolean) => void;
  count?: number | string;
}

export function FilterChip({ children, pressed, onPress, count }: FilterChipProps) {
  return (
    <button type="button" class="filter-chip" aria-pressed={pressed} onClick={() => onPress(!pressed)}>
      <span class="chip chip-plain">
        {pressed && <Icon name="check" size="small" />}
        <span>{children}</span>
        {count !== undefined && <b> {count}</b>}
      </span>
    </button>
  );
}
