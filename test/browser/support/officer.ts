/** What an officer does on every phone before a test begins: sign in, open a screen, start a group; and what lies on the phone afterwards. */
import type { Page } from 'playwright-core';
import { waitForWorker } from './phone.ts';

/** Spends an invitation on the sign-in screen and waits until the phone has everything of the office and works without it. */
export async function signIn(page: Page, origin: string, code: string): Promise<void> {
  await page.goto(`${origin}/signin#${code}`);
  await page.getByRole('button', { name: 'เข้าใช้เครื่องนี้' }).click();
  await page.getByText('ทุกอย่างส่งถึงสำนักงานแล้ว').first().waitFor();
  await waitForWorker(page);
}

/** Opens an address and waits until nothing on the screen is still on its way. */
export async function openScreen(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await settled(page);
}

export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const heading = document.querySelector('main h1');
    return (
      heading !== null &&
      heading.textContent !== '' &&
      document.querySelector('.boot-blank, [aria-busy="true"], .bone') === null &&
      !document.querySelector('main')?.textContent.includes('กำลังเปิด')
    );
  });
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}

/** A new group through its form; works without a network. @param tambon one of several that the officer has. @returns its address */
export async function startGroup(page: Page, origin: string, village: string, moo = 3, tambon?: string): Promise<string> {
  await openScreen(page, `${origin}/groups/new`);
  if (tambon !== undefined) await page.locator(`input[type=radio][value="${tambon}"]`).check();
  await page.getByLabel('หมู่ที่').fill(String(moo));
  await page.getByLabel('ชื่อหมู่บ้าน').fill(village);
  await page.getByRole('button', { name: 'สร้างกลุ่มนี้' }).click();
  await page.waitForURL(/\/groups\/[0-9a-f-]{36}$/);
  return page.url();
}

/** One operation of this phone as it lies in its own store; what it says is sealed. */
export interface LyingOperation {
  readonly id: string;
  readonly n: number;
  readonly g: string;
  readonly k: string;
  readonly state: string;
}

/** Reads the operations that this phone made out of IndexedDB, as a tool of the browser would, in order of their numbers. */
export async function readOperations(page: Pick<Page, 'evaluate'>): Promise<readonly LyingOperation[]> {
  return page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
    const name = names.find((each) => /^sajja-[0-9a-f-]{36}$/.test(each));
    if (name === undefined) return [];
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name);
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error ?? new Error('not opened')));
    });
    const records = await new Promise<LyingOperation[]>((resolve, reject) => {
      const request = db.transaction('op').objectStore('op').getAll();
      request.addEventListener('success', () => resolve(request.result as LyingOperation[]));
      request.addEventListener('error', () => reject(request.error ?? new Error('not read')));
    });
    db.close();
    return records
      .filter(({ n, state }) => n !== undefined && state !== 'pulled')
      .map(({ id, n, g, k, state }) => ({ id, n, g, k, state }))
      .sort((a, b) => a.n - b.n);
  });
}
