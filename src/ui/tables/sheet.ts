/** A register as screen, paper and file show it: the same cells three times, so that a printed page equals the screen to the satang. */
import { csvLine, csvStart } from '../../domain/csv.ts';
import { inDigits, type DigitStyle } from '../../domain/digits.ts';
import { formatBaht } from '../../domain/money.ts';
import { maskNationalIdsIn } from '../../domain/national-id.ts';
import type { Words } from '../words/use-words.ts';

/** `money` is satang, `day` and `month` are civil dates; an empty cell is `undefined` */
export type CellKind = 'text' | 'money' | 'count' | 'day' | 'month';
export type CellValue = string | number | undefined;

export interface SheetColumn {
  readonly key: string;
  readonly label: string;
  readonly kind: CellKind;
  /** share of the page's width */
  readonly width: number;
  /** heading over several columns that stand side by side */
  readonly under?: string;
  /** what is left after the line: a page carries the last one forward, and the sum of every other amount */
  readonly isBalance?: true;
}

export interface SheetRow {
  readonly key: string;
  readonly cells: Readonly<Record<string, CellValue>>;
  /** `reversal`: takes the line above back · `adjustment`: belongs to a closed month · `carried`: brought or carried forward, a sum */
  readonly tone?: 'reversal' | 'adjustment' | 'carried' | 'missed' | undefined;
}

export interface Sheet {
  readonly title: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly SheetRow[];
  readonly totals?: Readonly<Record<string, CellValue>> | undefined;
  /** the person whose data it is asked for it: nothing of it is hidden from him */
  readonly isUnmasked?: boolean | undefined;
  /** sentences that stand under the table: what was checked, what is missing */
  readonly notes?: readonly string[];
}

/** The one way a cell becomes text on screen and paper. Amounts of 0 are shown, empty cells are not. */
export function cellText(value: CellValue, kind: CellKind, words: Words, digits: DigitStyle = 'arabic'): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return kind === 'money' ? formatBaht(value, { digits }) : inDigits(value.toLocaleString('en-US'), digits);
  if (kind === 'day') return words.day(value, { style: 'short', digits });
  if (kind === 'month') return words.month(value, { style: 'short', digits });
  return textInDigits(value, digits);
}

/** Digits of a sentence; a code that holds a Latin letter (receipt 7K3M-15, paper A4) is read aloud as it is and stays. */
export function textInDigits(text: string, digits: DigitStyle): string {
  return text.replaceAll(/[0-9A-Za-z-]+/g, (token) => (/[A-Za-z]/.test(token) ? token : inDigits(token, digits)));
}

/** Amounts as plain numbers of baht, days as ISO dates; whatever looks like a national id in what people typed is masked. */
export function sheetToCsv({ columns, rows, totals, isUnmasked = false }: Sheet): string {
  const head = columns.map(({ label, under }) => (under === undefined ? label : `${under} ${label}`));
  const all = [...rows.map(({ cells }) => cells), ...(totals === undefined ? [] : [totals])];
  const lines = all.map((cells) => csvLine(columns.map(({ key, kind }) => plainText(cells[key], kind, isUnmasked))));
  return `${csvStart}${csvLine(head)}${lines.join('')}`;
}

function plainText(value: CellValue, kind: CellKind, isUnmasked: boolean): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return kind === 'money' ? formatBaht(value).replaceAll(',', '') : String(value);
  return isUnmasked ? value : maskNationalIdsIn(value);
}
