/** Reports that wait for a word, on the board of who gives it: a long queue does not push the targets out of sight. */
import { screen, within } from '@testing-library/preact';
import { afterEach, expect, it } from 'vitest';
import type { Grant } from '../../../src/protocol/session.ts';
import { BoardScreen } from '../../../src/ui/screens/board.tsx';
import { newGroup } from '../../support/server-operations.ts';
import { newId } from '../../support/server-phone.ts';
import { renderApp } from '../support/render-app.tsx';
import { openBoardOffice, type BoardOffice } from './support/board-office.ts';

let office: BoardOffice;
afterEach(async () => office.close());

/** One report of each of seven groups, the oldest first. */
async function sevenReports(): Promise<void> {
  const fon = await office.phone({ name: 'Fon', areas: ['560701'] });
  for (let day = 1; day <= 7; day++) {
    const g = await newGroup(fon);
    const report = fon.op(g, 'report.submit', { report: newId(), kind: 'establishment-result', version: 1, snapshot: {}, route: ['province'] });
    await fon.push({ ...report, at: `2026-11-0${day}T02:00:00.000Z` });
  }
} // prettier-ignore

it('the province reads the five oldest, each with its district, and opens the others with one tap', async () => {
  office = await openBoardOffice('province');
  await sevenReports();
  const grants: readonly Grant[] = [{ role: 'province', areas: ['56'], from: '2026-10-01' }];
  const { user } = await renderApp(<BoardScreen />, { path: '/board', grants, thisPhone: office.thisPhone });
  const list = within(await screen.findByRole('list', { name: 'รายงานรอตรวจ 7 ฉบับ' }));
  const rows = () => list.getAllByRole('link').map(({ textContent }) => textContent);
  expect(rows()).toHaveLength(5);
  expect(rows()[0]).toContain('ต.แม่ใจ อ.แม่ใจ · Fon · 1\u00A0พ.ย.\u00A02569');
  await user.click(screen.getByRole('button', { name: 'ดูทั้งหมด (7)' }));
  expect(rows()).toHaveLength(7);
  expect(rows()[6]).toContain('7\u00A0พ.ย.\u00A02569');
});

it('a chief reads no district with each village: all lie in the own one', async () => {
  office = await openBoardOffice('district-chief');
  const fon = await office.phone({ name: 'Fon', areas: ['560701'] });
  await fon.push(fon.op(await newGroup(fon), 'report.submit', { report: newId(), kind: 'establishment-result', version: 1, snapshot: {} }));
  const grants: readonly Grant[] = [{ role: 'district-chief', areas: ['5607'], from: '2026-10-01' }];
  await renderApp(<BoardScreen />, { path: '/board', grants, thisPhone: office.thisPhone });
  const list = within(await screen.findByRole('list', { name: 'รายงานรอตรวจ 1 ฉบับ' }));
  expect(list.getByRole('link').textContent).not.toContain('อ.แม่ใจ');
});
