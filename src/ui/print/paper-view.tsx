/** Draws one paper as A4 pages: labels, dotted lines, boxes, ruled tables and signature lines, as the office's own forms look. */
import type { VNode } from 'preact';
import type { Paper, PaperBlock, PaperField, PaperFill, PaperText } from '../../content/papers.ts';
import { inDigits, type DigitStyle } from '../../domain/digits.ts';

export interface PaperViewProps {
  paper: Paper;
  digits: DigitStyle;
  /** what is known of the group; dotted lines stay where it is silent */
  fills: Readonly<Partial<Record<PaperFill, string>>>;
  footer: string;
}

export function PaperView({ paper, digits, fills, footer }: PaperViewProps): VNode {
  const draw = { digits, fills };
  return (
    <div class={`paper paper-${paper.orientation}`} lang="th">
      {paper.pages.map((page, index) => (
        <section key={index} class={`paper-page${index > 0 ? ' page-break' : ''}`}>
          {page.blocks.map((block, at) => (
            <Block key={at} block={block} draw={draw} />
          ))}
          <p class="paper-footer">{inDigits(footer, digits)}</p>
        </section>
      ))}
    </div>
  );
}

interface Draw {
  readonly digits: DigitStyle;
  readonly fills: PaperViewProps['fills'];
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
      return (
        <div class="paper-checks">
          {block.label !== undefined && (
            <span>
              <Words text={block.label} digits={digits} />
            </span>
          )}
          {block.options.map((option, index) => (
            <span key={index} class="paper-check">
              <span class="paper-box" aria-hidden="true" />
              <Words text={option} digits={digits} />
            </span>
          ))}
          {block.lastLine !== undefined && <Field field={block.lastLine} draw={draw} />}
        </div>
      );
    case 'table':
      return <Table block={block} digits={digits} />;
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
                  (<span class="paper-dots" />)
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

function Field({ field, draw }: { field: PaperField; draw: Draw }) {
  const known = field.fill === undefined ? undefined : draw.fills[field.fill];
  return (
    <span class={`paper-field paper-span-${field.span}`}>
      <span class="paper-label">
        <Words text={field.label} digits={draw.digits} />
      </span>
      <span class="paper-dots">{known === undefined ? '' : inDigits(known, draw.digits)}</span>
      {field.suffix !== undefined && (
        <span class="paper-label">
          <Words text={field.suffix} digits={draw.digits} />
        </span>
      )}
    </span>
  );
}

function Table({ block, digits }: { block: Extract<PaperBlock, { kind: 'table' }>; digits: DigitStyle }) {
  const whole = block.columns.reduce((sum, column) => sum + column.width, 0);
  const rows = Array.from({ length: block.rowCount }, (_, index) => block.rows?.[index] ?? []);
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
