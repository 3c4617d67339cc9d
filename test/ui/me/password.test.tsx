/** The password for the next phone, against the real office: set, changed with the one there was, given up, and what each slip says. */
import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProblemCode } from '../../../src/protocol/problem.ts';
import type { ThisPhone } from '../../../src/ui/boot/this-phone.ts';
import { PasswordRow } from '../../../src/ui/screens/me/password-row.tsx';
import { newKeys, postJson } from '../../support/server-phone.ts';
import { openBoardOffice, type BoardOffice } from '../board/support/board-office.ts';
import { renderApp } from '../support/render-app.tsx';

let office: BoardOffice;
beforeEach(async () => {
  office = await openBoardOffice();
});
afterEach(async () => office.close());

const setPassword: ThisPhone['setPassword'] = async (_user, { name, password, before }) => {
  const response = await office.chief.setPassword(name, password, { before });
  return response.ok ? { ok: true } : { ok: false, problem: ((await response.json()) as { code: ProblemCode }).code };
};
const openRow = async () => {
  const rendered = await renderApp(<PasswordRow />, { path: '/me', thisPhone: { ...office.thisPhone, setPassword } });
  const openSheet = async () => {
    await rendered.user.click(await screen.findByRole('button', { name: /^รหัสผ่านสำหรับเข้าใช้/ }));
    return within(await screen.findByRole('dialog', { name: 'รหัสผ่านสำหรับเข้าใช้' }));
  };
  return { ...rendered, openSheet };
};
const signIn = async (name: string, password: string) =>
  (
    await office.office.app.request(
      'http://localhost/v1/session/password',
      postJson({ name, password, deviceName: 'x', deviceKey: newKeys().deviceKey }),
    )
  ).status;

describe('the password for the next phone', () => {
  it('is set with a name; each slip stands at its field, and what was typed stays', async () => {
    const { user, openSheet } = await openRow();
    expect(await screen.findByText('ยังไม่ได้ตั้ง เข้าใช้เครื่องใหม่ด้วยรหัสเชิญ')).toBeTruthy();
    const sheet = await openSheet();
    expect(sheet.queryByLabelText('รหัสผ่านเดิม')).toBeNull();
    const [name, password] = [sheet.getByLabelText<HTMLInputElement>('ชื่อบัญชี'), sheet.getByLabelText<HTMLInputElement>('รหัสผ่านใหม่')];
    expect([name.autocomplete, password.autocomplete, password.type]).toEqual(['username', 'new-password', 'password']);
    const save = () => user.click(sheet.getByRole('button', { name: 'เก็บรหัสผ่าน' }));
    await user.type(name, 'ฝน');
    await save();
    expect(sheet.getByText(/^ใช้ตัวอักษรอังกฤษ ตัวเลข . _ - @/)).toBeTruthy();
    await user.clear(name);
    await user.type(name, 'Somboon');
    for (const [typed, words] of [['short', /^สั้นไป/], ['password1234', /^รหัสนี้เดาง่าย/], ['i am somboon of mae chai', /^อย่าใส่ชื่อบัญชี/]] as const) {
      await user.clear(password);
      await user.type(password, typed);
      await save();
      expect(sheet.getByText(words)).toBeTruthy();
    } // prettier-ignore
    await user.click(sheet.getByRole('button', { name: 'แสดงรหัสผ่าน' }));
    expect([password.type, password.value]).toEqual(['text', 'i am somboon of mae chai']);
    await user.clear(password);
    await user.click(password);
    await user.paste('ฝนตกที่แม่ใจทุกวัน');
    await save();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(await screen.findByText(/^บัญชี somboon · ตั้งเมื่อ 09:00$/)).toBeTruthy();
    expect(await signIn('somboon', 'ฝนตกที่แม่ใจทุกวัน')).toBe(200);
  });

  it('is changed later with the one there was, a taken name is said, and it is given up', async () => {
    const other = await office.phone({ name: 'Other' });
    expect((await other.setPassword('somboon', 'five purple mangosteens')).status).toBe(204);
    expect((await office.chief.setPassword('chief', 'three green buffaloes')).status).toBe(204);
    office.office.pass(2 * 3_600_000);
    const { user, openSheet } = await openRow();
    const sheet = await openSheet();
    const save = () => user.click(sheet.getByRole('button', { name: 'เก็บรหัสผ่าน' }));
    await user.type(sheet.getByLabelText('รหัสผ่านใหม่'), 'four yellow buffaloes');
    await user.type(sheet.getByLabelText('รหัสผ่านเดิม'), 'no such password');
    await save();
    expect(await sheet.findByText('รหัสผ่านเดิมไม่ตรง')).toBeTruthy();
    await user.clear(sheet.getByLabelText('รหัสผ่านเดิม'));
    await user.type(sheet.getByLabelText('รหัสผ่านเดิม'), 'three green buffaloes');
    await user.clear(sheet.getByLabelText('ชื่อบัญชี'));
    await user.type(sheet.getByLabelText('ชื่อบัญชี'), 'somboon');
    await save();
    expect(await sheet.findByText('ชื่อนี้มีคนใช้แล้ว เลือกชื่ออื่น')).toBeTruthy();
    await user.type(sheet.getByLabelText('ชื่อบัญชี'), '.chief');
    await save();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(await signIn('somboon.chief', 'four yellow buffaloes')).toBe(200);
    const sheetToDrop = await openSheet();
    await user.click(sheetToDrop.getByRole('button', { name: 'เลิกใช้รหัสผ่าน' }));
    await user.click(within(screen.getByRole('dialog', { name: 'เลิกใช้รหัสผ่าน' })).getByRole('button', { name: 'เลิกใช้รหัสผ่าน' }));
    expect(await screen.findByText('ยังไม่ได้ตั้ง เข้าใช้เครื่องใหม่ด้วยรหัสเชิญ')).toBeTruthy();
    expect(await signIn('somboon.chief', 'four yellow buffaloes')).toBe(422);
  });
});
