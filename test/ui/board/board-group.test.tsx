/** One group as the office sees it, asked of the real office. */
import { screen, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import type { Operation } from '../../../src/domain/operation.ts';
import type { Grant } from '../../../src/protocol/session.ts';
import { BoardScreen } from '../../../src/ui/screens/board.tsx';
import { BoardGroupScreen } from '../../../src/ui/screens/board-group.tsx';
import { foundingRest, foundingVote, groupCreate, memberAdd, nextId, operation, pledgePaid } from '../../support/act.ts';
import { newId } from '../../support/server-phone.ts';
import { renderApp } from '../support/render-app.tsx';
import { openBoardOffice, sendFrom, type BoardOffice } from './support/board-office.ts';

let office: BoardOffice;
afterEach(async () => office.close());

const grants: readonly Grant[] = [{ role: 'district-chief', areas: ['5607'], from: '2026-10-01' }];

async function openGroup(g: string, ops: readonly Operation[]) {
  if (ops.length > 0) await sendFrom(await office.phone({ name: 'Fon Chaidee' }), [groupCreate(g), ...ops]);
  return renderApp(<BoardGroupScreen />, {
    path: `/board/groups/${g}`,
    route: '/board/groups/:id',
    grants,
    thisPhone: office.thisPhone,
  });
}

describe('one group on the board', () => {
  it('shows the vote in figures, money by kind and the notices with their time, and no name of a member', async () => {
    office = await openBoardOffice();
    const g = newId();
    const rest = foundingRest(g);
    const member = nextId();
    await openGroup(g, [
      ...foundingVote(g).ops,
      ...rest.ops,
      memberAdd(g, member, { firstName: 'Duangjai' }),
      operation('member.number', g, { rows: [{ member, no: 1 }] }),
      pledgePaid(g, member, 12_550),
      operation('report.submit', g, { report: nextId(), kind: 'founding-notice', version: 1, snapshot: {} }),
    ]);
    expect(await screen.findByText('เห็นชอบ 48 · ไม่เห็นชอบ 4 · งด 8 · จาก 60 คน')).toBeTruthy();
    expect(screen.getByText('ผ่าน')).toBeTruthy();
    expect(screen.getByText(/^ได้รับล่าสุด วันนี้ 09:00 น\. · \d+ รายการ$/)).toBeTruthy();
    expect(screen.getByText('เงินสัจจะสะสม').closest('div')!.textContent).toContain('125.50');
    expect(screen.getByText('ยังไม่ได้นับเงินสดเทียบใบเสร็จ')).toBeTruthy();
    expect(within(screen.getByRole('region', { name: 'แจ้งและรายงาน' })).getByText('แจ้งการจัดตั้งให้อำเภอทราบ')).toBeTruthy();
    expect(document.body.textContent).not.toContain('Duangjai');
  });

  it('shows the first collection and a count that does not fit, with its reason', async () => {
    office = await openBoardOffice();
    const g = newId();
    const on = '2026-11-23';
    const rows = [{ e: nextId(), kind: 'special-savings', amount: 546_000 }] as const;
    await openGroup(g, [
      operation('entry.record', g, { paidOn: on, writtenBy: 'officer', rows: [...rows] }),
      operation('cash.count', g, {
        count: nextId(),
        on,
        pieces: {},
        counted: 545_900,
        expected: 546_000,
        reason: 'One baht under the mat',
      }),
    ]);
    expect((await screen.findByText(/^รับครั้งแรก/)).closest('div')!.textContent).toContain('5,460');
    expect(screen.getByText(/One baht under the mat/)).toBeTruthy();
  });

  it('tells a photo that is still on the phone from one that can be opened', async () => {
    office = await openBoardOffice();
    const g = newId();
    const photo = { sha: 'a'.repeat(64), bytes: 900_000, mime: 'image/jpeg', w: 1600, h: 1200 } as const;
    await openGroup(g, [operation('photo.attach', g, { ...photo, thumb: { sha: 'b'.repeat(64), bytes: 20_000 }, for: { kind: 'group' } })]);
    expect(await screen.findByText('รูปเต็ม 1 รูปยังอยู่ในเครื่องเจ้าหน้าที่')).toBeTruthy();
    expect(screen.getByText('รอรูปจากเครื่อง')).toBeTruthy();
    expect(document.querySelector('img')).toBeNull();
  });

  it('a group that was put off says why, so that it is not taken for silence', async () => {
    office = await openBoardOffice();
    const g = newId();
    await openGroup(g, [
      operation('group.stage', g, {
        stage: 'not-now',
        reason: 'After the harvest',
        decidedBy: 'leaders',
        on: '2026-11-20',
        reviewOn: '2027-01-10',
      }),
    ]);
    expect(await screen.findByText('After the harvest')).toBeTruthy();
    expect(screen.getByText('นัดกลับมาคุย 10 มกราคม 2570')).toBeTruthy();
  });

  it('what waits for something else can be refused but not taken', async () => {
    office = await openBoardOffice();
    const g = newId();
    const { user } = await openGroup(g, [operation('member.number', g, { rows: [{ member: nextId(), no: 99 }] })]);
    await user.click(await screen.findByRole('button', { name: 'ตัดสิน' }));
    const sheet = await screen.findByRole('dialog');
    expect(within(sheet).getByText('ออกเลขสมาชิก')).toBeTruthy();
    expect(within(sheet).queryByRole('button', { name: /รับรายการ/ })).toBeNull();
  });

  it('opens without signal from the row that the board showed last', async () => {
    office = await openBoardOffice();
    const g = newId();
    await sendFrom(await office.phone({ name: 'Fon' }), [groupCreate(g)]);
    const board = await renderApp(<BoardScreen />, { path: '/board', grants, thisPhone: office.thisPhone });
    await screen.findByRole('link', { name: 'San Sai savings group' }, { timeout: 30_000 });
    board.unmount();
    office.setSignal(false);
    await openGroup(g, []);
    expect(await screen.findByText('ยังไม่เคยเปิดกลุ่มนี้ในเครื่อง การประชุมจะเห็นเมื่อมีสัญญาณ')).toBeTruthy();
    expect(await screen.findByText('ภาพที่ดูไว้ วันนี้ 09:00 น.')).toBeTruthy();
  });

  it('a group of another district is not there', async () => {
    office = await openBoardOffice();
    await openGroup(newId(), []);
    expect(await screen.findByText('ไม่พบข้อมูลนี้ในพื้นที่ของคุณ')).toBeTruthy();
  });
});
