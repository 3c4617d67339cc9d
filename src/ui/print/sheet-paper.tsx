/** Draws the pages of a paper: the head with page n of m, ruled tables, dotted lines, signatures; black on white. */
import { Fragment, type VNode } from 'preact';
import type { DigitStyle } from '../../domain/digits.ts';
import type { Translate } from '../../content/text.ts';
import { cellText, textInDigits, type SheetColumn, type SheetRow } from '../tables/sheet.ts';
import type { Words } from '../words/use-words.ts';
import { paddingMm, type SheetFit } from './fit-columns.ts';
import { heights, pageSizes, textFaces, type PageSize } from './page-size.ts';
import { headMm, heightOf, type PaperPage, type Placed, type PlainBlock, type TableSlice } from './paginate.ts';
import type { PaperDocument } from './paper-document.ts';
import { piecesOf } from './text-width.ts';

export interface Pen {
  readonly digits: DigitStyle;
  readonly words: Words;
  readonly t: Translate;
}

export interface FolioProps {
  paper: PaperDocument;
  page: PaperPage;
  /** counted from 1 */
  number: number;
  of: number;
  pen: Pen;
  /** when it was printed */
  footer: string;
}

const mm = (value: number) => `${Math.round(value * 100) / 100}mm`;
const pt = (value: number) => `${value}pt`;

/** One page of a paper. */
export function Folio({ paper, page, number, of, pen, footer }: FolioProps): VNode {
  const size = pageSizes[paper.size];
  const { scale } = size;
  const say = (text: string) => textInDigits(text, pen.digits);
  const face = (sizePt: number, lineMm: number) => ({ fontSize: pt(sizePt * scale), lineHeight: mm(lineMm * scale) });
  return (
    <section class={`folio folio-${paper.size}`} style={{ height: mm(size.heightMm), padding: `${mm(size.topMm)} ${mm(size.sideMm)} 0` }}>
      <header class="folio-head" style={{ minHeight: mm(headMm(paper, pen.digits)) }}>
        <p class="folio-place" style={face(heights.placePt, heights.place)}>
          <span>{say(paper.place)}</span>
          <span class="folio-number">{say(pen.t('print.sheet-page', { n: number, of }))}</span>
        </p>
        <h2 style={face(heights.titlePt, heights.title)}>{say(paper.title)}</h2>
        {paper.under !== undefined && <p style={face(heights.underPt, heights.under)}>{say(paper.under)}</p>}
      </header>
      {page.map((placed, at) => (
        <Block key={at} placed={placed} size={size} pen={pen} />
      ))}
      <p class="folio-foot" style={face(8.5, 4)}>
        {say(footer)}
      </p>
    </section>
  );
}

function Block({ placed, size, pen }: { placed: Placed; size: PageSize; pen: Pen }): VNode {
  if (placed.kind === 'table') return <Slice slice={placed} pen={pen} />;
  // the height of what wraps is guessed from above, so that it never runs off the page; where it needs a line less, no gap may tell of it
  const mayWrap = placed.kind === 'text' || placed.kind === 'facts';
  return (
    <div class="folio-block" style={mayWrap ? {} : { minHeight: mm(heightOf(placed, size, pen.digits)) }}>
      <Plain block={placed} size={size} pen={pen} />
    </div>
  );
}

function Plain({ block, size: { scale, widthMm, sideMm }, pen }: { block: PlainBlock; size: PageSize; pen: Pen }): VNode {
  const say = (text: string) => textInDigits(text, pen.digits);
  const line = (sizePt: number, lineMm: number) => ({ fontSize: pt(sizePt * scale), lineHeight: mm(lineMm * scale) });
  switch (block.kind) {
    case 'text': {
      const { sizePt, lineMm, indentMm, gapMm } = textFaces[block.style];
      return (
        <p
          class={`folio-text folio-text-${block.style}`}
          style={{ ...line(sizePt, lineMm), textIndent: mm(indentMm * scale), paddingTop: mm(gapMm * scale) }}
        >
          <Pieces text={say(block.text)} widthMm={widthMm - 2 * sideMm} sizePt={sizePt * scale} />
        </p>
      );
    }
    case 'facts':
      return (
        <div class="paper-row" style={line(heights.factPt, heights.fact)}>
          {block.facts.map(({ label, value, suffix, span }, index) => (
            <span key={index} class={`paper-field paper-span-${span}`}>
              <span class="paper-label">{say(label)}</span>
              <span class="paper-dots">{value === undefined ? '' : say(value)}</span>
              {suffix !== undefined && <span class="paper-label">{say(suffix)}</span>}
            </span>
          ))}
        </div>
      );
    case 'figures':
      return (
        <div class="folio-figures">
          {block.figures.map(({ label, value }, index) => (
            <div key={index}>
              <span style={line(10, 5)}>{say(label)}</span>
              <b style={line(20, 9)}>{say(value)}</b>
            </div>
          ))}
        </div>
      );
    case 'lines':
      return (
        <>
          {Array.from({ length: block.count }, (_, index) => (
            <div key={index} class="folio-line" style={{ height: mm(heights.line * scale) }} />
          ))}
        </>
      );
    case 'signatures':
      return (
        <div class="folio-signatures">
          {block.people.map(({ role, name }, index) => (
            <div key={index} style={{ ...line(11.5, 7), height: mm(heights.signature * scale) }}>
              <p>
                {say(pen.t('print.sheet-sign'))}
                <span class="paper-dots" />
              </p>
              <p>
                (<span class="paper-dots folio-signer">{name === undefined ? '' : say(name)}</span>)
              </p>
              <p class="folio-role">{say(role)}</p>
            </div>
          ))}
        </div>
      );
  }
}

