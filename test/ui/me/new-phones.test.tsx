/** Another phone was signed in as the person: said on the first screen at the next contact, ended or taken as one's own by one tap. */
import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PhonesSection } from '../../../src/ui/screens/me/phones-section.tsx';
import { FromOffice } from '../../../src/ui/screens/today/from-office.tsx';
import { askApp, redeem, type ServerPhone } from '../../support/server-phone.ts';
import type { SyncState } from '../../../src/sync/sync-state.ts';
import { openBoardOffice, type BoardOffice } from '../board/support/board-office.ts';
import { renderApp } from '../support/render-app.tsx';

let office: BoardOffice;
let second: ServerPhone;
beforeEach(async () => {
  office = await openBoardOffice();
  office.office.pass(60_000);
  const { code } = await office.office.invite({ user: office.chief.session.user });
  second = await redeem(askApp(office.office.app), code, () => office.office.office.clock());
});
afterEach(async () => office.close());

const syncState = { phase: 'idle', lastContactAt: '2026-11-23T02:00:00.000Z' } as SyncState;
const title = 'มีอีกเครื่องเข้าใช้บัญชีของคุณ';
const notice = async () => within((await screen.findByText(title)).closest('.banner') as HTMLElement);
const lossOf = async () => office.office.office.store.read((tables) => tables.devices.loss(second.dev));

describe('on the first screen', () => {
  it('says which and when; without signal nothing is ended and nothing lost, with it one tap ends it', async () => {
    const { user } = await renderApp(<FromOffice />, { syncState, thisPhone: office.thisPhone });
    expect((await notice()).getByText(/^เครื่องชื่อ “phone” เข้าใช้เมื่อ 09:01$/)).toBeTruthy();
    expect((await notice()).getByText(/ระงับแล้วยกเลิกไม่ได้/)).toBeTruthy();
    office.setSignal(false);
    await user.click((await notice()).getByRole('button', { name: 'ไม่ใช่ฉัน ระงับทันที' }));
    expect(await (await notice()).findByText(/^ติดต่อสำนักงานไม่ได้ .* ยังไม่มีอะไรเปลี่ยน$/)).toBeTruthy();
    expect(await lossOf()).toBeUndefined();
    office.setSignal(true);
    await user.click((await notice()).getByRole('button', { name: 'ไม่ใช่ฉัน ระงับทันที' }));
    await waitFor(() => expect(screen.queryByText(title)).toBeNull());
    expect(await lossOf()).toMatchObject({ reason: 'เจ้าของบัญชีแจ้งว่าไม่ใช่เครื่องของตน', by: office.chief.session.user });
  });

  it('one that is her own is not spoken of again', async () => {
    const { user } = await renderApp(<FromOffice />, { syncState, thisPhone: office.thisPhone, language: 'en' });
    await user.click(await screen.findByRole('button', { name: 'It is mine' }));
    await waitFor(() => expect(screen.queryByText('Another phone was signed in as you')).toBeNull());
    expect(await lossOf()).toBeUndefined();
  });

  it('nothing is asked while practising, and nothing is shown without signal', async () => {
    office.setSignal(false);
    await renderApp(<FromOffice />, { syncState, thisPhone: office.thisPhone });
    office.setSignal(true);
    await renderApp(<FromOffice />, { syncState, thisPhone: office.thisPhone, practice: true });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(screen.queryByText(title)).toBeNull();
  });
});

it('the list of the own phones says since when each is signed in, and the new one above it', async () => {
  const { user } = await renderApp(<PhonesSection />, { path: '/me', thisPhone: office.thisPhone });
  const list = within(await screen.findByRole('list', { name: 'เครื่องที่เข้าใช้ของฉัน' }));
  expect(list.getByText(/^เข้าใช้ตั้งแต่ 09:00/)).toBeTruthy();
  expect(list.getByText(/^เข้าใช้ตั้งแต่ 09:01/)).toBeTruthy();
  await user.click((await notice()).getByRole('button', { name: 'เครื่องของฉันเอง' }));
  await waitFor(() => expect(screen.queryByText(title)).toBeNull());
  expect(list.getAllByRole('listitem')).toHaveLength(2);
});
