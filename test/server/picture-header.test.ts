/** What a picture is, from its first bytes. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPictureHeader } from '../../src/server/picture-header.ts';
import { noPictures } from '../support/malicious-files.ts';
import { jpeg, png, webp } from '../support/server-pictures.ts';

it('JPEG, PNG and WebP say their kind and size', () => {
  expect(readPictureHeader(jpeg(500))).toEqual({ mime: 'image/jpeg', width: 800, height: 600 });
  expect(readPictureHeader(jpeg(200_000, { profileSegments: 3 }))).toEqual({ mime: 'image/jpeg', width: 800, height: 600 });
  expect(readPictureHeader(png(500))).toEqual({ mime: 'image/png', width: 800, height: 600 });
  expect(readPictureHeader(webp(500))).toEqual({ mime: 'image/webp', width: 800, height: 600 });
});

describe('is no picture of ours:', () => {
  it.each(noPictures)('$name', ({ bytes }) => expect(readPictureHeader(bytes)).toBeUndefined());
  it('nothing', () => expect(readPictureHeader(new Uint8Array())).toBeUndefined());
});

it('any bytes at all are read without an error and without an end that does not come', () => {
  const starts = [[], [0xff, 0xd8, 0xff], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], [...Buffer.from('RIFF0000WEBPVP8 ')]];
  fc.assert(
    fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }), (start, rest) => {
      readPictureHeader(new Uint8Array([...start, ...rest]));
    }),
    { numRuns: 3000 },
  );
});
