/** The sending page: what waits, what the office has, what somebody must look at, and how a tap ends. */
import { screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { isTextKey } from '../../../src/content/text.ts';
import { kinds } from '../../../src/domain/operation.ts';
import type { SyncState } from '../../../src/sync/sync-state.ts';
import { OutboxScreen } from '../../../src/ui/screens/outbox.tsx';
import { groupActs, newId } from '../group/support/villages.ts';
import { renderApp } from '../support/render-app.tsx';

async function withGroup(context = {}) {
  const g = newId();
  const acts = groupActs(g);
  const app = await renderApp(<OutboxScreen />, { path: '/outbox', acts, context });
  return { g, acts, ...app };
}

describe('the sending page', () => {
  it('has a word for everything that somebody records; the office’s own is never in a queue', () => {
    const office = ['grant.give', 'grant.end', 'group.keeper', 'guide.assign', 'notice.post'];
    expect(
      Object.keys(kinds)
        .filter((kind) => !isTextKey(`outbox.kind.${kind}`))
        .toSorted(),
    ).toEqual(office.toSorted());
  });

  it('teaches what it is for when nothing waits', async () => {
    await renderApp(<OutboxScreen />, { path: '/outbox' });
    expect(await screen.findByText('ไม่มีอะไรรอส่ง')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'ส่งเดี๋ยวนี้' })).toBeTruthy();
  });

  it('names each record that waits, under its group', async () => {
    await withGroup();
    expect(await screen.findByText('เพิ่มกลุ่ม')).toBeTruthy();
    expect(screen.getAllByText('อยู่ในเครื่อง').length).toBeGreaterThan(0);
  });

  it('puts a held record first, with its reason and where to go', async () => {
    const { store, acts, g } = await withGroup();
    await screen.findByText('เพิ่มกลุ่ม');
    store.setState(acts[0]?.id ?? '', 'held', 'scope-none');
    expect(await screen.findByText(/อยู่นอกพื้นที่ของคุณ อำเภอต้องตัดสิน/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'เปิดกลุ่ม' }).getAttribute('href')).toBe(`/groups/${g}`);
  });

  it('shows the reason of a person who did not accept a record', async () => {
    const { store, acts } = await withGroup();
    await screen.findByText('เพิ่มกลุ่ม');
    store.setState(acts[0]?.id ?? '', 'rejected', 'จำนวนไม่ตรงกับรูป');
    expect(await screen.findByText(/อำเภอไม่รับ: จำนวนไม่ตรงกับรูป/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'เปิดกลุ่ม' })).toBeTruthy();
  });

  it('a refusal that was read asks for nothing any more, and can still be read', async () => {
    const { user, store, acts } = await withGroup();
    await screen.findByText('เพิ่มกลุ่ม');
    store.setState(acts[0]?.id ?? '', 'rejected', 'จำนวนไม่ตรงกับรูป');
    const line = () => document.querySelector('.status-line')?.textContent;
    await waitFor(() => expect(line()).toContain('มี 1 รายการที่ต้องดู'));
    await user.click(await screen.findByRole('button', { name: 'รับทราบ' }));
    await waitFor(() => expect(line()).not.toContain('ต้องดู'));
    expect(screen.queryByRole('button', { name: 'รับทราบ' })).toBeNull();
    await user.click(screen.getByText('ที่ไม่รับและรับทราบแล้ว (1)'));
    expect(screen.getByText(/อำเภอไม่รับ: จำนวนไม่ตรงกับรูป/)).toBeTruthy();
  });

  it('a record about what is not on this phone leads nowhere that is not there; one that was damaged here says so', async () => {
    const { store, acts } = await withGroup();
    await screen.findByText('เพิ่มกลุ่ม');
    const strange = newId();
    await store.record([
      { ...acts[0]!, id: newId(), g: strange, k: 'target.set', p: { campaign: 'one', district: '5607', officers: 1, groups: 1 } as never },
    ]);
    const [record] = store.operations.filter(({ g }) => g === strange);
    store.setState(record?.id ?? '', 'rejected', 'unreadable');
    expect(await screen.findByText(/เสียหายจนส่งไม่ได้/)).toBeTruthy();
    expect(screen.getByText('กำหนดเป้าหมาย')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'เปิดกลุ่ม' })).toBeNull();
  });

  it.each([
    ['offline', /ยังติดต่อสำนักงานไม่ได้/],
    ['busy', /^สำนักงานกำลังยุ่ง/],
    ['old', /^แอปรุ่นนี้เก่าเกินไป/],
    ['portal', /เข้าสู่ระบบ Wi-Fi/],
    ['signin-required', /ต้องเข้าใช้อีกครั้งก่อนส่ง/],
  ] as const)('a tap that ends in %s says so in one sentence', async (phase, sentence) => {
    const { user } = await withGroup({ sendNow: async () => ({ phase }) as SyncState });
    await user.click(await screen.findByRole('button', { name: 'ส่งเดี๋ยวนี้' }));
    expect(await screen.findByText(sentence)).toBeTruthy();
  });

  it('a photo that failed is said in the line, the tiles and the list, and a tap never calls it sent', async () => {
    const { user, store, acts, g } = await withGroup({ sendNow: async () => ({ phase: 'idle' }) as SyncState });
    const [full, thumb] = [new ArrayBuffer(300_000), new ArrayBuffer(12_000)];
    const sha = 'a'.repeat(64);
    await store.putPhoto({ sha, group: g, mime: 'image/jpeg', full, thumb, thumbSha: 'b'.repeat(64), addedAt: '2026-11-23T01:00:00Z' });
    for (const act of acts) store.setState(act.id, 'acked');
    store.setPhotoState(sha, 'failed');
    store.setLastContact('2026-11-23T01:30:00Z');
    expect((await screen.findByRole('link', { name: /ส่งรูปไม่ผ่าน 1 รูป/ })).className).toMatch(/act/);
    expect(screen.getByText(/ส่งไม่ผ่าน 1 รูป รูปยังอยู่ในเครื่อง/)).toBeTruthy();
    expect(screen.getByText('ต้องดู').closest('.tile')?.textContent).toContain('1');
    await user.click(screen.getByRole('button', { name: 'ส่งเดี๋ยวนี้' }));
    expect(await screen.findByText(/แต่รูป 1 รูปยังส่งไม่ผ่าน/)).toBeTruthy();
    expect(screen.queryByText(/ส่งครบแล้ว สำนักงานได้รับ/)).toBeNull();
  });

  it('says what is wrong with a record in words, without the office’s name of the field', async () => {
    const { store, acts } = await withGroup();
    await screen.findByText('เพิ่มกลุ่ม');
    store.setState(acts[0]?.id ?? '', 'held', 'invalid');
    expect(await screen.findByText(/ข้อมูลบางช่องกรอกไม่ถูกรูปแบบ/)).toBeTruthy();
  });

  it('a tap that sends everything says that the office has it', async () => {
    const { user, store, acts } = await withGroup({
      sendNow: async () => {
        for (const act of acts) store.setState(act.id, 'acked');
        return { phase: 'idle' } as SyncState;
      },
    });
    await user.click(await screen.findByRole('button', { name: 'ส่งเดี๋ยวนี้' }));
    expect(await screen.findByText(/ส่งครบแล้ว สำนักงานได้รับทุกรายการ/)).toBeTruthy();
  });

  it('says when the clock is wrong, with both times (row 19)', async () => {
    const { store } = await withGroup();
    store.setOfficeAhead(3_600_000);
    const banner = (await screen.findByText('เวลาของเครื่องนี้ไม่ตรงกับสำนักงาน')).closest('.banner');
    expect(banner?.textContent).toContain('เครื่องนี้ 23 พ.ย. 2569 09:00 น.สำนักงาน 23 พ.ย. 2569 10:00 น.');
  });

  it.each([
    ['the last answer lies in the future', 'offline', '2026-11-24T01:00:00Z', true],
    ['nobody has answered for three months', 'offline', '2026-08-20T01:00:00Z', true],
    ['the office was heard this morning', 'offline', '2026-11-23T01:00:00Z', false],
    ['the office has just answered', 'idle', '2026-08-20T01:00:00Z', false],
  ] as const)('asks to look at the clock only when no signal may be a wrong year: %s (row 8)', async (_, phase, lastContactAt, asks) => {
    const { store } = await renderApp(<OutboxScreen />, { path: '/outbox', syncState: { phase } as SyncState });
    store.setLastContact(lastContactAt);
    await screen.findByText(/ติดต่อสำนักงานล่าสุด/);
    expect(screen.queryByText('วันเวลาของเครื่องนี้ถูกหรือไม่') !== null).toBe(asks);
  });
});
