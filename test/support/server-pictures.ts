/** Pictures of a few bytes whose headers say what a test wants; nobody decodes them. */
import { createHash, randomBytes } from 'node:crypto';

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

export function jpeg(bytes: number, { width = 800, height = 600, profileSegments = 0 } = {}): Buffer {
  const profiles = Array.from({ length: profileSegments }, () =>
    Buffer.concat([Buffer.from([0xff, 0xe2]), u16(60_002), Buffer.alloc(60_000, 1)]),
  );
  const app = Buffer.concat([Buffer.from([0xff, 0xe0]), u16(16), Buffer.from('JFIF\0'), Buffer.alloc(9)]);
  const frame = Buffer.concat([Buffer.from([0xff, 0xc0]), u16(17), Buffer.from([8]), u16(height), u16(width), Buffer.alloc(10, 1)]);
  return padded([Buffer.from([0xff, 0xd8]), app, ...profiles, frame, Buffer.from([0xff, 0xda])], bytes);
}

export function png(bytes: number, { width = 800, height = 600 } = {}): Buffer {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return padded([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), Buffer.from('IHDR'), size], bytes);
}

export function webp(bytes: number, { width = 800, height = 600, moving = false } = {}): Buffer {
  const head = Buffer.alloc(30);
  head.write('RIFF', 0, 'latin1');
  head.write('WEBPVP8X', 8, 'latin1');
  head.writeUInt32LE(10, 16);
  head[20] = moving ? 2 : 0;
  head.writeUIntLE(width - 1, 24, 3);
  head.writeUIntLE(height - 1, 27, 3);
  return padded([head], bytes);
}

function padded(parts: readonly Buffer[], bytes: number): Buffer {
  const head = Buffer.concat(parts);
  return Buffer.concat([head, randomBytes(Math.max(0, bytes - head.length))]);
}
