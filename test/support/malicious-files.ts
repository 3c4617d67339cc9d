/** Files that somebody sends as a picture and that are none, or none that a phone should open; all of them would be called `.jpg`. */
import { deflateSync } from 'node:zlib';
import { jpeg, png, webp } from './server-pictures.ts';

export interface MaliciousFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** as which it is announced, so that it is not refused for another kind than its own */
  readonly mime?: 'image/jpeg' | 'image/png' | 'image/webp';
}

const text = (value: string): Buffer => Buffer.from(value, 'latin1');
const hex = (value: string): Buffer => Buffer.from(value.replaceAll(' ', ''), 'hex');
const script = '<script>alert(1)</script>';

/** A whole PNG of a few kilobytes that unpacks to `bytes`; its sums are left out, nobody comes so far. */
function pngBomb(width: number, height: number, bytes: number): Buffer {
  const packed = deflateSync(Buffer.alloc(bytes), { level: 9 });
  const length = Buffer.alloc(4);
  length.writeUInt32BE(packed.length);
  const head = png(0, { width, height });
  return Buffer.concat([head, hex('08 06 00 00 00'), Buffer.alloc(4), length, text('IDAT'), packed, Buffer.alloc(4)]);
}

/** no picture by their first bytes, or with a header that cannot be read */
export const noPictures: readonly MaliciousFile[] = [
  { name: 'one byte', bytes: hex('ff') },
  { name: 'HTML', bytes: text(`<!doctype html>${script}`) },
  { name: 'HTML with a byte order mark', bytes: Buffer.from('\uFEFF<html>') },
  { name: 'HTML behind white space', bytes: text(`\r\n\t   <html>${script}`) },
  { name: 'HTML behind a comment', bytes: text(`<!-- JFIF -->${script}`) },
  { name: 'HTML in UTF-16', bytes: Buffer.from(`\uFEFF<html>${script}`, 'utf16le') },
  { name: 'XHTML', bytes: text(`<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">${script}</html>`) },
  { name: 'SVG', bytes: text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>') },
  { name: 'XML with an SVG', bytes: text('<?xml version="1.0"?><svg/>') },
  { name: 'SVG that is packed', bytes: hex('1f 8b 08 00 00 00 00 00 00 03') },
  { name: 'XML that names a file of the server', bytes: text('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>') },
  { name: 'a mail with a page in it', bytes: text('MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n') },
  { name: 'a Windows program', bytes: text('MZ\u0090\u0000') },
  { name: 'a Linux program', bytes: hex('7f 45 4c 46 02 01 01 00') },
  { name: 'a Mac program', bytes: hex('cf fa ed fe 07 00 00 01') },
  { name: 'a Java class', bytes: hex('ca fe ba be 00 00 00 41') },
  { name: 'WebAssembly', bytes: hex('00 61 73 6d 01 00 00 00') },
  { name: 'a Windows short cut', bytes: hex('4c 00 00 00 01 14 02 00') },
  { name: 'a script of a shell', bytes: text('#!/bin/sh\nrm -rf /') },
  { name: 'a Windows batch', bytes: text('@echo off\r\ndel /q *') },
  { name: 'PHP', bytes: text('<?php system($_GET[0]);') },
  { name: 'JSP', bytes: text('<%@ page import="java.io.*" %>') },
  { name: 'JavaScript', bytes: text('alert(document.cookie)//JFIF') },
  { name: 'JavaScript that begins as a GIF', bytes: text('GIF89a=alert(1)//') },
  { name: 'JavaScript that begins as a bitmap', bytes: text('BM=alert(1)//') },
  { name: 'a pickle of Python', bytes: text('\u0080\u0004\u0095cos\nsystem\n') },
  { name: 'a database', bytes: text('SQLite format 3\u0000') },
  { name: 'PDF', bytes: text('%PDF-1.7') },
  { name: 'PostScript', bytes: text('%!PS-Adobe-3.0 EPSF-3.0') },
  { name: 'RTF', bytes: text('{\\rtf1\\ansi') },
  { name: 'an old Word file with macros', bytes: hex('d0 cf 11 e0 a1 b1 1a e1') },
  { name: 'ZIP, as of a new Word file or an Android app', bytes: text('PK\u0003\u0004') },
  { name: 'RAR', bytes: text('Rar!\u001a\u0007\u0001\u0000') },
  { name: '7z', bytes: hex('37 7a bc af 27 1c') },
  { name: 'XZ', bytes: hex('fd 37 7a 58 5a 00') },
  { name: 'BZIP2', bytes: text('BZh91AY&SY') },
  { name: 'GIF', bytes: text('GIF89a\u0001\u0000\u0001\u0000') },
  { name: 'BMP', bytes: text('BM\u0000\u0000') },
  { name: 'TIFF', bytes: text('II*\u0000') },
  { name: 'ICO', bytes: hex('00 00 01 00') },
  { name: 'PSD', bytes: text('8BPS\u0000\u0001') },
  { name: 'HEIC', bytes: Buffer.concat([hex('00 00 00 18'), text('ftypheic'), hex('00 00 00 00')]) },
  { name: 'AVIF', bytes: Buffer.concat([hex('00 00 00 18'), text('ftypavif'), hex('00 00 00 00')]) },
  { name: 'JPEG XL', bytes: hex('ff 0a fa 1f') },
  { name: 'JPEG 2000', bytes: hex('00 00 00 0c 6a 50 20 20 0d 0a 87 0a') },
  { name: 'MP4', bytes: Buffer.concat([hex('00 00 00 18'), text('ftypmp42'), hex('00 00 00 00')]) },
  { name: 'Matroska', bytes: hex('1a 45 df a3') },
  { name: 'Flash', bytes: text('FWS\u0009') },
  { name: 'MP3', bytes: text('ID3\u0004') },
  { name: 'WAV, which is RIFF too', bytes: text('RIFF\u0000\u0000\u0000\u0000WAVEfmt ') },
  { name: 'a JPEG behind a space', bytes: Buffer.concat([text(' '), jpeg(400)]) },
  { name: 'HTML behind the first two bytes of a JPEG', bytes: Buffer.concat([hex('ff d8'), text(script)]) },
  { name: 'HTML behind the first bytes of a JPEG', bytes: Buffer.concat([hex('ff d8 ff e0'), text(`<html>${script}`)]) },
  { name: 'the beginning of a JPEG and nothing more', bytes: hex('ff d8 ff') },
  { name: 'a JPEG cut off before its frame', bytes: jpeg(0).subarray(0, 22) },
  { name: 'a JPEG cut off in its frame', bytes: jpeg(0).subarray(0, 28) },
  { name: 'a JPEG without a frame', bytes: hex('ff d8 ff da 00 02') },
  { name: 'a JPEG whose segment has no length', bytes: hex('ff d8 ff e0 00 00 ff c0') },
  { name: 'a JPEG of no size', bytes: jpeg(500, { width: 0 }) },
  {
    name: 'a PNG whose line ends were changed',
    bytes: Buffer.concat([hex('89 50 4e 47 0a 1a 0a'), png(200).subarray(8)]),
    mime: 'image/png',
  },
  {
    name: 'a PNG that begins with another chunk',
    bytes: Buffer.concat([hex('89 50 4e 47 0d 0a 1a 0a 00 00 00 0d'), text('XHDR'), hex('00 00 00 01 00 00 00 01')]),
    mime: 'image/png',
  },
  { name: 'a PNG cut off in its header', bytes: png(0).subarray(0, 20), mime: 'image/png' },
  { name: 'a PNG of no size', bytes: png(500, { height: 0 }), mime: 'image/png' },
  { name: 'a moving WebP', bytes: webp(500, { moving: true }), mime: 'image/webp' },
  { name: 'a WebP with an unknown chunk', bytes: text('RIFF\u0000\u0000\u0000\u0000WEBPEXIF\u0000\u0000\u0000\u0000'), mime: 'image/webp' },
];

/** pictures whose header promises more than a phone can hold */
export const hugePictures: readonly MaliciousFile[] = [
  { name: 'a JPEG of 65,535 × 65,535', bytes: jpeg(400, { width: 65_535, height: 65_535 }) },
  { name: 'a JPEG of 13,000 × 10', bytes: jpeg(400, { width: 13_000, height: 10 }) },
  { name: 'a JPEG of 51 megapixels', bytes: jpeg(400, { width: 10_200, height: 5000 }) },
  { name: 'a PNG that unpacks to 100 MB', bytes: pngBomb(12_001, 8_333, 100 * 1024 * 1024), mime: 'image/png' },
  { name: 'a PNG of four billion a side', bytes: png(400, { width: 0xffffffff, height: 0xffffffff }), mime: 'image/png' },
  { name: 'a WebP of 16,777,216 a side', bytes: webp(400, { width: 0x1000000, height: 0x1000000 }), mime: 'image/webp' },
];

/** pictures by every byte that is looked at, and something else to a careless reader */
export const disguises: readonly MaliciousFile[] = [
  { name: 'a JPEG with a page in its comment', bytes: withComment(`*/--><html>${script}</html><!--`) },
  { name: 'a JPEG that is JavaScript too', bytes: withComment('*/=alert(document.domain);/*') },
  { name: 'a JPEG with PHP in it', bytes: withComment('<?php system($_GET[0]); ?>') },
  { name: 'a JPEG with a ZIP behind it', bytes: Buffer.concat([jpeg(400), text('PK\u0003\u0004'), Buffer.alloc(60)]) },
  { name: 'a PNG with a page behind it', bytes: Buffer.concat([png(400), text(`<html>${script}`)]), mime: 'image/png' },
];

function withComment(comment: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(comment.length + 2);
  return Buffer.concat([hex('ff d8 ff fe'), length, text(comment), jpeg(400).subarray(2)]);
}
