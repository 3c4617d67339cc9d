/** The board of a chief and of the province, asked of the real office. */
import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import type { Grant } from '../../../src/protocol/session.ts';
import type { SyncState } from '../../../src/sync/sync-state.ts';
import type { AppContext } from '../../../src/ui/app-context.ts';
import { BoardGroupScreen } from '../../../src/ui/screens/board-group.tsx';
import { BoardScreen } from '../../../src/ui/screens/board.tsx';
import { foundGroup } from '../../support/founded-groups.ts';
import { foundingRest, foundingVote, groupCreate, memberAdd, nextId, operation } from '../../support/act.ts';
import { newId, type ServerPhone } from '../../support/server-phone.ts';
import { renderApp, type RenderOptions } from '../support/render-app.tsx';
import { openBoardOffice, sendFrom, type BoardOffice } from './support/board-office.ts';

let office: BoardOffice;
afterEach(async () => office.close());

const chiefGrants: readonly Grant[] = [{ role: 'district-chief', areas: ['5607'], from: '2026-10-01' }];
const provinceGrants: readonly Grant[] = [{ role: 'province', areas: ['56'], from: '2026-10-01' }];

const openBoard = async (options: RenderOptions = {}) =>
  renderApp(<BoardScreen />, { path: '/board', grants: chiefGrants, thisPhone: office.thisPhone, ...options });

async function found(phone: ServerPhone, tambon: string, name: string): Promise<string> {
  const g = newId();
  const village = { tambon, moo: 4, name };
  const vote = foundingVote(g);
  const rest = foundingRest(g);
  const ops = [groupCreate(g, { name: `Group of ${name}`, village }), ...vote.ops, ...rest.ops];
  expect(new Set(await sendFrom(phone, ops))).toEqual(new Set(['applied']));
  return g;
}

const rowOf = (name: string) => screen.getByRole('rowheader', { name: new RegExp(name) }).closest('tr')!;
const groupTable = () => screen.getByRole('table', { name: /^กลุ่ม ความก้าวหน้า/ });

