/** Me and this phone: safety in words, no false promise, harmless repair, leaving that deletes nothing. */
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it, vi } from 'vitest';
import type { Reminders, ReminderState } from '../../../src/sync/reminders.ts';
import type { SyncState } from '../../../src/sync/sync-state.ts';
import { MeScreen } from '../../../src/ui/screens/me.tsx';
import { fakeFacts, fakeThisPhone, noUpdates } from '../support/fake-phone.ts';
import { createMemoryStore } from '../support/memory-store.ts';
import { actOf, createIds, officerId, renderApp, type RenderOptions } from '../support/render-app.tsx';

const newId = createIds();
const g = newId();
const createGroup = () =>
  actOf(newId, g, 'group.create', {
    name: 'กลุ่มบ้านทดสอบ',
    village: { tambon: '560704', moo: 9, name: 'ทดสอบ' },
    villageTypes: [],
    source: 'ledger',
  });

async function renderMe(options: RenderOptions & { phone?: Parameters<typeof fakeThisPhone>[0] } = {}) {
  const choice = { now: 'always' };
  const store = Object.assign(createMemoryStore({ user: officerId, practice: options.practice === true }), {
    photoChoice: async () => choice.now,
    setPhotoChoice: async (next: string) => void (choice.now = next),
  });
  const thisPhone = fakeThisPhone({ store: store as never, ...options.phone });
  const rendered = await renderApp(<MeScreen />, { path: '/me', ...options, store, thisPhone });
  return { ...rendered, choice };
}

describe('this phone in words', () => {
  it('says who, which role and where', async () => {
    await renderMe();
    expect(screen.getByText('ศิริพร')).toBeTruthy();
    expect(screen.getByText('พัฒนากร')).toBeTruthy();
    expect(screen.getByText('อ.แม่ใจ จ.พะเยา')).toBeTruthy();
  });

  it('persistent storage is a promise of the browser, and said so (row 26)', async () => {
    await renderMe();
    expect(await screen.findByText('เครื่องนี้จะไม่ลบข้อมูลเอง')).toBeTruthy();
    expect(screen.getByText('ติดตั้งบนหน้าจอโฮมแล้ว')).toBeTruthy();
  });

  it('without the promise it says what may happen, and asks on a tap', async () => {
    const askToPersist = vi.fn(async () => false);
    const facts = fakeFacts({ isPersisted: async () => false, askToPersist, isInstalled: () => false });
    const { user } = await renderMe({ phone: { facts } });
    await user.click(await screen.findByRole('button', { name: /เบราว์เซอร์อาจลบข้อมูลได้/ }));
    expect(askToPersist).toHaveBeenCalledOnce();
    expect(await screen.findByText(/เบราว์เซอร์ยังไม่รับปาก/)).toBeTruthy();
  });

  it('room is told as what is used; what is free nobody promises', async () => {
    await renderMe();
    expect(await screen.findByText(/แอปนี้ใช้พื้นที่ 12\.3 MB · เบราว์เซอร์ไม่บอกที่ว่างจริง/)).toBeTruthy();
  });

  it('a sign-in that sending needs is offered here, and recording is said to go on (R61)', async () => {
    await renderMe({ syncState: { phase: 'signin-required' } as SyncState });
    expect(screen.getByRole('link', { name: 'เข้าใช้อีกครั้ง' }).getAttribute('href')).toBe('/signin');
    expect(screen.getByText('ข้อมูลยังอยู่ในเครื่องครบ บันทึกต่อได้ตามปกติ')).toBeTruthy();
  });

  it('every blank paper can be printed', async () => {
    await renderMe();
    const links = within(screen.getByRole('list', { name: 'กระดาษเปล่าสำหรับพิมพ์' })).getAllByRole('link');
    expect(links.map((link) => link.getAttribute('href'))).toEqual(
      ['application', 'consent', 'attendance', 'cash-count', 'kit', 'notice'].map((paper) => `/print/${paper}/blank`),
    );
  });
});

