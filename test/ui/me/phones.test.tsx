/** The own phones, against the real office: what each is, blocking a lost one with a reason, and what is said without signal. */
import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PhonesSection } from '../../../src/ui/screens/me/phones-section.tsx';
import { askApp, redeem, type ServerPhone } from '../../support/server-phone.ts';
import { openBoardOffice, type BoardOffice } from '../board/support/board-office.ts';
import { renderApp } from '../support/render-app.tsx';

let office: BoardOffice;
let second: ServerPhone;
beforeEach(async () => {
  office = await openBoardOffice();
  const { code } = await office.office.invite({ user: office.chief.session.user });
  second = await redeem(askApp(office.office.app), code, () => office.office.office.clock());
});
afterEach(async () => office.close());

const openMe = async () => renderApp(<PhonesSection />, { path: '/me', thisPhone: office.thisPhone });
const list = async () => within(await screen.findByRole('list', { name: 'เครื่องที่เข้าใช้ของฉัน' }));

describe('the own phones', () => {
  it('the one in the hand is marked and cannot be blocked from itself; another one is blocked with a reason', async () => {
    const { user } = await openMe();
    const rows = (await list()).getAllByRole('listitem');
    expect(rows.filter((row) => within(row).queryByText('เครื่องนี้') !== null)).toHaveLength(1);
    expect((await list()).getAllByRole('button')).toHaveLength(1);
    await user.click((await list()).getByRole('button', { name: 'เครื่องหาย' }));
    const sheet = within(await screen.findByRole('dialog', { name: 'ระงับเครื่องที่หาย' }));
    expect(sheet.getByText(/จะลบจากที่นี่ไม่ได้/)).toBeTruthy();
    await user.click(sheet.getByRole('button', { name: 'ระงับเครื่องนี้' }));
    expect(sheet.getByText('บอกสั้น ๆ ว่าเครื่องหายอย่างไร')).toBeTruthy();
    await user.type(sheet.getByRole('textbox'), 'left in a bus');

    office.setSignal(false);
    await user.click(sheet.getByRole('button', { name: 'ระงับเครื่องนี้' }));
    expect(await sheet.findByText(/^ติดต่อสำนักงานไม่ได้ .* ยังไม่มีอะไรเปลี่ยน$/)).toBeTruthy();
    expect(sheet.getByRole<HTMLInputElement>('textbox').value).toBe('left in a bus');
    office.setSignal(true);
    await user.click(sheet.getByRole('button', { name: 'ระงับเครื่องนี้' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(await screen.findByText('แจ้งพัฒนาการอำเภอทันที')).toBeTruthy();
    expect((await list()).getByText(/^ระงับเมื่อ .* · ยังไม่กลับมาติดต่อ$/)).toBeTruthy();
    expect((await list()).queryByRole('button')).toBeNull();
    const loss = await office.office.office.store.read((tables) => tables.devices.loss(second.dev));
    expect(loss).toMatchObject({ reason: 'left in a bus', by: office.chief.session.user });
  });

  it('without signal nothing old is shown, and it can be asked again', async () => {
    office.setSignal(false);
    const { user } = await openMe();
    expect(await screen.findByText(/^ติดต่อสำนักงานไม่ได้ ต้องมีสัญญาณ/)).toBeTruthy();
    expect(screen.queryByRole('listitem')).toBeNull();
    office.setSignal(true);
    await user.click(screen.getByRole('button', { name: 'ดูอีกครั้ง' }));
    expect((await list()).getAllByRole('listitem')).toHaveLength(2);
    expect(screen.queryByText(/^ติดต่อสำนักงานไม่ได้/)).toBeNull();
  });
});
