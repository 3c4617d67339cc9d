/** The province changes its campaign's days and begins the next one: what moves is said before, only what is right is recorded, and the board then says it. */
import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Grant } from '../../../src/protocol/session.ts';
import { areaStreamId } from '../../../src/server/ids.ts';
import { BoardScreen } from '../../../src/ui/screens/board.tsx';
import type { MemoryStore } from '../support/memory-store.ts';
import { renderApp, type RenderOptions } from '../support/render-app.tsx';
import { openBoardOffice, sendFrom, type BoardOffice } from './support/board-office.ts';

let office: BoardOffice;
beforeEach(async () => void (office = await openBoardOffice('province')));
afterEach(async () => office.close());

const grants: readonly Grant[] = [{ role: 'province', areas: ['56'], from: '2026-10-01' }];
const openBoard = async (options: RenderOptions = {}) =>
  renderApp(<BoardScreen />, { path: '/board?area=56', grants, thisPhone: office.thisPhone, ...options });

type User = Awaited<ReturnType<typeof openBoard>>['user'];
const card = async () => within(await screen.findByRole('region', { name: 'วาระและกำหนดวัน' }));
const dialog = async (name: string) => within(await screen.findByRole('dialog', { name }));
const openSheet = async (user: User, name: string) => {
  await user.click((await card()).getByRole('button', { name }));
  return dialog(name);
};
type Sheet = Awaited<ReturnType<typeof dialog>>;
const typeDay = async (user: User, sheet: Sheet, label: string, [day, month, year]: readonly [string, string, string]) => {
  const field = within(sheet.getByRole('group', { name: new RegExp(`^${label}`) }));
  await user.clear(field.getByRole('textbox', { name: 'วัน' }));
  await user.type(field.getByRole('textbox', { name: 'วัน' }), day);
  await user.selectOptions(field.getByRole('combobox', { name: 'เดือน' }), month);
  await user.clear(field.getByRole('textbox', { name: 'พ.ศ.' }));
  await user.type(field.getByRole('textbox', { name: 'พ.ศ.' }), year);
};
const follows = async (sheet: Sheet) => (await sheet.findAllByRole('listitem')).map((line) => line.textContent);
const recorded = ({ operations }: MemoryStore) => operations.map(({ k, p }) => ({ k, ...(p as object) }));
const whatIsSent = 'รายงานที่ส่งแล้วไม่เปลี่ยน เครื่องของเจ้าหน้าที่ได้กำหนดใหม่เมื่อติดต่อสำนักงานได้';

