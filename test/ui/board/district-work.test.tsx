/** What a chief does on the district's board: the talk with the bank, notes of supervision with a follow-up, the day the agenda was announced. */
import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Operation, PayloadOf } from '../../../src/domain/operation.ts';
import type { Grant } from '../../../src/protocol/session.ts';
import { useApp } from '../../../src/ui/app-context.ts';
import { usePendingRecording } from '../../../src/ui/photo/pending-photos.ts';
import { BoardScreen } from '../../../src/ui/screens/board.tsx';
import { foundGroup } from '../../support/founded-groups.ts';
import { newId, type ServerPhone } from '../../support/server-phone.ts';
import { fakeThisPhone } from '../support/fake-phone.ts';
import type { MemoryStore } from '../support/memory-store.ts';
import { renderApp, type RenderedApp, type RenderOptions } from '../support/render-app.tsx';
import { openBoardOffice, sendFrom, type BoardOffice } from './support/board-office.ts';

let office: BoardOffice;
beforeEach(async () => void (office = await openBoardOffice()));
afterEach(async () => office.close());

const chiefGrants: readonly Grant[] = [{ role: 'district-chief', areas: ['5607'], from: '2026-10-01' }];

const openBoard = async (options: RenderOptions = {}) =>
  renderApp(<BoardScreen />, { path: '/board', grants: chiefGrants, thisPhone: office.thisPhone, ...options });

/** What waits on the chief's device goes to the office, and the page asks again. */
async function send({ store, user }: Pick<RenderedApp, 'store' | 'user'>): Promise<void> {
  // in the order they were made
  const waiting = (await waitingOf(store)).toReversed();
  expect(await sendFrom(office.chief, waiting)).toEqual(waiting.map(() => 'applied'));
  for (const { id } of waiting) store.setState(id, 'acked');
  await user.click(screen.getByRole('button', { name: 'ดูใหม่' }));
}

async function waitingOf(store: MemoryStore): Promise<readonly Operation[]> {
  return (await store.outbox(100)).filter(({ state }) => state === 'queued').map(({ op }) => op);
}

