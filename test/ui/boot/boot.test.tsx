/** Start-up on the real store over IndexedDB: skeleton first, then sign-in, app or a rescue with a way out. */
import { cleanup, render, screen, waitFor } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openDevice } from '../../../src/storage/device.ts';
import { inProcessLocks } from '../../../src/storage/locks.ts';
import { openPhone, practiceUser } from '../../../src/storage/open-phone.ts';
import type { Phone } from '../../../src/storage/phone-internals.ts';
import { openPin } from '../../../src/storage/pin.ts';
import { StoreProblem } from '../../../src/storage/store-problem.ts';
import { wallWait } from '../../../src/storage/time-limit.ts';
import { keepChoice, readChoice } from '../../../src/ui/boot/choices.ts';
import type { BootParts, OpenRequest } from '../../../src/ui/boot/parts.ts';
import { Boot } from '../../../src/ui/boot.tsx';
import { colleague, fakeFacts, fakePhoto, noUpdates, officer } from '../support/fake-phone.ts';
import { createIds, nowInTests } from '../support/render-app.tsx';

interface Phones {
  readonly parts: BootParts;
  readonly sent: string[];
  readonly stores: Phone[];
}

function createParts(change: Partial<BootParts> = {}): Phones {
  const indexedDB = new IDBFactory();
  const device = openDevice({ indexedDB });
  const locks = inProcessLocks();
  const sent: string[] = [];
  const stores: Phone[] = [];
  const parts: BootParts = {
    version: '0.1.0',
    nowMs: () => nowInTests,
    newId: createIds(),
    wait: wallWait,
    device,
    // fewer rounds than a phone's: what they cost is not the matter here
    pin: async () => openPin({ indexedDB, nowMs: () => change.nowMs?.() ?? nowInTests, rounds: 1_000 }),
    facts: fakeFacts(),
    saveCopy: async () => undefined,
    sendCopy: async () => Promise.reject(new Error('no copy in this test')),
    updates: noUpdates,
    openStore: async ({ user, practice, acceptLoss }) => {
      const store = await openPhone({
        user: practice ? practiceUser : user.user,
        practice,
        acceptLoss,
        device,
        locks,
        indexedDB,
        IDBKeyRange,
        openChannel: () => undefined,
        nowMs: () => nowInTests,
      });
      stores.push(store);
      return store;
    },
    startSending: (store) => {
      sent.push(store.user);
      const state = { phase: 'idle' } as never;
      return {
        wake: () => undefined,
        sendNow: async () => state,
        state: () => state,
        onState: () => () => undefined,
        stop: () => undefined,
      };
    },
    signIn: async () => {
      await device.remember(officer);
      return { ok: true, user: officer };
    },
    setPassword: async () => ({ ok: true }),
    addPasskey: async () => ({ ok: true }),
    vouch: async () => ({ ok: false, problem: 'no-signal' }),
    renewSession: async () => true,
    endSession: () => undefined,
    shrinkPhoto: fakePhoto,
    reminders: async () => undefined,
    cutNetwork: async () => true,
    canStart: async () => true,
    ...change,
  };
  return { parts, sent, stores };
}

const firstScreen = () => screen.findByRole('navigation', { name: 'เมนูหลัก' }, { timeout: 5_000 });

afterEach(() => {
  cleanup();
  localStorage.clear();
  history.replaceState(null, '', '/');
  vi.useRealTimers();
});

