/** The frame of a pledge day: month, group and date, and what stays in sight while one scrolls. */
import type { ComponentChildren } from 'preact';
import { useText } from '../../app-context.ts';
import { Screen } from '../../screen.tsx';
import { useWords } from '../../words/use-words.ts';
import { listNameOf } from '../group/in-words.ts';
import type { Collection } from './use-collection.ts';

export interface CollectionFrameProps {
  collection: Pick<Collection, 'g' | 'on' | 'month' | 'group'>;
  /** address that the arrow leads to; the group's money page without */
  back?: string;
  title?: string;
  focusKey?: string;
  summary?: ComponentChildren;
  actionBar?: ComponentChildren;
  children: ComponentChildren;
}

export function CollectionFrame({ collection, back, title, focusKey, summary, actionBar, children }: CollectionFrameProps) {
  const t = useText();
  const words = useWords();
  const { g, on, month, group } = collection;
  return (
    <Screen
      title={title ?? t('collection.of-month', { month: words.month(month, { style: 'long' }) })}
      subtitle={`${listNameOf(group, t)} · ${words.day(on, { weekday: true })}`}
      back={back ?? `/groups/${g}?tab=money`}
      task
      focusKey={focusKey}
      summary={summary}
      actionBar={actionBar}
    >
      {children}
    </Screen>
  );
}

/** Where a part of a pledge day is found. */
export function addressOf({ g, on }: Pick<Collection, 'g' | 'on'>, step: 'roll' | 'close' | 'result'): string {
  return `/groups/${g}/collection/${on}?step=${step}`;
}
