/** An office that must match the columns of its old form lays a file beside the store: the real process, asked over HTTP. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readExportMappings } from '../../src/server/export/mapping-file.ts';
import { newGroup } from '../support/server-operations.ts';
import { newId, redeem, type ServerPhone } from '../support/server-phone.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';
import { textInZip } from '../support/spreadsheet.ts';

vi.setConfig({ testTimeout: 600_000 });

let dataDir: string;
let server: ServerProcess | undefined;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sajja-columns-'));
});
afterEach(async () => {
  await server?.kill9();
  server = undefined;
  rmSync(dataDir, { recursive: true, force: true });
});

const column = (field: string, th: string, format: string, more: object = {}) => ({
  field,
  heading: { th, en: field },
  format,
  width: 12,
  ...more,
});
const oldForm = {
  key: 'establishment-result',
  version: 1,
  title: { th: 'แบบเดิมของจังหวัด', en: 'The old form' },
  columns: [column('district', 'ชื่ออำเภอ', 'text'), column('foundedOn', 'ตั้งเมื่อ', 'day'), column('members', 'สมาชิก', 'count', { sum: true })],
};
const lay = (content: unknown): void =>
  writeFileSync(join(dataDir, 'exports.json'), typeof content === 'string' ? content : JSON.stringify(content));

async function personOn(running: ServerProcess, role: string, area: string): Promise<ServerPhone> {
  return redeem((path, init) => fetch(running.origin + path, init), await running.invite(role, area, role));
}

it('its columns, their names, order and form are those of the file, in CSV and XLSX; the other tables stay as they were', async () => {
  lay(`\uFEFF${JSON.stringify({ 'establishment-result': oldForm })}`);
  server = await startServer({ dataDir });
  const officer = await personOn(server, 'field-officer', '5607');
  const g = await newGroup(officer, '560701');
  const snapshot = { foundedOn: '2026-11-20', members: 48 };
  await officer.push(officer.op(g, 'report.submit', { report: newId(), kind: 'establishment-result', version: 1, snapshot }));
  const province = await personOn(server, 'province', '56');
  const bytesOf = async (file: string) => new Uint8Array(await (await province.send(`/v1/export/${file}?area=56`)).arrayBuffer());
  const csv = new TextDecoder().decode(await bytesOf('establishment-result.csv')).split('\r\n');
  expect(csv[0]).toBe('ชื่ออำเภอ,ตั้งเมื่อ,สมาชิก');
  expect(csv.slice(1, 3)).toEqual(['แม่ใจ,2026-11-20,48', 'รวม,,48']);
  const xlsx = await bytesOf('establishment-result.xlsx');
  expect(textInZip(xlsx, 'xl/workbook.xml')).toContain('แบบเดิมของจังหวัด');
  expect(textInZip(xlsx, 'xl/sharedStrings.xml')).toMatch(/ชื่ออำเภอ.*ตั้งเมื่อ.*สมาชิก/s);
  expect(new TextDecoder().decode(await bytesOf('groups.csv'))).not.toContain('ชื่ออำเภอ,');
});

it('the example of the README is such a file', () => {
  lay(/```json\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '');
  expect(readExportMappings(dataDir)['establishment-result']?.columns.map(({ heading }) => heading.th)).toEqual([
    'ชื่ออำเภอ',
    'ตั้งเมื่อ',
    'เงินสัจจะ',
  ]);
});

it.each([
  ['no JSON', '{ "groups": ', /exports\.json: .*JSON/],
  ['a table that does not exist', { loans: oldForm }, /exports\.json: .*loans/],
  ['a form that does not exist', { 'establishment-result': { ...oldForm, columns: [column('members', 'สมาชิก', 'euro')] } }, /exports\.json: establishment-result\.columns\.0\.format: .*"baht"/],
  ['a field that the table does not have', { 'establishment-result': { ...oldForm, columns: [column('members', 'ก', 'count'), column('nationalId', 'เลข', 'text')] } }, /exports\.json: establishment-result\.columns\.1\.field: "nationalId" is no field of it; there are .*foundedOn/],
  ['the columns of another table', { groups: oldForm }, /exports\.json: groups\.key: "establishment-result" stands under "groups"/],
])('%s: the server does not start and says where it is wrong', async (_what, content, sentence) => {
  lay(content);
  const start = startServer({ dataDir });
  await expect(start).rejects.toThrow(/stopped with 1: cannot start/);
  await expect(start).rejects.toThrow(sentence);
  await expect(start).rejects.toThrow(/take it away to have the columns the app came with/);
}); // prettier-ignore
