/** One meeting: opening, who came, decisions, minutes, closing and opening again; with leaders the item of the letter is done in the same act. */
import { act as settle, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { MeetingRow } from '../../../src/domain/row.ts';
import { MeetingScreen } from '../../../src/ui/screens/meeting.tsx';
import { act, g, groupActs, monthly, monthlyActs, villageActs } from '../member/village.ts';
import { renderApp, type RenderedApp, type RenderOptions } from '../support/render-app.tsx';

const home = `/groups/${g}/meetings/${monthly}`;
const open = async (address: string, options: RenderOptions = {}): Promise<RenderedApp> => {
  const app = await renderApp(<MeetingScreen />, {
    path: address,
    route: '/groups/:id/meetings/:meeting',
    acts: [...villageActs(), ...monthlyActs()],
    ...options,
  });
  await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).not.toBe('กำลังเปิด'));
  await waitFor(() => expect(document.querySelector('[aria-busy="true"]')).toBeNull());
  return app;
};
const rowOf = async ({ store }: RenderedApp, meeting = monthly): Promise<MeetingRow> => {
  const row = await store.row<'meeting'>(g, `meeting:${meeting}`);
  if (row === undefined) throw new Error('no such meeting');
  return row;
};
const count = async ({ user }: RenderedApp, label: string, n: string) => {
  const box = screen.getByLabelText<HTMLInputElement>(label, { selector: 'input' });
  await user.click(box);
  await user.keyboard(n);
};

describe('opening a meeting', () => {
  it('a monthly meeting comes with the five usual lines, today and the last place', async () => {
    const app = await open(`/groups/${g}/meetings/new?kind=monthly`);
    expect(screen.getByLabelText<HTMLInputElement>('วาระที่ 2').value).toBe('รับรองรายงานการประชุมครั้งก่อน');
    expect(screen.getByLabelText<HTMLInputElement>(/สถานที่/).value).toBe('ศาลาหมู่บ้าน');
    await app.user.click(screen.getByRole('button', { name: 'เปิดการประชุม' }));
    await waitFor(() =>
      expect(app.store.operations.at(-1)?.p).toMatchObject({ kind: 'monthly', heldOn: '2026-11-23', startedAt: '09:00' }),
    );
    expect((app.store.operations.at(-1)?.p as { agenda?: string[] } | undefined)?.agenda?.length).toBe(5);
    expect(await screen.findByRole('heading', { name: 'ผู้เข้าประชุม' })).toBeTruthy();
  });

  it('from a pledge day of another day it is that day’s meeting, and no hour is made up', async () => {
    const app = await open(`/groups/${g}/meetings/new?kind=monthly&on=2026-11-05`);
    await app.user.click(screen.getByRole('button', { name: 'เปิดการประชุม' }));
    await waitFor(() => expect(app.store.operations.at(-1)?.p).toMatchObject({ kind: 'monthly', heldOn: '2026-11-05' }));
    expect(app.store.operations.at(-1)?.p).not.toHaveProperty('startedAt');
  });

  it('the five lines are offered to other kinds, one tap away', async () => {
    const app = await open(`/groups/${g}/meetings/new?kind=people`);
    await app.user.click(screen.getByRole('button', { name: 'ใช้วาระมาตรฐาน 5 วาระ' }));
    expect(screen.getByLabelText<HTMLInputElement>('วาระที่ 5').value).toBe('เรื่องอื่น ๆ');
  });

  it('a day that has not come is refused', async () => {
    const app = await open(`/groups/${g}/meetings/new?kind=monthly`);
    const day = within(screen.getByRole('group', { name: /วันที่ประชุม/ })).getByLabelText('วัน');
    await app.user.clear(day);
    await app.user.type(day, '30');
    expect(screen.getByText(/วันนี้ยังมาไม่ถึง/)).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: 'เปิดการประชุม' }));
    expect(app.store.operations.filter((op) => op.k === 'meeting.open').length).toBe(2);
  });
});

