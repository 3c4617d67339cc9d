/** Applications and guardians' consents filled from what was recorded: one member's, or those of a whole founding day; what nobody recorded is left to the pen. */
import { screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { Act } from '../../../src/storage/phone-store.ts';
import { PrintScreen } from '../../../src/ui/print/print-screen.tsx';
import { groupId as foundedGroup, foundingOn, people, sceneActs } from '../founding/scene-a.ts';
import { act, bua, g, kham, namfon, somchai, tonkla, villageActs } from '../member/village.ts';
import { renderApp } from '../support/render-app.tsx';

async function print(address: string, acts: readonly Act[] = villageActs()) {
  const app = await renderApp(<PrintScreen />, { path: `/print/${address}`, route: '/print/:paper/:id', acts });
  await screen.findByText(/พร้อมพิมพ์ \d+ หน้า/);
  return app;
}

/** What stands after a label, on the first line that has it; empty where a hand writes. */
function line(label: string, within: ParentNode = document): string {
  const found = [...within.querySelectorAll('.paper-field')].find((field) => field.querySelector('.paper-label')?.textContent === label);
  return found?.querySelector('.paper-dots')?.textContent ?? 'no such line';
}
const ticked = () => [...document.querySelectorAll('.paper-check[aria-current="true"]')].map((box) => box.textContent);
const names = () => [...document.querySelectorAll('.paper-signature')].map((signature) => [
  signature.querySelector('.paper-sign-role')?.textContent,
  signature.querySelectorAll('.paper-dots')[1]?.textContent,
]); // prettier-ignore
const text = () => document.querySelector('.paper')?.textContent ?? '';
const pages = () => document.querySelectorAll('.paper-page').length;

describe('an application', () => {
  it('has everything that was recorded on its lines and in its boxes', async () => {
    await print(`application/${g}?member=${kham}`, [
      ...villageActs(),
      act('member.beneficiaries', { member: kham, shares: [6000, 4000] }, { people: [{ name: 'นายอินทร์ ใจดี', relation: 'สามี' }, { name: 'นางแก้ว ใจดี' }] }), // prettier-ignore
    ]);
    const lines = ['สมาชิกเลขที่', 'วันที่เป็นสมาชิก', 'กลุ่มออมทรัพย์เพื่อการผลิต', 'บ้าน', 'วันที่', 'ชื่อ', 'นามสกุล', 'เกิดวันที่', 'เดือน', 'พ.ศ.', 'อายุ', 'บ้านเลขที่', 'เดือนละ', '(ตัวอักษร', 'ตั้งแต่เดือน']; // prettier-ignore
    expect(lines.map((label) => line(label))).toEqual([
      '๑', '๕ ตุลาคม ๒๕๖๙', 'กลุ่มออมทรัพย์ฯ บ้านป่าแฝกดอย', 'ป่าแฝกดอย', '๕ ตุลาคม ๒๕๖๙', 'คำ', 'ใจดี', '๑๐', 'พฤษภาคม', '๒๕๑๑', '๕๘', '๑๒/๑', '๑๐๐.๐๐', 'หนึ่งร้อยบาทถ้วน', 'ตุลาคม',
    ]); // prettier-ignore
    expect(ticked()).toEqual(['นาง', 'สมาชิกสามัญ', 'รับเป็นสมาชิก']);
    expect(names().filter(([, name]) => name !== '')).toEqual([['ผู้สมัคร', 'นางคำ ใจดี'], ['ผู้สมัคร', 'นางคำ ใจดี']]); // prettier-ignore
    const rows = [...document.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent));
    expect(rows.slice(0, 3)).toEqual([['๑', 'นายอินทร์ ใจดี', 'สามี', '', '๖๐'], ['๒', 'นางแก้ว ใจดี', '', '', '๔๐'], ['๓', '', '', '', '']]); // prettier-ignore
    expect(pages()).toBe(2);
  });

  it('shows no more of a national id than its last four digits', async () => {
    await print(`application/${g}?member=${kham}`);
    expect(line('เลขประจำตัวประชาชน')).toBe('•-••••-••••๐-๐๑-๑');
  });

  it('leaves what was not recorded to the pen, and says that an age from a year alone is about right', async () => {
    await print(`application/${g}?member=${bua}`);
    expect(['สมาชิกเลขที่', 'นามสกุล', 'เกิดวันที่', 'เดือน', 'บ้านเลขที่', 'เดือนละ', 'ค่าธรรมเนียมแรกเข้า'].map((label) => line(label))).toEqual(Array(7).fill('')); // prettier-ignore
    expect(['พ.ศ.', 'อายุ'].map((label) => line(label))).toEqual(['๒๕๒๓', 'ประมาณ ๔๖']);
    expect(ticked()).toContain('ให้วันหลัง');
  });

  it('of somebody who only put the name down has a name and no day', async () => {
    await print(`application/${g}?member=${namfon}`);
    expect(['ชื่อ', 'วันที่', 'วันที่เป็นสมาชิก'].map((label) => line(label))).toEqual(['น้ำฝน', '', '']);
  });

  it('keeps what was promised on it when the promise is changed later', async () => {
    await print(`application/${g}?member=${kham}`, [
      ...villageActs(),
      act('pledge.decide', { member: kham, amount: 5_000, effectiveFrom: '2026-12', decidedOn: '2026-11-05', decidedBy: 'member' }),
    ]);
    expect(['เดือนละ', 'ตั้งแต่เดือน'].map((label) => line(label))).toEqual(['๑๐๐.๐๐', 'ตุลาคม']);
  });

  it('of a title that has no box stands on the line after the boxes', async () => {
    const monk = act('member.set', { member: bua, base: {}, fields: {} }, { fields: { title: 'พระ' } });
    await print(`application/${g}?member=${bua}`, [...villageActs(), monk]);
    expect(line('อื่น ๆ')).toBe('พระ');
  });

  it('for nobody knows nobody, until somebody is chosen', async () => {
    const { user } = await print(`application/${g}`);
    for (const name of ['คำ', 'ต้นกล้า', 'สมชาย']) expect(line('ชื่อ')).not.toBe(name);
    expect(text()).not.toContain('ใจดี');
    await user.selectOptions(screen.getByLabelText('พิมพ์ให้ใคร'), '1 นางคำ ใจดี');
    await waitFor(() => expect(line('นามสกุล')).toBe('ใจดี'));
  });
});