describe('choices', () => {
  it('how photos travel is kept by the phone', async () => {
    const { user, choice } = await renderMe();
    await user.click(await screen.findByRole('radio', { name: 'พักไว้' }));
    await waitFor(() => expect(choice.now).toBe('paused'));
    expect(screen.getByText(/รูปรออยู่ในเครื่องนี้/)).toBeTruthy();
  });

  it('a new version is offered in one place and used on a tap', async () => {
    const apply = vi.fn(async () => 'other-page-open' as const);
    const { user } = await renderMe({ phone: { updates: { ...noUpdates, isReady: () => true, apply } } });
    await user.click(screen.getByRole('button', { name: 'ใช้รุ่นใหม่' }));
    expect(await screen.findByText(/ปิดหน้าอื่นก่อน/)).toBeTruthy();
  });

  it('practice begins and ends on a tap; clearing is asked for once more', async () => {
    const setPractice = vi.fn();
    const { user } = await renderMe({ context: { setPractice } });
    await user.click(screen.getByRole('button', { name: 'เริ่มฝึกซ้อม' }));
    expect(setPractice).toHaveBeenCalledWith(true);
  });

  it('in practice, leaving deletes nothing and clearing is its own answer', async () => {
    const setPractice = vi.fn();
    const dropPractice = vi.fn(async () => undefined);
    const { user } = await renderMe({ practice: true, context: { setPractice }, phone: { dropPractice } });
    await user.click(screen.getByRole('button', { name: 'กลับไปงานจริง' }));
    expect(setPractice).toHaveBeenCalledWith(false);
    expect(dropPractice).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'ล้างข้อมูลฝึกซ้อม' }));
    await user.click(screen.getByRole('button', { name: 'ล้างและกลับไปงานจริง' }));
    expect(dropPractice).toHaveBeenCalledOnce();
  });
});

