/** The folder of one group: what the officer reads and can press. */
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { GroupScreen } from '../../../src/ui/screens/group.tsx';
import type { Act } from '../../../src/storage/phone-store.ts';
import { renderApp } from '../support/render-app.tsx';
import { act, foundedActs, groupActs, newId, stepAct } from './support/villages.ts';

const open = (g: string, acts: readonly Act[], tab = '') =>
  renderApp(<GroupScreen />, { path: `/groups/${g}${tab}`, route: '/groups/:id', acts });

describe('a group', () => {
  it('shows where it is, its figures and what comes next', async () => {
    const g = newId();
    await open(g, [...groupActs(g), ...foundedActs(g)]);
    expect(await screen.findByRole('heading', { level: 1, name: 'กลุ่มออมทรัพย์ฯ บ้านป่าแฝกดอย' })).toBeTruthy();
    expect(screen.getByText('หมู่ 9 ต.ป่าแฝก อ.แม่ใจ')).toBeTruthy();
    expect(screen.getByText('จัดตั้งแล้ว 3 เดือนแรก')).toBeTruthy();
    expect(screen.getByText('400')).toBeTruthy();
    expect(screen.getByText('2.2 ลงมติด้วยความสมัครใจ ทำเสร็จแล้ว')).toBeTruthy();
  });

  it('says the item that comes next, why, and leads to it', async () => {
    const g = newId();
    await open(g, groupActs(g));
    expect(await screen.findByText('ต่อไป · ข้อ 1.1')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'บันทึกข้อ 1.1' }).getAttribute('href')).toBe(`/groups/${g}/step/1.1`);
  });

  it('waits with leaders who need time until the agreed day', async () => {
    const g = newId();
    await open(g, [...groupActs(g), stepAct(g, '1.1'), stepAct(g, '1.2', { agreed: 'later', reviewOn: '2026-12-20' })]);
    expect(await screen.findByRole('heading', { name: 'กลับไปคุยใหม่ 20 ธันวาคม 2569' })).toBeTruthy();
  });

  it('rests when everything is done, and says until which day', async () => {
    const g = newId();
    const items = (['2.6', '2.7', '2.8', '3.1', '3.3', '3.4', '3.5', '3.7'] as const).map((key) => stepAct(g, key));
    await open(g, [...groupActs(g), ...foundedActs(g, { pledgeDay: 25 }), ...items]);
    expect(await screen.findByRole('heading', { name: 'ไม่มีงานค้าง พบกันวันส่งเงิน 25 พฤศจิกายน 2569' })).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'บันทึกการเยี่ยม' })).toBeNull();
  });

  it('a new group leads from its interested people into founding day', async () => {
    const g = newId();
    const agreed = ['1.1', '1.2', '1.3', '1.4', '1.5'] as const;
    await open(g, [...groupActs(g), ...agreed.map((step) => stepAct(g, step, step === '1.2' ? { agreed: 'yes' } : {}))]);
    expect((await screen.findByRole('link', { name: 'เริ่มวันจัดตั้ง' })).getAttribute('href')).toBe(`/groups/${g}/founding/attendance`);
  });

  it('an item behind a gate says what opens it', async () => {
    const g = newId();
    await open(g, groupActs(g));
    const row = await screen.findByRole('link', { name: /1\.4 ฝึกอบรมผู้นำ/ });
    expect(within(row).getByText(/เปิดเมื่อผู้นำเห็นชอบ/)).toBeTruthy();
  });

  it('two different answers stand on a card until one is kept', async () => {
    const g = newId();
    const set = (day: number) => act(g, 'group.set', { base: { pledgeDay: null }, fields: { pledgeDay: { kind: 'day-of-month', day } } });
    const { store, user } = await open(g, [...groupActs(g), set(5), set(7)]);
    const card = (await screen.findByRole('heading', { name: 'วันส่งเงินสัจจะบันทึกไว้ไม่ตรงกัน' })).closest('section')!;
    expect(within(card).getByText('ทุกวันที่ 5')).toBeTruthy();
    expect(within(card).getByText('ทุกวันที่ 7')).toBeTruthy();
    const five = within(card).getByText('ทุกวันที่ 5').closest('li')!;
    await user.click(within(five).getByRole('button', { name: 'เก็บค่านี้' }));
    await waitFor(() => expect(screen.queryByText(/ไม่ตรงกัน/)).toBeNull());
    expect((await store.row(g, 'group'))?.pledgeDay).toEqual({ kind: 'day-of-month', day: 5 });
  });
});

