/** What an officer does before a founding day: signs in with an invitation and makes a group, on the real screens. */
import type { Page } from 'playwright-core';
import { waitForWorker } from './phone.ts';

export async function signInByThumb(page: Page, origin: string, code: string): Promise<void> {
  await page.goto(origin);
  await page.getByLabel(/รหัสเชิญ/).fill(code);
  await page.getByRole('button', { name: 'เข้าใช้เครื่องนี้' }).click();
  await page.getByRole('navigation').waitFor();
  await waitForWorker(page);
}

/** @returns address of the new group's page */
export async function makeGroup(page: Page, origin: string, village: string): Promise<string> {
  await page.goto(`${origin}/groups/new`);
  await page.getByLabel('หมู่ที่').fill('9');
  await page.getByLabel('ชื่อหมู่บ้าน').fill(village);
  await page.getByText('หมู่บ้านเศรษฐกิจพอเพียง').click();
  await page.getByRole('button', { name: /สร้างกลุ่มนี้/ }).click();
  await page.waitForURL(/\/groups\/[0-9a-f-]{36}/);
  return page.url().split('?')[0] ?? '';
}
