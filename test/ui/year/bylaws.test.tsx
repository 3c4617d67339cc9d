/** By-laws after the founding: worked out by the committee, adopted by the members, and what was recorded otherwise. */
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { PayloadOf } from '../../../src/domain/operation.ts';
import type { Act } from '../../../src/storage/phone-store.ts';
import { BylawsScreen } from '../../../src/ui/screens/year/bylaws.tsx';
import { MemberScreen } from '../../../src/ui/screens/member.tsx';
import { villageActs } from '../member/village.ts';
import { renderApp, type RenderedApp } from '../support/render-app.tsx';
import { act, annual, annualActs, bua, g, kham, line } from './closed-books.ts';

const home = `/groups/${g}/bylaws`;
const second = '019ab000-0000-7000-8000-000000000801';
const first = '019ab000-0000-7000-8000-000000000060';
const rules = { pledgeDay: { kind: 'day-of-month', day: 5 }, entryFee: 2000 } as const;
const draft = (over: Partial<PayloadOf<'bylaws.draft'>> = {}): Act =>
  act('bylaws.draft', { bylaws: second, base: null, ...rules, fine: 500, shareUnit: 5000, articles: ['ประชุมทุกวันที่ 5'], ...over });
const adopt = (bylaws = second): Act => act('bylaws.adopt', { bylaws, meeting: annual, adoptedOn: '2026-10-05' });

const open = async (rest: string, acts: readonly Act[]): Promise<RenderedApp> => {
  const app = await renderApp(<BylawsScreen />, { path: `${home}${rest}`, route: '/groups/:id/bylaws', acts });
  await waitFor(() => expect(document.querySelector('[aria-busy="true"]')).toBeNull());
  return app;
};
const newest = async ({ store }: RenderedApp) => (await store.rows(g, 'bylaws')).toSorted((a, b) => b.version - a.version)[0]!;

describe('a draft', () => {
  it('waits for the members, and says so with the way to record their vote', async () => {
    await open('', villageActs());
    expect(screen.getByText('ร่างฉบับที่ 1 รอสมาชิกลงมติ')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'บันทึกมติรับระเบียบ' }).getAttribute('href')).toBe(`${home}?do=adopt`);
    expect(screen.getByRole('link', { name: 'พิมพ์ระเบียบ' }).getAttribute('href')).toBe(`/print/bylaws/${g}`);
  });

  it('takes loan rules and articles; what is left empty is not said, and is no 0', async () => {
    const app = await open('?do=draft', villageActs());
    await app.user.type(screen.getByLabelText(/^ดอกเบี้ยเงินกู้/), '๑');
    await app.user.type(screen.getByLabelText(/^กู้ไม่เกินเงินออม/), '3');
    await app.user.type(screen.getByLabelText(/^ผู้ค้ำประกัน/), '2');
    await app.user.type(screen.getByLabelText('ข้อที่ 1'), 'ประชุมทุกวันที่ 5');
    await app.user.type(screen.getByLabelText('ข้อที่ 2'), 'กู้ได้เมื่อที่ประชุมเห็นชอบ');
    await app.user.click(screen.getByRole('button', { name: 'บันทึกร่างฉบับที่ 2' }));
    await waitFor(async () => expect((await newest(app)).version).toBe(2));
    expect((await newest(app)).rules).toEqual({
      ...rules,
      loanRatePerMonth: 100,
      loanTimesSavings: 3,
      loanGuarantors: 2,
      articles: ['ประชุมทุกวันที่ 5', 'กู้ได้เมื่อที่ประชุมเห็นชอบ'],
    });
    expect((await app.store.row<'group'>(g, 'group'))?.openConflicts).toBe(0);
  });

  it('of more than 15 per cent a year is not taken: the law forbids it', async () => {
    const app = await open('?do=draft', villageActs());
    await app.user.type(screen.getByLabelText(/^ดอกเบี้ยเงินกู้/), '1.5');
    expect(screen.getByText('เกินร้อยละ 15 ต่อปีที่กฎหมายให้ ใส่ไม่เกิน 1.25')).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: 'บันทึกร่างฉบับที่ 2' }));
    expect(app.store.operations.filter((op) => op.k === 'bylaws.draft').length).toBe(1);
    await app.user.clear(screen.getByLabelText(/^ดอกเบี้ยเงินกู้/));
    await app.user.type(screen.getByLabelText(/^ดอกเบี้ยเงินกู้/), '1.25');
    expect(screen.queryByText(/เกินร้อยละ 15/)).toBeNull();
  });
});

