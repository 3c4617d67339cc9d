/** What passes between a department's server and a cell, in one process with a clock: who is told what, a cell that lies, months and sessions that end. */
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Operation } from '../../src/domain/operation.ts';
import type { ReportRow } from '../../src/domain/report-row.ts';
import type { AreaBoard } from '../../src/protocol/area-board.ts';
import type { BoardReportDetail, BoardReports } from '../../src/protocol/board-reports.ts';
import type { BoardGroups } from '../../src/protocol/board.ts';
import { pullDue } from '../../src/server/cell/keep-cells.ts';
import { joinCell, pullCell } from '../../src/server/cell/pull-cell.ts';
import type { Summaries } from '../../src/server/cell/summary.ts';
import { listen, type Listening } from '../../src/server/listen.ts';
import { makeCertificate } from '../support/certificate.ts';
import { foundGroup } from '../support/founded-groups.ts';
import { openTestOffice, startOfTest, type TestOffice } from '../support/server-office.ts';
import { memberPayload, memberPersonal, newGroup } from '../support/server-operations.ts';
import { newId, type ServerPhone } from '../support/server-phone.ts';

vi.setConfig({ testTimeout: 60_000 });
const hourMs = 3_600_000;

let department: TestOffice;
let cell: TestOffice;
let door: Listening;
let viewer: ServerPhone;
let officer: ServerPhone;
let group: string;
let proxy: Server | undefined;

beforeEach(async () => {
  [department, cell] = [await openTestOffice(), await openTestOffice()];
  door = await listen(cell.app, { host: '127.0.0.1', port: 0 });
  viewer = await department.phone({ role: 'department', areas: ['54', '55', '56'], name: 'Department' });
  officer = await cell.phone({ areas: ['5607'] });
  group = await foundGroup(officer, { tambon: '560701' });
  await pay(100_000);
});
afterEach(async () => {
  proxy?.closeAllConnections();
  proxy?.close();
  proxy = undefined;
  await door.stop();
  await cell.close();
  await department.close();
});

async function pay(amount: number): Promise<void> {
  const member = newId();
  const rows = [{ e: newId(), kind: 'pledged-savings' as const, member, amount, forMonth: '2026-11' }];
  await officer.push(
    officer.op(group, 'member.add', memberPayload(member), memberPersonal()),
    officer.op(group, 'entry.record', { paidOn: '2026-11-05', writtenBy: 'committee', rows }),
  );
}

async function join(origin = door.origin, areas: readonly string[] = ['56'], at = cell, provinces = areas) {
  const { code } = await at.invite({ role: 'department', areas, name: 'Department' });
  return joinCell(department.office, { url: origin, code, provinces });
}

async function pull(): Promise<readonly (string | undefined)[]> {
  const cells = await department.office.store.read((tables) => tables.cells.all());
  const problems = [];
  for (const each of cells) problems.push(await pullCell(department.office, each));
  return problems;
}

async function board(area = ''): Promise<AreaBoard> {
  const response = await viewer.send(`/v1/board/areas${area === '' ? '' : `?area=${area}`}`);
  expect(response.status).toBe(200);
  return (await response.json()) as AreaBoard;
}

