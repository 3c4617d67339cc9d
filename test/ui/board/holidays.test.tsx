/** The province keeps the calendar of closed days: what the app came with is there already, a day is added, taken out and put back. */
import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rulesInForce } from '../../../src/content/report-rules.ts';
import { workingDayUpTo } from '../../../src/domain/due-date.ts';
import type { HolidaysRow } from '../../../src/domain/row.ts';
import type { Grant } from '../../../src/protocol/session.ts';
import { areaStreamId } from '../../../src/server/ids.ts';
import { BoardTargetsScreen } from '../../../src/ui/screens/board-targets.tsx';
import { renderApp } from '../support/render-app.tsx';
import { openBoardOffice, sendFrom, type BoardOffice } from './support/board-office.ts';

let office: BoardOffice;
beforeEach(async () => void (office = await openBoardOffice('province')));
afterEach(async () => office.close());

const grants: readonly Grant[] = [{ role: 'province', areas: ['56'], from: '2026-10-01' }];
const open = async () =>
  renderApp(<BoardTargetsScreen />, {
    path: '/board/targets?area=56&do=holidays',
    route: '/board/targets',
    grants,
    thisPhone: office.thisPhone,
  });
const list = async () => within(await screen.findByRole('list', { name: 'วันหยุดของจังหวัด' }));
const rowOf = async (name: string | RegExp) => within((await (await list()).findByText(name)).closest('li') as HTMLElement);

/** what phones and reminders go by */
const rulesAtOffice = async () =>
  office.office.office.store.read(async (tables) => {
    const body = await tables.rows.get(areaStreamId('56'), 'holidays');
    return rulesInForce([], body === undefined ? [] : [JSON.parse(body) as HolidaysRow], '2026-11-23');
  });

describe('the holidays of a province', () => {
  it('are prefilled; a day taken out is a working day on every phone, until it is put back', async () => {
    const { user, store } = await open();
    const constitution = await rowOf('วันรัฐธรรมนูญ');
    await user.click(constitution.getByRole('button', { name: /^เอาออก/ }));
    expect(await constitution.findByText('เอาออกแล้ว เป็นวันทำการ')).toBeTruthy();
    expect(await sendFrom(office.chief, store.operations)).toEqual(['applied']);
    expect((await rulesAtOffice()).holidays.has('2026-12-10')).toBe(false);
    await user.click(constitution.getByRole('button', { name: 'ใส่คืน' }));
    await waitFor(() => expect(store.operations).toHaveLength(2));
    expect(await sendFrom(office.chief, store.operations.slice(1))).toEqual(['applied']);
    expect((await rulesAtOffice()).holidays.has('2026-12-10')).toBe(true);
  });

  it('one is added by its day and name, stands in its year, and moves the day of the reminder', async () => {
    const { user, store } = await open();
    await list();
    await user.click(screen.getByRole('button', { name: 'เพิ่มวันหยุด' }));
    const sheet = within(await screen.findByRole('dialog', { name: 'เพิ่มวันหยุด' }));
    await user.click(sheet.getByRole('button', { name: 'เพิ่มวันหยุด' }));
    expect(sheet.getByText('ใส่ชื่อวันหยุดก่อนบันทึก')).toBeTruthy();
    await user.type(sheet.getByRole('textbox', { name: 'วัน' }), '4');
    await user.selectOptions(sheet.getByRole('combobox', { name: 'เดือน' }), 'ธันวาคม');
    await user.type(sheet.getByRole('textbox', { name: 'พ.ศ.' }), '2569');
    await user.type(sheet.getByRole('textbox', { name: 'ชื่อวันหยุด' }), 'งานประจำปีจังหวัด');
    expect(workingDayUpTo('2026-12-05', (await rulesAtOffice()).holidays)).toBe('2026-12-04');
    await user.click(sheet.getByRole('button', { name: 'เพิ่มวันหยุด' }));
    const added = await rowOf('งานประจำปีจังหวัด');
    expect(added.getByText('จังหวัดเพิ่ม')).toBeTruthy();
    expect(added.getByText('รอส่ง')).toBeTruthy();
    expect(store.operations.map(({ k, p }) => [k, p])).toEqual([
      ['holiday.set', { days: [{ on: '2026-12-04', name: 'งานประจำปีจังหวัด', sure: true }] }],
    ]);
    expect(await sendFrom(office.chief, store.operations)).toEqual(['applied']);
    expect(workingDayUpTo('2026-12-05', (await rulesAtOffice()).holidays)).toBe('2026-12-03');
    store.setState(store.operations[0]!.id, 'acked');
    await user.click(screen.getByRole('button', { name: 'ดูใหม่' }));
    await waitFor(async () => expect((await rowOf('งานประจำปีจังหวัด')).queryByText('รอส่ง')).toBeNull());
  });
});
