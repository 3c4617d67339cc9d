/** Passwords as scrypt keeps them: own salt, parameters beside the hash, on other threads, a few at once. */
import { scrypt, timingSafeEqual } from 'node:crypto';
import type { Office } from './office.ts';

export interface PasswordHash {
  readonly salt: string;
  readonly hash: string;
  readonly cost: ScryptCost;
}
interface ScryptCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MiB and about a fifth of a second each (OWASP: as good as n = 2^17, p = 1, with a quarter of the memory) */
const cost: ScryptCost = { n: 2 ** 15, r: 8, p: 3 };
const hashBytes = 32;
const anyone = 'nobody';

export async function hashPassword(office: Office, password: string): Promise<PasswordHash> {
  const salt = Buffer.from(office.random(16)).toString('base64url');
  return { salt, hash: (await derive(office, password, salt, cost)).toString('base64url'), cost };
}

/** @param kept `undefined` for an account that nobody has: as much work, and never right */
export async function isPassword(office: Office, password: string, kept: PasswordHash | undefined): Promise<boolean> {
  const made = await derive(office, password, kept?.salt ?? anyone, kept?.cost ?? cost);
  return kept !== undefined && timingSafeEqual(made, Buffer.from(kept.hash, 'base64url'));
}

/** @throws RequestProblem `busy` when too many wait: each takes memory and a thread that pictures are written with */
async function derive(office: Office, password: string, salt: string, { n, r, p }: ScryptCost): Promise<Buffer> {
  return office.memory.passwords.during(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        const options = { N: n, r, p, maxmem: 256 * n * r };
        scrypt(password, Buffer.from(salt), hashBytes, options, (error, key) => (error ? reject(error) : resolve(key)));
      }),
  );
}
