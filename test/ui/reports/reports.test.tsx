/** What the officer reads and presses on the way of a report: what is missing, what is frozen, what came back, and what may be pasted elsewhere. */
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { PayloadOf } from '../../../src/domain/operation.ts';
import type { Act } from '../../../src/storage/phone-store.ts';
import { PrintScreen } from '../../../src/ui/print/print-screen.tsx';
import { ReportsScreen } from '../../../src/ui/screens/reports.tsx';
import { ReportScreen } from '../../../src/ui/screens/reports/report.tsx';
import { findReportDues } from '../../../src/ui/screens/reports/report-dues.ts';
import { actOf, createIds, nowInTests, renderApp, type RenderedApp } from '../support/render-app.tsx';

const newId = createIds();
const g = '019ab000-0000-7000-8000-00000000aa01';
const village = { tambon: '560702', moo: 4, name: 'บ้านสมุด' };
const name = 'กลุ่มออมทรัพย์เพื่อการผลิตบ้านสมุด';
const act = <K extends Act['k']>(k: K, p: PayloadOf<K>, s?: Act<K>['s']) => actOf(newId, g, k, p, s) as Act;

const paperGroup = () =>
  act('group.create', {
    name, village, villageTypes: ['other'], source: 'declared', declared: { foundedOn: '1999-03-06', members: 160, savedSatang: 204_800_000, asOf: '2026-09-30' },
  }); // prettier-ignore

/** founded on a day, with one member who is the chair */
function foundedGroup(on: string): Act[] {
  const [meeting, member] = [newId(), newId()];
  const vote = { present: 60, for: 48, against: 4, abstain: 8, method: 'hand', passed: true } as const;
  return [
    act('group.create', { name, village, villageTypes: ['other'], source: 'ledger' }),
    act('meeting.open', { meeting, kind: 'founding', heldOn: on }),
    act('meeting.resolve', { meeting, resolution: newId(), step: '2.2', motion: 'x', ...vote }),
    act('member.add', { member, kind: 'person', appliedOn: on }, { firstName: 'ลับสุด', lastName: 'ยอดเยี่ยม', bornOn: '1970-01-01', gender: 'male' }),
    act('member.add', { member: newId(), kind: 'person', appliedOn: on }, { firstName: 'คนอื่น', lastName: 'ในทะเบียน', bornOn: '1970-01-01', gender: 'female' }),
    act('committee.elect', { term: newId(), member, branch: 'board', office: 'chair', from: on }),
    act('bylaws.draft', { bylaws: newId(), pledgeDay: { kind: 'day-of-month', day: 5 }, entryFee: 0 }),
    act('entry.record', {
      paidOn: on, writtenBy: 'committee', rows: [{ e: newId(), kind: 'pledged-savings', member, amount: 10_000, forMonth: on.slice(0, 7) }],
    }),
  ]; // prettier-ignore
}

const open = async (slug: string, acts: readonly Act[]) =>
  renderApp(<ReportScreen />, { path: `/reports/${slug}.${g}`, route: '/reports/:id', acts });
const submissions = ({ store }: RenderedApp) =>
  store.operations.filter(({ k }) => k === 'report.submit').map(({ p }) => p as PayloadOf<'report.submit'>);
const sheet = async () => within(await screen.findByRole('dialog'));