describe('a meeting written under the wrong day', () => {
  const dayBox = () => within(screen.getByRole('group', { name: /วันที่ประชุม/ })).getByLabelText<HTMLInputElement>('วัน');

  it('is corrected from its own page, against the day that was seen; nothing else is recorded', async () => {
    const app = await open(home);
    expect(screen.getByRole('link', { name: 'แก้วันและสถานที่' }).getAttribute('href')).toBe(`${home}?do=edit`);
    app.unmount();
    const before = act('meeting.set', { meeting: monthly, base: { heldOn: null }, fields: { heldOn: '2026-11-06' } });
    const form = await open(`${home}?do=edit`, { acts: [...villageActs(), ...monthlyActs(), before] });
    await form.user.clear(dayBox());
    await form.user.type(dayBox(), '4');
    await form.user.click(screen.getByRole('button', { name: 'บันทึกที่แก้ไข 1 ช่อง' }));
    const heldOn = '2026-11-04';
    await waitFor(async () => expect((await rowOf(form)).heldOn).toBe(heldOn));
    expect(form.store.operations.at(-1)?.p).toEqual({
      meeting: monthly,
      base: { heldOn: before.id },
      fields: { heldOn },
    });
    expect(form.store.drafts.size).toBe(0);
  });

  it('also when it is closed, without opening it again; a place nobody can vouch for is emptied', async () => {
    const close = act('meeting.close', { meeting: monthly });
    const app = await open(`${home}?do=edit`, { acts: [...villageActs(), ...monthlyActs(), close] });
    await app.user.clear(screen.getByLabelText(/สถานที่/));
    await app.user.click(screen.getByRole('button', { name: 'บันทึกที่แก้ไข 1 ช่อง' }));
    await waitFor(async () => expect(await rowOf(app)).toMatchObject({ place: '', state: 'closed' }));
  });

  it('a day that has not come is refused', async () => {
    const app = await open(`${home}?do=edit`);
    await app.user.clear(dayBox());
    await app.user.type(dayBox(), '30');
    await app.user.click(screen.getByRole('button', { name: /บันทึกที่แก้ไข/ }));
    expect(screen.getByText(/วันนี้ยังมาไม่ถึง/)).toBeTruthy();
    expect(app.store.operations.at(-1)?.k).not.toBe('meeting.set');
  });

  it('two days of two phones stand side by side until one is kept', async () => {
    const set = (heldOn: string) => act('meeting.set', { meeting: monthly, base: { heldOn: null }, fields: { heldOn } });
    const app = await open(home, { acts: [...villageActs(), ...monthlyActs(), set('2026-11-03'), set('2026-11-04')] });
    const card = screen.getByRole('region', { name: 'วันที่ประชุมบันทึกไว้ไม่ตรงกัน' });
    const third = within(card).getByText('3 พฤศจิกายน 2569').closest('li') as HTMLElement;
    await app.user.click(within(third).getByRole('button', { name: 'เก็บค่านี้' }));
    await waitFor(async () => expect((await rowOf(app)).heldOn).toBe('2026-11-03'));
  });
});

describe('who came', () => {
  it('the total follows men and women, and is recorded against the count that was seen', async () => {
    const app = await open(`${home}?do=attend`);
    await count(app, 'ชาย', '18');
    await count(app, 'หญิง', '28');
    await app.user.click(screen.getByRole('button', { name: 'บันทึกผู้เข้าประชุม 46 คน' }));
    await waitFor(async () => expect((await rowOf(app)).attendance).toEqual({ male: 18, female: 28, total: 46 }));
    expect(app.store.operations.at(-1)?.p).toMatchObject({ base: null });
  });

  it('two counts of two phones stand side by side until one is kept', async () => {
    const app = await open(home, {
      acts: [
        ...villageActs(),
        ...monthlyActs(),
        act('meeting.attend', { meeting: monthly, total: 46, base: null }),
        act('meeting.attend', { meeting: monthly, total: 64, base: null }),
      ],
    });
    const card = screen.getByRole('region', { name: 'จำนวนผู้เข้าประชุมบันทึกไว้ไม่ตรงกัน' });
    const first = within(card).getByText('46 คน').closest('li');
    await app.user.click(within(first as HTMLElement).getByRole('button', { name: 'เก็บค่านี้' }));
    await waitFor(async () => expect((await rowOf(app)).attendance?.total).toBe(46));
  });

  it('with the leaders, findings and answer are recorded in the same act and item 1.2 is done', async () => {
    const analysis = '019ab000-0000-7000-8000-000000000091';
    const app = await open(`/groups/${g}/meetings/${analysis}?do=attend`, {
      acts: [
        ...groupActs(),
        act('meeting.open', { meeting: analysis, kind: 'leaders-analysis', heldOn: '2026-11-23', place: 'บ้านผู้ใหญ่บ้าน' }),
      ],
    });
    await app.user.click(screen.getByRole('button', { name: 'บันทึก ข้อ 1.2 เสร็จ' }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('รวมทั้งหมด', { selector: 'input' })));
    await count(app, 'ชาย', '4');
    expect(screen.getAllByText('ยังไม่ได้กรอก').length).toBe(3);
    await app.user.type(screen.getByLabelText('ชื่อและสกุล คนที่ 1'), 'ผู้ใหญ่สม');
    await app.user.type(screen.getByLabelText('ตำแหน่ง คนที่ 1'), 'ผู้ใหญ่บ้าน');
    await app.user.click(screen.getByRole('checkbox', { name: 'ไม่มีการเก็บออมเงิน' }));
    await app.user.click(screen.getByRole('radio', { name: 'เห็นชอบ' }));
    const before = app.wakes.length;
    await app.user.click(screen.getByRole('button', { name: 'บันทึก ข้อ 1.2 เสร็จ' }));
    await waitFor(() => expect(app.wakes.length).toBe(before + 1));
    expect(app.store.operations.slice(-2).map((op) => op.k)).toEqual(['meeting.attend', 'step.record']);
    const record = app.store.operations.at(-1);
    expect(JSON.stringify(record?.p)).not.toContain('ผู้ใหญ่สม');
    expect(record?.s).toMatchObject({ people: { leadersPresent: [{ name: 'ผู้ใหญ่สม', position: 'ผู้ใหญ่บ้าน' }] } });
    const group = await app.store.row<'group'>(g, 'group');
    expect(group?.steps['1.2']?.state).toBe('done');
    expect(group?.leadersAgreed).toBe('yes');
    expect(await screen.findByText('ผู้ใหญ่สม')).toBeTruthy();
  });

  it('training before the leaders agreed is a meeting, but not item 1.4', async () => {
    const training = '019ab000-0000-7000-8000-000000000094';
    await open(`/groups/${g}/meetings/${training}?do=attend`, {
      acts: [...groupActs(), act('meeting.open', { meeting: training, kind: 'leaders-training', heldOn: '2026-11-23' })],
    });
    expect(screen.getByText('ข้อ 1.4 ยังไม่เปิด จดการประชุมได้ตามปกติ')).toBeTruthy();
    expect(screen.queryByText('รูปแบบ')).toBeNull();
  });
});

