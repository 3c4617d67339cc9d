/** The bar at the thumb: the one next step of a screen, with room for a quieter second one. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface ActionBarProps {
  /** Exactly one `Button` or `LinkButton` of kind `primary`, `wide`. */
  primary: ComponentChildren;
  secondary?: ComponentChildren;
  /** A short line above the buttons, for example what is still missing. */
  note?: ComponentChildren;
}

export function ActionBar({ primary, secondary, note }: ActionBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const drawn = bar.current;
    if (drawn === null) return undefined;
    const observer = new ResizeObserver(() => makeRoom(drawn.offsetHeight));
    observer.observe(drawn);
    standing = drawn;
    return () => {
      observer.disconnect();
      if (standing === drawn) makeRoom(0);
    };
  }, []);
  return (
    <div ref={bar} class="action-bar no-print">
      {note && <p class="action-note">{note}</p>}
      <div class="action-buttons">
        {secondary}
        {primary}
      </div>
    </div>
  );
}

/** the last one drawn: a screen may come before another has gone */
let standing: HTMLElement | undefined;

/** What sticks above the bar, or gets the focus, needs its height, which large letters and a long note change. */
function makeRoom(heightPx: number): void {
  document.documentElement.style.setProperty('--action-height', `${heightPx}px`);
}