describe('a paper group’s month', () => {
  const month = 'monthly-savings.2026-10';
  const fill = async (app: RenderedApp, figures: Readonly<Record<string, string>>) => {
    for (const [label, value] of Object.entries(figures)) {
      const box = await screen.findByLabelText(label);
      await app.user.clear(box);
      await app.user.type(box, value);
    }
  };

  it('begins with the totals that are known, says what is missing, and freezes what was typed', async () => {
    const app = await open(month, [paperGroup()]);
    expect(await screen.findByDisplayValue('2,048,000')).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: 'ตรวจและส่งรายงาน' }));
    expect(await screen.findByText('ยังขาด 3 ช่อง')).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
    await fill(app, { 'ส่งสัจจะ (คน)': '๑๕๘', รับสัจจะเดือนนี้: '16,000', สัจจะสะสมสิ้นเดือน: '2,064,000' });
    await app.user.click(screen.getByRole('button', { name: 'ตรวจและส่งรายงาน' }));
    await app.user.click((await sheet()).getByRole('button', { name: 'ส่งถึงอำเภอ' }));
    await waitFor(() => expect(submissions(app)).toHaveLength(1));
    expect(submissions(app)[0]).toMatchObject({
      kind: 'monthly-savings', forMonth: '2026-10', version: 1, source: 'declared', route: ['district'], position: { seq: 1 },
      snapshot: { group: name, members: 160, paid: 158, savedBeforeSatang: 204_800_000, pledgedSatang: 1_600_000, savedSatang: 206_400_000 },
    }); // prettier-ignore
    expect(submissions(app)[0]?.snapshot).not.toHaveProperty('acknowledged');
    expect((await screen.findAllByText('รอส่ง')).length).toBeGreaterThan(0);
    expect(app.wakes).toContain('save');
  });

  it('whose total does not add up is sent only with that doubt ticked, and carries it along', async () => {
    const app = await open(month, [paperGroup()]);
    await fill(app, { 'ส่งสัจจะ (คน)': '158', รับสัจจะเดือนนี้: '16000', สัจจะสะสมสิ้นเดือน: '2060000' });
    expect((await screen.findAllByText(/ยอดสะสมไม่เท่ากับยอดเดือนก่อน/)).length).toBeGreaterThan(0);
    await app.user.click(screen.getByRole('button', { name: 'ตรวจและส่งรายงาน' }));
    const asked = await sheet();
    await app.user.click(asked.getByRole('button', { name: 'ส่งถึงอำเภอ' }));
    expect(submissions(app)).toEqual([]);
    await app.user.click(asked.getByRole('checkbox'));
    await app.user.click(asked.getByRole('button', { name: 'ส่งถึงอำเภอ' }));
    await waitFor(() => expect(submissions(app)).toHaveLength(1));
    expect(submissions(app)[0]?.snapshot).toMatchObject({ acknowledged: ['saved-does-not-add-up'] });
  });

  it('a month that was reported another way needs its day and no figure, and is asked for no more', async () => {
    const app = await open(month, [paperGroup()]);
    await app.user.click(await screen.findByRole('checkbox', { name: /รายงานทางแบบฟอร์มเดิมไปแล้ว/ }));
    await fill(app, { วัน: '5', 'พ.ศ.': '2569' });
    await app.user.selectOptions(screen.getByLabelText('เดือน'), '11');
    await app.user.click(screen.getByRole('button', { name: 'ตรวจและส่งรายงาน' }));
    await app.user.click((await sheet()).getByRole('button', { name: 'ส่งถึงอำเภอ' }));
    await waitFor(() => expect(submissions(app)).toHaveLength(1));
    expect(submissions(app)[0]?.snapshot).toMatchObject({ elsewhereOn: '2026-11-05' });
  });

  it('pressed twice is one report', async () => {
    const app = await open(month, [paperGroup()]);
    await fill(app, { 'ส่งสัจจะ (คน)': '158', รับสัจจะเดือนนี้: '16000', สัจจะสะสมสิ้นเดือน: '2064000' });
    await app.user.click(screen.getByRole('button', { name: 'ตรวจและส่งรายงาน' }));
    const button = (await sheet()).getByRole('button', { name: 'ส่งถึงอำเภอ' });
    await Promise.all([app.user.click(button), app.user.click(button)]);
    await waitFor(() => expect(submissions(app)).toHaveLength(1));
  });
});

