/** Draws one paper as A4 pages: labels, dotted lines, boxes, ruled tables and signature lines, as the office's own forms look. */
import type { VNode } from 'preact';
import type { Paper, PaperBlock, PaperField, PaperFills, PaperText } from '../../content/papers.ts';
import { inDigits, type DigitStyle } from '../../domain/digits.ts';

export interface PaperViewProps {
  paper: Paper;
  digits: DigitStyle;
  /** what is known of each copy, which begin on pages of their own */
  copies: readonly PaperFills[];
  /** what stands under a page, counted from 1 in its copy */
  footer: (page: number) => string;
}

export function PaperView({ paper, digits, copies, footer }: PaperViewProps): VNode {
  const pages = copies.flatMap((fills) => paper.pages.map(({ blocks }, at) => ({ blocks, foot: footer(at + 1), draw: { digits, fills } })));
  return (
    <div class={`paper paper-${paper.orientation}`} lang="th">
      {pages.map(({ blocks, foot, draw }, index) => (
        <section key={index} class={`paper-page${index > 0 ? ' page-break' : ''}`}>
          {blocks.map((block, at) => (
            <Block key={at} block={block} draw={draw} />
          ))}
          <p class="paper-footer">{inDigits(foot, digits)}</p>
        </section>
      ))}
    </div>
  );
}

interface Draw {
  readonly digits: DigitStyle;
  readonly fills: PaperFills;
}

function Words({ text, digits }: { text: PaperText; digits: DigitStyle }) {
  return (
    <>
      {inDigits(text.th, digits)}
      {text.en !== undefined && (
        <small class="paper-english" lang="en">
          {' '}
          {text.en}
        </small>
      )}
    </>
  );
}

function Block({ block, draw }: { block: PaperBlock; draw: Draw }): VNode {
  const { digits } = draw;
  switch (block.kind) {
    case 'heading':
      return block.level === 1 ? (
        <h2 class="paper-title">
          <Words text={block.text} digits={digits} />
        </h2>
      ) : (
        <h3 class="paper-section">
          <Words text={block.text} digits={digits} />
        </h3>
      );
    case 'paragraph':
      return (
        <p class={block.indent === true ? 'paper-indent' : undefined}>
          <Words text={block.text} digits={digits} />
        </p>
      );
    case 'list': {
      return (
        <ul class="paper-list">
          {block.lines.map((line, index) => (
            <li key={index}>
              <span class="paper-mark">{block.numbered ? inDigits(`${index + 1}.`, digits) : '–'}</span>
              <span>
                <Words text={line} digits={digits} />
              </span>
            </li>
          ))}
        </ul>
      );
    }
    case 'field-line':
      return (
        <>
          <div class="paper-row">
            <Field field={block.field} draw={draw} />
          </div>
          {Array.from({ length: (block.lines ?? 1) - 1 }, (_, index) => (
            <div key={index} class="paper-dots paper-line" />
          ))}
        </>
      );
    case 'row':
      return (
        <div class="paper-row">
          {block.fields.map((field, index) => (
            <Field key={index} field={field} draw={draw} />
          ))}
        </div>
      );
    case 'checkbox-line':
      return <Checks block={block} draw={draw} />;
    case 'table':
      return <Table block={block} draw={draw} />;
    case 'signature':
      return (
        <div class="paper-signatures keep-together">
          {block.people.map((person, index) => (
            <div key={index} class="paper-signature">
              <p class="paper-sign-line">
                <Words text={person.label} digits={digits} />
                <span class="paper-dots" />
              </p>
              {block.lines === 2 && (
                <p class="paper-sign-line">
                  (<span class="paper-dots">{known(person, draw)}</span>)
                </p>
              )}
              {person.role !== undefined && (
                <p class="paper-sign-role">
                  <Words text={person.role} digits={digits} />
                </p>
              )}
              {block.dated === true && <p class="paper-sign-role">{'......../......../........'}</p>}
            </div>
          ))}
        </div>
      );
    case 'note':
      return (
        <p class="paper-note">
          <Words text={block.text} digits={digits} />
        </p>
      );
    case 'box':
      return (
        <section class="paper-boxed keep-together">
          <h3 class="paper-section">
            <Words text={block.label} digits={digits} />
          </h3>
          {block.blocks.map((inner, index) => (
            <Block key={index} block={inner} draw={draw} />
          ))}
        </section>
      );
  }
}

/** `undefined`: a hand writes it. */
function known({ fill }: Pick<PaperField, 'fill'>, { digits, fills }: Draw): string | undefined {
  const value = fill && fills[fill];
  return value === undefined ? undefined : inDigits(value, digits);
}

function Field({ field, draw, value = known(field, draw) }: { field: PaperField; draw: Draw; value?: string | undefined }) {
  return (
    <span class={`paper-field paper-span-${field.span}`}>
      <span class="paper-label">
        <Words text={field.label} digits={draw.digits} />
      </span>
      <span class="paper-dots">{value}</span>
      {field.suffix !== undefined && (
        <span class="paper-label">
          <Words text={field.suffix} digits={draw.digits} />
        </span>
      )}
    </span>
  );
}

function Checks({ block, draw }: { block: Extract<PaperBlock, { kind: 'checkbox-line' }>; draw: Draw }) {
  const { label, options, lastLine } = block;
  const recorded = block.fill && draw.fills[block.fill];
  const ticked = options.find(({ th, value = th }) => value === recorded);
  return (
    <div class="paper-checks">
      {label !== undefined && (
        <span>
          <Words text={label} digits={draw.digits} />
        </span>
      )}
      {options.map((option, index) => (
        <span key={index} class="paper-check" aria-current={option === ticked || undefined}>
          <span class="paper-box" aria-hidden="true" />
          <Words text={option} digits={draw.digits} />
        </span>
      ))}
      {lastLine !== undefined && <Field field={lastLine} draw={draw} value={ticked === undefined ? known(block, draw) : undefined} />}
    </div>
  );
}

function Table({ block, draw: { digits, fills } }: { block: Extract<PaperBlock, { kind: 'table' }>; draw: Draw }) {
  const whole = block.columns.reduce((sum, column) => sum + column.width, 0);
  const printed = (block.fill && fills[block.fill]) ?? block.rows ?? [];
  const rows = Array.from({ length: Math.max(block.rowCount, printed.length) }, (_, index) => printed[index] ?? []);
  const height = `${block.rowHeightMm ?? 8}mm`;
  return (
    <table>
      <colgroup>
        {block.columns.map((column, index) => (
          <col key={index} style={{ width: `${(column.width / whole) * 100}%` }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {block.columns.map((column, index) => (
            <th key={index} scope="col">
              <Words text={column.label} digits={digits} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, row) => (
          <tr key={row} style={{ height }}>
            {block.columns.map((column, index) => (
              <td key={index} class={`paper-${column.align ?? 'start'}`}>
                {inDigits(
                  index === 0 && block.numberFrom !== undefined && cells[0] === undefined
                    ? String(block.numberFrom + row)
                    : (cells[index] ?? ''),
                  digits,
                )}
              </td>
            ))}
          </tr>
        ))}
        {block.totalRow !== undefined && (
          <tr style={{ height }}>
            <th scope="row" colSpan={block.columns.length - 1}>
              <Words text={block.totalRow} digits={digits} />
            </th>
            <td />
          </tr>
        )}
      </tbody>
    </table>
  );
}
