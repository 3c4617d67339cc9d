/** A pledge day as a treasurer's thumb does it on the built app, in a village whose books were made beforehand. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import type { EntryRow } from '../../../src/domain/row.ts';
import { openScreen } from './officer.ts';
import type { Phone } from './phone.ts';

const toolPath = '/assets/test-village-books.js';
let tool: Promise<string> | undefined;

async function bundled(): Promise<string> {
  const entry = fileURLToPath(new URL('village-books.ts', import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: 'esm', write: false });
  return outputFiles[0]?.text ?? '';
}

/** The app's own store as a module of the same origin: the production build shows it to nobody. */
export async function serveBooks(phone: Phone): Promise<void> {
  tool ??= bundled();
  const body = await tool;
  await phone.context.route(`**${toolPath}`, async (route) => route.fulfill({ contentType: 'text/javascript', body }));
}

// as text: Vitest would put its own import in the place of the page's
const inPage = async <T>(page: Page, call: string): Promise<T> => page.evaluate<T>(`import('${toolPath}').then((tool) => tool.${call})`);

export const makeVillage = async (page: Page, members: number, months: number) =>
  inPage<string>(page, `makeVillage(${members}, ${months})`);
export const entriesOn = async (page: Page, g: string, on: string) => inPage<readonly EntryRow[]>(page, `entriesOn('${g}', '${on}')`);

export const todayInThailand = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);

export async function openRoll(page: Page, origin: string, g: string, on: string): Promise<void> {
  await openScreen(page, `${origin}/groups/${g}/collection/${on}?step=roll`);
  await page.locator('.roll-row').first().waitFor();
}

/** Resolves when the member of that number stands as paid, which is after it is on the disk. */
export async function tapNumber(page: Page, no: number): Promise<void> {
  await page.getByRole('searchbox').fill(String(no));
  const row = page
    .locator('.roll-row')
    .filter({ visible: true, has: page.locator(`.roll-other span`, { hasText: new RegExp(`^${no}$`) }) });
  await row.locator('.roll-tap').click();
  await row.and(page.locator('.roll-paid')).waitFor();
}
