/** The year's end: the profit as the books say it, parts of exactly 100 per cent, the dividend to the satang, and its payment. */
import { cleanup, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { YearRow } from '../../../src/domain/money-row.ts';
import type { PayloadOf } from '../../../src/domain/operation.ts';
import { receiptBookOf } from '../../../src/domain/receipt.ts';
import type { Act } from '../../../src/storage/phone-store.ts';
import { YearScreen } from '../../../src/ui/screens/year/year.tsx';
import { deviceId, renderApp, type RenderedApp } from '../support/render-app.tsx';
import { act, annual, annualDay, g, kham, line, somchai, yearActs } from './closed-books.ts';
import { villageActs } from '../member/village.ts';

const closing = '019ab000-0000-7000-8000-000000000777';
const close = (over: Partial<PayloadOf<'year.close'>> = {}): Act =>
  act('year.close', {
    closing,
    from: '2026-10-01',
    to: '2026-12-31',
    on: '2027-01-20',
    meeting: annual,
    columns: { 'entry-fee': 98_000, fine: 500, 'loan-interest': 6000, 'bank-interest': 1250, 'cost-stationery': 32_000 },
    allocation: [
      { use: 'dividend', basisPoints: 6000 },
      { use: 'reserve', basisPoints: 4000 },
    ],
    basis: 'saved',
    ...over,
  });
const shut = () => act('month.close', { month: '2026-12', on: '2027-01-20' });

const open = async (rest: string, acts: readonly Act[], nowMs = annualDay): Promise<RenderedApp> => {
  const app = await renderApp(<YearScreen />, {
    path: `/groups/${g}/year${rest}`,
    route: rest === '' ? '/groups/:id/year' : '/groups/:id/year/:closing',
    acts,
    context: { nowMs: () => nowMs },
  });
  await waitFor(() => expect(document.querySelector('[aria-busy="true"]')).toBeNull());
  return app;
};
const type = async ({ user }: RenderedApp, label: string, text: string) => {
  const box = screen.getByLabelText(label);
  await user.clear(box);
  await user.type(box, text);
};
const press = ({ user }: RenderedApp, name: string | RegExp) => user.click(screen.getByRole('button', { name }));
const records = ({ store }: RenderedApp, k: string) => store.operations.filter((op) => op.k === k).map((op) => op.p);

describe('closing a year', () => {
  it('that two phones closed has a mark in the list and says on its page what to do; it counts once', async () => {
    const twice = '019ab000-0000-7000-8000-000000000778';
    const acts = [...yearActs(), close(), close({ closing: twice })];
    await open('', acts);
    const lines = within(screen.getByRole('list', { name: 'ปิดปีและปันผล' })).getAllByRole('listitem');
    expect(lines.map((each) => each.textContent?.includes('ปิดซ้ำ'))).toEqual([false, true]);
    expect(lines[1]?.textContent).toContain('ไม่นับ');
    cleanup();
    await open(`/${twice}`, acts);
    expect(screen.getByText('ปีนี้ปิดไปแล้ว ครั้งนี้ไม่มีผลกับบัญชี')).toBeTruthy();
  });

  it('shows what was earned and spent until the end of December, and the members’ vote', async () => {
    await open('/close', yearActs());
    expect(screen.getByText('กำไรสุทธิ').closest('div')?.textContent).toContain('737.50');
    expect(screen.getByLabelText<HTMLSelectElement>('ปิดถึงวันที่').value).toBe('2026-12-31');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /ประชุมใหญ่สามัญประจำปี/ }).checked).toBe(true);
  });

  it('parts that are not exactly 100 per cent are told and not taken; nothing is proposed', async () => {
    const app = await open('/close', yearActs());
    await press(app, 'ปิดปีและจัดสรรกำไร');
    expect(screen.getAllByText(/ใส่ร้อยละตามมติ/).length).toBeGreaterThan(1);
    await type(app, 'ปันผลสมาชิก', '๖๐');
    await type(app, 'ทุนสำรอง', '39.99');
    expect(screen.getAllByText('ยังขาดร้อยละ 0.01')).toHaveLength(2);
    await press(app, 'ปิดปีและจัดสรรกำไร');
    expect(screen.queryByRole('dialog')).toBeNull();
    await type(app, 'ทุนสำรอง', '40.01');
    expect(screen.getAllByText('เกินร้อยละ 0.01')).toHaveLength(2);
    expect(records(app, 'year.close')).toEqual([]);
  });

  it('records the frozen columns after one more yes, and closes the books through December', async () => {
    const app = await open('/close', yearActs());
    await type(app, 'ปันผลสมาชิก', '60');
    await type(app, 'ทุนสำรอง', '40');
    expect(screen.getByText('442.50')).toBeTruthy();
    expect(screen.getByText('295.00')).toBeTruthy();
    await press(app, 'ปิดปีและจัดสรรกำไร');
    await app.user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'ปิดปี' }));
    await waitFor(() => expect(records(app, 'month.close')).toEqual([{ month: '2026-12', on: '2027-01-20' }]));
    const { closing: id, ...p } = records(app, 'year.close')[0] as PayloadOf<'year.close'>;
    const { closing: _, from, ...wanted } = close().p as PayloadOf<'year.close'>;
    expect(p).toEqual({ ...wanted, from: '2026-10-05' });
    expect(from).toBe('2026-10-01');
    expect((await app.store.row<'year'>(g, `year:${id}`)) as YearRow).toMatchObject({ profit: 73_750 });
    expect((await app.store.row<'month'>(g, 'month:2026-12'))?.columns['fund-dividend']).toBe(44_250);
    expect(app.store.drafts.size).toBe(0);
  });

  it('a loss needs no parts and no vote: it is carried forward', async () => {
    const acts = [...villageActs(), line('2026-10-06', 'expense', 20, { category: 'other' })];
    const app = await open('/close', acts);
    expect(screen.getByText('ปีนี้ขาดทุน ยกไปปีหน้า')).toBeTruthy();
    await press(app, 'ปิดปี');
    await app.user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'ปิดปี' }));
    await waitFor(() => expect(records(app, 'year.close')).toMatchObject([{ allocation: [], columns: { 'cost-other': 2000 } }]));
    expect((await app.store.row<'group'>(g, 'group'))?.money.columns['carried-forward']).toBe(-2000);
  });

  it('without a vote of the members a profit stays where it is, and the annual meeting is one tap away', async () => {
    const acts = yearActs().filter((each) => each.k !== 'meeting.resolve' || (each.p as { meeting: string }).meeting !== annual);
    const app = await open('/close', acts);
    await type(app, 'ปันผลสมาชิก', '100');
    await press(app, 'ปิดปีและจัดสรรกำไร');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByRole('link', { name: 'เปิดการประชุมใหญ่' }).getAttribute('href')).toBe(`/groups/${g}/meetings/new?kind=annual`);
  });

  it('what was typed survives the page', async () => {
    const app = await open('/close', yearActs());
    await type(app, 'ปันผลสมาชิก', '60');
    app.unmount();
    await waitFor(() => expect(app.store.drafts.size).toBe(1));
    await renderApp(<YearScreen />, {
      path: `/groups/${g}/year/close`,
      route: '/groups/:id/year/:closing',
      store: app.store,
      context: { nowMs: () => annualDay },
    });
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('ปันผลสมาชิก').value).toBe('60'));
  });

  it('is offered when the year is over, and before that says when', async () => {
    const app = await open('', yearActs());
    expect(screen.getByText('ปีบัญชีสิ้นแล้วเมื่อ 31 ธันวาคม 2569')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'ปิดปีบัญชี' })).toBeTruthy();
    app.unmount();
    await open('', villageActs());
    expect(screen.getByText('ยังไม่เคยปิดปี')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'ปิดปีบัญชี' })).toBeNull();
  });
});

