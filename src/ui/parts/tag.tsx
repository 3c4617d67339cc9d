/** A state said in one word, with a shape of its own so that it is not told by colour alone. */
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export type TagTone = 'plain' | 'done' | 'next' | 'waiting' | 'stop';

export interface TagProps {
  children: ComponentChildren;
  tone?: TagTone;
  /** Replaces the shape that belongs to the tone. */
  icon?: IconName;
}

const iconByTone: Record<TagTone, IconName | undefined> = {
  plain: undefined,
  done: 'check',
  next: 'chevron',
  waiting: 'clock',
  stop: 'warning',
};

export function Tag({ children, tone = 'plain', icon = iconByTone[tone] }: TagProps) {
  return (
    <span class={`tag tag-${tone}`}>
      {icon && <Icon name={icon} size="small" />}
      <span>{children}</span>
    </span>
  );
}