function Slice({ slice, pen }: { slice: TableSlice; pen: Pen }): VNode {
  const { sheet, fit, rows, before, after, isLast, ruled } = slice;
  const { columns } = sheet;
  const total = sheet.totals ?? {};
  const label = columns.find(({ key }) => typeof total[key] === 'string') ?? columns.find(({ kind }) => kind === 'text');
  const named = (cells: SheetRow['cells'], key: 'table.brought-forward' | 'print.sheet-carried') =>
    label === undefined ? cells : { ...cells, [label.key]: pen.t(key) };
  const height = mm(fit.rowMm(1));
  return (
    <table class="folio-table" style={{ fontSize: pt(fit.sizePt) }} data-ruled={ruled}>
      <colgroup>
        {fit.widthsMm.map((width, index) => (
          <col key={index} style={{ width: mm(width) }} />
        ))}
      </colgroup>
      <Head columns={columns} heightMm={fit.headMm} say={(text) => textInDigits(text, pen.digits)} />
      <tbody>
        {before !== undefined && <Row cells={named(before, 'table.brought-forward')} tone="forward" {...{ columns, height, pen }} />}
        {rows.map(({ row, mm: rowMm }) => (
          <Row
            key={row.key}
            cells={row.cells}
            tone={row.tone ?? 'plain'}
            height={mm(rowMm)}
            fit={rowMm > fit.rowMm(1) ? fit : undefined}
            {...{ columns, pen }}
          />
        ))}
        {after !== undefined && (
          <Row
            cells={isLast ? after : named(after, 'print.sheet-carried')}
            tone={isLast ? 'totals' : 'forward'}
            {...{ columns, height, pen }}
          />
        )}
      </tbody>
    </table>
  );
}

/** Labels in one line, or in two where several columns stand under one heading. */
function Head({ columns, heightMm, say }: { columns: readonly SheetColumn[]; heightMm: number; say: (text: string) => string }): VNode {
  const isGrouped = columns.some(({ under }) => under !== undefined);
  const first = columns.filter(({ under }, index) => under === undefined || columns[index - 1]?.under !== under);
  const spanOf = (under: string) => columns.filter((column) => column.under === under).length;
  return (
    <thead>
      <tr style={{ height: mm(isGrouped ? heightMm / 2 : heightMm) }}>
        {first.map(({ key, label, under }) =>
          under === undefined ? (
            <th key={key} scope="col" rowSpan={isGrouped ? 2 : 1}>
              {say(label)}
            </th>
          ) : (
            <th key={key} scope="colgroup" colSpan={spanOf(under)}>
              {say(under)}
            </th>
          ),
        )}
      </tr>
      {isGrouped && (
        <tr style={{ height: mm(heightMm / 2) }}>
          {columns
            .filter(({ under }) => under !== undefined)
            .map(({ key, label }) => (
              <th key={key} scope="col">
                {say(label)}
              </th>
            ))}
        </tr>
      )}
    </thead>
  );
}

interface RowProps {
  columns: readonly SheetColumn[];
  cells: SheetRow['cells'];
  tone: string;
  height: string;
  /** of a row with texts on several lines */
  fit?: SheetFit | undefined;
  pen: Pen;
}

function Row({ columns, cells, tone, height, fit, pen }: RowProps): VNode {
  return (
    <tr class={`folio-row-${tone}`} style={{ height }}>
      {columns.map(({ key, kind }, index) => {
        const text = cellText(cells[key], kind, pen.words, pen.digits);
        return (
          <td key={key} class={kind === 'text' || kind === 'day' ? undefined : 'folio-amount'}>
            {fit === undefined || kind !== 'text' ? (
              text
            ) : (
              <Pieces text={text} widthMm={(fit.widthsMm[index] ?? 0) - paddingMm} sizePt={fit.sizePt} />
            )}
          </td>
        );
      })}
    </tr>
  );
}

/** A text whose names and numbers are never broken inside. */
function Pieces({ text, widthMm, sizePt }: { text: string; widthMm: number; sizePt: number }): VNode {
  const pieces = piecesOf(text, widthMm, { sizePt });
  return (
    <>
      {pieces.map((piece, index) => (
        <Fragment key={index}>
          {index > 0 && ' '}
          {piece.isWhole ? <span class="folio-whole">{piece.text}</span> : piece.text}
        </Fragment>
      ))}
    </>
  );
}
