/** The money tab: what the group has, what may be wrong, how it grew, and the next pledge day. */
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { balancesOver, paidByMonth } from '../../../src/ui/screens/group/money-figures.ts';
import { GroupScreen } from '../../../src/ui/screens/group.tsx';
import { act, groupActs, newId } from '../group/support/villages.ts';
import { createMemoryStore, type MemoryStore } from '../support/memory-store.ts';
import { officerId } from '../support/render-app.tsx';
import { bua, entry, fiveMonthActs, kham, open, villageStore } from './village-books.tsx';

const openTab = (g: string, store: MemoryStore) => open(GroupScreen, { path: `/groups/${g}?tab=money`, route: '/groups/:id', store });
const tile = async (label: string) =>
  (await screen.findByText(label, { selector: '.tile dt' })).parentElement?.querySelector('dd')?.textContent;

describe('the money tab', () => {
  it('shows cash, bank, members’ savings, loans and the profit of the year', async () => {
    const g = newId();
    await openTab(g, await villageStore(g, ...fiveMonthActs(g)));
    expect(await tile('เงินสดในมือ')).toBe('125 บาท');
    expect(await tile('เงินฝากธนาคาร')).toBe('20,412.50 บาท');
    expect(await tile('เงินของสมาชิก')).toBe('24,800 บาท');
    expect(await tile('เงินให้กู้คงค้าง')).toBe('5,000 บาท');
    expect(await tile('กำไรปีนี้')).toBe('737.50 บาท');
  });

  it('has one next step: the next pledge day', async () => {
    const g = newId();
    await openTab(g, await villageStore(g, ...fiveMonthActs(g)));
    expect((await screen.findByRole('link', { name: 'เริ่มรับเงินสัจจะ' })).getAttribute('href')).toBe(`/groups/${g}/collection/2027-04-05`);
    expect(screen.getByText('ส่งเงินสัจจะครั้งต่อไป วันจันทร์ที่ 5 เมษายน 2570')).toBeTruthy();
  });

  it('warns in plain words and leads to where it is put right', async () => {
    const g = newId();
    const pay = (member: string) => entry(g, '2027-03-05', 'pledged-savings', 100, { member, forMonth: '2027-03' });
    await openTab(g, await villageStore(g, pay(kham), entry(g, '2027-03-06', 'bank-deposit', 300)));
    const warning = await screen.findByText(/6 มีนาคม 2570 เงินสดติดลบ ต่ำสุดของเดือน 200.00 บาท/);
    expect(within(warning).getByRole('link').getAttribute('href')).toBe(`/groups/${g}/books/cash-bank/2027-03`);
    expect(screen.getByText(/5 มีนาคม 2570 รับเงินแล้วยังไม่ได้นับ/)).toBeTruthy();
  });

  it('says so when everything agrees', async () => {
    const g = newId();
    const count = { count: newId(), on: '2027-03-05', pieces: {}, counted: 10_000, expected: 10_000 };
    const pay = entry(g, '2027-03-05', 'pledged-savings', 100, { member: bua, forMonth: '2027-03' });
    await openTab(g, await villageStore(g, pay, act(g, 'cash.count', count)));
    expect(await screen.findByText('บัญชีตรงกัน')).toBeTruthy();
  });

  it('gives each picture’s numbers as a table: who paid and who did not', async () => {
    const g = newId();
    await openTab(g, await villageStore(g, ...fiveMonthActs(g)));
    const table = await screen.findByRole('table', { name: 'คนที่ส่งเงินสัจจะ', hidden: true });
    const rows = () =>
      within(table)
        .getAllByRole('row', { hidden: true })
        .slice(1)
        .map((row) => [...row.children].map((cell) => cell.textContent));
    await waitFor(() =>
      expect(rows()).toEqual([
        ['พ.ย. 2569', '1', '2'],
        ['ธ.ค. 2569', '2', '1'],
        ['ม.ค. 2570', '2', '1'],
        ['ก.พ. 2570', '1', '2'],
        ['มี.ค. 2570', '1', '2'],
      ]),
    );
    expect(screen.getByRole('img', { name: /เงินของสมาชิกสะสม จาก 4,500 บาท \(พ\.ย\. 2569\) เป็น 24,800 บาท/ })).toBeTruthy();
  });

  it('of an old group with totals only leads to carrying its books over', async () => {
    const g = newId();
    const store = createMemoryStore({ user: officerId });
    const declared = { foundedOn: '1999-06-01', members: 160, savedSatang: 204_800_000, asOf: '2026-10-31' };
    await store.record(groupActs(g, 'เหล่า', { source: 'declared', declared }));
    await openTab(g, store);
    expect((await screen.findByRole('link', { name: 'ลงยอดยกมา' })).getAttribute('href')).toBe(`/groups/${g}/entry?do=opening`);
    // it still does when a first line is booked
    await store.record([entry(g, '2027-03-05', 'fine', 5)]);
    expect(await screen.findByText('เงินสดในมือ', { selector: '.tile dt' })).toBeTruthy();
    expect(await tile('เงินสัจจะสะสม')).toBe('2,048,000 บาท');
    expect(screen.getByRole('link', { name: 'ลงยอดยกมา' })).toBeTruthy();
  });
});

it('a group of ten years is drawn by its years, and by its months while it is young', () => {
  const month = (name: string, satang: number) =>
    ({ type: 'month', month: name, columns: { pledged: satang }, byKind: {}, paidMembers: 0, paidFor: 0, adjustments: 0 }) as const;
  const tenYears = Array.from({ length: 120 }, (_, index) => month(new Date(Date.UTC(2017, index)).toISOString().slice(0, 7), 100));
  expect(balancesOver(tenYears, ['pledged'], '2026-12-20').map(({ month: at, satang }) => [at, satang])).toEqual(
    Array.from({ length: 10 }, (_, index) => [`${2017 + index}-12`, (index + 1) * 1_200]),
  );
  expect(balancesOver([month('2026-11', 500)], ['pledged'], '2027-01-10').map(({ satang }) => satang)).toEqual([500, 500, 500]);
});

it('before the members are read nobody is called missing', () => {
  const rows = [{ type: 'month', month: '2027-03', columns: {}, byKind: {}, paidMembers: 2, paidFor: 0, adjustments: 0 }] as const;
  expect(paidByMonth(rows, undefined, '2027-03-20')).toEqual([{ month: '2027-03', paid: 2, missed: undefined }]);
});
