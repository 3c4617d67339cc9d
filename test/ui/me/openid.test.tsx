/** An account elsewhere as people see it: nothing where the office names no provider; where it does, a row, a way in, and what a dead line says. */
import { cleanup, render, screen, within } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTranslate, loadText, type Language } from '../../../src/content/text.ts';
import { openOpenIdDoor } from '../../../src/server/openid-door.ts';
import { PhonesSection } from '../../../src/ui/screens/me/phones-section.tsx';
import { SignIn } from '../../../src/ui/screens/signin.tsx';
import { openBoardOffice, type BoardOffice } from '../board/support/board-office.ts';
import { fakeFacts } from '../support/fake-phone.ts';
import { renderApp } from '../support/render-app.tsx';

/** its name is known without asking it; nobody answers there */
const away = { OIDC_ISSUER: 'http://localhost:9', OIDC_CLIENT_ID: 'office', OIDC_NAME: 'Google' };

let office: BoardOffice;
const open = async (env: Record<string, string> = {}) => {
  office = await openBoardOffice('district-chief', ({ log }) => ({ openId: openOpenIdDoor(env, log) }));
};
afterEach(async () => {
  cleanup();
  sessionStorage.clear();
  localStorage.clear();
  await office.close();
});

const showSignIn = async (language: Language = 'th') => {
  const t = createTranslate(await loadText(language));
  const unused = { onLanguage: vi.fn(), onChoose: vi.fn(), onSignedIn: vi.fn(), signIn: vi.fn() };
  render(<SignIn t={t} language={language} users={[]} facts={fakeFacts()} wasBlocked={async () => false} {...unused} />);
  return userEvent.setup();
};

// first: what a page has heard of a provider it does not ask again
describe('an office that names no provider', () => {
  it('speaks of none, neither on the page Me nor at the sign-in', async () => {
    await open();
    const asked = vi.spyOn(globalThis, 'fetch');
    const { unmount } = await renderApp(<PhonesSection />, { path: '/me', thisPhone: office.thisPhone });
    await screen.findByRole('button', { name: /^รหัสผ่านสำหรับเข้าใช้/ });
    await vi.waitFor(() => expect(asked.mock.calls.map(([path]) => path)).toContain('/v1/openid'));
    expect(screen.queryByText(/^บัญชี/)).toBeNull();
    unmount();
    await showSignIn();
    await vi.waitFor(() => expect(asked.mock.calls.filter(([path]) => path === '/v1/openid')).toHaveLength(2));
    await Promise.all(asked.mock.results.map(({ value }) => value as Promise<Response>));
    expect(screen.queryByText(/^เข้าใช้ด้วยบัญชี/)).toBeNull();
  });
});

describe('an office that names one', () => {
  it('offers to link it; while it is away that is said, and nothing is kept', async () => {
    await open(away);
    const { user } = await renderApp(<PhonesSection />, { path: '/me', thisPhone: office.thisPhone });
    await user.click(await screen.findByRole('button', { name: /^บัญชี Google.*ยังไม่ได้ผูก/ }));
    const sheet = within(await screen.findByRole('dialog', { name: 'บัญชี Google' }));
    await user.click(sheet.getByRole('button', { name: 'ผูกบัญชี Google' }));
    expect(await sheet.findByText(/^ยังติดต่อผู้ให้บริการบัญชีไม่ได้/)).toBeTruthy();
    expect(sessionStorage.length).toBe(0);
  });

  it.each([
    ['th', 'เข้าใช้ด้วยบัญชี Google', 'ไปยืนยันที่ Google', /^ยังติดต่อผู้ให้บริการบัญชีไม่ได้/],
    ['en', 'Sign in with your Google account', 'Go on to Google', /^The provider of these accounts cannot be reached/],
  ] as const)('is a way in beside the others, in %s', async (language, way, go, problem) => {
    await open(away);
    const user = await showSignIn(language);
    await user.click(await screen.findByRole('button', { name: way }));
    expect(screen.getByRole('heading', { name: way })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: go }));
    expect(await screen.findByText(problem)).toBeTruthy();
    office.setSignal(false);
    await user.click(screen.getByRole('button', { name: go }));
    await vi.waitFor(() => expect(screen.queryByText(problem)).toBeNull());
    expect(sessionStorage.length).toBe(0);
  });
});
