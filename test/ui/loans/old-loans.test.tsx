/** A group that comes with old books tells its loans one by one, and they are paid back like any other (domain.md 3.8, cases 49 and 50). */
import { cleanup, screen, waitFor, within } from '@testing-library/preact';
import { beforeEach, describe, expect, it } from 'vitest';
import { PrintScreen } from '../../../src/ui/print/print-screen.tsx';
import { LoanScreen } from '../../../src/ui/screens/loans/loan-screen.tsx';
import { LoansScreen } from '../../../src/ui/screens/loans/loans-screen.tsx';
import { act, groupActs, newId } from '../group/support/villages.ts';
import { createMemoryStore, type MemoryStore } from '../support/memory-store.ts';
import { officerId, renderApp } from '../support/render-app.tsx';

const [g, kham, loan] = [newId(), newId(), newId()];
let store: MemoryStore;
const declared = { members: 160, savedSatang: 204_800_000, asOf: '2026-10-31' };
const sum = (amount: number) =>
  act(g, 'entry.record', { paidOn: '2026-10-31', writtenBy: 'committee', rows: [{ e: newId(), kind: 'opening-loan', amount }] });
const member = () => [
  act(g, 'member.add', { member: kham, kind: 'person', appliedOn: '2026-10-05' }, { title: 'นาง', firstName: 'คำ', lastName: 'ใจดี', houseNo: '12/1', bornOn: '1975-01-01' }),
  act(g, 'member.number', { rows: [{ member: kham, no: 7 }] }),
]; // prettier-ignore
const carried = (over: object = {}, s: object = {}) =>
  act(g, 'loan.carry', {
    loan, member: kham, kind: 'ordinary', no: '7/2567', signedOn: '2024-05-02', on: '2026-10-31', lent: 1_000_000, principal: 400_000,
    ratePerMonth: 100, method: 'reducing', instalments: 4, firstDueOn: '2026-12-05', guarantors: [], ...over,
  }, s); // prettier-ignore
const list = async () => {
  const app = await renderApp(<LoansScreen />, { path: `/groups/${g}/loans`, route: '/groups/:id/loans', store });
  await screen.findByRole('heading', { level: 1, name: 'เงินกู้' });
  return app;
};
const open = async (id: string, query = '') => {
  const app = await renderApp(<LoanScreen />, { path: `/groups/${g}/loans/${id}${query}`, route: '/groups/:id/loans/:loan', store });
  await screen.findByRole('heading', { level: 1, name: /./ });
  return app;
};
type User = Awaited<ReturnType<typeof open>>['user'];
async function typeDay(user: User, field: string, [day, month, year]: readonly [string, string, string]) {
  const group = within(screen.getByRole('group', { name: new RegExp(field) }));
  await user.clear(group.getByLabelText('วัน'));
  await user.type(group.getByLabelText('วัน'), day);
  await user.selectOptions(group.getByLabelText('เดือน'), month);
  await user.clear(group.getByLabelText('พ.ศ.'));
  await user.type(group.getByLabelText('พ.ศ.'), year);
}
const typeAmount = async (user: User, label: string | RegExp, amount: string) => {
  await user.clear(screen.getByLabelText(label));
  await user.type(screen.getByLabelText(label), amount);
};

beforeEach(async () => {
  store = createMemoryStore({ user: officerId });
  await store.record([...groupActs(g, 'ป่าแฝก', { source: 'declared', declared }), sum(600_000)]);
});

