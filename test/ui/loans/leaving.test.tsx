/** Leaving with money: a debt, a guarantee, a death (cases 39 and 40 of domain.md §8). */
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { Act } from '../../../src/storage/phone-store.ts';
import { MemberScreen } from '../../../src/ui/screens/member.tsx';
import { act, g } from '../member/village.ts';
import { renderApp, type RenderedApp } from '../support/render-app.tsx';
import { applied, approved, boon, kham, lendingActs, loan, money, signed } from './support/lending-village.ts';

const open = async (member: string, acts: readonly Act[], task: string) => {
  const app = await renderApp(<MemberScreen />, {
    path: `/groups/${g}/members/${member}?do=${task}`,
    route: '/groups/:id/members/:member',
    acts,
  });
  await screen.findByRole('heading', { level: 1, name: /./ });
  return app;
};
const memberRow = (app: RenderedApp, member: string) => app.store.row<'member'>(g, `member:${member}`);
/** 1,000 baht lent to Kham, who saved 5,000; Boon answers */
const owing = (amount = 100_000) => [
  ...lendingActs(), applied({ amount }), approved(), signed({ principal: amount, instalments: 1, firstDueOn: '2026-12-05' }),
  money('loan-out', amount, { member: kham, loan }, '2026-11-05'),
]; // prettier-ignore
const leave = async (app: RenderedApp, why = 'ลาออก') => {
  await app.user.click(await screen.findByRole('radio', { name: why }));
  await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'ตรวจแล้ว ไปต่อ' }).disabled).toBe(false));
  await app.user.click(screen.getByRole('button', { name: 'ตรวจแล้ว ไปต่อ' }));
};
const confirm = (app: RenderedApp) => app.user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'บันทึกว่าพ้นแล้ว' }));
const figures = () => [...screen.getByText('เงินที่ได้คืน').closest('section')!.querySelectorAll('.figure')].map((each) => each.textContent);

describe('case 39: a member with a loan resigns', () => {
  it('reads that loans of the paper books are not told yet, before all savings are paid out; it stops nothing', async () => {
    await open(kham, [...lendingActs(), money('opening-loan', 6_000_000)], 'leave');
    expect(await screen.findByText(/ลูกหนี้ในบัญชีอีก 60,000 บาทยังไม่ได้จดเป็นสัญญา/)).toBeTruthy();
    await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'ตรวจแล้ว ไปต่อ' }).disabled).toBe(false));
  });

  it('sees savings less debt and stays until it is settled', async () => {
    await open(kham, owing(), 'leave');
    expect(await screen.findByText('พ้นสมาชิกภาพไม่ได้ ยังมีหนี้เงินกู้')).toBeTruthy();
    // the month has begun, so its interest of 10 baht is due with the principal
    expect(figures()).toEqual(['5,000', '-1,010', '3,990']);
    expect(screen.getByRole('link', { name: 'รับชำระ สัญญาเลขที่ 1/2569' }).getAttribute('href')).toBe(`/groups/${g}/loans/${loan}?do=repay`);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'ตรวจแล้ว ไปต่อ' }).disabled).toBe(true);
  });

  it('settled out of the savings he leaves, and everything is in the books in the same step', async () => {
    const app = await open(kham, owing(), 'leave');
    await app.user.click(await screen.findByRole('checkbox', { name: /หักหนี้ 1,010 บาทจากเงินสะสม/ }));
    await app.user.click(screen.getByRole('checkbox', { name: /ถอนจากธนาคาร 2,990 บาทพร้อมกัน/ }));
    await leave(app);
    expect(screen.getByText('แตะว่าจ่ายคืนแล้วก่อน')).toBeTruthy();
    await app.user.click(screen.getByRole('checkbox', { name: /จ่ายคืน 3,990 บาทแล้ว/ }));
    await app.user.click(screen.getByRole('button', { name: 'ตรวจแล้ว ไปต่อ' }));
    await confirm(app);
    await waitFor(async () => expect(await memberRow(app, kham)).toMatchObject({ state: 'left', savedSatang: 0, owedSatang: undefined }));
    expect((await memberRow(app, kham))?.flags ?? []).not.toContain('left-with-debt');
    expect((await app.store.row<'loan'>(g, `loan:${loan}`))?.state).toBe('repaid');
    expect((await app.store.row(g, 'group'))?.money).toMatchObject({ cash: 0, bank: 1_000, columns: { 'loan-interest': 1_000 } });
    const returned = app.store.operations.find(({ k, p }) => k === 'entry.record' && JSON.stringify(p).includes('savings-returned'));
    const { rows } = returned!.p as { rows: { kind: string; receipt?: string }[] };
    expect(rows.map(({ kind, receipt }) => [kind, receipt?.slice(-2)])).toEqual([
      ['bank-withdrawal', undefined],
      ['savings-returned', '-1'],
      ['loan-principal', '-1'],
      ['loan-interest', '-1'],
      ['savings-returned', '-2'],
    ]);
  });

  it('who was given back more than he had is led to his passbook first, and the page stands', async () => {
    const acts = [
      ...lendingActs(),
      money('savings-returned', 600_000, { member: kham }),
      money('special-savings', 900_000, { member: kham }),
    ];
    await open(kham, acts, 'leave');
    expect(await screen.findByText(/เงินสะสมติดลบ 1,000 บาท/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'เปิดสมุดสัจจะทั้งเล่ม' }).getAttribute('href')).toBe(`/groups/${g}/members/${kham}/passbook`);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'ตรวจแล้ว ไปต่อ' }).disabled).toBe(true);
  });

  it('a debt above the savings has to be paid first', async () => {
    await open(kham, owing(600_000), 'leave');
    expect(await screen.findByText(/มากกว่าเงินสะสม ต้องชำระอีก 1,060 บาทก่อน/)).toBeTruthy();
    expect(screen.queryByRole('checkbox', { name: /หักหนี้/ })).toBeNull();
  });

  it('who answers for somebody names others first', async () => {
    await open(boon, owing(), 'leave');
    expect(await screen.findByText('พ้นสมาชิกภาพไม่ได้ ยังค้ำประกันคนอื่นอยู่')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'เปลี่ยนผู้ค้ำประกัน สัญญาเลขที่ 1/2569' })).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'ตรวจแล้ว ไปต่อ' }).disabled).toBe(true);
  });
});

