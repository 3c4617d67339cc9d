/** The officer's own log of visits and advice. */
import { screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { Act } from '../../../src/storage/phone-store.ts';
import { VisitScreen } from '../../../src/ui/screens/visit.tsx';
import { renderApp } from '../support/render-app.tsx';
import { act, foundedActs, groupActs, newId } from './support/villages.ts';

const open = (g: string, acts: readonly Act[], query = '') =>
  renderApp(<VisitScreen />, { path: `/groups/${g}/visit${query}`, route: '/groups/:id/visit', acts });
const save = () => screen.getByRole('button', { name: 'บันทึกการเยี่ยม' });

describe('a visit', () => {
  it('on pledge day keeps its figures and the promise to follow up', async () => {
    const g = newId();
    const { store, user } = await open(g, [...groupActs(g), ...foundedActs(g)]);
    await user.type(await screen.findByLabelText(/ส่งเงินแล้ว/), '43');
    await user.type(screen.getByLabelText(/ขาดส่ง/), '๓');
    await user.type(screen.getByLabelText(/ยอดเงินที่รับวันนี้/), '4,230');
    await user.click(screen.getByRole('radio', { name: 'ตรง' }));
    await user.type(screen.getByLabelText(/คำแนะนำ/), 'ลงบัญชี ส. ทุกช่อง');
    await user.click(save());
    await waitFor(async () => expect(await store.rows(g, 'visit')).toHaveLength(1));
    expect((await store.rows(g, 'visit'))[0]).toMatchObject({
      kind: 'pledge-day',
      on: '2026-11-23',
      attended: true,
      paid: 43,
      missed: 3,
      total: 423_000,
      cashCountOk: true,
      advice: 'ลงบัญชี ส. ทุกช่อง',
    });
  });

  it('that was missed says why', async () => {
    const g = newId();
    const { store, user } = await open(g, groupActs(g));
    await user.click(await screen.findByRole('radio', { name: 'ไม่ได้ไป' }));
    await user.click(save());
    expect(screen.getByText('เขียนเหตุที่ไม่ได้ไป')).toBeTruthy();
    await user.type(screen.getByLabelText(/เหตุที่ไม่ได้ไป/), 'ถนนขาด');
    await user.click(save());
    await waitFor(async () => expect((await store.rows(g, 'visit'))[0]).toMatchObject({ attended: false, absentReason: 'ถนนขาด' }));
  });

  it('to give advice says what was advised', async () => {
    const g = newId();
    const { user } = await open(g, groupActs(g), '?kind=advice');
    await user.click(await screen.findByRole('button', { name: 'บันทึกการเยี่ยม' }));
    expect(screen.getByText('เขียนคำแนะนำที่ให้ไว้')).toBeTruthy();
  });

  it('stands in the list of earlier visits', async () => {
    const g = newId();
    const earlier = act(g, 'visit.record', {
      visit: newId(),
      on: '2026-10-26',
      kind: 'advice',
      attended: true,
      advice: 'เก็บใบเสร็จ',
      followUpBy: '2026-11-26',
    });
    await open(g, [...groupActs(g), earlier]);
    expect(await screen.findByText('เยี่ยมมาแล้ว 1 ครั้ง')).toBeTruthy();
    expect(screen.getByText('ติดตามภายใน 26 พ.ย. 2569')).toBeTruthy();
  });
});