describe('the members’ vote', () => {
  it('puts the draft in force from the day of that meeting; the founding vote is none', async () => {
    const app = await open('?do=adopt', [...villageActs(), ...annualActs()]);
    expect(screen.getAllByRole('radio')).toHaveLength(1);
    await app.user.click(screen.getByRole('button', { name: 'บันทึกว่าสมาชิกรับแล้ว' }));
    expect(screen.getByText('เลือกการประชุมที่ลงมติ')).toBeTruthy();
    await app.user.click(screen.getByRole('radio'));
    await app.user.click(screen.getByRole('button', { name: 'บันทึกว่าสมาชิกรับแล้ว' }));
    await waitFor(async () => expect((await newest(app)).adoptedOn).toBe('2027-01-20'));
    expect(app.store.operations.at(-1)?.p).toEqual({ bylaws: first, meeting: annual, adoptedOn: '2027-01-20' });
  });

  it('without one nothing can be adopted, and a meeting is one tap away', async () => {
    await open('?do=adopt', villageActs());
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'บันทึกว่าสมาชิกรับแล้ว' }).disabled).toBe(true);
    expect(screen.getByRole('link', { name: 'เปิดการประชุมประจำเดือน' })).toBeTruthy();
  });

  it('earlier versions stay, with what the next one changed', async () => {
    await open('', [...villageActs(), ...annualActs(), adopt(first), draft({ entryFee: 3000 })]);
    expect(screen.getByText('ฉบับที่ 1 ใช้อยู่')).toBeTruthy();
    const changes = screen.getAllByText('เดิม')[0]!.closest('li')!;
    expect(changes.textContent).toContain('20 บาท');
    expect(changes.textContent).toContain('30 บาท');
    expect(screen.getAllByText(/ประชุมทุกวันที่ 5/).length).toBeGreaterThan(0);
  });
});

describe('records that depart from the by-laws', () => {
  const acts = () => [
    ...villageActs(),
    ...annualActs(),
    act('pledge.decide', { member: bua, amount: 7500, effectiveFrom: '2026-10', decidedOn: '2026-10-05', decidedBy: 'member' }),
    draft(),
    adopt(),
    line('2026-11-05', 'fine', 7, { member: kham }),
    line('2026-11-05', 'fine', 10, { member: kham }),
    line('2026-11-05', 'entry-fee', 20, { member: kham }),
  ];

  it('case 15: are listed with the rule and what was recorded, and nothing was refused', async () => {
    await open('', acts());
    const list = await screen.findByRole('list', { name: 'รายการที่ต่างจากระเบียบ' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(2);
    expect(within(list).getByText('ระเบียบปรับครั้งละ 5 บาท บันทึกไว้ 7 บาท')).toBeTruthy();
    expect(within(list).getByText('หุ้นละ 50 บาท แต่สัจจะ 75 บาท')).toBeTruthy();
  });

  it('a draft that nobody voted for accuses nobody', async () => {
    await open(
      '',
      acts().filter(({ k }) => k !== 'bylaws.adopt'),
    );
    expect(screen.queryByText('รายการที่ต่างจากระเบียบ')).toBeNull();
  });

  it('say so beside the line in the member’s book too', async () => {
    const app = await renderApp(<MemberScreen />, {
      path: `/groups/${g}/members/${kham}`,
      route: '/groups/:id/members/:member',
      acts: acts(),
    });
    await app.user.click(await screen.findByText('เงินของสมาชิก'));
    await waitFor(() => expect(screen.getByText('ระเบียบปรับครั้งละ 5 บาท บันทึกไว้ 7 บาท')).toBeTruthy());
  });
});
