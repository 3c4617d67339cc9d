import { describe, expect, it } from 'vitest';
import { readPictureSize } from '../../src/storage/photo-header.ts';
import { trustedWorkerUrl } from '../../src/storage/trusted-url.ts';
import { newId, newPhone, openTestPhone, randomBytes } from '../support/phone.ts';

const dayMs = 86_400_000;

describe('photos', () => {
  it('the full picture stays until the office has had it for thirty days, the thumb stays for good', async () => {
    const { phone, hardware, known } = await newPhone();
    const [full, thumb] = [randomBytes(30_000).buffer, randomBytes(3_000).buffer];
    const photo = {
      sha: 'a'.repeat(64),
      group: newId(),
      mime: 'image/jpeg',
      full,
      thumb,
      thumbSha: 'b'.repeat(64),
      addedAt: '2026-11-23T03:00:00Z',
    };
    await phone.putPhoto(photo);
    await phone.putPhoto(photo);
    expect(await phone.queue()).toMatchObject({ photosWaiting: 1, photoBytes: 33_000 });
    for (const part of ['thumb', 'full'] as const) {
      const next = await phone.nextPhoto(new Set());
      expect(next).toMatchObject({ part });
      if (next !== undefined) await phone.photoDone(next);
    }
    await hardware.clock.advance(29 * dayMs);
    await phone.tidyPhotos();
    expect((await phone.photo(photo.sha))?.full?.byteLength).toBe(30_000);
    await hardware.clock.advance(2 * dayMs);
    await phone.tidyPhotos();
    expect((await phone.photo(photo.sha))?.full).toBeUndefined();
    expect((await phone.photo(photo.sha))?.thumb?.byteLength).toBe(3_000);
    phone.close();
    const again = await openTestPhone(hardware, { user: known.user });
    expect((await again.photosQueued())[0]).toMatchObject({ state: 'sent' });
  });

  it('what waits is never tidied away, however old', async () => {
    const { phone, hardware } = await newPhone();
    const full = randomBytes(1000).buffer;
    const photo = {
      sha: 'a'.repeat(64),
      group: newId(),
      mime: 'image/jpeg',
      full,
      thumb: full,
      thumbSha: 'b'.repeat(64),
      addedAt: '2026-11-23T03:00:00Z',
    };
    await phone.putPhoto(photo);
    await hardware.clock.advance(400 * dayMs);
    await phone.tidyPhotos();
    expect((await phone.photo(photo.sha))?.full?.byteLength).toBe(1000);
  });

  it('width and height are read before anything decodes the picture', () => {
    const jpeg = new Uint8Array(64);
    jpeg.set([0xff, 0xd8, 0xff, 0xe1, 0, 6, 1, 2, 3, 4, 0xff, 0xc2, 0, 11, 8, 0x0b, 0xb8, 0x0f, 0xa0]);
    expect(readPictureSize(jpeg.buffer)).toEqual({ width: 4000, height: 3000 });
    const png = new Uint8Array(64);
    png.set([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 3, 0x20, 0, 0, 2, 0x58]);
    expect(readPictureSize(png.buffer)).toEqual({ width: 800, height: 600 });
    const webp = new Uint8Array(64);
    webp.set([
      ...new TextEncoder().encode('RIFF'),
      0,
      0,
      0,
      0,
      ...new TextEncoder().encode('WEBPVP8X'),
      10,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0x1f,
      3,
      0,
      0x57,
      2,
      0,
    ]);
    expect(readPictureSize(webp.buffer)).toEqual({ width: 800, height: 600 });
    for (const bytes of [new Uint8Array(0), new Uint8Array(100), jpeg.slice(0, 12)]) expect(readPictureSize(bytes.buffer)).toBeUndefined();
  });

  it('without Trusted Types the worker’s address is what it was', () => {
    expect(trustedWorkerUrl('/sw.js')).toBe('/sw.js');
  });
});
