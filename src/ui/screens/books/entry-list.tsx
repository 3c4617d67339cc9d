/** Every line of a month by day; a line that is wrong is corrected or taken back here, with its reason (case 24). */
import { useLocation } from 'preact-iso';
import { useMemo, useState } from 'preact/hooks';
import { columnsOf } from '../../../domain/account-column.ts';
import { formatBaht } from '../../../domain/money.ts';
import type { EntryRow, GroupRow } from '../../../domain/row.ts';
import { isMonth, monthOf } from '../../../domain/thai-calendar.ts';
import { matchesSearch } from '../../../domain/thai-text.ts';
import { useText, useToday } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { Disclosure } from '../../parts/disclosure.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { Tag } from '../../parts/tag.tsx';
import { VirtualList } from '../../parts/virtual-list.tsx';
import { Screen } from '../../screen.tsx';
import type { NameOf } from '../../tables/book-sheets.ts';
import { useRows } from '../../use-store.ts';
import { useWords } from '../../words/use-words.ts';
import { shortNameOf } from '../group/in-words.ts';
import { EntryFix } from './entry-fix.tsx';
import { MonthNav } from './month-nav.tsx';
import { monthsToShow, useBookMonth } from './use-books.ts';

export function EntryList({ group, home }: { group: GroupRow; home: string }) {
  const t = useText();
  const { query } = useLocation();
  const todayOn = useToday();
  const g = group.id;
  const months = useRows(g, 'month');
  const shown = months && monthsToShow(months, todayOn);
  const asked = query['month'] ?? '';
  const month = isMonth(asked) ? asked : (shown?.[0] ?? monthOf(todayOn));
  return (
    <Screen
      title={t('books.entries')}
      subtitle={shortNameOf(group, t)}
      back={`/groups/${g}?tab=money`}
      task
      focusKey={`entries|${month}`}
      actionBar={
        <ActionBar
          primary={
            <LinkButton href={`${home}?do=new`} kind="primary" icon="pen" wide>
              {t('books.entry.new')}
            </LinkButton>
          }
        />
      }
    >
      {shown && <MonthNav month={month} months={shown} hrefOf={(of) => `${home}?month=${of}`} />}
      <Lines key={month} g={g} month={month} first={query['entry']} />
      <nav class="quiet-links" aria-label={t('books.entries.more')}>
        <LinkButton kind="quiet" icon="bank" href={`${home}?do=bank`}>
          {t('books.bank.title')}
        </LinkButton>
        <LinkButton kind="quiet" icon="book" href={`${home}?do=opening`}>
          {t('books.opening.title')}
        </LinkButton>
      </nav>
    </Screen>
  );
}

/** @param first the line that is open when the page opens */
function Lines({ g, month, first }: { g: string; month: string; first: string | undefined }) {
  const t = useText();
  const words = useWords();
  const read = useBookMonth(g, month);
  const [query, setQuery] = useState('');
  const [opened, setOpened] = useState(first);
  const days = useMemo(() => read && byDay([...read.source.entries.values()]), [read]);
  if (read === undefined || days === undefined) return <SkeletonRows count={6} label={t('common.loading')} />;
  if (days.length === 0)
    return (
      <EmptyState icon="pen" title={t('books.none')}>
        {t('books.entries.none.why')}
      </EmptyState>
    );
  const textsOf = (entry: EntryRow) => [
    t(`group.entry.${entry.kind}`),
    entry.receipt,
    entry.note,
    formatBaht(entry.amount, { wholeBaht: 'short' }),
    entry.member && read.nameOf(entry.member),
  ];
  const found = query === '' ? [] : days.flatMap(({ entries }) => entries).filter((entry) => matchesSearch(query, textsOf(entry)));
  const entry = opened === undefined ? undefined : read.source.entries.get(opened);
  return (
    <>
      <SearchField
        label={t('books.entries.search')}
        value={query}
        onText={setQuery}
        clearLabel={t('money.clear-search')}
        resultText={query === '' ? undefined : t('books.entries.found', { n: found.length })}
      />
      {query === '' ? (
        days.map(({ on, entries, cash }, index) => (
          <div key={on} class="day-fold">
            <Disclosure
              open={index === 0 || undefined}
              summary={
                <span class="fold-line day-line">
                  <b>{words.day(on, { style: 'long' })}</b>{' '}
                  <span class="quiet">
                    {t('books.entries.day', { n: entries.length, baht: `${cash > 0 ? '+' : ''}${formatBaht(cash)}` })}
                  </span>
                </span>
              }
            >
              <LineList label={words.day(on, { style: 'long' })} entries={entries} nameOf={read.nameOf} onOpen={setOpened} />
            </Disclosure>
          </div>
        ))
      ) : (
        <LineList label={t('books.entries.search')} entries={found} nameOf={read.nameOf} onOpen={setOpened} />
      )}
      {entry && <EntryFix g={g} entry={entry} name={entry.member && read.nameOf(entry.member)} onClose={() => setOpened(undefined)} />}
    </>
  );
}

interface DayLines {
  readonly on: string;
  readonly entries: readonly EntryRow[];
  /** what the day's live lines added to the cash, satang */
  readonly cash: number;
}

/** The newest day first, and its newest line first. */
function byDay(entries: readonly EntryRow[]): readonly DayLines[] {
  const days = new Map<string, EntryRow[]>();
  for (const entry of entries) days.set(entry.paidOn, [...(days.get(entry.paidOn) ?? []), entry]);
  return [...days]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([on, lines]) => ({
      on,
      entries: lines.toSorted((a, b) => (`${a.at}|${a.id}` < `${b.at}|${b.id}` ? 1 : -1)),
      cash: lines.reduce((sum, line) => sum + (line.reversed === undefined ? (columnsOf(line).cash ?? 0) : 0), 0),
    }));
}

interface LineListProps {
  label: string;
  entries: readonly EntryRow[];
  nameOf: NameOf;
  onOpen: (entry: string) => void;
}

function LineList({ label, entries, nameOf, onOpen }: LineListProps) {
  return (
    <VirtualList
      label={label}
      rows={entries}
      keyOf={({ id }) => id}
      renderRow={(entry) => <Line entry={entry} name={entry.member && nameOf(entry.member)} onOpen={() => onOpen(entry.id)} />}
    />
  );
}

function Line({ entry, name, onOpen }: { entry: EntryRow; name: string | undefined; onOpen: () => void }) {
  const t = useText();
  const isReversed = entry.reversed !== undefined;
  const marks = [
    isReversed && <Tag tone="stop">{t('books.reversed')}</Tag>,
    entry.bookedIn !== undefined && <Tag tone="waiting">{t('books.adjustment')}</Tag>,
    (entry.flags ?? []).includes('maybe-paid-twice') && <Tag tone="waiting">{t('books.entries.doubtful')}</Tag>,
  ];
  return (
    <button type="button" class="row-face line-face" onClick={onOpen}>
      <span class="row-text">
        <span class={`row-title${isReversed ? ' struck' : ''}`}>{[t(`group.entry.${entry.kind}`), name].filter(Boolean).join(' · ')}</span>
        <span class="row-subtitle">
          {[entry.receipt && t('books.entries.receipt', { no: entry.receipt }), entry.note].filter(Boolean).join(' · ')} {marks}
        </span>
      </span>
      <span class="row-end">
        <span class="amount">
          <b class={`figure${isReversed ? ' struck' : ''}`}>{formatBaht(entry.amount)}</b>
        </span>
      </span>
    </button>
  );
}
