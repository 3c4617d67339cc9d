/** The board as the department: provinces side by side in sums, the reports that came up to it, and nobody by name. */
import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Grant } from '../../../src/protocol/session.ts';
import { viewerOf } from '../../../src/server/access.ts';
import { toView } from '../../../src/server/cell/cell-board.ts';
import { joinCell, pullCell } from '../../../src/server/cell/pull-cell.ts';
import { giveSummaries } from '../../../src/server/cell/give-summaries.ts';
import { BoardReviewScreen } from '../../../src/ui/screens/board-review.tsx';
import { BoardScreen } from '../../../src/ui/screens/board.tsx';
import { foundGroup } from '../../support/founded-groups.ts';
import { newId } from '../../support/server-phone.ts';
import { renderApp, type RenderOptions } from '../support/render-app.tsx';
import { openBoardOffice, type BoardOffice } from './support/board-office.ts';

let office: BoardOffice;
afterEach(async () => office.close());

const grants: readonly Grant[] = [{ role: 'department', areas: ['56', '57'], from: '2026-10-01' }];
const openBoard = async (options: RenderOptions = {}) =>
  renderApp(<BoardScreen />, { path: '/board', grants, thisPhone: office.thisPhone, ...options });

/** A three-month report that its officer has sent, and who may say something to it. */
async function sendReport() {
  office = await openBoardOffice('department');
  const fon = await office.phone({ name: 'Fon Chaidee', areas: ['5607'] });
  const chief = await office.phone({ role: 'district-chief', name: 'Chief', areas: ['5607'] });
  const province = await office.phone({ role: 'province', name: 'Province', areas: ['56'] });
  const g = await foundGroup(fon, { tambon: '560702', name: 'Nong Bua', isReported: false });
  const report = newId();
  const submitted = fon.op(g, 'report.submit', { report, kind: 'three-month', version: 1, snapshot: {} });
  await fon.push(submitted);
  const accept = { report, decision: 'accepted', saw: submitted.id } as const;
  return { chief, province, g, report, accept };
}

