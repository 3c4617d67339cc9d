/** The three books and the two statements of one month, as they follow from the entries. */
import { useLocation, useRoute } from 'preact-iso';
import { useMemo } from 'preact/hooks';
import { bookPage, columnsThrough } from '../../../domain/account-books.ts';
import { threeBooks, type ColumnSums, type ThreeBook } from '../../../domain/account-column.ts';
import type { GroupRow } from '../../../domain/row.ts';
import { isMonth, type Month } from '../../../domain/thai-calendar.ts';
import { useText, useToday } from '../../app-context.ts';
import { ActionBar } from '../../parts/action-bar.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { Screen } from '../../screen.tsx';
import { bookSheet, balanceSheetSheet, profitSheet } from '../../tables/book-sheets.ts';
import { ExportSheet } from '../../tables/export-sheet.tsx';
import { SheetTable } from '../../tables/sheet-table.tsx';
import { useRow, useRows } from '../../use-store.ts';
import { shortNameOf } from '../group/in-words.ts';
import { ControlTotals } from './control-totals.tsx';
import { marksOfLine } from './line-marks.ts';
import { MonthNav } from './month-nav.tsx';
import { monthsToShow, useBookMonth } from './use-books.ts';
import { useWords } from '../../words/use-words.ts';
import { NotFoundScreen } from '../not-found.tsx';
import '../../style/screens/books.css';

const pages = [...threeBooks, 'statements'] as const;
type PageName = (typeof pages)[number];

export function BooksScreen() {
  const { params } = useRoute();
  const { id: g = '', month = '' } = params;
  const page = pages.find((name) => name === params['book']);
  const group = useRow<'group'>(g, 'group');
  if (group === null || page === undefined || !isMonth(month)) return <NotFoundScreen />;
  return <OpenBook g={g} group={group} page={page} month={month} />;
}

function OpenBook({ g, group, page, month }: { g: string; group: GroupRow | undefined; page: PageName; month: Month }) {
  const t = useText();
  const words = useWords();
  const todayOn = useToday();
  const { path } = useLocation();
  const months = useRows(g, 'month');
  const addressOf = (name: PageName, of: Month) => `/groups/${g}/books/${name}/${of}`;
  const isReady = group !== undefined && months !== undefined;
  return (
    <Screen
      title={t(`books.page.${page}`)}
      subtitle={group && shortNameOf(group, t)}
      overline={words.month(month, { style: 'long' })}
      back={`/groups/${g}?tab=money`}
      width="board"
      task
      focusKey={path}
      actionBar={
        <ActionBar
          primary={
            <LinkButton
              href={page === 'statements' ? `/print/statements/${g}?month=${month}` : `/print/book/${g}?book=${page}&month=${month}`}
              kind="primary"
              icon="print"
              wide
            >
              {t('books.print')}
            </LinkButton>
          }
        />
      }
    >
      <Tabs
        label={t('books.tabs')}
        tabs={pages.map((name) => ({ href: addressOf(name, month), label: t(`books.tab.${name}`) }))}
        currentHref={addressOf(page, month)}
      />
      {isReady ? (
        <>
          <MonthNav month={month} months={monthsToShow(months, todayOn)} hrefOf={(of) => addressOf(page, of)} />
          <ControlTotals sums={columnsThrough(months, month)} />
          {page === 'statements' ? (
            <Statements month={month} sums={columnsThrough(months, month)} />
          ) : (
            <Book key={`${page}|${month}`} g={g} book={page} month={month} />
          )}
        </>
      ) : (
        <SkeletonRows count={6} label={t('common.loading')} />
      )}
    </Screen>
  );
}

function Book({ g, book, month }: { g: string; book: ThreeBook; month: Month }) {
  const t = useText();
  const words = useWords();
  const read = useBookMonth(g, month);
  const made = useMemo(() => {
    if (read === undefined) return undefined;
    const page = bookPage(book, month, read.source);
    const sheet = bookSheet(page, read.nameOf, t);
    return { page, sheet, lineByKey: new Map(page.lines.map((line, index) => [sheet.rows[index + 1]?.key, line])) };
  }, [read, book, month, t]);
  if (made === undefined) return <SkeletonRows count={6} label={t('common.loading')} />;
  const { page, sheet, lineByKey } = made;
  return (
    <>
      <p class="quiet small">{t('books.lines', { n: page.lines.length })}</p>
      <SheetTable
        sheet={sheet}
        narrow="cards"
        marksOf={(row) => {
          const line = lineByKey.get(row.key);
          return line && marksOfLine(line, words, t);
        }}
      />
      {page.lines.length === 0 && (
        <EmptyState icon="book" title={t('books.none')}>
          {t('books.none.why')}
        </EmptyState>
      )}
      <ExportSheet sheets={[sheet]} fileName={`${book}-${month}`} personal={{ g, list: 'book', people: page.lines.length }} />
    </>
  );
}

function Statements({ month, sums }: { month: Month; sums: ColumnSums }) {
  const t = useText();
  const words = useWords();
  const sheets = [profitSheet(sums, t), balanceSheetSheet(sums, t)];
  return (
    <>
      <p class="quiet small">{t('books.statements.as-of', { month: words.month(month, { style: 'long' }) })}</p>
      <div class="statements">
        {sheets.map((sheet) => (
          <div key={sheet.title} class="section">
            <div class="section-head">
              <h2>{sheet.title}</h2>
            </div>
            <SheetTable sheet={sheet} narrow="scroll" />
          </div>
        ))}
      </div>
      <ExportSheet sheets={sheets} fileName={`statements-${month}`} />
    </>
  );
}
