/** The list of groups: found, narrowed, marked. */
import { screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { GroupsScreen } from '../../../src/ui/screens/groups.tsx';
import { renderApp } from '../support/render-app.tsx';
import { act, foundedActs, groupActs, newId } from './support/villages.ts';

const names = () => [...document.querySelectorAll('.row-title')].map((title) => title.textContent);

describe('the list of groups', () => {
  it('an empty list teaches the first action', async () => {
    await renderApp(<GroupsScreen />);
    expect(await screen.findByText('ยังไม่มีกลุ่ม')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'เพิ่มกลุ่ม' }).getAttribute('href')).toBe('/groups/new');
  });

  it('an office, which may begin no group, is led to its board', async () => {
    await renderApp(<GroupsScreen />, { grants: [{ role: 'district-chief', areas: ['5607'], from: '2026-10-01' }] });
    expect(await screen.findByText('ไม่มีกลุ่มที่คุณดูแลเอง')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'ไปหน้าภาพรวม' }).getAttribute('href')).toBe('/');
    expect(screen.queryByRole('link', { name: 'เพิ่มกลุ่ม' })).toBeNull();
  });

  it('marks a group that the office does not have yet, and sorts by village', async () => {
    const [a, b] = [newId(), newId()];
    const { store } = await renderApp(<GroupsScreen />, {
      acts: [...groupActs(a, 'ไกรทอง'), ...groupActs(b, 'เกษมสุข'), ...foundedActs(a)],
    });
    await screen.findByText('บ้านเกษมสุข');
    expect(names()).toEqual(['บ้านเกษมสุข', 'บ้านไกรทอง']);
    await waitFor(() => expect(screen.getAllByText('รอส่ง')).toHaveLength(2));
    for (const op of store.operations) if (op.g === a) store.setState(op.id, 'acked');
    await waitFor(() => expect(screen.getAllByText('รอส่ง')).toHaveLength(1));
  });

  it('two hundred groups are searched by village, with and without the word for it', async () => {
    const villages = ['น้ำฝน', ...Array.from({ length: 199 }, (_, index) => `ศรีถ้อย ${index + 1}`)];
    const { user } = await renderApp(<GroupsScreen />, { acts: villages.flatMap((village) => groupActs(newId(), village)) });
    expect(await screen.findByText('200 กลุ่ม')).toBeTruthy();
    await waitFor(() => expect(names().length).toBeGreaterThan(5));
    expect(names().length).toBeLessThan(60);
    await user.type(screen.getByRole('searchbox'), 'นํ้าฝน');
    expect(names()).toEqual(['บ้านน้ำฝน']);
    await user.clear(screen.getByRole('searchbox'));
    await user.type(screen.getByRole('searchbox'), 'บ้านน้ำ');
    expect(names()).toEqual(['บ้านน้ำฝน']);
  });

  it('is narrowed by where groups stand', async () => {
    const [a, b] = [newId(), newId()];
    const notNow = act(b, 'group.stage', {
      stage: 'not-now',
      reason: 'รอ',
      decidedBy: 'leaders',
      on: '2026-11-01',
      reviewOn: '2027-01-01',
    });
    const { user } = await renderApp(<GroupsScreen />, { acts: [...groupActs(a, 'แม่สุก'), ...groupActs(b, 'เหล่า'), notNow] });
    await user.click(await screen.findByRole('button', { name: /พักไว้/ }));
    expect(names()).toEqual(['บ้านเหล่า']);
    await user.click(screen.getByRole('button', { name: /พักไว้/ }));
    expect(names()).toHaveLength(2);
  });
});
