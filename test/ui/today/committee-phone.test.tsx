/** On the phone of a group's committee stands the group's own work: no step, visit, report or new group of its officer. */
import { cleanup, render, screen, within } from '@testing-library/preact';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Grant } from '../../../src/protocol/session.ts';
import { App } from '../../../src/ui/app.tsx';
import { GroupScreen } from '../../../src/ui/screens/group.tsx';
import { GroupsScreen } from '../../../src/ui/screens/groups.tsx';
import { TodayScreen } from '../../../src/ui/screens/today.tsx';
import { act, foundedActs, groupActs, newId } from '../group/support/villages.ts';
import { officerGrants, renderApp } from '../support/render-app.tsx';

const g = newId();
const committee: readonly Grant[] = [{ role: 'committee', areas: [], groups: [g], from: '2026-11-01' }];
const acts = [...groupActs(g), ...foundedActs(g, { pledgeDay: 5 })];
const on = (day: string) => ({ nowMs: () => Date.parse(`${day}T02:00:00Z`) });

// the pieces that come after the first paint are here before a test ends
beforeAll(async () => {
  await Promise.all([
    import('../../../src/ui/screens/today/from-office.tsx'),
    import('../../../src/ui/screens/today/whats-new-card.tsx'),
    import('../../../src/ui/screens/today/promised-days.ts'),
    import('../../../src/ui/screens/reports/report-dues.ts'),
  ]);
});

describe('the phone of a committee', () => {
  it('has its next pledge day and nothing of the officer: no report, no item of the letter', async () => {
    const visit = act(g, 'visit.record', {
      visit: newId(),
      on: '2026-11-10',
      kind: 'advice',
      attended: true,
      advice: 'x',
      followUpBy: '2026-11-22',
    });
    await renderApp(<TodayScreen />, { grants: committee, acts: [...acts, visit] });
    expect(await screen.findByText('วันนี้ไม่มีงานค้าง')).toBeTruthy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const dues = within(screen.getByRole('region', { name: 'กำหนดใกล้ถึง' })).getAllByRole('link');
    expect(dues.map((link) => link.getAttribute('href'))).toEqual([`/groups/${g}/collection/2026-12-05`]);
    expect(screen.queryByRole('link', { name: 'รายงานทั้งหมด' })).toBeNull();
    cleanup();
    // the same group on its officer's phone
    await renderApp(<TodayScreen />, { grants: officerGrants, acts });
    expect(await screen.findByText(/^2\.6 /)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'รายงานทั้งหมด' })).toBeTruthy();
  });

  it('leads to the collection until the cash of the day is counted, whatever the officer recorded', async () => {
    const visit = act(g, 'visit.record', { visit: newId(), on: '2026-12-05', kind: 'pledge-day', attended: true });
    const { store } = await renderApp(<TodayScreen />, { grants: committee, acts: [...acts, visit], context: on('2026-12-05') });
    const start = await screen.findByRole('link', { name: 'เริ่มงานวันนี้' });
    expect(start.getAttribute('href')).toBe(`/groups/${g}/collection/2026-12-05`);
    await store.record([act(g, 'cash.count', { count: newId(), on: '2026-12-05', pieces: {}, counted: 0, expected: 0 })]);
    expect(await screen.findByText('วันนี้ไม่มีงานค้าง')).toBeTruthy();
  });

  it('the page of its group rests until the pledge day, after it none is asked for a visit', async () => {
    await renderApp(<GroupScreen />, { path: `/groups/${g}`, route: '/groups/:id', grants: committee, acts, context: on('2026-12-08') });
    expect(await screen.findByRole('heading', { name: 'ไม่มีงานค้าง พบกันวันส่งเงิน 5 มกราคม 2570' })).toBeTruthy();
    expect(document.querySelector(`a[href^="/groups/${g}/visit"]`)).toBeNull();
  });

  it('adds no group, also before its own has come', async () => {
    await renderApp(<GroupsScreen />, { grants: committee, acts });
    await screen.findByRole('heading', { level: 1 });
    expect((await screen.findAllByText(/ป่าแฝกดอย/)).length).toBeGreaterThan(0);
    expect(document.querySelector('a[href="/groups/new"]')).toBeNull();
    cleanup();
    await renderApp(<TodayScreen />, { grants: committee });
    expect(await screen.findByText('รอสมุดของกลุ่ม')).toBeTruthy();
    expect(document.querySelector('a[href="/groups/new"]')).toBeNull();
  });

  it.each(['/groups/new', '/reports', `/reports/three-month.${g}`])('does not know the address %s', async (path) => {
    const { app } = await renderApp(<p />, { grants: committee, acts });
    cleanup();
    history.replaceState(null, '', path);
    render(<App context={app} />);
    expect(await screen.findByRole('heading', { name: 'ไม่พบหน้านี้' })).toBeTruthy();
  });
});
