/** "Ready to go": every line really tried, a failure said with what to do, the result kept with its time. */
import { readFileSync } from 'node:fs';
import { screen, waitFor } from '@testing-library/preact';
import { describe, expect, it, vi } from 'vitest';
import { checkKeys, runCheck, type CheckTools } from '../../../src/ui/screens/ready/checks.ts';
import { ReadyScreen } from '../../../src/ui/screens/ready.tsx';
import { fakeFacts, fakePhoto, fakeThisPhone } from '../support/fake-phone.ts';
import { createMemoryStore } from '../support/memory-store.ts';
import { nowInTests, officerId, renderApp } from '../support/render-app.tsx';

function createTools(phone: Parameters<typeof fakeThisPhone>[0] = {}, tools: Partial<CheckTools> = {}): CheckTools {
  return {
    phone: fakeThisPhone({ store: createMemoryStore({ user: officerId }) as never, ...phone }),
    makePicture: async () => new File(['x'], 'trial.jpg', { type: 'image/jpeg' }),
    loadFont: async () => [{}],
    hasCameraInput: () => true,
    t: (key) => key,
    ...tools,
  };
}

describe('each line of the check', () => {
  it.each(checkKeys)('%s passes on a phone that has everything', async (key) => {
    const result = await runCheck(key, createTools());
    expect(result.state).toBe(key === 'groups' ? 'note' : 'ok');
  });

  it('a phone without a worker, a missing file, a full disk, a broken picture fail; a missing camera is worth knowing', async () => {
    expect(await runCheck('start', createTools({ cutNetwork: async () => false }))).toMatchObject({ state: 'failed', word: 'no-worker' });
    expect(await runCheck('start', createTools({ canStart: async () => Promise.reject(new TypeError('cut')) }))).toMatchObject({
      state: 'failed',
    });
    const store = { saveDraft: async () => Promise.reject(new Error('quota')), dropDraft: async () => undefined } as never;
    expect(await runCheck('room', createTools({ store }))).toMatchObject({ state: 'failed' });
    expect(
      await runCheck('photo', createTools({ shrinkPhoto: async () => ({ ok: false, problem: 'photo-unreadable', bytes: 1 }) })),
    ).toMatchObject({ state: 'failed' });
    expect(await runCheck('camera', createTools({}, { hasCameraInput: () => false }))).toMatchObject({ state: 'note' });
    expect(await runCheck('persisted', createTools({ facts: fakeFacts({ isPersisted: async () => undefined }) }))).toMatchObject({
      state: 'note',
    });
  });

  it('the trial draft and the trial megabytes are gone afterwards', async () => {
    const store = createMemoryStore({ user: officerId });
    await runCheck('draft', createTools({ store: store as never }));
    await runCheck('room', createTools({ store: store as never }));
    expect([...store.drafts.keys()]).toEqual([]);
  });

  it('every screen that comes as a piece of its own is tried', () => {
    const piecesOf = (file: string) =>
      [...readFileSync(file, 'utf8').matchAll(/import\('(?:\.\/screens|\.\.|\.\/|\.\.\/\.\.)\/?([^']+)'\)/g)].map((match) =>
        match[1]?.split('/').at(-1),
      );
    // the office's board is not kept on an officer's phone
    const own = new Set([
      'ready.tsx',
      'signin.tsx',
      'board.tsx',
      'board-group.tsx',
      'board-review.tsx',
      'board-targets.tsx',
      'board-people.tsx',
      'board-commitments.tsx',
    ]);
    const asked = piecesOf('src/ui/app.tsx').filter((name) => !own.has(name ?? ''));
    const tried = piecesOf('src/ui/screens/ready/screen-pieces.ts');
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((name) => !tried.includes(name))).toEqual([]);
  });
});

describe('the screen', () => {
  it('runs on a tap, says the verdict with its time, keeps it, and remembers the bag', async () => {
    const store = createMemoryStore({ user: officerId });
    const phone = fakeThisPhone({ store: store as never, shrinkPhoto: fakePhoto, canStart: async () => false });
    const { user } = await renderApp(<ReadyScreen />, { path: '/me/ready', store, thisPhone: phone });
    expect(screen.getAllByText('ยังไม่ได้ตรวจ').length).toBeGreaterThan(5);
    vi.stubGlobal('scrollTo', vi.fn());
    await user.click(screen.getByRole('checkbox', { name: /สมุดสัจจะสะสมทรัพย์/ }));
    await user.click(screen.getByRole('button', { name: 'ตรวจเดี๋ยวนี้' }));
    expect(await screen.findByRole('heading', { name: /ยังมี \d อย่างที่ต้องดู/ }, { timeout: 10_000 })).toBeTruthy();
    expect(screen.getByText(/บางไฟล์ของแอปยังไม่อยู่ในเครื่อง/)).toBeTruthy();
    expect(screen.getByText(/ตรวจเมื่อ 09:00/)).toBeTruthy();
    await waitFor(() =>
      expect(store.drafts.get('ready-check')).toMatchObject({ at: new Date(nowInTests).toISOString(), bag: ['passbooks'] }),
    );
    vi.unstubAllGlobals();
  });
});
