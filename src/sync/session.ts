/** Signing in with an invitation, silent renewal by the device's key, signing out. Recording never needs any of it. */
import * as z from 'zod/mini';
import { type DeviceKey, DeviceResponse, newDeviceText, NonceResponse, SessionResponse } from '../protocol/session.ts';
import { type MadePasskey, passkeyText, type UsedPasskey } from '../protocol/passkey.ts';
import type { OpenIdProof } from '../protocol/openid.ts';
import { passwordText } from '../protocol/password.ts';
import { createDeviceKey, type Device, type KnownUser } from '../storage/device.ts';
import { toHex } from '../storage/seal.ts';
import { toBase64Url } from './base64url.ts';
import { type Failed, type Net, type NetProblem, send, sendJson } from './transport.ts';

export type SessionResult = { readonly ok: true; readonly user: KnownUser } | { readonly ok: false; readonly problem: NetProblem };

export interface Account {
  readonly name: string;
  readonly password: string;
}

/** What somebody has: an invitation, or from before a password, a linked account, or a passkey, which the browser asks its person for with a nonce. */
export type WayIn =
  | { readonly code: string }
  | { readonly account: Account }
  | { readonly openId: OpenIdProof }
  | { readonly passkey: (nonce: string) => Promise<UsedPasskey> };

interface Vouched {
  readonly dev: string;
  readonly nonce: string;
  readonly signature: string;
}

export interface Session {
  /** `waiting` as for `redeem` @throws whatever a passkey's browser throws */
  signIn(by: WayIn, waiting?: number): Promise<SessionResult>;
  /** signs with the key that the office knows this phone by, over a text that names the device and a fresh number of the office's */
  vouch(
    user: string,
    textOf: (dev: string, nonce: string) => string | Promise<string>,
  ): Promise<{ readonly ok: true; readonly body: Vouched } | { readonly ok: false; readonly problem: NetProblem }>;
  /** @param before the password there was; not asked for in the hour after a sign-in */
  setPassword(
    user: string,
    account: Account & { readonly before?: string },
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly problem: NetProblem }>;
  /** @throws whatever `make` throws, which is given the nonce that the passkey is to be made with */
  addPasskey(
    user: string,
    make: (nonce: string) => Promise<MadePasskey>,
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly problem: NetProblem }>;
  /**
   * Spends an invitation; afterwards the user is known on this phone and is the last user.
   *
   * @param waiting what is still here, as for `refresh`
   */
  redeem(code: string, waiting?: number): Promise<SessionResult>;
  /** asks the office; what it says about rights is remembered */
  whoAmI(): Promise<SessionResult>;
  /**
   * A new session signed with the device's key, without a person.
   *
   * @param waiting what is still here (`PhoneStore.owed`): with some, somebody whose right has ended is let in once more to hand it in
   *   and to hear what to let go
   */
  refresh(user: string, waiting: number): Promise<{ readonly ok: true } | { readonly ok: false; readonly problem: NetProblem }>;
  /** a new device id with a new key, vouched for by the old one, after this phone turned out to be a copy of another */
  enrolAgain(user: string): Promise<{ readonly ok: true; readonly dev: string } | { readonly ok: false; readonly problem: NetProblem }>;
  /** ends the session here and at the office (best effort); what is recorded on the phone stays */
  signOut(): Promise<void>;
}

export interface SessionOptions {
  readonly device: Device;
  readonly net: Net;
  /** shown on the office's page of devices, for example `Android, Chrome` */
  readonly deviceName: string;
}