describe('a report that came back', () => {
  it('shows the remark, and what is sent next is version 2 of the same report', async () => {
    const report = newId();
    const snapshot = {
      membersBefore: 160,
      members: 160,
      paid: 158,
      savedBeforeSatang: 204_800_000,
      pledgedSatang: 1_600_000,
      savedSatang: 206_400_000,
    };
    const first = act('report.submit', { report, kind: 'monthly-savings', version: 1, forMonth: '2026-10', snapshot });
    const remark = 'จำนวนสมาชิกไม่ตรงกับรูป';
    const back = act('report.review', { report, saw: first.id, level: 'district', decision: 'returned', remark });
    const app = await open('monthly-savings.2026-10', [paperGroup(), first, back]);
    expect((await screen.findAllByText(remark)).length).toBeGreaterThan(0);
    const members = screen.getByLabelText('สมาชิกสิ้นเดือน');
    await app.user.clear(members);
    await app.user.type(members, '159');
    await app.user.type(screen.getByLabelText('ออก'), '1');
    await app.user.click(screen.getByRole('button', { name: 'ตรวจและส่งรายงาน' }));
    await app.user.click((await sheet()).getByRole('button', { name: 'ส่งถึงอำเภอ' }));
    await waitFor(() => expect(submissions(app)).toHaveLength(2));
    expect(submissions(app)[1]).toMatchObject({ report, version: 2, snapshot: { members: 159, left: 1 } });
    expect(await screen.findByText(/ฉบับที่ 1 · ส่งคืน/)).toBeTruthy();
  });
});

describe('the establishment result', () => {
  it('case 35: “other” without a note is a hint; case 28: reported elsewhere is kept with its day and never asked again', async () => {
    const app = await open('establishment-result', foundedGroup('2026-11-01'));
    expect(await screen.findByText(/ยังไม่ได้เขียนว่าคืออะไร/, { selector: '.banner li' })).toBeTruthy();
    await app.user.click(screen.getByRole('checkbox', { name: /รายงานทางแบบฟอร์มเดิมไปแล้ว/ }));
    await app.user.click(screen.getByRole('button', { name: 'ตรวจและส่งรายงาน' }));
    expect(submissions(app)).toEqual([]);
    const date = within(screen.getByRole('group', { name: /วันที่รายงาน/ }));
    await app.user.type(date.getByLabelText('วัน'), '5');
    await app.user.selectOptions(date.getByLabelText('เดือน'), '11');
    await app.user.clear(date.getByLabelText('พ.ศ.'));
    await app.user.type(date.getByLabelText('พ.ศ.'), '2569');
    await app.user.click(screen.getByRole('button', { name: 'ตรวจและส่งรายงาน' }));
    await app.user.click((await sheet()).getByRole('button', { name: 'ส่งถึงอำเภอ' }));
    await waitFor(() => expect(submissions(app)).toHaveLength(1));
    expect(submissions(app)[0]?.snapshot).toMatchObject({ elsewhereOn: '2026-11-05', members: 2 });
    const groups = await app.store.groups();
    expect((await findReportDues(app.store, groups, '2026-12-05')).map(({ kind }) => kind)).not.toContain('establishment-result');
  });

  it('case 48: the text to paste names the officer and the chair and nobody else', async () => {
    const snapshot = { group: name, village, members: 2, officer: 'ศิริพร ใจงาม', chair: 'นายลับสุด ยอดเยี่ยม' };
    const sent = act('report.submit', { report: newId(), kind: 'establishment-result', version: 1, snapshot });
    await open('establishment-result', [...foundedGroup('2026-11-01'), sent]);
    const text = (await screen.findByText(/กลุ่มออมทรัพย์เพื่อการผลิตบ้านสมุด/, { selector: 'pre' })).textContent;
    expect(text).toContain('พัฒนากร: ศิริพร ใจงาม');
    expect(text).toContain('ประธานกลุ่ม: นายลับสุด ยอดเยี่ยม');
    expect(text).not.toContain('คนอื่น');
  });
});

it('the paper of a report carries its version, its figures and lines to sign', async () => {
  const report = newId();
  const snapshot = { members: 48, committee: 9, officer: 'ศิริพร ใจงาม', chair: 'นายลับสุด ยอดเยี่ยม' };
  const sent = act('report.submit', { report, kind: 'establishment-result', version: 1, snapshot });
  await renderApp(<PrintScreen />, {
    path: `/print/report/${g}?report=${report}`,
    route: '/print/:paper/:id',
    acts: [...foundedGroup('2026-11-01'), sent],
  });
  expect((await screen.findAllByText('รายงานผลการจัดตั้ง')).length).toBeGreaterThan(0);
  const paper = document.querySelector('.paper')?.textContent ?? '';
  expect(paper).toContain('ฉบับที่ ๑ ส่งเมื่อ');
  expect(paper).toContain('คณะกรรมการ๙');
  expect(paper).toContain('นายลับสุด ยอดเยี่ยม');
});

