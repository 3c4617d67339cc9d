/** Exported files in a program that knows nothing of ours: every cell has its type and its Thai text, and nothing in it runs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportMapping, exportWords, type ExportColumn } from '../../src/content/exports.ts';
import { exportKeys, type ExportKey, type ExportRow } from '../../src/protocol/export.ts';
import { sheetToCsv, type Sheet } from '../../src/ui/tables/sheet.ts';
import { exportedRows, formulaName, idInText, makeExportScene, type ExportScene } from '../support/export-scene.ts';
import { provideTool } from '../support/find-tool.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { openInLibreOffice, textInZip, type OpenedCell } from '../support/spreadsheet.ts';

/** each kind of cell that books, registers, passbooks, statements and boards give away as a file */
const fromPhone: Sheet = {
  title: 'สมุดสัจจะ',
  columns: (['text', 'money', 'count', 'day', 'month'] as const).map((kind) => ({ key: kind, label: `ช่อง ${kind}`, kind, width: 1 })),
  rows: [
    { key: 'plain', cells: { text: 'ทองดี "ดำ" แสนสุข, ม.4', money: 123_456_750, count: 268, day: '2026-11-05', month: '2026-11' } },
    { key: 'formula', cells: { text: formulaName, money: -5_025, count: 0 } },
    { key: 'number', cells: { text: idInText } },
  ],
  totals: { text: 'รวม', money: 123_451_725, count: 268 },
};

const hasLibreOffice = provideTool('soffice');

