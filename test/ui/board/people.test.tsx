/** People of a district: an invitation that works, groups that nobody answers for, a successor, and books on their way to the committee. */
import { cleanup, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inDigits } from '../../../src/domain/digits.ts';
import type { Grant } from '../../../src/protocol/session.ts';
import { BoardPeopleScreen } from '../../../src/ui/screens/board-people.tsx';
import { foundGroup } from '../../support/founded-groups.ts';
import { askApp, postJson, redeem, type ServerPhone } from '../../support/server-phone.ts';
import { renderApp, type RenderOptions } from '../support/render-app.tsx';
import { openBoardOffice, type BoardOffice } from './support/board-office.ts';

let office: BoardOffice;
beforeEach(async () => void (office = await openBoardOffice()));
afterEach(async () => office.close());

const grants: readonly Grant[] = [{ role: 'district-chief', areas: ['5607'], from: '2026-10-01' }];
const openPeople = async (options: RenderOptions = {}) =>
  renderApp(<BoardPeopleScreen />, { path: '/board/people', grants, thisPhone: office.thisPhone, ...options });

const people = async () => within(await screen.findByRole('table', { name: 'คนในพื้นที่' }));
const rowOf = async (name: string) => within((await (await people()).findByRole('button', { name })).closest('tr')!);
const dialog = async (name: string | RegExp) => within(await screen.findByRole('dialog', { name }));

/** What the office was told by the phone that the code was given to. */
async function signInWith(code: string): Promise<ServerPhone> {
  return redeem(askApp(office.office.app), code, () => office.office.office.clock());
}

describe('inviting', () => {
  it('asks for what is missing, gives a code once, and the code opens the right to those tambons', async () => {
    const { user } = await openPeople();
    await user.click(await screen.findByRole('button', { name: 'เชิญคนใหม่' }));
    const sheet = await dialog('เชิญคนใหม่');
    await user.click(sheet.getByRole('button', { name: 'ออกรหัสเชิญ' }));
    for (const what of ['พิมพ์ชื่อและนามสกุล', 'เลือกพื้นที่อย่างน้อยหนึ่งแห่ง']) expect(sheet.getByText(what)).toBeTruthy();
    await user.type(sheet.getByRole('textbox', { name: 'ชื่อ' }), 'Somsri Dee');
    await user.click(sheet.getByRole('checkbox', { name: 'ศรีถ้อย' }));
    await user.click(sheet.getByRole('button', { name: 'ออกรหัสเชิญ' }));

    const shown = await dialog('รหัสเชิญ');
    expect(shown.getByText('ให้ Somsri Dee สแกน หรือพิมพ์ 10 ตัวนี้ในแอป')).toBeTruthy();
    const code = shown.getByText(/^[A-Z0-9]{5}\W[A-Z0-9]{5}$/).textContent.replaceAll(/\W/g, '');
    await user.click(shown.getByRole('button', { name: 'ส่งให้แล้ว ปิด' }));
    expect((await rowOf('Somsri Dee')).getByText('เชิญแล้ว ยังไม่เข้าใช้')).toBeTruthy();
    expect((await signInWith(code)).session.grants).toMatchObject([{ role: 'field-officer', areas: ['560702'] }]);
    expect(document.body.textContent).not.toContain(code.slice(0, 5));
  });

  it('a volunteer has a last day, and a chief makes no other chief', async () => {
    const { user } = await openPeople();
    await user.click(await screen.findByRole('button', { name: 'เชิญคนใหม่' }));
    const sheet = await dialog('เชิญคนใหม่');
    const role = sheet.getByRole('combobox', { name: 'หน้าที่' });
    expect(within(role).queryByRole('option', { name: 'พัฒนาการอำเภอ' })).toBeNull();
    expect(sheet.queryByRole('group', { name: /^วันสุดท้ายของวาระ/ })).toBeNull();
    await user.selectOptions(role, 'volunteer');
    const until = within(sheet.getByRole('group', { name: /^วันสุดท้ายของวาระ/ }));
    expect(until.getByRole<HTMLInputElement>('textbox', { name: 'วัน' }).value).toBe('30');
    expect(until.getByRole<HTMLInputElement>('textbox', { name: 'พ.ศ.' }).value).toBe('2570');
    await user.clear(until.getByRole('textbox', { name: 'พ.ศ.' }));
    await user.type(sheet.getByRole('textbox', { name: 'ชื่อ' }), 'Boss');
    await user.click(sheet.getByRole('checkbox', { name: 'แม่ใจ' }));
    await user.click(sheet.getByRole('button', { name: 'ออกรหัสเชิญ' }));
    expect(sheet.getByText('อสพ. ต้องมีวันสุดท้าย และต้องไม่ใช่วันที่ผ่านไปแล้ว')).toBeTruthy();
    expect(screen.queryByRole('dialog', { name: 'รหัสเชิญ' })).toBeNull();
  });
});

