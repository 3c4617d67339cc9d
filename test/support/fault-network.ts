/** The line between one phone and the office, as a script of faults: what is lost, cut, doubled, late, or answered by somebody else. */
import { gunzipSync } from 'node:zlib';
import type { FakeClock } from './fake-clock.ts';

export type Fault =
  /** never leaves the phone */
  | 'lose-request'
  /** the office did it, the phone never hears */
  | 'lose-answer'
  /** the answer stops in the middle */
  | { readonly cutAnswerAt: number }
  /** the request stops in the middle */
  | { readonly cutRequestAt: number }
  /** arrives twice, one right after the other */
  | 'duplicate'
  /** lost for the phone, delivered when `deliverLate` is called */
  | 'late'
  /** a log-in page answers 200 with HTML */
  | 'portal'
  | 'redirect'
  /** somebody on the way answers, not the office */
  | { readonly status: number; readonly retryAfter?: number }
  /** no answer until the phone gives up */
  | 'stall'
  /** bytes per second, both ways */
  | { readonly bytesPerSecond: number };

export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly bytes: number;
  readonly fault: Fault | undefined;
}

export interface FaultNetwork {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  /** faults of the next requests, one each; `undefined` lets one through */
  script(...faults: readonly (Fault | undefined)[]): void;
  /** asked for each request that the script does not cover */
  rule: (request: { readonly method: string; readonly path: string; readonly count: number }) => Fault | undefined;
  readonly requests: readonly SentRequest[];
  /** how many requests are with the office right now, and the most there ever were */
  readonly underWay: { now: number; most: number };
  /** forgets the faults that no request has met */
  drop(): void;
  deliverLate(): Promise<void>;
  /** the session's cookie, as the browser keeps it */
  cookie: string | undefined;
}

const origin = 'http://localhost';

export function createFaultNetwork(handle: (request: Request) => Promise<Response>, clock: FakeClock): FaultNetwork {
  const requests: SentRequest[] = [];
  const late: (() => Promise<unknown>)[] = [];
  let script: (Fault | undefined)[] = [];

  const deliver = async (path: string, init: RequestInit, body: BodyInit | null = init.body ?? null): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('Accept-Encoding', 'gzip');
    if (network.cookie !== undefined) headers.set('Cookie', network.cookie);
    network.underWay.now += 1;
    network.underWay.most = Math.max(network.underWay.most, network.underWay.now);
    try {
      const { method } = init;
      const answer = await handle(new Request(origin + path, { method, headers, body, ...(body === null ? {} : { duplex: 'half' }) }));
      const set = answer.headers.get('set-cookie')?.split(';')[0];
      if (set !== undefined) network.cookie = set.endsWith('=') ? undefined : set;
      // the answer exists only once the office has finished with it
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const isPacked = answer.headers.get('content-encoding') === 'gzip';
      return new Response(nullBody(answer.status) ? null : isPacked ? gunzipSync(bytes) : bytes, {
        status: answer.status,
        headers: [...answer.headers, ['x-line-bytes', String(bytes.byteLength)]],
      });
    } finally {
      network.underWay.now -= 1;
    }
  };

  const withFault = async (fault: Fault | undefined, path: string, init: RequestInit): Promise<Response> => {
    if (fault === undefined) return deliver(path, init);
    if (fault === 'lose-request') throw new TypeError('Failed to fetch');
    if (fault === 'portal') return new Response('<html>log in</html>', { headers: { 'Content-Type': 'text/html' } });
    if (fault === 'redirect') return new Response(null, { status: 302, headers: { Location: 'http://portal.example/' } });
    if (fault === 'stall') return new Promise(() => undefined);
    if (fault === 'late') {
      late.push(async () => deliver(path, init));
      throw new TypeError('Failed to fetch');
    }
    if (fault === 'lose-answer') {
      await deliver(path, init);
      throw new TypeError('Failed to fetch');
    }
    if (fault === 'duplicate') {
      const first = await deliver(path, init);
      await deliver(path, init);
      return first;
    }
    if ('status' in fault) {
      const headers: Record<string, string> = fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) };
      return new Response('no', { status: fault.status, headers });
    }
    if ('cutAnswerAt' in fault) return cutAnswer(await deliver(path, init), fault.cutAnswerAt);
    if ('cutRequestAt' in fault) {
      await deliver(path, init, await cutBody(init, fault.cutRequestAt)).catch(() => undefined);
      throw new TypeError('Failed to fetch');
    }
    await clock.wait((sizeOf(init.body) / fault.bytesPerSecond) * 1000, init.signal ?? undefined);
    return drip(await deliver(path, init), fault.bytesPerSecond, clock);
  };

  const network: FaultNetwork = {
    requests,
    underWay: { now: 0, most: 0 },
    cookie: undefined,
    rule: () => undefined,
    script: (...faults) => {
      script = [...script, ...faults];
    },
    fetch: async (path, init) => {
      const method = init.method ?? 'GET';
      const fault = script.length > 0 ? script.shift() : network.rule({ method, path, count: requests.length });
      requests.push({ method, path, bytes: sizeOf(init.body), fault });
      const aborted = new Promise<never>((_, reject) => {
        init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      });
      aborted.catch(() => undefined);
      return Promise.race([withFault(fault, path, init), aborted]);
    },
    drop: () => {
      script = [];
    },
    deliverLate: async () => {
      for (const one of late.splice(0)) await one();
    },
  };
  return network;
}

const nullBody = (status: number): boolean => status === 204 || status === 304;

function sizeOf(body: RequestInit['body']): number {
  if (typeof body === 'string') return body.length;
  // an ArrayBuffer from the platform may be of another realm than ours
  return typeof body === 'object' && body !== null && 'byteLength' in body ? body.byteLength : 0;
}

/** A second's worth at a time, as many seconds as its packed bytes need. */
async function drip(answer: Response, bytesPerSecond: number, clock: FakeClock): Promise<Response> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const seconds = Math.max(1, Math.ceil(Number(answer.headers.get('x-line-bytes') ?? 0) / bytesPerSecond));
  let second = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      await clock.wait(1000);
      const size = Math.ceil(bytes.byteLength / seconds);
      const part = bytes.slice(second * size, (second + 1) * size);
      if (part.byteLength > 0) controller.enqueue(part);
      second += 1;
      if (second >= seconds) controller.close();
    },
  });
  return new Response(nullBody(answer.status) ? null : body, { status: answer.status, headers: answer.headers });
}

async function cutAnswer(answer: Response, at: number): Promise<Response> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  let given = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (given) controller.error(new TypeError('network error'));
      else controller.enqueue(bytes.slice(0, Math.max(1, Math.floor(bytes.byteLength * at))));
      given = true;
    },
  });
  return new Response(body, { status: answer.status, headers: answer.headers });
}

async function cutBody(init: RequestInit, at: number): Promise<BodyInit> {
  const bytes = new Uint8Array(await new Response(init.body).arrayBuffer());
  let given = false;
  return new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (given) controller.error(new TypeError('network error'));
      else controller.enqueue(bytes.slice(0, Math.floor(bytes.byteLength * at)));
      given = true;
    },
  });
}
