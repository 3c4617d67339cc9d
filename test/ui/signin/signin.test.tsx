/** The first screen: a code typed, pasted or from the address, and what each wrong turn says. */
import { cleanup, render, screen, waitFor } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { assert, property, string } from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTranslate, loadText } from '../../../src/content/text.ts';
import type { SessionResult } from '../../../src/sync/session.ts';
import { SignIn, SignInAgainScreen, type SignInProps } from '../../../src/ui/screens/signin.tsx';
import { findCode, groupCode, hasForeignLetters, readCode } from '../../../src/ui/screens/signin/invitation-code.ts';
import { makePasskey } from '../../support/authenticator.ts';
import { colleague, fakeFacts, fakeThisPhone, officer } from '../support/fake-phone.ts';
import { stubPasskeyBrowser } from '../support/passkey-browser.ts';
import { renderApp } from '../support/render-app.tsx';

async function renderSignIn(change: Partial<SignInProps> = {}, language: 'th' | 'en' = 'th') {
  const props: SignInProps = {
    t: createTranslate(await loadText(language)),
    language,
    onLanguage: vi.fn(),
    users: [],
    facts: fakeFacts(),
    wasBlocked: async () => false,
    signIn: vi.fn(async (): Promise<SessionResult> => ({ ok: true, user: officer })),
    onChoose: vi.fn(),
    onSignedIn: vi.fn(),
    ...change,
  };
  render(<SignIn {...props} />);
  return { props, user: userEvent.setup() };
}

const codeField = () => screen.getByLabelText<HTMLInputElement>('รหัสเชิญ 10 ตัว');
const press = () => screen.getByRole('button', { name: 'เข้าใช้เครื่องนี้' });

afterEach(() => {
  cleanup();
  localStorage.clear();
  history.replaceState(null, '', '/');
});

it('a phone that was blocked says what happened, what to do, and lets in with a new invitation', async () => {
  const { props, user } = await renderSignIn({ wasBlocked: async () => true });
  const told = await screen.findByRole('alert');
  for (const words of ['เครื่องนี้ถูกระงับแล้ว', 'รออำเภอตรวจ', 'ขอรหัสเชิญใหม่จากอำเภอ', 'โปรดส่งคืน']) expect(told.textContent).toContain(words);
  await user.type(codeField(), 'ABCDEFGHJK');
  await user.click(press());
  await waitFor(() => expect(props.onSignedIn).toHaveBeenCalled());
});

it('an invitation that is opened while this page is there already fills the field, also where somebody else was to be chosen', async () => {
  await renderSignIn({ users: [officer] });
  expect(screen.queryByLabelText('รหัสเชิญ 10 ตัว')).toBeNull();
  location.hash = 'AAWPCXEV73';
  await waitFor(() => expect(codeField().value.replace('-', '')).toBe('AAWPCXEV73'));
  expect(location.hash).toBe('');
});

describe('the ten characters', () => {
  it.each([
    ['abcde fghjk', 'ABCDEFGHJK'],
    ['oOiIlL-0011', '0011110011'],
    ['ABCDE–FGHJK–EXTRA', 'ABCDEFGHJK'],
    ['ab1๒๓', 'AB123'],
    ['u', ''],
  ])('%s is read as %s', (typed, code) => {
    expect(readCode(typed)).toBe(code);
  });

  it('reading what was grouped gives the same code', () => {
    assert(property(string(), (typed) => readCode(groupCode(readCode(typed))) === readCode(typed)));
  });

  it('an address holds a code behind ? or #, other texts do not', () => {
    expect(findCode('https://sajja.example/signin#AAWPCXEV73')).toBe('AAWPCXEV73');
    expect(findCode('https://sajja.example/signin?code=aawpc-xev73')).toBe('AAWPCXEV73');
    expect(findCode('https://sajja.example/signin#code=AAWPCXEV73')).toBe('AAWPCXEV73');
    expect(findCode('AAWPC XEV73')).toBe('AAWPCXEV73');
    expect(findCode('https://example.com/menu')).toBeUndefined();
    expect(findCode('WIFI:S:home;T:WPA;P:1234567890;;')).toBeUndefined();
  });

  it('letters of another keyboard are noticed, spaces and dashes are not', () => {
    expect(hasForeignLetters('ฟหกด')).toBe(true);
    expect(hasForeignLetters('abc de-fg ๑๒')).toBe(false);
  });
});