describe('case 40: a member died', () => {
  const thirds = act(
    'member.beneficiaries',
    { member: boon, shares: [3_333, 3_333, 3_334] },
    { people: [{ name: 'นางจันทร์', relation: 'ภรรยา' }, { name: 'นายทอง' }, { name: 'นายเงิน' }] },
  );
  const saved = money('pledged-savings', 100_000, { member: boon, forMonth: '2026-11' });

  it('33.33, 33.33 and 33.34 % of 1,000.00 are 333.30, 333.30 and 333.40, each with a receipt', async () => {
    const app = await open(boon, [...lendingActs(), saved, thirds], 'leave');
    await app.user.click(await screen.findByRole('radio', { name: 'เสียชีวิต' }));
    const sheet = within(screen.getByRole('list', { name: 'จ่ายให้ผู้รับผลประโยชน์' }));
    expect(sheet.getAllByRole('listitem').map((line) => line.querySelector('.figure')?.textContent)).toEqual([
      '333.30',
      '333.30',
      '333.40',
    ]);
    await app.user.click(screen.getByRole('checkbox', { name: /จ่ายคืน 1,000 บาทแล้ว/ }));
    await leave(app, 'เสียชีวิต');
    await confirm(app);
    await waitFor(async () => expect(await memberRow(app, boon)).toMatchObject({ state: 'left', leftReason: 'died', savedSatang: 0 }));
    const { rows } = app.store.operations.at(-2)!.p as { rows: { amount: number; receipt: string }[] };
    expect(rows.map(({ amount, receipt }) => [amount, receipt.slice(-2)])).toEqual([
      [33_330, '-1'],
      [33_330, '-2'],
      [33_340, '-3'],
    ]);
    expect(JSON.stringify(rows)).not.toContain('จันทร์');
  });

  it('without a name on record it is for the heirs, and the page says what to look at', async () => {
    const app = await open(boon, [...lendingActs(), saved], 'leave');
    await app.user.click(await screen.findByRole('radio', { name: 'เสียชีวิต' }));
    expect(screen.getByText(/คืนให้ทายาทตามกฎหมาย/)).toBeTruthy();
  });

  it('60 and 30 are not the whole; divided equally among three they are', async () => {
    const app = await open(boon, lendingActs(), 'beneficiaries');
    const fill = async (label: string, index: number, text: string) => {
      const box = (await screen.findAllByLabelText(label))[index]!;
      await app.user.clear(box);
      await app.user.type(box, text);
    };
    await fill('ชื่อ-สกุล', 0, 'นางจันทร์ คำแสน');
    await fill('ได้ร้อยละ', 0, '60');
    await app.user.click(screen.getByRole('button', { name: 'เพิ่มอีกคน' }));
    await fill('ชื่อ-สกุล', 1, 'นายทอง คำแสน');
    await fill('ได้ร้อยละ', 1, '๓๐');
    expect(screen.getByText(/รวมต้องได้ 100 ตอนนี้ได้ 90/)).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: 'บันทึกผู้รับผลประโยชน์' }));
    expect((await memberRow(app, boon))?.beneficiaries).toBeUndefined();
    await app.user.click(screen.getByRole('button', { name: 'เพิ่มอีกคน' }));
    await fill('ชื่อ-สกุล', 2, 'นายเงิน คำแสน');
    await app.user.click(screen.getByRole('button', { name: 'แบ่งเท่ากัน' }));
    await app.user.click(screen.getByRole('button', { name: 'บันทึกผู้รับผลประโยชน์' }));
    await waitFor(async () =>
      expect((await memberRow(app, boon))?.beneficiaries?.map(({ share }) => share)).toEqual([3_334, 3_333, 3_333]),
    );
  });
});
