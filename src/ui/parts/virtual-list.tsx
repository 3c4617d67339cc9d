/** A long list of which only the rows near the screen exist; rows are measured, the one with the focus is kept alive. */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface VirtualListProps<Row> {
  label: string;
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  renderRow: (row: Row, index: number) => ComponentChildren;
  /** Height of a row that was not measured yet, at least 56. */
  estimatedHeight?: number;
  /** Rows kept beyond each edge of the screen. */
  overscan?: number;
  /** Brought into view when it changes. */
  scrollToKey?: string;
}

export function VirtualList<Row>(props: VirtualListProps<Row>) {
  const { label, rows, keyOf, renderRow, estimatedHeight = 67, overscan = 6, scrollToKey } = props;
  const list = useRef<HTMLUListElement>(null);
  const heightByKey = useRef(new Map<string, number>());
  const [visible, setVisible] = useState({ top: 0, bottom: 1000 });
  const [focusedKey, setFocusedKey] = useState<string>();
  const [, remeasured] = useState(0);

  const tops = [0];
  for (const row of rows) tops.push(tops.at(-1)! + (heightByKey.current.get(keyOf(row)) ?? estimatedHeight));
  const height = tops.at(-1)!;

  useEffect(() => {
    const look = () => {
      const box = list.current?.getBoundingClientRect();
      if (!box) return;
      // Steps of 200 px: a render per step of scrolling, not per pixel.
      const top = Math.floor(Math.max(0, -box.top) / 200) * 200;
      const bottom = Math.ceil(Math.max(0, innerHeight - box.top) / 200) * 200;
      setVisible((before) => (before.top === top && before.bottom === bottom ? before : { top, bottom }));
    };
    look();
    addEventListener('scroll', look, { capture: true, passive: true });
    addEventListener('resize', look);
    return () => {
      removeEventListener('scroll', look, { capture: true });
      removeEventListener('resize', look);
    };
  }, []);

  // Rows change height when the typeface arrives, the text is enlarged or the phone is turned. The observer tells after the browser's own
  // layout; only the first rows are asked at once, so that nothing jumps: asking at every step of scrolling would lay out the page twice.
  const watcher = useRef<{ readonly observer: ResizeObserver; readonly watched: Set<Element> } | undefined>(undefined);
  useLayoutEffect(() => {
    const isFirst = heightByKey.current.size === 0;
    const measure = (sizes: Iterable<readonly [HTMLElement, number]>) => {
      let hasChanged = false;
      for (const [{ dataset }, size] of sizes) {
        const key = dataset['key']!;
        const pixels = Math.round(size);
        if (pixels === 0 || heightByKey.current.get(key) === pixels) continue;
        heightByKey.current.set(key, pixels);
        hasChanged = true;
      }
      if (hasChanged) remeasured((count) => count + 1);
    };
    watcher.current ??= {
      observer: new ResizeObserver((changes) =>
        measure(changes.map(({ target, borderBoxSize: [box] }) => [target as HTMLElement, box?.blockSize ?? 0])),
      ),
      watched: new Set(),
    };
    const { observer, watched } = watcher.current;
    for (const element of watched) {
      if (element.isConnected) continue;
      observer.unobserve(element);
      watched.delete(element);
    }
    const appeared = ([...(list.current?.children ?? [])] as HTMLElement[]).filter((element) => !watched.has(element));
    for (const element of appeared) {
      observer.observe(element);
      watched.add(element);
    }
    if (isFirst) measure(appeared.map((element) => [element, element.offsetHeight]));
  });
  useEffect(() => () => watcher.current?.observer.disconnect(), []);

  useEffect(() => {
    const index = rows.findIndex((row) => keyOf(row) === scrollToKey);
    const box = list.current?.getBoundingClientRect();
    if (index >= 0 && box) scrollBy({ top: box.top + tops[index]! - innerHeight / 2 });
  }, [scrollToKey]);

  // While one only scrolls, a row that was drawn is the same object and is not compared again.
  const drawn = useRef<{ readonly renderRow: unknown; readonly faces: Map<Row, ComponentChildren> } | undefined>(undefined);
  if (drawn.current?.renderRow !== renderRow) drawn.current = { renderRow, faces: new Map() };
  const { faces } = drawn.current;
  const faceOf = (row: Row, index: number) => {
    if (!faces.has(row)) faces.set(row, renderRow(row, index));
    return faces.get(row);
  };

  const firstVisible = Math.max(0, tops.findIndex((top) => top > visible.top) - 1 - overscan);
  const afterVisible = tops.findIndex((top) => top >= visible.bottom);
  const end = Math.min(rows.length, (afterVisible === -1 ? rows.length : afterVisible) + overscan);

  return (
    <ul
      ref={list}
      class="virtual-list card card-flush"
      aria-label={label}
      style={{ height: `${height}px` }}
      onFocusIn={(event) => setFocusedKey((event.target as HTMLElement).closest<HTMLElement>('[data-key]')?.dataset['key'])}
      onFocusOut={() => setFocusedKey(undefined)}
    >
      {rows.map((row, index) => {
        const key = keyOf(row);
        const isShown = (index >= firstVisible && index < end) || key === focusedKey;
        return isShown ? (
          <li
            key={key}
            data-key={key}
            aria-setsize={rows.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${tops[index]}px)` }}
          >
            {faceOf(row, index)}
          </li>
        ) : null;
      })}
    </ul>
  );
}