describe('the board of a district', () => {
  it('shows each group with its steps, members, photos and when it was received, and never a member', async () => {
    office = await openBoardOffice();
    const fon = await office.phone({ name: 'Fon Chaidee' });
    const g = await found(fon, '560702', 'Nong Bua');
    const minor = memberAdd(g, nextId(), { firstName: 'Duangjai', bornOn: '2012-05-01' });
    const photo = operation('photo.attach', g, {
      sha: 'a'.repeat(64),
      bytes: 900_000,
      mime: 'image/jpeg',
      w: 1600,
      h: 1200,
      thumb: { sha: 'b'.repeat(64), bytes: 20_000 },
      for: { kind: 'meeting' },
    });
    const report = operation('report.submit', g, { report: nextId(), kind: 'founding-notice', version: 1, snapshot: {} });
    await sendFrom(fon, [minor, photo, report]);
    await openBoard();

    expect(await screen.findByRole('heading', { level: 1, name: 'ภาพรวมถึง 23 พฤศจิกายน 2569' })).toBeTruthy();
    await screen.findByRole('link', { name: 'Group of Nong Bua' });
    const row = rowOf('Group of Nong Bua');
    expect(within(row).getByText('จัดตั้งแล้ว 3 เดือนแรก')).toBeTruthy();
    expect(within(row).getByText('+1 รอยินยอม')).toBeTruthy();
    expect(within(row).getByText('1 ในเครื่อง')).toBeTruthy();
    expect(within(row).getByText('09:00 น.')).toBeTruthy();
    expect(within(row).getByText('Fon')).toBeTruthy();
    expect(
      within(row)
        .getAllByRole('progressbar')
        .map((bar) => bar.getAttribute('aria-label')),
    ).toEqual([
      expect.stringMatching(/^ขั้นที่ 1 เสร็จ \d จาก 5 ข้อ$/),
      expect.stringMatching(/^ขั้นที่ 2 เสร็จ \d จาก 8 ข้อ$/),
      expect.stringMatching(/^ขั้นที่ 3 เสร็จ \d จาก 7 ข้อ$/),
    ]);
    expect(document.body.textContent).not.toContain('Duangjai');
    expect(document.body.textContent).not.toContain('Somsak');
  });

  it('a group entered by mistake stands in the list and in no sum: the table adds up to what the tiles say', async () => {
    office = await openBoardOffice();
    const fon = await office.phone({ name: 'Fon' });
    await found(fon, '560702', 'Nong Bua');
    const twice = await found(fon, '560702', 'Nong Bua Again');
    await sendFrom(fon, [operation('group.stage', twice, { stage: 'voided', reason: 'entered twice', on: '2026-11-23' })]);
    await openBoard();
    await screen.findByRole('link', { name: 'Group of Nong Bua Again' });
    const members = within(rowOf('Group of Nong Bua Again')).getAllByRole('cell')[3]?.textContent;
    const total = within(groupTable()).getByRole('rowheader', { name: 'รวม 1 กลุ่ม' }).closest('tr')!;
    expect(within(total).getAllByRole('cell')[3]?.textContent).toBe(members);
    expect(members).toMatch(/^[1-9]/);
  });

  it('keeps the search and the status in the address', async () => {
    office = await openBoardOffice();
    const fon = await office.phone({ name: 'Fon' });
    await found(fon, '560702', 'Nong Bua');
    await sendFrom(fon, [groupCreate(newId(), { name: 'Group of Pa Sak', village: { tambon: '560701', moo: 2, name: 'Pa Sak' } })]);
    const { user } = await openBoard();
    await screen.findByRole('link', { name: 'Group of Pa Sak' });

    await user.click(screen.getByRole('button', { name: /^ตั้งแล้ว/ }));
    await waitFor(() => expect(screen.queryByRole('link', { name: 'Group of Pa Sak' })).toBeNull());
    expect(location.search).toBe('?stage=running');
    await user.type(screen.getByRole('searchbox'), 'x');
    expect(await screen.findByText('ไม่พบกลุ่มตามที่เลือก')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'ล้างตัวเลือก' }));
    expect(await screen.findByRole('link', { name: 'Group of Pa Sak' })).toBeTruthy();
    expect(location.search).toBe('');
  });

  it('shows the last known view with its time when the office cannot be reached', async () => {
    office = await openBoardOffice();
    await found(await office.phone({ name: 'Fon' }), '560702', 'Nong Bua');
    const first = await openBoard();
    await screen.findByRole('link', { name: 'Group of Nong Bua' });
    first.unmount();

    office.setSignal(false);
    await openBoard();
    expect(await screen.findByText('ภาพที่ดูไว้ วันนี้ 09:00 น.')).toBeTruthy();
    expect(await screen.findByRole('link', { name: 'Group of Nong Bua' })).toBeTruthy();
  });

  it('says what to do when nothing was ever seen here, and opens on the next try', async () => {
    office = await openBoardOffice();
    office.setSignal(false);
    const { user } = await openBoard();
    expect(await screen.findByText('ยังไม่เคยดูหน้านี้ในเครื่องนี้')).toBeTruthy();
    office.setSignal(true);
    await user.click(screen.getByRole('button', { name: 'ลองอีกครั้ง' }));
    expect(await screen.findByText('ยังไม่มีกลุ่มในพื้นที่นี้')).toBeTruthy();
  });

  it('renews a session that ran out by itself, and tells a silent phone with the reason it gave', async () => {
    office = await openBoardOffice();
    const fon = await office.phone({ name: 'Fon Chaidee' });
    const oldest = '2026-11-21T02:00:00.000Z';
    await fon.sync([], { want: [], q: { ops: 12, photos: 4, bytes: 9_000_000, oldest, persisted: true, quotaErrors: 0 } });
    office.office.pass(4 * 86_400_000);
    const sendNow: AppContext['sendNow'] = async () => {
      expect((await office.chief.refresh()).status).toBe(200);
      return { phase: 'idle' } as SyncState;
    };
    await openBoard({ context: { sendNow } });
    const table = await screen.findByRole('table', { name: 'เครื่องของเจ้าหน้าที่' });
    expect(within(table).getByText('12 รายการ · 4 รูป · เก่าสุด 6 วัน')).toBeTruthy();
    expect(within(table).getByText('เงียบ 4 วัน')).toBeTruthy();
  });

  it('case 44: a group whose officer’s year is over has nobody, is with the chief, and its page says how to give it to somebody', async () => {
    office = await openBoardOffice();
    const boss = await office.phone({ role: 'volunteer', name: 'Boss Dee', until: '2026-11-23' });
    const g = await found(boss, '560702', 'Nong Bua');
    office.office.pass(86_400_000);
    await office.chief.refresh();
    const first = await openBoard();
    await screen.findByRole('link', { name: 'Group of Nong Bua' });
    const row = within(rowOf('Group of Nong Bua'));
    expect(row.getByText('ไม่มีผู้รับผิดชอบ')).toBeTruthy();
    expect(row.getByText('อยู่ในความดูแลของพัฒนาการอำเภอ')).toBeTruthy();
    expect(row.queryByText('Boss')).toBeNull();
    const officers = within(screen.getByRole('table', { name: 'เจ้าหน้าที่' }));
    expect(officers.getByText(/1 กลุ่มอยู่ในความดูแลของพัฒนาการอำเภอ/)).toBeTruthy();
    first.unmount();
    await renderApp(<BoardGroupScreen />, {
      path: `/board/groups/${g}`,
      route: '/board/groups/:id',
      grants: chiefGrants,
      thisPhone: office.thisPhone,
    });
    expect(await screen.findByText(/^สิทธิ์ของผู้รับผิดชอบเดิมสิ้นสุดแล้ว/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'มอบผู้รับผิดชอบ' }).getAttribute('href')).toBe('/board/people');
    expect(document.body.textContent).not.toContain('Boss');
  });

  it('a practice board asks nobody', async () => {
    office = await openBoardOffice();
    await openBoard({ practice: true });
    expect(await screen.findByText('โหมดฝึกซ้อมไม่มีภาพรวม')).toBeTruthy();
  });
});

