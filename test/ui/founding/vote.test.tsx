/** The founding vote as the officer sees it: 46–5–9 of 60, sums that cannot be, and a "no" that closes nothing down. */
import { screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { FoundingScreen } from '../../../src/ui/screens/founding/founding.tsx';
import { renderApp } from '../support/render-app.tsx';
import { groupId, sceneActs, voteActs } from './scene-a.ts';

const open = (part: string, acts = sceneActs('opened')) =>
  renderApp(<FoundingScreen />, { path: `/groups/${groupId}/founding/${part}`, route: '/groups/:id/founding/:part', acts });

async function count(user: Awaited<ReturnType<typeof open>>['user'], label: string, n: number) {
  const box = await screen.findByLabelText(label, { selector: 'input' });
  await user.clear(box);
  await user.type(box, String(n));
}

describe('the vote', () => {
  it('is recorded as passed with 46 for, 5 against and 9 abstaining of 60', async () => {
    const { user, store } = await open('vote');
    expect(await screen.findByLabelText('ผู้อยู่ในที่ประชุม')).toHaveProperty('value', '60');
    await count(user, 'เห็นชอบ', 46);
    await count(user, 'ไม่เห็นชอบ', 5);
    await count(user, 'งดออกเสียง', 9);
    expect(screen.getByText('นับครบทุกคนแล้ว')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /บันทึกมติ: ผ่าน/ }));
    await screen.findByText('ที่ประชุมเห็นชอบให้จัดตั้งกลุ่ม');
    expect(store.operations.at(-1)).toMatchObject({
      k: 'meeting.resolve',
      p: { step: '2.2', present: 60, for: 46, against: 5, abstain: 9, passed: true },
    });
    expect(screen.getByRole('link', { name: 'ต่อไป: รับสมัครสมาชิก' })).toBeTruthy();
  });

  it('cannot count more hands than people, and says what to do', async () => {
    const { user } = await open('vote');
    await count(user, 'เห็นชอบ', 47);
    await count(user, 'ไม่เห็นชอบ', 5);
    await count(user, 'งดออกเสียง', 9);
    expect(screen.getByText(/นับได้ 61 เสียง มากกว่าผู้มาประชุม 60 คน/)).toBeTruthy();
    expect(screen.getByRole('button', { name: /บันทึกผลการลงมติ/ })).toHaveProperty('disabled', true);
  });

  it('asks whether the rest did not vote before fewer hands than people are recorded', async () => {
    const { user, store } = await open('vote');
    await count(user, 'เห็นชอบ', 46);
    await count(user, 'ไม่เห็นชอบ', 5);
    expect(screen.getByRole('button', { name: /บันทึกมติ/ })).toHaveProperty('disabled', true);
    await user.click(screen.getByLabelText(/อีก 9 คนไม่ได้ออกเสียง/));
    await user.click(screen.getByRole('button', { name: /บันทึกมติ: ผ่าน/ }));
    await waitFor(() => expect(store.operations.at(-1)?.k).toBe('meeting.resolve'));
  });

  it('may fail: the status stays, a day to ask again is recorded, the intake takes names only', async () => {
    const acts = [...sceneActs('opened'), ...voteActs({ for: 18, against: 25, abstain: 17 })];
    const { user, store, unmount } = await open('vote', acts);
    await screen.findByText('ที่ประชุมยังไม่เห็นชอบ');
    await user.type(screen.getByLabelText('วัน'), '14');
    await user.selectOptions(screen.getByLabelText('เดือน'), '12');
    await user.type(screen.getByLabelText('พ.ศ.'), '2569');
    await user.click(screen.getByRole('button', { name: /บันทึกวันนัด/ }));
    await screen.findByText(/นัดใหม่ วันจันทร์ที่ 14 ธันวาคม 2569/);
    expect(await store.row<'group'>(groupId, 'group')).toMatchObject({ reviewOn: '2026-12-14', stage: 'active' });
    unmount();
    await open('intake', acts);
    expect(await screen.findByText('ตอนนี้จดได้เพียงรายชื่อผู้สนใจ')).toBeTruthy();
    expect(screen.queryByLabelText(/สัจจะต่อเดือน/)).toBeNull();
  });

  it('keeps what was typed when the phone cannot save', async () => {
    const { user, store } = await open('vote');
    await count(user, 'เห็นชอบ', 60);
    const { StoreProblem } = await import('../../../src/storage/store-problem.ts');
    store.failNext(new StoreProblem('quota'));
    await user.click(screen.getByRole('button', { name: /บันทึกมติ: ผ่าน/ }));
    expect((await screen.findByRole('alert')).textContent).toContain('พื้นที่ในเครื่องเต็ม');
    expect(screen.getByLabelText('เห็นชอบ', { selector: 'input' })).toHaveProperty('value', '60');
  });
});
