/** Exported files in a program that knows nothing of ours: every cell has its type and its Thai text, and nothing in it runs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportMapping, exportWords, type ExportColumn } from '../../src/content/exports.ts';
import { exportKeys, type ExportKey, type ExportRow } from '../../src/protocol/export.ts';
import { exportedRows, formulaName, makeExportScene, type ExportScene } from '../support/export-scene.ts';
import { provideTool } from '../support/find-tool.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { openInLibreOffice, textInZip, type OpenedCell } from '../support/spreadsheet.ts';

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
    const files: Record<string, Uint8Array> = {};
    for (const key of exportKeys) {
      rows.set(key, await exportedRows(scene.province, key, '?area=56'));
      files[`${key}.xlsx`] = await bytesOf(`${key}.xlsx`);
    }
    const csv = { 'groups-as-csv.csv': await bytesOf('groups.csv'), 'result-as-csv.csv': await bytesOf('establishment-result.csv') };
    opened = { ...openInLibreOffice(files), ...openInLibreOffice(csv) };
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

  it('a CSV has the same rows in Thai, and no cell of it is a formula (row 66)', () => {
    const sheet = opened['groups-as-csv.csv'] ?? [];
    expect(sheet[0]?.map(({ value }) => value)).toEqual(exportMapping('groups').columns.map(({ heading }) => heading.th));
    expect(sheet.map((row) => row[0]?.value)).toEqual(expect.arrayContaining(['บ้าน "ดง", ม.4', `'${formulaName}`, 'บ้านทุ่งลอ', 'รวม']));
    expect(sheet.at(-1)?.[0]?.value).toContain('ส่งออกโดย จังหวัด พะเยา');
    expect(
      Object.values(opened)
        .flatMap((each) => each.flat())
        .filter(({ type }) => type === 'formula'),
    ).toEqual([]);
  });

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
