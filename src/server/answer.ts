/** JSON on its way out, packed when it is worth it and the caller reads it. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const pack = promisify(gzip);
const worthPacking = 1024;

export async function jsonAnswer(
  request: Request,
  value: unknown,
  init: { status?: number; headers?: Record<string, string> } = {},
): Promise<Response> {
  const text = JSON.stringify(value);
  const headers: Record<string, string> = { 'Content-Type': 'application/json', Vary: 'Accept-Encoding', ...init.headers };
  if (text.length < worthPacking || !acceptsGzip(request)) return new Response(text, { status: init.status ?? 200, headers });
  const packed = await pack(text, { level: 6 });
  return new Response(packed, { status: init.status ?? 200, headers: { ...headers, 'Content-Encoding': 'gzip' } });
}

export function emptyAnswer(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers });
}

function acceptsGzip(request: Request): boolean {
  return /\bgzip\b/.test(request.headers.get('Accept-Encoding') ?? '');
}
