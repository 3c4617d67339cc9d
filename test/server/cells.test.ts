/** A server for each province and one for the department, which reads the others as a device of each: real processes, real phones. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Role } from '../../src/domain/vocabulary.ts';
import type { AreaBoard } from '../../src/protocol/area-board.ts';
import type { BoardReports } from '../../src/protocol/board-reports.ts';
import type { BoardGroupDetail, BoardGroups } from '../../src/protocol/board.ts';
import type { ExportKey } from '../../src/protocol/export.ts';
import type { Invitation } from '../../src/server/invitation.ts';
import { exportedRows, makeExportScene } from '../support/export-scene.ts';
import { foundGroup } from '../support/founded-groups.ts';
import type { TestOffice } from '../support/server-office.ts';
import { memberPayload, memberPersonal } from '../support/server-operations.ts';
import { newId, redeem, type ServerPhone } from '../support/server-phone.ts';
import { runCommand, startServer, type ServerProcess } from '../support/server-process.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

interface Site {
  readonly dataDir: string;
  server: ServerProcess;
  /** of the province that it was made for, who invites everybody else */
  readonly provinces: Map<string, ServerPhone>;
}

const sites: Site[] = [];
let phayao: Site;
let nan: Site;
let department: Site;
/** one that holds both provinces itself */
let whole: Site;
let viewer: ServerPhone;
let officerOfNan: ServerPhone;
let groupOfNan: string;
const deviceOf = new Map<Site, string>();

async function openSite(): Promise<Site> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sajja-cell-'));
  const site: Site = { dataDir, server: await startServer({ dataDir }), provinces: new Map() };
  sites.push(site);
  return site;
}

const askAt =
  (site: Site) =>
  (path: string, init?: RequestInit): Promise<Response> =>
    fetch(`${site.server.origin}${path}`, init);

function sajja(site: Site, ...args: readonly string[]): unknown {
  const { status, stdout, stderr } = runCommand(site.dataDir, [...args, '--json']);
  if (status !== 0) throw new Error(`${args.join(' ')}: ${status} ${stderr}`);
  return JSON.parse(stdout);
}

const areasOf = (areas: readonly string[]) => areas.flatMap((area) => ['--area', area]);

async function phoneAt(site: Site, { role = 'field-officer', areas = ['5607'], name = 'Officer' }): Promise<ServerPhone> {
  if (role === 'province' || role === 'department') {
    const { code } = sajja(site, 'invite', '--role', role, '--name', name, ...areasOf(areas)) as Invitation;
    return redeem(askAt(site), code);
  }
  const province = areas[0]?.slice(0, 2) ?? '';
  let over = site.provinces.get(province);
  if (!over) site.provinces.set(province, (over = await phoneAt(site, { role: 'province', areas: [province], name: 'Over it' })));
  const { code } = (await (await over.post('/v1/people/invite', { role, areas, name })).json()) as Invitation;
  return redeem(askAt(site), code);
}

/** The same acts wherever they are done: founding, money, reports of the first province. */
async function storyOfPhayao(site: Site): Promise<void> {
  const phone = (asked: { role?: Role; areas?: readonly string[]; name?: string }) =>
    phoneAt(site, { ...asked, areas: [...(asked.areas ?? ['5607'])] });
  const scene = await makeExportScene({ phone } as unknown as TestOffice);
  await foundGroup(scene.officer, { tambon: '560701', name: 'Ban Test' });
}

async function storyOfNan(site: Site): Promise<{ officer: ServerPhone; group: string }> {
  const officer = await phoneAt(site, { areas: ['5502'], name: 'Nan Officer' });
  const group = await foundGroup(officer, { tambon: '550201' });
  await pay(officer, group, 7_050);
  return { officer, group };
}

async function pay(officer: ServerPhone, group: string, amount: number): Promise<void> {
  const member = newId();
  const rows = [{ e: newId(), kind: 'pledged-savings' as const, member, amount, forMonth: '2026-11' }];
  const verdicts = await officer.push(
    officer.op(group, 'member.add', memberPayload(member), { ...memberPersonal('Somying', 'Lamyai'), nationalId: '3550200000018' }),
    officer.op(group, 'entry.record', { paidOn: '2026-11-05', writtenBy: 'committee', rows }),
  );
  expect(verdicts.map(({ r }) => r)).toEqual(['applied', 'applied']);
}

interface Told {
  readonly provinces: readonly string[];
  readonly device: string;
  readonly asOf: string | null;
  readonly until: string;
  readonly problem: string | null;
}

