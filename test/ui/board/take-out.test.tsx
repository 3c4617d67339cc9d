/** Taking tables out and giving programs a key, from the board of the real office. */
import { screen, waitFor, within } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Grant } from '../../../src/protocol/session.ts';
import { TakeOut } from '../../../src/ui/screens/board/take-out.tsx';
import { groupCreate } from '../../support/act.ts';
import { newId } from '../../support/server-phone.ts';
import { renderApp } from '../support/render-app.tsx';
import { openBoardOffice, sendFrom, type BoardOffice } from './support/board-office.ts';

const chief: readonly Grant[] = [{ role: 'district-chief', areas: ['5607'], from: '2026-10-01' }];
const department: readonly Grant[] = [{ role: 'department', areas: ['56'], from: '2026-10-01' }];
let office: BoardOffice;
let kept: File[];
let names: string[];

beforeEach(async () => {
  office = await openBoardOffice();
  kept = [];
  names = [];
  vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
    kept.push(file as File);
    return 'blob:kept';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download);
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await office.close();
});

const open = async (grants = chief, area = '5607') =>
  renderApp(<TakeOut area={area} />, { path: '/board', grants, thisPhone: office.thisPhone });
const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }));

describe('tables', () => {
  it('a chief keeps the groups of the district as Excel and CSV, and reads first that it is on record', async () => {
    const fon = await office.phone({ name: 'Fon' });
    await sendFrom(fon, [groupCreate(newId(), { name: 'บ้านหนองบัว' })]);
    await open();
    await press('ดาวน์โหลดตาราง');
    expect(screen.getByText(/สำนักงานบันทึกไว้ว่าใครนำตารางใดออกไป/)).toBeTruthy();
    expect(screen.getByText(/มีชื่อเจ้าหน้าที่หรือประธานกลุ่ม/)).toBeTruthy();
    await press('เก็บเป็น CSV');
    await waitFor(() => expect(names).toEqual([expect.stringMatching(/^sajja-groups-5607-\d{4}-\d\d-\d\d\.csv$/)]));
    expect(await kept[0]?.text()).toContain('บ้านหนองบัว');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

    await press('ดาวน์โหลดตาราง');
    await userEvent.selectOptions(screen.getByLabelText('ตาราง'), 'เป้าหมายและผลรายอำเภอ');
    expect(screen.queryByText(/มีชื่อเจ้าหน้าที่หรือประธานกลุ่ม/)).toBeNull();
    await press('เก็บเป็น Excel');
    await waitFor(() => expect(names[1]).toMatch(/^sajja-targets-5607-.*\.xlsx$/));
    expect(new TextDecoder('latin1').decode(await kept[1]?.slice(0, 2).arrayBuffer())).toBe('PK');
  });

  it('the department is not offered the officers by name', async () => {
    await open(department, '56');
    await press('ดาวน์โหลดตาราง');
    const offered = within(screen.getByLabelText('ตาราง'))
      .getAllByRole('option')
      .map(({ textContent }) => textContent);
    expect(offered).toContain('กลุ่มทั้งหมดกับยอดปัจจุบัน');
    expect(offered).not.toContain('เจ้าหน้าที่กับเป้าหมาย');
  });

  it('without signal nothing is kept, and the sheet stays open with what to do', async () => {
    await open();
    await press('ดาวน์โหลดตาราง');
    office.setSignal(false);
    await press('เก็บเป็น Excel');
    expect(await screen.findByText(/ลองอีกครั้งเมื่อมีสัญญาณ/)).toBeTruthy();
    expect(names).toEqual([]);
    office.setSignal(true);
    await press('เก็บเป็น Excel');
    await waitFor(() => expect(names).toHaveLength(1));
  });
});

describe('keys for programs', () => {
  it('one is made, shown once, used, and revoked after a question', async () => {
    await open();
    await press('กุญแจสำหรับโปรแกรม');
    expect(await screen.findByText('ยังไม่มีกุญแจ')).toBeTruthy();
    await press('ออกกุญแจ');
    expect(await screen.findByText(/บอกก่อนว่าใช้ทำอะไร/)).toBeTruthy();
    await userEvent.type(screen.getByLabelText(/ใช้ทำอะไร/), 'ตารางจังหวัด');
    await userEvent.selectOptions(screen.getByLabelText('ใช้ได้นาน'), '30 วัน');
    await press('ออกกุญแจ');
    const token = (await screen.findByLabelText<HTMLInputElement>('กุญแจใหม่')).value;
    expect(token).toMatch(/^sajja_[\w-]{43}$/);
    expect(await screen.findByText(/ใช้ได้ถึง .* · ยังไม่เคยใช้/)).toBeTruthy();
    const ask = async () => (await fetch('/v1/export/targets.json', { headers: { Authorization: `Bearer ${token}` } })).status;
    expect(await ask()).toBe(200);

    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'ปิด' }));
    await press('กุญแจสำหรับโปรแกรม');
    expect(await screen.findByText(/ใช้ล่าสุด/)).toBeTruthy();
    expect(screen.queryByLabelText('กุญแจใหม่')).toBeNull();
    await press('เลิกใช้');
    expect(await screen.findByText(/ถ้าเลิกใช้กุญแจ “ตารางจังหวัด” โปรแกรมที่ใช้อยู่จะอ่านไม่ได้ทันที/)).toBeTruthy();
    expect(await ask()).toBe(200);
    await press('เลิกใช้กุญแจนี้');
    expect(await screen.findByText('ยังไม่มีกุญแจ')).toBeTruthy();
    expect(await ask()).toBe(401);
  });
});
