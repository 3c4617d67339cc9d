/** The lines between all phones and the office: what is lost, cut, doubled, late, slow or answered by somebody else, by the schedule's chance. */
import type { Chance } from './chance.ts';
import type { SimOffice } from './sim-office.ts';
import type { SimPhone } from './sim-phone.ts';
import { later, turns } from './turns.ts';

export const faults = [
  'lose-request', 'lose-answer', 'double', 'late', 'late-double', 'cut-answer', 'cut-request', 'portal', 'redirect', 'refused', 'stall', 'process-ends',
] as const; // prettier-ignore
export type LineFault = (typeof faults)[number];

export interface Line {
  send(field: SimPhone, power: { readonly on: boolean }, path: string, init: RequestInit): Promise<Response>;
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** requests of a hundred that go wrong */
  badness: number;
  /** delivers what was held up, in an order of chance */
  deliverLate(): Promise<void>;
  /** until no request is with the office */
  quiet(): Promise<void>;
}

/** called for every answer the office really gave */
export type OnAnswer = (field: SimPhone, path: string, status: number, text: string) => void;

export function createLine(office: SimOffice, chance: Chance, onAnswer: OnAnswer): Line {
  const late: (() => Promise<unknown>)[] = [];
  const waits = new Map<AbortSignal, { readonly ms: number; readonly end: () => void }>();
  const underWay = { now: 0 };

  const deliver = async (field: SimPhone, path: string, init: RequestInit, body: BodyInit | null): Promise<Response> => {
    underWay.now += 1;
    try {
      await turns(chance.below(6));
      const headers = new Headers(init.headers);
      if (field.cookie !== undefined) headers.set('Cookie', field.cookie);
      const { method } = init;
      const duplex = body === null ? {} : { duplex: 'half' };
      const answer = await office.handle(new Request(`http://localhost${path}`, { method, headers, body, ...duplex } as RequestInit));
      const text = await answer.text();
      onAnswer(field, path, answer.status, text);
      return new Response(answer.status === 204 ? null : text, { status: answer.status, headers: answer.headers });
    } finally {
      underWay.now -= 1;
    }
  };
  /** the browser keeps the cookie as soon as the head of the answer is here */
  const received = (field: SimPhone, answer: Response): Response => {
    const set = answer.headers.get('set-cookie')?.split(';')[0];
    if (set !== undefined) field.cookie = set.endsWith('=') ? undefined : set;
    return answer;
  };

  const line: Line = {
    badness: 0,
    send: async (field, power, path, init) => {
      const fault = chance.percent(line.badness) ? chance.pick(faults) : undefined;
      const body = (init.body ?? null) as BodyInit | null;
      const reach = async () => deliver(field, path, init, body);
      if (!power.on) return new Promise(() => undefined);
      const answer = await withFault(fault, reach, async (part) => deliver(field, path, init, part), body, init.signal ?? undefined);
      await turns(chance.below(6));
      if (!power.on) return new Promise(() => undefined);
      return received(field, answer);
    },
    wait: async (ms, signal) => {
      if (signal === undefined) throw new Error('every wait of the sender can be ended');
      if (signal.aborted) return;
      await new Promise<void>((resolve) => {
        waits.set(signal, { ms, end: resolve });
        signal.addEventListener('abort', () => {
          waits.delete(signal);
          resolve();
        });
      });
    },
    deliverLate: async () => {
      while (late.length > 0) await late.splice(chance.below(late.length), 1)[0]?.();
    },
    quiet: async () => {
      await turns(12);
      while (underWay.now > 0) await turns(1);
    },
  };

  const lost = () => new TypeError('Failed to fetch');
  async function withFault(
    fault: LineFault | undefined,
    reach: () => Promise<Response>,
    reachWith: (body: BodyInit | null) => Promise<Response>,
    body: BodyInit | null,
    signal: AbortSignal | undefined,
  ): Promise<Response> {
    switch (fault) {
      case undefined:
        return reach();
      case 'lose-request':
        throw lost();
      case 'lose-answer':
        await reach();
        throw lost();
      case 'process-ends':
        // after the commit, before the answer
        await reach();
        office.restartProcess();
        throw lost();
      case 'double': {
        const answer = await reach();
        await reach();
        return answer;
      }
      case 'late':
        late.push(reach);
        throw lost();
      case 'late-double':
        late.push(reach);
        return reach();
      case 'cut-answer': {
        const answer = await reach();
        const text = await answer.text();
        return new Response(text.slice(0, text.length >> 1), { status: answer.status, headers: answer.headers });
      }
      case 'cut-request':
        if (body instanceof Uint8Array) await reachWith(body.slice(0, body.byteLength >> 1));
        throw lost();
      case 'portal':
        return new Response('<html>log in</html>', { status: 200, headers: { 'Content-Type': 'text/html' } });
      case 'redirect':
        return new Response(null, { status: 302, headers: { Location: 'http://portal.example/' } });
      case 'refused':
        return new Response('no', { status: chance.pick([413, 429, 502, 503]) });
      case 'stall':
        await new Promise<void>((resolve) => {
          signal?.addEventListener('abort', () => resolve());
          later(() => {
            for (const [key, { ms, end }] of waits) {
              if (ms > 30_000) continue;
              waits.delete(key);
              end();
            }
          });
        });
        throw lost();
    }
  }
  return line;
}