/** A cell behind somebody who changes what it says to a sync. */
async function liar(change: (sum: Summaries) => string | undefined): Promise<string> {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      void (async () => {
        const { method = 'GET', url = '/' } = request;
        const headers = { 'X-Sync': '1', 'Content-Type': 'application/json', Cookie: request.headers.cookie ?? '' };
        const answer = await fetch(`${door.origin}${url}`, { method, headers, ...(method === 'POST' && { body: Buffer.concat(pieces) }) });
        const text = await answer.text();
        response.writeHead(answer.status, { 'Content-Type': 'application/json', 'Set-Cookie': answer.headers.getSetCookie() });
        if (url !== '/v1/sync' || answer.status !== 200) return response.end(text);
        const said = JSON.parse(text) as { sum: Summaries };
        const changed = change(said.sum);
        if (changed !== 'endless') return response.end(changed ?? JSON.stringify(said));
        const more = (): void => void (response.writable && response.write(' '.repeat(1_000_000), more));
        more();
        return undefined;
      })();
    });
  });
  proxy = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('summaries are for the department alone, of its own provinces, and only when they are asked for', async () => {
  const asked = async (phone: ServerPhone, sum?: object) => {
    const response = await phone.post('/v1/sync', { ...phone.request([]), want: [], ...(sum && { sum }) });
    return ((await response.json()) as { sum?: Summaries }).sum;
  };
  const have = { have: {} };
  for (const role of ['field-officer', 'district-chief', 'province'] as const) {
    const areas = [role === 'province' ? '56' : '5607'];
    expect([role, await asked(await cell.phone({ role, areas }), have)]).toEqual([role, undefined]);
  }
  const reader = await cell.phone({ role: 'department', areas: ['56'], name: 'Department' });
  expect(await asked(reader)).toBeUndefined();
  const all = await asked(reader, have);
  expect(all?.summaries.map(({ key }) => key)).toEqual(expect.arrayContaining(['area:56', 'area:5607', `group:${group}`]));
  const elsewhere = await asked(await cell.phone({ role: 'department', areas: ['55'], name: 'Department' }), have);
  expect(elsewhere?.summaries.filter(({ area }) => area.startsWith('56'))).toEqual([]);
  // the same person is let into the province too: its names do not go along
  const grants = { role: 'province', areas: ['56'], from: '2026-10-01', groups: [], until: null, endedOn: null };
  await cell.office.store.write((tables) => tables.people.addGrant({ id: newId(), user: reader.session.user, ...grants }));
  expect(await asked(reader, have)).toEqual(all);
  // what is known is not said again
  const marks = Object.fromEntries((all?.summaries ?? []).map(({ key, mark }) => [key, mark]));
  expect(await asked(reader, { have: marks })).toEqual({ summaries: [], gone: [], more: false });
  await pay(5_000);
  const stranger = `group:${newId()}`;
  const next = await asked(reader, { have: { ...marks, [stranger]: 'aa' } });
  expect(next?.summaries.map(({ key }) => key)).toEqual(['area:56', 'area:5607', `group:${group}`]);
  expect(next?.gone).toEqual([stranger]);
});

it('many groups come a few at a time', async () => {
  for (let count = 0; count < 44; count++) await newGroup(officer);
  await join();
  expect(await pull()).toEqual([undefined]);
  const response = await viewer.send('/v1/board/groups?area=5607');
  expect(((await response.json()) as BoardGroups).groups).toHaveLength(45);
  expect((await board()).whole.figures.groups).toBe(45);
});

it('the session of the device is renewed by its key; a right that ends at the cell ends it', async () => {
  const joined = await join();
  expect(await pull()).toEqual([undefined]);
  cell.pass(9 * hourMs);
  await pay(700);
  expect(await pull()).toEqual([undefined]);
  expect((await board()).whole.figures.savedSatang).toBe(100_700);
  const { user } = (await cell.office.store.read((tables) => tables.devices.find(joined.dev))) ?? { user: '' };
  const [grant] = await cell.office.store.read((tables) => tables.people.grantsOf(user));
  await cell.office.store.write((tables) => tables.people.endGrant(grant?.id ?? '', '2026-11-23'));
  expect(await pull()).toEqual(['right-ended']);
  expect((await board()).parts.at(-1)).toMatchObject({ area: '56', cell: { isOver: true }, figures: { savedSatang: 100_700 } });
});

it('what was said last month stands in its month when nothing came since', async () => {
  await join();
  await pull();
  department.setNow(Date.parse('2026-12-02T02:00:00Z'));
  await viewer.refresh();
  const [own, all] = [await board('56'), await board()];
  for (const { whole, months } of [own, all]) {
    expect(months.slice(-2)).toMatchObject([
      { month: '2026-11', pledgedSatang: 100_000 },
      { month: '2026-12', pledgedSatang: 0, members: months.at(-2)?.members },
    ]);
    expect(whole.pledged.slice(-2)).toEqual([100_000, 0]);
    expect(whole.figures).toMatchObject({ groups: 1, savedSatang: 100_000, met: 0 });
  }
  expect(own.asOf).toBe(new Date(startOfTest).toISOString());
  const table = (await (await viewer.send('/v1/export/groups.json?area=56')).json()) as { asOf: string; rows: readonly unknown[] };
  expect([table.asOf, table.rows.length]).toEqual([own.asOf, 1]);
  const lastLine = async (language: string): Promise<string | undefined> =>
    (await (await viewer.send(`/v1/export/groups.csv?area=56&language=${language}`)).text()).trim().split('\r\n').at(-1);
  expect(await lastLine('th')).toContain('ตามที่จังหวัดส่งมา 23 พฤศจิกายน 2569 09:00');
  expect(await lastLine('en')).toContain('as the province sent it, ');
  const before = own;
  cell.setNow(Date.parse('2026-12-02T02:00:00Z'));
  await pull();
  const { asOf: _asOf, whole: { cell: _cell, ...sums }, ...now } = await board('56'); // prettier-ignore
  expect(before).toMatchObject({ ...now, whole: sums });
});