describe('start-up', () => {
  it('the first frame is the layout of the app, not a spinner, and waits for nothing', () => {
    keepChoice('known', 'yes');
    const { parts } = createParts({ openStore: () => new Promise(() => undefined) });
    render(<Boot parts={parts} />);
    expect(screen.getByRole('navigation', { name: 'เมนูหลัก' })).toBeTruthy();
    expect(document.querySelectorAll('.bone').length).toBeGreaterThan(4);
  });

  it('a phone nobody signed in to asks for an invitation, and a right code opens the app', async () => {
    const { parts, sent } = createParts();
    const asked = vi.spyOn(parts.facts, 'askToPersist');
    render(<Boot parts={parts} />);
    await userEvent.type(await screen.findByLabelText('รหัสเชิญ 10 ตัว'), 'abcde fgh10');
    await userEvent.click(screen.getByRole('button', { name: 'เข้าใช้เครื่องนี้' }));
    await firstScreen();
    expect(sent).toEqual([officer.user]);
    expect(asked).toHaveBeenCalled();
  });

  it('a phone with a person opens without the network', async () => {
    const { parts } = createParts();
    await parts.device.setLastUser(undefined);
    await (parts.device as ReturnType<typeof openDevice>).remember(officer);
    render(<Boot parts={parts} />);
    await firstScreen();
  });

  it('two people on one phone: each is chosen by name and has a store of their own (R64)', async () => {
    const renewed: string[] = [];
    const { parts, stores } = createParts({ renewSession: async ({ user }) => renewed.push(user) > 0 });
    const device = parts.device as ReturnType<typeof openDevice>;
    await device.remember(officer);
    await device.remember(colleague);
    await device.setLastUser(undefined);
    render(<Boot parts={parts} />);
    await userEvent.click(await screen.findByRole('button', { name: /บุญมี คำแสน/ }));
    await firstScreen();
    expect(stores.at(-1)?.user).toBe(colleague.user);
    expect(renewed).toEqual([colleague.user]);
  });

  it('practice opens another database and has no sender at all (R94)', async () => {
    keepChoice('practice', 'on');
    const { parts, sent, stores } = createParts();
    await (parts.device as ReturnType<typeof openDevice>).remember(officer);
    render(<Boot parts={parts} />);
    await firstScreen();
    expect(stores.at(-1)).toMatchObject({ practice: true, user: 'practice' });
    expect(sent).toEqual([]);
  });
});

describe('when start-up cannot go on', () => {
  async function startWith(open: (request: OpenRequest) => Promise<Phone>, change: Partial<BootParts> = {}) {
    const phones = createParts({ openStore: open, ...change });
    await (phones.parts.device as ReturnType<typeof openDevice>).remember(officer);
    render(<Boot parts={phones.parts} />);
    return phones;
  }

  it.each([
    ['open-timeout', 'ที่เก็บข้อมูลยังไม่ตอบ'],
    ['blocked', 'สัจจะเปิดค้างอยู่อีกหน้า'],
    ['quota', 'พื้นที่ในเครื่องเต็ม'],
    ['connection-lost', 'ที่เก็บข้อมูลหลุด'],
    ['unreadable', 'อ่านข้อมูลในเครื่องนี้ไม่ได้'],
  ] as const)('%s is told with what to do, and a retry opens the app', async (code, title) => {
    let tries = 0;
    const { parts } = createParts();
    const real = parts.openStore;
    const device = parts.device as ReturnType<typeof openDevice>;
    await device.remember(officer);
    const open = async (request: OpenRequest) => {
      tries += 1;
      if (tries === 1) throw new StoreProblem(code);
      return real(request);
    };
    render(<Boot parts={{ ...parts, openStore: open }} />);
    expect(await screen.findByRole('heading', { level: 1, name: title })).toBeTruthy();
    expect(screen.getAllByRole('listitem').length).toBeGreaterThan(0);
    await userEvent.click(screen.getByRole('button', { name: 'ลองอีกครั้ง' }));
    await firstScreen();
  });

  it('a database that never opens ends in the rescue page after its limit, and its late answer is put away', async () => {
    let answer: (phone: Phone) => void = () => undefined;
    const close = vi.fn();
    await startWith(() => new Promise((resolve) => (answer = resolve)), { wait: async (ms, signal) => wallWait(ms / 100, signal) });
    expect(await screen.findByRole('heading', { level: 1, name: 'ที่เก็บข้อมูลยังไม่ตอบ' })).toBeTruthy();
    answer({ close } as unknown as Phone);
    await waitFor(() => expect(close).toHaveBeenCalled());
  });

  it('an iPhone whose storage died is told to close the app and open it again', async () => {
    await startWith(async () => Promise.reject(new StoreProblem('connection-lost')), { facts: fakeFacts({ isAppleTouch: () => true }) });
    expect(await screen.findByText(/ปิดแอปแล้วเปิดใหม่/)).toBeTruthy();
  });

  it('records that vanished are named by their numbers before anybody goes on (R01)', async () => {
    const requests: boolean[] = [];
    const { parts } = createParts();
    await (parts.device as ReturnType<typeof openDevice>).remember(officer);
    const open = async (request: OpenRequest) => {
      requests.push(request.acceptLoss);
      if (!request.acceptLoss) throw new StoreProblem('lost', { from: 18, to: 23 });
      return parts.openStore(request);
    };
    render(<Boot parts={{ ...parts, openStore: open }} />);
    expect(await screen.findByText('รายการที่หายคือลำดับที่ 18 ถึง 23 ของเครื่องนี้ รวม 6 รายการ')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'รับทราบ ทำงานต่อ' }));
    await firstScreen();
    expect(requests).toEqual([false, true]);
  });

  it('what can still be read can be kept as a file', async () => {
    await startWith(async () => Promise.reject(new StoreProblem('unreadable')), {
      saveCopy: async () => new File(['sealed'], 'sajja-2026-11-23-0a1b2c.sajja'),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'อ่านสิ่งที่อ่านได้' }));
    expect(await screen.findByRole('link', { name: /เก็บไฟล์/ })).toHaveProperty('download', 'sajja-2026-11-23-0a1b2c.sajja');
  });
});

