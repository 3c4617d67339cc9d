/** The guide and the papers: found by a word, read to the end, remembered, printed in Thai digits. */
import { screen, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { PrintScreen } from '../../../src/ui/print/print-screen.tsx';
import { GuideScreen } from '../../../src/ui/screens/guide.tsx';
import { act, groupActs, newId } from '../group/support/villages.ts';
import { officerId, renderApp } from '../support/render-app.tsx';

describe('the guide', () => {
  it('finds a page by a word and says how many', async () => {
    const { user } = await renderApp(<GuideScreen />, { path: '/guide', route: '/guide' });
    await user.type(await screen.findByRole('searchbox'), 'มติ');
    expect((await screen.findAllByRole('link', { name: /ลงมติ/ })).length).toBeGreaterThan(0);
    expect(screen.queryByRole('link', { name: /ศึกษาข้อมูลหมู่บ้าน/ })).toBeNull();
  });

  it('opens the page of an item by its number and remembers that it was read', async () => {
    const { user, store } = await renderApp(<GuideScreen />, { path: '/guide/2.2', route: '/guide/:page' });
    expect(await screen.findByText(/อ่านข้อความที่ขอมติช้า ๆ สองรอบ/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'อ่านจบแล้ว' }));
    expect(await screen.findByRole('link', { name: 'กลับคู่มือ' })).toBeTruthy();
    expect(await store.row(officerId, 'guide:2.2-vote-freely')).toMatchObject({ type: 'guide' });
  });

  it('an unknown page leads back to the whole guide', async () => {
    await renderApp(<GuideScreen />, { path: '/guide/9.9', route: '/guide/:page' });
    expect(await screen.findByText(/ไม่พบหน้านี้ในคู่มือ/)).toBeTruthy();
  });
});

describe('a paper', () => {
  it('stands with the group on its lines, in Thai digits unless asked otherwise', async () => {
    const g = newId();
    const { user, container } = await renderApp(<PrintScreen />, {
      path: `/print/application/${g}`,
      route: '/print/:paper/:id',
      acts: groupActs(g),
    });
    await screen.findByRole('button', { name: /พิมพ์หรือบันทึกเป็น PDF/ });
    const paper = await screen.findByText('ป่าแฝก', { exact: true });
    expect(paper.closest('.paper')).not.toBeNull();
    expect(within(container as HTMLElement).getAllByText('๙').length).toBeGreaterThan(0);
    await user.click(screen.getByLabelText(/เลขอารบิก/));
    expect(within(container as HTMLElement).getAllByText('9').length).toBeGreaterThan(0);
  });

  it('the minutes of one meeting carry its day and place', async () => {
    const g = newId();
    const meeting = newId();
    await renderApp(<PrintScreen />, {
      path: `/print/minutes/${g}?meeting=${meeting}`,
      route: '/print/:paper/:id',
      acts: [...groupActs(g), act(g, 'meeting.open', { meeting, kind: 'monthly', heldOn: '2026-11-05', place: 'ศาลากลางบ้าน' })],
    });
    expect(await screen.findByText('ศาลากลางบ้าน')).toBeTruthy();
    expect(screen.getByText('๕ พฤศจิกายน ๒๕๖๙')).toBeTruthy();
  });

  it.each(['application', 'consent', 'attendance', 'cash-count', 'kit', 'minutes', 'notice'])('%s can be printed blank', async (key) => {
    const { container } = await renderApp(<PrintScreen />, { path: `/print/${key}/blank`, route: '/print/:paper/:id' });
    await screen.findByText(/พร้อมพิมพ์ \d หน้า/);
    expect(container.querySelectorAll('.paper-page').length).toBeGreaterThan(0);
  });

  it('one that does not exist says where papers are', async () => {
    await renderApp(<PrintScreen />, { path: '/print/nothing/blank', route: '/print/:paper/:id' });
    expect(await screen.findByText('ไม่พบแบบพิมพ์นี้')).toBeTruthy();
  });
});
