/** What a picture is, from its first bytes. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPictureHeader } from '../../src/server/picture-header.ts';
import { jpeg, png, webp } from '../support/server-pictures.ts';

it('JPEG, PNG and WebP say their kind and size', () => {
  expect(readPictureHeader(jpeg(500))).toEqual({ mime: 'image/jpeg', width: 800, height: 600 });
  expect(readPictureHeader(jpeg(200_000, { profileSegments: 3 }))).toEqual({ mime: 'image/jpeg', width: 800, height: 600 });
  expect(readPictureHeader(png(500))).toEqual({ mime: 'image/png', width: 800, height: 600 });
  expect(readPictureHeader(webp(500))).toEqual({ mime: 'image/webp', width: 800, height: 600 });
});

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const corpus: readonly (readonly [string, Uint8Array])[] = [
  ['nothing', new Uint8Array()],
  ['one byte', new Uint8Array([0xff])],
  ['HTML', text('<!doctype html><script>alert(1)</script>')],
  ['HTML with a byte order mark', text('\ufeff<html>')],
  ['SVG', text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
  ['XML', text('<?xml version="1.0"?><svg/>')],
  ['a Windows program', text('MZ\u0090\u0000')],
  ['a Linux program', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0])],
  ['a script', text('#!/bin/sh\nrm -rf /')],
  ['PHP', text('<?php system($_GET[0]);')],
  ['PDF', text('%PDF-1.7')],
  ['ZIP', text('PK\u0003\u0004')],
  ['GZIP', new Uint8Array([0x1f, 0x8b, 8, 0])],
  ['GIF', text('GIF89a\u0001\u0000\u0001\u0000')],
  ['BMP', text('BM\u0000\u0000')],
  ['TIFF', text('II*\u0000')],
  ['HEIC', new Uint8Array([0, 0, 0, 24, ...text('ftypheic'), 0, 0, 0, 0])],
  ['AVIF', new Uint8Array([0, 0, 0, 24, ...text('ftypavif'), 0, 0, 0, 0])],
  ['MP4', new Uint8Array([0, 0, 0, 24, ...text('ftypmp42'), 0, 0, 0, 0])],
  ['MP3', text('ID3\u0004')],
  ['WAV, which is RIFF too', text('RIFF\u0000\u0000\u0000\u0000WAVEfmt ')],
  ['ICO', new Uint8Array([0, 0, 1, 0])],
  ['JSON', text('{"a":1}')],
  ['a JPEG’s beginning and nothing more', new Uint8Array([0xff, 0xd8, 0xff])],
  ['a JPEG without a frame', new Uint8Array([0xff, 0xd8, 0xff, 0xda, 0, 2])],
  ['a JPEG whose segment has no length', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xc0])],
  ['a JPEG of no size', jpeg(500, { width: 0 })],
  [
    'a PNG without IHDR',
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, ...text('XHDR'), 0, 0, 0, 1, 0, 0, 0, 1]),
  ],
  ['a PNG of no size', png(500, { height: 0 })],
  ['a moving WebP', webp(500, { moving: true })],
  ['a WebP with an unknown chunk', text('RIFF\u0000\u0000\u0000\u0000WEBPEXIF\u0000\u0000\u0000\u0000')],
  ['HTML behind a JPEG’s name only', text('ÿØÿà<html>')],
];

describe('is no picture of ours:', () => {
  it.each(corpus)('%s', (_name, bytes) => expect(readPictureHeader(bytes)).toBeUndefined());
});

it('any bytes at all are read without an error and without an end that does not come', () => {
  const starts = [[], [0xff, 0xd8, 0xff], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], [...text('RIFF0000WEBPVP8 ')]];
  fc.assert(
    fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }), (start, rest) => {
      readPictureHeader(new Uint8Array([...start, ...rest]));
    }),
    { numRuns: 3000 },
  );
});