describe('the founding notice', () => {
  const snapshot = {
    group: name, village, foundedOn: '2026-11-01', members: 48, male: 20, female: 28, minors: 5, pendingConsent: 2, committee: 9,
    attendance: 60, vote: { present: 60, for: 46, against: 5, abstain: 9 }, villageTypes: ['other'], villageTypeNote: 'ผู้นำขอเอง',
    pledgedPerMonthSatang: 450_000, pledgeDay: { kind: 'day-of-month', day: 5 }, entryFeeSatang: 2_000,
    firstMoney: { feesSatang: 96_000, pledgesSatang: 450_000, cashSatang: 546_000, payers: 47 }, photos: 6,
    bankRequested: true, preferredBank: 'ธ.ก.ส. แม่ใจ',
  }; // prettier-ignore
  const sent = (changes: object = {}) =>
    act('report.submit', { report: newId(), kind: 'founding-notice', version: 1, snapshot: { ...snapshot, ...changes } });
  const shown = async () => {
    await screen.findByText('ตัวเลข ณ เวลาที่ส่ง ไม่เปลี่ยนตามบัญชีภายหลัง');
    const lines = [...document.querySelectorAll('.report-figures > div')];
    return lines.map((line) => [...line.children].map((part) => part.textContent).join(': '));
  };

  it('shows every figure that it tells the district, the request for a bank with them', async () => {
    await open('founding-notice', [...foundedGroup('2026-11-01'), sent()]);
    expect(await shown()).toEqual([
      'วันจัดตั้ง: 1 พฤศจิกายน 2569', 'สมาชิก: 48', 'ชาย: 20', 'หญิง: 28', 'ผู้เยาว์: 5', 'รอหนังสือยินยอม: 2', 'คณะกรรมการ: 9',
      'ขอให้อำเภอประสานธนาคาร: ขอ', 'ธนาคารที่กลุ่มสะดวก: ธ.ก.ส. แม่ใจ', 'ผู้มาประชุมจัดตั้ง: 60',
      'มติจัดตั้ง: เห็นชอบ 46 ไม่เห็นชอบ 5 งดออกเสียง 9 จาก 60 คน', 'ประเภทหมู่บ้าน: อื่น ๆ', 'เหตุผลที่เลือกหมู่บ้าน: ผู้นำขอเอง',
      'สัจจะต่อเดือน: 4,500 บาท', 'วันส่งเงินสัจจะ: ทุกวันที่ 5', 'ค่าแรกเข้าต่อคน: 20 บาท', 'ผู้ส่งเงินวันจัดตั้ง: 47',
      'ค่าแรกเข้าที่รับวันจัดตั้ง: 960 บาท', 'เงินสัจจะครั้งแรก: 4,500 บาท', 'เงินสดวันจัดตั้ง: 5,460 บาท', 'ภาพกิจกรรม: 6',
    ]); // prettier-ignore
  });

  it('says when no bank is asked for, and leaves out a figure of a shape it does not know', async () => {
    const odd = { bankRequested: false, preferredBank: undefined, vote: 'hands', firstMoney: 5_460, pledgeDay: { kind: 'full-moon' } };
    await open('founding-notice', [...foundedGroup('2026-11-01'), sent(odd)]);
    const lines = await shown();
    expect(lines).toContain('ขอให้อำเภอประสานธนาคาร: ยังไม่ได้ขอ');
    expect(lines.filter((line) => /ธนาคารที่กลุ่มสะดวก|มติ|เงินสดวันจัดตั้ง|วันส่งเงินสัจจะ/.test(line))).toEqual([]);
    expect(lines).toContain('ผู้มาประชุมจัดตั้ง: 60');
  });
});