const lies: Readonly<Record<string, (sum: Summaries) => string | undefined>> = {
  'that is no JSON': () => '<html>sign in to the network</html>',
  'that never ends': () => 'endless',
  'nested deeper than a parser likes': () => `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  'of another shape': () => JSON.stringify({ proto: 1, sum: { summaries: [{ of: 'area' }] } }),
  'without summaries': (sum) => {
    Object.assign(sum, { summaries: [], more: true });
    return undefined;
  },
  'of another province': (sum) => {
    const elsewhere = JSON.stringify(sum).replaceAll(/"(area:)?56/g, (_code, key = '') => `"${key}55`);
    Object.assign(sum, JSON.parse(elsewhere));
    return undefined;
  },
  'of a group of another province': (sum) => {
    for (const summary of sum.summaries) if (summary.of === 'group') Object.assign(summary, { area: '550101' });
    return undefined;
  },
  'with months that are none': (sum) => {
    for (const summary of sum.summaries) if (summary.of === 'area') Object.assign(summary.board.months.at(-1) ?? {}, { month: 'never' });
    return undefined;
  },
  'with half a baht too little of a number': (sum) => {
    for (const summary of sum.summaries) if (summary.of === 'area') Object.assign(summary.board.whole.figures, { savedSatang: 0.5 });
    return undefined;
  },
};

for (const [what, change] of Object.entries(lies))
  it(`an answer ${what} is refused, and other cells are read`, async () => {
    const other = await openTestOffice();
    const otherDoor = await listen(other.app, { host: '127.0.0.1', port: 0 });
    try {
      const there = await other.phone({ areas: ['5502'] });
      await foundGroup(there, { tambon: '550201' });
      await join(await liar(change));
      await join(otherDoor.origin, ['55'], other);
      expect(await pull()).toEqual([undefined, 'bad-answer']);
      const { parts, whole } = await board();
      expect(
        parts.map(({ area, figures, cell: age }) => [area, figures.groups, age?.asOf === undefined ? age : age.asOf !== null]),
      ).toEqual([
        ['54', 0, undefined],
        ['55', 1, true],
        ['56', 0, false],
      ]);
      expect(whole.figures.groups).toBe(1);
    } finally {
      await otherDoor.stop();
      await other.close();
    }
  });

it('a cell that says a group of another cell is its own changes nothing there', async () => {
  const other = await openTestOffice();
  const otherDoor = await listen(other.app, { host: '127.0.0.1', port: 0 });
  try {
    const there = await other.phone({ areas: ['5502'] });
    const theirs = await foundGroup(there, { tambon: '550201', name: 'Theirs' });
    await join(otherDoor.origin, ['55'], other);
    await pull();
    const text = (sum: Summaries) => JSON.stringify({ sum }).replaceAll(group, theirs);
    await join(await liar((sum) => void Object.assign(sum, (JSON.parse(text(sum)) as { sum: Summaries }).sum)));
    await pull();
    const detail = (await (await viewer.send(`/v1/board/groups/${theirs}`)).json()) as { group: { name: string } };
    expect(detail.group.name).toBe('Theirs');
    expect(((await (await viewer.send('/v1/board/groups?area=56')).json()) as BoardGroups).groups).toEqual([]);
  } finally {
    await otherDoor.stop();
    await other.close();
  }
});

