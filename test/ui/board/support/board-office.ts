/** The real office behind the board under test: phones of officers send to it, the screen asks it; the signal can be lost. */
import { vi } from 'vitest';
import type { Kind, Operation } from '../../../../src/domain/operation.ts';
import type { ThisPhone } from '../../../../src/ui/boot/this-phone.ts';
import { openTestOffice, type TestOffice } from '../../../support/server-office.ts';
import { host, redeem, type Ask, type ServerPhone } from '../../../support/server-phone.ts';

export interface BoardOffice {
  readonly office: TestOffice;
  readonly chief: ServerPhone;
  /** a new person's phone */
  readonly phone: (invited: Parameters<TestOffice['invite']>[0]) => Promise<ServerPhone>;
  /** store of the chief's device as the board uses it: the views seen last */
  readonly thisPhone: Partial<ThisPhone>;
  /** what anybody else asks */
  readonly ask: Ask;
  setSignal(on: boolean): void;
  close(): Promise<void>;
}

/** A page's own Response hides the cookie that a server sets. */
class ServerResponse extends Response {
  constructor(body?: BodyInit | null, init?: ResponseInit) {
    super(body, init);
    const cookie = new Headers(init?.headers).get('Set-Cookie');
    if (cookie !== null) this.headers.set('Set-Cookie', cookie);
  }
}

type OfficeRole = 'district-chief' | 'province' | 'department';
const areasOfRole: Readonly<Record<OfficeRole, readonly string[]>> = {
  'district-chief': ['5607'],
  province: ['56'],
  department: ['56', '57'],
};

/** An office with a chief (or somebody above) whose page asks it; what the page asks travels through `fetch` as in the browser. */
export async function openBoardOffice(
  role: OfficeRole = 'district-chief',
  changes?: Parameters<typeof openTestOffice>[0],
): Promise<BoardOffice> {
  vi.stubGlobal('Response', ServerResponse);
  const office = await openTestOffice(changes);
  // a page's own Request drops the cookie that the browser would add after it
  const ask: Ask = async (path, init) => {
    const request = new Request(`${host}${path}`, init);
    const cookie = (init?.headers as Record<string, string> | undefined)?.['Cookie'];
    if (cookie !== undefined) request.headers.set('Cookie', cookie);
    return office.app.fetch(request);
  };
  const phone = async (invited: Parameters<TestOffice['invite']>[0]) =>
    redeem(ask, (await office.invite(invited)).code, () => office.office.clock());
  const chief = await phone({ role, areas: areasOfRole[role], name: 'Si' });
  const views = new Map<string, { value: unknown; at: string }>();
  let hasSignal = true;
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    if (!hasSignal) throw new TypeError('no signal');
    const response = await chief.send(path, init);
    return response;
  });
  const store = {
    view: async (key: string) => views.get(key),
    putView: async (key: string, value: unknown) => void views.set(key, { value: structuredClone(value), at: '2026-11-23T02:00:00.000Z' }),
  };
  return {
    office,
    chief,
    phone,
    ask,
    thisPhone: { store } as unknown as Partial<ThisPhone>,
    setSignal: (on) => void (hasSignal = on),
    close: async () => {
      vi.unstubAllGlobals();
      await office.close();
    },
  };
}

/** Sends what an officer recorded elsewhere; the number and the device are the phone's own. */
export async function sendFrom(phone: ServerPhone, ops: readonly Operation[]): Promise<readonly string[]> {
  const own = ops.map((op) => phone.op(op.g, op.k as Kind, op.p as never, op.s));
  const verdicts = await phone.push(...own.map((op, index) => ({ ...op, at: ops[index]?.at ?? op.at })));
  return verdicts.map((verdict) => verdict.r);
}