describe('the talk with the bank', () => {
  let fon: ServerPhone;
  let g: string;
  const row = async () => within((await screen.findByRole('list', { name: 'ประสานธนาคาร' })).querySelector('li')!);
  beforeEach(async () => {
    fon = await office.phone({ name: 'Fon Chaidee' });
    g = await foundGroup(fon, { tambon: '560702', name: 'Nong Bua' });
  });

  it('is said at once on this device, reaches the office, and the officer has the same on the phone', async () => {
    const page = await openBoard();
    const { user, store } = page;
    expect((await row()).getByText('ยังไม่ได้ประสาน')).toBeTruthy();
    expect(screen.getByText(/^เปิดบัญชีแล้ว 0 จาก 1 กลุ่ม/)).toBeTruthy();

    await user.click((await row()).getByRole('button', { name: 'บันทึก Nong Bua' }));
    const sheet = within(await screen.findByRole('dialog', { name: 'บัญชีธนาคารของNong Bua' }));
    expect((await sheet.findByRole<HTMLInputElement>('radio', { name: 'ขอเปิดแล้ว' })).checked).toBe(true);
    await user.click(sheet.getByRole('radio', { name: 'ได้สาขาและผู้ติดต่อ' }));
    await user.type(sheet.getByRole('textbox', { name: 'ธนาคาร' }), 'Test Bank');
    await user.type(sheet.getByRole('textbox', { name: 'สาขา' }), 'Mae Chai');
    await user.type(sheet.getByRole('textbox', { name: 'ผู้ติดต่อที่ธนาคาร' }), 'Bank clerk');
    await user.click(sheet.getByRole('button', { name: 'บันทึกการประสานธนาคาร' }));

    // without waiting for the office: what was said stands in the list, and that it is still here
    expect(await (await row()).findByText('ได้สาขาและผู้ติดต่อ')).toBeTruthy();
    expect((await row()).getByText(/Test Bank · Mae Chai/)).toBeTruthy();
    expect((await row()).getByText('รอส่ง')).toBeTruthy();
    const [op] = store.operations;
    expect(op).toMatchObject({ k: 'bank.liaise', g, p: { state: 'contacted', on: '2026-11-23', bank: 'Test Bank', branch: 'Mae Chai' } });
    // whom to ask for is the erasable part
    expect(JSON.stringify(op?.p)).not.toContain('clerk');
    expect(op?.s).toMatchObject({ contact: 'Bank clerk' });

    await send(page);
    await waitFor(async () => expect((await row()).queryByText('รอส่ง')).toBeNull());
    expect((await row()).getByText(/Test Bank · Mae Chai · Bank clerk/)).toBeTruthy();
    const pulled = await fon.pull();
    expect(pulled.get(g)?.map(({ op: { k } }) => k)).toContain('bank.liaise');

    // the next word begins where the last one stopped
    await user.click((await row()).getByRole('button', { name: 'บันทึก Nong Bua' }));
    expect((await screen.findByRole<HTMLInputElement>('radio', { name: 'เปิดบัญชีแล้ว' })).checked).toBe(true);
  });

  it('tells who asked and for which bank, those first, and who has not asked', async () => {
    const notice = async (group: string, snapshot: object) =>
      fon.push(
        fon.op(group, 'report.submit', { report: newId(), kind: 'founding-notice', version: 1, snapshot } as PayloadOf<'report.submit'>),
      );
    await notice(g, { bankRequested: false });
    const second = await foundGroup(fon, { tambon: '560702', name: 'Nong Pla' });
    await notice(second, { bankRequested: true, preferredBank: 'Bank of the fields' });
    const { user, store } = await openBoard();
    const list = within(await screen.findByRole('list', { name: 'ประสานธนาคาร' }));
    const rows = () => list.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(rows()[0]).toMatch(/Nong Pla.*กลุ่มขอเมื่อ .* 2569 · Bank of the fieldsยังไม่ได้ประสาน/);
    expect(rows()[1]).toMatch(/Nong Bua.*กลุ่มยังไม่ได้ขอ/);
    expect(rows()[1]).not.toMatch(/กลุ่มขอเมื่อ|ยังไม่ได้ประสาน/);

    // what was asked for is where the talk begins; then the district's own words stand there
    await user.click(list.getByRole('button', { name: 'บันทึก Nong Pla' }));
    expect((await screen.findByRole<HTMLInputElement>('textbox', { name: 'ธนาคาร' })).value).toBe('Bank of the fields');
    await user.click(screen.getByRole('button', { name: 'บันทึกการประสานธนาคาร' }));
    await waitFor(() => expect(store.operations.at(-1)).toMatchObject({ p: { state: 'requested', bank: 'Bank of the fields' } }));
    await waitFor(() => expect(rows()[0]).toMatch(/Nong Pla.*Bank of the fieldsขอเปิดแล้ว/));
    expect(rows()[0]).not.toContain('กลุ่มขอเมื่อ');
  });

  it('an account that is open leaves the short list and is counted', async () => {
    const page = await openBoard();
    const { user } = page;
    await user.click((await row()).getByRole('button', { name: 'บันทึก Nong Bua' }));
    await user.click(await screen.findByRole('radio', { name: 'เปิดบัญชีแล้ว' }));
    await user.click(screen.getByRole('button', { name: 'บันทึกการประสานธนาคาร' }));
    expect(await screen.findByText(/^เปิดบัญชีแล้ว 1 จาก 1 กลุ่ม/)).toBeTruthy();
    expect(screen.queryByRole('list', { name: 'ประสานธนาคาร' })).toBeNull();
    await send(page);
    await user.click(screen.getByRole('button', { name: 'ดูทั้งหมด (1)' }));
    expect((await row()).getByText('เปิดบัญชีแล้ว')).toBeTruthy();
  });

  it('a word that the office set aside says so and changes nothing', async () => {
    const { user, store } = await openBoard();
    await user.click((await row()).getByRole('button', { name: 'บันทึก Nong Bua' }));
    await user.click(await screen.findByRole('radio', { name: 'เปิดบัญชีแล้ว' }));
    await user.click(screen.getByRole('button', { name: 'บันทึกการประสานธนาคาร' }));
    await screen.findByText(/^เปิดบัญชีแล้ว 1 จาก 1 กลุ่ม/);
    store.setState(store.operations[0]!.id, 'held', 'scope-ended');
    expect(await screen.findByText(/^เปิดบัญชีแล้ว 0 จาก 1 กลุ่ม/)).toBeTruthy();
    expect((await row()).getByText('ยังไม่มีผล ดูหน้าการส่ง')).toBeTruthy();
  });

  it('the province looks at the list and does not write in it', async () => {
    await openBoard({ grants: [{ role: 'province', areas: ['56'], from: '2026-10-01' }], path: '/board?area=5607' });
    expect((await row()).getByText('ยังไม่ได้ประสาน')).toBeTruthy();
    expect((await row()).queryByRole('button')).toBeNull();
  });
});

