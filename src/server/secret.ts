/**
 * What the office alone knows: the seal of its nonces, the key that phones seal copies to, and the key that push services know it by. Made on
 * first need, kept in the store.
 */
import { createHmac, generateKeyPairSync, timingSafeEqual, type JsonWebKey } from 'node:crypto';
import { newToken } from './ids.ts';
import type { Office } from './office.ts';

const nonceMs = 5 * 60_000;
/** what the clocks of two processes may be apart */
const clockSlackMs = 60_000;

/** A signed timestamp, 5 minutes good: nothing is kept until it is used, so asking for many costs us nothing. */
export async function newNonce(office: Office): Promise<string> {
  const random = Buffer.from(office.random(12)).toString('base64url');
  const text = `${office.clock().toString(36)}.${random}`;
  return `${text}.${await nonceSeal(office, text)}`;
}

async function nonceSeal(office: Office, text: string): Promise<string> {
  const secret = await secretOf(office, 'nonce-secret', () => newToken(office.random));
  return createHmac('sha256', secret).update(text).digest('base64url').slice(0, 22);
}

/**
 * Whether it is ours, not older than five minutes and not used yet; what was signed with it uses it up.
 *
 * @param isSigned what is unsigned is refused and uses nothing up
 */
export async function useNonce(office: Office, nonce: string, isSigned: boolean): Promise<boolean> {
  if (!(await isFreshNonce(office, nonce)) || !isSigned) return false;
  const now = office.clock();
  // in the store: another process, or this one after a restart, must know of it
  return office.store.write((tables) => tables.office.useNonce(nonce, now, now - nonceMs - clockSlackMs));
}

/** Whether it is ours and not older than five minutes. */
export async function isFreshNonce(office: Office, nonce: string): Promise<boolean> {
  const [time = '', random = '', seal = '', ...more] = nonce.split('.');
  if (more.length > 0) return false;
  const expected = await nonceSeal(office, `${time}.${random}`);
  if (seal.length !== expected.length || !timingSafeEqual(Buffer.from(seal), Buffer.from(expected))) return false;
  const now = office.clock();
  const age = now - Number.parseInt(time, 36);
  return age >= -clockSlackMs && age <= nonceMs;
}

/** The office's public key, that phones seal copies to; its private half never leaves the store. */
export async function publicServerKey(office: Office): Promise<Record<string, unknown>> {
  const { kty, crv, x, y } = await privateServerKey(office);
  return { kty, crv, x, y };
}

/** The private half, as JWK: opens what phones have sealed. */
export async function privateServerKey(office: Office): Promise<Record<string, string>> {
  const pair = await secretOf(office, 'server-key', newPair);
  return JSON.parse(pair) as Record<string, string>;
}

/** Made once: a browser's subscription is bound to the public half (RFC 8292). */
export async function pushKeys(office: Office): Promise<{ readonly publicKey: string; readonly privateKey: string }> {
  const pair = await secretOf(office, 'push-key', newPair);
  const { x = '', y = '', d = '' } = JSON.parse(pair) as JsonWebKey;
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return { publicKey: point.toString('base64url'), privateKey: d };
}

function newPair(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return JSON.stringify(privateKey.export({ format: 'jwk' }));
}

async function secretOf(office: Office, name: string, make: () => string): Promise<string> {
  const found = await office.store.read((tables) => tables.office.setting(name));
  if (found !== undefined) return found;
  return office.store.write(async (tables) => {
    const raced = await tables.office.setting(name);
    if (raced !== undefined) return raced;
    const made = make();
    await tables.office.set(name, made);
    return made;
  });
}
