/** Founding day as an officer's thumb does it: one function per part of the guided run, on the real screens. */
import type { Page } from 'playwright-core';

export interface Applicant {
  readonly title: string;
  readonly first: string;
  readonly last: string;
  readonly bornBE: number;
  readonly pledgeBaht: number;
  /** of a minor: who signs, or `later` when nobody is in the room */
  readonly guardian?: string;
}

/** The applicants of Scene A: 43 adults and 5 minors with a guardian pledge 30×50 + 12×100 + 4×200 + 2×500; two minors wait for consent. */
export function sceneApplicants(): Applicant[] {
  const pledges = [
    ...Array<number>(30).fill(50),
    ...Array<number>(12).fill(100),
    ...Array<number>(4).fill(200),
    ...Array<number>(2).fill(500),
  ];
  const syllables = ['คำ', 'แก้ว', 'บัว', 'จันทร์', 'ศรี', 'ทอง', 'อินทร์', 'เพ็ญ'];
  return Array.from({ length: 50 }, (_, index) => {
    const minor = index >= 43;
    return {
      title: minor ? 'เด็กหญิง' : index % 5 < 2 ? 'นาย' : 'นาง',
      first: `${syllables[index % 8]}${syllables[(index * 3 + 1) % 8]}`,
      last: `ทดสอบ${syllables[Math.floor(index / 8) % 8]}`,
      bornBE: minor ? 2556 : 2500 + (index % 40),
      pledgeBaht: pledges[index] ?? 20,
      ...(minor ? { guardian: index < 48 ? `นางแม่ ${syllables[index % 8]}` : 'later' } : {}),
    };
  });
}

