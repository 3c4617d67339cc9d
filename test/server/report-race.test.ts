/** Reports over HTTP to the real process, at the same moment: sent several times by a phone, and changed by the officer while the chief accepts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Operation, PayloadOf } from '../../src/domain/operation.ts';
import type { AreaBoard } from '../../src/protocol/area-board.ts';
import type { BoardReportDetail, BoardReports } from '../../src/protocol/board-reports.ts';
import type { Verdict } from '../../src/protocol/sync.ts';
import { foundGroup } from '../support/founded-groups.ts';
import { newId, redeem, type ServerPhone } from '../support/server-phone.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });
const rounds = 40;

const dataDir = mkdtempSync(join(tmpdir(), 'sajja-race-'));
let server: ServerProcess;
let officer: ServerPhone;
let chief: ServerPhone;

beforeAll(async () => {
  server = await startServer({ dataDir });
  const phoneOf = async (role: string) =>
    redeem((path, init) => fetch(server.origin + path, init), await server.invite(role, '5607', role));
  officer = await phoneOf('field-officer');
  chief = await phoneOf('district-chief');
});
afterAll(async () => {
  await server.kill9();
  rmSync(dataDir, { recursive: true, force: true });
});

const submit = (g: string, p: Omit<PayloadOf<'report.submit'>, 'report' | 'snapshot'>, report = newId(), members = 48): Operation =>
  officer.op(g, 'report.submit', { report, snapshot: { members }, ...p });
const read = async <T>(path: string): Promise<T> => (await (await chief.send(path)).json()) as T;
const reportedIn = async () => (await read<AreaBoard>('/v1/board/areas?area=5607')).whole.figures.reported;
const seqOf = (verdict: Verdict | undefined) => (verdict?.r === 'applied' ? verdict.seq : verdict?.r);

it('the same report sent five times at once is one: one number, one line for the chief, counted once', async () => {
  const g = await foundGroup(officer, { tambon: '560701', isReported: false });
  const [reported, { reports }] = [await reportedIn(), await read<BoardReports>('/v1/board/reports?area=5607')];
  const report = submit(g, { kind: 'establishment-result', version: 1 });
  const answers = await Promise.all(Array.from({ length: 5 }, async () => officer.push(report)));
  expect(new Set(answers.map(([verdict]) => seqOf(verdict))).size).toBe(1);
  expect(seqOf(answers[0]?.[0])).toEqual(expect.any(Number));
  expect((await officer.pull()).get(g)?.filter(({ op }) => op.id === report.id)).toHaveLength(1);
  expect(await reportedIn()).toBe(reported + 1);
  const now = (await read<BoardReports>('/v1/board/reports?area=5607')).reports;
  expect(now).toHaveLength(reports.length + 1);
  expect(now.filter(({ group }) => group === g)).toMatchObject([{ report: { version: 1 } }]);
});

it('an accepted report is what the chief saw, whichever of acceptance and change comes first', async () => {
  const g = await foundGroup(officer, { tambon: '560702', isReported: false });
  let [changedFirst, acceptedFirst] = [0, 0];
  for (let round = 0; round < rounds; round += 1) {
    const report = newId();
    const head = { kind: 'monthly-savings', forMonth: '2026-10' } as const;
    const first = submit(g, { ...head, version: 1 }, report);
    await officer.push(first);
    const change = submit(g, { ...head, version: 2 }, report, 47);
    const acceptance = chief.op(g, 'report.review', { report, saw: first.id, level: 'district', decision: 'accepted' });
    const both = [async () => officer.push(change), async () => chief.push(acceptance)];
    await Promise.all((round % 2 === 0 ? both : both.reverse()).map((send) => send()));

    const shown = await read<BoardReportDetail>(`/v1/board/groups/${g}/reports/${report}`);
    // what stands is the change, and nobody has accepted that
    expect(shown.report).toMatchObject({ version: 2, state: 'submitted', snapshot: { members: 47 } });
    const [before, after] = shown.report.versions;
    expect(after).toMatchObject({ op: change.id, state: 'submitted', reviews: [] });
    expect(before).toMatchObject({ op: first.id, snapshot: { members: 48 }, reviews: [{ op: acceptance.id }] });
    if (before?.reviews[0]?.void === undefined) acceptedFirst += 1;
    else changedFirst += 1;
    expect([before?.state, before?.reviews[0]?.void]).toEqual(
      before?.reviews[0]?.void === undefined ? ['accepted', undefined] : ['submitted', 'version-moved-on'],
    );
    // the chief looks at what stands now, and the officer's phone hears of it
    await chief.push(chief.op(g, 'report.review', { report, saw: change.id, level: 'district', decision: 'accepted' }));
    const seen = await read<BoardReportDetail>(`/v1/board/groups/${g}/reports/${report}`);
    expect(seen.report).toMatchObject({ version: 2, state: 'accepted', versions: [{}, { op: change.id, state: 'accepted' }] });
  }
  process.stdout.write(`${rounds} races: changed first ${changedFirst}, accepted first ${acceptedFirst}\n`);
  expect(Math.min(changedFirst, acceptedFirst)).toBeGreaterThan(0);
});
