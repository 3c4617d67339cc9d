/** Decisions about a whole group: with reason, with the day to come back, never a delete. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { Act } from '../../../src/storage/phone-store.ts';
import { GroupScreen } from '../../../src/ui/screens/group.tsx';
import { GroupStageScreen } from '../../../src/ui/screens/group-stage.tsx';
import { renderApp } from '../support/render-app.tsx';
import { findDues } from '../../../src/ui/screens/today/dues.ts';
import { act, foundedActs, groupActs, newId } from './support/villages.ts';

const open = (g: string, acts: readonly Act[]) =>
  renderApp(<GroupStageScreen />, { path: `/groups/${g}/stage`, route: '/groups/:id/stage', acts });
const save = () => screen.getByRole('button', { name: 'บันทึกสถานะ' });

describe('the status of a group', () => {
  it('"not now" asks who, why and when to come back', async () => {
    const g = newId();
    const { store, user } = await open(g, groupActs(g));
    await user.click(await screen.findByRole('radio', { name: /ยังไม่ใช่ตอนนี้/ }));
    await user.click(save());
    expect(screen.getByText('เลือกว่าใครยังไม่พร้อม')).toBeTruthy();
    expect(screen.getByText('เขียนเหตุผลก่อน')).toBeTruthy();
    expect(screen.getByText('เลือกวันนัดตั้งแต่วันนี้ไป')).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'ผู้นำ' }));
    await user.type(screen.getByLabelText(/เหตุผล/), 'รอเสร็จฤดูเก็บเกี่ยว');
    await user.click(screen.getByRole('button', { name: 'อีก 1 เดือน' }));
    await user.click(save());
    await waitFor(async () => expect((await store.row(g, 'group'))?.stage).toBe('not-now'));
    expect(await store.row(g, 'group')).toMatchObject({ stageReason: 'รอเสร็จฤดูเก็บเกี่ยว', stageBy: 'leaders', reviewOn: '2026-12-23' });
  });

  it('the undo brings the group back to where it was', async () => {
    const g = newId();
    const { store, user } = await open(g, [...groupActs(g), ...foundedActs(g)]);
    await user.click(await screen.findByRole('radio', { name: /พักการดำเนินงาน/ }));
    await user.type(screen.getByLabelText(/เหตุผล/), 'น้ำท่วม');
    await user.click(save());
    await user.click(await screen.findByRole('button', { name: 'เลิกทำ' }));
    await waitFor(async () => expect((await store.row(g, 'group'))?.stage).toBe('active'));
  });

  it('a group with money cannot be called a mistake', async () => {
    const g = newId();
    await open(g, [...groupActs(g), ...foundedActs(g)]);
    const mistake = await screen.findByRole<HTMLInputElement>('radio', { name: /เพิ่มกลุ่มนี้ไว้ผิด/ });
    expect(mistake.disabled).toBe(true);
    expect(screen.getByText(/ต้องเลิกกลุ่มโดยคืนเงินสมาชิกก่อน/)).toBeTruthy();
  });

  it('a group that waits can go on again', async () => {
    const g = newId();
    const notNow = act(g, 'group.stage', {
      stage: 'not-now',
      reason: 'ยังไม่พร้อม',
      decidedBy: 'villagers',
      on: '2026-11-01',
      reviewOn: '2026-11-20',
    });
    const { store, user } = await open(g, [...groupActs(g), notNow]);
    await user.click(await screen.findByRole('radio', { name: /กลับมาทำต่อ/ }));
    await user.type(screen.getByLabelText(/เหตุผล/), 'ชาวบ้านขอเริ่ม');
    await user.click(save());
    await waitFor(async () => expect((await store.row(g, 'group'))?.stage).toBe('active'));
  });
});

describe('case 49: a group is wound up', () => {
  const open49 = async (more: (g: string) => readonly Act[] = () => []) => {
    const g = newId();
    const app = await open(g, [...groupActs(g), ...foundedActs(g, { accepted: 3 }), ...more(g)]);
    return { g, ...app };
  };
  const dissolving = (g: string) =>
    act(g, 'group.stage', { stage: 'dissolving', reason: 'สมาชิกย้ายออก', decidedBy: 'members', on: '2026-11-20' });
  const generalMeeting = newId();
  const met = (g: string) => [
    act(g, 'meeting.open', { meeting: generalMeeting, kind: 'annual', heldOn: '2026-11-22' }),
    act(g, 'meeting.minutes', { meeting: generalMeeting }, { text: 'มติให้เลิกกลุ่ม' }),
  ];

  it('has no delete; to end it is only begun, and says what must be done while it goes on reporting', async () => {
    const { g, store, user } = await open49();
    expect(screen.queryByText(/ลบ/)).toBeNull();
    await user.click(await screen.findByRole('radio', { name: /^เลิกกลุ่ม/ }));
    expect(screen.getByText('ยังมีเงินของสมาชิก 300 บาท คืนให้ครบทุกคนก่อน')).toBeTruthy();
    expect(screen.getByText('ครบแล้ว')).toBeTruthy();
    await user.type(screen.getByLabelText(/เหตุผล/), 'สมาชิกย้ายออก');
    await user.click(save());
    await waitFor(async () => expect((await store.row(g, 'group'))?.stage).toBe('dissolving'));
    const group = (await store.row<'group'>(g, 'group'))!;
    expect(findDues([group], new Map(), '2026-11-23').map(({ kind }) => kind)).toContain('pledge-day');
  });

  it('stays open while savings are not returned, no meeting decided and nobody said what happens to the rest', async () => {
    const { g, store, user } = await open49((id) => [dissolving(id)]);
    await user.click(await screen.findByRole('radio', { name: /เลิกเสร็จแล้ว/ }));
    await user.click(save());
    expect(screen.getAllByText(/ต้องมีการประชุมใหญ่ที่มีบันทึกการประชุม/).length).toBeGreaterThan(0);
    expect(screen.getAllByText(/เขียนมติว่าจะทำอย่างไรกับเงินและทรัพย์สินที่เหลือ/).length).toBeGreaterThan(0);
    expect((await store.row(g, 'group'))?.stage).toBe('dissolving');
  });

  it('ends on the day of its general meeting when everything is done', async () => {
    const { g, store, user } = await open49((id) => [dissolving(id), ...met(id)]);
    const members = await store.rows(g, 'member');
    await store.record([
      act(g, 'entry.record', {
        paidOn: '2026-11-22',
        writtenBy: 'committee',
        rows: members.map(({ id, savedSatang }) => ({ e: newId(), kind: 'savings-returned' as const, member: id, amount: savedSatang })),
      }),
    ]);
    await user.click(await screen.findByRole('radio', { name: /เลิกเสร็จแล้ว/ }));
    await user.selectOptions(await screen.findByLabelText('การประชุมที่ตัดสิน'), generalMeeting);
    await user.type(screen.getByLabelText(/มติว่าจะทำอย่างไร/), 'มอบให้วัด');
    await user.click(save());
    await waitFor(async () => expect((await store.row(g, 'group'))?.stage).toBe('dissolved'));
    expect(store.operations.at(-1)?.p).toMatchObject({ stage: 'dissolved', on: '2026-11-22', reason: 'มอบให้วัด', decidedBy: 'members' });
  });

  it('of an old group that is told in totals leads to where the total of today is set to what is left, also when a member is typed', async () => {
    const g = newId();
    const declared = { members: 160, savedSatang: 204_800_000, asOf: '2026-10-31' };
    const acts = [...groupActs(g, 'ป่าแฝก', { source: 'declared', declared }), ...foundedActs(g), dissolving(g)];
    const { user } = await open(g, acts);
    await user.click(await screen.findByRole('radio', { name: /เลิกเสร็จแล้ว/ }));
    const link = await screen.findByRole('link', { name: 'คืนครบแล้ว แก้ยอดเงินสัจจะที่แจ้งเป็น 0' });
    cleanup();
    const path = link.getAttribute('href') ?? '';
    const edit = await renderApp(<GroupScreen />, { path, route: '/groups/:id', acts });
    const saved = await screen.findByLabelText(/เงินสัจจะ/);
    fireEvent.input(saved, { target: { value: '0' } });
    await edit.user.click(screen.getByRole('button', { name: /บันทึก/ }));
    await waitFor(async () => expect((await edit.store.row(g, 'group'))?.declared).toMatchObject({ savedSatang: 0, asOf: '2026-11-23' }));
  });
});