describe('an officer leaves', () => {
  it('groups without anybody stand above everything, and go to a successor with a reason', async () => {
    const fon = await office.phone({ name: 'Fon', areas: ['560702'] });
    const som = await office.phone({ name: 'Som', areas: ['560701'] });
    const g = await foundGroup(fon, { tambon: '560702', name: 'Nong Bua' });
    const { user } = await openPeople();

    // the right is ended here, and what that means for the groups is said before
    await user.click(await (await people()).findByRole('button', { name: 'Fon' }));
    await user.click((await dialog('Fon')).getByRole('button', { name: 'จบสิทธิ์' }));
    const end = await dialog('จบสิทธิ์');
    expect(end.getByText(/^คนนี้ยังรับผิดชอบ 1 กลุ่ม/)).toBeTruthy();
    await user.click(end.getByRole('button', { name: 'จบสิทธิ์นี้' }));
    expect(end.getByText('บอกเหตุผลสั้น ๆ')).toBeTruthy();
    await user.type(end.getByRole('textbox', { name: 'เหตุผล' }), 'Moved to another province');
    await user.click(end.getByRole('button', { name: 'จบสิทธิ์นี้' }));
    expect(await screen.findByText('1 กลุ่มไม่มีผู้รับผิดชอบ')).toBeTruthy();
    await user.click((await dialog('Fon')).getByRole('button', { name: 'ปิด' }));
    expect((await rowOf('Fon')).getByText('หมดสิทธิ์แล้ว')).toBeTruthy();

    await user.click(screen.getByRole('button', { name: 'มอบผู้รับผิดชอบ' }));
    const sheet = await dialog('ส่งต่อกลุ่ม');
    const to = sheet.getByRole('combobox', { name: 'ผู้รับผิดชอบคนใหม่' });
    expect(within(to).queryByRole('option', { name: 'Fon' })).toBeNull();
    await user.click(sheet.getByRole('button', { name: 'ส่งต่อ 1 กลุ่ม' }));
    expect(sheet.getByText('เลือกผู้รับผิดชอบคนใหม่', { selector: '.error, .error *' })).toBeTruthy();
    await user.selectOptions(to, som.session.user);
    expect(sheet.getByText('ผู้รับจะได้สิทธิ์ในตำบล ศรีถ้อย ด้วย')).toBeTruthy();
    await user.type(sheet.getByRole('textbox', { name: 'เหตุผล' }), 'Takes over');

    office.setSignal(false);
    await user.click(sheet.getByRole('button', { name: 'ส่งต่อ 1 กลุ่ม' }));
    expect(await sheet.findByText(/^ติดต่อสำนักงานไม่ได้ ยังไม่มีอะไรเปลี่ยน/)).toBeTruthy();
    office.setSignal(true);
    await user.click(sheet.getByRole('button', { name: 'ส่งต่อ 1 กลุ่ม' }));
    expect(await screen.findByText('ส่งต่อ 1 กลุ่มให้ Som แล้ว')).toBeTruthy();
    await waitFor(() => expect(screen.queryByText('1 กลุ่มไม่มีผู้รับผิดชอบ')).toBeNull());
    expect([...(await som.pull()).keys()]).toContain(g);
  });
});