/** Asks again until the answer is yes. @throws after `timeoutMs`, and at once when there is no page left to ask */
export async function until(isTrue: () => Promise<boolean>, timeoutMs = 120_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  const answer = async () =>
    isTrue().catch((error: unknown) => {
      if (String(error).includes('has been closed')) throw error;
      return false;
    });
  while (!(await answer())) {
    if (Date.now() > end) throw new Error(`not true within ${timeoutMs} ms: ${isTrue.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export interface FoundingDay {
  open(part: string): Promise<void>;
  startMeeting(): Promise<void>;
  countPeople(male: number, female: number): Promise<void>;
  vote(count: { for: number; against: number; abstain: number }): Promise<void>;
  readNotice(): Promise<void>;
  take(applicant: Applicant): Promise<void>;
  giveNumbers(): Promise<void>;
  elect(members: readonly { office?: string; search: string }[]): Promise<void>;
  agreeRules(pledgeDay: number, entryFeeBaht: number): Promise<void>;
  tickPapers(): Promise<void>;
  collectFromAll(): Promise<void>;
  countCash(pieces: Readonly<Record<string, number>>): Promise<void>;
  takePhotos(files: readonly { name: string; buffer: Buffer }[]): Promise<void>;
  /** @returns the figures as they were shown before the last tap */
  notifyDistrict(): Promise<string>;
  tally(): Promise<string>;
}

/** @param at address of the group, `https://…/groups/<id>` */
export function foundingDay(page: Page, at: () => string): FoundingDay {
  const primary = () => page.locator('.action-bar .button-primary').last();
  const open = async (part: string) => {
    await page.goto(`${at()}/founding/${part}`);
    await page.locator('main .action-bar, main .content').first().waitFor();
  };
  const fill = async (label: string, value: number | string) => page.getByLabel(label, { exact: true }).fill(String(value));
  const unpaidCount = async () =>
    Number(
      /\d+/.exec(
        await page
          .getByRole('button', { name: /ยังไม่จ่าย/ })
          .first()
          .innerText(),
      )?.[0] ?? '0',
    );
  /** the bar says where to go next only after the commit */
  const saved = async () => page.locator('.action-bar').getByText(/^ต่อไป/).waitFor();
  return {
    open,
    startMeeting: async () => {
      await open('start');
      await page.getByText('เครื่องเดียว').click();
      await page.getByRole('button', { name: 'เปิดการประชุมจัดตั้ง' }).click();
      await saved();
    },
    countPeople: async (male, female) => {
      await open('attendance');
      await fill('ชาย', male);
      await fill('หญิง', female);
      await page.getByRole('button', { name: `บันทึกผู้มาประชุม ${male + female} คน` }).click();
      await saved();
    },
    vote: async (count) => {
      await open('vote');
      await fill('เห็นชอบ', count.for);
      await fill('ไม่เห็นชอบ', count.against);
      await fill('งดออกเสียง', count.abstain);
      await primary().click();
      await saved();
    },
    readNotice: async () => {
      await open('intake');
      await page
        .getByLabel(/อ่านประกาศ/)
        .first()
        .check();
    },
    take: async (applicant) => {
      await page.getByLabel('คำนำหน้า').selectOption({ label: applicant.title });
      await fill('ชื่อ', applicant.first);
      await page.getByLabel('นามสกุล').fill(applicant.last);
      await page.getByLabel('เกิด พ.ศ.').fill(String(applicant.bornBE));
      await page.getByLabel(/สัจจะต่อเดือน/).fill(String(applicant.pledgeBaht));
      if (applicant.guardian === 'later') await page.getByLabel(/ไม่อยู่ รอหนังสือยินยอม/).check();
      else if (applicant.guardian !== undefined) {
        await page.getByLabel(/มา เซ็นได้เลย/).check();
        await fill('ชื่อผู้ปกครอง', applicant.guardian);
      }
      await primary().click();
      await until(async () => (await page.getByLabel('ชื่อ', { exact: true }).inputValue()) === '');
    },
    giveNumbers: async () => {
      await open('intake');
      await page.getByRole('button', { name: 'จบรับสมัคร' }).click();
      await page.getByRole('button', { name: /ให้เลขที่สมาชิก/ }).click();
      await page.getByText('ทุกคนมีเลขที่แล้ว').waitFor();
    },
    elect: async (members) => {
      await open('committee');
      for (const { office, search } of members) {
        await page
          .getByRole('button', { name: office ?? 'เพิ่มกรรมการ' })
          .first()
          .click();
        const sheet = page.locator('dialog[open]');
        await sheet.getByRole('searchbox').fill(search);
        await sheet
          .getByRole('button', { name: /^\s*\d+/ })
          .first()
          .click();
        await sheet.waitFor({ state: 'detached' });
      }
      await primary().click();
      await saved();
    },
    agreeRules: async (pledgeDay, entryFeeBaht) => {
      await open('rules');
      await page.getByLabel('วันที่ของเดือน').check();
      await page.getByLabel('ทุกวันที่').fill(String(pledgeDay));
      await page.getByLabel('ค่าธรรมเนียมแรกเข้า').fill(String(entryFeeBaht));
      await primary().click();
      await saved();
    },
    tickPapers: async () => {
      await open('papers');
      await page.getByRole('button', { name: /มีแล้วทั้งหมด/ }).click();
      await page.getByText('12/12').waitFor();
    },
    collectFromAll: async () => {
      await open('money');
      await page
        .getByRole('button', { name: /ยังไม่จ่าย/ })
        .first()
        .click();
      const unpaid = page.locator('main button').filter({ hasText: 'แรกเข้า' });
      for (let left = await unpaidCount(); left > 0; left -= 1) {
        await unpaid.first().click();
        await until(async () => (await unpaidCount()) === left - 1);
      }
    },
    countCash: async (pieces) => {
      await page.getByRole('button', { name: 'นับเงินสดและปิดยอด' }).click();
      for (const [piece, count] of Object.entries(pieces)) await fill(piece, count);
      await page.getByLabel('ประธาน').check();
      await page.getByLabel('เหรัญญิก').check();
      await page.getByRole('button', { name: 'ปิดยอดวันนี้' }).click();
      await page.locator('dialog[open] .button-primary').click();
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
      await saved();
    },
    takePhotos: async (files) => {
      await open('photos');
      await page
        .locator('input[type=file]')
        .last()
        .setInputFiles(files.map(({ name, buffer }) => ({ name, mimeType: 'image/jpeg', buffer })));
      await until(async () => (await page.locator('main img').count()) >= files.length, 120_000);
    },
    notifyDistrict: async () => {
      await open('finish');
      await page.getByRole('button', { name: 'แจ้งอำเภอว่าตั้งกลุ่มแล้ว' }).click();
      const figures = await page.locator('dialog[open]').innerText();
      await page.locator('dialog[open] .button-primary').click();
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'แจ้งอำเภอว่าตั้งกลุ่มแล้ว' }).waitFor({ state: 'detached' });
      return figures;
    },
    tally: async () => (await page.locator('.page-top').innerText()).replaceAll('\n', ' '),
  };
}