export function createSession({ device, net, deviceName }: SessionOptions): Session {
  const failed = ({ problem }: Failed) => ({ ok: false as const, problem });
  const askNonce = async () => sendJson(net, 'GET', '/v1/session/nonce', undefined, NonceResponse);
  const sign: Session['vouch'] = async (user, textOf) => {
    const known = await device.user(user);
    const key = await device.deviceKey(user);
    if (known === undefined || key === undefined) return { ok: false as const, problem: 'signin-required' as const };
    const { dev } = known;
    const asked = await askNonce();
    if (!asked.ok) return failed(asked);
    const { nonce } = asked.body;
    const text = new TextEncoder().encode(await textOf(dev, nonce));
    const signature = toBase64Url(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key.privateKey, text));
    return { ok: true as const, body: { dev, nonce, signature } };
  };
  /** a way in that the office answers with a session; the key it knows this phone by from then on is the one that was pending */
  const begin = async (path: string, proof: object, waiting: number): Promise<SessionResult> => {
    const key = await device.pendingKey();
    const answer = await sendJson(net, 'POST', path, { ...proof, deviceName, deviceKey: await publicJwk(key), waiting }, SessionResponse);
    if (!answer.ok) return failed(answer);
    await device.setDeviceKey(answer.body.user, key);
    await device.remember(answer.body);
    await device.dropPendingKey();
    return { ok: true, user: answer.body };
  };
  // the office gives an invitation twice only to the same key: this phone's, if the first answer was lost on the way
  const redeem = async (code: string, waiting = 0) => begin('/v1/session/redeem', { code }, waiting);
  return {
    redeem,
    signIn: async (by, waiting = 0) => {
      if ('code' in by) return redeem(by.code, waiting);
      if ('account' in by) return begin('/v1/session/password', { ...by.account }, waiting);
      if ('openId' in by) return begin('/v1/session/openid', { proof: by.openId }, waiting);
      const asked = await askNonce();
      if (!asked.ok) return failed(asked);
      const { nonce } = asked.body;
      return begin('/v1/session/passkey', { ...(await by.passkey(nonce)), nonce }, waiting);
    },
    vouch: sign,
    addPasskey: async (user, make) => {
      let made = {};
      const signed = await sign(user, async (dev, nonce) => {
        const passkey = await make(nonce);
        made = passkey;
        return passkeyText(dev, nonce, await sha256Hex(`${passkey.clientDataJSON}\n${passkey.attestationObject}`));
      });
      if (!signed.ok) return signed;
      const answer = await sendJson(net, 'POST', '/v1/passkeys', { ...made, ...signed.body }, z.unknown());
      return answer.ok ? { ok: true } : failed(answer);
    },
    setPassword: async (user, { name, password, before }) => {
      const sha256 = await sha256Hex(`${name}\n${password}`);
      const signed = await sign(user, (dev, nonce) => passwordText(dev, nonce, sha256));
      if (!signed.ok) return signed;
      const answer = await sendJson(net, 'POST', '/v1/password', { name, password, before, ...signed.body }, z.unknown());
      return answer.ok ? { ok: true } : failed(answer);
    },
    whoAmI: async () => {
      const answer = await sendJson(net, 'GET', '/v1/session', undefined, SessionResponse);
      if (!answer.ok) return failed(answer);
      const known = await device.user(answer.body.user);
      // the device id on this phone only changes by redeeming or by a fork, never by what a session remembers
      const user = { ...answer.body, dev: known?.dev ?? answer.body.dev };
      await device.remember(user);
      return { ok: true, user };
    },
    refresh: async (user, waiting) => {
      const signed = await sign(user, (dev, nonce) => `${dev}.${nonce}`);
      if (!signed.ok) return signed;
      const answer = await sendJson(net, 'POST', '/v1/session/refresh', { ...signed.body, waiting }, z.unknown());
      return answer.ok ? { ok: true } : failed(answer);
    },
    enrolAgain: async (user) => {
      const key = await createDeviceKey();
      const deviceKey = await publicJwk(key);
      const signed = await sign(user, (dev, nonce) => newDeviceText(dev, nonce, deviceKey));
      if (!signed.ok) return signed;
      const answer = await sendJson(net, 'POST', '/v1/device', { deviceName, deviceKey, ...signed.body }, DeviceResponse);
      if (!answer.ok) return failed(answer);
      await device.replace(user, answer.body.dev, key);
      return { ok: true, dev: answer.body.dev };
    },
    signOut: async () => {
      await send(net, '/v1/session', { method: 'DELETE' });
      await device.setLastUser(undefined);
    },
  };
}

async function publicJwk(key: CryptoKeyPair): Promise<DeviceKey> {
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', key.publicKey);
  return { kty: 'EC', crv: 'P-256', x, y };
}

async function sha256Hex(text: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
}
