/** Commitments of a district: prepared for those who have none, clause 4 said before, signed on a screen or on paper with its photo. */
import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Grant } from '../../../src/protocol/session.ts';
import { BoardCommitmentsScreen } from '../../../src/ui/screens/board-commitments.tsx';
import { CommitmentScreen } from '../../../src/ui/screens/commitment.tsx';
import { areaStreamId } from '../../../src/ui/commitment/use-area-rows.ts';
import type { ServerPhone } from '../../support/server-phone.ts';
import { fakeThisPhone } from '../support/fake-phone.ts';
import { actOf, createIds, nowInTests, renderApp, type RenderOptions } from '../support/render-app.tsx';
import { createMemoryStore, type MemoryStore } from '../support/memory-store.ts';
import { openBoardOffice, sendFrom, type BoardOffice } from './support/board-office.ts';

let office: BoardOffice;
let fon: ServerPhone;
let som: ServerPhone;
beforeEach(async () => {
  office = await openBoardOffice();
  fon = await office.phone({ name: 'Fon', areas: ['560702'] });
  som = await office.phone({ role: 'volunteer', name: 'Som', areas: ['560701'], until: '2027-09-30' });
});
afterEach(async () => office.close());

const grants: readonly Grant[] = [{ role: 'district-chief', areas: ['5607'], from: '2026-10-01' }];
const campaign = {
  campaign: 'phayao-2570',
  name: 'ส่งเสริมการออมภาคประชาชน',
  targetPerOfficer: 1,
  dueOn: '2027-09-30',
  firstReportOn: '2027-01-05',
  finalReportOn: '2027-12-27',
  commitmentFrom: '2027-01-04',
  commitmentTo: '2027-12-30',
};

/** What the chief's device holds of the province's stream. */
async function campaignActs() {
  const newId = createIds(() => nowInTests - 86_400_000);
  const g = await areaStreamId('56');
  return [
    actOf(newId, g, 'campaign.set', campaign),
    actOf(newId, g, 'target.set', { campaign: campaign.campaign, district: '5607', officers: 4, groups: 4, remark: 'อสพ. 1 คน' }),
  ];
}

const openCommitments = async (options: RenderOptions = {}) =>
  renderApp(<BoardCommitmentsScreen />, {
    path: '/board/commitments',
    grants,
    store: createMemoryStore({ user: office.chief.session.user }),
    thisPhone: fakeThisPhone(office.thisPhone),
    context: { me: { user: office.chief.session.user, name: 'Si', dev: office.chief.dev, grants } },
    ...options,
  });
const rowOf = async (name: string) =>
  within((await within(await screen.findByRole('table', { name: 'บันทึกข้อตกลง' })).findByText(name)).closest('tr')!);
const dialog = async (name: string | RegExp) => within(await screen.findByRole('dialog', { name }));
const madeHere = ({ operations }: MemoryStore) => operations.filter(({ k }) => k.startsWith('commitment.'));

