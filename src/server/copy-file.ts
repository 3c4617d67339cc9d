/** Opens a sealed copy (`protocol/copy.ts`) from where it was laid on disk, one chunk at a time. Knows the format, not what is inside. */
import { createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { copyHeadBytes, copyInfo, copyLimits, copyMagic, copyVersion } from '../protocol/copy.ts';
import { RequestProblem } from './problem-answer.ts';

const tagBytes = 16;
const lengthBytes = 4;

/**
 * @param privateJwk the office's key
 * @returns what each chunk holds, in order, up to the end of the file
 * @throws RequestProblem `unsupported-media` when it is no copy of a version we know, `copy-unreadable` when it is altered, cut or another
 * office's
 */
export async function* chunksOf(file: FileHandle, privateJwk: Record<string, string>): AsyncGenerator<Buffer> {
  const head = await readExactly(file, 0, copyHeadBytes);
  if (head?.toString('latin1', 0, copyMagic.length) !== copyMagic || head[copyMagic.length] !== copyVersion)
    throw new RequestProblem('unsupported-media');
  const key = fileKey(head, privateJwk);
  const { size } = await file.stat();
  for (let at = copyHeadBytes, place = 0; at < size; place++) {
    const length = (await readExactly(file, at, lengthBytes))?.readUInt32BE();
    if (length === undefined || length < tagBytes || length > copyLimits.chunkBytes) throw new RequestProblem('copy-unreadable');
    const sealed = await readExactly(file, at + lengthBytes, length);
    if (!sealed) throw new RequestProblem('copy-unreadable');
    yield openChunk(key, place, sealed);
    at += lengthBytes + length;
  }
}

function fileKey(head: Buffer, privateJwk: Record<string, string>): Buffer {
  const point = head.subarray(copyMagic.length + 1);
  const coordinate = (from: number) => point.subarray(from, from + 32).toString('base64url');
  try {
    const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) }, format: 'jwk' });
    const privateKey = createPrivateKey({ key: privateJwk, format: 'jwk' });
    return Buffer.from(hkdfSync('sha256', diffieHellman({ privateKey, publicKey }), head, copyInfo, 32));
  } catch {
    // the point is not on the curve
    throw new RequestProblem('copy-unreadable');
  }
}

function openChunk(key: Buffer, place: number, sealed: Buffer): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(place, 8);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]);
  } catch {
    throw new RequestProblem('copy-unreadable');
  }
}

async function readExactly(file: FileHandle, position: number, length: number): Promise<Buffer | undefined> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) return undefined;
    filled += bytesRead;
  }
  return buffer;
}
