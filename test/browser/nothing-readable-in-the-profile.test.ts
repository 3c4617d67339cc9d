/** A phone that was found: every byte of the browser's folder is read, and no person, number or picture of the founding day is in it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nationalIdCheckDigit } from '../../src/domain/national-id.ts';
import { foundingDay } from './support/founding.ts';
import { noisyJpeg } from './support/noisy-jpeg.ts';
import { openOffice, type Office } from './support/office.ts';
import { openScreen, readOperations, settled, signIn, startGroup } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';
import { findReadable } from './support/readable.ts';

const people = [
  { first: 'บุญเรือนแก้ว', last: 'ใจดีสมมุติ', bornBE: 2519, phone: '0812345678', id: '110170012345', house: '987/65' },
  { first: 'คำอินทร์หล้า', last: 'วงค์ทดลองเขียน', bornBE: 2531, phone: '0898765432', id: '357090098765', house: '432/10' },
].map((person) => ({ ...person, id: `${person.id}${nationalIdCheckDigit(person.id)}` }));
const halfTyped = 'ครึ่งชื่อที่ยังไม่บันทึก';
const words = [...people.flatMap(({ first, last, phone, id }) => [first, last, phone, id]), halfTyped];

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

describe('the folder of the browser on a phone that was found', () => {
  it('names nobody and shows no picture, after a founding day that is still waiting to be sent', async () => {
    const page = await phone.page();
    await signIn(page, office.origin, await office.inviteOfficer());
    await office.away();
    const group = await startGroup(page, office.origin, 'ป่าแฝกดอย');
    const day = foundingDay(page, () => group);
    await day.startMeeting();
    await day.countPeople(24, 36);
    await day.vote({ for: 50, against: 5, abstain: 5 });
    await day.readNotice();
    for (const { first, last, bornBE, phone: number, id, house } of people) {
      if (!(await page.getByLabel('โทรศัพท์').isVisible())) await page.getByText('เพิ่มข้อมูลอื่น').click();
      await page.getByLabel('โทรศัพท์').fill(number);
      await page.getByLabel('เลขประจำตัวประชาชน').fill(id);
      await page.getByLabel('บ้านเลขที่').fill(house);
      await day.take({ title: 'นาง', first, last, bornBE, pledgeBaht: 50 });
    }
    await page.getByLabel('ชื่อ', { exact: true }).fill(halfTyped);
    await page.waitForTimeout(800);
    await openScreen(page, `${group}?tab=members`);
    await page
      .getByText(people[0]?.first ?? '')
      .first()
      .click();
    // the name on the list is of a screen that is being left
    await expect.poll(() => page.locator('main').innerText()).toContain(people[0]?.last);
    await settled(page);
    await day.takePhotos([{ name: 'photo.jpg', buffer: await noisyJpeg(page, { seed: 7919, width: 1600, height: 1200 }) }]);
    expect((await readOperations(page)).every(({ state }) => state === 'queued')).toBe(true);
    expect((await readOperations(page)).filter(({ k }) => k === 'member.add' || k.startsWith('photo.')).length).toBe(3);
    await phone.close();

    const { found, bytes } = findReadable(phone.profile, words);
    expect(bytes).toBeGreaterThan(1_000_000);
    expect(found).toEqual([]);
  });

  it('would have told: the same words and a picture kept plainly beside them are found', async () => {
    await office.back();
    phone = await openPhone({ profile: phone.profile });
    const page = await phone.page();
    await page.goto(office.origin);
    const picture = await noisyJpeg(page, { seed: 104_729, width: 800, height: 600 });
    await page.evaluate(
      async ({ words, picture }) => {
        const db = await new Promise<IDBDatabase>((resolve) => {
          const request = indexedDB.open('planted', 1);
          request.addEventListener('upgradeneeded', () => request.result.createObjectStore('plain'));
          request.addEventListener('success', () => resolve(request.result));
        });
        const writing = db.transaction('plain', 'readwrite');
        const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
        writing.objectStore('plain').put({ words, bytes }, 1);
        await new Promise((resolve) => writing.addEventListener('complete', resolve));
        db.close();
      },
      { words, picture: withoutExif(picture).toString('base64') },
    );
    await phone.close();
    const { found } = findReadable(phone.profile, words);
    for (const word of words)
      expect(
        found.some((place) => place.startsWith(word)),
        word,
      ).toBe(true);
    expect(found.some((place) => place.startsWith('a JPEG'))).toBe(true);
  });
});

/** The picture as the browser's encoder wrote it: our own EXIF segment stands between its first two bytes and the rest. */
function withoutExif(picture: Buffer): Buffer {
  const segmentBytes = picture.readUInt16BE(4) + 2;
  return Buffer.concat([picture.subarray(0, 2), picture.subarray(2 + segmentBytes)]);
}
