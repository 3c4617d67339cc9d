/** The least a phone does, written from the wire contracts alone: sign in, number operations, send, pull. Not the product's own engine. */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import type { Hono } from 'hono';
import type { Kind, Operation, PayloadOf } from '../../src/domain/operation.ts';
import { uuidV7 } from '../../src/domain/uuid.ts';
import type { SessionResponse } from '../../src/protocol/session.ts';
import type { SyncRequest, SyncResponse, Verdict } from '../../src/protocol/sync.ts';
import { makePasskey } from './authenticator.ts';

export const host = 'http://localhost';

export function newId(): string {
  return uuidV7(Date.now(), randomBytes(10));
}

/** `app.request`, or `fetch` against a running server. */
export type Ask = (path: string, init?: RequestInit) => Promise<Response>;

export function askApp(app: Hono): Ask {
  return async (path, init) => app.request(`${host}${path}`, init);
}

export interface DeviceKeys {
  readonly privateKey: KeyObject;
  readonly deviceKey: { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string };
}

export function newKeys(): DeviceKeys {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return { privateKey, deviceKey: { kty: 'EC', crv: 'P-256', x, y } };
}

export function postJson(body: unknown, headers: Readonly<Record<string, string>> = {}): RequestInit {
  return { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Sync': '1', ...headers }, body: JSON.stringify(body) };
}

export function cookieOf(response: Response): string {
  return response.headers.get('Set-Cookie')?.split(';')[0] ?? '';
}

export async function redeem(
  app: Hono | Ask,
  code: string,
  clock: () => number = Date.now,
  keys = newKeys(),
  waiting?: number,
): Promise<ServerPhone> {
  const ask = typeof app === 'function' ? app : askApp(app);
  const response = await ask('/v1/session/redeem', postJson({ code, deviceName: 'phone', deviceKey: keys.deviceKey, waiting }));
  if (response.status !== 200) throw new Error(`redeem: ${response.status} ${await response.text()}`);
  return new ServerPhone(ask, (await response.json()) as SessionResponse, cookieOf(response), keys, clock);
}

export class ServerPhone {
  readonly ask: Ask;
  readonly session: SessionResponse;
  readonly keys: DeviceKeys;
  readonly clock: () => number;
  dev: string;
  cookie: string;
  n = 0;
  epoch: string | null = null;
  readonly cursors: Record<string, number> = {};

  constructor(ask: Ask, session: SessionResponse, cookie: string, keys: DeviceKeys, clock: () => number) {
    this.ask = ask;
    this.session = session;
    this.dev = session.dev;
    this.cookie = cookie;
    this.keys = keys;
    this.clock = clock;
  }

  /** with the next number */
  op<K extends Kind>(g: string, k: K, p: PayloadOf<K>, s?: unknown): Operation {
    this.n += 1;
    return { v: 1, id: newId(), n: this.n, g, k, kv: 1, at: new Date(this.clock()).toISOString(), ce: 0, p, ...(s !== undefined && { s }) };
  }

  request(ops: readonly unknown[], changes: Partial<SyncRequest> = {}): SyncRequest {
    const q = { ops: ops.length, photos: 0, bytes: 0, oldest: null, persisted: true, quotaErrors: 0 };
    const now = new Date(this.clock()).toISOString();
    return { proto: 1, dev: this.dev, app: 'test', epoch: this.epoch, now, ce: 0, ops: [...ops], cur: { ...this.cursors }, q, ...changes };
  }

  send(path: string, init: RequestInit = {}): Promise<Response> {
    return this.ask(path, { ...init, headers: { 'X-Sync': '1', Cookie: this.cookie, ...(init.headers as Record<string, string>) } });
  }

  async post(path: string, body: unknown): Promise<Response> {
    return this.send(path, postJson(body));
  }

  async sync(ops: readonly unknown[] = [], changes: Partial<SyncRequest> = {}): Promise<SyncResponse> {
    const response = await this.post('/v1/sync', this.request(ops, changes));
    if (response.status !== 200) throw new Error(`sync: ${response.status} ${await response.text()}`);
    return (await response.json()) as SyncResponse;
  }

  /** sends without pulling */
  async push(...ops: readonly unknown[]): Promise<readonly Verdict[]> {
    return (await this.sync(ops, { want: [] })).res;
  }

  /** pulls until nothing is left and moves the cursors; @returns every operation that came, by stream */
  async pull(): Promise<ReadonlyMap<string, readonly SyncResponse['streams'][number]['ops'][number][]>> {
    const all = new Map<string, SyncResponse['streams'][number]['ops']>();
    for (let answer: SyncResponse | undefined; answer === undefined || answer.more;) {
      answer = await this.sync();
      this.epoch = answer.epoch;
      for (const { g, from, to, ops } of answer.streams) {
        if (from !== (this.cursors[g] ?? 0)) throw new Error(`page of ${g} begins at ${from}`);
        if (ops.some(({ seq }, index) => seq !== from + index + 1)) throw new Error(`hole in ${g}`);
        all.set(g, [...(all.get(g) ?? []), ...ops]);
        this.cursors[g] = to;
      }
    }
    return all;
  }

  sign(text: string): string {
    return sign('sha256', Buffer.from(text), { key: this.keys.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  }

  async nonce(): Promise<string> {
    return ((await (await this.ask('/v1/session/nonce')).json()) as { nonce: string }).nonce;
  }

  /** what is asked for another device id, signed as a phone does; the text is written out here from the contract */
  async newDeviceRequest({ deviceKey }: DeviceKeys, dev = this.dev) {
    const nonce = await this.nonce();
    const signature = this.sign(`new-device.${dev}.${nonce}.${deviceKey.x}.${deviceKey.y}`);
    return { deviceName: 'again', deviceKey, dev, nonce, signature };
  }

  /** @returns the new id, with the same or other keys; `dev` stays what it was */
  async addDevice(keys = this.keys): Promise<string> {
    const response = await this.post('/v1/device', await this.newDeviceRequest(keys));
    if (response.status !== 200) throw new Error(`device: ${response.status} ${await response.text()}`);
    this.cookie = cookieOf(response);
    return ((await response.json()) as { dev: string }).dev;
  }

  /** as a phone asks for it: vouched for by its key, over what is set */
  async setPassword(name: string, password: string, changes: Readonly<Record<string, unknown>> = {}): Promise<Response> {
    const nonce = await this.nonce();
    const sha256 = createHash('sha256').update(`${name}\n${password}`).digest('hex');
    const signature = this.sign(`set-password.${this.dev}.${nonce}.${sha256}`);
    return this.post('/v1/password', { name, password, dev: this.dev, nonce, signature, ...changes });
  }

  /** as a phone adds it: vouched for by its key, over what was made */
  async addPasskey(changes: Readonly<Record<string, unknown>> = {}, now: Parameters<typeof makePasskey>[2] = {}) {
    const nonce = await this.nonce();
    const { passkey, made } = makePasskey(this.session.user, nonce, now);
    const sha256 = createHash('sha256').update(`${made.clientDataJSON}\n${made.attestationObject}`).digest('hex');
    const signature = this.sign(`add-passkey.${this.dev}.${nonce}.${sha256}`);
    const response = await this.post('/v1/passkeys', { ...made, dev: this.dev, nonce, signature, ...changes });
    return { status: response.status, passkey, response };
  }

  /** as a phone asks for it: vouched for by its key, over the code that the person came back with */
  async linkOpenId(proof: { readonly code: string } & object, changes: Readonly<Record<string, unknown>> = {}): Promise<Response> {
    const nonce = await this.nonce();
    const signature = this.sign(`link-openid.${this.dev}.${nonce}.${proof.code}`);
    return this.post('/v1/openid/link', { proof, dev: this.dev, nonce, signature, ...changes });
  }

  async refresh(dev = this.dev): Promise<Response> {
    const nonce = await this.nonce();
    const response = await this.ask('/v1/session/refresh', postJson({ dev, nonce, signature: this.sign(`${dev}.${nonce}`) }));
    if (response.status === 200) this.cookie = cookieOf(response);
    return response;
  }
}