describe('the campaign of the province', () => {
  it('one day that moves is one record; what follows of it is said before, and the rest stays as the letter has it', async () => {
    const page = await openBoard();
    const { user, store } = page;
    expect((await card()).getByText('30 กันยายน 2565')).toBeTruthy();
    const sheet = await openSheet(user, 'แก้วาระและกำหนดวัน');
    expect(sheet.queryByText('เมื่อบันทึกแล้ว')).toBeNull();
    await typeDay(user, sheet, 'ตั้งกลุ่มให้ครบภายใน', ['31', 'ตุลาคม', '๒๕๖๕']);
    expect(await follows(sheet)).toEqual(['เส้นสะสมเทียบกับเป้าหมายถึง 31 ตุลาคม 2565', whatIsSent]);
    await user.click(sheet.getByRole('button', { name: 'บันทึกวาระและกำหนดวัน' }));

    expect(await (await card()).findByText('31 ตุลาคม 2565')).toBeTruthy();
    expect((await card()).getByText('รอส่ง')).toBeTruthy();
    const [op] = recorded(store);
    expect(recorded(store)).toHaveLength(1);
    expect(op).toMatchObject({
      k: 'campaign.set', campaign: 'phayao-2565', dueOn: '2022-10-31', firstReportOn: '2022-05-05', finalReportOn: '2022-12-26',
      commitmentFrom: '2022-03-06', commitmentTo: '2022-12-30', dueDayPolicy: 'next-working-day',
    }); // prettier-ignore
    // which reports are asked for, and the letters, are not lost by a form that does not show the first
    expect(op).toHaveProperty('reports.length', 4);
    expect(op).toHaveProperty('letters.0.number', 'พย ๐๐๑๙.๒/ว ๕๓๑๕');

    expect(await sendFrom(office.chief, store.operations)).toEqual(['applied']);
    store.setState(store.operations[0]!.id, 'acked');
    await user.click(screen.getByRole('button', { name: 'ดูใหม่' }));
    await waitFor(async () => expect((await card()).queryByText('รอส่ง')).toBeNull());
    expect((await card()).getByText('31 ตุลาคม 2565')).toBeTruthy();
  });

  it('nothing is recorded while a day is missing or comes before its first, and nothing when nothing changed', async () => {
    const { user, store } = await openBoard();
    let sheet = await openSheet(user, 'แก้วาระและกำหนดวัน');
    await typeDay(user, sheet, 'รายงานครั้งสุดท้ายภายใน', ['1', 'มกราคม', '2565']);
    await user.click(sheet.getByRole('button', { name: 'เพิ่มหนังสืออ้างอิง' }));
    await user.type(within(sheet.getByRole('group', { name: /^หนังสืออ้างอิงที่ 3/ })).getByRole('textbox', { name: 'เรื่อง' }), 'ขยายเวลา');
    await user.click(sheet.getByRole('button', { name: 'บันทึกวาระและกำหนดวัน' }));
    expect(sheet.getByText('วันสุดท้ายมาก่อนวันแรก ตรวจวันอีกครั้ง')).toBeTruthy();
    // the first of them, far above the button, has the focus; what would follow is not said of what cannot be saved
    const final = within(sheet.getByRole('group', { name: /^รายงานครั้งสุดท้ายภายใน/ }));
    await waitFor(() => expect(document.activeElement).toBe(final.getByRole('textbox', { name: 'วัน' })));
    expect(sheet.queryByText('เมื่อบันทึกแล้ว')).toBeNull();
    expect(sheet.getByText('ยังไม่ได้ใส่วันที่ พิมพ์วันที่ก่อน')).toBeTruthy();
    expect(recorded(store)).toEqual([]);

    await user.click(sheet.getByRole('button', { name: 'เอาหนังสืออ้างอิงที่ 3 ออก' }));
    await typeDay(user, sheet, 'รายงานครั้งสุดท้ายภายใน', ['26', 'ธันวาคม', '2565']);
    expect(sheet.queryByText('เมื่อบันทึกแล้ว')).toBeNull();
    await user.click(sheet.getByRole('button', { name: 'บันทึกวาระและกำหนดวัน' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(recorded(store)).toEqual([]);
    sheet = await openSheet(user, 'แก้วาระและกำหนดวัน');
    expect(sheet.getByRole<HTMLInputElement>('textbox', { name: 'ชื่อวาระ' }).value).toContain('พัฒนากร');
  });

  it('the next one is typed with a call in between, carries the districts’ targets along, and waits for its first day', async () => {
    const asked = { campaign: 'phayao-2565', district: '5607', officers: 4, groups: 4, remark: 'บรรจุใหม่ 1 คน' };
    const stream = areaStreamId('56');
    await office.chief.push(office.chief.op(stream, 'target.set', asked));
    const first = await openBoard();
    let sheet = await openSheet(first.user, 'ตั้งวาระใหม่');
    await first.user.type(sheet.getByRole('textbox', { name: 'ชื่อวาระ' }), 'ออมทั้งจังหวัด 2570');
    await typeDay(first.user, sheet, 'บันทึกข้อตกลงใช้ตั้งแต่', ['1', 'ธันวาคม', '2569']);
    first.unmount();

    const { user, store } = await openBoard({ store: first.store });
    sheet = await openSheet(user, 'ตั้งวาระใหม่');
    await waitFor(() => expect(sheet.getByRole<HTMLInputElement>('textbox', { name: 'ชื่อวาระ' }).value).toBe('ออมทั้งจังหวัด 2570'));
    await typeDay(user, sheet, 'บันทึกข้อตกลงใช้ถึง', ['30', 'กันยายน', '2570']);
    await typeDay(user, sheet, 'ตั้งกลุ่มให้ครบภายใน', ['31', 'สิงหาคม', '2570']);
    await typeDay(user, sheet, 'รายงานครั้งแรกภายใน', ['5', 'มกราคม', '2570']);
    await typeDay(user, sheet, 'รายงานครั้งสุดท้ายภายใน', ['27', 'กันยายน', '2570']);
    await user.click(sheet.getByRole('checkbox', { name: /^วันครบกำหนดตรงวันหยุด/ }));
    expect(sheet.getByText(/^วาระเริ่ม 1 ธันวาคม 2569 ก่อนถึงวันนั้น ภาพรวม รายงาน และบันทึกข้อตกลงใหม่ยังใช้วาระเดิม/)).toBeTruthy();
    expect(await follows(sheet)).toEqual([
      'ภาพรวมนับกลุ่มที่ตั้งและรายงานตั้งแต่เดือนธันวาคม 2569',
      'เส้นสะสมเทียบกับเป้าหมายถึง 31 สิงหาคม 2570',
      'รายงานผลการจัดตั้งครบกำหนดครั้งแรก 5 มกราคม 2570 ครั้งสุดท้าย 27 กันยายน 2570',
      'บันทึกข้อตกลงที่เตรียมหลังจากนี้ใช้ 1 ธันวาคม 2569 ถึง 30 กันยายน 2570 ฉบับที่เตรียมแล้วไม่เปลี่ยน',
      'เป้าหมายของ 9 อำเภอใช้ต่อในวาระใหม่ แก้ได้ที่ “กำหนดเป้าหมาย”',
      whatIsSent,
    ]);
    await user.click(sheet.getByRole('button', { name: 'บันทึกวาระใหม่' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

    const [set, ...targets] = recorded(store as MemoryStore) as { k: string; campaign: string; district?: string }[];
    expect(set).toMatchObject({ k: 'campaign.set', name: 'ออมทั้งจังหวัด 2570', dueDayPolicy: 'strict', letters: [] });
    expect(set?.campaign).not.toBe('phayao-2565');
    expect(targets.map(({ k, campaign }) => `${k} ${campaign}`)).toEqual(Array(9).fill(`target.set ${set?.campaign}`));
    // the campaign before runs on until then, and with it what was remarked
    expect(targets.find(({ district }) => district === '5607')).toMatchObject({ officers: 4, groups: 4, remark: 'บรรจุใหม่ 1 คน' });
    expect((await sendFrom(office.chief, store.operations)).every((verdict) => verdict === 'applied')).toBe(true);
    await user.click(screen.getByRole('button', { name: 'ดูใหม่' }));
    // it stands there as coming, before and after the office has it
    expect(await screen.findByRole('region', { name: 'วาระถัดไป เริ่ม 1 ธันวาคม 2569' })).toBeTruthy();
    for (const { id } of (store as MemoryStore).operations) (store as MemoryStore).setState(id, 'acked');
    await user.click(screen.getByRole('button', { name: 'ดูใหม่' }));
    const coming = within(await screen.findByRole('region', { name: 'วาระถัดไป เริ่ม 1 ธันวาคม 2569' }));
    await waitFor(() => expect(coming.queryByText('รอส่ง')).toBeNull());
    // and is corrected before it begins
    await user.click(coming.getByRole('button', { name: 'แก้วาระที่จะเริ่ม' }));
    sheet = await dialog('แก้วาระและกำหนดวัน');
    expect(sheet.getByRole<HTMLInputElement>('textbox', { name: 'ชื่อวาระ' }).value).toBe('ออมทั้งจังหวัด 2570');
    await typeDay(user, sheet, 'ตั้งกลุ่มให้ครบภายใน', ['30', 'สิงหาคม', '2570']);
    await user.click(sheet.getByRole('button', { name: 'บันทึกวาระและกำหนดวัน' }));
    expect(await coming.findByText('30 สิงหาคม 2570')).toBeTruthy();
    expect(recorded(store as MemoryStore).at(-1)).toMatchObject({ k: 'campaign.set', campaign: set?.campaign, dueOn: '2027-08-30' });
    // until its first day the figures go by the one before
    expect(await screen.findByText(/วาระ “.*พัฒนากร/)).toBeTruthy();
    expect(screen.queryByText(/วาระ “ออมทั้งจังหวัด 2570”/)).toBeNull();
  });

  it('says by which day each report is due and when reminders begin; ways and kinds stay as they are', async () => {
    const { user, store } = await openBoard();
    const sheet = await openSheet(user, 'แก้วาระและกำหนดวัน');
    const box = (name: string) => sheet.getByRole<HTMLInputElement>('textbox', { name: new RegExp(`^${name}`) });
    expect(['รายงานผลการจัดตั้ง', 'ยอดเงินสัจจะ', 'รายงาน 3 เดือน', 'เริ่มเตือน'].map((name) => box(name).value)).toEqual(['5', '', '', '2']);
    await user.type(box('ยอดเงินสัจจะ'), '32');
    await user.click(sheet.getByRole('button', { name: 'บันทึกวาระและกำหนดวัน' }));
    expect(sheet.getByText('อยู่นอกช่วงที่ใช้ได้ ดูตัวเลขอีกครั้ง')).toBeTruthy();
    expect(recorded(store)).toEqual([]);
    await user.clear(box('ยอดเงินสัจจะ'));
    await user.type(box('ยอดเงินสัจจะ'), '๑๐');
    await user.clear(box('เริ่มเตือน'));
    await user.type(box('เริ่มเตือน'), '4');
    expect(await follows(sheet)).toEqual(['รายงานผลการจัดตั้งครบกำหนดทุกวันที่ 5 ยอดประจำเดือนวันที่ 10 ของเดือนถัดไป เริ่มเตือนก่อน 4 วัน', whatIsSent]);
    await user.click(sheet.getByRole('button', { name: 'บันทึกวาระและกำหนดวัน' }));
    await waitFor(() => expect(recorded(store)).toHaveLength(1));
    expect(recorded(store)[0]).toMatchObject({
      remindDays: 4,
      reports: [
        { kind: 'founding-notice', route: ['district'], due: { kind: 'at-founding' } },
        { kind: 'establishment-result', route: ['district', 'province'], due: { kind: 'day-of-month-once-per-group', day: 5 } },
        { kind: 'three-month', route: ['district', 'province', 'department'], due: { kind: 'months-after-founding', months: 3 } },
        { kind: 'monthly-savings', route: ['district'], due: { kind: 'every-month', day: 10 } },
      ],
    });
  });

  it('what the office set aside changes nothing and says so', async () => {
    const { user, store } = await openBoard();
    const sheet = await openSheet(user, 'แก้วาระและกำหนดวัน');
    await user.type(sheet.getByRole('textbox', { name: 'ชื่อวาระ' }), ' (ขยาย)');
    await user.click(sheet.getByRole('button', { name: 'บันทึกวาระและกำหนดวัน' }));
    expect(await (await card()).findByRole('heading', { name: /\(ขยาย\)$/ })).toBeTruthy();
    store.setState(store.operations[0]!.id, 'held', 'scope-ended');
    await waitFor(async () => expect((await card()).queryByRole('heading', { name: /\(ขยาย\)$/ })).toBeNull());
    expect((await card()).getByText('ยังไม่มีผล ดูหน้าการส่ง')).toBeTruthy();
  });

  it('a chief who looks at a district has no such form', async () => {
    await openBoard({ path: '/board?area=5607' });
    await screen.findByText('วาระของอำเภอ');
    expect(screen.queryByRole('button', { name: 'ตั้งวาระใหม่' })).toBeNull();
  });
});
