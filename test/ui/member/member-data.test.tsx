/** A person's rights over his data (PDPA s.30, s.33): all that is kept taken out with a reason, erased, and a national id looked at by a colleague; case 48. */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import type { Act } from '../../../src/storage/phone-store.ts';
import { PrintScreen } from '../../../src/ui/print/print-screen.tsx';
import { MemberScreen } from '../../../src/ui/screens/member.tsx';
import { officerGrants, officerId, renderApp, type RenderedApp, type RenderOptions } from '../support/render-app.tsx';
import { act, g, kham, namfon, somchai, villageActs } from './village.ts';

const home = (member: string) => `/groups/${g}/members/${member}`;
const open = async (address: string, options: RenderOptions = {}): Promise<RenderedApp> => {
  const app = await renderApp(<MemberScreen />, { path: address, route: '/groups/:id/members/:member', acts: villageActs(), ...options });
  await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).not.toBe('กำลังเปิด'));
  await waitFor(() => expect(document.querySelector('[aria-busy="true"]')).toBeNull());
  return app;
};
const last = ({ store }: RenderedApp) => store.operations.at(-1);
const left = (member: string): Act => act('member.close', { member, leftOn: '2026-11-20', reason: 'moved' }) as Act;
const files: File[] = [];
const takenOut = async (): Promise<string> => (await files.at(-1)?.text()) ?? '';

async function takeOut(app: RenderedApp, reason: string): Promise<void> {
  fireEvent.change(screen.getByRole('combobox', { name: /นำออกไปเพื่ออะไร/ }), { target: { value: reason } });
  await app.user.click(screen.getByRole('button', { name: 'รวบรวมข้อมูล' }));
  await screen.findByRole('link', { name: 'พิมพ์ข้อมูลนี้' });
}

const createObjectURL = URL.createObjectURL.bind(URL);
afterEach(() => {
  URL.createObjectURL = createObjectURL;
  files.length = 0;
});
const watchFiles = () => {
  URL.createObjectURL = (file) => {
    files.push(file as File);
    return createObjectURL(file as File);
  };
};

describe('what is kept about one person', () => {
  it('comes with a reason only, which the group keeps; the national id is masked for everybody but the person', async () => {
    watchFiles();
    const app = await open(`${home(kham)}?view=data`);
    await app.user.click(screen.getByRole('button', { name: 'รวบรวมข้อมูล' }));
    expect(screen.getByText(/บอกเหตุผลก่อน/)).toBeTruthy();
    expect(last(app)?.k).not.toBe('member.export');
    expect(screen.queryByText('12/1 ม.9')).toBeNull();
    await takeOut(app, 'audit');
    expect(last(app)).toMatchObject({ k: 'member.export', p: { member: kham, on: '2026-11-23', reason: 'audit' } });
    const file = await takenOut();
    for (const fact of ['นางคำ ใจดี', '10 พฤษภาคม 2511', '081-234-5678', '100.00', 'ศิริพร ใจงาม', 'ให้ผู้ตรวจสอบ']) expect(file).toContain(fact);
    expect(file).toContain('0-01-1');
    expect(file).not.toContain('3-5601-00000-01-1');
    expect(document.body.textContent).not.toContain('3-5601-00000-01-1');
  });

  it('is whole for the person who asked, with guardian, promises, offices, and who else took it out', async () => {
    watchFiles();
    const acts = [
      ...villageActs(),
      act('committee.elect', { term: kham, member: somchai, branch: 'audit', office: 'member', from: '2026-10-05' }) as Act,
      act('member.set', { member: somchai, base: {}, fields: { idStatus: 'given' } }, { fields: { nationalId: '3560100000011' } }) as Act,
      act('member.unmask', { look: namfon, member: somchai, on: '2026-11-01', reason: 'bank-papers' }) as Act,
    ];
    const app = await open(`${home(somchai)}?view=data`, { acts });
    await takeOut(app, 'member-asked');
    const file = await takenOut();
    for (const fact of ['3-5601-00000-01-1', 'นางอำไพ วงศ์ใหญ่', '50.00', 'ฝ่ายตรวจสอบ', 'ทำเอกสารธนาคาร', 'สมาชิกขอข้อมูลของตน'])
      expect(file).toContain(fact);
    // nothing of anybody else
    for (const other of ['คำ ใจดี', 'ต้นกล้า', 'บัวผัน']) expect(file).not.toContain(other);
  });

  it('is printed from the record that says who took it out; without one there is nothing to print', async () => {
    const taken = '019ab000-0000-7000-8000-0000000000f1';
    const acts = [...villageActs(), act('member.export', { export: taken, member: kham, on: '2026-11-23', reason: 'audit' }) as Act];
    await renderApp(<PrintScreen />, { path: `/print/member-data/${g}?taken=${taken}`, route: '/print/:paper/:id', acts });
    await waitFor(() => expect(document.querySelector('.folio')).not.toBeNull());
    const paper = document.querySelector('.folios')?.textContent ?? '';
    expect(paper).toContain('นางคำ ใจดี');
    expect(paper).not.toContain('๓-๕๖๐๑-๐๐๐๐๐-๐๑-๑');
    cleanup();
    await renderApp(<PrintScreen />, { path: `/print/member-data/${g}?member=${kham}`, route: '/print/:paper/:id', acts });
    expect(await screen.findByText(/ยังไม่มี/)).toBeTruthy();
  });
});

