/** Passkeys for the next phone, against the real office: added, used there, removed, and what each slip says. */
import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProblemCode } from '../../../src/protocol/problem.ts';
import type { ThisPhone } from '../../../src/ui/boot/this-phone.ts';
import { askPasskey } from '../../../src/ui/passkey.ts';
import { PasskeyRow } from '../../../src/ui/screens/me/passkey-row.tsx';
import { newKeys, postJson } from '../../support/server-phone.ts';
import { openBoardOffice, type BoardOffice } from '../board/support/board-office.ts';
import { stubPasskeyBrowser } from '../support/passkey-browser.ts';
import { renderApp } from '../support/render-app.tsx';

let office: BoardOffice;
beforeEach(async () => {
  office = await openBoardOffice();
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await office.close();
});

/** as `session.ts`, with the key of the test's phone; `minutes`: how long its person looks at the question */
const addPasskey =
  (minutes: number): ThisPhone['addPasskey'] =>
  async (_user, make) => {
    const nonce = await office.chief.nonce();
    const made = await make(nonce);
    office.office.pass(minutes * 60_000);
    const content = new TextEncoder().encode(`${made.clientDataJSON}\n${made.attestationObject}`);
    const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', content)).toString('hex');
    const { dev } = office.chief;
    const signature = office.chief.sign(`add-passkey.${dev}.${nonce}.${sha256}`);
    const response = await office.chief.post('/v1/passkeys', { ...made, dev, nonce, signature });
    return response.ok ? { ok: true } : { ok: false, problem: ((await response.json()) as { code: ProblemCode }).code };
  };
const openRow = async (minutes = 0) => {
  const me = { user: office.chief.session.user, name: 'Si', dev: office.chief.dev, grants: [] };
  const rendered = await renderApp(<PasskeyRow />, {
    path: '/me',
    context: { me },
    thisPhone: { ...office.thisPhone, addPasskey: addPasskey(minutes) },
  });
  const openSheet = async () => {
    await rendered.user.click(await screen.findByRole('button', { name: /^พาสคีย์/ }));
    return within(await screen.findByRole('dialog', { name: 'พาสคีย์' }));
  };
  return { ...rendered, openSheet };
};

describe('passkeys', () => {
  it('are not spoken of where the browser has none and there is none; one of another phone can still be removed', async () => {
    const asked = vi.spyOn(globalThis, 'fetch');
    const { unmount } = await openRow();
    await waitFor(() => expect(asked.mock.settledResults[0]?.type).toBe('fulfilled'));
    expect(screen.queryByText('พาสคีย์')).toBeNull();
    unmount();
    await office.chief.addPasskey();
    const { user, openSheet } = await openRow();
    const sheet = await openSheet();
    expect(sheet.queryByRole('button', { name: 'เพิ่มพาสคีย์' })).toBeNull();
    await user.click(sheet.getByRole('button', { name: 'ลบ' }));
    await user.click(screen.getByRole('button', { name: 'ลบพาสคีย์นี้' }));
    expect((await sheet.findByRole('status')).textContent).toBe('ลบแล้ว พาสคีย์นี้เข้าใช้ไม่ได้อีก');
    // the button that had the focus is gone: who hears the page is still in the sheet
    expect(document.activeElement?.textContent).toBe('พาสคีย์');
    await user.click(sheet.getByRole('button', { name: 'ปิด' }));
    await waitFor(() => expect(screen.queryByText('พาสคีย์')).toBeNull());
  });

  it('one is added by the lock of the phone, lets in elsewhere, says so, and is removed', async () => {
    const browser = stubPasskeyBrowser();
    const { user, openSheet } = await openRow();
    expect(await screen.findByText(/^ยังไม่มี เพิ่มแล้วเข้าใช้เครื่องใหม่/)).toBeTruthy();
    const sheet = await openSheet();
    await user.click(sheet.getByRole('button', { name: 'เพิ่มพาสคีย์' }));
    expect(await sheet.findByText(/ยังไม่เคยใช้/)).toBeTruthy();
    expect(browser.asked[0]).toMatchObject({
      rp: { name: 'สัจจะ' },
      user: { name: 'Si' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    });
    const nonce = await office.chief.nonce();
    const body = { ...(await askPasskey(nonce)), nonce, deviceName: 'x', deviceKey: newKeys().deviceKey };
    expect((await office.office.app.request('http://localhost/v1/session/passkey', postJson(body))).status).toBe(200);
    // the next one says which there are
    await user.click(sheet.getByRole('button', { name: 'เพิ่มพาสคีย์' }));
    expect(await screen.findByText('มี 2 อัน')).toBeTruthy();
    expect(sheet.getByText(/ใช้ล่าสุด 09:00/)).toBeTruthy();
    expect(Buffer.from(browser.asked[1]?.excludeCredentials?.[0]?.id as Uint8Array).toString('base64url')).toBe(browser.kept[0]?.id);
    const remove = sheet.getAllByRole('button', { name: 'ลบ' })[0] as HTMLElement;
    await user.click(remove);
    await user.click(screen.getByText('ยกเลิก'));
    expect(screen.getByText('มี 2 อัน')).toBeTruthy();
    await user.click(remove);
    await user.click(screen.getByRole('button', { name: 'ลบพาสคีย์นี้' }));
    expect(await screen.findByText('มี 1 อัน')).toBeTruthy();
  });

  it.each([
    ['NotAllowedError', undefined],
    ['InvalidStateError', 'เครื่องนี้มีพาสคีย์ของคุณอยู่แล้ว'],
    ['SecurityError', /เพิ่มพาสคีย์ไม่ได้/],
  ] as const)('the browser’s %s is said as what it is, or not at all', async (refuses, words) => {
    const browser = stubPasskeyBrowser();
    const { user, openSheet } = await openRow();
    const sheet = await openSheet();
    browser.refuses = refuses;
    await user.click(sheet.getByRole('button', { name: 'เพิ่มพาสคีย์' }));
    if (words === undefined) expect(sheet.queryByRole('status')).toBeNull();
    else expect(await sheet.findByText(words)).toBeTruthy();
    await user.click(sheet.getByRole('button', { name: 'เพิ่มพาสคีย์' }));
    expect(await sheet.findByText(/ยังไม่เคยใช้/)).toBeTruthy();
    expect(sheet.getByRole('status').textContent).toBe('เพิ่มพาสคีย์แล้ว');
  });

  it('who thought too long is asked to press again', async () => {
    stubPasskeyBrowser();
    const { user, openSheet } = await openRow(6);
    const sheet = await openSheet();
    await user.click(sheet.getByRole('button', { name: 'เพิ่มพาสคีย์' }));
    expect(await sheet.findByText('ยืนยันช้าเกิน 5 นาที กดอีกครั้ง')).toBeTruthy();
  });
});