describe('back at the front', () => {
  it('storage that stopped answering is said in front of the page, and a retry takes it away (R12)', async () => {
    const { parts, stores } = createParts();
    await (parts.device as ReturnType<typeof openDevice>).remember(officer);
    render(<Boot parts={parts} />);
    await firstScreen();
    const probe = vi.spyOn(stores[0] as Phone, 'probe').mockRejectedValue(new StoreProblem('connection-lost'));
    document.dispatchEvent(new Event('visibilitychange'));
    expect(await screen.findByRole('heading', { name: 'ที่เก็บข้อมูลไม่ตอบ' })).toBeTruthy();
    probe.mockResolvedValue(undefined);
    await userEvent.click(screen.getByRole('button', { name: 'ลองอีกครั้ง' }));
    await waitFor(() => expect(screen.queryByRole('heading', { name: 'ที่เก็บข้อมูลไม่ตอบ' })).toBeNull());
  });

  it('a page killed behind the camera comes back to where it was (R55)', async () => {
    keepChoice('camera-page', `${nowInTests - 60_000} /outbox`);
    const { parts } = createParts();
    await (parts.device as ReturnType<typeof openDevice>).remember(officer);
    render(<Boot parts={parts} />);
    await firstScreen();
    expect(location.pathname).toBe('/outbox');
    expect(await screen.findByRole('heading', { level: 1, name: 'การส่ง' }, { timeout: 5_000 })).toBeTruthy();
  });
});

