/** Rows as the columns of `content/exports` show them, written as CSV or XLSX. */
import writeXlsxFile, { type Cell, type SheetData } from 'write-excel-file/node';
import { exportWords, type ExportColumn, type ExportMapping } from '../../content/exports.ts';
import type { Language } from '../../content/text.ts';
import { csvLine, csvStart } from '../../domain/csv.ts';
import { formatBaht } from '../../domain/money.ts';
import type { ExportRow } from '../../protocol/export.ts';

type Value = ExportRow[string];

/** The line that says who took this out, when and of which area: last in a CSV, whose first line programs read as headings; first in an XLSX. */
export interface ExportSheet {
  readonly mapping: ExportMapping;
  readonly language: Language;
  readonly watermark: string;
}

/** Amounts as plain baht with two decimals, days and months as ISO: a CSV has no types, and these are read alike everywhere. */
export async function* csvPieces({ mapping, language, watermark }: ExportSheet, rows: AsyncIterable<ExportRow>): AsyncGenerator<string> {
  const { columns } = mapping;
  yield `${csvStart}${csvLine(columns.map(({ heading }) => heading[language]))}`;
  const sums = new Sums(columns);
  for await (const row of rows) {
    sums.add(row);
    yield csvLine(columns.map((column) => csvText(row[column.field], column, language)));
  }
  if (sums.isWanted)
    yield csvLine(columns.map((column, index) => csvText(sums.of(column), column, language) || totalWord(index, language)));
  yield csvLine([watermark]);
}

function csvText(value: Value, { format, words }: Pick<ExportColumn, 'format' | 'words'>, language: Language): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return exportWords[value ? 'yes' : 'no'][language];
  if (format === 'words') return inWords(value, words, language);
  if (typeof value !== 'number') return String(value);
  if (format === 'baht') return formatBaht(value).replaceAll(',', '');
  return format === 'percent' ? (value * 100).toFixed(1) : String(value);
}

/** the Buddhist calendar of the Thai locale (calendar 07, language 041E): the cell is a real date, its year is shown as in every Thai office */
const formats = {
  day: '[$-107041E]d mmm yyyy;@',
  month: '[$-107041E]mmm yyyy;@',
  baht: '#,##0.00',
  count: '#,##0',
  percent: '0.0%',
} as const;
const bold = { fontWeight: 'bold' } as const;
const head = { ...bold, backgroundColor: '#E3EFEA', wrap: true, alignVertical: 'center' } as const;

/** Made whole in memory; the caller keeps the number of rows in bounds. */
export async function xlsxBytes({ mapping, language, watermark }: ExportSheet, rows: readonly ExportRow[]): Promise<Uint8Array> {
  const { columns, title } = mapping;
  const sums = new Sums(columns);
  for (const row of rows) sums.add(row);
  const data: SheetData = [
    [{ value: watermark, type: String }],
    columns.map(({ heading }) => ({ value: heading[language], type: String, ...head })),
    ...rows.map((row) => columns.map((column) => xlsxCell(row[column.field], column, language))),
    ...(sums.isWanted ? [columns.map((column, index) => totalCell(sums.of(column), column, index, language))] : []),
  ];
  return writeXlsxFile(data, {
    sheet: title[language].slice(0, 31),
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 2,
    orientation: 'landscape',
  }).toBuffer();
}

function xlsxCell(value: Value, { format, words }: ExportColumn, language: Language): Cell {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return { value: exportWords[value ? 'yes' : 'no'][language], type: String };
  if (format === 'words') return { value: inWords(value, words, language), type: String };
  if (typeof value === 'number')
    return {
      value: format === 'baht' ? value / 100 : value,
      type: Number,
      ...(format in formats && { format: formats[format as 'count'] }),
    };
  if (format === 'day' || format === 'month') {
    const midnight = Date.parse(`${format === 'month' ? `${String(value)}-01` : String(value)}T00:00:00Z`);
    if (!Number.isNaN(midnight)) return { value: new Date(midnight), type: Date, format: formats[format] };
  }
  // a text cell holds what it holds: nothing in it is run, and a code keeps its zeros
  return { value: String(value), type: String, format: '@' };
}

function totalCell(sum: number | undefined, column: ExportColumn, index: number, language: Language): Cell {
  const cell = sum === undefined ? { value: totalWord(index, language), type: String } : xlsxCell(sum, column, language);
  return typeof cell === 'object' && cell !== null && 'value' in cell ? { ...cell, ...bold } : cell;
}

const totalWord = (index: number, language: Language): string => (index === 0 ? exportWords.total[language] : '');

function inWords(value: Value, words: ExportColumn['words'] = {}, language: Language): string {
  const codes = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
  return codes.map((code) => words[code]?.[language] ?? code).join(', ');
}

class Sums {
  readonly #sums: ReadonlyMap<string, { total: number }>;

  constructor(columns: readonly ExportColumn[]) {
    this.#sums = new Map(columns.filter(({ sum }) => sum === true).map(({ field }) => [field, { total: 0 }]));
  }

  get isWanted(): boolean {
    return this.#sums.size > 0;
  }

  add(row: ExportRow): void {
    for (const [field, sum] of this.#sums) if (typeof row[field] === 'number') sum.total += row[field];
  }

  of({ field }: ExportColumn): number | undefined {
    return this.#sums.get(field)?.total;
  }
}