it('a cell that always has more is left for the next turn, and is never said to be whole', async () => {
  let said = 0;
  await join(
    await liar((sum) => {
      for (const summary of sum.summaries) Object.assign(summary, { mark: (++said).toString(16) });
      Object.assign(sum, { more: true });
      return undefined;
    }),
  );
  expect(await pull()).toEqual([undefined]);
  expect((await board()).parts.at(-1)?.cell).toEqual({ asOf: null, isOver: false });
});

it('a certificate that nobody trusts is not', async () => {
  const server = createSecureServer(makeCertificate(), (_request, response) => response.end('{}'));
  proxy = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await expect(join(`https://localhost:${(server.address() as AddressInfo).port}`)).rejects.toMatchObject({ code: 'no-answer' });
});

it('a cell that says it is of more provinces than the operator typed is not joined', async () => {
  await expect(join(door.origin, ['55', '56'], cell, ['56'])).rejects.toThrow('not of the role department for 56');
  expect(await department.office.store.read((tables) => tables.cells.all())).toEqual([]);
});

it('a redirect is not followed', async () => {
  const server = createServer((_request, response) => response.writeHead(307, { Location: `${door.origin}/v1/session/redeem` }).end());
  proxy = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await expect(join(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)).rejects.toMatchObject({ code: 'no-answer' });
});

it('a cell that is away is asked less and less often, one that answers each minute, and one that blocked us never', async () => {
  const joined = await join();
  const times = async (minutes: number): Promise<number> => {
    const before = department.logs.length;
    for (let minute = 0; minute < minutes; minute++) {
      department.pass(60_000);
      await pullDue(department.office);
    }
    return department.logs.slice(before).filter((line) => line.includes('cell-not-read')).length;
  };
  expect(await times(5)).toBe(0);
  expect((await board()).parts.at(-1)?.cell?.asOf).toBe(new Date(startOfTest + 300_000).toISOString());
  await door.stop();
  const tried = await times(240);
  expect(tried).toBeGreaterThan(6);
  expect(tried).toBeLessThan(20);
  door = await listen(cell.app, { host: '127.0.0.1', port: Number(new URL(door.origin).port) });
  await times(61);
  expect((await board()).parts.at(-1)?.cell?.isOver).toBe(false);
  await cell.office.store.write(async (tables) => {
    const device = await tables.devices.find(joined.dev);
    if (device) await tables.devices.save({ ...device, revokedAt: cell.office.clock() });
  });
  expect(await times(300)).toBe(1);
});

it('two processes of the department ask a cell once between them, and the other goes on for one that died', async () => {
  const joined = await join();
  const asked = () => cell.office.metrics.total('sajja_requests_total');
  const atStart = asked();
  for (let minute = 0; minute < 10; minute++) {
    department.pass(60_000);
    await Promise.all([pullDue(department.office), pullDue(department.office)]);
  }
  expect(asked() - atStart).toBe(10);
  const nowMs = department.office.clock();
  await department.office.store.write((tables) => tables.cells.takeTurn(joined.url, nowMs + 60_000, nowMs + 300_000));
  const looksUntilAsked = async (): Promise<number> => {
    const before = asked();
    for (let minute = 1; ; minute++) {
      department.pass(60_000);
      await pullDue(department.office);
      if (asked() > before || minute > 10) return minute;
    }
  };
  expect(await looksUntilAsked()).toBe(5);
});

