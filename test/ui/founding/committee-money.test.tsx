/** After the members: the committee with its doubts, the first money to the last baht, and founding without any money. */
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { FoundingScreen } from '../../../src/ui/screens/founding/founding.tsx';
import { actOf, createIds, renderApp, type RenderedApp } from '../support/render-app.tsx';
import { foundingOn, groupId, meetingId, memberId, people, sceneActs, type Stage } from './scene-a.ts';

const open = (part: string, stage: Stage, more = sceneActs('empty').slice(1)) =>
  renderApp(<FoundingScreen />, {
    path: `/groups/${groupId}/founding/${part}`,
    route: '/groups/:id/founding/:part',
    acts: [...sceneActs(stage), ...more],
  });

async function choose({ user }: RenderedApp, office: RegExp, place: number) {
  await user.click(await screen.findByRole('button', { name: office }));
  const sheet = within(await screen.findByRole('dialog'));
  await user.type(sheet.getByRole('searchbox'), String(place));
  await user.click(sheet.getByRole('button', { name: new RegExp(`^${place}(?!\\d).*เลือก`) }));
}

describe('the committee', () => {
  it('warns when one person is chair and treasurer, and when a minor is chosen, and records all the same', async () => {
    const app = await open('committee', 'numbered');
    await choose(app, /^ประธาน เลือก|^ประธานเลือก/, 1);
    await choose(app, /^เหรัญญิก/, 1);
    expect(await screen.findByText(/เป็นทั้งประธานและเหรัญญิก/)).toBeTruthy();
    await choose(app, /^เลขานุการ/, 44);
    expect(await screen.findByText(/ยังไม่บรรลุนิติภาวะ ควรเลือกผู้ใหญ่/)).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: /บันทึกกรรมการ 3 คน/ }));
    await waitFor(() => expect(app.store.operations.filter((op) => op.k === 'committee.elect')).toHaveLength(3));
    expect(app.store.operations.at(-1)).toMatchObject({ p: { branch: 'board', from: foundingOn, meeting: meetingId } });
  });

  it('never offers somebody who is not a member, and says why', async () => {
    const app = await open('committee', 'numbered');
    await app.user.click(await screen.findByRole('button', { name: 'เลือกประธาน' }));
    await app.user.type(screen.getByRole('searchbox'), 'สมหมาย');
    expect(screen.getByText(/ไม่พบ “สมหมาย” ในสมาชิก กรรมการต้องเป็นสมาชิกของกลุ่ม/)).toBeTruthy();
  });

  it('of nine is shown as done, with the way to the rules', async () => {
    await open('committee', 'elected');
    expect(await screen.findByRole('link', { name: 'ต่อไป: วันส่งสัจจะและระเบียบ' })).toBeTruthy();
    expect(screen.getByText(/31 เสียง/)).toBeTruthy();
  });
});

describe('the first rules', () => {
  it('show the next three pledge days in words, and an entry fee of 0 is a fee', async () => {
    const app = await open('rules', 'elected');
    await app.user.click(await screen.findByLabelText('วันที่ของเดือน'));
    expect(screen.getByText('วันเสาร์ที่ 5 ธันวาคม 2569')).toBeTruthy();
    expect(screen.getByText('วันอังคารที่ 5 มกราคม 2570')).toBeTruthy();
    const record = () => screen.getByRole('button', { name: /บันทึกระเบียบเบื้องต้น/ });
    expect(record()).toHaveProperty('disabled', true);
    await app.user.type(screen.getByLabelText('ค่าธรรมเนียมแรกเข้า'), '0');
    await app.user.click(record());
    await waitFor(() =>
      expect(app.store.operations.at(-1)).toMatchObject({
        k: 'bylaws.draft',
        p: { pledgeDay: { kind: 'day-of-month', day: 5 }, entryFee: 0 },
      }),
    );
  });
});

