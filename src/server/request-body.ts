/** Reads a JSON body within limits: size on the wire, size inflated, depth, forbidden names. Every refusal is a 4xx. */
import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import type * as z from 'zod/mini';
import { limits } from '../protocol/sync.ts';
import { findOffence, isShallow } from './json-guard.ts';
import { RequestProblem } from './problem-answer.ts';

const inflaters = { gzip: promisify(gunzip), deflate: promisify(inflate) } as const;
const readMs = 60_000;
/** what may be parsed at all; the limit of the wire is lower and names the place */
const parsedDepth = 64;

/** @throws RequestProblem `bad-request` with the path of the first problem, `too-large`, `unsupported-media` */
export async function readJson<Schema extends z.ZodMiniType>(request: Request, schema: Schema): Promise<z.infer<Schema>> {
  const value = await readAnyJson(request);
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new RequestProblem('bad-request', { path: parsed.error.issues[0]?.path.join('.') ?? '' });
  return parsed.data;
}

async function readAnyJson(request: Request): Promise<unknown> {
  const type = request.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new RequestProblem('unsupported-media');
  const text = await inflated(await readBytes(request, limits.bodyBytes), request.headers.get('Content-Encoding'));
  if (!isShallow(text, parsedDepth)) throw new RequestProblem('bad-request', { path: 'depth' });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RequestProblem('bad-request', { path: '' });
  }
  const offence = findOffence(value, limits.depth);
  if (offence !== undefined) throw new RequestProblem('bad-request', { path: offence });
  return value;
}

/** Counts what really arrives; a `Content-Length` is only a promise. */
async function readBytes(request: Request, most: number): Promise<Uint8Array> {
  if (Number(request.headers.get('Content-Length') ?? 0) > most) throw new RequestProblem('too-large');
  if (!request.body) return new Uint8Array();
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  const slow = setTimeout(() => void reader.cancel('too slow').catch(() => undefined), readMs);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > most) {
        await reader.cancel().catch(() => undefined);
        throw new RequestProblem('too-large');
      }
      pieces.push(value);
    }
  } catch (error) {
    if (error instanceof RequestProblem) throw error;
    throw new RequestProblem('bad-request', { path: '' }); // the line broke: nobody will read the answer
  } finally {
    clearTimeout(slow);
  }
  return Buffer.concat(pieces);
}

async function inflated(bytes: Uint8Array, encoding: string | null): Promise<string> {
  if (encoding === null || encoding === '' || encoding === 'identity') return utf8(bytes);
  const inflater = encoding === 'gzip' || encoding === 'deflate' ? inflaters[encoding] : undefined;
  if (!inflater) throw new RequestProblem('unsupported-media');
  let text: Uint8Array;
  try {
    text = await inflater(bytes, { maxOutputLength: limits.inflatedBytes });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw new RequestProblem('too-large');
    throw new RequestProblem('bad-request', { path: '' });
  }
  return utf8(text);
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new RequestProblem('bad-request', { path: '' });
  }
}
