import { gunzipSync } from 'node:zlib';
import * as z from 'zod/mini';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { appVersion } from '../../src/sync/app-version.ts';
import { type Net, packJson, send, sendJson } from '../../src/sync/transport.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const clock = createFakeClock();
const netOf = (answer: (path: string, init: RequestInit) => Promise<Response> | Response): Net => ({
  fetch: async (path, init) => answer(path, init),
  nowMs: clock.nowMs,
  wait: clock.wait,
});
const problem = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json', ...headers } });

describe('one request', () => {
  it('carries the header that no other site can send, is never cached and never follows a redirect', async () => {
    let seen: RequestInit = {};
    await send(
      netOf((_, init) => {
        seen = init;
        return Response.json({});
      }),
      '/v1/session',
      { method: 'DELETE' },
    );
    expect(seen).toMatchObject({ redirect: 'manual', cache: 'no-store', credentials: 'same-origin' });
    expect(seen.headers).toMatchObject({ 'X-Sync': '1' });
  });

  it.each([
    ['a problem of ours', () => problem(409, { code: 'wrong-offset' }), 'wrong-offset'],
    ['a code that is not on our list', () => problem(400, { code: 'sorry' }), 'portal'],
    ['an error page of a proxy', () => new Response('<html>', { status: 502, headers: { 'Content-Type': 'text/html' } }), 'busy'],
    ['too large, said by a proxy', () => new Response('', { status: 413 }), 'too-large'],
    ['a page with 200', () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } }), 'portal'],
    ['a redirect', () => new Response(null, { status: 302 }), 'portal'],
    ['a proxy’s refusal', () => new Response('no', { status: 403 }), 'portal'],
    ['nothing', () => Promise.reject(new TypeError('Failed to fetch')), 'no-signal'],
  ] as const)('%s is told as it is (row 8)', async (_, answer, code) => {
    expect(await send(netOf(answer), '/v1/x', { method: 'GET' })).toMatchObject({ ok: false, problem: code });
  });

  it('Retry-After comes along in milliseconds', async () => {
    const net = netOf(() => problem(503, { code: 'busy' }, { 'Retry-After': '40' }));
    expect(await send(net, '/v1/x', { method: 'GET' })).toMatchObject({ problem: 'busy', retryAfterMs: 40_000 });
  });

  it('an answer of the wrong shape is no answer', async () => {
    const net = netOf(() => Response.json({ proto: 2 }));
    expect(await sendJson(net, 'GET', '/v1/x', undefined, z.object({ proto: z.literal(1) }))).toMatchObject({ problem: 'portal' });
  });

  it('ends after 30 seconds of silence, also in the middle of an answer', async () => {
    for (const answer of [
      () => new Promise<Response>(() => undefined),
      () =>
        new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([123])) }), {
          headers: { 'Content-Type': 'application/json' },
        }),
    ]) {
      const asked = send(netOf(answer), '/v1/x', { method: 'GET' });
      await clock.advance(61_000);
      expect(await asked).toMatchObject({ ok: false, problem: 'no-signal', timedOut: true });
    }
  });

  it('ends after two minutes even when it drips on', async () => {
    const dripping = () =>
      new Response(
        new ReadableStream({
          pull: async (controller) => {
            await clock.wait(5_000);
            controller.enqueue(new Uint8Array([32]));
          },
        }),
        { headers: { 'Content-Type': 'application/json' } },
      );
    const asked = send(netOf(dripping), '/v1/x', { method: 'GET' });
    for (let seconds = 0; seconds < 125; seconds += 5) await clock.advance(5_000);
    expect(await asked).toMatchObject({ ok: false, timedOut: true });
  });

  it('is packed above one kilobyte', async () => {
    const large = { text: 'long '.repeat(1000) };
    const packed = await packJson(large);
    expect(packed.headers).toMatchObject({ 'Content-Encoding': 'gzip' });
    expect(JSON.parse(gunzipSync(new Uint8Array(packed.body as ArrayBuffer)).toString())).toEqual(large);
    expect((await packJson({ a: 1 })).headers).not.toHaveProperty('Content-Encoding');
  });

  it('tells the version of the package', () => {
    expect(appVersion).toBe(packageJson.version);
  });
});
