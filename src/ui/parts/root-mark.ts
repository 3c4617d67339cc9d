/**
 * Marks on the root of the page for what stands somewhere in it, so that what is far away makes room. `:root:has(…)` would say the same in a
 * style sheet and look through the whole document after every tap: in a roll of 268 that was a good part of the styling.
 */
import { useLayoutEffect } from 'preact/hooks';

export type RootMark = 'has-task' | 'has-bare-shell';

/** one screen may come before another has gone */
const standing = new Map<RootMark, number>();

/** The mark stands as long as somebody who asks for it is on the screen. */
export function useRootMark(mark: RootMark, isWanted = true): void {
  useLayoutEffect(() => {
    if (!isWanted) return undefined;
    count(mark, 1);
    return () => count(mark, -1);
  }, [mark, isWanted]);
}

function count(mark: RootMark, change: 1 | -1): void {
  const now = (standing.get(mark) ?? 0) + change;
  standing.set(mark, now);
  document.documentElement.classList.toggle(mark, now > 0);
}