function joinAt(site: Site, ...areas: readonly string[]): Told {
  const { code } = sajja(site, 'invite', '--role', 'department', '--name', 'Department', ...areasOf(areas)) as Invitation;
  return sajja(department, 'cell', 'add', '--url', site.server.origin, '--code', code, ...areasOf(areas)) as Told;
}

function operationsOf(site: Site, group: string): readonly Record<string, unknown>[] {
  const { stdout } = runCommand(site.dataDir, ['export', '--group', group]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { op: Record<string, unknown> }).op);
}

/** After every cell was asked. */
function problemsByProvince(): Readonly<Record<string, string | null>> {
  const cells = sajja(department, 'cell', 'pull') as readonly Told[];
  return Object.fromEntries(cells.map(({ provinces, problem }) => [provinces.join(' '), problem]));
}

async function read<T>(phone: ServerPhone, path: string): Promise<T> {
  const response = await phone.send(path);
  expect([path, response.status]).toEqual([path, 200]);
  return (await response.json()) as T;
}

/** Without what says where and when it was read. */
function figuresIn({ asOf: _asOf, whole: { cell: _cell, ...sums }, parts, ...board }: AreaBoard): unknown {
  return { ...board, whole: sums, parts: parts.map(({ cell: _age, ...part }) => part) };
}
const boardOf = async (phone: ServerPhone, area = '') =>
  figuresIn(await read<AreaBoard>(phone, `/v1/board/areas${area === '' ? '' : `?area=${area}`}`));