describe('the board of a province', () => {
  const districtTable = async () => screen.findByRole('table', { name: 'เป้าหมายรายอำเภอ' });
  const cellsOf = (row: HTMLElement) => [...row.querySelectorAll('td')].map((cell) => cell.textContent);

  it('two groups of one officer do not cover a colleague, and districts keep the order of the letter', async () => {
    office = await openBoardOffice('province');
    const fon = await office.phone({ name: 'Fon', areas: ['5609'] });
    const som = await office.phone({ name: 'Som', areas: ['5609'] });
    await foundGroup(fon, { tambon: '560901' });
    await foundGroup(fon, { tambon: '560901' });
    const { user } = await openBoard({ grants: provinceGrants });
    const table = await districtTable();
    const districts = within(table)
      .getAllByRole('rowheader')
      .map((cell) => cell.textContent);
    expect(districts).toEqual(['เมืองพะเยา', 'เชียงคำ', 'จุน', 'ภูซาง', 'ปง', 'ภูกามยาว', 'ดอกคำใต้', 'แม่ใจ', 'เชียงม่วน', 'รวม']);
    const row = within(table).getByRole('link', { name: 'ดูภูกามยาว' }).closest('tr')!;
    expect(cellsOf(row).slice(0, 3)).toEqual(['2', '2100 %', '1/250 %']);
    expect(within(row).getByText('ยังไม่ครบ')).toBeTruthy();
    expect(within(row).getByText('เหลือ 1 คน')).toBeTruthy();
    // nothing can be sorted by: nobody is ranked
    expect(within(table).queryAllByRole('button')).toEqual([]);

    await foundGroup(som, { tambon: '560902' });
    await user.click(screen.getByRole('button', { name: 'ดูใหม่' }));
    expect(await within(row).findByText('ครบ')).toBeTruthy();
  });

  it('case 43 is said in words: 8 of 7 groups, 6 of 7 officers, not complete', async () => {
    office = await openBoardOffice('province');
    for (const count of [1, 1, 1, 1, 1, 3, 0]) {
      const officer = await office.phone({ name: 'Officer', areas: ['5601'] });
      for (let group = 0; group < count; group++) await foundGroup(officer, { tambon: '560101' });
    }
    await openBoard({ grants: provinceGrants });
    const row = within(await districtTable())
      .getByRole('link', { name: 'ดูเมืองพะเยา' })
      .closest('tr')!;
    expect(cellsOf(row).slice(0, 3)).toEqual(['7', '8114 %', '6/785.7 %']);
    expect(within(row).getByText('ยังไม่ครบ')).toBeTruthy();
    expect(screen.getByText('จาก 38 (21.1 %)')).toBeTruthy();
  });

  it('officers of a chosen district are in the address, with the reason of silence', async () => {
    office = await openBoardOffice('province');
    const fon = await office.phone({ name: 'Fon Chaidee', areas: ['560901'] });
    await foundGroup(fon, { tambon: '560901' });
    await office.phone({ name: 'Som', areas: ['5607'] });
    const oldest = '2026-11-21T02:00:00.000Z';
    await fon.sync([], { want: [], app: '0.0.9', q: { ops: 12, photos: 4, bytes: 9, oldest, persisted: true, quotaErrors: 2 } });
    const { user } = await openBoard({ grants: provinceGrants });
    await districtTable();
    expect(screen.queryByRole('table', { name: 'เจ้าหน้าที่' })).toBeNull();
    await user.selectOptions(screen.getByRole('combobox', { name: 'เจ้าหน้าที่ในอำเภอ' }), '5609');
    expect(location.search).toBe('?district=5609');
    const table = await screen.findByRole('table', { name: 'เจ้าหน้าที่' });
    expect(within(table).queryByText('Som')).toBeNull();
    for (const reason of ['เครื่องเต็ม', 'แอปรุ่นเก่า 0.0.9', 'รอส่ง 16 รายการ']) expect(within(table).getByText(reason)).toBeTruthy();
  });

  it('who works in two districts has a row in each and is one person below them', async () => {
    office = await openBoardOffice('province');
    await office.phone({ name: 'Fon', areas: ['5607', '5609'] });
    await openBoard({ grants: provinceGrants, path: '/board?area=56&district=all' });
    const table = within(await screen.findByRole('table', { name: 'เจ้าหน้าที่' }));
    expect(table.getAllByRole('rowheader').map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^Fon.*ภูกามยาว/),
      expect.stringMatching(/^Fon.*แม่ใจ/),
      'รวม 1 คน',
    ]);
  });

  it('a district opens from its row, with its groups', async () => {
    office = await openBoardOffice('province');
    const fon = await office.phone({ name: 'Fon', areas: ['5607', '5609'] });
    await foundGroup(fon, { tambon: '560901', name: 'One' });
    await foundGroup(fon, { tambon: '560702', name: 'Two' });
    await openBoard({ grants: provinceGrants, path: '/board?area=5607' });
    expect(await screen.findByRole('link', { name: 'Two' })).toBeTruthy();
    expect(within(groupTable()).queryByText('One')).toBeNull();
    expect(screen.getByRole('link', { name: 'กลับ' }).getAttribute('href')).toBe('/board?area=56');
  });

  it('reads in English', async () => {
    office = await openBoardOffice('province');
    await openBoard({ grants: provinceGrants, language: 'en' });
    expect(await screen.findByRole('heading', { level: 1, name: 'Overview to 23 November 2569' })).toBeTruthy();
    expect(within(await screen.findByRole('table', { name: 'Targets by district' })).getByText('Phu Kamyao')).toBeTruthy();
  });
});

