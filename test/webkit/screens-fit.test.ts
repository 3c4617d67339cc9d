/** The officer's screens on a WebKit phone of 360 pixels: nothing hangs out to the side. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemo, type Demo } from '../browser/support/demo.ts';
import { kindOf } from '../browser/support/walk.ts';
import { provideWebKit } from '../support/find-webkit.ts';
import { enter } from './support/field.ts';
import { openWebKitPhone, until, type WebKitPhone } from './support/phone.ts';
import { openTlsDoor, type TlsDoor } from './support/tls-door.ts';

const webKit = provideWebKit();

/** What reaches over the right edge while the page scrolls sideways. */
const findOverflow = `() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  const over = [...document.querySelectorAll('body *')].filter((each) => each.scrollWidth > each.clientWidth || each.getBoundingClientRect().right > edge + 0.5);
  return ['scrolls to ' + document.documentElement.scrollWidth, ...over.slice(-4).map((each) => each.tagName + '.' + each.className)];
}`;

/** One page of each kind; pages of one layout (steps, guide, papers) once. */
const layoutOf = (path: string): string =>
  kindOf(path)
    .replace(/(step|guide|print)\/.*/, '$1')
    .replace(/[?#](?!tab=).*/, '');

describe.skipIf(webKit === undefined)('every kind of screen of an officer', () => {
  let demo: Demo;
  let door: TlsDoor;
  let phone: WebKitPhone;
  beforeAll(async () => {
    if (webKit === undefined) return;
    door = await openTlsDoor();
    demo = await startDemo(0, { PUBLIC_ORIGIN: door.origin });
    door.leadTo(demo.origin);
    phone = await openWebKitPhone(webKit);
  });
  afterAll(async () => {
    await phone?.close();
    await demo?.stop();
    await door?.close();
  });

  it('fits 360 pixels', async () => {
    await enter(phone, door.origin, demo.code.officer);
    const links = async () =>
      phone.call<string[]>(`() => [...document.querySelectorAll('a[href^="/"]')].map((each) => each.getAttribute('href'))`);
    await phone.open(`${door.origin}/groups`);
    // groups come one after the other: all are here when their number stays
    let known = 0;
    const areAllHere = async () => {
      const before = known;
      known = (await links()).filter((path) => layoutOf(path) === '/groups/:id').length;
      if (known === 0 || known > before) await new Promise((resolve) => setTimeout(resolve, 3_000));
      return known > 0 && known === before;
    };
    await until(areAllHere, 60_000);
    const group = (await links()).find((path) => layoutOf(path) === '/groups/:id') ?? '';
    const founding = ['', '/start', '/attendance', '/vote', '/intake', '/committee', '/rules', '/papers', '/money', '/photos', '/finish'];
    const first = ['/', '/groups', '/groups/new', '/guide', '/outbox', '/me', '/me/ready', '/signin'];
    // no group of the demonstration is at its founding, so nothing leads there
    const waiting = [...first, ...founding.map((part) => `${group}/founding${part}`)];
    const seen = new Map<string, number>();
    const misfits: string[] = [];
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const layout = layoutOf(path);
      const before = seen.get(layout) ?? 0;
      // several groups: each is at another stage
      if (before >= (layout === '/groups/:id' ? 4 : 1)) continue;
      seen.set(layout, before + 1);
      await phone.open(door.origin + path);
      const overflow = await phone.call<string[]>(findOverflow);
      if (overflow.length > 0) misfits.push(`${path}: ${overflow.join(' ')}`);
      waiting.push(...(await links()));
    }
    expect([...seen.keys()]).toEqual(expect.arrayContaining(['/groups/:id/members/:id', '/groups/:id/step', '/groups/:id/visit']));
    expect(misfits).toEqual([]);
  });
});
