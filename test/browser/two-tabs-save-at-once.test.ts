/** Two tabs of one phone save at the same moment, again and again: every record is there, numbered without a gap, and the office gets each once. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOffice, upTo, type Office } from './support/office.ts';
import { openScreen, readOperations, signIn, startGroup } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';

const savesPerTab = 200;
const toolPath = '/assets/test-many-saves.js';

let office: Office;
let phone: Phone;
beforeAll(async () => {
  office = await openOffice();
  phone = await openPhone();
});
afterAll(async () => {
  await phone.close();
  await office.close();
});

/** The app's own store as a module of the same origin: the production build shows it to nobody. */
async function serveStore(): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('support/many-saves.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    write: false,
  });
  const body = outputFiles[0]?.text ?? '';
  await phone.context.route(`**${toolPath}`, async (route) => route.fulfill({ contentType: 'text/javascript', body }));
}

async function saveInTab(page: Page, group: string): Promise<readonly string[]> {
  // as text: Vitest would put its own import in the place of the page's
  return page.evaluate<readonly string[]>(`import('${toolPath}').then(({ saveMany }) => saveMany('${group}', ${savesPerTab}))`);
}

describe('two tabs of one phone', () => {
  it('save 200 records each at once, and none is lost or numbered twice (row 30)', async () => {
    await serveStore();
    const first = await phone.page();
    await signIn(first, office.origin, await office.inviteOfficer());
    await office.away();
    const address = await startGroup(first, office.origin, 'ป่าแฝกดอย');
    const group = address.split('/').at(-1) ?? '';
    const second = await phone.context.newPage();
    await openScreen(second, address);

    const saved = await Promise.all([saveInTab(first, group), saveInTab(second, group)]);
    const lying = await readOperations(first);
    expect(lying.map(({ n }) => n)).toEqual(upTo(2 * savesPerTab + 1));
    expect(new Set(lying.slice(1).map(({ id }) => id))).toEqual(new Set(saved.flat()));
    // they really ran side by side: the numbers of the two tabs interleave
    const tabOf = new Map(saved.flatMap((ids, tab) => ids.map((id) => [id, tab] as const)));
    const changes = lying.slice(1).filter(({ id }, index, all) => index > 0 && tabOf.get(id) !== tabOf.get(all[index - 1]?.id ?? ''));
    expect(changes.length).toBeGreaterThan(20);
  });

  it('and the office receives each of them once, with both tabs sending', async () => {
    const pages = phone.context.pages();
    await office.back();
    await Promise.all(pages.map(async (page) => openScreen(page, `${office.origin}/outbox`)));
    await Promise.all(pages.map(async (page) => page.getByRole('button', { name: 'ส่งเดี๋ยวนี้' }).click()));
    await expect.poll(() => office.received().length).toBe(2 * savesPerTab + 1);
    expect(
      office
        .received()
        .map(({ n }) => n)
        .sort((a, b) => a - b),
    ).toEqual(upTo(2 * savesPerTab + 1));
    expect(office.held()).toEqual([]);
    for (const page of pages)
      await expect.poll(async () => (await readOperations(page)).filter(({ state }) => state === 'queued')).toEqual([]);
  });
});