describe('reminders before a due day', () => {
  interface FakeReminders extends Reminders {
    readonly said: string[];
  }
  /** a phone whose browser and office answer so */
  const answering = (now: ReminderState, turnOn: ReminderState = 'on'): FakeReminders => {
    const said: string[] = [];
    return {
      said,
      state: async () => now,
      turnOn: async () => (said.push('asked'), turnOn),
      turnOff: async () => (said.push('taken back'), 'off'),
      speak: async (language) => void said.push(language),
    };
  };
  const choices = async () => within(await screen.findByRole('group', { name: /เตือนก่อนถึงกำหนดส่ง/ }));
  const isChosen = (radio: HTMLElement) => (radio as HTMLInputElement).checked;
  async function renderWith(reminders: FakeReminders, options: Parameters<typeof renderMe>[0] = {}) {
    const rendered = await renderMe({ ...options, phone: { reminders: async () => reminders } });
    return { ...rendered, group: await choices() };
  }

  it('the browser is asked on a tap and never before; the worker learns the language', async () => {
    const reminders = answering('off');
    const { user, group } = await renderWith(reminders);
    await waitFor(() => expect(isChosen(group.getByRole('radio', { name: 'ปิด' }))).toBe(true));
    expect(reminders.said).toEqual([]);
    await user.click(group.getByRole('radio', { name: 'เปิด' }));
    await waitFor(() => expect(isChosen(group.getByRole('radio', { name: 'เปิด' }))).toBe(true));
    await waitFor(() => expect(reminders.said).toEqual(['asked', 'th']));
    await user.click(group.getByRole('radio', { name: 'ปิด' }));
    await waitFor(() => expect(reminders.said).toEqual(['asked', 'th', 'taken back']));
    expect(isChosen(group.getByRole('radio', { name: 'ปิด' }))).toBe(true);
  });

  it('a phone that blocks notifications says so, and where that is changed', async () => {
    const { group } = await renderWith(answering('blocked'));
    expect(await screen.findByText(/ปิดการแจ้งเตือนของแอปไว้ เปิดได้ที่การตั้งค่าของเบราว์เซอร์/)).toBeTruthy();
    expect((group.getByRole('radio', { name: 'เปิด' }) as HTMLInputElement).disabled).toBe(true);
  });

  it.each([
    ['needs-signal', /ต้องมีสัญญาณจึงจะดูหรือเปิดการเตือนได้/],
    ['refused', /เบราว์เซอร์ยังเปิดการเตือนให้ไม่ได้/],
  ] as const)('a tap that came to nothing (%s) is told, and stands as off', async (outcome, words) => {
    const { user, group } = await renderWith(answering('off', outcome));
    await waitFor(() => expect(isChosen(group.getByRole('radio', { name: 'ปิด' }))).toBe(true));
    await user.click(group.getByRole('radio', { name: 'เปิด' }));
    expect(await screen.findByText(words)).toBeTruthy();
    expect(isChosen(group.getByRole('radio', { name: 'ปิด' }))).toBe(true);
  });

  it('without signal nobody pretends to know how it stands', async () => {
    const { group } = await renderWith(answering('needs-signal'));
    expect(await screen.findByText(/ต้องมีสัญญาณจึงจะดูหรือเปิดการเตือนได้/)).toBeTruthy();
    expect(group.getAllByRole('radio').map(isChosen)).toEqual([false, false]);
  });

  it('where a browser cannot be reminded nothing is offered, but an iPhone’s says what would help', async () => {
    const { unmount } = await renderMe();
    expect(await screen.findByText('เครื่องนี้จะไม่ลบข้อมูลเอง')).toBeTruthy();
    expect(screen.queryByText(/เตือนก่อนถึงกำหนดส่ง/)).toBeNull();
    unmount();
    await renderMe({ phone: { facts: fakeFacts({ isAppleTouch: () => true, isInstalled: () => false }) } });
    expect(await screen.findByText(/ติดตั้งลงหน้าจอโฮมก่อน จึงจะเปิดการเตือน/)).toBeTruthy();
  });

  it.each([
    ['in practice', { practice: true }],
    ['to a committee', { grants: [{ role: 'committee', areas: ['560704'], from: '2026-10-01' }] }],
    ['to a chief', { grants: [{ role: 'district-chief', areas: ['5607'], from: '2026-10-01' }] }],
  ] as const)('nothing is offered %s', async (_when, options) => {
    await renderMe({ ...(options as object), phone: { reminders: async () => answering('on') } });
    expect(await screen.findByText('เครื่องนี้จะไม่ลบข้อมูลเอง')).toBeTruthy();
    expect(screen.queryByText(/เตือนก่อนถึงกำหนดส่ง/)).toBeNull();
  });
});

describe('care', () => {
  it('repair first says that nothing is deleted, then does it', async () => {
    const { user, store } = await renderMe({ acts: [createGroup()] });
    const repair = vi.spyOn(store, 'repair');
    await user.click(screen.getByRole('button', { name: /ซ่อมข้อมูล/ }));
    expect(screen.getByText(/ไม่มีรายการใดถูกลบหรือแก้/)).toBeTruthy();
    expect(repair).not.toHaveBeenCalled();
    const sheet = screen.getByRole('dialog');
    await user.click(within(sheet).getByRole('button', { name: 'ซ่อมข้อมูล' }));
    expect(await screen.findByText(/คิดใหม่เสร็จแล้ว/)).toBeTruthy();
    expect(repair).toHaveBeenCalledOnce();
  });

  it('leaving with unsent records counts them, offers sending first and says nothing is deleted (R62)', async () => {
    const signOut = vi.fn(async () => undefined);
    const sendNow = vi.fn(async () => ({ phase: 'offline' }) as SyncState);
    const { user } = await renderMe({ acts: [createGroup()], context: { signOut, sendNow } });
    await user.click(screen.getByRole('button', { name: /ออกจากเครื่องนี้/ }));
    expect(await screen.findByText(/ยังไม่ได้ส่ง 1 รายการ และรูป 0 รูป .*ไม่มีอะไรถูกลบ/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'ส่งก่อน' }));
    expect(await screen.findByText(/ยังส่งไม่ครบ เหลือ 1 รายการ/)).toBeTruthy();
    expect(signOut).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'ออกโดยยังไม่ส่ง' }));
    expect(signOut).toHaveBeenCalledOnce();
  });
});
