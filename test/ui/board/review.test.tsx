/** One report before the chief, asked of the real office: nothing is said to figures that nobody saw, no remark is lost, no word is stuck. */
import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PayloadOf } from '../../../src/domain/operation.ts';
import type { Grant } from '../../../src/protocol/session.ts';
import { BoardReviewScreen } from '../../../src/ui/screens/board-review.tsx';
import { newGroup } from '../../support/server-operations.ts';
import { newId, type ServerPhone } from '../../support/server-phone.ts';
import { renderApp, type RenderOptions } from '../support/render-app.tsx';
import { openBoardOffice, sendFrom, type BoardOffice } from './support/board-office.ts';

let office: BoardOffice;
let fon: ServerPhone;
let g: string;
const report = newId();
beforeEach(async () => {
  office = await openBoardOffice();
  fon = await office.phone({ name: 'Fon', areas: ['560701'] });
  g = await newGroup(fon);
  await submit(1, 48);
});
afterEach(async () => office.close());

async function submit(version: number, members: number): Promise<string> {
  const op = fon.op(g, 'report.submit', { report, kind: 'establishment-result', version, snapshot: { members } });
  await fon.push(op);
  return op.id;
}

const grants: readonly Grant[] = [{ role: 'district-chief', areas: ['5607'], from: '2026-10-01' }];
const open = async (options: RenderOptions = {}) =>
  renderApp(<BoardReviewScreen />, {
    path: `/board/review/${g}.${report}`,
    route: '/board/review/:id',
    grants,
    thisPhone: office.thisPhone,
    ...options,
  });
type Page = Awaited<ReturnType<typeof open>>;
const press = async ({ user }: Page, name: string) => user.click(await screen.findByRole('button', { name }));
/** the page asks by itself each minute; so does this */
const askAgain = async (page: Page) => page.user.click(screen.getByRole('button', { name: 'ดูใหม่', hidden: true }));
const said = ({ store }: Page) => store.operations.map(({ p }) => p as PayloadOf<'report.review'>);

describe('a report before the chief', () => {
  it('a version that comes while one writes why it goes back is looked at first; what was typed stays', async () => {
    const page = await open();
    await press(page, 'ส่งคืน');
    const sheet = within(await screen.findByRole('dialog', { name: 'ส่งคืนให้แก้' }));
    await page.user.type(sheet.getByRole('textbox', { name: /^ข้อความถึงผู้ส่ง/ }), 'Count the photos again');
    const second = await submit(2, 47);
    await askAgain(page);
    expect(await sheet.findByText('ฉบับใหม่มาถึงระหว่างที่คุณตรวจ')).toBeTruthy();
    await page.user.click(sheet.getByRole('button', { name: 'ดูฉบับที่ 2' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(said(page)).toEqual([]);

    await press(page, 'ส่งคืน');
    const again = within(await screen.findByRole('dialog', { name: 'ส่งคืนให้แก้' }));
    expect(again.getByRole<HTMLTextAreaElement>('textbox', { name: /^ข้อความถึงผู้ส่ง/ }).value).toBe('Count the photos again');
    await page.user.click(again.getByRole('button', { name: 'ส่งคืนพร้อมข้อความ' }));
    await waitFor(() => expect(said(page)).toMatchObject([{ saw: second, decision: 'returned', remark: 'Count the photos again' }]));
  });

  it('nobody accepts by one more tap what came in between', async () => {
    const page = await open();
    await press(page, 'รับรายงาน');
    const sheet = within(await screen.findByRole('dialog', { name: 'รับรายงานฉบับนี้' }));
    await submit(2, 47);
    await askAgain(page);
    await sheet.findByText('ฉบับใหม่มาถึงระหว่างที่คุณตรวจ');
    expect(sheet.queryByRole('button', { name: 'รับรายงาน' })).toBeNull();
    expect(said(page)).toEqual([]);
  });

  it('a word that is set aside about an older version leaves the newer one open to be reviewed', async () => {
    const page = await open();
    await press(page, 'รับรายงาน');
    await page.user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'รับรายงาน' }));
    expect(await screen.findByText('คุณรับรายงานนี้แล้ว')).toBeTruthy();
    page.store.setState(page.store.operations[0]!.id, 'held', 'scope-ended');
    expect(await screen.findByText('ผลตรวจยังไม่มีผล')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'รับรายงาน' })).toBeNull();
    await submit(2, 47);
    await askAgain(page);
    expect(await screen.findByRole('button', { name: 'รับรายงาน' })).toBeTruthy();
  });

  it('a word that was refused can be said again, and the office takes it', async () => {
    const page = await open();
    await press(page, 'รับรายงาน');
    await page.user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'รับรายงาน' }));
    await screen.findByText('คุณรับรายงานนี้แล้ว');
    page.store.setState(page.store.operations[0]!.id, 'rejected', 'scope-ended');
    await press(page, 'รับรายงาน');
    await page.user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'รับรายงาน' }));
    await waitFor(() => expect(page.store.operations).toHaveLength(2));
    expect(await screen.findByText('คุณรับรายงานนี้แล้ว')).toBeTruthy();
    expect(await sendFrom(office.chief, page.store.operations.slice(1))).toEqual(['applied']);
  });
});
