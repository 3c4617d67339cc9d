/** The bar at the thumb: the one next step of a screen, with room for a quieter second one. */
import type { ComponentChildren } from 'preact';

export interface ActionBarProps {
  /** Exactly one `Button` or `LinkButton` of kind `primary`, `wide`. */
  primary: ComponentChildren;
  secondary?: ComponentChildren;
  /** A short line above the buttons, for example what is still missing. */
  note?: ComponentChildren;
}

export function ActionBar({ primary, secondary, note }: ActionBarProps) {
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