describe('erasing a person', () => {
  it('is offered for nobody who is a member, and not to a helper', async () => {
    await open(home(kham));
    expect(screen.queryByRole('link', { name: 'ลบข้อมูลส่วนบุคคลของคนนี้' })).toBeNull();
    cleanup();
    const grants = [{ role: 'volunteer' as const, areas: ['5607'], from: '2026-10-01' }];
    await open(home(kham), { acts: [...villageActs(), left(kham)], grants });
    expect(screen.queryByRole('link', { name: 'ลบข้อมูลส่วนบุคคลของคนนี้' })).toBeNull();
  });

  it('of who left asks why and once more; then the name is a number', async () => {
    const app = await open(home(kham), { acts: [...villageActs(), left(kham)] });
    await app.user.click(screen.getByRole('link', { name: 'ลบข้อมูลส่วนบุคคลของคนนี้' }));
    await app.user.click(await screen.findByRole('button', { name: 'ลบถาวร' }));
    expect(screen.getByText('เลือกเหตุผล')).toBeTruthy();
    await app.user.click(screen.getByRole('radio', { name: /เจ้าของข้อมูลขอให้ลบ/ }));
    await app.user.click(screen.getByRole('button', { name: 'ลบถาวร' }));
    await app.user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'ลบถาวร' }));
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('สมาชิกที่ลบข้อมูลแล้ว เลขที่ 1'));
    expect(last(app)).toMatchObject({ k: 'erase', p: { member: kham, on: '2026-11-23', reason: 'asked' } });
    expect(screen.getByText(/ลบข้อมูลส่วนบุคคลเมื่อ/)).toBeTruthy();
    expect(document.body.textContent).not.toContain('ใจดี');
    expect(screen.queryByRole('link', { name: 'ลบข้อมูลส่วนบุคคลของคนนี้' })).toBeNull();
  });

  it('of who still has savings says what must happen first', async () => {
    const paid = act('entry.record', {
      paidOn: '2026-11-05',
      writtenBy: 'committee',
      rows: [{ e: namfon, kind: 'pledged-savings', member: kham, amount: 10_000, forMonth: '2026-11' }],
    }) as Act;
    await open(`${home(kham)}?do=erase`, { acts: [...villageActs(), paid, left(kham)] });
    expect(screen.getByText(/ยังมีเงินสะสมในกลุ่ม/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'ลบถาวร' }).hasAttribute('disabled')).toBe(true);
  });
});

describe('a national id that somebody else wrote down', () => {
  it('is looked at with a reason that the group keeps, for twenty seconds', async () => {
    const me = { user: '019ab000-0000-7000-8000-0000000000c1', name: 'ผู้ช่วย', dev: officerId, grants: officerGrants };
    const app = await open(home(kham), { context: { me } });
    const details = (await screen.findByText('ข้อมูลส่วนตัว')).closest('details') as HTMLDetailsElement;
    details.open = true;
    fireEvent(details, new Event('toggle'));
    await app.user.click(await screen.findByRole('button', { name: 'ดูเลข' }));
    expect(screen.queryByText('3-5601-00000-01-1')).toBeNull();
    await screen.findByRole('dialog', { name: 'ดูเลขเต็มเพื่ออะไร' });
    await app.user.click(screen.getByRole('button', { name: 'ดูเลข 20 วินาที' }));
    expect(screen.getByText('บอกเหตุผลก่อน จึงจะเห็นเลขเต็ม')).toBeTruthy();
    fireEvent.change(screen.getByRole('combobox', { name: /^เหตุผล/ }), { target: { value: 'bank-papers' } });
    await app.user.click(screen.getByRole('button', { name: 'ดูเลข 20 วินาที' }));
    expect(await screen.findByText('3-5601-00000-01-1')).toBeTruthy();
    expect(last(app)).toMatchObject({ k: 'member.unmask', p: { member: kham, reason: 'bank-papers' } });
  });
});
