/**
 * Bytes and waiting times on a line of 400 kbit/s with 400 ms there and back, in a page slowed down six times, against the real server.
 *
 * A new connection costs two round trips (TCP and TLS 1.3). Bytes are counted on the line, headers included; times are of one run.
 */
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { build } from 'esbuild';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { until } from '../browser/support/founding.ts';
import { openOffice, type Office } from '../browser/support/office.ts';
import { openScreen, signIn } from '../browser/support/officer.ts';
import { openPhone, waitForWorker, type Phone } from '../browser/support/phone.ts';
import { type FaultyProxy, startFaultyProxy } from '../support/faulty-proxy.ts';
import { runCommand } from '../support/server-process.ts';
import type { Books, Day } from './line-tool.ts';

const weak = { roundTripMs: 400, bytesPerSecond: 50_000, roundTripsToConnect: 2 } as const;
const slowDown = 6;
const toolPath = '/assets/test-line-tool.js';
const largest: Books = { groups: 1, members: 268, months: 25 };
const twenty: Books = { groups: 20, members: 75, months: 12 };

export interface LineFigure {
  readonly what: string;
  readonly target: number | undefined;
  readonly measured: number;
  readonly unit: 'kB' | 'ms';
}

interface Bench {
  readonly office: Office;
  readonly line: FaultyProxy;
  readonly tool: string;
}

export async function measureLine(): Promise<readonly LineFigure[]> {
  const office = await openOffice();
  const line = await startFaultyProxy(office.origin, 1);
  const entry = fileURLToPath(new URL('line-tool.ts', import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: 'esm', write: false });
  const bench = { office, line, tool: outputFiles[0]?.text ?? '' };
  try {
    return [...(await measureLargest(bench)), ...(await measureTwenty(bench))];
  } finally {
    await line.close();
    await office.close();
  }
}

/** A group of 268 members: its books pushed from one phone and pulled to another of the same officer, then single days. */
async function measureLargest(bench: Bench): Promise<readonly LineFigure[]> {
  const { office, line } = bench;
  const officer = invite(office, ['--role', 'field-officer', '--area', '560701', '--name', 'ฟ้าใส']);
  const writer = await newHand(bench);
  const reader = await newHand(bench);
  try {
    await signIn(writer.page, line.origin, officer.code);
    await signIn(reader.page, line.origin, invite(office, ['--user', officer.user]).code);
    await openScreen(reader.page, `${line.origin}/outbox`);
    await writer.phone.context.setOffline(true);
    const { acts, groups } = await inPage<{ acts: number; groups: readonly string[] }>(
      writer.page,
      `writeBooks(${JSON.stringify(largest)})`,
    );
    const books = await deliver(bench, writer, acts);
    const pulled = await pullByTap(bench, reader);
    const rows = await inPage<number>(reader.page, 'countEntries()');
    if (rows !== largest.members * largest.months) throw new Error(`${rows} rows on the reader's phone`);
    const day = async (what: Omit<Day, 'g'>) => {
      await writer.phone.context.setOffline(true);
      return deliver(bench, writer, await inPage<number>(writer.page, `writePledgeDay(${JSON.stringify({ g: groups[0], ...what })})`));
    };
    const sheet = await day({ members: 268, rowsInOne: 268, withMeeting: false });
    const thirty = await day({ members: 30, rowsInOne: 25, withMeeting: true });
    return [
      { what: `${rows} rows of 268 members pushed`, target: 6_000, measured: books.ms, unit: 'ms' },
      { what: '  bytes up', target: 110, measured: books.upKb, unit: 'kB' },
      { what: '  bytes down until then', target: undefined, measured: books.downKb, unit: 'kB' },
      { what: '  pulled to an empty phone', target: 5_000, measured: pulled.ms, unit: 'ms' },
      { what: '  bytes down', target: undefined, measured: pulled.downKb, unit: 'kB' },
      { what: '268 pledges as one sheet, bytes up', target: 6, measured: sheet.upKb, unit: 'kB' },
      { what: '30 pledges and a meeting over a cold line', target: 3_000, measured: thirty.ms, unit: 'ms' },
      { what: '  bytes up', target: undefined, measured: thirty.upKb, unit: 'kB' },
    ];
  } finally {
    await writer.phone.close();
    await reader.phone.close();
  }
}

/** A new phone of an officer with twenty groups: the app is on it, nothing else. */
async function measureTwenty(bench: Bench): Promise<readonly LineFigure[]> {
  const { office, line } = bench;
  const officer = invite(office, ['--role', 'field-officer', '--area', '560701', '--name', 'เดือนเพ็ญ']);
  const writer = await newHand(bench);
  try {
    await signIn(writer.page, line.origin, officer.code);
    const before = countReceived(office);
    const { acts } = await inPage<{ acts: number }>(writer.page, `writeBooks(${JSON.stringify(twenty)})`);
    await openScreen(writer.page, `${line.origin}/outbox`);
    await until(async () => countReceived(office) >= before + acts, 120_000);
  } finally {
    await writer.phone.close();
  }
  const fresh = await newHand(bench);
  try {
    await fresh.page.goto(`${line.origin}/signin#${invite(office, ['--user', officer.user]).code}`);
    await waitForWorker(fresh.page);
    await fresh.page.getByRole('button', { name: 'เข้าใช้เครื่องนี้' }).waitFor();
    // what the app fetches when the page has a moment
    await fresh.page.waitForTimeout(3_000);
    const { usableMs, completeMs, downKb } = await weakly(bench, fresh, async (carried) => {
      const times = await fresh.page.evaluate(signInAndWatch, twenty.groups);
      return { ...times, downKb: carried().downKb };
    });
    const rows = await inPage<number>(fresh.page, 'countEntries()');
    if (rows !== twenty.groups * twenty.members * twenty.months) throw new Error(`${rows} rows on the new phone`);
    return [
      { what: 'new phone, 20 groups of 1,500 members, 12 months: usable', target: 5_000, measured: usableMs, unit: 'ms' },
      { what: `  complete, ${rows} rows`, target: 20_000, measured: completeMs, unit: 'ms' },
      { what: '  bytes down', target: undefined, measured: downKb, unit: 'kB' },
    ];
  } finally {
    await fresh.phone.close();
  }
}