describe('a phone that is locked by six digits', () => {
  const minute = 60_000;
  const digits = '190527';
  /** signed in, with digits, and last seen open so long ago */
  async function lockedPhone(awayMs: number | undefined) {
    const clock = { ms: nowInTests };
    const phone = createParts({ nowMs: () => clock.ms });
    await openDeviceOf(phone).remember(officer);
    await (await phone.parts.pin()).set(officer.user, digits);
    if (awayMs !== undefined) keepChoice('seen', `${officer.user} ${nowInTests - awayMs}`);
    return { ...phone, clock };
  }
  const openDeviceOf = ({ parts }: Phones) => parts.device as ReturnType<typeof openDevice>;
  const asked = () => screen.findByLabelText('รหัสล็อก 6 หลัก', {}, { timeout: 5_000 });
  const comeBack = () => document.dispatchEvent(new Event('visibilitychange'));

  it('asks before anything of the group is drawn, opens with the right digits, and sends meanwhile', async () => {
    const { parts, sent } = await lockedPhone(undefined);
    render(<Boot parts={parts} />);
    const field = await asked();
    expect(screen.queryByRole('navigation', { name: 'เมนูหลัก' })).toBeNull();
    expect(sent).toEqual([officer.user]);
    await userEvent.type(field, '190528');
    expect(await screen.findByText('รหัสไม่ถูก ลองได้อีก 9 ครั้ง')).toBeTruthy();
    await userEvent.type(await asked(), digits);
    await firstScreen();
    expect(screen.queryByLabelText('รหัสล็อก 6 หลัก')).toBeNull();
  });

  it('does not ask again within five minutes, though the app was killed', async () => {
    const { parts } = await lockedPhone(4 * minute);
    render(<Boot parts={parts} />);
    await firstScreen();
    expect(screen.queryByLabelText('รหัสล็อก 6 หลัก')).toBeNull();
  });

  it('left open for longer, it keeps the screen as it was behind the lock', async () => {
    const { parts, clock } = await lockedPhone(minute);
    render(<Boot parts={parts} />);
    // drawn for good, not as bones: the person was seen just now
    await waitFor(() => expect(readChoice('seen')).toBe(`${officer.user} ${nowInTests}`));
    const nav = await firstScreen();
    clock.ms += 4 * minute;
    comeBack();
    clock.ms += 6 * minute;
    comeBack();
    const field = await asked();
    expect(nav.isConnected).toBe(true);
    expect(nav.closest('[hidden]')).not.toBeNull();
    await userEvent.type(field, digits);
    await waitFor(() => expect(nav.closest('[hidden]')).toBeNull());
  });

  it('another person of the same phone is asked at once', async () => {
    const { parts } = await lockedPhone(undefined);
    keepChoice('seen', `${colleague.user} ${nowInTests}`);
    render(<Boot parts={parts} />);
    expect(await asked()).toBeTruthy();
  });

  it('stays locked when the clock is set back and the app is opened again', async () => {
    const { parts, clock } = await lockedPhone(10 * minute);
    const { unmount } = render(<Boot parts={parts} />);
    await asked();
    unmount();
    clock.ms -= 8 * minute;
    render(<Boot parts={parts} />);
    expect(await asked()).toBeTruthy();
    expect(screen.queryByRole('navigation', { name: 'เมนูหลัก' })).toBeNull();
  });

  it('stays locked for whoever signs in with a password that the phone may keep', async () => {
    const { parts } = await lockedPhone(10 * minute);
    render(<Boot parts={parts} />);
    await asked();
    await userEvent.click(screen.getByRole('button', { name: 'ลืมรหัสล็อก' }));
    await userEvent.click(await screen.findByRole('button', { name: 'เข้าใช้ด้วยรหัสเชิญ' }));
    await userEvent.click(await screen.findByRole('button', { name: 'เพิ่มผู้ใช้ด้วยรหัสเชิญ' }));
    await userEvent.click(await screen.findByRole('button', { name: 'เข้าใช้ด้วยชื่อบัญชีและรหัสผ่าน' }));
    await userEvent.type(await screen.findByLabelText('ชื่อบัญชี'), 'fah.maechai');
    await userEvent.type(screen.getByLabelText('รหัสผ่าน'), 'three green buffaloes');
    await userEvent.click(screen.getByRole('button', { name: 'เข้าใช้เครื่องนี้' }));
    expect(await asked()).toBeTruthy();
    expect(await parts.device.hasPin(officer.user)).toBe(true);
  });

  it('after ten wrong ones the office lets in again, and the digits are over', async () => {
    const { parts, clock } = await lockedPhone(undefined);
    const pin = await parts.pin();
    for (let wrong = 0; wrong < 10; wrong += 1) {
      await pin.try(officer.user, '820914');
      clock.ms += 60 * minute;
    }
    render(<Boot parts={parts} />);
    expect(await screen.findByText(/ผิดครบ 10 ครั้งแล้ว/)).toBeTruthy();
    expect(screen.queryByLabelText('รหัสล็อก 6 หลัก')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'เข้าใช้ด้วยรหัสเชิญ' }));
    // chosen among the people of the phone it is still locked
    await userEvent.click(await screen.findByRole('button', { name: new RegExp(officer.name) }));
    expect(await screen.findByText(/ผิดครบ 10 ครั้งแล้ว/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'เข้าใช้ด้วยรหัสเชิญ' }));
    await userEvent.click(await screen.findByRole('button', { name: 'เพิ่มผู้ใช้ด้วยรหัสเชิญ' }));
    await userEvent.type(await screen.findByLabelText('รหัสเชิญ 10 ตัว'), 'abcde fgh10');
    await userEvent.click(screen.getByRole('button', { name: 'เข้าใช้เครื่องนี้' }));
    // open for good: bones look alike, but nobody was seen at them
    await waitFor(() => expect(readChoice('seen')).toBe(`${officer.user} ${clock.ms}`));
    await firstScreen();
    expect(screen.queryByText(/ผิดครบ 10 ครั้งแล้ว/)).toBeNull();
    expect(screen.queryByLabelText('รหัสล็อก 6 หลัก')).toBeNull();
    expect(await parts.device.hasPin(officer.user)).toBe(false);
  });
});