describe('signing in', () => {
  it('groups the code while it is typed and sends it with the name of the phone', async () => {
    const { props, user } = await renderSignIn();
    await user.type(codeField(), 'abcdefghjk');
    expect(codeField().value).toBe('ABCDE-FGHJK');
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('ชื่อเครื่องนี้').value).toBe('SM-A145F'));
    await user.click(press());
    expect(props.signIn).toHaveBeenCalledWith({ code: 'ABCDEFGHJK', deviceName: 'SM-A145F' });
    expect(props.onSignedIn).toHaveBeenCalledWith(officer, 'by-invitation');
  });

  it('a correction in the middle leaves the cursor where it was', async () => {
    const { user } = await renderSignIn();
    await user.type(codeField(), 'ABCDEFGH');
    codeField().setSelectionRange(2, 2);
    await user.type(codeField(), 'X', { initialSelectionStart: 2, initialSelectionEnd: 2 });
    expect(codeField().value).toBe('ABXCD-EFGH');
    expect(codeField().selectionStart).toBe(3);
  });

  it('Enter sends; a code that is too short goes nowhere and says how many are missing', async () => {
    const { props, user } = await renderSignIn();
    await user.type(codeField(), 'ABCDEFG{Enter}');
    expect(props.signIn).not.toHaveBeenCalled();
    expect(screen.getByText('รหัสมี 10 ตัว ยังขาดอีก 3 ตัว')).toBeTruthy();
    expect(document.activeElement).toBe(codeField());
    await user.type(codeField(), 'HJK{Enter}');
    expect(props.signIn).toHaveBeenCalledOnce();
  });

  it('the Thai keyboard is named as the reason when nothing appears', async () => {
    const { user } = await renderSignIn();
    await user.type(codeField(), 'ฟ');
    expect(screen.getByText(/เปลี่ยนแป้นพิมพ์เป็นอังกฤษ/)).toBeTruthy();
  });

  it.each([
    ['invitation-wrong', /ไม่พบรหัสนี้/],
    ['invitation-expired', /หมดอายุแล้ว/],
    ['already-used', /ใช้ไปแล้ว/],
    ['too-many-tries', /พักไว้ 1 ชั่วโมง/],
    ['no-signal', /ต้องมีสัญญาณ/],
    ['portal', /เข้าสู่ระบบ Wi-Fi ก่อน/],
    ['busy', /รออีกสักครู่/],
    ['fault', /รออีกสักครู่/],
  ] as const)('%s says what to do, and what was typed is kept', async (problem, words) => {
    const { props, user } = await renderSignIn({ signIn: async () => ({ ok: false, problem }) });
    await user.type(codeField(), 'ABCDEFGHJK');
    await user.click(press());
    expect(await screen.findByText(words)).toBeTruthy();
    expect(codeField().value).toBe('ABCDE-FGHJK');
    expect(props.onSignedIn).not.toHaveBeenCalled();
  });

  it('a phone that cannot keep it says so', async () => {
    const { user } = await renderSignIn({ signIn: async () => Promise.reject(new Error('disk')) });
    await user.type(codeField(), 'ABCDEFGHJK');
    await user.click(press());
    expect(await screen.findByText(/เครื่องนี้เก็บข้อมูลไม่ได้/)).toBeTruthy();
  });

  it('a code from the address fills the field, leaves the address and is never sent by itself', async () => {
    history.replaceState(null, '', '/signin#AAWPCXEV73');
    const { props } = await renderSignIn();
    expect(codeField().value).toBe('AAWPC-XEV73');
    expect(location.href).not.toContain('AAWPC');
    expect(props.signIn).not.toHaveBeenCalled();
  });

  it('people of this phone are offered before a new invitation', async () => {
    const { props, user } = await renderSignIn({ users: [officer, colleague] });
    expect(screen.queryByLabelText('รหัสเชิญ 10 ตัว')).toBeNull();
    await user.click(screen.getByRole('button', { name: /ศิริพร ใจงาม/ }));
    expect(props.onChoose).toHaveBeenCalledWith(officer);
    await user.click(screen.getByRole('button', { name: 'เพิ่มผู้ใช้ด้วยรหัสเชิญ' }));
    expect(codeField()).toBeTruthy();
  });

  it('the language can be changed before anybody has signed in', async () => {
    const { props, user } = await renderSignIn();
    await user.click(screen.getByRole('button', { name: 'English' }));
    expect(props.onLanguage).toHaveBeenCalledWith('en');
  });
});

