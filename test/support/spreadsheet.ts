/** Opens spreadsheets in LibreOffice, without a window and with a profile of its own, and reads what it made of each cell. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

export interface OpenedCell {
  /** `formula`: it would run something */
  readonly type: 'empty' | 'text' | 'number' | 'date' | 'formula';
  /** a number, an ISO date, or the text */
  readonly value: string | number;
  /** as a person sees it */
  readonly shown: string;
}
const emptyCell: OpenedCell = { type: 'empty', value: '', shown: '' };

/** @param files name with ending → bytes; all of them opened by one start of LibreOffice */
export function openInLibreOffice(
  files: Readonly<Record<string, Uint8Array>>,
): Readonly<Record<string, readonly (readonly OpenedCell[])[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'sajja-sheets-'));
  try {
    const names = Object.keys(files);
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    // separator, quote, UTF-8, first line: as one confirms the question that LibreOffice asks about a CSV
    const filters = names.some((name) => name.endsWith('.csv')) ? ['--infilter=CSV:44,34,76,1'] : [];
    const run = spawnSync(
      'soffice',
      [
        profile,
        '--headless',
        '--norestore',
        ...filters,
        '--convert-to',
        'fods',
        '--outdir',
        folder,
        ...names.map((name) => join(folder, name)),
      ],
      { encoding: 'utf8', timeout: 300_000 },
    );
    if (run.status !== 0) throw new Error(`soffice: ${run.status} ${run.stderr}`);
    return Object.fromEntries(names.map((name) => [name, readSheet(readFileSync(join(folder, name.replace(/\.\w+$/, '.fods')), 'utf8'))]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first sheet of a flat OpenDocument file, without what is empty at its right and below. */
function readSheet(xml: string): readonly (readonly OpenedCell[])[] {
  const table = /<table:table [\s\S]*?<\/table:table>/.exec(xml)?.[0] ?? '';
  const rows: OpenedCell[][] = [];
  for (const [, attributes = '', inner = ''] of table.matchAll(/<table:table-row([^>]*)>([\s\S]*?)<\/table:table-row>/g)) {
    const row = cellsOf(inner);
    while (row.at(-1)?.type === 'empty') row.pop();
    const repeated = Number(/number-rows-repeated="(\d+)"/.exec(attributes)?.[1] ?? 1);
    for (let times = row.length === 0 ? Math.min(repeated, 1) : repeated; times > 0; times--) rows.push(row);
  }
  while (rows.at(-1)?.length === 0) rows.pop();
  return rows;
}

function cellsOf(row: string): OpenedCell[] {
  const cells: OpenedCell[] = [];
  for (const [, attributes = '', inner = ''] of row.matchAll(/<table:table-cell([^>]*?)(?:\/>|>([\s\S]*?)<\/table:table-cell>)/g)) {
    const repeated = Math.min(Number(/number-columns-repeated="(\d+)"/.exec(attributes)?.[1] ?? 1), 200);
    for (let times = 0; times < repeated; times++) cells.push(cellOf(attributes, inner));
  }
  return cells;
}

function cellOf(attributes: string, inner: string): OpenedCell {
  const shown = [...inner.matchAll(/<text:p[^>]*>([\s\S]*?)<\/text:p>/g)].map(([, text = '']) => plainText(text)).join('\n');
  const of = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1];
  if (of('table:formula') !== undefined) return { type: 'formula', value: of('table:formula') ?? '', shown };
  switch (of('office:value-type')) {
    case undefined:
      return emptyCell;
    case 'date':
      return { type: 'date', value: of('office:date-value') ?? '', shown };
    case 'string':
      return { type: 'text', value: shown, shown };
    default:
      return { type: 'number', value: Number(of('office:value')), shown };
  }
}

function plainText(xml: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return xml
    .replaceAll(/<text:s(?: text:c="(\d+)")?\/>/g, (_whole, count?: string) => ' '.repeat(Number(count ?? 1)))
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/&(\w+);/g, (whole, name: string) => named[name] ?? whole);
}

/** One file of a ZIP archive, as text. */
export function textInZip(zip: Uint8Array, name: string): string {
  const bytes = Buffer.from(zip);
  let at = bytes.readUInt32LE(bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1')) + 16);
  while (bytes.readUInt32LE(at) === 0x0201_4b50) {
    const [nameLength, extraLength, noteLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
    if (bytes.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const local = bytes.readUInt32LE(at + 42);
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
      return (bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)).toString('utf8');
    }
    at += 46 + nameLength + extraLength + noteLength;
  }
  throw new Error(`no ${name} in the archive`);
}
