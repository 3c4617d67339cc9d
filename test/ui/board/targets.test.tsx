/** The province sets what each district is asked for: only what it changed is recorded, and the board then says it. */
import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import type { Grant } from '../../../src/protocol/session.ts';
import { StoreProblem } from '../../../src/storage/store-problem.ts';
import { BoardTargetsScreen } from '../../../src/ui/screens/board-targets.tsx';
import type { MemoryStore } from '../support/memory-store.ts';
import { renderApp, type RenderOptions } from '../support/render-app.tsx';
import { openBoardOffice, sendFrom, type BoardOffice } from './support/board-office.ts';

let office: BoardOffice;
afterEach(async () => office.close());

const provinceGrants: readonly Grant[] = [{ role: 'province', areas: ['56'], from: '2026-10-01' }];
const chiefGrants: readonly Grant[] = [{ role: 'district-chief', areas: ['5607'], from: '2026-10-01' }];

const openTargets = async (options: RenderOptions = {}) =>
  renderApp(<BoardTargetsScreen />, { path: '/board/targets?area=56', grants: provinceGrants, thisPhone: office.thisPhone, ...options });

const district = async (name: string) => within(await screen.findByRole('group', { name: new RegExp(`^${name}`) }));
const officersOf = async (name: string) => (await district(name)).getByRole<HTMLInputElement>('textbox', { name: 'เจ้าหน้าที่' });
const groupsOf = async (name: string) => (await district(name)).getByRole<HTMLInputElement>('textbox', { name: 'เป้าหมายกลุ่ม' });
const recorded = ({ operations }: MemoryStore) => operations.map(({ k, p }) => ({ k, ...(p as object) }));

describe('targets of the province', () => {
  it('one officer more in one district is one record, and the office then asks for 39', async () => {
    office = await openBoardOffice('province');
    const first = await openTargets();
    const { user, store } = first;
    const officers = await officersOf('ภูกามยาว');
    expect([officers.value, (await groupsOf('ภูกามยาว')).value]).toEqual(['2', '2']);
    expect(screen.getByText('รวมเจ้าหน้าที่ 38 คน เป้าหมาย 38 กลุ่ม')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'ยังไม่มีอำเภอที่แก้' }).disabled).toBe(true);

    await user.clear(officers);
    await user.type(officers, '๓');
    await user.clear(await groupsOf('ภูกามยาว'));
    await user.type(await groupsOf('ภูกามยาว'), '3');
    await user.type((await district('ภูกามยาว')).getByRole('textbox', { name: 'หมายเหตุ' }), 'บรรจุใหม่ 1 คน');
    expect((await district('ภูกามยาว')).getByText('แก้แล้ว ยังไม่บันทึก')).toBeTruthy();
    expect(screen.getByText('รวมเจ้าหน้าที่ 39 คน เป้าหมาย 39 กลุ่ม')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'บันทึกเป้าหมาย 1 อำเภอ' }));
    await waitFor(() => expect(location.pathname).toBe('/board'));
    expect(recorded(store)).toEqual([
      { k: 'target.set', campaign: 'phayao-2565', district: '5609', officers: 3, groups: 3, remark: 'บรรจุใหม่ 1 คน' },
    ]);
    first.unmount();

    expect(await sendFrom(office.chief, store.operations)).toEqual(['applied']);
    await openTargets();
    await waitFor(async () => expect((await officersOf('ภูกามยาว')).value).toBe('3'));
    expect(screen.getByText('รวมเจ้าหน้าที่ 39 คน เป้าหมาย 39 กลุ่ม')).toBeTruthy();
  });

  it('an emptied box is asked for and nothing is recorded until it has a number; 0 is one', async () => {
    office = await openBoardOffice('province');
    const { user, store } = await openTargets();
    await user.clear(await officersOf('ปง'));
    await user.click(screen.getByRole('button', { name: 'บันทึกเป้าหมาย 1 อำเภอ' }));
    expect((await district('ปง')).getByText('ใส่จำนวนก่อนบันทึก ใส่ 0 ได้')).toBeTruthy();
    expect((await district('จุน')).queryByText('ใส่จำนวนก่อนบันทึก ใส่ 0 ได้')).toBeNull();
    expect(recorded(store)).toEqual([]);

    await user.type(await officersOf('ปง'), '0');
    await user.click(screen.getByRole('button', { name: 'บันทึกเป้าหมาย 1 อำเภอ' }));
    await waitFor(() => expect(recorded(store)).toMatchObject([{ district: '5606', officers: 0, groups: 4 }]));
  });

  it('a phone that is full says so; what was typed stays, and is recorded once there is room', async () => {
    office = await openBoardOffice('province');
    const { user, store } = await openTargets();
    await user.clear(await officersOf('ปง'));
    await user.type(await officersOf('ปง'), '5');
    store.failNext(new StoreProblem('quota'));
    await user.click(screen.getByRole('button', { name: 'บันทึกเป้าหมาย 1 อำเภอ' }));
    expect((await screen.findByRole('alert')).textContent).toContain('ยังบันทึกไม่ได้');
    expect([location.pathname, (await officersOf('ปง')).value, recorded(store)]).toEqual(['/board/targets', '5', []]);
    await user.click(screen.getByRole('button', { name: 'บันทึกเป้าหมาย 1 อำเภอ' }));
    await waitFor(() => expect(recorded(store)).toMatchObject([{ district: '5606', officers: 5 }]));
  });

  it('what was typed is there after a call came in, and what waits on this phone stands as set', async () => {
    office = await openBoardOffice('province');
    const first = await openTargets();
    await first.user.clear(await officersOf('แม่ใจ'));
    await first.user.type(await officersOf('แม่ใจ'), '6');
    first.unmount();

    const again = await openTargets({ store: first.store });
    await waitFor(async () => expect((await officersOf('แม่ใจ')).value).toBe('6'));
    await again.user.click(screen.getByRole('button', { name: 'บันทึกเป้าหมาย 1 อำเภอ' }));
    await waitFor(() => expect(location.pathname).toBe('/board'));
    again.unmount();

    // not sent yet: the office still says 4
    await openTargets({ store: first.store });
    await waitFor(async () => expect((await officersOf('แม่ใจ')).value).toBe('6'));
    expect(screen.getByRole('button', { name: 'ยังไม่มีอำเภอที่แก้' })).toBeTruthy();
  });

  it('a chief is told who sets them, and practice asks nobody', async () => {
    office = await openBoardOffice();
    const first = await openTargets({ grants: chiefGrants, path: '/board/targets' });
    expect(await screen.findByText('จังหวัดเป็นผู้กำหนดเป้าหมาย')).toBeTruthy();
    expect(screen.queryByRole('textbox')).toBeNull();
    first.unmount();
    await openTargets({ practice: true });
    expect(await screen.findByText('โหมดฝึกซ้อมไม่มีภาพรวม')).toBeTruthy();
  });
});