describe.skipIf(!hasLibreOffice)('in LibreOffice', () => {
  let office: TestOffice;
  let scene: ExportScene;
  let opened: ReturnType<typeof openInLibreOffice>;
  const rows = new Map<ExportKey, readonly ExportRow[]>();
  const bytesOf = async (file: string) => new Uint8Array(await (await scene.province.send(`/v1/export/${file}?area=56`)).arrayBuffer());

  beforeAll(async () => {
    office = await openTestOffice();
    scene = await makeExportScene(office);
    const [xlsx, csv]: Record<string, Uint8Array>[] = [{}, {}];
    for (const key of exportKeys) {
      rows.set(key, await exportedRows(scene.province, key, '?area=56'));
      xlsx![`${key}.xlsx`] = await bytesOf(`${key}.xlsx`);
      csv![`${key}-as-csv.csv`] = await bytesOf(`${key}.csv`);
    }
    csv!['from-a-phone.csv'] = new TextEncoder().encode(sheetToCsv(fromPhone));
    opened = { ...openInLibreOffice(xlsx!), ...openInLibreOffice(csv!) };
  }, 600_000);
  afterAll(() => office.close());

  it.each(exportKeys)('%s.xlsx: the watermark, the Thai headings, and every cell with its type and value', (key) => {
    const sheet = opened[`${key}.xlsx`] ?? [];
    const { columns } = exportMapping(key);
    const asked = rows.get(key) ?? [];
    expect(asked.length).toBeGreaterThan(0);
    expect(sheet[0]?.[0]).toMatchObject({
      type: 'text',
      value: expect.stringContaining('(56) · ส่งออกโดย จังหวัด พะเยา · 23 พฤศจิกายน 2569 09:00'),
    });
    expect(sheet[1]?.map(({ value }) => value)).toEqual(columns.map(({ heading }) => heading.th));
    for (const [index, row] of asked.entries())
      for (const [place, column] of columns.entries()) {
        const { type, value } = sheet[index + 2]?.[place] ?? { type: 'empty', value: '' };
        expect([key, index, column.field, type, value]).toEqual([key, index, column.field, ...expectedCell(row[column.field], column)]);
      }
    const hasSums = columns.some(({ sum }) => sum === true);
    expect(sheet).toHaveLength(asked.length + 2 + (hasSums ? 1 : 0));
    if (hasSums)
      for (const [place, { field, sum, format }] of columns.entries()) {
        const total = asked.reduce((all, row) => all + Number(row[field] ?? 0), 0);
        if (sum === true) expect(sheet.at(-1)?.[place]).toMatchObject({ type: 'number', value: format === 'baht' ? total / 100 : total });
      }
  });

  it.each(exportKeys)('%s.csv: the Thai headings, every cell with its value, the sums, and last who took it out', (key) => {
    const sheet = opened[`${key}-as-csv.csv`] ?? [];
    const { columns } = exportMapping(key);
    const asked = rows.get(key) ?? [];
    expect(sheet[0]?.map(({ value }) => value)).toEqual(columns.map(({ heading }) => heading.th));
    for (const [index, row] of asked.entries())
      for (const [place, column] of columns.entries()) {
        const { type, value } = sheet[index + 1]?.[place] ?? { type: 'empty', value: '' };
        expect([key, index, column.field, type, value]).toEqual([key, index, column.field, ...expectedCsvCell(row[column.field], column)]);
      }
    const hasSums = columns.some(({ sum }) => sum === true);
    expect(sheet).toHaveLength(asked.length + 2 + (hasSums ? 1 : 0));
    expect(sheet.at(-1)?.[0]?.value).toContain('ส่งออกโดย จังหวัด พะเยา');
  });

  it('a date is a date whose year is read in the Buddhist era', () => {
    const cell = cellIn('groups', scene.group, 'receivedOn');
    expect(cell).toEqual({ type: 'date', value: '2026-11-23', shown: '23 พ.ย. 2569' });
    expect(opened['months.xlsx']?.[2]?.[columnOf('months', 'month')]).toEqual({ type: 'date', value: '2026-08-01', shown: 'ส.ค. 2569' });
  });

  it('amounts are numbers of baht, to the satang', () => {
    expect(cellIn('establishment-result', scene.group, 'firstPledgesSatang')).toEqual({
      type: 'number',
      value: 4800.25,
      shown: '4,800.25',
    });
  });

  it('codes stay text with their zeros, and a name that is a formula is only a name', () => {
    expect(cellIn('groups', scene.group, 'tambonCode')).toMatchObject({ type: 'text', value: '560701' });
    expect(cellIn('establishment-result', scene.group, 'villageTypeNote')).toMatchObject({ type: 'text', value: '0012' });
    expect(cellIn('groups', scene.second, 'name')).toMatchObject({ type: 'text', value: formulaName });
    const officers = opened['officers.xlsx']?.flat().map(({ value }) => value);
    expect(officers).toContain('+66 ก้อน');
  });

  it('the heading and the watermark stay in sight', async () => {
    const xml = textInZip(await bytesOf('groups.xlsx'), 'xl/worksheets/sheet1.xml');
    expect(xml).toMatch(/<pane [^>]*ySplit="2"[^>]*state="frozen"/);
    expect(xml).toMatch(/<col [^>]*width="30"/);
  });

  it('no cell of any file is a formula, and a name that is one is marked as text in a CSV (row 66)', () => {
    const cells = Object.values(opened).flatMap((each) => each.flat());
    expect(cells.filter(({ type }) => type === 'formula')).toEqual([]);
    expect((opened['groups-as-csv.csv'] ?? []).map((row) => row[0]?.value)).toContain(`'${formulaName}`);
    expect((opened['officers-as-csv.csv'] ?? []).flat().map(({ value }) => value)).toContain(`'+66 ก้อน`);
  });

  it('a file that a phone gives away has the same types: text that never runs, amounts, counts and days', () => {
    expect((opened['from-a-phone.csv'] ?? []).map((row) => row.map(({ type, value }) => [type, value]))).toEqual([
      ['text', 'money', 'count', 'day', 'month'].map((kind) => ['text', `ช่อง ${kind}`]),
      [['text', 'ทองดี "ดำ" แสนสุข, ม.4'], ['number', 1_234_567.5], ['number', 268], ['date', '2026-11-05'], ['text', '2026-11']],
      [['text', `'${formulaName}`], ['number', -50.25], ['number', 0]],
      [['text', 'ติดต่อ •-••••-••••0-01-1 หรือ •-••••-••••0-01-1']],
      [['text', 'รวม'], ['number', 1_234_517.25], ['number', 268]],
    ]);
  }); // prettier-ignore

  it('no cell holds a national id, though people wrote one down', () => {
    const digits = Object.values(opened).flatMap((sheet) => sheet.flat().map(({ shown }) => shown.replaceAll(/[^0-9๐-๙]/g, '')));
    expect(digits.filter((each) => /[0-9๐-๙]{13}/.test(each))).toEqual([]);
    expect(cellIn('establishment-result', scene.group, 'problems').value).toContain('•-••••-••••0-01-1');
  });

  function columnOf(key: ExportKey, field: string): number {
    return exportMapping(key).columns.findIndex((column) => column.field === field);
  }

  function cellIn(key: ExportKey, group: string, field: string): OpenedCell {
    const index = (rows.get(key) ?? []).findIndex((row) => row['group'] === group);
    return opened[`${key}.xlsx`]?.[index + 2]?.[columnOf(key, field)] ?? { type: 'empty', value: '', shown: '' };
  }
});

/** A CSV has no types: what looks like a number is one when it is opened, a code too; a month is only read; what looks like a formula stays a text. */
function expectedCsvCell(value: ExportRow[string], column: ExportColumn): readonly [OpenedCell['type'], string | number] {
  const [type, typed] = expectedCell(value, column);
  if (column.format === 'month' && type === 'date') return ['text', String(value)];
  if (type === 'number') return [type, column.format === 'percent' ? Math.round(Number(typed) * 1000) / 10 : typed];
  if (type === 'text' && /^\d+(\.\d+)?$/.test(String(typed))) return ['number', Number(typed)];
  return [type, type === 'text' && /^[=+\-@]/.test(String(typed)) ? `'${typed}` : typed];
}

function expectedCell(value: ExportRow[string], { format, words = {} }: ExportColumn): readonly [OpenedCell['type'], string | number] {
  if (value === undefined || value === '') return ['empty', ''];
  if (typeof value === 'boolean') return ['text', exportWords[value ? 'yes' : 'no'].th];
  if (format === 'words')
    return [
      'text',
      [value]
        .flat()
        .map((code) => words[String(code)]?.th ?? code)
        .join(', '),
    ];
  if (typeof value === 'number') return ['number', format === 'baht' ? value / 100 : value];
  if (format === 'day') return ['date', String(value)];
  return format === 'month' ? ['date', `${String(value)}-01`] : ['text', String(value)];
}