describe('the board of the department', () => {
  it('begins with provinces side by side, opens one, then a district, and comes back the same way', async () => {
    office = await openBoardOffice('department');
    await foundGroup(await office.phone({ name: 'Fon Chaidee', areas: ['5607'] }), { tambon: '560702', name: 'Nong Bua' });
    const first = await openBoard();
    expect(await screen.findByText('2 จังหวัดที่ดูแล')).toBeTruthy();
    const provinces = within(await screen.findByRole('table', { name: 'เป้าหมายรายจังหวัด' }));
    expect(provinces.getAllByRole('rowheader').map(({ textContent }) => textContent)).toEqual(['พะเยา', 'เชียงราย', 'รวม']);
    expect(provinces.getByRole('link', { name: 'ดูพะเยา' }).getAttribute('href')).toBe('/board?area=56');
    first.unmount();

    const second = await openBoard({ path: '/board?area=56' });
    const districts = within(await screen.findByRole('table', { name: 'เป้าหมายรายอำเภอ' }));
    const row = districts.getByRole('link', { name: 'ดูแม่ใจ' }).closest('tr')!;
    expect(within(row).getByText('เหลือ 3 คน')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'กลับ' }).getAttribute('href')).toBe('/board');
    second.unmount();

    await openBoard({ path: '/board?area=5607' });
    expect(await screen.findByRole('link', { name: 'Nong Bua' })).toBeTruthy();
    const groups = within(screen.getByRole('table', { name: /^กลุ่ม ความก้าวหน้า/ }));
    expect(groups.queryByRole('button', { name: /เจ้าหน้าที่/ })).toBeNull();
    expect(groups.queryByText('ไม่มีผู้รับผิดชอบ')).toBeNull();
    expect(document.body.textContent).not.toContain('Fon');
    expect(screen.getByRole('link', { name: 'กลับ' }).getAttribute('href')).toBe('/board?area=56');
  });

  it('has no officers, no notes, no people, nothing to decide and no target to set', async () => {
    office = await openBoardOffice('department');
    const fon = await office.phone({ name: 'Fon Chaidee', areas: ['5607'] });
    await foundGroup(fon, { tambon: '560702', name: 'Nong Bua' });
    for (const path of ['/board?area=56', '/board?area=5607']) {
      const page = await openBoard({ path });
      await screen.findByText(/^ยอดรวมของ/);
      if (path.endsWith('5607')) await screen.findByRole('link', { name: 'Nong Bua' });
      for (const name of [/^เขียนบันทึก/, /^บันทึก/, 'ตัดสิน']) expect(screen.queryByRole('button', { name })).toBeNull();
      for (const name of [/^คนในพื้นที่/, /^บันทึกข้อตกลง/, 'กำหนดเป้าหมาย']) expect(screen.queryByRole('link', { name })).toBeNull();
      expect(screen.queryByRole('table', { name: 'เจ้าหน้าที่' })).toBeNull();
      for (const name of ['บันทึกการนิเทศ', 'เครื่องของเจ้าหน้าที่']) expect(screen.queryByRole('heading', { name })).toBeNull();
      page.unmount();
    }
  });

  it('is asked for a three-month report once district and province have accepted it, and not before', async () => {
    const { chief, province, g, report, accept } = await sendReport();
    const { user } = await openBoard({ path: '/board?area=56' });
    await screen.findByRole('table', { name: 'เป้าหมายรายอำเภอ' });
    expect(screen.queryByText(/^รายงานรอตรวจ/)).toBeNull();

    await chief.push(chief.op(g, 'report.review', { ...accept, level: 'district' }));
    await province.push(province.op(g, 'report.review', { ...accept, level: 'province' }));
    await user.click(screen.getByRole('button', { name: 'ดูใหม่' }));
    const link = await screen.findByRole('link', { name: /^Nong Bua/ });
    expect(link.getAttribute('href')).toBe(`/board/review/${g}.${report}`);
    expect(screen.getByRole('heading', { name: 'รายงานรอตรวจ 1 ฉบับ' })).toBeTruthy();
    await waitFor(() => expect(link.textContent).toContain('รายงานครบ 3 เดือน'));
  });

  it('says on its first board in which province reports wait for it, leads there, and nothing more of one that was acknowledged', async () => {
    const { chief, province, g, accept } = await sendReport();
    await chief.push(chief.op(g, 'report.review', { ...accept, level: 'district' }));
    const { user } = await openBoard();
    const provinces = within(await screen.findByRole('table', { name: 'เป้าหมายรายจังหวัด' }));
    // it waits for the province, which is not the department's to say
    expect(screen.queryByText(/^รายงานรอ/)).toBeNull();

    await province.push(province.op(g, 'report.review', { ...accept, level: 'province' }));
    await user.click(screen.getByRole('button', { name: 'ดูใหม่' }));
    const list = within(await screen.findByRole('list', { name: 'รายงานรอตรวจ 1 ฉบับ' }));
    const [link, ...others] = list.getAllByRole('link');
    expect([link?.getAttribute('href'), link?.textContent, others]).toEqual(['/board?area=56', 'จังหวัดพะเยา1 ฉบับรอคุณ', []]);
    const row = provinces.getByRole('link', { name: 'ดูพะเยา' }).closest('tr')!;
    expect(within(row).getByText('รายงานรอคุณ 1')).toBeTruthy();

    await office.chief.push(office.chief.op(g, 'report.review', { ...accept, level: 'department' }));
    await user.click(screen.getByRole('button', { name: 'ดูใหม่' }));
    await waitFor(() => expect(screen.queryByText(/^รายงานรอ/)).toBeNull());
  });

  it('tells how old it is what a province with a server of its own said; one that sends no more is told nothing', async () => {
    const { chief, province, g, report, accept } = await sendReport();
    await chief.push(chief.op(g, 'report.review', { ...accept, level: 'district' }));
    await province.push(province.op(g, 'report.review', { ...accept, level: 'province' }));
    const { store, clock } = office.office.office;
    const reader = await store.read((tables) => viewerOf(tables, office.chief.session.user, office.chief.dev, clock()));
    const said = reader && (await giveSummaries(office.office.office, reader, { have: {} }));
    await office.close();
    office = await openBoardOffice('department');
    const url = 'https://sajja.example';
    const state = async (problem: string | null) =>
      office.office.office.store.write((tables) => tables.cells.setState(url, { problem, heardAt: Date.parse('2026-11-21T03:15:00Z') }));
    await office.office.office.store.write(async (tables) => {
      await tables.cells.put({ url, dev: '', secret: '', session: '', provinces: ['56'], addedAt: 1, heardAt: null, problem: null });
      for (const summary of said?.summaries ?? []) await tables.cells.putView(url, toView(summary));
    });
    await state('no-answer');
    const first = await openBoard();
    const provinces = within(await screen.findByRole('table', { name: 'เป้าหมายรายจังหวัด' }));
    const row = () => within(provinces.getByRole('link', { name: 'ดูพะเยา' }).closest('tr')!);
    expect(row().getByText('ตามที่จังหวัดส่งมา 21 พ.ย. 2569 10:15 น.')).toBeTruthy();
    await state('device-revoked');
    await first.user.click(screen.getByRole('button', { name: 'ดูใหม่' }));
    expect(await row().findByText('จังหวัดเลิกส่งข้อมูลแล้ว ล่าสุด 21 พ.ย. 2569 10:15 น.')).toBeTruthy();
    first.unmount();
    // on its own board too, with what that means for the figures
    const own = await openBoard({ path: '/board?area=56' });
    expect(await screen.findByText(/จะไม่ปรับอีก/)).toBeTruthy();
    await state('no-answer');
    await own.user.click(screen.getByRole('button', { name: 'ดูใหม่' }));
    expect(await screen.findByText(/จะปรับเองเมื่อติดต่อได้/)).toBeTruthy();
    own.unmount();

    // where no word reaches it any more, it says where the report is reviewed
    await state('device-revoked');
    const page = { route: '/board/review/:id', grants, thisPhone: office.thisPhone };
    await renderApp(<BoardReviewScreen />, { ...page, path: `/board/review/${g}.${report}` });
    expect(await screen.findByText(/รายงานนี้ตรวจในระบบของจังหวัด/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /รับ|ส่งคืน/ })).toBeNull();
  });

  it('says its word on a report to the province’s own server: what was typed stays until that one has it', async () => {
    const { chief, province, g, report, accept } = await sendReport();
    await chief.push(chief.op(g, 'report.review', { ...accept, level: 'district' }));
    await province.push(province.op(g, 'report.review', { ...accept, level: 'province' }));
    const cell = office;
    const { code } = await cell.office.invite({ role: 'department', areas: ['56'], name: 'Department' });
    office = await openBoardOffice('department');
    const page = fetch;
    let isAway = false;
    const atCell = async (to: URL, init?: RequestInit) => {
      if (isAway) throw new TypeError('no route');
      return cell.ask(to.pathname, init);
    };
    vi.stubGlobal('fetch', async (to: string | URL, init?: RequestInit) => (to instanceof URL ? atCell(to, init) : page(to, init)));
    try {
      const joined = await joinCell(office.office.office, { url: 'https://sajja.example', code, provinces: ['56'] });
      await pullCell(office.office.office, joined);
      isAway = true;
      const options = { route: '/board/review/:id', path: `/board/review/${g}.${report}`, grants, thisPhone: office.thisPhone };
      const { user } = await renderApp(<BoardReviewScreen />, options);
      const giveBack = async () => {
        await user.click(await screen.findByRole('button', { name: 'ส่งคืน' }));
        return within(await screen.findByRole('dialog', { name: 'ส่งคืนให้แก้' }));
      };
      const sheet = await giveBack();
      // it is given no pictures, so nobody says that there are none
      expect(screen.queryByText('รูปกิจกรรม')).toBeNull();
      await user.type(sheet.getByRole('textbox', { name: /^ข้อความถึงผู้ส่ง/ }), 'One photo more');
      await user.click(sheet.getByRole('button', { name: 'ส่งคืนพร้อมข้อความ' }));
      expect(await screen.findByText(/^ระบบของจังหวัดยังไม่ตอบ/)).toBeTruthy();

      isAway = false;
      const again = await giveBack();
      expect(again.getByRole<HTMLTextAreaElement>('textbox', { name: /^ข้อความถึงผู้ส่ง/ }).value).toBe('One photo more');
      await user.click(again.getByRole('button', { name: 'ส่งคืนพร้อมข้อความ' }));
      expect(await screen.findByText('คุณส่งคืนรายงานนี้แล้ว')).toBeTruthy();
      expect(screen.queryByText(/^ระบบของจังหวัดยังไม่ตอบ/)).toBeNull();
      expect(screen.queryByRole('button', { name: 'ส่งคืน' })).toBeNull();
      const body = await cell.office.office.store.read((tables) => tables.rows.get(g, `report:${report}`));
      expect(JSON.parse(body ?? '{}')).toMatchObject({
        state: 'returned',
        versions: [{ reviews: [{}, {}, { remark: 'One photo more' }] }],
      });
    } finally {
      await cell.office.close();
    }
  });
});