describe('the department’s word on a report of a cell', () => {
  /** three months in, accepted by the district and the province there */
  async function reported(): Promise<{ readonly report: string; readonly saw: string }> {
    const [report, chief, province] = [
      newId(),
      await cell.phone({ role: 'district-chief' }),
      await cell.phone({ role: 'province', areas: ['56'] }),
    ];
    const submit = officer.op(group, 'report.submit', { report, kind: 'three-month', version: 1, snapshot: { members: 48 } });
    await officer.push(submit);
    for (const [phone, level] of [
      [chief, 'district'],
      [province, 'province'],
    ] as const)
      expect(await phone.push(phone.op(group, 'report.review', { report, saw: submit.id, level, decision: 'accepted' }))).toMatchObject([
        { r: 'applied' },
      ]);
    await pull();
    return { report, saw: submit.id };
  }
  const waiting = async () =>
    ((await (await viewer.send('/v1/board/reports?area=56')).json()) as BoardReports).reports.filter(({ turn }) => turn === 'department');
  const say = async (report: string, said: object, phone = viewer) => {
    const response = await phone.post(`/v1/board/groups/${group}/reports/${report}/review`, { id: newId(), ...said });
    return [response.status, response.status === 204 ? '' : ((await response.json()) as { code: string }).code];
  };
  const stateThere = async (report: string) => {
    const body = await cell.office.store.read((tables) => tables.rows.get(group, `report:${report}`));
    const { state, versions } = JSON.parse(body ?? '{}') as ReportRow;
    return [state, versions.flatMap(({ reviews }) => reviews).filter(({ level }) => level === 'department').length];
  };

  it('is recorded there at once, stands on the board here, and who said it stays on record here', async () => {
    await join();
    const { report, saw } = await reported();
    expect(await waiting()).toMatchObject([{ group, report: { id: report } }]);
    expect(await say(report, { saw, decision: 'accepted' })).toEqual([204, '']);
    expect(await stateThere(report)).toEqual(['acknowledged', 1]);
    expect(await waiting()).toEqual([]);
    const detail = (await (await viewer.send(`/v1/board/groups/${group}/reports/${report}`)).json()) as BoardReportDetail;
    expect(detail.report.state).toBe('acknowledged');
    expect((await department.stored()).includes(`${group} ${report}`)).toBe(true);
  });

  it('returned with a remark it goes back to its officer, who reads the remark', async () => {
    await join();
    const { report, saw } = await reported();
    expect(await say(report, { saw, decision: 'returned' })).toEqual([400, 'bad-request']);
    expect(await say(report, { saw, decision: 'returned', remark: 'ขอรูปเพิ่ม' })).toEqual([204, '']);
    expect(await stateThere(report)).toEqual(['returned', 1]);
    expect(await waiting()).toEqual([]);
    const words = [...(await officer.pull()).values()]
      .flat()
      .flatMap(({ op }) => ((op as Operation).p as { remark?: string }).remark ?? []);
    expect(words).toEqual(['ขอรูปเพิ่ม']);
  });

  it('is taken once when its answer was lost and it is said again, and beside another process that speaks too', async () => {
    await join();
    const { report, saw } = await reported();
    const id = newId();
    expect(await say(report, { id, saw, decision: 'accepted' })).toEqual([204, '']);
    expect(await say(report, { id, saw, decision: 'accepted' })).toEqual([204, '']);
    expect(await stateThere(report)).toEqual(['acknowledged', 1]);
    const others = await Promise.all([reported(), reported(), reported()]);
    const said = await Promise.all(others.map((other) => say(other.report, { saw: other.saw, decision: 'accepted' })));
    expect(said).toEqual([[204, ''], [204, ''], [204, '']]); // prettier-ignore
    for (const other of others) expect(await stateThere(other.report)).toEqual(['acknowledged', 1]);
  });

  it('is not said while the cell is away, and can be said again when it is back', async () => {
    await join();
    const { report, saw } = await reported();
    await door.stop();
    const id = newId();
    expect(await say(report, { id, saw, decision: 'accepted' })).toEqual([503, 'cell-down']);
    expect(await stateThere(report)).toEqual(['province-accepted', 0]);
    door = await listen(cell.app, { host: '127.0.0.1', port: Number(new URL(door.origin).port) });
    expect(await say(report, { id, saw, decision: 'accepted' })).toEqual([204, '']);
    expect(await stateThere(report)).toEqual(['acknowledged', 1]);
  });

  it('is the department’s alone, about what it may read', async () => {
    await join();
    const { report, saw } = await reported();
    const word = { saw, decision: 'accepted' };
    for (const role of ['field-officer', 'district-chief', 'province'] as const) {
      const other = await department.phone({ role, areas: [role === 'province' ? '57' : '5701'] });
      expect([role, await say(report, word, other)]).toEqual([role, [403, 'forbidden']]);
    }
    const elsewhere = await department.phone({ role: 'department', areas: ['57'], name: 'Elsewhere' });
    expect(await say(report, word, elsewhere)).toEqual([404, 'not-found']);
    expect(await say(newId(), word)).toEqual([404, 'not-found']);
    expect(await stateThere(report)).toEqual(['province-accepted', 0]);
  });
});
