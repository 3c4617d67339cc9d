/** Two pages of the app on one WebKit phone: what one does with the store must not stop the other, and only one of them sends. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { upTo } from '../browser/support/office.ts';
import { readOperations } from '../browser/support/officer.ts';
import { provideWebKit } from '../support/find-webkit.ts';
import { openField, signIn, startGroup, type Field } from './support/field.ts';
import { readForEver } from './support/in-page.ts';
import { until } from './support/phone.ts';

const webKit = provideWebKit();
const savesPerTab = 60;

describe.skipIf(webKit === undefined)('two pages of one WebKit phone', () => {
  let field: Field;
  beforeAll(async () => {
    if (webKit === undefined) return;
    field = await openField(webKit);
    await signIn(field);
  });
  afterAll(async () => field?.close());

  it('a page left in the middle of reading is not kept for the way back, where its transaction would stop every save of the next', async () => {
    const { phone, origin } = field;
    await phone.open(origin);
    await phone.call(`() => { addEventListener('pagehide', (event) => sessionStorage.setItem('kept', String(event.persisted))); }`);
    await phone.call(readForEver);
    await startGroup(field, 'ป่าแฝกดอย');
    expect(await phone.call(`() => sessionStorage.getItem('kept')`)).toBe('false');
  });

  it('save at the same moment, and every record is there, numbered without a gap', async () => {
    const { phone, office } = field;
    await office.away();
    const address = await startGroup(field, 'สันป่าตอง', 4);
    const group = address.split('/').at(-1);
    const code = await storeForPage();
    const begin = `(group, count) => { ${code}; window.saving = tool.saveMany(group, count); window.saving.catch(() => undefined); }`;
    const first = await phone.currentWindow();
    const second = await phone.newWindow('tab');
    await phone.switchTo(second);
    await phone.goTo(address);
    await phone.see('ก่อนจัดตั้ง');
    await phone.switchTo(first);
    await phone.call(begin, group, savesPerTab);
    await phone.switchTo(second);
    await phone.call(begin, group, savesPerTab);
    const inSecond = await phone.call<string[]>('() => window.saving');
    await phone.switchTo(first);
    const inFirst = await phone.call<string[]>('() => window.saving');

    const lying = await readOperations(phone.evaluating);
    expect(lying.map(({ n }) => n)).toEqual(upTo(lying.length));
    const fromTabs = lying.map(({ id }) => id).filter((id) => inFirst.includes(id) || inSecond.includes(id));
    expect(new Set(fromTabs).size).toBe(2 * savesPerTab);
    // they really ran side by side
    const changes = fromTabs.filter((id, index) => index > 0 && inFirst.includes(id) !== inFirst.includes(fromTabs[index - 1] ?? ''));
    expect(changes.length).toBeGreaterThan(10);
  });

  it('and only one sends at a time, so that the office receives each record once', async () => {
    const { phone, office, door } = field;
    const windows = await phone.windows();
    expect(windows).toHaveLength(2);
    const sent = door.seen.length;
    door.holdMs = 500;
    await office.back();
    for (const window of windows) {
      await phone.switchTo(window);
      await phone.call(`() => { for (const type of ['online', 'pageshow']) dispatchEvent(new Event(type)); }`);
    }
    const lying = await readOperations(phone.evaluating);
    await until(async () => office.received().length === lying.length, 30_000);
    const rounds = () => door.seen.slice(sent).filter(({ call }) => call === 'POST /v1/sync');
    await until(async () => rounds().length >= 2);
    door.holdMs = 0;
    for (const [index, { arrivedMs }] of rounds().entries()) expect(arrivedMs).toBeGreaterThanOrEqual(rounds()[index - 1]?.leftMs ?? 0);
    expect(
      office
        .received()
        .map(({ n }) => n)
        .toSorted((a, b) => a - b),
    ).toEqual(upTo(lying.length));
    expect(office.held()).toEqual([]);
  });
});

/** The app's own store as a script: the production build shows it to nobody. */
async function storeForPage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../browser/support/many-saves.ts', import.meta.url))],
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'tool',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
