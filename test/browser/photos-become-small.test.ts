/** Case 29 in a real browser: whatever the camera gives becomes a small upright JPEG without a place, or is refused in words. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readPictureSize } from '../../src/storage/photo-header.ts';
import { noisyJpeg, withExif } from './support/noisy-jpeg.ts';
import { openOffice, type Office } from './support/office.ts';
import { openScreen, readOperations, signIn, startGroup } from './support/officer.ts';
import { openPhone, type Phone } from './support/phone.ts';

const corners = ['red', 'green', 'blue', 'white'] as const;

let office: Office;
let phone: Phone;
let page: Page;
let group: string;
/** pictures that the office has said it has whole, by their hash; and the lengths that were announced for them */
const announced: number[] = [];
const offered = new Set<string>();

beforeAll(async () => {
  office = await openOffice();
  phone = await openPhone();
  page = await phone.page();
  page.on('request', (request) => {
    const path = new URL(request.url()).pathname;
    if (request.method() === 'PATCH') announced.push(Number(request.headers()['upload-length']));
    if (request.method() === 'HEAD' && /^\/v1\/photos\/[^/]+\/[0-9a-f]{64}$/.test(path)) offered.add(path);
  });
  await signIn(page, office.origin, await office.inviteOfficer());
});
afterAll(async () => {
  await phone.close();
  await office.close();
});

let village = 0;
beforeEach(async () => {
  village += 1;
  group = await startGroup(page, office.origin, `รูปเล็ก ${village}`, village);
  await openScreen(page, `${group}?tab=papers`);
  offered.clear();
  announced.length = 0;
});

const attach = async (name: string, buffer: Buffer, mimeType = 'image/jpeg') =>
  page.getByLabel('เลือกจากเครื่อง').setInputFiles({ name, mimeType, buffer });
const pictures = () => page.locator('.photo-picker .photos img');
const kept = async (count: number) => expect.poll(async () => pictures().count()).toBe(count);
const attached = async () => (await readOperations(page)).filter(({ k }) => k === 'photo.attach').length;

/** The pictures as the office has them once all were sent. */
async function atTheOffice(count: number): Promise<readonly Buffer[]> {
  await expect.poll(async () => page.locator('.photo-picker .photos').getByText('ส่งแล้ว', { exact: true }).count()).toBe(count);
  return Promise.all(
    [...offered].map(async (path) => {
      const response = await phone.context.request.get(office.origin + path, { headers: { Origin: office.origin } });
      expect(response.status()).toBe(200);
      return response.body();
    }),
  );
}

function expectSmallAndPlaceless(bytes: Buffer): void {
  expect(bytes.length).toBeLessThanOrEqual(1_000_000);
  const size = readPictureSize(new Uint8Array(bytes).buffer);
  expect(Math.max(size?.width ?? Infinity, size?.height ?? Infinity)).toBeLessThanOrEqual(1600);
  expect(bytes.includes('Exif')).toBe(false);
  expect(bytes.readUInt16BE(0)).toBe(0xffd8);
  expect([0xffe0, 0xffdb]).toContain(bytes.readUInt16BE(2));
}

/** What a phone appends to a picture (a moving photo, a maker's note) makes it as large as one likes; it still opens. */
function grownTo(bytes: Buffer, size: number): Buffer {
  expect(bytes.length).toBeLessThan(size);
  return Buffer.concat([bytes, Buffer.alloc(size - bytes.length, 7)]);
}

describe('a photo', () => {
  it('of 10,400,000 bytes becomes at most 1 MB and 1600 pixels, without its place; the original never leaves the phone', async () => {
    const camera = grownTo(await noisyJpeg(page, { seed: 31, width: 4000, height: 3000, quality: 0.92 }), 10_400_000);
    expect(camera.includes('Exif')).toBe(true);
    await attach('camera.jpg', camera);
    await kept(1);
    const [bytes] = await atTheOffice(1);
    expectSmallAndPlaceless(bytes!);
    // orientation 6: lying in the file, standing in the picture
    expect(readPictureSize(new Uint8Array(bytes!).buffer)).toEqual({ width: 1200, height: 1600 });
    expect(Math.max(...announced)).toBe(bytes!.length);
  });

  it('of nothing but fine detail at 1600 pixels is at most 1 MB too', async () => {
    await attach('sand.jpg', await noisyJpeg(page, { seed: 97, width: 1600, height: 1600, quality: 0.98, orientation: 1 }));
    await kept(1);
    const [bytes] = await atTheOffice(1);
    expectSmallAndPlaceless(bytes!);
  });

  it('of exactly 10,000,000 bytes is accepted', async () => {
    await attach('limit.jpg', grownTo(await noisyJpeg(page, { seed: 53, width: 2400, height: 1800 }), 10_000_000));
    await kept(1);
    expect(await attached()).toBeGreaterThan(0);
  });
});