describe('notes of supervision', () => {
  const notes = async () => within(await screen.findByRole('list', { name: 'บันทึกการนิเทศ' }));

  it('are written about somebody from the table, come back on their day, and end with what was found', async () => {
    const fon = await office.phone({ name: 'Fon Chaidee' });
    const page = await openBoard();
    const { user, store } = page;
    expect(await screen.findByText('ยังไม่มีบันทึกการนิเทศ')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'บันทึก Fon Chaidee' }));
    let sheet = within(await screen.findByRole('dialog', { name: 'เขียนบันทึกการนิเทศ' }));
    expect((await sheet.findByRole<HTMLSelectElement>('combobox', { name: 'เกี่ยวกับ' })).value).toBe(fon.session.user);

    await user.click(sheet.getByRole('button', { name: 'บันทึกการนิเทศ' }));
    expect(await sheet.findByText('เขียนสิ่งที่เห็นก่อนบันทึก')).toBeTruthy();
    expect(store.operations).toEqual([]);
    await user.type(sheet.getByRole('textbox', { name: 'สิ่งที่เห็นและคำแนะนำ' }), 'Let the treasurer count');
    const followUp = within(sheet.getByRole('group', { name: /^นัดติดตาม/ }));
    await user.type(followUp.getByRole('textbox', { name: 'วัน' }), '7');
    await user.selectOptions(followUp.getByRole('combobox', { name: 'เดือน' }), 'ธันวาคม');
    await user.type(followUp.getByRole('textbox', { name: 'พ.ศ.' }), '2569');
    await user.click(sheet.getByRole('button', { name: 'บันทึกการนิเทศ' }));
    expect((await notes()).getByText('Let the treasurer count', { selector: '.row-title' })).toBeTruthy();
    expect((await notes()).getByText('ติดตาม 7 ธ.ค. 2569')).toBeTruthy();
    expect((await notes()).getByText('รอส่ง')).toBeTruthy();
    await send(page);
    await waitFor(async () => expect((await notes()).queryByText('รอส่ง')).toBeNull());
    expect((await notes()).getByText('Fon Chaidee · 23 พ.ย. 2569 · Si')).toBeTruthy();
    // officers read the district's stream, never what was noted about them
    expect(JSON.stringify([...(await fon.pull()).values()])).not.toContain('treasurer');
    page.unmount();

    const later = await openBoard({ store, context: { nowMs: () => Date.parse('2026-12-09T02:00:00Z') } });
    const tag = (await notes()).getByText('ติดตาม 7 ธ.ค. 2569').closest('.tag')!;
    expect(tag.className).toContain('stop');
    await later.user.click((await notes()).getByRole('button', { name: 'ติดตามแล้ว Let the treasurer count' }));
    sheet = within(await screen.findByRole('dialog', { name: 'ติดตามแล้ว' }));
    await later.user.type(await sheet.findByRole('textbox', { name: 'ผลที่พบ' }), 'She does it alone');
    await later.user.click(sheet.getByRole('button', { name: 'บันทึกผลการติดตาม' }));
    expect(await (await notes()).findByText(/ติดตามแล้ว 9 ธ\.ค\. 2569/)).toBeTruthy();
    expect((await notes()).queryByRole('button')).toBeNull();
    expect((await waitingOf(store)).map(({ p }) => p)).toMatchObject([{ followedUpOn: '2026-12-09', result: 'She does it alone' }]);
    await send(later);
    expect(await (await notes()).findByText(/She does it alone/)).toBeTruthy();
  });

  it('a half-written note is there again when the phone was put away', async () => {
    const first = await openBoard();
    await first.user.click(await screen.findByRole('button', { name: 'เขียนบันทึกการนิเทศ' }));
    await first.user.type(await screen.findByRole('textbox', { name: 'สิ่งที่เห็นและคำแนะนำ' }), 'Half a sen');
    first.unmount();
    const again = await openBoard({ store: first.store });
    await again.user.click(await screen.findByRole('button', { name: 'เขียนบันทึกการนิเทศ' }));
    const text = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'สิ่งที่เห็นและคำแนะนำ' });
    await waitFor(() => expect(text.value).toBe('Half a sen'));
  });
});