beforeAll(async () => {
  [phayao, nan, department, whole] = [await openSite(), await openSite(), await openSite(), await openSite()];
  for (const site of [phayao, whole]) await storyOfPhayao(site);
  ({ officer: officerOfNan, group: groupOfNan } = await storyOfNan(nan));
  await storyOfNan(whole);
  viewer = await phoneAt(department, { role: 'department', areas: ['55', '56'], name: 'Department' });
  deviceOf.set(phayao, joinAt(phayao, '56').device);
  deviceOf.set(nan, joinAt(nan, '55').device);
});
afterAll(async () => {
  for (const { server, dataDir } of sites) {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

it('the department reads what each cell says itself, and together what one server with both provinces would say', async () => {
  const atWhole = await phoneAt(whole, { role: 'department', areas: ['55', '56'], name: 'Department' });
  const [atPhayao, atNan] = [
    await phoneAt(phayao, { role: 'department', areas: ['56'], name: 'Department' }),
    await phoneAt(nan, { role: 'department', areas: ['55'], name: 'Department' }),
  ];
  const board = await read<AreaBoard>(viewer, '/v1/board/areas');
  expect(board.parts.map(({ area, cell }) => [area, cell])).toEqual(
    ['55', '56'].map((area) => [area, { asOf: expect.any(String) as string, isOver: false }]),
  );
  expect(board.whole.figures).toMatchObject({ groups: 5, savedSatang: 27_100 });
  expect(figuresIn(board)).toEqual(await boardOf(atWhole));
  for (const [phone, area] of [
    [atPhayao, '56'],
    [atPhayao, '5607'],
    [atNan, '55'],
    [atNan, '5502'],
  ] as const) {
    expect(await boardOf(viewer, area)).toEqual(await boardOf(phone, area));
    expect(await boardOf(viewer, area)).toEqual(await boardOf(atWhole, area));
  }
  const path = '/v1/board/groups?area=5607';
  const groups = await read<BoardGroups>(viewer, path);
  expect(groups.groups.length).toBe(3);
  expect(groups.groups).toEqual((await read<BoardGroups>(atPhayao, path)).groups);
  for (const { group } of groups.groups) {
    const detail = `/v1/board/groups/${group.id}`;
    const { cell, ...told } = await read<BoardGroupDetail>(viewer, detail);
    expect([told, cell?.isOver]).toEqual([await read<BoardGroupDetail>(atPhayao, detail), false]);
  }
  expect((await read<BoardReports>(viewer, '/v1/board/reports?area=56')).reports).toEqual(
    (await read<BoardReports>(atPhayao, '/v1/board/reports?area=56')).reports,
  );
  for (const table of ['groups', 'months', 'targets', 'reports', 'establishment-result'] satisfies ExportKey[]) {
    const rows = await exportedRows(viewer, table, '?area=56');
    expect([table, rows.length > 0]).toEqual([table, true]);
    expect(rows).toEqual(await exportedRows(atPhayao, table, '?area=56'));
    const narrow = table === 'months' ? '?area=560701&from=2026-09&to=2026-10' : '?area=5607';
    expect(await exportedRows(viewer, table, narrow)).toEqual(await exportedRows(atPhayao, table, narrow));
  }
});

it("no name and no national id ever comes: nothing of it is in the department's files", () => {
  const filesOf = ({ dataDir }: Site) =>
    readdirSync(dataDir)
      .filter((name) => name.startsWith('sajja.sqlite'))
      .map((name) => readFileSync(join(dataDir, name), 'utf8'))
      .join('');
  const [here, there] = [filesOf(department), filesOf(phayao) + filesOf(nan)];
  for (const personal of ['ทองดี', 'แสนสุข', '3560100000011', 'Somying', '3550200000018', 'ฝน ใจงาม', 'คำ ใจดี', 'Nan Officer'])
    expect([personal, there.includes(personal), here.includes(personal)]).toEqual([personal, true, false]);
});

it('what is entered at a cell comes, also when the cell was killed meanwhile; while it is away the board says how old it is', async () => {
  await pay(officerOfNan, groupOfNan, 1_001);
  const before = await read<AreaBoard>(viewer, '/v1/board/areas');
  await nan.server.kill9();
  expect(problemsByProvince()).toEqual({ '55': 'no-answer', '56': null });
  const away = await read<AreaBoard>(viewer, '/v1/board/areas');
  expect(figuresIn(away)).toEqual(figuresIn(before));
  const ageAt = ({ parts }: AreaBoard, area: string) => parts.find((part) => part.area === area)?.cell;
  expect(ageAt(away, '55')).toEqual(ageAt(before, '55'));
  expect(Date.parse(ageAt(away, '56')?.asOf ?? '')).toBeGreaterThan(Date.parse(ageAt(before, '56')?.asOf ?? ''));
  nan.server = await startServer({ dataDir: nan.dataDir, env: { PORT: new URL(nan.server.origin).port } });
  expect(problemsByProvince()).toEqual({ '55': null, '56': null });
  const back = await read<AreaBoard>(viewer, '/v1/board/areas');
  expect(back.whole.figures.savedSatang - before.whole.figures.savedSatang).toBe(1_001);
});

it('a cell that was restored from a backup is followed: what came after it is gone, and comes again when the phones send it', async () => {
  const sums = async () => (await read<AreaBoard>(viewer, '/v1/board/areas')).whole.figures;
  const backups = join(nan.dataDir, 'backups');
  sajja(nan, 'backup', '--to', backups);
  const before = await sums();
  const sent = officerOfNan.n;
  const later = await foundGroup(officerOfNan, { tambon: '550202' });
  const ops = operationsOf(nan, later);
  problemsByProvince();
  expect((await sums()).groups).toBe(before.groups + 1);
  expect(await nan.server.stop()).toBe(0);
  sajja(nan, 'restore', '--from', backups);
  nan.server = await startServer({ dataDir: nan.dataDir, env: { PORT: new URL(nan.server.origin).port } });
  expect(problemsByProvince()).toEqual({ '55': null, '56': null });
  expect(await sums()).toEqual(before);
  expect((await viewer.send(`/v1/board/groups/${later}`)).status).toBe(404);
  await officerOfNan.push(...ops.map((op, index) => ({ ...op, n: sent + index + 1 })));
  problemsByProvince();
  expect((await sums()).groups).toBe(before.groups + 1);
});

it('the server itself looks without being asked; its operator sees how old each cell is', async () => {
  await pay(officerOfNan, groupOfNan, 2_002);
  const { savedSatang } = (await read<AreaBoard>(viewer, '/v1/board/areas')).whole.figures;
  expect(await department.server.stop()).toBe(0);
  department.server = await startServer({ dataDir: department.dataDir });
  await vi.waitFor(
    async () => expect((await read<AreaBoard>(viewer, '/v1/board/areas')).whole.figures.savedSatang).toBe(savedSatang + 2_002),
    { timeout: 30_000, interval: 200 },
  );
  const { cells } = sajja(department, 'status') as { cells: readonly Told[] };
  const days = cells.map(({ until }) => (Date.parse(until) - Date.now()) / 86_400_000);
  for (const left of days) expect(left).toBeCloseTo(180, 0);
  expect(cells).toMatchObject([
    { provinces: ['55'], asOf: expect.any(String) as string, problem: null },
    { provinces: ['56'], problem: null },
  ]);
  const metrics = await (await fetch(`${department.server.origin}/metrics`)).text();
  expect(metrics).toMatch(/^sajja_cell_age_seconds\{provinces="55"\} \d+$/m);
  expect(metrics.match(/# TYPE sajja_cell_age_seconds gauge/g)).toHaveLength(1);
});

it('a cell blocks the device of the department like any phone: nothing more is read, and the board says so', async () => {
  const before = await boardOf(viewer);
  expect(sajja(nan, 'revoke', deviceOf.get(nan) ?? '')).toMatchObject({ name: 'department server', groups: 0 });
  await pay(officerOfNan, groupOfNan, 5_005);
  expect(problemsByProvince()).toEqual({ '55': 'device-revoked', '56': null });
  const board = await read<AreaBoard>(viewer, '/v1/board/areas');
  expect(figuresIn(board)).toEqual(before);
  expect(board.parts.map(({ area, cell }) => [area, cell?.isOver])).toEqual([['55', true], ['56', false]]); // prettier-ignore
  // what the department has of its cells is in its backup
  expect(sajja(department, 'backup', '--to', join(department.dataDir, 'backups'))).toMatchObject({ ok: true, problems: [] });
  // let in again
  joinAt(nan, '55');
  const again = await read<AreaBoard>(viewer, '/v1/board/areas');
  expect(again.parts.map(({ cell }) => cell?.isOver)).toEqual([false, false]);
  expect(figuresIn(again)).not.toEqual(before);
});

it('a province is counted once, an address must be safe, and what is removed is gone', async () => {
  const refused = (url: string, area: string, code = 'NOSUCHCODE') => {
    const { status, stderr } = runCommand(department.dataDir, ['cell', 'add', '--url', url, '--area', area, '--code', code]);
    return [status, stderr.split('\n')[0]];
  };
  const { origin } = whole.server;
  const { code } = sajja(whole, 'invite', '--role', 'province', '--name', 'Province', '--area', '57') as Invitation;
  expect(refused(origin, '57', code)).toEqual([1, expect.stringContaining('not of the role department')]);
  expect(refused(origin, '57')).toEqual([1, `failed: ${origin} answered: invitation-wrong`]);
  expect(refused(origin, '56')).toEqual([1, expect.stringContaining('province 56 comes from')]);
  expect(refused(origin, '5607')).toEqual([2, '--area 5607 must be a province']);
  for (const url of ['http://sajja.example', 'https://user:secret@sajja.example', 'https://sajja.example/path', 'ftp://sajja.example', 'x'])
    expect(refused(url, '57')).toEqual([2, expect.stringContaining('--url must be')]);
  expect(refused('http://localhost:9', '57')).toEqual([1, 'failed: http://localhost:9 answered: no-answer']);

  const elsewhere = runCommand(department.dataDir, ['invite', '--role', 'province', '--name', 'Over it', '--area', '56']);
  expect([elsewhere.status, elsewhere.stderr]).toEqual([2, expect.stringContaining('invite there')]);

  const officer = await phoneAt(department, { areas: ['5401'], name: 'Phrae Officer' });
  expect(refused(origin, '54')).toEqual([1, expect.stringContaining('people of province 54')]);
  await foundGroup(officer, { tambon: '540101' });
  expect(refused(origin, '54')).toEqual([1, expect.stringContaining('has groups')]);
  const beside = await phoneAt(department, { role: 'department', areas: ['54', '55', '56'], name: 'Department' });
  const { parts, whole: sums } = await read<AreaBoard>(beside, '/v1/board/areas');
  expect(parts.map(({ area, cell, figures }) => [area, cell !== undefined, figures.groups > 0])).toEqual([
    ['54', false, true],
    ['55', true, true],
    ['56', true, true],
  ]);
  expect(sums.figures.groups).toBe(parts.reduce((sum, { figures }) => sum + figures.groups, 0));

  expect(sajja(department, 'cell', 'remove', nan.server.origin)).toMatchObject({ provinces: ['55'] });
  expect(sajja(department, 'cell', 'list')).toMatchObject([{ provinces: ['56'] }]);
  expect((await viewer.send(`/v1/board/groups/${groupOfNan}`)).status).toBe(404);
  expect((await read<BoardGroups>(viewer, '/v1/board/groups?area=5502')).groups).toEqual([]);
});
