/** The bar at the thumb: the one next step of a screen, with room for a quieter second one. */
import type { ComponentChildren } from 'preact';
import { useRootMark } from './root-mark.ts';

export interface ActionBarProps {
  /** Exactly one `Button` or `LinkButton` of kind `primary`, `wide`. */
  primary: ComponentChildren;
  secondary?: ComponentChildren;
  /** A short line above the buttons, for example what is still missing. */
  note?: ComponentChildren;
}

export function ActionBar({ primary, secondary, note }: ActionBarProps) {
  useRootMark('has-action-bar');
  useRootMark('has-action-note', Boolean(note));
  useRootMark('has-second-action', Boolean(secondary));
  return (
    <div class="action-bar no-print">
      {note && <p class="action-note">{note}</p>}
      <div class="action-buttons">
        {secondary}
        {primary}
      </div>
    </div>
  );
}
