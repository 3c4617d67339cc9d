/** Exports: aggregates of what the viewer may see, the same figures in three forms, each of them on record. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportMapping } from '../../src/content/exports.ts';
import type { PayloadOf } from '../../src/domain/operation.ts';
import type { AreaBoard } from '../../src/protocol/area-board.ts';
import { exportAnswerSchema, exportFiles, exportKeys, exportPath, exportRowSchemas, mostXlsxRows } from '../../src/protocol/export.ts';
import { exportedRows, exportedText, formulaName, makeExportScene, type ExportScene } from '../support/export-scene.ts';
import { createApp } from '../../src/server/app.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { groupPayload, memberPayload, memberPersonal } from '../support/server-operations.ts';
import { newId, type ServerPhone } from '../support/server-phone.ts';

let office: TestOffice;
let scene: ExportScene;

beforeAll(async () => {
  office = await openTestOffice();
  scene = await makeExportScene(office);
});
afterAll(() => office.close());

const namesOf = async (phone: ServerPhone, query = '') => (await exportedRows(phone, 'groups', query)).map(({ name }) => name).toSorted();
const lastAudit = async () => (await office.office.store.read((tables) => tables.office.auditTrail(0, 10_000))).at(-1);

it.each(exportKeys)('%s: the JSON is what the document says, and every column of the table is one of its fields', async (key) => {
  const answer: unknown = JSON.parse(await exportedText(scene.province, `${key}.json`, '?area=56'));
  expect(exportAnswerSchema(key).safeParse(answer).error?.issues ?? []).toEqual([]);
  const fields = Object.keys(exportRowSchemas[key].shape);
  expect(exportMapping(key).columns.filter(({ field }) => !fields.includes(field))).toEqual([]);
  expect(exportMapping(key).key).toBe(key);
});

it('whoever takes out table after table waits an hour; looking at the headers takes nothing, and a colleague is not kept waiting', async () => {
  const own = await openTestOffice();
  const { chief, province } = await makeExportScene(own);
  const statuses = new Set<number>();
  for (let count = 0; count < 60; count += 1) statuses.add((await chief.send('/v1/export/groups.csv')).status);
  expect([...statuses]).toEqual([200]);
  const refused = await chief.send('/v1/export/groups.csv');
  expect([refused.status, refused.headers.get('Retry-After'), await refused.json()]).toMatchObject([
    429,
    '3600',
    { code: 'too-many-tries' },
  ]);
  expect((await chief.send('/v1/export/groups.csv', { method: 'HEAD' })).status).toBe(200);
  expect((await province.send('/v1/export/groups.csv')).status).toBe(200);
  own.pass(3_600_000);
  expect((await chief.send('/v1/export/groups.csv')).status).toBe(200);
  await own.close();
});

describe('who sees what', () => {
  it('a chief gets the own district, the province all of them, an officer the own groups', async () => {
    expect(await namesOf(scene.chief)).toEqual([formulaName, 'บ้าน "ดง", ม.4'].toSorted());
    expect(await namesOf(scene.province)).toHaveLength(3);
    expect(await namesOf(scene.province, '?area=5603')).toEqual(['บ้านทุ่งลอ']);
    expect(await namesOf(scene.officer)).toEqual(['บ้าน "ดง", ม.4']);
  });

  it('nothing of any table, in any form, is about a member', async () => {
    const phones = [scene.chief, scene.province, scene.officer, scene.department];
    for (const phone of phones)
      for (const key of exportKeys)
        for (const file of ['csv', 'json']) {
          const response = await phone.send(`/v1/export/${key}.${file}`);
          const text = await response.text();
          for (const secret of ['ทองดี', 'แสนสุข', '3560100000011', '3-5601', '๓๕๖๐๑'])
            expect([key, file, text]).not.toContainEqual(expect.stringContaining(secret));
        }
  });

  it('the department reads figures without the names of people', async () => {
    const text = (
      await Promise.all((['groups', 'reports', 'establishment-result'] as const).map((key) => exportedText(scene.department, `${key}.csv`)))
    ).join('');
    expect(text).toContain('บ้านทุ่งลอ');
    for (const name of ['ฝน ใจงาม', 'คำ ใจดี', 'ก้อน']) expect(text).not.toContain(name);
    expect((await scene.department.send('/v1/export/officers.csv')).status).toBe(403);
  });

  it.each([
    '?area=5', '?area=ab', '?area=56;--', '?from=2026-13', '?from=2026-05&to=2026-04', '?to=2027-01', '?language=fr', '?from=1990-01&to=2026-11',
  ])('%s is a bad request', async (query) => {
    expect((await scene.province.send(`/v1/export/months.csv${query}`)).status).toBe(400);
  }); // prettier-ignore
});

describe('the figures', () => {
  it('months without a line carry what was there, closed or not', async () => {
    const months = (await exportedRows(scene.chief, 'months', '?from=2026-08&to=2026-11')).filter(({ group }) => group === scene.group);
    expect(months.map(({ month, pledgedSatang, savedSatang, cashSatang, bankSatang, paid, isClosed }) => [month, pledgedSatang, savedSatang, cashSatang, bankSatang, paid, isClosed])).toEqual([
      ['2026-08', 10_050, 10_050, 12_050, 0, 1, true],
      ['2026-09', 0, 10_050, 12_050, 0, 0, true],
      ['2026-10', 10_000, 20_050, 7_050, 15_000, 1, true],
      ['2026-11', 0, 20_050, 7_050, 15_000, 0, false],
    ]); // prettier-ignore
    const later = (await exportedRows(scene.chief, 'months', '?from=2026-10&to=2026-10')).filter(({ group }) => group === scene.group);
    expect(later).toEqual(months.filter(({ month }) => month === '2026-10'));
  });

  it('case 50: an old paper group has the months that were told of it and carries them on; one entered by mistake is in no table', async () => {
    const [g, wrong] = [newId(), newId()];
    const declared = { foundedOn: '1999-03-06', members: 160, savedSatang: 204_800_000, asOf: '2026-09-10' };
    const old = { ...groupPayload('560701', 'บ้านเก่าแก่'), source: 'declared' as const, declared };
    const october = { members: 161, paid: 150, pledgedSatang: 1_500_000, withdrawnSatang: 200_000, savedSatang: 206_100_000, bankSatang: 9_000_000 };
    await scene.officer.push(
      scene.officer.op(g, 'group.create', old),
      scene.officer.op(g, 'report.submit', {
        report: newId(), kind: 'monthly-savings', version: 1, forMonth: '2026-10', source: 'declared', snapshot: october,
      }),
      scene.officer.op(wrong, 'group.create', { ...old, ...groupPayload('560701', 'บ้านเก่าแก่ ซ้ำ') }),
      scene.officer.op(wrong, 'group.stage', { stage: 'voided', reason: 'entered twice', on: '2026-11-23' }),
    );
    const all = await exportedRows(scene.chief, 'months', '?from=2026-09&to=2026-11');
    const months = all.filter(({ group }) => group === g);
    expect(months.map(({ month, source, paid, pledgedSatang, returnedSatang, savedSatang, bankSatang }) => [month, source, paid, pledgedSatang, returnedSatang, savedSatang, bankSatang])).toEqual([
      ['2026-09', 'declared', 0, 0, 0, 204_800_000, 0],
      ['2026-10', 'declared', 150, 1_500_000, 200_000, 206_100_000, 9_000_000],
      ['2026-11', 'declared', 0, 0, 0, 206_100_000, 9_000_000],
    ]);
    expect((await exportedRows(scene.chief, 'groups')).find(({ group }) => group === g)).toMatchObject({ members: 161, savedSatang: 206_100_000 });
    for (const key of ['groups', 'months'] as const) expect((await exportedRows(scene.chief, key)).map(({ group }) => group)).not.toContain(wrong);
  }); // prettier-ignore

  it('months that were told of paper stay told when the balances are carried over as of a day before them, and the board says the same', async () => {
    const [g, member] = [newId(), newId()];
    const officer = await office.phone({ name: 'Kaew', areas: ['560801'] });
    const chief = await office.phone({ role: 'district-chief', areas: ['5608'] });
    const declared = { foundedOn: '1999-03-06', members: 160, savedSatang: 204_800_000, asOf: '2025-12-31' };
    const told = (forMonth: string) =>
      officer.op(g, 'report.submit', {
        report: newId(), kind: 'monthly-savings', version: 1, forMonth, source: 'declared',
        snapshot: { members: 160, paid: 150, pledgedSatang: 1_600_000, repaidSatang: 50_000, savedSatang: 206_400_000 },
      });
    const line = (paidOn: string, row: PayloadOf<'entry.record'>['rows'][number]) =>
      officer.op(g, 'entry.record', { paidOn, writtenBy: 'officer', rows: [row] });
    const monthsFile = () => exportedRows(chief, 'months', '?area=5608&from=2026-01&to=2026-07');
    await officer.push(
      officer.op(g, 'group.create', { ...groupPayload('560801', 'บ้านสมุดเก่า'), source: 'declared', declared }),
      officer.op(g, 'member.add', memberPayload(member), memberPersonal('ทองดี', 'แสนสุข')),
      ...['2026-01', '2026-02', '2026-06'].map(told),
      line('2025-12-31', { e: newId(), kind: 'opening-savings', member, amount: 204_800_000 }),
      line('2026-06-05', { e: newId(), kind: 'pledged-savings', member, amount: 1_500_000, forMonth: '2026-06' }),
      line('2026-07-05', { e: newId(), kind: 'pledged-savings', member, amount: 10_000, forMonth: '2026-07' }),
    );
    const file = await monthsFile();
    expect(file.map(({ month, paid, pledgedSatang, repaidSatang }) => [month, paid, pledgedSatang, repaidSatang])).toEqual([
      ['2026-01', 150, 1_600_000, 50_000],
      ['2026-02', 150, 1_600_000, 50_000],
      ['2026-03', 0, 0, 0],
      ['2026-04', 0, 0, 0],
      ['2026-05', 0, 0, 0],
      ['2026-06', 150, 1_600_000, 50_000],
      ['2026-07', 1, 10_000, 0],
    ]);
    const board = (await (await chief.send('/v1/board/areas?area=5608')).json()) as AreaBoard;
    const shown = board.months.filter(({ month }) => month >= '2026-01' && month <= '2026-07');
    expect(shown.map(({ month, payers, pledgedSatang }) => [month, payers, pledgedSatang])).toEqual(
      file.map(({ month, paid, pledgedSatang }) => [month, paid, pledgedSatang]),
    );
  }); // prettier-ignore

  it('the last month and the group agree', async () => {
    const [row] = (await exportedRows(scene.chief, 'groups')).filter(({ group }) => group === scene.group);
    expect(row).toMatchObject({
      savedSatang: 20_050,
      cashSatang: 7_050,
      bankSatang: 15_000,
      receivedSatang: 22_050,
      members: 1,
      closedThrough: '2026-10',
    });
  });

  it('a report is what was submitted, whatever the group is now', async () => {
    const [report] = await exportedRows(scene.chief, 'establishment-result');
    expect(report).toMatchObject({
      group: scene.group,
      members: 48,
      male: 20,
      chair: 'คำ ใจดี',
      officer: 'ฝน ใจงาม',
      foundedOn: '2026-08-05',
      hasBankAccount: true,
      submittedOn: '2026-11-23',
    });
    const [line] = await exportedRows(scene.chief, 'reports');
    expect(line).toMatchObject({ kind: 'establishment-result', version: 1, members: 48, pledgedPerMonthSatang: 500_000 });
  });

  it('an old form that lacks a field, or has it in another form, leaves a cell empty', async () => {
    const g = newId();
    await scene.officer.push(
      scene.officer.op(g, 'group.create', groupPayload('560701', 'บ้านเก่า')),
      scene.officer.op(g, 'report.submit', { report: newId(), kind: 'three-month', version: 1, snapshot: { photos: 3 } }),
    );
    const report = (await exportedRows(scene.chief, 'reports')).find(({ group }) => group === g);
    expect(report).toEqual(expect.objectContaining({ kind: 'three-month', version: 1 }));
    expect(report).not.toHaveProperty('members');
  });

  it('officers stand beside their target, also one without a group', async () => {
    await office.phone({ name: 'ไม่มีกลุ่ม', areas: ['560703'] });
    const officers = await exportedRows(scene.chief, 'officers', '?area=5607');
    expect(officers.map(({ name, groups, target, hasFounded }) => [name, groups, target, hasFounded])).toEqual(
      expect.arrayContaining([['ไม่มีกลุ่ม', 0, 1, false], ['+66 ก้อน', 1, 1, false]]),
    ); // prettier-ignore
    expect(await exportedRows(scene.chief, 'officers', '?area=5607')).toHaveLength(officers.length);
    expect(officers.every(({ districtCode }) => districtCode === '5607')).toBe(true);
  });

  it('all nine districts stand in the targets, with 38 officers and 38 groups to reach', async () => {
    const targets = await exportedRows(scene.province, 'targets', '?area=56');
    expect(targets).toHaveLength(9);
    expect(targets.reduce((sum, { officers = 0 }) => sum + officers, 0)).toBe(38);
    expect(targets.reduce((sum, { target = 0 }) => sum + target, 0)).toBe(38);
    expect(await exportedRows(scene.chief, 'targets')).toHaveLength(1);
  });
});

describe('on paper and on record', () => {
  it.each(exportFiles)(
    'asking only for the headers of a %s takes nothing out: they are those of the file, and the audit stays as it was',
    async (file) => {
      const path = `/v1/export/groups.${file}?area=5607`;
      const before = await lastAudit();
      const head = await scene.chief.send(path, { method: 'HEAD' });
      expect([head.status, await head.text()]).toEqual([200, '']);
      expect(await lastAudit()).toEqual(before);
      const got = await scene.chief.send(path);
      await got.arrayBuffer();
      for (const name of ['Content-Type', 'Content-Disposition']) expect(head.headers.get(name)).toBe(got.headers.get(name));
      expect((await lastAudit())?.id).toBe((before?.id ?? 0) + 1);
      // without the right the headers are not there either
      expect((await scene.chief.send('/v1/export/groups.csv?area=5603', { method: 'HEAD' })).status).toBe(403);
    },
  );

  it.each(exportKeys.flatMap((key) => exportFiles.map((file) => [key, file] as const)))('%s.%s is written into the audit, without a personal value', async (key, file) => {
    const response = await scene.province.send(`${exportPath(key, file)}?area=5607`);
    await response.arrayBuffer();
    expect(await lastAudit()).toMatchObject({ actor: scene.province.session.user, action: `export-${key}-${file}`, subject: '5607' });
    const name = response.headers.get('Content-Disposition');
    expect(name).toBe(file === 'json' ? null : `attachment; filename="sajja-${key}-5607-2026-11-23.${file}"`);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
  }); // prettier-ignore

  it('what was refused was not taken out, and is not on record', async () => {
    const before = await lastAudit();
    expect((await scene.chief.send('/v1/export/groups.csv?area=5603')).status).toBe(403);
    expect(await lastAudit()).toEqual(before);
  });

  it('the CSV begins with its headings and ends with who took it out, when and of which area', async () => {
    const lines = (await exportedText(scene.chief, 'targets.csv')).trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFFอำเภอ,รหัส,/);
    expect(lines.at(-1)).toBe('แม่ใจ (5607) · ส่งออกโดย ศรี หัวหน้า · 23 พฤศจิกายน 2569 09:00 · ใช้ในราชการเท่านั้น การส่งออกนี้มีบันทึกไว้');
    const english = (await exportedText(scene.chief, 'targets.csv', '?language=en')).trimEnd().split('\r\n');
    expect(english[0]).toMatch(/^\uFEFFDistrict,Code,/);
    expect(english.at(-1)).toMatch(/exported by ศรี หัวหน้า · 23\/11\/2569 09:00/);
  });
});

it('a table too long for one spreadsheet says so and is still there as CSV', async () => {
  const g = newId();
  const months = 240;
  await scene.officer.push(
    scene.officer.op(g, 'group.create', groupPayload('560701', 'บ้านยาว')),
    scene.officer.op(g, 'entry.record', { paidOn: '2006-12-05', writtenBy: 'officer', rows: [{ e: newId(), kind: 'fine', amount: 100 }] }),
  );
  // the same group many times over: what is measured is the table, not the store
  const { store } = office.office;
  const stream = await store.read((tables) => tables.streams.find(g));
  const many = Array.from({ length: Math.ceil(mostXlsxRows / months) + 1 }, () => stream!);
  const read: typeof store.read = (work) =>
    store.read((tables) => work({ ...tables, streams: { ...tables.streams, groupsIn: async () => many } }));
  const crowded = createApp({ ...office.office, store: { ...store, read } });
  const phone = scene.province;
  const ask = (file: string) =>
    crowded.request(`http://localhost/v1/export/months.${file}?area=56&from=2006-12&to=2026-11`, { headers: { Cookie: phone.cookie } });
  const refused = await ask('xlsx');
  expect([refused.status, await refused.json()]).toMatchObject([413, { code: 'too-many-rows' }]);
  const lines = (await (await ask('csv')).text()).split('\r\n').length;
  expect(lines).toBeGreaterThan(mostXlsxRows);
}, 60_000);