describe('the district’s talk with the bank', () => {
  const talk = (g: string, state: 'requested' | 'contacted' | 'opened', on: string, rest: object = {}) =>
    act(g, 'bank.liaise', { state, on, bank: 'Test Bank', ...rest }, state === 'contacted' ? { contact: 'Clerk' } : {});
  const card = async () => within((await screen.findByRole('heading', { name: 'บัญชีธนาคารของกลุ่ม' })).closest('section')!);

  it('is not there before the first word', async () => {
    const g = newId();
    await open(g, groupActs(g));
    await screen.findByRole('heading', { level: 1 });
    expect(screen.queryByText('บัญชีธนาคารของกลุ่ม')).toBeNull();
  });

  it('tells what the district has done and what the officer does next, from asking to the open account', async () => {
    const g = newId();
    const { store } = await open(g, [...groupActs(g), talk(g, 'requested', '2026-11-10')]);
    expect((await card()).getByText('อำเภอขอเปิดบัญชีให้แล้ว')).toBeTruthy();
    expect((await card()).getByText('10 พ.ย. 2569')).toBeTruthy();
    expect((await card()).getByText(/เตรียมรายงานการประชุมที่มีมติเปิดบัญชี/)).toBeTruthy();

    await store.record([talk(g, 'contacted', '2026-11-16', { branch: 'Mae Chai' })]);
    expect(await (await card()).findByText('Test Bank · Mae Chai · Clerk')).toBeTruthy();
    expect((await card()).getByText(/^พากรรมการผู้ลงนามไปที่สาขา/)).toBeTruthy();
    expect((await card()).getByRole('link', { name: 'บันทึกข้อ 3.1' }).getAttribute('href')).toBe(`/groups/${g}/step/3.1`);

    await store.record([talk(g, 'opened', '2026-11-20')]);
    expect(await (await card()).findByText('เปิดบัญชีแล้ว')).toBeTruthy();
    expect((await card()).queryByRole('link')).toBeNull();
  });
});

describe('what a colleague recorded with a newer app', () => {
  it('is counted on the group’s page, with what to do, and comes and goes with the news', async () => {
    const g = newId();
    const { store } = await open(g, groupActs(g));
    await screen.findByRole('heading', { level: 1 });
    expect(screen.queryByText(/โปรดอัปเดตแอป/)).toBeNull();
    store.setUnread(g, 3, false);
    const banner = (await screen.findByText('มีข้อมูลใหม่ 3 รายการ โปรดอัปเดตแอป')).closest<HTMLElement>('.banner')!;
    expect(within(banner).getByText(/เมื่องานที่กรอกอยู่เสร็จและมีสัญญาณ ให้ปิดแอปแล้วเปิดใหม่/)).toBeTruthy();
    expect(within(banner).getByRole('link', { name: 'ไปหน้าฉัน' }).getAttribute('href')).toBe('/me');
    expect(within(banner).queryByText(/อ่านหน้ากลุ่มนี้อย่างเดียว/)).toBeNull();
    store.setUnread(g, 0, false);
    await waitFor(() => expect(screen.queryByText(/โปรดอัปเดตแอป/)).toBeNull());
  });

  it('makes the group one to read only, in words, when it is critical; recording goes on', async () => {
    const g = newId();
    const { store, user } = await open(g, groupActs(g), '?tab=papers');
    await screen.findByRole('heading', { level: 1 });
    store.setUnread(g, 1, true);
    expect(await screen.findByText(/ให้อ่านหน้ากลุ่มนี้อย่างเดียว .*บันทึกต่อได้ตามปกติ/)).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: /สมุดสัจจะ/ }));
    await user.click(await screen.findByRole('radio', { name: /มีแล้ว/ }));
    await waitFor(async () => expect((await store.row(g, 'group'))?.documents.passbook).toBe('have'));
  });

  it('is told in English too', async () => {
    const g = newId();
    const { store } = await renderApp(<GroupScreen />, { path: `/groups/${g}`, route: '/groups/:id', acts: groupActs(g), language: 'en' });
    await screen.findByRole('heading', { level: 1 });
    store.setUnread(g, 1, true);
    expect(await screen.findByText('1 new record: please update the app')).toBeTruthy();
    expect(screen.getByText(/Until then only read this group/)).toBeTruthy();
  });
});

