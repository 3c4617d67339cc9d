/** Alive, store reachable, counters: for whoever operates the machine; nothing about a person or a group. */
import { jsonAnswer } from './answer.ts';
import { RequestProblem } from './problem-answer.ts';
import type { Call, Route } from './route.ts';

export const healthRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/healthz',
    summary: 'The process is alive',
    access: 'open',
    handle: ({ request }) => jsonAnswer(request, { ok: true }),
  },
  { method: 'GET', path: '/readyz', summary: 'The store can be written', access: 'open', handle: ready },
  { method: 'GET', path: '/metrics', summary: 'Counters as Prometheus text', access: 'open', handle: metrics },
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