describe('the first collection', () => {
  const taps = (app: RenderedApp) => ({
    next: async () => {
      const row = (await screen.findAllByRole('button', { pressed: false })).find((button) => button.classList.contains('roll-tap'));
      if (row === undefined) return false;
      await app.user.click(row);
      return true;
    },
  });

  it('of 48 members is 48 × 20 + 4,500 = 5,460.00, counted and closed', async () => {
    const app = await open('money', 'ruled');
    await app.user.click(await screen.findByRole('button', { name: /^ยังไม่จ่าย/ }));
    const { next } = taps(app);
    for (let tap = 0; tap < 48; tap += 1) {
      await next();
      const left = 47 - tap;
      await waitFor(() => expect(screen.getByRole('button', { name: /^ยังไม่จ่าย/ }).textContent).toContain(String(left)));
    }
    expect(screen.getByText('5,460', { selector: '.tally b' })).toBeTruthy();
    expect(screen.getByText(/รอหนังสือยินยอม 2 คน ยังรับเงินไม่ได้/)).toBeTruthy();
    expect(app.store.operations.some((op) => op.k === 'entry.record')).toBe(false);

    await app.user.click(screen.getByRole('button', { name: /นับเงินสดและปิดยอด/ }));
    expect(await screen.findByText('5,460.00', { selector: '.count-expected b' })).toBeTruthy();
    const recorded = app.store.operations.filter((op) => op.k === 'entry.record').map((op) => (op.p as { rows: unknown[] }).rows.length);
    expect(recorded.reduce((sum, rows) => sum + rows, 0)).toBe(96);
    expect(Math.max(...recorded)).toBeLessThanOrEqual(25);

    const pieces: [string, string][] = [
      ['ธนบัตร 1,000 บาท', '3'],
      ['ธนบัตร 500 บาท', '4'],
      ['ธนบัตร 100 บาท', '4'],
      ['ธนบัตร 20 บาท', '3'],
    ];
    for (const [label, count] of pieces) {
      const box = screen.getByLabelText(label, { selector: 'input' });
      await app.user.clear(box);
      await app.user.type(box, count);
    }
    expect(screen.getByText('ตรงกับยอดที่รับ')).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: /ปิดยอดวันนี้/ }));
    await app.user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: /^ปิดยอด/ }));
    expect(await screen.findByText('ปิดยอดแล้ว')).toBeTruthy();
    expect(await app.store.row<'day'>(groupId, `day:${foundingOn}`)).toMatchObject({
      cash: 546_000,
      payers: 48,
      byKind: { 'entry-fee': 96_000, 'pledged-savings': 450_000 },
    });
  }, 120_000);

  it('short of 50 baht needs a reason, which becomes an entry of its own', async () => {
    const app = await open('money', 'paid');
    await app.user.click(await screen.findByRole('button', { name: /นับเงินสดและปิดยอด/ }));
    for (const [label, count] of [
      ['ธนบัตร 1,000 บาท', '5'],
      ['ธนบัตร 100 บาท', '4'],
      ['เหรียญ 10 บาท', '1'],
    ] as const) {
      const box = await screen.findByLabelText(label, { selector: 'input' });
      await app.user.clear(box);
      await app.user.type(box, count);
    }
    expect(screen.getByText('เงินขาด 50.00 บาท')).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: /ปิดยอดวันนี้/ }));
    expect(screen.getByText('เงินไม่ตรง ใส่เหตุผลก่อนปิดยอด')).toBeTruthy();
    await app.user.type(screen.getByLabelText(/เหตุที่เงินไม่ตรง/), 'ทอนเกิน');
    await app.user.click(screen.getByRole('button', { name: /ปิดยอดวันนี้/ }));
    await app.user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: /^ปิดยอด/ }));
    await screen.findByText('ปิดยอดแล้ว');
    expect(app.store.operations.slice(-3)).toMatchObject([
      { k: 'cash.count', p: { counted: 541_000, expected: 546_000, reason: 'ทอนเกิน' } },
      { k: 'entry.record', p: { rows: [{ kind: 'cash-short', amount: 5_000 }] } },
      { k: 'day.close' },
    ]);
  });

  it('keeps every tap on the phone at once, and records them when the screen is left', async () => {
    const app = await open('money', 'ruled');
    const { next } = taps(app);
    await next();
    await waitFor(() => expect(app.store.drafts.get(`founding-sheet:${meetingId}`)).toMatchObject({ rows: [{ member: memberId(1) }] }));
    app.unmount();
    await waitFor(() => expect(app.store.operations.at(-1)).toMatchObject({ k: 'entry.record', p: { writtenBy: 'officer' } }));
    expect(app.store.drafts.has(`founding-sheet:${meetingId}`)).toBe(false);
  });

  it('asks before an amount a hundred times the pledge', async () => {
    const app = await open('money', 'ruled');
    await app.user.click(await screen.findByRole('button', { name: /จำนวนอื่นของ นายคำ/ }));
    const box = screen.getByLabelText(/สัจจะเดือนแรก/);
    await app.user.clear(box);
    await app.user.type(box, '5000{Enter}');
    expect(await screen.findByText('มากกว่าสัจจะ 100 เท่า')).toBeTruthy();
    expect(app.store.drafts.has(`founding-sheet:${meetingId}`)).toBe(false);
    await app.user.click(screen.getByRole('button', { name: 'ใช่ รับ 5,020 บาท' }));
    await waitFor(() => expect(app.store.drafts.has(`founding-sheet:${meetingId}`)).toBe(true));
  });

  it('is closed until committee and rules exist, says why, and may be passed over', async () => {
    await open('money', 'numbered');
    expect(await screen.findByText('ยังไม่ได้เลือกคณะกรรมการที่มีประธาน')).toBeTruthy();
    expect(screen.getByText('ยังไม่ได้ตกลงวันส่งสัจจะและค่าแรกเข้า')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'ข้ามไป รับเงินวันหลัง' }).getAttribute('href')).toBe(`/groups/${groupId}/founding/photos`);
  });
});

