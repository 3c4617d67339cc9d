/**
 * Two hundred texts made to run stand in every name, note, report and announcement of the demonstration; every screen and board is opened, every
 * table taken out. Nothing runs, the browser reports nothing, and each is read as the text it is. Then a page of another port tries its luck.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { civilDateInThailand } from '../../src/domain/thai-calendar.ts';
import { exportFiles, exportKeys, exportPath } from '../../src/protocol/export.ts';
import { createApp } from '../../src/server/app.ts';
import { DemoPhone, type DemoClock } from '../../src/server/demo/demo-phone.ts';
import { seedDemo, type Demo } from '../../src/server/demo/seed.ts';
import { invite } from '../../src/server/invitation.ts';
import { listen, type Listening } from '../../src/server/listen.ts';
import type { Office } from '../../src/server/office.ts';
import { openOffice } from '../../src/server/start.ts';
import { hostileTexts } from '../support/hostile-texts.ts';
import { newId, redeem } from '../support/server-phone.ts';
import { openScreen, signIn } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';
import { routeOf, routesOfApp, walk } from './support/walk.ts';

const district = '5607';
const mostLetters = 190;

let office: Office;
let demo: Demo;
let server: Listening;
let dataDir: string;
/** method, route, status of every request */
const requests: string[] = [];
let turn = 0;
/** what ran, what the browser refused and reported, what stood on a screen as more than text */
const heard: string[] = [];
/** numbers of the texts that were read on some screen */
const shown = new Set<number>();
const opened = new Set<string>();
let phone: Phone;

/** the next of them, with what stood there behind it */
function spoilt(text: string): string {
  const hostile = hostileTexts[turn++ % hostileTexts.length] ?? '';
  return `${hostile} ${text}`.slice(0, mostLetters);
}

/** Every text that a person wrote: the ones with a Thai letter in it. */
function spoilAll(value: unknown): unknown {
  if (typeof value === 'string') return /[\u0E00-\u0E7F]/.test(value) ? spoilt(value) : value;
  if (Array.isArray(value)) return value.map(spoilAll);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, spoilAll(member)]));
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'sajja-typed-'));
  const past: DemoClock = { nowMs: Date.now() };
  let isPast = true;
  office = await openOffice({
    dataDir,
    clock: () => (isPast ? past.nowMs : Date.now()),
    log: (event, { method, route, status } = {}) => {
      if (event === 'request') requests.push(`${String(method)} ${String(route)} ${String(status)}`);
    },
  });
  const act = Object.getOwnPropertyDescriptor(DemoPhone.prototype, 'act')?.value as (this: DemoPhone, ...args: unknown[]) => void;
  const spoiling = vi.spyOn(DemoPhone.prototype, 'act').mockImplementation(function (this: DemoPhone, g, k, on, p, s, hour) {
    act.call(this, g, k, on, spoilAll(p), spoilAll(s), hour);
  });
  demo = await seedDemo(office, past, civilDateInThailand(Date.now()));
  spoiling.mockRestore();
  isPast = false;
  nameEverybody();
  server = await listen(createApp(office), { host: '127.0.0.1', port: 0 });
  await workOfOffices();
});
afterAll(async () => {
  await server.stop();
  await office.store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function nameEverybody(): void {
  const db = new Database(join(dataDir, 'sajja.sqlite'));
  const people = db.prepare<[], { id: string; name: string }>('select id, name from usr').all();
  const rename = db.prepare<[string, string]>('update usr set name = ? where id = ?');
  for (const { id, name } of people) rename.run(spoilt(name), id);
  db.close();
}

async function code(user: string): Promise<string> {
  return (await invite(office, { role: 'field-officer', areas: [], name: '', user })).code;
}

/** What offices write outside the streams: people they invite, reasons of a decision, names of keys for programs. */
async function workOfOffices(): Promise<void> {
  const ask = async (path: string, init?: RequestInit): Promise<Response> => fetch(server.origin + path, init);
  const chief = await redeem(ask, await code(demo.chiefByDistrict.get(district) ?? ''));
  const { held } = (await (await chief.send(`/v1/board/groups?area=${district}`)).json()) as { held: readonly { op: string }[] };
  for (const { op } of held) await chief.post(`/v1/held/${op}`, { decision: 'reject', reason: spoilt('') });
  for (const name of ['a', 'b']) {
    await chief.post('/v1/people/invite', { role: 'field-officer', areas: ['560701'], name: spoilt(name) });
    await chief.post('/v1/tokens', { name: spoilt(name).slice(0, 40), days: 30 });
  }
}

/** What the page would look like if one of them had become more than text. */
async function findMoreThanText(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll('*')) {
      const tag = element.localName;
      if (['iframe', 'object', 'embed', 'base', 'math', 'template', 'noscript', 'video'].includes(tag)) found.push(tag);
      if (tag === 'script' && element.getAttribute('src')?.startsWith('/assets/') !== true) found.push('script');
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name) || ['srcdoc', 'action', 'formaction', 'http-equiv'].includes(name)) found.push(`${tag} ${name}`);
        if (/^\s*(javascript|data|vbscript):/i.test(value) && ['href', 'src', 'xlink:href', 'data', 'poster'].includes(name))
          found.push(`${tag} ${name}=${value}`);
      }
    }
    return found;
  });
}