it('an old paper group that only told its months has no year to close, and is asked for none of 2552', async () => {
  const declared = { foundedOn: '2009-03-06', members: 160, savedSatang: 204_800_000, asOf: '2026-09-10' };
  const create = villageActs().find(({ k }) => k === 'group.create')!;
  const told = act('report.submit', { report: closing, kind: 'monthly-savings', version: 1, source: 'declared', forMonth: '2026-11', snapshot: { savedSatang: 206_000_000, paid: 150, pledgedSatang: 1_200_000 } }); // prettier-ignore
  await open('', [{ ...create, p: { ...create.p, source: 'declared', declared } } as Act, told]);
  expect(screen.getByText('ยังไม่เคยปิดปี').closest('div')?.textContent).toContain('เมื่อกลุ่มรับเงินแล้ว');
  expect(screen.queryByRole('link', { name: 'ปิดปีบัญชี' })).toBeNull();
});

describe('case 42: the dividend of a closed year', () => {
  const rowOf = (name: string) => screen.getByText(name).closest<HTMLElement>('button')!;

  it('each member sees his part to the satang, and the unpaid are found by name', async () => {
    const app = await open(`/${closing}`, [...yearActs(), close(), shut()]);
    expect(rowOf('นางคำ').textContent).toContain('210.71');
    expect(rowOf('นายสมชาย').textContent).toContain('105.36');
    expect(rowOf('นางบัวผัน').textContent).toContain('126.43');
    await app.user.type(screen.getByRole('searchbox'), 'บัว');
    expect(screen.queryByText('นางคำ')).toBeNull();
    expect(screen.getByRole('link', { name: 'พิมพ์ใบจ่ายปันผล' }).getAttribute('href')).toBe(`/print/dividends/${g}?closing=${closing}`);
  });

  it('beside it the average return stands by borrower, and is paid out of its own fund', async () => {
    const paid = line('2026-11-05', 'loan-interest', 40, { member: somchai });
    const allocation: PayloadOf<'year.close'>['allocation'] = [
      { use: 'dividend', basisPoints: 6000 },
      { use: 'average-return', basisPoints: 4000 },
    ];
    const app = await open(`/${closing}`, [...yearActs(), paid, close({ allocation }), shut()]);
    const list = within(screen.getByRole('list', { name: 'เฉลี่ยคืนรายคน' }));
    expect(list.getAllByRole('listitem').map((row) => row.textContent)).toEqual([expect.stringContaining('295.00')]);
    await app.user.click(list.getByText('นายสมชาย'));
    await press(app, 'จ่ายเฉลี่ยคืน 295.00 บาท');
    await waitFor(() =>
      expect(records(app, 'entry.record').at(-1)).toMatchObject({
        rows: [{ kind: 'dividend-paid', member: somchai, amount: 29_500, forMonth: '2026-12', fund: 'average-return' }],
      }),
    );
    await waitFor(() => expect(list.getByText('จ่ายแล้ว')).toBeTruthy());
    expect(within(screen.getByRole('list', { name: 'ปันผลรายคน' })).queryByText('จ่ายแล้ว')).toBeNull();
  });

  it('is paid in cash with the next number of this phone’s receipt book, and can be taken back at once', async () => {
    const book = receiptBookOf(deviceId);
    const before = act('entry.record', {
      receipt: `${book}-15`,
      paidOn: '2027-01-20',
      writtenBy: 'officer',
      rows: [{ e: '019ab000-0000-7000-8000-000000000f15', kind: 'special-savings', member: somchai, amount: 50_000 }],
    });
    const app = await open(`/${closing}`, [...yearActs(), close(), shut(), before]);
    await app.user.click(rowOf('นางคำ'));
    await press(app, 'จ่ายปันผล 210.71 บาท');
    await waitFor(() => expect(screen.getByText(`จ่ายแล้ว ใบเสร็จ ${book}-16`)).toBeTruthy());
    expect(records(app, 'entry.record').at(-1)).toMatchObject({
      receipt: `${book}-16`,
      paidOn: '2027-01-20',
      rows: [{ kind: 'dividend-paid', member: kham, amount: 21_071, forMonth: '2026-12' }],
    });
    await waitFor(() => expect(rowOf('นางคำ').textContent).toContain('จ่ายแล้ว'));
    await press(app, 'เลิกทำ');
    await waitFor(() => expect(rowOf('นางคำ').textContent).toContain('ยังไม่จ่าย'));
  });

  it('goes into savings as two lines of one record, and pays no month’s promise', async () => {
    const app = await open(`/${closing}`, [...yearActs(), close(), shut()]);
    await app.user.click(rowOf('นายสมชาย'));
    await app.user.click(screen.getByRole('radio', { name: /เข้าเงินสัจจะสะสม(?!พิเศษ)/ }));
    await press(app, 'เพิ่มเงินออม 105.36 บาท');
    await waitFor(async () => expect((await app.store.row<'member'>(g, `member:${somchai}`))?.savedSatang).toBe(25_000 + 10_536));
    expect((records(app, 'entry.record').at(-1) as PayloadOf<'entry.record'>).rows.map(({ kind, forMonth }) => [kind, forMonth])).toEqual([
      ['dividend-paid', '2026-12'],
      ['pledged-savings', undefined],
    ]);
    const lines = await app.store.rows(g, 'entry');
    expect(lines.filter(({ at }) => at === lines.at(-1)?.at).map(({ flags }) => flags)).toEqual([undefined, undefined]);
    expect((await app.store.row<'group'>(g, 'group'))?.money.columns['fund-dividend']).toBe(44_250 - 10_536);
  });

  it('more than what is left is refused, a part may be paid', async () => {
    const app = await open(`/${closing}`, [...yearActs(), close(), shut()]);
    await app.user.click(rowOf('นางคำ'));
    const amount = screen.getByLabelText<HTMLInputElement>('จ่ายครั้งนี้');
    await app.user.clear(amount);
    await app.user.type(amount, '210.72');
    expect(screen.getByText('มากกว่าที่ค้าง 210.71 บาท')).toBeTruthy();
    await app.user.clear(amount);
    await app.user.type(amount, '100');
    await press(app, 'จ่ายปันผล 100.00 บาท');
    await waitFor(() => expect(rowOf('นางคำ').textContent).toContain('จ่ายแล้ว 100 ยังค้าง 110.71 บาท'));
  });

  it('everybody’s rest goes into special savings when the meeting decided so, and then nobody waits', async () => {
    const app = await open(`/${closing}`, [...yearActs(), close(), shut()]);
    await press(app, 'เพิ่มเข้าเงินออมทุกคนที่ค้าง 3 คน');
    await press(app, 'เพิ่มเงินออม 3 คน');
    await waitFor(async () => expect((await app.store.row<'group'>(g, 'group'))?.money.columns['fund-dividend']).toBeUndefined());
    expect((await app.store.row<'group'>(g, 'group'))?.money.columns.special).toBe(44_250);
    await app.user.click(screen.getByRole('button', { name: /^ยังไม่จ่าย/ }));
    expect(screen.getByText('จ่ายครบทุกคนแล้ว')).toBeTruthy();
  });

  it('a line of the year that is taken back afterwards moves nobody’s part', async () => {
    const acts = [...yearActs(), close(), shut()];
    const first = acts.find((each) => each.k === 'entry.record')!;
    const { e } = (first.p as PayloadOf<'entry.record'>).rows[0]!;
    await open(`/${closing}`, [...acts, act('entry.reverse', { e, reason: 'นับซ้ำ' })]);
    await waitFor(() => expect(rowOf('นางคำ').textContent).toContain('210.71'));
  });

  it('the file for a spreadsheet says whose names it holds before it is given away', async () => {
    const app = await open(`/${closing}`, [...yearActs(), close(), shut()]);
    await press(app, 'เก็บเป็นไฟล์ตาราง');
    expect(within(screen.getByRole('dialog')).getByText('ไฟล์นี้มีชื่อและเงินของสมาชิก')).toBeTruthy();
  });
});