describe('the members of a group', () => {
  it('minors without consent are counted apart and marked', async () => {
    const g = newId();
    await open(g, [...groupActs(g), ...foundedActs(g, { accepted: 3, pending: 2 })], '?tab=members');
    expect(await screen.findByText('(+2 รอหนังสือยินยอม)')).toBeTruthy();
    expect(screen.getAllByText('รอยินยอม')).toHaveLength(2);
  });

  it('are found by name and sorted as in a Thai dictionary', async () => {
    const g = newId();
    const { user } = await open(g, [...groupActs(g), ...foundedActs(g)], '?tab=members');
    const list = await screen.findByRole('list', { name: 'สมาชิก' });
    const names = () => [...list.querySelectorAll('.row-title .name:first-child')].map((name) => name.textContent);
    await user.click(screen.getByRole('radio', { name: 'ชื่อ' }));
    expect(names()).toEqual(['นางกานดา', 'นางเกษม', 'นางแก้ว', 'นางไกร']);
    await user.type(screen.getByRole('searchbox'), 'ไก');
    expect(names()).toEqual(['นางไกร']);
    expect(screen.getByText('พบ 1 คน')).toBeTruthy();
  });

  it('nine hundred members are drawn only where the screen is', async () => {
    const g = newId();
    await open(g, [...groupActs(g), ...foundedActs(g, { accepted: 900 })], '?tab=members');
    const list = await screen.findByRole('list', { name: 'สมาชิก' });
    expect(list.children.length).toBeGreaterThan(5);
    expect(list.children.length).toBeLessThan(60);
  });

  it('has the way to one more member', async () => {
    const g = newId();
    await open(g, [...groupActs(g), ...foundedActs(g)], '?tab=members');
    expect((await screen.findByRole('link', { name: 'เพิ่มสมาชิก' })).getAttribute('href')).toBe(`/groups/${g}/members/new`);
  });

  it('a minor who comes of age before the next pledge day is to sign again', async () => {
    const g = newId();
    const member = newId();
    const acts = [
      ...groupActs(g),
      ...foundedActs(g),
      act(
        g,
        'member.add',
        { member, kind: 'person', appliedOn: '2026-10-05' },
        { firstName: 'ทองใบ', lastName: 'อุตมะ', bornOn: '2006-11-24' },
      ),
      act(
        g,
        'consent.record',
        { consent: newId(), member, relation: 'mother', signedOn: '2026-10-05', signatureKind: 'signature', witnessCount: 1 },
        { guardianName: 'มาลี อุตมะ', witnesses: ['คำ'] },
      ),
    ];
    await open(g, acts, '?tab=members');
    expect(await screen.findByText('ครบ 20 ปีก่อนวันส่งเงินครั้งหน้า 1 คน')).toBeTruthy();
    expect(screen.getByText('ครบ 24 พ.ย.')).toBeTruthy();
  });
});

describe('the papers of a group', () => {
  it('ticking a paper records it, and the undo takes it back', async () => {
    const g = newId();
    const { store, user } = await open(g, groupActs(g), '?tab=papers');
    await user.click(await screen.findByRole('button', { name: /สมุดสัจจะ/ }));
    await user.click(await screen.findByRole('radio', { name: /มีแล้ว/ }));
    await waitFor(async () => expect((await store.row(g, 'group'))?.documents.passbook).toBe('have'));
    await user.click(await screen.findByRole('button', { name: 'เลิกทำ' }));
    await waitFor(async () => expect((await store.row(g, 'group'))?.documents.passbook).toBe('none'));
  });
});

