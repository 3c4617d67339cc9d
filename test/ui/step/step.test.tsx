/** One of the 20 items: gate, form, drafts, earlier sessions. */
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { Act } from '../../../src/storage/phone-store.ts';
import { StepScreen } from '../../../src/ui/screens/step.tsx';
import { act, groupActs, newId, stepAct } from '../group/support/villages.ts';
import { renderApp, type RenderOptions } from '../support/render-app.tsx';

const open = (g: string, step: string, acts: readonly Act[], options: RenderOptions = {}) =>
  renderApp(<StepScreen />, { path: `/groups/${g}/step/${step}`, route: '/groups/:id/step/:step', acts, ...options });

const fillLeaders = async (user: Awaited<ReturnType<typeof open>>['user']) => {
  await user.type(await screen.findByLabelText('ชื่อและสกุล คนที่ 1'), 'สมศักดิ์ วงศ์ไชย');
  await user.type(screen.getByLabelText('ตำแหน่ง คนที่ 1'), 'ผู้ใหญ่บ้าน');
  await user.click(screen.getByRole('checkbox', { name: /นอกระบบ/ }));
  await user.click(screen.getByRole('radio', { name: 'เห็นชอบ' }));
};

describe('an item', () => {
  it('shows the letter’s own words and what to do', async () => {
    const g = newId();
    await open(g, '1.2', groupActs(g));
    expect(await screen.findByRole('heading', { level: 1, name: '1.2 วิเคราะห์ร่วมกับผู้นำ' })).toBeTruthy();
    expect(screen.getByText('วิเคราะห์ข้อมูลร่วมกับผู้นำหมู่บ้าน')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'อ่านคู่มือข้อนี้' }).getAttribute('href')).toBe('/guide/1.2');
  });

  it('is recorded with its evidence; names go into the personal part', async () => {
    const g = newId();
    const { store, user } = await open(g, '1.2', groupActs(g));
    await fillLeaders(user);
    await user.type(screen.getByLabelText('ชาย'), '3');
    await user.type(screen.getByLabelText('หญิง'), '4');
    await user.click(screen.getByRole('button', { name: 'บันทึกข้อ 1.2' }));
    await waitFor(async () => expect((await store.row(g, 'group'))?.leadersAgreed).toBe('yes'));
    const op = store.operations.find(({ k }) => k === 'step.record');
    expect(op?.p).toMatchObject({
      step: '1.2',
      state: 'done',
      doneOn: '2026-11-23',
      participants: { male: 3, female: 4, total: 7 },
      fields: { needFindings: ['informal-debt'], agreed: 'yes' },
    });
    expect(JSON.stringify(op?.p)).not.toContain('สมศักดิ์');
    expect(op?.s).toMatchObject({ people: { leadersPresent: [{ name: 'สมศักดิ์ วงศ์ไชย', position: 'ผู้ใหญ่บ้าน' }] } });
    expect(location.pathname).toBe(`/groups/${g}`);
  });

  it('the undo takes the session back', async () => {
    const g = newId();
    const { store, user } = await open(g, '1.2', groupActs(g));
    await fillLeaders(user);
    await user.click(screen.getByRole('button', { name: 'บันทึกข้อ 1.2' }));
    await user.click(await screen.findByRole('button', { name: 'เลิกทำ' }));
    await waitFor(async () => expect((await store.rows(g, 'session'))[0]?.withdrawn).toBeDefined());
  });

  it('what "done" still needs is said, and it can be kept unfinished', async () => {
    const g = newId();
    const { store, user } = await open(g, '1.2', groupActs(g));
    await user.click(await screen.findByRole('button', { name: 'บันทึกข้อ 1.2' }));
    expect(screen.getAllByText('ยังไม่ได้กรอก')).toHaveLength(3);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('ชื่อและสกุล คนที่ 1')));
    await user.click(screen.getByRole('button', { name: 'เก็บไว้ก่อน ยังไม่เสร็จ' }));
    await waitFor(async () => expect((await store.row(g, 'group'))?.steps['1.2']?.state).toBe('in-progress'));
  });

  it('"not needed" wants a reason and nothing else', async () => {
    const g = newId();
    const { store, user } = await open(g, '1.4', [...groupActs(g), stepAct(g, '1.3', { agreed: 'yes' })]);
    await user.click(await screen.findByRole('radio', { name: 'ไม่ต้องทำ' }));
    await user.click(screen.getByRole('button', { name: 'บันทึกข้อ 1.4' }));
    expect(screen.getByText('เขียนเหตุผลก่อน')).toBeTruthy();
    await user.type(screen.getByLabelText(/เหตุผล/), 'ผู้นำเคยทำกลุ่มแล้ว');
    await user.click(screen.getByRole('button', { name: 'บันทึกข้อ 1.4' }));
    await waitFor(async () => expect((await store.row(g, 'group'))?.steps['1.4']?.state).toBe('not-applicable'));
  });

  it('what was typed before is still there', async () => {
    const g = newId();
    const first = await open(g, '1.1', groupActs(g));
    await first.user.type(await screen.findByLabelText('จำนวนครัวเรือน'), '182');
    first.unmount();
    await open(g, '1.1', [], { store: first.store });
    expect((await screen.findByLabelText<HTMLInputElement>('จำนวนครัวเรือน')).value).toBe('182');
    expect(screen.getByText('พบสิ่งที่พิมพ์ค้างไว้ นำมาให้แล้ว')).toBeTruthy();
  });
});

