/** The list of loans: who waits, who is late, what is out; and how an empty group learns the way. */
import { screen, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { Act } from '../../../src/storage/phone-store.ts';
import { GroupScreen } from '../../../src/ui/screens/group.tsx';
import { LoansScreen } from '../../../src/ui/screens/loans/loans-screen.tsx';
import { g, villageActs } from '../member/village.ts';
import { renderApp } from '../support/render-app.tsx';
import { applied, approved, bua, kham, lendingActs, loan, money, paidOut, runningActs } from './support/lending-village.ts';

const open = async (acts: readonly Act[]) => {
  const app = await renderApp(<LoansScreen />, { path: `/groups/${g}/loans`, route: '/groups/:id/loans', acts });
  await screen.findByRole('heading', { level: 1, name: 'เงินกู้' });
  return app;
};
const other = (n: number, over = {}) =>
  applied({ loan: `019ab000-0000-7000-8000-0000000005${String(n).padStart(2, '0')}`, member: bua, ...over });

describe('the loans of a group', () => {
  it('before the first one explain the way and offer the application', async () => {
    await open(lendingActs());
    expect(await screen.findByText('ยังไม่มีเงินกู้')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'รับคำขอกู้' }).getAttribute('href')).toBe(`/groups/${g}/loans/new`);
  });

  it('wait until the group has a chair', async () => {
    await open(villageActs());
    expect(await screen.findByText('ยังไม่ได้เลือกคณะกรรมการที่มีประธาน')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'รับคำขอกู้' })).toBeNull();
  });

  it('stand under their heads with what was lent, what is out and what is overdue', async () => {
    await open([...runningActs(), other(1, { amount: 120_000 })]);
    expect(await screen.findByRole('list', { name: 'รอพิจารณา 1' })).toBeTruthy();
    const running = within(screen.getByRole('list', { name: 'กำลังผ่อน 1' }));
    expect(running.getByText('สัญญาเลขที่ 1/2569')).toBeTruthy();
    expect(running.getByText('เกินกำหนด 3,150 บาท')).toBeTruthy();
    expect(running.getByText('ขาดส่ง')).toBeTruthy();
    const tiles = screen.getByText('ต้นคงค้าง').parentElement!.parentElement!;
    expect([...tiles.querySelectorAll('.figure')].map((figure) => figure.textContent)).toEqual(['6,000', '6,000', '3,150']);
  });

  it('are found by a name or the contract’s number', async () => {
    const app = await open([...runningActs(), ...[1, 2, 3, 4, 5].map((n) => other(n))]);
    await app.user.type(await screen.findByRole('searchbox'), '1/2569');
    expect(screen.getByRole('list', { name: 'กำลังผ่อน 1' })).toBeTruthy();
    expect(screen.queryByRole('list', { name: /รอพิจารณา/ })).toBeNull();
    await app.user.clear(screen.getByRole('searchbox'));
    await app.user.type(screen.getByRole('searchbox'), 'บัวผัน');
    expect(within(screen.getByRole('list', { name: 'รอพิจารณา 5' })).getAllByRole('listitem')).toHaveLength(5);
  });
});

describe('a doubt about a loan', () => {
  it('is listed on the page of the group that counts it, with the loan and what to do', async () => {
    const repaidTwice = ['2026-09-05', '2026-10-05'].map((on) => money('loan-principal', 400_000, { member: kham, loan }, on));
    const app = await renderApp(<GroupScreen />, {
      path: `/groups/${g}?tab=steps`,
      route: '/groups/:id',
      acts: [...lendingActs(), applied(), approved(), paidOut(), ...repaidTwice],
    });
    const row = await app.store.row<'loan'>(g, `loan:${loan}`);
    expect(row?.flags).toEqual(['paid-out-without-contract', 'overpaid']);
    const link = (await screen.findAllByRole('link', { name: 'กู้สามัญ 6,000 บาท' }))[0]!;
    expect(link.getAttribute('href')).toBe(`/groups/${g}/loans/${loan}`);
    const card = within(link.closest('.banner') as HTMLElement);
    expect(card.getByText(/จ่ายเงินกู้โดยยังไม่มีสัญญา/)).toBeTruthy();
    expect(card.getByText(/กลับรายการจ่ายเงินกู้ ทำสัญญาให้ผู้กู้และผู้ค้ำลงชื่อ/)).toBeTruthy();
    expect(card.getByText(/เทียบการรับชำระกับใบเสร็จ/)).toBeTruthy();
    expect(card.getAllByRole('link', { name: 'กู้สามัญ 6,000 บาท' })).toHaveLength(2);
    expect(card.getAllByRole('link', { name: /คำ ใจดี/ }).length).toBeGreaterThanOrEqual(2);
  });
});
