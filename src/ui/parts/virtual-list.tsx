/**
 * A long list of which the rows near the screen exist first; rows are measured, the one with the focus is kept alive. A list that says what its
 * rows are drawn from gets the others in idle moments and keeps them: a finger that throws it then finds everything drawn.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface VirtualListProps<Row> {
  label: string;
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  renderRow: (row: Row, index: number) => ComponentChildren;
  /**
   * Everything a row's face depends on: while these are the same it is not drawn again, whatever `renderRow` is by then. What a row calls must
   * therefore not be of one moment.
   */
  drawnFrom?: (row: Row) => readonly unknown[];
  /** Height of a row that was not measured yet, at least 56. */
  estimatedHeight?: number;
  /** Rows kept beyond each edge of the screen. */
  overscan?: number;
  /** Heights of rows by key, pixels, when another list drew the same rows before. */
  heights?: Map<string, number>;
  /** Brought into view when it changes. */
  scrollToKey?: string;
}

/** Beyond it the drawn rows would weigh more than they save. */
const mostKept = 1_000;
/** What is taken for visible until the layout was asked, pixels: at least a phone's first rows, or more than any phone shows. */
const shortScreen = 400;
const tallScreen = 1_000;
/** about what a slow phone draws between two frames */
const drawnInOneBreath = 6;

export function VirtualList<Row>(props: VirtualListProps<Row>) {
  const { label, rows, keyOf, renderRow, drawnFrom, estimatedHeight = 67, overscan = 6, scrollToKey } = props;
  const list = useRef<HTMLUListElement>(null);
  const heightByKey = useRef(props.heights ?? new Map<string, number>());
  const usualHeight = useRef(heightByKey.current.values().next().value ?? estimatedHeight);
  const [visible, setVisible] = useState({ top: 0, bottom: overscan === 0 ? shortScreen : tallScreen });
  const [focusedKey, setFocusedKey] = useState<string>();
  const [, drawAgain] = useState(0);
  const keeps = drawnFrom !== undefined && rows.length <= mostKept;
  /** by key; of rows that are not in the list any more none, so that they come back little by little too */
  const kept = useRef(new Set<string>());
  const isWhole = useRef(false);
  const look = useRef<() => void>(() => undefined);

  // a row that was not measured yet is most likely as high as the first one: what was drawn below it need not move when it is
  const heightOf = (key: string) => heightByKey.current.get(key) ?? usualHeight.current;
  const tops = [0];
  for (const row of rows) tops.push(tops.at(-1)! + heightOf(keyOf(row)));
  const height = tops.at(-1)!;

  useEffect(() => {
    look.current = () => {
      const box = list.current?.getBoundingClientRect();
      if (!box) return;
      // Steps of 200 px: a render per step of scrolling, not per pixel.
      const top = Math.floor(Math.max(0, -box.top) / 200) * 200;
      const bottom = Math.ceil(Math.max(0, innerHeight - box.top) / 200) * 200;
      setVisible((before) => (before.top === top && before.bottom === bottom ? before : { top, bottom }));
    };
    // nothing is asked of the layout while a finger moves a list that is drawn to its end
    const scrolled = () => {
      if (!isWhole.current) look.current();
    };
    addEventListener('scroll', scrolled, { capture: true, passive: true });
    addEventListener('resize', scrolled);
    return () => {
      removeEventListener('scroll', scrolled, { capture: true });
      removeEventListener('resize', scrolled);
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
        if (pixels === 0) continue;
        if (heightByKey.current.size === 0) {
          usualHeight.current = pixels;
          hasChanged = pixels !== estimatedHeight;
        }
        hasChanged ||= heightOf(key) !== pixels;
        heightByKey.current.set(key, pixels);
      }
      if (hasChanged) drawAgain((count) => count + 1);
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

  // A row that nothing changed is the same object and is not compared again.
  const drawn = useRef<{ renderRow: unknown; readonly lines: Map<string, Line> }>({ renderRow, lines: new Map() });
  if (drawnFrom === undefined && drawn.current.renderRow !== renderRow) drawn.current = { renderRow, lines: new Map() };
  const { lines } = drawn.current;
  const lineOf = (row: Row, key: string, index: number): ComponentChildren => {
    const before = lines.get(key);
    const faceFrom = [row, ...(drawnFrom?.(row) ?? [])];
    const face = before !== undefined && isSame(before.faceFrom, faceFrom) ? before.face : renderRow(row, index);
    const from = [face, tops[index], index, rows.length];
    if (before !== undefined && isSame(before.from, from)) return before.line;
    const line = (
      <li key={key} data-key={key} aria-setsize={rows.length} aria-posinset={index + 1} style={{ top: `${tops[index]}px` }}>
        {face}
      </li>
    );
    lines.set(key, { faceFrom, face, from, line });
    return line;
  };

  const firstVisible = Math.max(0, tops.findIndex((top) => top > visible.top) - 1 - overscan);
  const afterVisible = tops.findIndex((top) => top >= visible.bottom);
  const end = Math.min(rows.length, (afterVisible === -1 ? rows.length : afterVisible) + overscan);

  const keys = rows.map(keyOf);
  const isShown = (key: string, index: number) => (index >= firstVisible && index < end) || key === focusedKey || kept.current.has(key);
  kept.current = new Set(keeps ? keys.filter(isShown) : []);
  isWhole.current = keeps && kept.current.size === rows.length;
  // rows that came while nobody looked where the screen is; after the painting, when asking costs no layout
  useEffect(() => look.current(), [isWhole.current]);

  // after every drawing, until nothing is missing: first what comes under the screen, then what is above it
  useEffect(() => {
    if (!keeps || isWhole.current) return;
    return whenIdle(() => {
      const missing = [...keys.slice(end), ...keys.slice(0, end)].filter((key) => !kept.current.has(key));
      for (const key of missing.slice(0, drawnInOneBreath)) kept.current.add(key);
      drawAgain((count) => count + 1);
    });
  });

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
        const key = keys[index]!;
        return isShown(key, index) ? lineOf(row, key, index) : null;
      })}
    </ul>
  );
}

interface Line {
  readonly faceFrom: readonly unknown[];
  readonly face: ComponentChildren;
  readonly from: readonly unknown[];
  readonly line: ComponentChildren;
}

function isSame(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && before.every((each, at) => Object.is(each, now[at]));
}

/** WebKit has no idle moments of its own. @returns what calls it off */
function whenIdle(act: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const id = requestIdleCallback(act);
    return () => cancelIdleCallback(id);
  }
  const id = setTimeout(act, 30);
  return () => clearTimeout(id);
}