describe('the end of the day', () => {
  it('without money is a founding: the notice has aggregates and one name', async () => {
    const app = await open('finish', 'ruled');
    expect(await screen.findByText('วันนี้ยังไม่รับเงิน')).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: /แจ้งอำเภอว่าตั้งกลุ่มแล้ว/ }));
    await app.user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'แจ้งอำเภอ' }));
    await waitFor(() => expect(app.store.operations.at(-1)?.k).toBe('report.submit'));
    const { snapshot } = app.store.operations.at(-1)!.p as { snapshot: Record<string, unknown> };
    expect(snapshot).toMatchObject({
      members: 48,
      male: 19,
      female: 29,
      minors: 5,
      pendingConsent: 2,
      committee: 9,
      pledgedPerMonthSatang: 450_000,
    });
    expect(JSON.stringify(snapshot)).toContain(people[0]!.firstName);
    expect(JSON.stringify(snapshot)).not.toContain(`${people[3]!.firstName} ${people[3]!.lastName}`);
    await app.user.click(await screen.findByRole('button', { name: 'ปิดการประชุม' }));
    await app.user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: /^ปิดการประชุม/ }));
    await waitFor(() =>
      expect(app.store.operations.at(-1)).toMatchObject({ k: 'meeting.close', p: { nextOn: '2026-12-05', endedAt: '09:00' } }),
    );
    expect(await screen.findByRole('link', { name: 'กลับหน้ากลุ่ม' })).toBeTruthy();
  });

  it('shows both meetings when two phones opened one, and closes both', async () => {
    const ids = createIds();
    const other = '019ab111-0000-7000-8000-0000000000ff';
    const more = [
      actOf(
        ids,
        groupId,
        'meeting.open',
        { meeting: other, kind: 'founding', heldOn: foundingOn, startedAt: '09:05' },
        undefined,
        '2026-11-23T02:05:00.000Z',
      ),
    ];
    const app = await open('start', 'opened', more);
    expect(await screen.findByText('เปิดประชุมไว้สองเครื่อง')).toBeTruthy();
    app.unmount();
    const again = await open('finish', 'opened', more);
    await again.user.click(await screen.findByRole('button', { name: 'ปิดการประชุม' }));
    await again.user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: /^ปิดการประชุม/ }));
    await waitFor(() => expect(again.store.operations.filter((op) => op.k === 'meeting.close')).toHaveLength(2));
  });
});