describe('the money of a group', () => {
  it('says in words that the last count was short, with its reason', async () => {
    const g = newId();
    const count = act(g, 'cash.count', {
      count: newId(),
      on: '2026-10-05',
      pieces: { '10000': 3 },
      counted: 35_000,
      expected: 40_000,
      reason: 'ทอนผิด',
    });
    await open(g, [...groupActs(g), ...foundedActs(g), count], '?tab=money');
    expect(await screen.findByText('นับเงินสดได้ขาดไป 50 บาท')).toBeTruthy();
    expect(screen.getByText('เหตุผล: ทอนผิด')).toBeTruthy();
    expect(screen.getByText('4 จาก 4 รายการ')).toBeTruthy();
  });

  it('an old group shows its declared total', async () => {
    const g = newId();
    const declared = { foundedOn: '1999-06-01', members: 160, savedSatang: 204_800_000, asOf: '2026-10-31' };
    await open(g, groupActs(g, 'เหล่า', { source: 'declared', declared }), '?tab=money');
    expect(await screen.findByText(/31 ตุลาคม 2569/)).toBeTruthy();
    expect(screen.getAllByText('2,048,000')).toHaveLength(2);
  });
});

describe('an old paper group whose people are typed', () => {
  it('begins with the first of them: the list that is still empty leads to the form', async () => {
    const g = newId();
    const declared = { foundedOn: '1999-06-01', members: 160, savedSatang: 204_800_000, asOf: '2026-10-31' };
    await open(g, groupActs(g, 'เหล่า', { source: 'declared', declared }), '?tab=members');
    expect(await screen.findByText('สมาชิก 160 คน จากสมุดกระดาษ')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'เพิ่มสมาชิก' }).getAttribute('href')).toBe(`/groups/${g}/members/new`);
  });

  it('keeps its 160 members until somebody says that all are there, and takes that back with one tap', async () => {
    const g = newId();
    const declared = { foundedOn: '1999-06-01', members: 160, savedSatang: 204_800_000, asOf: '2026-10-31' };
    const person = { firstName: 'กานดา', lastName: 'ใจดี', houseNo: '1', bornOn: '1976-05-01' };
    const add = act(g, 'member.add', { member: newId(), kind: 'person', appliedOn: '2026-11-01' }, person);
    const { user } = await open(g, [...groupActs(g, 'เหล่า', { source: 'declared', declared }), add], '?tab=members');
    expect(await screen.findByText('พิมพ์แล้ว 1 จาก 160 คน')).toBeTruthy();
    expect(screen.getByText('160', { selector: '.tile *' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'พิมพ์ครบทุกคนแล้ว' }));
    await waitFor(() => expect(screen.queryByText('พิมพ์แล้ว 1 จาก 160 คน')).toBeNull());
    expect(screen.queryByText('160', { selector: '.tile *' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'เลิกทำ' }));
    expect(await screen.findByText('160', { selector: '.tile *' })).toBeTruthy();
  });
});

describe('the meetings of a group', () => {
  it('offers every kind of meeting by its own address', async () => {
    const g = newId();
    const { user } = await open(g, [...groupActs(g), ...foundedActs(g)], '?tab=meetings');
    expect(await screen.findByText(/เห็นชอบ 46 ไม่เห็นชอบ 5 งด 9/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'เพิ่มการประชุม' }));
    expect(screen.getByRole('link', { name: 'ประชุมประจำเดือน' }).getAttribute('href')).toBe(`/groups/${g}/meetings/new?kind=monthly`);
    expect(screen.getByRole('link', { name: 'ประชุมจัดตั้งกลุ่ม' }).getAttribute('href')).toBe(`/groups/${g}/founding`);
  });
});
