/** Alive, store reachable, counters: for whoever operates the machine; nothing about a person or a group. */
import * as z from 'zod/mini';
import { jsonAnswer } from './answer.ts';
import { RequestProblem } from './problem-answer.ts';
import type { Call, Route } from './route.ts';

const Ok = z.object({ ok: z.literal(true) });

export const healthRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/healthz',
    summary: 'The process is alive',
    access: 'open',
    answer: Ok,
    handle: ({ request }) => jsonAnswer(request, { ok: true }),
  },
  { method: 'GET', path: '/readyz', summary: 'The store can be written', access: 'open', answer: Ok, handle: ready },
  { method: 'GET', path: '/metrics', summary: 'Counters as Prometheus text', access: 'open', file: 'text/plain', handle: metrics },
];

async function ready({ office, request }: Call): Promise<Response> {
  try {
    await office.store.write((tables) => tables.office.set('ready-at', String(office.clock())));
  } catch {
    throw new RequestProblem('busy', { retryAfter: 5 });
  }
  return jsonAnswer(request, { ok: true });
}

async function metrics({ office }: Call): Promise<Response> {
  const waiting = await office.store.read((tables) => tables.held.countWaiting());
  const text = office.metrics.text({ sajja_held: waiting, sajja_resident_bytes: process.memoryUsage().rss });
  return new Response(text, { headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' } });
}
