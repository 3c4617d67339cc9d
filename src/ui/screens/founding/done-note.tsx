/** Recorded: said with the colour of what is safe, in the place where it was done. */
import type { ComponentChildren } from 'preact';
import { Icon } from '../../parts/icon.tsx';

export function DoneNote({ title, children }: { title: ComponentChildren; children?: ComponentChildren }) {
  return (
    <div class="done-note" role="status">
      <Icon name="check" />
      <div>
        <p class="done-title">{title}</p>
        {children && <div>{children}</div>}
      </div>
    </div>
  );
}