describe('decisions', () => {
  it('several, each with counted votes; a tie does not pass', async () => {
    const app = await open(`${home}?do=resolve`, {
      acts: [...villageActs(), ...monthlyActs(), act('meeting.attend', { meeting: monthly, total: 60, base: null })],
    });
    expect(screen.getByLabelText<HTMLInputElement>('อยู่ในที่ประชุม', { selector: 'input' }).value).toBe('60');
    await app.user.type(screen.getByLabelText('เรื่องที่ลงมติ'), 'ซื้อตู้เก็บเอกสาร');
    await count(app, 'เห็นชอบ', '30');
    await count(app, 'ไม่เห็นชอบ', '30');
    expect(screen.getByText('คะแนนเท่ากัน')).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: 'บันทึกมติ ไม่ผ่าน' }));
    await waitFor(async () => expect((await rowOf(app)).resolutions).toMatchObject([{ for: 30, against: 30, passed: false }]));
    expect(await screen.findByText('ไม่ผ่าน')).toBeTruthy();
  });

  it('sixty-one votes of sixty people are counted again', async () => {
    const app = await open(`${home}?do=resolve`, {
      acts: [...villageActs(), ...monthlyActs(), act('meeting.attend', { meeting: monthly, total: 60, base: null })],
    });
    await app.user.type(screen.getByLabelText('เรื่องที่ลงมติ'), 'เปิดบัญชีธนาคาร');
    await count(app, 'เห็นชอบ', '61');
    expect(screen.getByText('คะแนนรวม 61 มากกว่าคนในที่ประชุม 60 นับอีกครั้ง')).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: /บันทึกมติ/ }));
    expect((await rowOf(app)).resolutions).toEqual([]);
  });
});

describe('minutes, closing and opening again', () => {
  it('the minutes begin with what was recorded and are the officer’s from then on', async () => {
    const app = await open(`${home}?do=minutes`, {
      acts: [...villageActs(), ...monthlyActs(), act('meeting.attend', { meeting: monthly, male: 18, female: 28, total: 46, base: null })],
    });
    const box = await screen.findByLabelText<HTMLTextAreaElement>('ข้อความ');
    await waitFor(() => expect(box.value).toContain('ผู้เข้าประชุม 46 คน ชาย 18 หญิง 28'));
    expect(box.value).toContain('วาระที่ 1 เรื่องแจ้งเพื่อทราบ');
    await app.user.click(box);
    await app.user.keyboard(' ปิดประชุมด้วยดี');
    await app.user.click(screen.getByRole('button', { name: 'บันทึกข้อความ' }));
    await waitFor(async () => expect((await rowOf(app)).minutes).toContain('ปิดประชุมด้วยดี'));
  });

  it('closing offers the next pledge day, and a closed meeting is only opened with a reason that stays', async () => {
    const app = await open(`${home}?do=close`);
    expect(screen.getByText('ยังไม่ได้จด')).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: 'ปิดการประชุม' }));
    await waitFor(async () => expect(await rowOf(app)).toMatchObject({ state: 'closed', nextOn: '2026-12-05' }));
    const print = await screen.findByRole('link', { name: 'พิมพ์บันทึกการประชุม' });
    expect(print.getAttribute('href')).toBe(`/print/meeting/${g}?meeting=${monthly}`);
    expect(screen.queryByRole('link', { name: /แก้ไข/ })).toBeNull();
    app.unmount();

    const again = await open(`${home}?do=reopen`, {
      acts: [...villageActs(), ...monthlyActs(), act('meeting.close', { meeting: monthly, nextOn: '2026-12-05' })],
    });
    await again.user.click(screen.getByRole('button', { name: 'เปิดใหม่เพื่อแก้' }));
    expect(screen.getByText('เขียนเหตุผลก่อน')).toBeTruthy();
    await again.user.type(screen.getByLabelText('แก้เพราะอะไร'), 'นับคนผิด');
    await again.user.click(screen.getByRole('button', { name: 'เปิดใหม่เพื่อแก้' }));
    expect(await screen.findByText(/เปิดใหม่: นับคนผิด/)).toBeTruthy();
    await settle(async () => undefined);
  });
});
