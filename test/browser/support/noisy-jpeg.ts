/** Photos as phones make them: about 4 MB of noise, EXIF with an orientation and a place, each one different. */
import type { Page } from 'playwright-core';

export interface NoisyJpegOptions {
  readonly seed: number;
  readonly width?: number;
  readonly height?: number;
  readonly quality?: number;
  /** EXIF orientation 1…8 */
  readonly orientation?: number;
}

/** JPEG bytes made by the browser's own encoder, with an EXIF segment that carries orientation and GPS 19.3 N 99.8 E. */
export async function noisyJpeg(page: Pick<Page, 'evaluate'>, options: NoisyJpegOptions): Promise<Buffer> {
  const { seed, width = 3264, height = 2448, quality = 0.9, orientation = 6 } = options;
  const base64 = await page.evaluate(
    async ({ seed, width, height, quality }) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      const image = context.createImageData(width, height);
      let state = seed | 1;
      for (let index = 0; index < image.data.length; index += 4) {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
        const noise = (state >>> 24) & 0x7f;
        const row = Math.floor(index / 4 / width);
        image.data[index] = 60 + noise;
        image.data[index + 1] = (row / height) * 120 + noise;
        image.data[index + 2] = 40 + noise;
        image.data[index + 3] = 255;
      }
      context.putImageData(image, 0, 0);
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality })).arrayBuffer());
      let text = '';
      for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
      return btoa(text);
    },
    { seed, width, height, quality },
  );
  return withExif(Buffer.from(base64, 'base64'), orientation);
}

/** The same picture with an EXIF segment that carries orientation and GPS 19.3 N 99.8 E. */
export function withExif(plain: Buffer, orientation: number): Buffer {
  return Buffer.concat([plain.subarray(0, 2), exifSegment(orientation), plain.subarray(2)]);
}

function exifSegment(orientation: number): Buffer {
  const tiff = Buffer.alloc(8 + 2 + 2 * 12 + 4 + 2 + 4 * 12 + 4 + 48);
  tiff.write('II', 0, 'latin1');
  tiff.writeUInt16LE(42, 2);
  tiff.writeUInt32LE(8, 4);
  const gpsAt = 8 + 2 + 24 + 4;
  const valuesAt = gpsAt + 2 + 48 + 4;
  let at = 8;
  const field = (tag: number, type: number, count: number, value: number) => {
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(count, at + 4);
    tiff.writeUInt32LE(value, at + 8);
    at += 12;
  };
  tiff.writeUInt16LE(2, at);
  at += 2;
  field(0x0112, 3, 1, orientation);
  field(0x8825, 4, 1, gpsAt);
  at = gpsAt;
  tiff.writeUInt16LE(4, at);
  at += 2;
  field(1, 2, 2, 'N'.charCodeAt(0));
  field(2, 5, 3, valuesAt);
  field(3, 2, 2, 'E'.charCodeAt(0));
  field(4, 5, 3, valuesAt + 24);
  for (const [index, value] of [19, 1, 18, 1, 0, 1, 99, 1, 48, 1, 0, 1].entries()) tiff.writeUInt32LE(value, valuesAt + index * 4);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xffe1, 0);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}
