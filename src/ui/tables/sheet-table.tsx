/** A sheet on the screen: a ruled table on a wide one; on a phone a card a row, or the table itself with the naming column held in place. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../app-context.ts';
import { Button } from '../parts/button.tsx';
import { PersonName } from '../parts/person-name.tsx';
import { Tag, type TagTone } from '../parts/tag.tsx';
import { useWords } from '../words/use-words.ts';
import { cellText, type Sheet, type SheetColumn, type SheetRow } from './sheet.ts';
import '../style/screens/sheet.css';

/** What a person is told about a row beside its cells. */
export interface RowMarks {
  /** taken back: struck through, and said in words */
  readonly isStruck?: boolean;
  readonly tags?: readonly { readonly text: string; readonly tone: TagTone }[];
  readonly note?: string | undefined;
}

export interface SheetTableProps {
  sheet: Sheet;
  narrow: 'cards' | 'scroll';
  marksOf?: (row: SheetRow) => RowMarks | undefined;
  /** where the row's name leads */
  hrefOf?: (row: SheetRow) => string | undefined;
  empty?: ComponentChildren;
}

/** A group of 900 has as many rows: the rest is drawn as one comes near it. */
const drawnAtOnce = 80;

export function SheetTable({ sheet, narrow, marksOf, hrefOf, empty }: SheetTableProps) {
  const t = useText();
  const [drawn, setDrawn] = useState(drawnAtOnce);
  const { columns, rows, totals, title } = sheet;
  const left = rows.length - drawn;
  const named = namingColumn(columns);
  const groups = headGroups(columns);
  const hasGroups = groups.some(({ under }) => under !== undefined);
  return (
    <>
      {/* a box that scrolls sideways is reached by the keyboard too */}
      <div class={`sheet-box sheet-${narrow}`} role="region" aria-label={title} tabIndex={0}>
        {/* the roles are repeated because cards are laid out as blocks, which makes browsers forget that this is a table */}
        <table class="sheet" role="table">
          <caption class="hidden-text">{title}</caption>
          <thead role="rowgroup">
            {hasGroups && (
              <tr role="row" class="sheet-groups">
                {groups.map(({ under, span, key }) =>
                  under === undefined ? (
                    <td key={key} role="cell" colSpan={span} />
                  ) : (
                    <th key={key} role="columnheader" scope="colgroup" colSpan={span}>
                      {under}
                    </th>
                  ),
                )}
              </tr>
            )}
            <tr role="row">
              {columns.map((column) => (
                <th key={column.key} role="columnheader" scope="col" class={classOf(column, named)}>
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.slice(0, drawn).map((row) => (
              <Row key={row.key} row={row} columns={columns} named={named} marks={marksOf?.(row)} href={hrefOf?.(row)} />
            ))}
          </tbody>
          {totals !== undefined && (
            <tfoot role="rowgroup">
              <Row row={{ key: 'totals', cells: totals }} columns={columns} named={named} />
            </tfoot>
          )}
        </table>
      </div>
      {rows.length === 0 && empty}
      {left > 0 && <More label={t('books.sheet.more', { n: left })} onMore={() => setDrawn(drawn + 2 * drawnAtOnce)} />}
    </>
  );
}

interface RowProps {
  row: SheetRow;
  columns: readonly SheetColumn[];
  named: SheetColumn | undefined;
  marks?: RowMarks | undefined;
  href?: string | undefined;
}

function Row({ row, columns, named, marks, href }: RowProps) {
  const words = useWords();
  return (
    <tr role="row" class={[row.tone && `sheet-row-${row.tone}`, marks?.isStruck === true && 'sheet-struck'].filter(Boolean).join(' ')}>
      {columns.map((column) => {
        const value = row.cells[column.key];
        const text = cellText(value, column.kind, words);
        if (column === named)
          return (
            <th key={column.key} role="rowheader" scope="row" class={classOf(column, named)}>
              {href === undefined ? <span class="sheet-text">{wholeParts(text)}</span> : <a href={href}>{wholeParts(text)}</a>}
              {marks !== undefined && <Marks marks={marks} />}
            </th>
          );
        // a word among amounts: nothing was paid although it was promised
        const isMissed = column.kind === 'money' && typeof value === 'string';
        return (
          <td key={column.key} role="cell" class={classOf(column, named)} data-label={labelOf(column)}>
            {text === '' ? null : <span class={isMissed ? 'sheet-missed' : 'sheet-text'}>{text}</span>}
          </td>
        );
      })}
    </tr>
  );
}

function Marks({ marks: { tags = [], note } }: { marks: RowMarks }) {
  return (
    <>
      {tags.map(({ text, tone }) => (
        <Tag key={text} tone={tone}>
          {text}
        </Tag>
      ))}
      {note !== undefined && <span class="sheet-note">{note}</span>}
    </>
  );
}

/** A name never breaks inside; between its parts a line may end. */
function wholeParts(text: string): ComponentChildren {
  return <PersonName parts={text.split(' ')} />;
}

/** Draws more when it comes into sight, and on a press. */
function More({ label, onMore }: { label: string; onMore: () => void }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (element.current === null || typeof IntersectionObserver === 'undefined') return undefined;
    const observer = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && onMore(), {
      rootMargin: '400px',
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [onMore]);
  return (
    <div ref={element} class="sheet-more">
      <Button kind="quiet" onPress={onMore}>
        {label}
      </Button>
    </div>
  );
}

/** The column that says what or who a row is. */
function namingColumn(columns: readonly SheetColumn[]): SheetColumn | undefined {
  return columns.find(({ key }) => key === 'what' || key === 'name') ?? columns[0];
}

function labelOf({ label, under }: SheetColumn): string {
  return under === undefined ? label : `${under} ${label}`;
}

function classOf(column: SheetColumn, named: SheetColumn | undefined): string {
  const isNumber = column.kind === 'money' || column.kind === 'count';
  return [`cell-${column.kind}`, isNumber && 'numeric', column === named && 'sheet-named'].filter(Boolean).join(' ');
}

function headGroups(columns: readonly SheetColumn[]): readonly { under: string | undefined; span: number; key: string }[] {
  const groups: { under: string | undefined; span: number; key: string }[] = [];
  for (const { under, key } of columns) {
    const last = groups.at(-1);
    if (last !== undefined && last.under === under) last.span += 1;
    else groups.push({ under, span: 1, key });
  }
  return groups;
}
