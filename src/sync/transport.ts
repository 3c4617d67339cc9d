/** One request and what came of it: our own answer, one of our problems, or no signal. Nothing else in the app knows `Response`. */
import type * as z from 'zod/mini';
import { problemStatus, type ProblemCode } from '../protocol/problem.ts';
import { type Wait, wallWait } from '../storage/time-limit.ts';

/** `no-signal`: nothing came, or not in time · `portal`: something answered that is not our office (a log-in page, a proxy) */
export type NetProblem = ProblemCode | 'no-signal' | 'portal';

export interface Failed {
  readonly ok: false;
  readonly problem: NetProblem;
  readonly timedOut: boolean;
  readonly path?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly headers: Headers;
}
export interface Answered {
  readonly ok: true;
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface Net {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly nowMs: () => number;
  readonly wait: Wait;
}

export const wallNet: Net = { fetch: async (path, init) => fetch(path, init), nowMs: () => Date.now(), wait: wallWait };

export interface SendInit extends Omit<RequestInit, 'headers'> {
  readonly headers?: Readonly<Record<string, string>>;
  /** instead of both usual limits, for what is known to take long */
  readonly limitMs?: number;
}

const idleLimitMs = 30_000;
const totalLimitMs = 120_000;
const gzipFromBytes = 1024;

/** Sends one request; never throws. Changing requests carry `X-Sync: 1`. A redirect is not followed: our office does not redirect. */
export async function send(net: Net, path: string, init: SendInit): Promise<Answered | Failed> {
  const { headers: extra = {}, limitMs, ...rest } = init;
  const abort = new AbortController();
  const done = new AbortController();
  let timedOut = false;
  const giveUpAfter = async (afterMs: number, called: AbortSignal) => {
    await net.wait(afterMs, called);
    if (called.aborted) return;
    timedOut = true;
    abort.abort();
  };
  let silence = new AbortController();
  const progress = () => {
    silence.abort();
    silence = new AbortController();
    void giveUpAfter(limitMs ?? idleLimitMs, silence.signal);
  };
  progress();
  void giveUpAfter(limitMs ?? totalLimitMs, done.signal);
  const given = new Promise<never>((_, reject) => {
    abort.signal.addEventListener('abort', () => reject(new Error('time limit')));
  });
  given.catch(() => undefined);
  try {
    const headers: Record<string, string> = { 'X-Sync': '1', Accept: 'application/json', ...extra };
    const request = {
      ...rest,
      headers,
      signal: abort.signal,
      redirect: 'manual' as const,
      credentials: 'same-origin' as const,
      cache: 'no-store' as const,
    };
    const response = await Promise.race([net.fetch(path, request), given]);
    progress();
    const bytes = await Promise.race([readAll(response, progress), given]);
    return classify(response, bytes);
  } catch {
    return { ok: false, problem: 'no-signal', timedOut, headers: new Headers() };
  } finally {
    done.abort();
    silence.abort();
  }
}

/** Sends JSON, gzipped above 1 KB, and reads our own JSON answer; an answer that is not what the schema says counts as no signal. */
export async function sendJson<S extends z.ZodMiniType>(
  net: Net,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body: unknown,
  schema: S,
): Promise<{ readonly ok: true; readonly body: z.infer<S>; readonly headers: Headers } | Failed> {
  const answer = await send(net, path, body === undefined ? { method } : { method, ...(await packJson(body)) });
  if (!answer.ok) return answer;
  const read = schema.safeParse(parseJson(answer.bytes));
  if (read.success) return { ok: true, body: read.data, headers: answer.headers };
  return { ok: false, problem: 'portal', timedOut: false, headers: answer.headers };
}

export async function packJson(
  body: unknown,
): Promise<{ readonly body: BodyInit; readonly headers: Record<string, string>; readonly packedBytes: number }> {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const headers = { 'Content-Type': 'application/json' };
  if (bytes.byteLength <= gzipFromBytes || typeof CompressionStream === 'undefined')
    return { body: bytes, headers, packedBytes: bytes.byteLength };
  const packed = await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
  return { body: packed, headers: { ...headers, 'Content-Encoding': 'gzip' }, packedBytes: packed.byteLength };
}

function classify(response: Response, bytes: Uint8Array<ArrayBuffer>): Answered | Failed {
  const { headers, status } = response;
  const type = headers.get('content-type') ?? '';
  const failed = (problem: NetProblem, path?: string): Failed => ({
    ok: false,
    problem,
    timedOut: false,
    path,
    retryAfterMs: retryAfterMs(headers.get('retry-after')),
    headers,
  });
  if (response.type === 'opaqueredirect' || response.redirected || (status >= 300 && status < 400)) return failed('portal');
  if (response.ok) {
    // no log-in page is sent as a file to keep
    const isFile = headers.get('content-disposition')?.startsWith('attachment') === true;
    const ours = status === 204 || type.startsWith('application/json') || headers.has('upload-offset') || isFile;
    return ours ? { ok: true, status, headers, bytes } : failed('portal');
  }
  if (type.startsWith('application/problem+json')) {
    const { code, path } = (parseJson(bytes) ?? {}) as { code?: unknown; path?: unknown };
    if (typeof code === 'string' && Object.hasOwn(problemStatus, code))
      return failed(code as ProblemCode, typeof path === 'string' ? path : undefined);
  }
  if (status === 413) return failed('too-large');
  if (status === 408 || status === 425 || status === 429 || status >= 500) return failed('busy');
  // the answer to HEAD has no body to carry our code
  if (bytes.byteLength === 0 && status === 404) return failed('not-found');
  if (bytes.byteLength === 0 && status === 401) return failed('session-expired');
  return failed('portal');
}

async function readAll(response: Response, onProgress: () => void): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body?.getReader();
  for (;;) {
    const next = await reader?.read();
    if (next === undefined || next.done) break;
    chunks.push(next.value);
    onProgress();
  }
  const whole = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

function retryAfterMs(value: string | null): number | undefined {
  if (value === null || !/^\d+$/.test(value)) return undefined;
  return Number(value) * 1000;
}
