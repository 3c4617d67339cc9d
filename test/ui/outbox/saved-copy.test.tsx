/** The sending page when nothing gets through: a copy to pass on, and bringing a colleague's. */
import { screen } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { ThisPhone } from '../../../src/ui/boot/this-phone.ts';
import { OutboxScreen } from '../../../src/ui/screens/outbox.tsx';
import { groupActs, newId } from '../group/support/villages.ts';
import { renderApp } from '../support/render-app.tsx';

const file = new File(['sealed'], 'sajja-2026-11-23-0a1b2c.sajja');
const open = async (thisPhone: Partial<ThisPhone>, practice = false) =>
  renderApp(<OutboxScreen />, { path: '/outbox', acts: groupActs(newId()), thisPhone, practice });
const counts = (added: number, known: number, left = 0) => ({ added, known, left });

async function bring(thisPhone: Partial<ThisPhone>): Promise<void> {
  const { user } = await open(thisPhone);
  await user.upload(await screen.findByLabelText('เลือกไฟล์สำเนา'), file);
}

describe('a copy of what was not sent', () => {
  it('is made on a tap and kept under a name that names nobody', async () => {
    const { user } = await open({ saveCopy: async () => file });
    await user.click(await screen.findByRole('button', { name: 'อ่านสิ่งที่อ่านได้' }));
    expect(await screen.findByRole('link', { name: /เก็บไฟล์/ })).toHaveProperty('download', file.name);
    expect(screen.queryByRole('button', { name: 'ส่งต่อ' })).toBeNull();
  });

  it('can be shared where the phone shares such files', async () => {
    const shared: unknown[] = [];
    const share = async ({ files }: ShareData) => void shared.push(files?.[0]?.name);
    Object.assign(navigator, { canShare: () => true, share });
    try {
      const { user } = await open({ saveCopy: async () => file });
      await user.click(await screen.findByRole('button', { name: 'อ่านสิ่งที่อ่านได้' }));
      await user.click(await screen.findByRole('button', { name: 'ส่งต่อ' }));
      expect(shared).toEqual([file.name]);
    } finally {
      Reflect.deleteProperty(navigator, 'canShare');
      Reflect.deleteProperty(navigator, 'share');
    }
  });

  it('is not offered in practice, where nothing is ever sent', async () => {
    await open({}, true);
    expect(await screen.findByText('เพิ่มกลุ่ม')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'อ่านสิ่งที่อ่านได้' })).toBeNull();
    expect(screen.queryByLabelText('เลือกไฟล์สำเนา')).toBeNull();
  });
});

describe('a colleague brings a copy', () => {
  it('and reads in one sentence what was new and what the office had', async () => {
    await bring({ sendCopy: async () => ({ records: counts(12, 3), pictures: counts(5, 0) }) });
    expect(await screen.findByText('สำนักงานรับแล้ว: รายการใหม่ 12 มีอยู่แล้ว 3 รูปใหม่ 5 มีอยู่แล้ว 0')).toBeTruthy();
  });

  it('and is told to keep the file when something could not be taken yet', async () => {
    await bring({ sendCopy: async () => ({ records: counts(1, 0, 2), pictures: counts(0, 0, 1) }) });
    expect(await screen.findByText(/อีก 3 อย่างยังรับไม่ได้.*เก็บไฟล์ไว้/)).toBeTruthy();
  });

  it.each([
    ['copy-unreadable', /ไฟล์นี้ไม่ครบ ถูกแก้/],
    ['unsupported-media', /ไม่ใช่สำเนา/],
    ['no-signal', /ไฟล์ยังอยู่ครบ/],
  ] as const)('and reads in words why not: %s', async (problem, sentence) => {
    await bring({ sendCopy: async () => ({ ok: false, problem, timedOut: false, headers: new Headers() }) });
    expect(await screen.findByText(sentence)).toBeTruthy();
  });
});