describe('what waits for a decision', () => {
  it('a group in the chief’s own district is taken', async () => {
    office = await openBoardOffice();
    const fon = await office.phone({ name: 'Fon Chaidee', areas: ['560701'] });
    const village = { tambon: '560702', moo: 3, name: 'Near' };
    expect(await sendFrom(fon, [groupCreate(newId(), { name: 'Group of Near', village })])).toEqual(['held']);
    const { user } = await openBoard();
    await user.click(await screen.findByRole('button', { name: 'ตัดสิน' }));
    const sheet = await screen.findByRole('dialog');
    await user.type(await within(sheet).findByRole('textbox'), 'Helping out');
    await user.click(within(sheet).getByRole('button', { name: 'รับรายการ' }));
    expect(await screen.findByRole('link', { name: 'Group of Near' })).toBeTruthy();
  });

  it('a chief refuses with a reason; without one, and without signal, nothing is lost', async () => {
    office = await openBoardOffice();
    const fon = await office.phone({ name: 'Fon Chaidee' });
    const village = { tambon: '560301', moo: 3, name: 'Far' };
    expect(await sendFrom(fon, [groupCreate(newId(), { name: 'Group of Far', village })])).toEqual(['held']);
    const { user } = await openBoard();
    expect(await screen.findByText(/ผู้บันทึกไม่มีสิทธิ์ในพื้นที่นี้/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'ตัดสิน' }));
    const sheet = await screen.findByRole('dialog');
    const reason = await within(sheet).findByRole('textbox');
    expect(within(sheet).queryByRole('button', { name: /รับรายการ/ })).toBeNull();
    expect(within(sheet).getByText(/^รายการนี้เป็นของต\.หย่วน .+ ซึ่งอยู่นอกพื้นที่ของคุณ/)).toBeTruthy();

    await user.click(within(sheet).getByRole('button', { name: /ไม่รับ/ }));
    expect(await within(sheet).findByText('เขียนเหตุผลก่อนตัดสิน')).toBeTruthy();
    expect(document.activeElement).toBe(reason);

    await user.type(reason, 'Another district');
    office.setSignal(false);
    await user.click(within(sheet).getByRole('button', { name: /ไม่รับ/ }));
    expect(await within(sheet).findByText(/ยังส่งไม่ได้เพราะไม่มีสัญญาณ/)).toBeTruthy();
    expect((reason as HTMLTextAreaElement).value).toBe('Another district');

    office.setSignal(true);
    await user.click(within(sheet).getByRole('button', { name: /ไม่รับ/ }));
    expect(await screen.findByText('ไม่รับแล้ว ผู้บันทึกจะเห็นเหตุผล')).toBeTruthy();
    await waitFor(() => expect(screen.queryByText(/ผู้บันทึกไม่มีสิทธิ์ในพื้นที่นี้/)).toBeNull());
  });
});