/** numbers of the texts that the screen shows word for word, in its text or in a field */
async function readHostile(page: Page): Promise<readonly number[]> {
  const text = await page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value);
    return [document.body.textContent, ...fields].join('\n');
  });
  return hostileTexts.flatMap((hostile, number) => (text.includes(hostile) ? [number] : []));
}

async function openWatched(): Promise<Phone> {
  const watched = await openPhone();
  await watched.context.exposeFunction('tellTest', (text: string) => void heard.push(text));
  await watched.context.addInitScript(() => {
    const page = globalThis as unknown as { tellTest(text: string): void; ranText(number: number): void };
    page.ranText = (number) => page.tellTest(`ran ${number}`);
    document.addEventListener('securitypolicyviolation', (event) =>
      page.tellTest(`refused ${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
    );
  });
  watched.context.on('dialog', (dialog) => {
    heard.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  return watched;
}

/** the officer of a group with loans and a closed year that is small enough to be opened on every screen */
async function keeperOf(story: string): Promise<string> {
  return office.store.read(async (tables) => (await tables.streams.find(demo.groupByKey.get(story) ?? ''))?.owner ?? '');
}

/** The texts that stood in no place that is shown become names of groups. */
async function nameGroups(user: string): Promise<void> {
  const colleague = await redeem(async (path, init) => fetch(server.origin + path, init), await code(user));
  const tambon = colleague.session.grants[0]?.areas[0];
  const missing = hostileTexts.filter((_text, number) => !shown.has(number));
  await colleague.push(
    ...missing.map((text, index) => {
      const village = { tambon: tambon ?? '', moo: 1 + (index % 99), name: text };
      return colleague.op(newId(), 'group.create', { name: text, village, villageTypes: ['other'], source: 'ledger' });
    }),
  );
}

/** screens that show nothing that was typed, and steps that look like the others */
const withoutTyping = /^\/guide\/|\/blank$|\/step\/(?!1\.1$|2\.2$|2\.7$|3\.4$)/;

async function walkAs(user: string, kinds = /./): Promise<void> {
  phone = await openWatched();
  const page = await phone.page();
  await signIn(page, server.origin, await code(user));
  await walk({
    page,
    origin: server.origin,
    examples: (kind) => (withoutTyping.test(kind) || !kinds.test(kind) ? 0 : kind === '/groups/:id' ? 3 : 1),
    visit: async (path) => {
      opened.add(routeOf(path) ?? '');
      for (const number of await readHostile(page)) shown.add(number);
      heard.push(...(await findMoreThanText(page)).map((what) => `${path}: ${what}`));
    },
  });
  heard.push(...phone.faults.splice(0));
}

describe('texts that were made to run (row 65)', () => {
  afterAll(async () => phone.close());

  it('are read on every screen of an officer, and none of them runs', async () => {
    const officer = await keeperOf('one-year');
    await walkAs(officer);
    await nameGroups(officer);
    const page = await phone.page();
    await openScreen(page, `${server.origin}/groups`);
    await expect
      .poll(async () => {
        for (const number of await readHostile(page)) shown.add(number);
        return shown.size;
      })
      .toBe(hostileTexts.length);
    await phone.close();
    expect(heard).toEqual([]);
  });

  it('nor on the boards of a district', async () => {
    shown.clear();
    await walkAs(demo.chiefByDistrict.get(district) ?? '', /^\/$|^\/board/);
    expect(heard).toEqual([]);
    expect(shown.size).toBeGreaterThan(10);
    expect(routesOfApp().filter((route) => !opened.has(route) && route !== '/guide/:page')).toEqual([]);
  });

  it('stand in every table that is taken out as texts, which no browser opens as a page and no spreadsheet reckons', async () => {
    for (const key of exportKeys)
      for (const file of exportFiles) {
        const answer = await phone.context.request.get(`${server.origin}${exportPath(key, file)}?area=${district}`);
        const { 'content-type': type, 'content-disposition': disposition, ...headers } = answer.headers();
        expect([key, file, answer.status(), type]).toEqual([key, file, 200, expect.not.stringMatching(/html|xml;|javascript/)]);
        if (file !== 'json') expect(disposition).toMatch(/^attachment; filename="[\w.-]+"$/);
        expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
        if (file !== 'csv') continue;
        const text = await answer.text();
        // a cell begins behind a comma or a line's end, perhaps behind its quote
        expect(text.match(/(^|[,\n])"?[\s\uFEFF]*[=+@]|(^|[,\n])"?-(?!\d+(\.\d+)?"?[,\r])/g)).toBeNull();
        expect(text).toContain('ranText(');
      }
  });

  it('would have been heard: what the page itself writes as HTML is refused and reported', async () => {
    const page = await phone.page();
    await page.evaluate(() => {
      try {
        document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=ranText(0)>');
      } catch {
        // refused, as it should be
      }
      const link = document.createElement('a');
      link.setAttribute('href', 'javascript:ranText(0)');
      document.body.append(link);
      link.click();
    });
    await expect.poll(() => heard.join('\n')).toContain('require-trusted-types-for');
    await expect.poll(() => heard.join('\n')).toMatch(/refused script-src-elem inline|javascript/);
    expect(await findMoreThanText(page)).toContain('a href=javascript:ranText(0)');
    expect(heard.join('\n')).not.toContain('ran 0');
  });

  it('a page of another port, in the browser of somebody signed in, changes nothing, reads nothing and frames nothing (row 67, row 68)', async () => {
    const other = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end('<!doctype html><title>other</title><body>');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const page = await phone.context.newPage();
    await page.goto(`http://localhost:${(other.address() as AddressInfo).port}/`);
    requests.splice(0);
    const outcomes = await page.evaluate(async (office) => {
      const tried: Record<string, string> = {};
      const ask = async (name: string, path: string, init: RequestInit) => {
        tried[name] = await fetch(office + path, { credentials: 'include', ...init }).then(
          ({ type, status }) => `${type} ${status}`,
          () => 'refused',
        );
      };
      const body = '{"name":"x","days":30}';
      await ask('a plain question', '/v1/session', {});
      await ask('a question it may not read', '/v1/session', { mode: 'no-cors' });
      await ask('a form of text', '/v1/tokens', { method: 'POST', mode: 'no-cors', headers: { 'Content-Type': 'text/plain' }, body });
      await ask('a form', '/v1/tokens', { method: 'POST', mode: 'no-cors', body: new URLSearchParams({ name: 'x' }) });
      await ask('with our header', '/v1/tokens', { method: 'POST', headers: { 'X-Sync': '1', 'Content-Type': 'application/json' }, body });
      await ask('signing out', '/v1/session', { method: 'DELETE', headers: { 'X-Sync': '1' } });
      const load = async (name: string, element: HTMLElement) => {
        tried[name] = await new Promise((resolve) => {
          element.addEventListener('load', () => resolve('loaded'));
          element.addEventListener('error', () => resolve('refused'));
          document.body.append(element);
        });
      };
      await load('as a script', Object.assign(document.createElement('script'), { src: `${office}/v1/session` }));
      await load('as a picture', Object.assign(document.createElement('img'), { src: `${office}/icons/apple-touch.png` }));
      const frame = Object.assign(document.createElement('iframe'), { src: `${office}/` });
      await load('as a frame', frame);
      const form = Object.assign(document.createElement('form'), { method: 'post', action: `${office}/v1/tokens`, target: 'away' });
      form.enctype = 'text/plain';
      const target = Object.assign(document.createElement('iframe'), { name: 'away' });
      document.body.append(target, form);
      const gone = new Promise((resolve) => target.addEventListener('load', resolve));
      form.submit();
      await gone;
      return tried;
    }, server.origin);
    expect(outcomes).toEqual({
      'a plain question': 'refused',
      'a question it may not read': 'refused',
      'a form of text': 'refused',
      'a form': 'refused',
      'with our header': 'refused',
      'signing out': 'refused',
      'as a script': 'refused',
      'as a picture': 'refused',
      'as a frame': 'loaded',
    });
    // in the frames stands the browser's own page of refusal, or nothing
    const framed = page
      .frames()
      .slice(1)
      .map((frame) => frame.url());
    expect(framed.filter((url) => !['chrome-error://chromewebdata/', 'about:blank'].includes(url))).toEqual([]);
    expect(framed).toContain('chrome-error://chromewebdata/');
    // it went out with the officer's cookie, because another port is the same site: our own door refused it
    const changes = () => requests.filter((request) => /^(POST|DELETE|PATCH) /.test(request));
    await expect.poll(() => changes().length).toBe(3);
    expect(changes()).toEqual(Array.from({ length: 3 }, () => 'POST /v1/tokens 403'));
    await page.close();
    const still = await phone.context.request.get(`${server.origin}/v1/session`);
    expect(still.status()).toBe(200);
    other.closeAllConnections();
    await new Promise((resolve) => other.close(resolve));
  });
});
