/** One screen inside the shell: what stays at the top, the main landmark, the bar at the thumb; moves the focus to its heading. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useRootMark } from './root-mark.ts';

export interface PageProps {
  header: ComponentChildren;
  status?: ComponentChildren;
  /** Stays in sight under the status line: totals, stepper, search. */
  summary?: ComponentChildren;
  actionBar?: ComponentChildren;
  /** A task of its own: a phone shows no bottom navigation, the back arrow leads out. */
  task?: boolean;
  /** `reading` keeps lines short, `board` uses the whole width of a PC. */
  width?: 'reading' | 'board';
  documentTitle?: string;
  /** Changes when the same component shows another screen; the heading then takes the focus again. */
  focusKey?: string;
  children: ComponentChildren;
}

/** The first screen after start-up leaves the focus alone, so that the skip link comes first. */
let isFirstScreen = true;

export function Page(props: PageProps) {
  const { header, status, summary, actionBar, task = false, width = 'reading', documentTitle, focusKey, children } = props;
  const top = useRef<HTMLDivElement>(null);
  useRootMark('has-task', task);

  useEffect(() => {
    if (!isFirstScreen) top.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
    isFirstScreen = false;
  }, [focusKey]);

  useEffect(() => {
    if (documentTitle !== undefined) document.title = documentTitle;
  }, [documentTitle]);

  return (
    <main class={`page page-${width}${task ? ' page-task' : ''}`} id="main" tabIndex={-1}>
      <div class="page-top" ref={top}>
        {header}
        {status}
        {summary}
      </div>
      <div class="content">{children}</div>
      {actionBar}
    </main>
  );
}
