/** Scene A of the domain: a whole founding day without the office, on a phone that dies twice, and what the district has afterwards. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoardGroupDetail, BoardGroups } from '../../src/protocol/board.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';
import { foundingDay, sceneApplicants, until } from './support/founding.ts';
import { noisyJpeg } from './support/noisy-jpeg.ts';
import { makeGroup, signInByThumb } from './support/new-group.ts';
import { openPhone, type Phone } from './support/phone.ts';

/** Kills the page's process, or the whole browser; neither gets a chance to tidy up. */
async function crash(page: Page, what: 'Page.crash' | 'Browser.crash'): Promise<void> {
  const gone = new Promise<void>((resolve) => {
    page.once('crash', () => resolve());
    page.once('close', () => resolve());
  });
  const session = await page.context().newCDPSession(page);
  void session.send(what).catch(() => undefined);
  await gone;
}

describe('a founding day without signal', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sajja-founding-'));
  let server: ServerProcess;
  let port: string;
  let phone: Phone;
  let chief: Phone;

  beforeAll(async () => {
    server = await startServer({ dataDir });
    port = new URL(server.origin).port;
  });

  afterAll(async () => {
    await phone?.close();
    await chief?.close();
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('reaches the district whole and once, though the office was away and the phone was killed twice', async () => {
    const { origin } = server;
    const officerCode = await server.invite('field-officer', '560701', 'ฟ้าใส ทดลองดี');
    const chiefCode = await server.invite('district-chief', '5607', 'ศรีสุข ทดลองดี');
    chief = await openPhone({ viewport: { width: 1280, height: 800 } });
    await signInByThumb(await chief.page(), origin, chiefCode);
    phone = await openPhone();
    let page = await phone.page();
    await signInByThumb(page, origin, officerCode);
    const photos = [];
    for (let seed = 1; seed <= 6; seed += 1)
      photos.push({ name: `photo-${seed}.jpg`, buffer: await noisyJpeg(page, { seed: seed * 7919 }) });
    for (const { buffer } of photos) expect(buffer.length).toBeGreaterThan(4_000_000);

    expect(await server.stop()).toBe(0);
    let day = foundingDay(page, () => group);
    const group = await makeGroup(page, origin, 'ป่าแฝกดอย');
    const g = group.split('/').at(-1) ?? '';
    const goOn = async () => {
      page = await phone.context.newPage();
      day = foundingDay(page, () => group);
    };

    await day.startMeeting();
    await day.countPeople(24, 36);
    await day.vote({ for: 46, against: 5, abstain: 9 });
    await day.readNotice();
    const applicants = sceneApplicants();
    for (const applicant of applicants.slice(0, 20)) await day.take(applicant);
    await page.getByLabel('ชื่อ', { exact: true }).fill('ครึ่งชื่อ');
    await page.waitForTimeout(600);
    await crash(page, 'Page.crash');
    await goOn();
    await day.open('intake');
    await until(async () => (await page.getByLabel('ชื่อ', { exact: true }).inputValue()) === 'ครึ่งชื่อ');
    await page.getByLabel('ชื่อ', { exact: true }).fill('');
    for (const applicant of applicants.slice(20)) await day.take(applicant);
    await day.giveNumbers();
    expect(await day.tally()).toMatch(/สมัครแล้ว 48 รอผู้ปกครอง 2/);

    await day.elect([
      { office: 'ประธาน', search: '1' },
      { office: 'รองประธาน', search: '2' },
      { office: 'เลขานุการ', search: '3' },
      { office: 'เหรัญญิก', search: '5' },
      { office: 'นายทะเบียน', search: '7' },
      { search: '8' },
      { search: '9' },
      { search: '10' },
      { search: '11' },
    ]);
    await day.agreeRules(5, 20);
    await day.tickPapers();
    await day.collectFromAll();
    expect(await page.locator('.page-top').innerText()).toContain('5,460');
    await crash(page, 'Browser.crash');
    await phone.close().catch(() => undefined);
    phone = await openPhone({ profile: phone.profile });
    await goOn();
    // straight to the end: nobody opens the money page again, and the money is in the notice all the same
    expect(await day.notifyDistrict()).toContain('5,460.00');
    await day.open('money');
    await day.countCash({ 'ธนบัตร 1,000 บาท': 5, 'ธนบัตร 100 บาท': 4, 'ธนบัตร 20 บาท': 3 });
    await day.takePhotos(photos);

    server = await startServer({ dataDir, env: { PORT: port } });
    await page.goto(`${origin}/outbox`);
    await page.getByText('ไม่มีอะไรรอส่ง').or(page.getByText('ส่งแล้วล่าสุด')).first().waitFor();
    await until(async () => (await page.locator('.status-line').innerText()).includes('ทุกอย่างส่งถึงสำนักงานแล้ว'), 180_000);

    const office = await chief.page();
    const ask = async <T>(path: string): Promise<T> =>
      office.evaluate(async (url) => {
        const answer = await fetch(url, { headers: { accept: 'application/json' } });
        if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
        return answer.json();
      }, path) as Promise<T>;
    await office.goto(`${origin}/board`);
    const board = await ask<BoardGroups>('/v1/board/groups');
    const seen = board.groups.filter((entry) => entry.group.id === g);
    expect(seen).toHaveLength(1);
    const row = seen[0]?.group;
    expect(row?.vote).toMatchObject({ passed: true, present: 60, for: 46, against: 5, abstain: 9 });
    expect(row?.members).toMatchObject({ applied: 50, accepted: 48, pending: 2, numbered: 48, minors: 5, highestNo: 48 });
    expect(row?.committee.seats).toBe(9);
    expect(row?.pledgeDay).toEqual({ kind: 'day-of-month', day: 5 });
    expect(row?.bylaws?.entryFee).toBe(2_000);
    expect(row?.pledgedSatang).toBe(450_000);
    expect(row?.money.byKind).toEqual({ 'entry-fee': 96_000, 'pledged-savings': 450_000 });
    expect(row?.money.cash).toBe(546_000);
    expect(row?.photos).toBe(6);
    expect(row?.reports['founding-notice']).toBeDefined();
    expect(row?.lifeCycle).toBe('founded');
    expect(seen[0]?.held).toBe(0);

    const detail = await ask<BoardGroupDetail>(`/v1/board/groups/${g}`);
    expect(detail.photos.map(({ full, thumb }) => ({ full, thumb }))).toEqual(
      Array.from({ length: 6 }, () => ({ full: true, thumb: true })),
    );
    for (const { sha } of detail.photos) {
      const bytes = await office.evaluate(
        async (url) => [...new Uint8Array(await (await fetch(url)).arrayBuffer())],
        `/v1/photos/${g}/${sha}`,
      );
      expect(createHash('sha256').update(Uint8Array.from(bytes)).digest('hex')).toBe(sha);
      expect(Buffer.from(bytes).includes('Exif')).toBe(false);
    }
    expect(new Set(detail.photos.map(({ sha }) => sha)).size).toBe(6);
    await office.getByText('ป่าแฝกดอย').first().waitFor();
    expect(phone.faults).toEqual([]);
    expect(chief.faults).toEqual([]);
  });
});