describe('an iPhone in a Safari tab', () => {
  it('is asked to install first, shows the code to write down, and names the seven days before going on (R03)', async () => {
    history.replaceState(null, '', '/signin#AAWPCXEV73');
    const { user } = await renderSignIn({ facts: fakeFacts({ isAppleTouch: () => true, isInstalled: () => false }) });
    expect(screen.getByRole('heading', { name: 'ติดตั้งลงหน้าจอโฮมก่อน' })).toBeTruthy();
    expect(screen.getByText('AAWPC-XEV73')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'ใช้ในเบราว์เซอร์ต่อ' }));
    expect(await screen.findByText(/7 วัน/)).toBeTruthy();
    const buttons = screen.getAllByRole('button', { name: 'ใช้ในเบราว์เซอร์ต่อ' });
    await user.click(buttons.at(-1) as HTMLElement);
    expect(codeField().value).toBe('AAWPC-XEV73');
  });
});

describe('signing in again', () => {
  it('happens inside the app, loses nothing and opens the store anew', async () => {
    const reopen = vi.fn();
    const { user } = await renderApp(<SignInAgainScreen />, {
      path: '/signin',
      thisPhone: fakeThisPhone({ reopen, signIn: async () => ({ ok: true, user: officer }) }),
    });
    expect(screen.getByText(/ข้อมูลในเครื่องยังอยู่ครบ/)).toBeTruthy();
    await user.type(codeField(), 'ABCDEFGHJK');
    await user.click(press());
    await waitFor(() => expect(reopen).toHaveBeenCalledOnce());
  });
});

describe('with a password', () => {
  const openForm = async (change: Partial<SignInProps> = {}, language: 'th' | 'en' = 'th') => {
    const rendered = await renderSignIn(change, language);
    await rendered.user.click(
      screen.getByRole('button', { name: language === 'th' ? 'เข้าใช้ด้วยชื่อบัญชีและรหัสผ่าน' : 'Sign in with name and password' }),
    );
    return rendered;
  };
  const [name, password] = [
    () => screen.getByLabelText<HTMLInputElement>('ชื่อบัญชี'),
    () => screen.getByLabelText<HTMLInputElement>('รหัสผ่าน'),
  ];

  it('name and password, typed or pasted or filled in by the browser, let in; nothing is sent while one is missing', async () => {
    const { props, user } = await openForm();
    expect(screen.getByRole('heading', { level: 2, name: 'เข้าใช้ด้วยรหัสผ่าน' })).toBeTruthy();
    expect([name().autocomplete, password().autocomplete, password().type]).toEqual(['username', 'current-password', 'password']);
    await user.type(name(), ' fon.maechai ');
    await user.click(press());
    expect(screen.getByText('ใส่ชื่อบัญชีและรหัสผ่าน')).toBeTruthy();
    expect(props.signIn).not.toHaveBeenCalled();
    await user.click(password());
    await user.paste('three green buffaloes');
    await user.click(press());
    await waitFor(() => expect(props.onSignedIn).toHaveBeenCalledWith(officer));
    const account = { name: 'fon.maechai', password: 'three green buffaloes' };
    expect(props.signIn).toHaveBeenCalledWith({ account, deviceName: 'SM-A145F' });
  });

  it.each([
    ['password-wrong', /^ชื่อบัญชีหรือรหัสผ่านไม่ตรง/], ['too-many-tries', /^ลองหลายครั้งเกินไป พักไว้ 15 นาที/], ['no-signal', /ต้องมีสัญญาณ/],
    ['right-ended', /หมดวาระ/], ['busy', /^ยังเข้าใช้ไม่ได้/],
  ] as const)('%s is said, what was typed stays, and an invitation is one tap away', async (problem, words) => {
    const { user } = await openForm({ signIn: async () => ({ ok: false, problem }) });
    await user.type(name(), 'fon.maechai');
    await user.type(password(), 'three green buffaloes{Enter}');
    expect(await screen.findByText(words)).toBeTruthy();
    expect([name().value, password().value]).toEqual(['fon.maechai', 'three green buffaloes']);
    await user.click(screen.getByRole('button', { name: 'เข้าใช้ด้วยรหัสเชิญ' }));
    expect(codeField()).toBeTruthy();
  }); // prettier-ignore

  it('in English too', async () => {
    await openForm({}, 'en');
    expect(screen.getByLabelText('Account name')).toBeTruthy();
  });
});