describe('a phone is lost', () => {
  it('the chief blocks it, sees until when the notice is due, and the sheet for it stands on A4', async () => {
    const fon = await office.phone({ name: 'Fon', areas: ['560702'] });
    const g = await foundGroup(fon, { tambon: '560702', name: 'Nong Bua' });
    await fon.pull();
    const { user } = await openPeople();
    await user.click(await (await people()).findByRole('button', { name: 'Fon' }));
    await user.click((await dialog('Fon')).getByRole('button', { name: 'เครื่องหาย' }));
    const sheet = await dialog('ระงับเครื่องที่หาย');
    await user.type(sheet.getByRole('textbox'), 'Left in a bus');
    office.setSignal(false);
    await user.click(sheet.getByRole('button', { name: 'ระงับเครื่องนี้' }));
    expect(await sheet.findByText(/^ติดต่อสำนักงานไม่ได้ ยังไม่มีอะไรเปลี่ยน/)).toBeTruthy();
    office.setSignal(true);
    await user.click(sheet.getByRole('button', { name: 'ระงับเครื่องนี้' }));
    expect(await (await dialog('Fon')).findByText(/^ระงับเมื่อ .* · ยังไม่กลับมาติดต่อ$/)).toBeTruthy();
    expect(screen.getByText('เครื่องของ Fon หาย')).toBeTruthy();
    const [link] = screen.getAllByRole('link', { name: 'แบบแจ้งเหตุ 72 ชั่วโมง' });
    expect(link?.getAttribute('href')).toBe(`/board/people?area=5607&lost=${fon.dev}`);
    const members = (await office.office.office.store.read((tables) => tables.rows.list(g, 'member'))).length;
    cleanup();

    await openPeople({ path: `/board/people?area=5607&lost=${fon.dev}` });
    expect((await screen.findAllByText('แบบประเมินเหตุละเมิดข้อมูลส่วนบุคคล กรณีเครื่องหาย')).length).toBeGreaterThan(0);
    const paper = document.querySelector('.paper')?.textContent ?? '';
    for (const told of ['Fon', 'Left in a bus', 'Nong Bua', 'ศรีถ้อย', 'มาตรา ๓๗ (๔)', 'ยังไม่กลับมาติดต่อ', inDigits(String(members), 'thai')])
      expect(paper).toContain(told);
    expect(paper).toMatch(/แจ้งภายใน .*๒๕๖๙/);
  });
});

describe('the books on their way to the committee', () => {
  it('an account for the committee comes first, then both write, then the committee alone', async () => {
    const fon = await office.phone({ name: 'Fon', areas: ['5607'] });
    const g = await foundGroup(fon, { tambon: '560702', name: 'Nong Bua' });
    const { user } = await openPeople();
    const books = async () => within(await screen.findByRole('table', { name: 'บัญชีของกลุ่มอยู่กับใคร' }));
    await user.click(await (await books()).findByRole('button', { name: 'Nong Bua' }));
    const none = await dialog('Nong Bua');
    expect(none.queryByRole('radio')).toBeNull();
    await user.click(none.getByRole('button', { name: 'เชิญกรรมการของกลุ่ม' }));
    const invite = await dialog('เชิญกรรมการ');
    await user.type(invite.getByRole('textbox', { name: 'ชื่อ' }), 'Kham');
    await user.click(invite.getByRole('button', { name: 'ออกรหัสเชิญ' }));
    const shown = await dialog('รหัสเชิญ');
    const code = shown.getByText(/^[A-Z0-9]{5}\W[A-Z0-9]{5}$/).textContent.replaceAll(/\W/g, '');
    const kham = await signInWith(code);
    expect(kham.session.grants).toMatchObject([{ role: 'committee', groups: [g] }]);
    await user.click(shown.getByRole('button', { name: 'ส่งให้แล้ว ปิด' }));

    for (const [keeper, said] of [
      ['ทำด้วยกัน', 'ทั้งสองฝ่ายบันทึกได้แล้ว'],
      ['กรรมการ', 'กรรมการทำบัญชีเองตั้งแต่วันนี้'],
    ] as const) {
      await user.click((await books()).getByRole('button', { name: 'Nong Bua' }));
      const sheet = await dialog('Nong Bua');
      expect(sheet.getByRole<HTMLButtonElement>('button', { name: 'บันทึกผู้ทำบัญชี' }).disabled).toBe(true);
      await user.click(sheet.getByRole('radio', { name: new RegExp(`^${keeper}`) }));
      await user.click(sheet.getByRole('button', { name: 'บันทึกผู้ทำบัญชี' }));
      expect(await screen.findByText(said)).toBeTruthy();
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
      await waitFor(async () => expect((await books()).getByText(keeper)).toBeTruthy());
    }
    // the officer's phone gets the word with the group
    expect(JSON.stringify((await fon.pull()).get(g))).toContain('"keeper":"committee"');
  });
});

it('an assignment to study shows until when, and that it was read', async () => {
  const fon = await office.phone({ name: 'Fon', areas: ['5607'] });
  const asked = { users: [fon.session.user], page: 'enclosure-2-guideline', dueOn: '2026-12-01' };
  expect((await office.chief.send('/v1/people/assign', postJson(asked))).status).toBe(200);
  const { user } = await openPeople();
  await user.click(await (await people()).findByRole('button', { name: 'Fon' }));
  expect((await dialog('Fon')).getByText('ยังไม่อ่าน ภายใน 1 ธ.ค. 2569')).toBeTruthy();
});