/** The board with what the app does beside every screen: photos are recorded once what they belong to is. */
function Office() {
  usePendingRecording(useApp());
  return <BoardScreen />;
}

describe('the agenda announced', () => {
  it('is recorded with day and place, and a wrong day is corrected from what stands there', async () => {
    const page = await openBoard();
    const { user, store } = page;
    expect(await screen.findByText('ยังไม่ประกาศ')).toBeTruthy();
    const record = async (day: string, place?: string) => {
      await user.click(screen.getByRole('button', { name: 'บันทึกวันประกาศวาระ' }));
      const sheet = within(await screen.findByRole('dialog'));
      const box = await sheet.findByRole<HTMLInputElement>('textbox', { name: 'วัน' });
      await user.clear(box);
      await user.type(box, day);
      if (place !== undefined) await user.type(sheet.getByRole('textbox', { name: 'สถานที่' }), place);
      await user.click(sheet.getByRole('button', { name: 'บันทึกวันประกาศ' }));
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    };
    await record('20', 'District hall');
    expect(await screen.findByText(/20 พฤศจิกายน 2569 · District hall/)).toBeTruthy();
    await send(page);
    await waitFor(() => expect(screen.queryByText('รอส่ง')).toBeNull());

    page.setNow(Date.parse('2026-11-23T02:05:00Z'));
    await record('18');
    expect(await screen.findByText(/18 พฤศจิกายน 2569 · District hall/)).toBeTruthy();
    await waitFor(async () => expect(await waitingOf(store)).toHaveLength(1));
    await send(page);
    await waitFor(() => expect(screen.queryByText('รอส่ง')).toBeNull());
    expect(screen.getByText(/18 พฤศจิกายน 2569 · District hall/)).toBeTruthy();
  });

  it('a photo taken before the day is saved waits for it, stays through a correction, and the office shows it when it has come', async () => {
    const page = await renderApp(<Office />, { path: '/board', grants: chiefGrants, thisPhone: fakeThisPhone(office.thisPhone) });
    const { user, store } = page;
    const openSheet = async () => {
      await user.click(await screen.findByRole('button', { name: 'บันทึกวันประกาศวาระ' }));
      return within(await screen.findByRole('dialog'));
    };
    let sheet = await openSheet();
    const file = new File([new Uint8Array(2_000)], 'hall.jpg', { type: 'image/jpeg' });
    fireEvent.change(await sheet.findByLabelText('เลือกจากเครื่อง'), { target: { files: [file] } });
    expect(await sheet.findByRole('button', { name: /^รูปที่ 1/ })).toBeTruthy();
    expect(store.operations).toEqual([]);
    await user.click(sheet.getByRole('button', { name: 'บันทึกวันประกาศ' }));
    await waitFor(() => expect(store.operations.map(({ k }) => k)).toEqual(['agenda.announce', 'photo.attach']));
    const [announced, attached] = store.operations;
    const { announcement } = announced!.p as { announcement: string };
    expect(attached?.p).toMatchObject({ for: { kind: 'agenda', id: announcement } });
    await send(page);
    // the record is there, the picture still on its way
    expect(await screen.findByText('รอรูปจากเครื่อง')).toBeTruthy();

    sheet = await openSheet();
    expect(await sheet.findByRole('button', { name: /^รูปที่ 1/ })).toBeTruthy();
    await user.type(sheet.getByRole('textbox', { name: 'สถานที่' }), 'District hall');
    await user.click(sheet.getByRole('button', { name: 'บันทึกวันประกาศ' }));
    await waitFor(() => expect(store.operations).toHaveLength(3));
    expect(store.operations[2]?.p).toMatchObject({ announcement, place: 'District hall' });
    expect(screen.getByText('รอรูปจากเครื่อง')).toBeTruthy();
  });

  it('a photo put up by mistake is taken back with its reason, which stays to be read', async () => {
    const page = await renderApp(<Office />, { path: '/board', grants: chiefGrants, thisPhone: fakeThisPhone(office.thisPhone) });
    const { user, store } = page;
    await user.click(await screen.findByRole('button', { name: 'บันทึกวันประกาศวาระ' }));
    const sheet = within(await screen.findByRole('dialog'));
    const file = new File([new Uint8Array(2_000)], 'wrong.jpg', { type: 'image/jpeg' });
    fireEvent.change(await sheet.findByLabelText('เลือกจากเครื่อง'), { target: { files: [file] } });
    await sheet.findByRole('button', { name: /^รูปที่ 1/ });
    await user.click(sheet.getByRole('button', { name: 'บันทึกวันประกาศ' }));
    await waitFor(() => expect(store.operations).toHaveLength(2));
    await send(page);
    await user.click((await screen.findByText('รอรูปจากเครื่อง')).closest('button') as HTMLElement);
    const shown = within(await screen.findByRole('dialog'));
    await user.click(shown.getByText('เอารูปนี้ออก', { selector: 'summary *, summary' }));
    await user.click(shown.getByRole('button', { name: 'เอารูปนี้ออก' }));
    // not without a reason
    expect(store.operations).toHaveLength(2);
    await user.type(shown.getByRole('textbox'), 'รูปของอำเภออื่น');
    await user.click(shown.getByRole('button', { name: 'เอารูปนี้ออก' }));
    expect(await screen.findByText(/เอารูปออกแล้ว 1 รูป เหตุผล: รูปของอำเภออื่น/)).toBeTruthy();
    expect(screen.queryByText('รอรูปจากเครื่อง')).toBeNull();
    await send(page);
    await waitFor(() => expect(screen.queryByText('รอส่ง')).toBeNull());
    expect(screen.getByText(/เอารูปออกแล้ว 1 รูป เหตุผล: รูปของอำเภออื่น/)).toBeTruthy();
    expect(screen.queryByText('รอรูปจากเครื่อง')).toBeNull();
  });

  it('a day is asked for', async () => {
    const { user, store } = await openBoard();
    await user.click(await screen.findByRole('button', { name: 'บันทึกวันประกาศวาระ' }));
    await user.clear(await screen.findByRole('textbox', { name: 'วัน' }));
    await user.click(screen.getByRole('button', { name: 'บันทึกวันประกาศ' }));
    expect(await screen.findByText('ใส่วันที่ก่อนบันทึก')).toBeTruthy();
    expect(store.operations).toEqual([]);
  });
});