describe('in the office', () => {
  it('without the campaign of the province nothing can be prepared, and why is said', async () => {
    await openCommitments();
    expect(await screen.findByText('ยังไม่ได้รับข้อมูลวาระ')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'เตรียมบันทึกข้อตกลง' }).disabled).toBe(true);
  });

  it('one press prepares for everybody without one, says who has not read clause 4’s guideline, and asks them to', async () => {
    const { user, store } = await openCommitments({ acts: await campaignActs() });
    await rowOf('Fon');
    expect(await screen.findByText('เป้าหมายอำเภอ: 4 คน 4 กลุ่ม · อสพ. 1 คน')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'เตรียมบันทึกข้อตกลง' }));
    const sheet = await dialog('เตรียมบันทึกข้อตกลง');
    expect(sheet.getByText('2 คนยังไม่อ่านแนวทาง แต่ข้อ 4 ให้รับรองว่าได้ทำความเข้าใจแล้ว')).toBeTruthy();
    expect(sheet.getByRole<HTMLInputElement>('textbox', { name: 'ตำแหน่งของผู้ทำ' }).value).toBe('พัฒนาการอำเภอแม่ใจ');
    const target = sheet.getByRole('textbox', { name: 'เป้าหมาย' });
    await user.clear(target);
    await user.type(target, '0');
    await user.click(sheet.getByRole('button', { name: 'เตรียมให้ 2 คน' }));
    expect(madeHere(store)).toEqual([]);
    await user.clear(target);
    await user.type(target, '1');
    await user.click(sheet.getByRole('button', { name: 'เตรียมให้ 2 คน' }));
    expect(await screen.findByText('เตรียมให้ 2 คนแล้ว เครื่องของแต่ละคนจะได้รับ')).toBeTruthy();

    const made = madeHere(store);
    expect(made.map(({ p }) => p)).toMatchObject([
      { acceptor: { user: fon.session.user, position: 'นักวิชาการพัฒนาชุมชน' }, target: 1, from: '2027-01-04', to: '2027-12-30' },
      { acceptor: { user: som.session.user }, issuer: { user: office.chief.session.user, position: 'พัฒนาการอำเภอแม่ใจ' } },
    ]);
    // the names are the erasable part
    expect(JSON.stringify(made.map(({ p }) => p))).not.toContain('Som');
    expect((await rowOf('Fon')).getByText('รอลงนาม')).toBeTruthy();
    expect(await (await rowOf('Fon')).findByText('ยังไม่อ่าน มอบหมายเมื่อ 23 พ.ย. 2569')).toBeTruthy();
    // both sides see it: the office takes it, and each phone of the district gets it
    expect(await sendFrom(office.chief, made)).toEqual(['applied', 'applied']);
    expect(JSON.stringify([...(await fon.pull()).values()])).toContain('commitment.prepare');
    await user.click(screen.getByRole('button', { name: 'เตรียมบันทึกข้อตกลง' }));
    // nobody is left: the button, far below, leads back up to where one is chosen
    const again = await dialog('เตรียมบันทึกข้อตกลง');
    await user.click(again.getByRole('button', { name: 'เตรียมให้ 0 คน' }));
    await waitFor(() => expect(document.activeElement).toBe(again.getByRole('checkbox', { name: /^Fon/ })));
  });

  it('the chief signs on the screen; a paper counts only with its photo; one taken back is offered again', async () => {
    const { user, store } = await openCommitments({ acts: [...(await campaignActs()), ...(await preparedFor(fon, 'Fon'))] });
    await user.click(await screen.findByRole('button', { name: 'Fon' }));
    const sheet = await dialog('ของ Fon');
    await user.click(sheet.getByRole('button', { name: 'ลงนามในแอป' }));
    expect(await sheet.findByText('ในแอป 23 พ.ย. 2569')).toBeTruthy();
    expect((await rowOf('Fon')).getByText('รอผู้รับลงนาม')).toBeTruthy();

    await user.click(sheet.getByRole('checkbox', { name: /^Fon/ }));
    await user.click(sheet.getByRole('button', { name: 'บันทึกว่าลงนามบนกระดาษแล้ว' }));
    expect(sheet.getByText('ถ่ายรูปกระดาษที่ลงนามก่อน')).toBeTruthy();
    expect(sheet.getByText('เลือกผู้ที่ลงนามบนกระดาษก่อน')).toBeTruthy();
    await user.click(sheet.getByRole('checkbox', { name: /^Fon/ }));
    expect(sheet.queryByText('เลือกผู้ที่ลงนามบนกระดาษก่อน')).toBeNull();
    expect(madeHere(store)).toHaveLength(2);
    const file = new File([new Uint8Array(2_000)], 'paper.jpg', { type: 'image/jpeg' });
    fireEvent.change(sheet.getByLabelText('เลือกจากเครื่อง'), { target: { files: [file] } });
    await waitFor(() => expect(store.operations.at(-1)?.k).toBe('photo.attach'));
    await user.click(sheet.getByRole('button', { name: 'บันทึกว่าลงนามบนกระดาษแล้ว' }));
    expect(await sheet.findByText('บนกระดาษ 23 พ.ย. 2569')).toBeTruthy();
    expect((await rowOf('Fon')).getByText('ลงนามครบ')).toBeTruthy();
    expect(madeHere(store).at(-1)?.p).toMatchObject({ side: 'acceptor', how: 'paper', signedOn: '2026-11-23' });

    await user.click(sheet.getByText('ถอนฉบับนี้'));
    await user.type(sheet.getByRole('textbox', { name: /เหตุผล/ }), 'The target was wrong');
    await user.click(sheet.getByRole('button', { name: 'ถอนบันทึกข้อตกลงนี้' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect((await rowOf('Fon')).getByText('ยังไม่เตรียม')).toBeTruthy();
  });
});

/** A commitment that the chief prepared earlier. */
async function preparedFor(phone: ServerPhone, name: string) {
  const newId = createIds(() => nowInTests - 3_600_000);
  const { commitmentFrom: from, commitmentTo: to } = campaign;
  const p = {
    commitment: newId(),
    campaign: campaign.campaign,
    issuer: { user: office.chief.session.user, position: 'พัฒนาการอำเภอแม่ใจ' },
    acceptor: { user: phone.session.user, position: 'พัฒนากร' },
    target: 1,
    villageTypes: [],
    from,
    to,
  };
  return [actOf(newId, await areaStreamId('5607'), 'commitment.prepare', p, { issuer: 'Si', acceptor: name })];
}

describe('on the officer’s own phone', () => {
  const ownGrants: readonly Grant[] = [{ role: 'field-officer', areas: ['560702'], from: '2026-10-01' }];
  const openOwn = async (options: RenderOptions = {}) =>
    renderApp(<CommitmentScreen />, {
      path: '/me/commitment',
      grants: ownGrants,
      store: createMemoryStore({ user: fon.session.user }),
      context: { me: { user: fon.session.user, name: 'Fon', dev: fon.dev, grants: ownGrants } },
      ...options,
    });

  it('says that there is none yet, also when a colleague has one', async () => {
    await openOwn({ acts: await preparedFor(som, 'Som') });
    expect(await screen.findByText('ยังไม่มีบันทึกข้อตกลง')).toBeTruthy();
  });

  it('asks to read before signing, signs after one more question, and the office takes it', async () => {
    const acts = await preparedFor(fon, 'Fon');
    const { user, store } = await openOwn({ acts: [...(await campaignActs()), ...acts] });
    expect(await screen.findByText('ยังไม่ได้อ่านแนวทาง')).toBeTruthy();
    expect((await screen.findByRole('link', { name: 'อ่านแนวทาง' })).getAttribute('href')).toBe('/guide/enclosure-2-guideline');
    expect(screen.getByText('รอลงนาม')).toBeTruthy();
    // the letter's words, never called what it is not
    expect(document.body.textContent).toContain('มิใช่สัญญา');
    await user.click(screen.getByRole('button', { name: 'ลงนามในแอป' }));
    const ask = await dialog('ลงนามในแอป');
    expect(ask.getByText(/^คุณยังไม่ได้อ่านแนวทาง/)).toBeTruthy();
    await user.click(ask.getAllByRole('button', { name: 'ยกเลิก' }).at(-1)!);
    expect(madeHere(store)).toHaveLength(1);

    await user.click(screen.getByRole('button', { name: 'ลงนามในแอป' }));
    await user.click((await dialog('ลงนามในแอป')).getByRole('button', { name: 'ให้คำรับรอง' }));
    expect(await screen.findByText('บันทึกการลงนามแล้ว')).toBeTruthy();
    expect(screen.getByText('รอผู้ทำลงนาม')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'กลับไปหน้าฉัน' })).toBeTruthy();
    expect(madeHere(store).at(-1)?.p).toMatchObject({ side: 'acceptor', how: 'screen', signedOn: '2026-11-23' });
    const [prepared, signed] = madeHere(store);
    expect(await sendFrom(office.chief, [prepared!])).toEqual(['applied']);
    expect(await sendFrom(fon, [signed!])).toEqual(['applied']);
  });

  it('a phone that is full says so and nothing is called signed', async () => {
    const { StoreProblem } = await import('../../../src/storage/store-problem.ts');
    const { user, store } = await openOwn({ acts: await preparedFor(fon, 'Fon') });
    await user.click(await screen.findByRole('button', { name: 'ลงนามในแอป' }));
    store.failNext(new StoreProblem('quota'));
    await user.click((await dialog('ลงนามในแอป')).getByRole('button', { name: 'ให้คำรับรอง' }));
    await waitFor(() => expect(screen.getByRole('dialog').querySelector('.banner')).toBeTruthy());
    expect(screen.getByText('รอลงนาม')).toBeTruthy();
    expect(madeHere(store)).toHaveLength(1);
  });
});
