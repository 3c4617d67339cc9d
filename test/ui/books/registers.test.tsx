/** The registers on the screen, as they are and as they were on a day; and the way from a member to his passbook. */
import { cleanup, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { PrintScreen } from '../../../src/ui/print/print-screen.tsx';
import { PassbookScreen } from '../../../src/ui/screens/books/passbook-screen.tsx';
import { MemberRegisterScreen, SavingsRegisterScreen } from '../../../src/ui/screens/books/register-screen.tsx';
import { MemberScreen } from '../../../src/ui/screens/member.tsx';
import { act, newId } from '../group/support/villages.ts';
import type { MemoryStore } from '../support/memory-store.ts';
import { bua, cellsOf, entry, kham, open, sri, tableCalled, villageStore } from './village-books.tsx';

const openSavings = (g: string, store: MemoryStore, year: string, query = '') =>
  open(SavingsRegisterScreen, {
    path: `/groups/${g}/registers/savings/${year}${query}`,
    route: '/groups/:id/registers/savings/:year',
    store,
  });
const pay = (g: string, on: string, member: string, forMonth: string, baht = 100) =>
  entry(g, on, 'pledged-savings', baht, { member, forMonth });

const storeWithPayments = (g: string) =>
  villageStore(
    g,
    ...[kham, bua, sri].map((member) => pay(g, '2026-12-05', member, '2026-12')),
    pay(g, '2027-01-05', kham, '2027-01'),
    pay(g, '2027-02-05', kham, '2027-02'),
    pay(g, '2027-02-05', bua, '2027-02'),
    // bua pays January in February, sri misses two months
    pay(g, '2027-02-05', bua, '2027-01'),
  );

describe('the savings control register', () => {
  it('has a row for each member with the months of the year, marks what was missed in words, and agrees with the book', async () => {
    const g = newId();
    await openSavings(g, await storeWithPayments(g), '2027');
    const [head, ...rows] = cellsOf(await tableCalled('ทะเบียนคุมเงินสัจจะสะสม'));
    expect(head).toHaveLength(18);
    expect(rows.map((cells) => [cells[1], cells[2], cells[3], cells[4], cells[5], cells.at(-1)])).toEqual([
      ['นางคำ ใจดี', '100.00', '100.00', '100.00', 'ขาด', '300.00'],
      ['นางบัว ทดสอบ', '100.00', '100.00', '100.00', 'ขาด', '300.00'],
      ['นางศรี สมมุติ', '100.00', 'ขาด', 'ขาด', 'ขาด', '100.00'],
      ['รวม', '300.00', '200.00', '200.00', '', '700.00'],
    ]);
    expect(screen.getByText('ตรงกับบัญชี ร.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'พิมพ์หน้านี้' }).getAttribute('href')).toBe(
      `/print/savings-register/${g}?year=2027&asof=2027-03-20`,
    );
  });

  it('as it was on 31 January does not know what was paid in February, and says that it is not today’s', async () => {
    const g = newId();
    await openSavings(g, await storeWithPayments(g), '2027', '?asof=2027-01-31');
    expect(await screen.findByText('ตามที่เป็นอยู่ ณ 31 มกราคม 2570')).toBeTruthy();
    const rows = cellsOf(await tableCalled('ทะเบียนคุมเงินสัจจะสะสม')).slice(1);
    expect(rows.map((cells) => [cells[3], cells[4], cells.at(-1)])).toEqual([
      ['100.00', '', '200.00'],
      ['ขาด', '', '100.00'],
      ['ขาด', '', '100.00'],
      ['100.00', '', '400.00'],
    ]);
    expect(screen.queryByText('ตรงกับบัญชี ร.')).toBeNull();
  });

  it('shows what was paid ahead for the next year in a column of its own, and still agrees with the book', async () => {
    const g = newId();
    await openSavings(g, await villageStore(g, pay(g, '2027-03-05', kham, '2027-03'), pay(g, '2027-03-05', kham, '2028-01', 60)), '2027');
    const table = await tableCalled('ทะเบียนคุมเงินสัจจะสะสม');
    expect(within(table).getByRole('columnheader', { name: 'ส่งล่วงหน้า' })).toBeTruthy();
    const [, ...rows] = cellsOf(table);
    expect(rows.map((cells) => cells.slice(-4))).toEqual([
      ['100.00', '60.00', '0.00', '160.00'],
      ['0.00', '', '0.00', '0.00'],
      ['0.00', '', '0.00', '0.00'],
      ['100.00', '60.00', '0.00', '160.00'],
    ]);
    expect(screen.getByText('ตรงกับบัญชี ร.')).toBeTruthy();
  });

  it('is searched by name, while its totals stay those of everybody', async () => {
    const g = newId();
    const { user } = await openSavings(g, await storeWithPayments(g), '2027');
    await user.type(await screen.findByRole('searchbox'), 'บัว');
    const rows = cellsOf(await tableCalled('ทะเบียนคุมเงินสัจจะสะสม')).slice(1);
    expect(rows.map((cells) => [cells[1], cells.at(-1)])).toEqual([['นางบัว ทดสอบ', '300.00'], ['รวม', '700.00']]); // prettier-ignore
  });

  it('of a large group draws a part at once and the rest when asked', async () => {
    const g = newId();
    const members = Array.from({ length: 100 }, () => newId());
    const store = await villageStore(
      g,
      ...members.map((member, index) =>
        act(g, 'member.add', { member, kind: 'person', appliedOn: '2026-12-01' }, { title: 'นาง', firstName: `คนที่${index}`, lastName: 'ใจดี', bornOn: '1976-05-01' }),
      ),
      act(g, 'member.number', { rows: members.map((member, index) => ({ member, no: index + 4 })) }),
    ); // prettier-ignore
    const { user } = await openSavings(g, store, '2027');
    const table = await tableCalled('ทะเบียนคุมเงินสัจจะสะสม');
    expect(within(table).getAllByRole('row')).toHaveLength(82);
    await user.click(screen.getByRole('button', { name: 'แสดงอีก 23 แถว' }));
    expect(within(table).getAllByRole('row')).toHaveLength(105);
  });
});

it('the register of members shows who left and why, and who was there on an earlier day', async () => {
  const g = newId();
  const store = await villageStore(g, act(g, 'member.close', { member: sri, leftOn: '2027-02-01', reason: 'moved' }));
  const openMembers = (query = '') =>
    open(MemberRegisterScreen, { path: `/groups/${g}/registers/members${query}`, route: '/groups/:id/registers/members', store });
  await openMembers();
  const today = cellsOf(await tableCalled('ทะเบียนรายชื่อสมาชิก')).slice(1);
  expect(today.map((cells) => [cells[0], cells[2], cells.at(-1)])).toEqual([
    ['1', 'นางคำ ใจดี', ''],
    ['2', 'นางบัว ทดสอบ', ''],
    ['3', 'นางศรี สมมุติ', 'ย้าย'],
    ['', 'รวม 2 คน', ''],
  ]);
  cleanup();
  await openMembers('?asof=2027-01-15');
  const before = cellsOf(await tableCalled('ทะเบียนรายชื่อสมาชิก')).slice(1);
  expect(before.at(-1)?.[2]).toBe('รวม 3 คน');
});

it('a member’s page leads to the passbook', async () => {
  const g = newId();
  const store = await villageStore(g, pay(g, '2027-02-05', bua, '2027-02'));
  const { user } = await open(MemberScreen, { path: `/groups/${g}/members/${bua}`, route: '/groups/:id/members/:member', store });
  await user.click(await screen.findByText('เงินของสมาชิก', { selector: 'summary b' }));
  expect((await screen.findByRole('link', { name: 'เปิดสมุดสัจจะทั้งเล่ม' })).getAttribute('href')).toBe(`/groups/${g}/members/${bua}/passbook`);
});

it('the passbook names the month of a line that pays for another than its own', async () => {
  const g = newId();
  const store = await villageStore(g, pay(g, '2027-02-05', kham, '2027-01'), pay(g, '2027-02-05', kham, '2027-02'), pay(g, '2027-02-05', kham, '2027-03')); // prettier-ignore
  await open(PassbookScreen, { path: `/groups/${g}/members/${kham}/passbook`, route: '/groups/:id/members/:member/passbook', store });
  const lines = cellsOf(await tableCalled('สมุดสัจจะ'))
    .slice(2)
    .map((cells) => cells[2]);
  expect(lines.slice(0, 3)).toEqual(['เงินสัจจะสะสม ม.ค. 2570', 'เงินสัจจะสะสม', 'เงินสัจจะสะสม มี.ค. 2570']);
});

it('an old group’s balances of December that came after January was closed stand in the passbook, on the screen and on paper', async () => {
  const g = newId();
  const store = await villageStore(
    g,
    pay(g, '2027-01-05', kham, '2027-01'),
    act(g, 'month.close', { month: '2027-01', on: '2027-02-01' }),
    entry(g, '2026-10-31', 'opening-savings', 900, { member: kham }),
    pay(g, '2027-02-05', kham, '2027-02'),
  );
  await open(PassbookScreen, { path: `/groups/${g}/members/${kham}/passbook`, route: '/groups/:id/members/:member/passbook', store });
  const ends = cellsOf(await tableCalled('สมุดสัจจะ'))
    .slice(2)
    .map((cells) => cells[6]);
  expect(ends).toEqual(['900.00', '1,000.00', '1,100.00', '1,100.00']);
  cleanup();
  await open(PrintScreen, { path: `/print/passbook/${g}?member=${kham}`, route: '/print/:paper/:id', store });
  await waitFor(() => expect(document.querySelector('.folio-table tbody tr')).not.toBeNull());
  expect(document.querySelector('.folio-table')?.textContent).toContain('๙๐๐.๐๐');
  expect(document.querySelector('.folio-table')?.textContent).toContain('๑,๑๐๐.๐๐');
});
