/** A task and its page share one address but for the query, so the browser would keep the place in the page; each begins at its top. */
import { useLayoutEffect } from 'preact/hooks';

export function useTopOfPage(key: string): void {
  useLayoutEffect(() => scrollTo(0, 0), [key]);
}