describe('a guardian’s consent', () => {
  it('that is not signed yet has the child and the promise, and lines for the guardian', async () => {
    await print(`consent/${g}?member=${tonkla}`);
    expect(['ชื่อ - นามสกุล', 'เกิดวันที่', 'อายุ', 'เดือนละ', 'วันที่'].map((label) => line(label))).toEqual(['ด.ช.ต้นกล้า เรือนคำ', '๒ มีนาคม ๒๕๕๗', '๑๒', '๒๐.๐๐', '']); // prettier-ignore
    expect(ticked()).toEqual([]);
    expect(names().map(([, name]) => name)).toEqual(['', 'ด.ช.ต้นกล้า เรือนคำ', '', '']);
  });

  it('that was recorded has the guardian, the relation, the day and how it was signed', async () => {
    await print(`consent/${g}?member=${somchai}`);
    expect(['วันที่', 'อายุ', 'เดือนละ'].map((label) => line(label))).toEqual(['๕ ตุลาคม ๒๕๖๙', '๑๙', '๕๐.๐๐']);
    expect(ticked()).toEqual(['มารดา', 'ลงลายมือชื่อ']);
    expect(names()[0]).toEqual(['ผู้ปกครอง', 'นางอำไพ วงศ์ใหญ่']);
  });

  it('is offered for minors only', async () => {
    await print(`consent/${g}`);
    expect([...screen.getByLabelText<HTMLSelectElement>('พิมพ์ให้ใคร').options].map(({ text: option }) => option)).toEqual([
      'แบบเปล่า มีชื่อกลุ่ม', '2 นายสมชาย วงศ์ใหญ่', ' ด.ช.ต้นกล้า เรือนคำ',
    ]); // prettier-ignore
  });
});

describe('a founding day', () => {
  it('prints the applications of all fifty in one go, each with its own name, in the order of their numbers', async () => {
    const { user } = await print(`application/${foundedGroup}`, sceneActs('paid'));
    await user.selectOptions(screen.getByLabelText('พิมพ์ให้ใคร'), 'ทุกคนที่สมัคร 23 พ.ย. 2569 (50 คน)');
    await screen.findByText('พร้อมพิมพ์ 100 หน้า');
    const fronts = [...document.querySelectorAll('.paper-page:nth-child(odd)')];
    expect(fronts.map((page) => line('ชื่อ', page))).toEqual(people.map(({ firstName }) => firstName));
    expect(['สมาชิกเลขที่', 'เขียนที่', 'ค่าธรรมเนียมแรกเข้า'].map((label) => line(label))).toEqual(['๑', 'ศาลาหมู่บ้าน', '๒๐.๐๐']);
  });

  it('prints the consents of its minors, signed or not', async () => {
    await print(`consent/${foundedGroup}?on=${foundingOn}`, sceneActs('paid'));
    expect(pages()).toBe(7);
  });
});