/** From the tap to today's screen, and until all of so many groups is here. */
async function signInAndWatch(groups: number): Promise<{ usableMs: number; completeMs: number }> {
  const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent.includes('เข้าใช้เครื่องนี้'));
  if (button === undefined) throw new Error('no button');
  const beginMs = performance.now();
  const when = async (isTrue: () => boolean) => {
    await new Promise<void>((resolve) => {
      const look = () => {
        if (!isTrue()) return;
        observer.disconnect();
        resolve();
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { childList: true, subtree: true, characterData: true });
      look();
    });
    return Math.round(performance.now() - beginMs);
  };
  /** every stream that the office told of is read to its head */
  const isComplete = async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
    const name = names.find((each) => /^sajja-[0-9a-f-]{36}$/.test(each));
    if (name === undefined) return false;
    const answered = async <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('not read')));
      });
    const db = await answered(indexedDB.open(name));
    const streams = db.objectStoreNames.contains('stream')
      ? await answered(
          db.transaction('stream').objectStore('stream').getAll() as IDBRequest<{ kind: string; cursor: number; head: number }[]>,
        )
      : [];
    db.close();
    return streams.filter(({ kind }) => kind === 'group').length === groups && streams.every(({ cursor, head }) => cursor >= head);
  };
  button.click();
  const usableMs = await when(() => document.querySelector('nav a[href="/groups"]') !== null && document.querySelector('.bone') === null);
  while (!(await isComplete())) await new Promise((resolve) => setTimeout(resolve, 250));
  return { usableMs, completeMs: Math.round(performance.now() - beginMs) };
}

interface Hand {
  readonly phone: Phone;
  readonly page: Page;
  readonly devtools: CDPSession;
}

async function newHand({ tool }: Bench): Promise<Hand> {
  const phone = await openPhone();
  await phone.context.route(`**${toolPath}`, async (route) => route.fulfill({ contentType: 'text/javascript', body: tool }));
  const page = await phone.page();
  // tsx marks functions with their names, by a helper that a page does not have
  await page.addInitScript('globalThis.__name ??= (run) => run;');
  return { phone, page, devtools: await phone.context.newCDPSession(page) };
}

async function inPage<T>(page: Page, call: string): Promise<T> {
  return page.evaluate<T>(`import('${toolPath}').then((tool) => tool.${call})`);
}

interface Carried {
  readonly ms: number;
  readonly upKb: number;
  readonly downKb: number;
}

/** Runs on the weak line, cold, in a slow page. */
async function weakly<T>({ line }: Bench, { devtools }: Hand, run: (carried: () => Carried) => Promise<T>): Promise<T> {
  line.setLine(weak);
  line.hangUp();
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
  const before = line.carried();
  const beginMs = performance.now();
  const kb = (bytes: number) => Math.round(bytes / 100) / 10;
  try {
    return await run(() => {
      const { up, down } = line.carried();
      return { ms: Math.round(performance.now() - beginMs), upKb: kb(up - before.up), downKb: kb(down - before.down) };
    });
  } finally {
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    line.setLine(undefined);
  }
}

/** The signal comes back; until the office has so many more operations. Then the phone may finish in peace. */
async function deliver(bench: Bench, hand: Hand, acts: number): Promise<Carried> {
  const { office, line } = bench;
  const before = countReceived(office);
  await openScreen(hand.page, `${line.origin}/outbox`);
  const carried = await weakly(bench, hand, async (now) => {
    await hand.phone.context.setOffline(false);
    await until(async () => countReceived(office) >= before + acts, 120_000);
    return now();
  });
  await hand.page.getByText('ทุกอย่างส่งถึงสำนักงานแล้ว').first().waitFor({ timeout: 120_000 });
  return carried;
}

async function pullByTap(bench: Bench, hand: Hand): Promise<Carried> {
  return weakly(bench, hand, async (now) => {
    const button = hand.page.getByRole('button', { name: 'ส่งเดี๋ยวนี้' });
    await button.click();
    await hand.page.locator('button[aria-busy="true"]').waitFor({ state: 'detached', timeout: 120_000 });
    return now();
  });
}

function countReceived({ dataDir }: Office): number {
  const db = new Database(join(dataDir, 'sajja.sqlite'), { readonly: true });
  try {
    return db.prepare<[], { count: number }>(`select count(*) as count from op where k not like 'grant.%'`).get()?.count ?? 0;
  } finally {
    db.close();
  }
}

function invite({ dataDir }: Office, args: readonly string[]): { readonly code: string; readonly user: string } {
  const { status, stdout, stderr } = runCommand(dataDir, ['invite', ...args, '--json']);
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as { code: string; user: string };
}