describe('with a passkey', () => {
  const tap = () => screen.findByRole('button', { name: 'เข้าใช้ด้วยพาสคีย์' });
  afterEach(() => vi.unstubAllGlobals());

  it('is offered only where the browser has such a thing', async () => {
    await renderSignIn();
    expect(screen.getByRole('button', { name: 'เข้าใช้ด้วยชื่อบัญชีและรหัสผ่าน' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'เข้าใช้ด้วยพาสคีย์' })).toBeNull();
  });

  it('one tap lets in, under the name that this phone has', async () => {
    const browser = stubPasskeyBrowser();
    browser.kept.push(makePasskey(officer.user, '').passkey);
    const signIn = vi.fn<SignInProps['signIn']>(async () => ({ ok: true, user: officer }));
    const { props, user } = await renderSignIn({ signIn });
    await user.click(await tap());
    await waitFor(() => expect(props.onSignedIn).toHaveBeenCalledWith(officer));
    const asked = signIn.mock.calls[0]?.[0];
    if (asked === undefined || !('passkey' in asked)) throw new Error('not asked');
    expect(asked.deviceName).toBe('SM-A145F');
    expect(await asked.passkey('a nonce')).toMatchObject({ id: browser.kept[0]?.id });
  });

  it.each([
    ['passkey-wrong', /^สำนักงานไม่รู้จักพาสคีย์นี้/], ['passkey-late', /^ยืนยันช้าเกิน 5 นาที/],
    ['no-signal', /ต้องมีสัญญาณ/], ['right-ended', /หมดวาระ/], ['too-many-tries', /^ลองหลายครั้งเกินไป/],
  ] as const)('%s is said, and it can be tried again', async (problem, words) => {
    stubPasskeyBrowser();
    const { user } = await renderSignIn({ signIn: async () => ({ ok: false, problem }) });
    await user.click(await tap());
    expect(await screen.findByText(words)).toBeTruthy();
    expect((await tap()).getAttribute('aria-busy')).not.toBe('true');
  }); // prettier-ignore

  it.each([
    ['NotAllowedError', /^ยังไม่ได้เข้าใช้/],
    ['SecurityError', /ใช้พาสคีย์ไม่ได้/],
    ['QuotaExceededError', /ลบไฟล์ที่ไม่ใช้/],
  ])('what ended with %s says what to do instead', async (name, words) => {
    stubPasskeyBrowser();
    const { user } = await renderSignIn({ signIn: async () => Promise.reject(new DOMException('', name)) });
    await user.click(await tap());
    expect(await screen.findByText(words)).toBeTruthy();
  });
});