describe('the loans of an old group', () => {
  it('stand as one sum until they are told; the page says how much is left to tell, and leads there', async () => {
    await list();
    expect(await screen.findByText('ลูกหนี้ 6,000 บาทยังไม่แยกเป็นสัญญา')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'จดสัญญากู้เดิม' }).getAttribute('href')).toBe(`/groups/${g}/loans/old`);
  });

  it('are told one by one with the day of the books, by name where the borrower is in no register', async () => {
    const { user } = await open('old');
    await user.type(await screen.findByLabelText('ชื่อผู้กู้ตามสมุดเดิม'), 'นางแก้ว มูลเมือง');
    await user.type(screen.getByLabelText('เลขที่สัญญา'), '7/2567');
    await typeDay(user, 'วันทำสัญญา', ['2', '5', '2567']);
    await typeAmount(user, /กู้ไปครั้งแรก/, '10,000');
    await typeAmount(user, 'เงินต้นคงเหลือวันนั้น', '4,000');
    await user.type(screen.getByLabelText('เหลืออีกกี่งวด'), '4');
    await typeDay(user, 'งวดถัดไปครบกำหนด', ['5', '12', '2569']);
    await user.type(screen.getByLabelText('ร้อยละต่อเดือน'), '1');
    await user.click(screen.getByRole('button', { name: 'บันทึกสัญญาเดิม' }));
    await waitFor(() => expect(store.operations.at(-1)?.k).toBe('loan.carry'));
    const { p, s } = store.operations.at(-1)!;
    expect(p).toMatchObject({ no: '7/2567', signedOn: '2024-05-02', on: '2026-10-31', lent: 1_000_000, principal: 400_000, instalments: 4, firstDueOn: '2026-12-05', ratePerMonth: 100, guarantors: [] }); // prettier-ignore
    expect(JSON.stringify(p)).not.toContain('แก้ว');
    expect(s).toMatchObject({ borrower: 'นางแก้ว มูลเมือง' });
    const group = await store.row<'group'>(g, 'group');
    expect(group?.money.columns.loans).toBe(600_000);
    cleanup();
    await list();
    expect(await screen.findByText('ลูกหนี้ 2,000 บาทยังไม่แยกเป็นสัญญา')).toBeTruthy();
    expect(screen.getByText('จดแล้ว 1 สัญญา 4,000 บาท')).toBeTruthy();
    expect(within(screen.getByRole('list', { name: 'กำลังผ่อน 1' })).getByText('นางแก้ว มูลเมือง')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'จดสัญญาต่อไป' })).toBeTruthy();
  });

  it('propose the day from which their sum was carried over, also when the group was declared on another', async () => {
    const other = newId();
    const rows = [{ e: newId(), kind: 'opening-loan' as const, amount: 600_000 }];
    await store.record([...groupActs(other, 'ป่าแฝก', { source: 'declared', declared }), act(other, 'entry.record', { paidOn: '2026-11-15', writtenBy: 'committee', rows })]); // prettier-ignore
    await renderApp(<LoanScreen />, { path: `/groups/${other}/loans/old`, route: '/groups/:id/loans/:loan', store });
    const day = within(await screen.findByRole('group', { name: /ยอด ณ วันที่/ }));
    expect(day.getByLabelText<HTMLInputElement>('วัน').value).toBe('15');
  });

  it('say what an old contract lacks, and keep what was typed', async () => {
    const { user } = await open('old');
    await user.click(await screen.findByRole('button', { name: 'บันทึกสัญญาเดิม' }));
    expect(store.operations.at(-1)?.k).not.toBe('loan.carry');
    expect(screen.getByText(/ยังไม่มีเลขที่สัญญา/)).toBeTruthy();
  });

  it('are paid back with a receipt as any other loan', async () => {
    await store.record([...member(), carried()]);
    const { user } = await open(loan, '?do=repay');
    await user.click(await screen.findByRole('button', { name: /รับชำระ 1,040 บาท/ }));
    await waitFor(async () => expect((await store.row<'loan'>(g, `loan:${loan}`))?.principalPaid).toBe(100_000));
    expect((await store.row<'group'>(g, 'group'))?.money.columns.loans).toBe(500_000);
    expect((await store.row<'member'>(g, `member:${kham}`))?.owedSatang).toBe(300_000);
  });

  it('told twice are more than the books have, which is said; the second one is taken out with its reason', async () => {
    const twice = newId();
    await store.record([...member(), carried({ principal: 600_000 }), carried({ loan: twice, no: '7/2567 ก', principal: 600_000 })]);
    await list();
    expect(await screen.findByText('สัญญารวมกันมากกว่าลูกหนี้ในบัญชี 6,000 บาท')).toBeTruthy();
    cleanup();
    const { user } = await open(twice, '?do=drop');
    await user.type(await screen.findByLabelText('เพราะอะไร'), 'จดซ้ำ');
    await user.click(screen.getByRole('button', { name: 'ตรวจแล้ว ไปต่อ' }));
    await user.click(await screen.findByRole('button', { name: 'เอาออก' }));
    await waitFor(async () => expect((await store.row<'loan'>(g, `loan:${twice}`))?.state).toBe('cancelled'));
    expect((await store.row<'member'>(g, `member:${kham}`))?.owedSatang).toBe(600_000);
  });

  it('corrected to too small a rest look repaid, and can be corrected once more', async () => {
    const back = act(g, 'entry.record', { paidOn: '2026-11-05', writtenBy: 'committee', rows: [{ e: newId(), kind: 'loan-principal', amount: 100_000, member: kham, loan }] }); // prettier-ignore
    await store.record([...member(), carried(), back, carried({ principal: 40_000 })]);
    await open(loan);
    expect(await screen.findByText('รับคืนเงินต้นเกินที่กู้')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'เอาออก จดผิด' })).toBeNull();
    expect(screen.getByRole('link', { name: 'แก้สัญญาเดิม' }).getAttribute('href')).toBe(`/groups/${g}/loans/${loan}?do=carry`);
    cleanup();
    const { user } = await open(loan, '?do=carry');
    await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'บันทึกสัญญาเดิม' }).disabled).toBe(false));
    await typeAmount(user, 'เงินต้นคงเหลือวันนั้น', '4,000');
    await user.click(screen.getByRole('button', { name: 'บันทึกสัญญาเดิม' }));
    await waitFor(async () =>
      expect(await store.row<'loan'>(g, `loan:${loan}`)).toMatchObject({ state: 'running', principalPaid: 100_000 }),
    );
    expect((await store.row<'member'>(g, `member:${kham}`))?.owedSatang).toBe(300_000);
  });

  it('have a page that says what was brought along, and no contract to print', async () => {
    await store.record([...member(), carried()]);
    await open(loan);
    expect(await screen.findByText(/เหลือ 4,000 บาท ณ 31 ต\.ค\./)).toBeTruthy();
    expect(screen.getByText(/กู้ไปครั้งแรก 10,000 บาท/)).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'พิมพ์สัญญา' })).toBeNull();
    expect(screen.getByRole('link', { name: 'แก้สัญญาเดิม' }).getAttribute('href')).toBe(`/groups/${g}/loans/${loan}?do=carry`);
    expect(screen.getByRole('link', { name: 'เอาออก จดผิด' })).toBeTruthy();
  });

  it('stand in the register of contracts and in a ledger that begins with what was brought along', async () => {
    await store.record([carried({ member: undefined }, { borrower: 'นางแก้ว มูลเมือง' })]);
    const print = async (paper: string) => {
      const app = await renderApp(<PrintScreen />, { path: `/print/${paper}/${g}`, route: '/print/:paper/:id', store });
      await waitFor(() => expect(document.querySelectorAll('.folio-table tbody tr').length).toBeGreaterThan(0));
      const rows = [...document.querySelectorAll('.folio-table tbody tr')].map((row) => [...row.querySelectorAll('td, th')].map((cell) => cell.textContent)); // prettier-ignore
      app.unmount();
      return rows;
    };
    const register = (await print('loan-register'))[0];
    expect(register).toEqual(expect.arrayContaining(['๗/๒๕๖๗', 'นางแก้ว มูลเมือง', '๑๐,๐๐๐.๐๐', '๔,๐๐๐.๐๐']));
    expect((await print('borrower-ledger'))[0]).toEqual(expect.arrayContaining(['ยกมา', '๔,๐๐๐.๐๐']));
  });
});
