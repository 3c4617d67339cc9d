/** The browser is killed in the middle of taking applications, again and again: whoever was said to be saved is there, and no number is missing. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Applicant, foundingDay } from './support/founding.ts';
import { killBrowser } from './support/kill-browser.ts';
import { openOffice, upTo, type Office } from './support/office.ts';
import { openScreen, readOperations, signIn, startGroup } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';

const rounds = 20;
const syllables = ['คำ', 'แก้ว', 'บัว', 'จันทร์', 'ศรี', 'ทอง', 'อินทร์', 'เพ็ญ', 'หล้า', 'มูล'];

let office: Office;
let phone: Phone;
beforeAll(async () => {
  office = await openOffice();
  phone = await openPhone();
});
afterAll(async () => {
  await phone.close().catch(() => undefined);
  await office.close();
});

const applicant = (index: number): Applicant => ({
  title: 'นาง',
  first: `${syllables[index % 10]}${syllables[Math.floor(index / 10) % 10]}`,
  last: `ทดสอบ${syllables[Math.floor(index / 100)]}`,
  bornBE: 2500 + (index % 40),
  pledgeBaht: 50,
});

/** Everybody on the list; only the rows in sight are drawn, so it is rolled through. */
async function readList(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const sheet = document.querySelector('.intake-sheet');
    if (sheet === null) return [];
    // after it has rolled to the newest by itself
    await new Promise((resolve) => setTimeout(resolve, 600));
    const rows = new Set<string>();
    for (let top = 0; ; top += 150) {
      sheet.scrollTop = top;
      await new Promise((resolve) => setTimeout(resolve, 60));
      for (const row of sheet.querySelectorAll('.intake-row')) rows.add(row.textContent.replaceAll(/\s+/g, ' '));
      if (top + sheet.clientHeight >= sheet.scrollHeight) return [...rows];
    }
  });
}

describe.runIf(process.platform === 'linux')('a phone that dies while applications are taken', () => {
  it(`has everyone it called saved, ${rounds} times (row 20)`, async () => {
    let page = await phone.page();
    await signIn(page, office.origin, await office.inviteOfficer());
    await office.away();
    const group = await startGroup(page, office.origin, 'ป่าแฝกดอย');
    const day = foundingDay(page, () => group);
    await day.startMeeting();
    await day.countPeople(24, 36);
    await day.vote({ for: 50, against: 5, abstain: 5 });
    await day.readNotice();

    const saved: string[] = [];
    let next = 0;
    for (let round = 1; round <= rounds; round += 1) {
      const lifeMs = Math.random() * 1_500;
      let isDead = false;
      let isUnderWay: () => void = () => undefined;
      const underWay = new Promise<void>((resolve) => (isUnderWay = resolve));
      const death = underWay.then(async () => {
        await new Promise((resolve) => setTimeout(resolve, lifeMs));
        isDead = true;
        await killBrowser(phone.profile);
      });
      const desk = foundingDay(page, () => group);
      const taking = (async () => {
        for (;;) {
          const person = applicant(next);
          next += 1;
          await desk.take(person);
          await page.getByText(`บันทึกแล้ว ${person.title}${person.first} ${person.last}`).waitFor();
          saved.push(`${person.first} ${person.last}`);
          isUnderWay();
        }
      })();
      // the loop ends by the death of its page, never by anything else
      await taking.catch((error: unknown) => {
        if (!isDead) throw error;
      });
      await death;

      phone = await openPhone({ profile: phone.profile });
      page = await phone.page();
      await openScreen(page, `${group}/founding/intake`);
      const lying = await readOperations(page);
      expect(lying.map(({ n }) => n)).toEqual(upTo(lying.length));
      const members = lying.filter(({ k }) => k === 'member.add').length;
      // a list that is drawn while it is rolled through is read again
      let listed = await readList(page);
      for (let tries = 1; listed.length !== members && tries <= 5; tries += 1) listed = await readList(page);
      expect(listed).toHaveLength(members);
      expect(
        saved.filter((name) => !listed.some((row) => row.includes(name))),
        `round ${round}, ${lifeMs} ms`,
      ).toEqual([]);
      // at most the one under way, which the screen had not yet called saved
      expect(members - saved.length).toBeLessThanOrEqual(round);
    }
    expect(saved.length).toBeGreaterThanOrEqual(rounds);

    await office.back();
    const lying = await readOperations(page);
    await openScreen(page, office.origin);
    await expect.poll(() => office.received().length).toBe(lying.length);
    expect(office.held()).toEqual([]);
  });
});