describe('what a report says in words', () => {
  const words = async (kind: 'establishment-result' | 'monthly-savings' | 'three-month', snapshot: object) => {
    const month = kind === 'monthly-savings' ? { forMonth: '2026-11' } : {};
    const sent = act('report.submit', { report: newId(), kind, version: 1, ...month, snapshot } as PayloadOf<'report.submit'>);
    const { unmount } = await open(kind === 'monthly-savings' ? `${kind}.2026-11` : kind, [...foundedGroup('2026-11-01'), sent]);
    await screen.findByText('ตัวเลข ณ เวลาที่ส่ง ไม่เปลี่ยนตามบัญชีภายหลัง');
    const text = document.querySelector('.report-figures')?.textContent;
    unmount();
    return text;
  };

  it('an account is there or not yet, and the officer went or did not', async () => {
    expect(await words('establishment-result', { hasBankAccount: true })).toBe('มีบัญชีธนาคารมี');
    expect(await words('establishment-result', { hasBankAccount: false })).toBe('มีบัญชีธนาคารยังไม่มี');
    expect(await words('monthly-savings', { attended: true })).toBe('พัฒนากรร่วมวันส่งเงินสัจจะไป');
    expect(await words('monthly-savings', { attended: false })).toBe('พัฒนากรร่วมวันส่งเงินสัจจะไม่ได้ไป');
  });

  it('missing papers are named; one without a name here is counted', async () => {
    const documentsMissing = ['passbook', 'minute-book', 'guardian-consent-form'];
    expect(await words('three-month', { documentsMissing })).toBe('เอกสารที่ยังไม่มีสมุดสัจจะ, สมุดบันทึกการประชุม, หนังสือยินยอมผู้ปกครอง');
    expect(await words('three-month', { documentsMissing: ['passbook', 'of-another-year'] })).toBe('เอกสารที่ยังไม่มีสมุดสัจจะ, +1');
    expect(await words('three-month', { documentsMissing: [], members: 4 })).toBe('สมาชิก4');
  });
});

describe('the three-month report', () => {
  it('case 33: before its day it is a draft that says so and cannot be sent', async () => {
    await open('three-month', foundedGroup('2026-11-01'));
    expect(await screen.findByText('เก็บเป็นร่างไว้แล้ว ส่งได้ตั้งแต่ 1 ก.พ. 2570')).toBeTruthy();
    expect((screen.getByRole('button', { name: 'ตรวจและส่งรายงาน' }) as HTMLButtonElement).disabled).toBe(true);
  });
});

describe('the list of reports', () => {
  it('says what is owed and by when, late ones first, and what waits on this phone', async () => {
    const app = await renderApp(<ReportsScreen />, { path: '/reports', acts: foundedGroup('2026-10-01') });
    const owed = within(await screen.findByRole('list', { name: 'ต้องส่ง' })).getAllByRole('link');
    expect(owed.map((link) => link.getAttribute('href'))).toEqual([
      `/groups/${g}/founding/finish`,
      `/reports/establishment-result.${g}`,
      `/reports/monthly-savings.2026-10.${g}`,
    ]);
    expect(owed[1]?.textContent).toContain('เลยกำหนด 5 ต.ค. 2569');
    expect(within(screen.getByRole('list', { name: 'ยังไม่ถึงวัน' })).getByText(/ส่งได้ตั้งแต่ 1 ม.ค. 2570/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'เริ่มรายงานแรกที่ต้องส่ง' }).getAttribute('href')).toBe(`/groups/${g}/founding/finish`);
    const dues = await findReportDues(app.store, await app.store.groups(), '2026-11-23');
    expect(dues).toMatchObject([
      { kind: 'founding-notice', on: '2026-10-01', href: `/groups/${g}/founding/finish` },
      { kind: 'establishment-result', on: '2026-10-05' },
      { kind: 'three-month', on: '2027-01-01', href: `/reports/three-month.${g}` },
    ]);
    expect(nowInTests).toBe(Date.parse('2026-11-23T02:00:00Z'));
  });
});