describe('a file that is no picture this phone can read', () => {
  it.each([
    [
      'a PDF of 10.4 MB',
      'page.pdf',
      'application/pdf',
      () => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(10_399_991, 32)]),
      /ไฟล์เกิน 10 MB \(ไฟล์นี้ 10\.4 MB\)/,
    ],
    [
      'a PDF of 3 MB',
      'page.pdf',
      'application/pdf',
      () => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(3_000_000, 32)]),
      /อ่านไฟล์นี้ \(3\.0 MB\) เป็นรูปไม่ได้.*JPEG/,
    ],
    [
      'a HEIC that this browser does not know',
      'live.heic',
      'image/heic',
      () => Buffer.concat([Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(2_000_000, 3)]),
      /อ่านไฟล์นี้ \(2\.0 MB\) เป็นรูปไม่ได้.*JPEG/,
    ],
  ] as const)('%s is refused with its size and what to do', async (_what, name, mimeType, make, sentence) => {
    const before = await attached();
    await attach(name, make(), mimeType);
    await page.getByText(sentence).waitFor();
    expect(await pictures().count()).toBe(0);
    expect(await attached()).toBe(before);
    expect(announced).toEqual([]);
  });

  it('a JPEG broken in its middle is refused in words, and the good one beside it and what was kept before are there', async () => {
    const [first, good, whole] = [
      await noisyJpeg(page, { seed: 61, width: 800, height: 600 }),
      await noisyJpeg(page, { seed: 67, width: 800, height: 600 }),
      await noisyJpeg(page, { seed: 71, width: 800, height: 600 }),
    ];
    await attach('first.jpg', first);
    await kept(1);
    // the tables of the decoder are gone, the header still says how large it is
    const broken = Buffer.from(whole);
    for (
      let at = broken.indexOf(Buffer.from([0xff, 0xc4]));
      at >= 0 && at < broken.length - 4;
      at = broken.indexOf(Buffer.from([0xff, 0xc4]), at + 1)
    )
      broken.fill(0xff, at + 4, at + 30);
    await page.getByLabel('เลือกจากเครื่อง').setInputFiles([
      { name: 'broken.jpg', mimeType: 'image/jpeg', buffer: broken },
      { name: 'good.jpg', mimeType: 'image/jpeg', buffer: good },
    ]);
    await page.getByText(/อ่านไฟล์นี้ \(0\.\d MB\) เป็นรูปไม่ได้/).waitFor();
    await kept(2);
  });
});

describe('a photo taken in any of the eight ways to hold a phone', () => {
  it.each([
    ['small', 400, 300],
    ['large enough to be decoded smaller', 2400, 1800],
  ] as const)('%s comes out upright', async (_what, width, height) => {
    const upright: Record<number, readonly string[]> = {};
    for (let orientation = 1; orientation <= 8; orientation += 1) {
      await attach(`o${orientation}.jpg`, withExif(await cornered(orientation, width, height), orientation));
      await kept(orientation);
      await pictures()
        .nth(orientation - 1)
        .click();
      await page.locator('dialog[open] img').waitFor();
      upright[orientation] = await colours();
      await page.locator('dialog[open]').getByRole('button', { name: 'ปิด' }).first().click();
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
    }
    const side = Math.min(width, 1600);
    const wanted = [`${side}x${(side * height) / width}`, ...corners];
    expect(upright).toEqual(Object.fromEntries(Array.from({ length: 8 }, (_, index) => [index + 1, wanted])));
  });
});

/** A picture whose corners, seen upright, are red, green, blue and white from the top left, stored as a phone held that way stores it. */
async function cornered(orientation: number, width: number, height: number): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ({ orientation, width, height }) => {
      // EXIF 2.3, tag 0x0112: where the first row and the first column of the file lie in the picture
      const seen = (x: number, y: number): [number, number] => {
        const [right, bottom] = [width - 1, height - 1];
        switch (orientation) {
          case 2:
            return [right - x, y];
          case 3:
            return [right - x, bottom - y];
          case 4:
            return [x, bottom - y];
          case 5:
            return [y, x];
          case 6:
            return [right - y, x];
          case 7:
            return [right - y, bottom - x];
          case 8:
            return [y, bottom - x];
          default:
            return [x, y];
        }
      };
      const lies = orientation >= 5;
      const canvas = new OffscreenCanvas(lies ? height : width, lies ? width : height);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      const image = context.createImageData(canvas.width, canvas.height);
      // the number stands in the shade of the middle, so that no two files are the same picture
      const middle = 90 + orientation * 8;
      for (let y = 0; y < canvas.height; y += 1)
        for (let x = 0; x < canvas.width; x += 1) {
          const [left, top] = seen(x, y);
          const column = left < width / 4 ? 0 : left >= (width * 3) / 4 ? 1 : 2;
          const row = top < height / 4 ? 0 : top >= (height * 3) / 4 ? 1 : 2;
          const colour =
            column === 2 || row === 2
              ? [middle, middle, middle]
              : [
                  [255, 0, 0],
                  [0, 255, 0],
                  [0, 0, 255],
                  [255, 255, 255],
                ][row * 2 + column]!;
          image.data.set([...colour, 255], (y * canvas.width + x) * 4);
        }
      context.putImageData(image, 0, 0);
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer());
      let text = '';
      for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
      return btoa(text);
    },
    { orientation, width, height },
  );
  return Buffer.from(base64, 'base64');
}

/** Size and corners of the opened picture, from the top left, row by row, as the officer sees them. */
async function colours(): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const picture = document.querySelector<HTMLImageElement>('dialog[open] img');
    if (picture === null) throw new Error('no picture');
    // the thumbnail stands there first
    for (let tries = 0; tries < 100 && picture.naturalWidth <= 320; tries += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    await picture.decode();
    const { naturalWidth: width, naturalHeight: height } = picture;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.drawImage(picture, 0, 0);
    const name = (x: number, y: number): string => {
      const [red = 0, green = 0, blue = 0] = context.getImageData(Math.floor(width * x), Math.floor(height * y), 1, 1).data;
      if (red > 200 && green > 200 && blue > 200) return 'white';
      if (red > 200 && green < 80 && blue < 80) return 'red';
      if (green > 200 && red < 80 && blue < 80) return 'green';
      return blue > 200 && red < 80 && green < 80 ? 'blue' : `${red},${green},${blue}`;
    };
    return [`${width}x${height}`, name(0.1, 0.1), name(0.9, 0.1), name(0.1, 0.9), name(0.9, 0.9)];
  });
}
