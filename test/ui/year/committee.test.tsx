/** Case 25 and the terms: somebody leaves an office, the cash is counted, a successor serves what was left. */
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { Act } from '../../../src/storage/phone-store.ts';
import { CommitteeScreen } from '../../../src/ui/screens/year/committee.tsx';
import { villageActs } from '../member/village.ts';
import { renderApp, type RenderedApp } from '../support/render-app.tsx';
import { act, bua, committeeActs, g, kham, treasurerTerm } from './closed-books.ts';

const home = `/groups/${g}/committee`;
const open = async (rest: string, acts: readonly Act[], nowMs?: number): Promise<RenderedApp> => {
  const app = await renderApp(<CommitteeScreen />, {
    path: `${home}${rest}`,
    route: '/groups/:id/committee',
    acts,
    ...(nowMs === undefined ? {} : { context: { nowMs: () => nowMs } }),
  });
  await waitFor(() => expect(document.querySelector('[aria-busy="true"]')).toBeNull());
  return app;
};
const village = () => [...villageActs(), ...committeeActs()];
const resigned = () => act('committee.end', { term: treasurerTerm, on: '2026-11-20', reason: 'ลาออกจากตำแหน่ง' });
const press = ({ user }: RenderedApp, name: string | RegExp) => user.click(screen.getByRole('button', { name }));

describe('case 25: the treasurer resigns', () => {
  it('with day and reason; who is told that the cash will be counted', async () => {
    const app = await open(`?do=end&term=${treasurerTerm}`, village());
    expect(screen.getByText(/ต้องนับเงินสดส่งมอบ/)).toBeTruthy();
    await press(app, 'บันทึกว่าพ้นตำแหน่ง 1 คน');
    expect(screen.getByText('เลือกเหตุที่พ้น')).toBeTruthy();
    await app.user.click(screen.getByRole('radio', { name: 'ลาออกจากตำแหน่ง' }));
    await app.user.type(screen.getByLabelText(/^รายละเอียด/), 'ย้ายไปทำงานในเมือง');
    await press(app, 'บันทึกว่าพ้นตำแหน่ง 1 คน');
    await waitFor(async () => expect((await app.store.row<'term'>(g, `term:${treasurerTerm}`))?.endedOn).toBe('2026-11-23'));
    expect(app.store.operations.at(-1)?.p).toMatchObject({ reason: 'ลาออกจากตำแหน่ง · ย้ายไปทำงานในเมือง' });
  });

  it('the office is seen to be vacant, and the count is asked for until it was made', async () => {
    await open('', [...village(), resigned()]);
    const board = screen.getByRole('list', { name: 'ฝ่ายอำนวยการ' });
    const row = within(board).getByText('เหรัญญิก').closest('a')!;
    expect(row.textContent).toContain('ว่าง');
    expect(row.getAttribute('href')).toBe(`${home}?do=elect&branch=board&office=treasurer`);
    expect(screen.getByText(/เหรัญญิกพ้นตำแหน่ง 20 พฤศจิกายน 2569/)).toBeTruthy();
    // the box as it stands today, not the founding's first money
    expect(screen.getByRole('link', { name: 'นับเงินสด' }).getAttribute('href')).toBe(`/groups/${g}/collection/2026-11-23?step=close`);
  });

  it('once the cash was counted nobody is asked any more', async () => {
    const count = act('cash.count', {
      count: '019ab000-0000-7000-8000-000000000901',
      on: '2026-11-21',
      pieces: {},
      counted: 0,
      expected: 0,
    });
    await open('', [...village(), resigned(), count]);
    expect(screen.queryByText(/เหรัญญิกพ้นตำแหน่ง/)).toBeNull();
  });

  it('the successor’s term ends with the original one, and an auditor is warned of but taken', async () => {
    const app = await open('?do=elect&branch=board&office=treasurer', [...village(), resigned()]);
    expect(screen.getByText(/คนใหม่อยู่ถึงวาระเดิม 4 ตุลาคม 2571/)).toBeTruthy();
    expect(screen.getByText(/ยังไม่ได้นับเงินสดส่งมอบ/)).toBeTruthy();
    await press(app, 'เลือกสมาชิก');
    await app.user.click(screen.getByRole('button', { name: /บัวผัน/ }));
    expect(screen.getByText('อยู่ทั้งฝ่ายตรวจสอบและฝ่ายอื่น ให้อยู่ฝ่ายเดียว')).toBeTruthy();
    await press(app, 'บันทึกเหรัญญิกคนใหม่');
    await waitFor(() => expect(app.store.operations.at(-1)?.k).toBe('committee.elect'));
    expect(app.store.operations.at(-1)?.p).toMatchObject({ member: bua, office: 'treasurer', from: '2026-11-23', to: '2028-10-04' });
  });
});

describe('case 26: who is put into an office', () => {
  it('is chosen from members only, and somebody must be chosen', async () => {
    const app = await open('?do=elect&branch=board&office=secretary', village());
    await press(app, 'บันทึกเลขานุการคนใหม่');
    expect(screen.getByText('เลือกสมาชิกก่อน')).toBeTruthy();
    await press(app, 'เลือกสมาชิก');
    await app.user.type(screen.getByRole('searchbox'), 'น้ำฝน');
    expect(screen.getByText(/กรรมการต้องเป็นสมาชิกของกลุ่ม/)).toBeTruthy();
  });

  it('begins a term of the years the meeting gave when nobody left early', async () => {
    const app = await open('?do=elect&branch=credit&office=chair', village());
    await press(app, 'เลือกสมาชิก');
    await app.user.click(screen.getByRole('button', { name: /คำ ใจดี/ }));
    await app.user.click(screen.getByRole('radio', { name: '2 ปี' }));
    await press(app, 'บันทึกประธาน (ฝ่ายเงินกู้)คนใหม่');
    await waitFor(() =>
      expect(app.store.operations.at(-1)?.p).toMatchObject({ member: kham, branch: 'credit', office: 'chair', to: '2028-11-23' }),
    );
  });
});

describe('terms that run out', () => {
  const september = Date.parse('2028-09-01T02:00:00Z');
  it('are spoken of in time, and end together before the meeting elects again', async () => {
    const app = await open('', village(), september);
    expect(screen.getByText(/ใกล้ครบหรือครบวาระแล้ว 3 คน คนแรกครบ 4 ตุลาคม 2571/)).toBeTruthy();
    app.unmount();
    const form = await open('?do=end&term=due', village(), september);
    await press(form, 'บันทึกว่าพ้นตำแหน่ง 3 คน');
    await waitFor(async () => expect((await form.store.row<'seats'>(g, 'seats:live'))?.live).toEqual([]));
    expect(form.store.operations.at(-1)?.p).toMatchObject({ on: '2028-09-01', reason: 'ครบวาระ' });
  });
});