describe('a gate', () => {
  it('closed says what opens it and lets the officer look', async () => {
    const g = newId();
    await open(g, '1.4', groupActs(g));
    expect(await screen.findByText('ข้อนี้ยังไม่เปิดให้บันทึก')).toBeTruthy();
    expect(screen.getByText(/ต้องให้ผู้นำเห็นชอบก่อน/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'บันทึกคำตอบของผู้นำ' }).getAttribute('href')).toBe(`/groups/${g}/step/1.3`);
    expect(screen.getByText('หัวข้อที่ทำความเข้าใจ')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^บันทึกข้อ/ })).toBeNull();
  });

  it('opens with the leaders’ yes', async () => {
    const g = newId();
    await open(g, '1.4', [...groupActs(g), stepAct(g, '1.3', { agreed: 'yes' })]);
    expect(await screen.findByRole('button', { name: 'บันทึกข้อ 1.4' })).toBeTruthy();
  });
});

describe('an item of founding day', () => {
  it('leads to founding day first, and can be recorded plainly', async () => {
    const g = newId();
    const { user } = await open(g, '2.1', groupActs(g));
    expect((await screen.findByRole('link', { name: 'ไปหน้าวันจัดตั้ง' })).getAttribute('href')).toBe(`/groups/${g}/founding/attendance`);
    await user.click(screen.getByRole('button', { name: 'บันทึกแบบย่อที่หน้านี้แทน' }));
    expect(await screen.findByRole('button', { name: 'บันทึกข้อ 2.1' })).toBeTruthy();
  });
});

describe('earlier sessions', () => {
  const twoTalks = (g: string) => [
    ...groupActs(g),
    stepAct(g, '1.3', { agreed: 'later', audienceCount: 12 }, '2026-11-02'),
    stepAct(g, '1.3', { agreed: 'yes' }, '2026-11-10'),
  ];

  it('stand with their days, the newest first', async () => {
    const g = newId();
    await open(g, '1.3', twoTalks(g));
    expect(await screen.findByText('บันทึกไว้แล้ว 2 ครั้ง')).toBeTruthy();
    expect(screen.getAllByRole('heading', { level: 3 }).map((heading) => heading.textContent)).toEqual([
      '10 พฤศจิกายน 2569',
      '2 พฤศจิกายน 2569',
    ]);
  });

  it('are taken back only with a reason', async () => {
    const g = newId();
    const { store, user } = await open(g, '1.3', twoTalks(g));
    await user.click((await screen.findAllByRole('button', { name: 'ถอนรายการ' }))[0]!);
    const sheet = screen.getByRole('dialog');
    await user.click(within(sheet).getByRole('button', { name: 'ถอนรายการนี้' }));
    expect(within(sheet).getByText('เขียนเหตุผลก่อน')).toBeTruthy();
    await user.type(within(sheet).getByLabelText('เหตุผล'), 'บันทึกผิดกลุ่ม');
    await user.click(within(sheet).getByRole('button', { name: 'ถอนรายการนี้' }));
    await waitFor(async () => expect((await store.row(g, 'group'))?.leadersAgreed).toBe('later'));
  });

  it('are corrected in place', async () => {
    const g = newId();
    const session = newId();
    const record = act(g, 'step.record', { session, step: '1.1', state: 'in-progress', doneOn: '2026-11-01', fields: { households: 100 } });
    const { store, user } = await open(g, '1.1', [...groupActs(g), record]);
    await user.click(await screen.findByRole('button', { name: 'แก้ไข' }));
    const households = await screen.findByLabelText<HTMLInputElement>('จำนวนครัวเรือน');
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('จำนวนครัวเรือน').value).toBe('100'));
    await user.clear(screen.getByLabelText('จำนวนครัวเรือน'));
    await user.type(screen.getByLabelText('จำนวนครัวเรือน'), '182');
    await user.click(screen.getByRole('button', { name: 'บันทึกที่แก้ไข' }));
    await waitFor(async () => expect((await store.rows(g, 'session'))[0]?.fields['households']).toBe(182));
    expect(await store.rows(g, 'session')).toHaveLength(1);
    expect(households).toBeTruthy();
  });
});
