/** What a browser gives the app, made repeatable: WebCrypto that answers at once and chance that comes from the schedule. */
import { createHmac, generateKeyPairSync, hash, type KeyObject, sign } from 'node:crypto';
import type { Chance } from './chance.ts';
import { QuickHeaders, QuickRequest, QuickResponse } from './quick-http.ts';
import { later } from './turns.ts';

class Secret {
  readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}
class Half {
  readonly key: KeyObject;
  constructor(key: KeyObject) {
    this.key = key;
  }
}

/** making a pair of keys costs more than all the rest of a sign-in; which pair a phone has changes nothing */
const pairs = Array.from({ length: 16 }, () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { publicKey: new Half(publicKey), privateKey: new Half(privateKey) };
});

const bytesOf = (source: BufferSource): Uint8Array =>
  ArrayBuffer.isView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : new Uint8Array(source);
const alone = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

const settled = Promise.resolve();

let chance: Chance | undefined;
let given = 0;

/** The chance of the schedule that runs now. */
export function setChance(next: Chance): void {
  chance = next;
  given = 0;
}

export function randomBytes(size: number): Uint8Array<ArrayBuffer> {
  if (chance === undefined) throw new Error('no schedule runs');
  return chance.bytes(size);
}

const subtle = {
  digest: async (_name: string, data: BufferSource) => alone(hash('sha256', bytesOf(data), 'buffer')),
  generateKey: async ({ name }: { readonly name: string }) => {
    if (name !== 'ECDSA') return new Secret(randomBytes(32));
    given += 1;
    return pairs[given % pairs.length];
  },
  exportKey: async (_format: string, half: Half) => half.key.export({ format: 'jwk' }),
  sign: async (_algorithm: string | { readonly name: string }, key: Secret | Half, data: BufferSource) =>
    key instanceof Secret
      ? alone(createHmac('sha256', key.bytes).update(bytesOf(data)).digest())
      : alone(sign('sha256', bytesOf(data), { key: key.key, dsaEncoding: 'ieee-p1363' })),
  encrypt: async ({ iv, additionalData }: AesGcmParams, key: Secret, data: BufferSource) => {
    const lock = lockOf(key, iv, additionalData);
    const plain = bytesOf(data);
    const sealed = new Uint8Array(lock.length + plain.length);
    sealed.set(lock);
    sealed.set(plain, lock.length);
    return sealed.buffer;
  },
  decrypt: async ({ iv, additionalData }: AesGcmParams, key: Secret, data: BufferSource) => {
    const sealed = bytesOf(data);
    const lock = lockOf(key, iv, additionalData);
    if (lock.compare(sealed, 0, Math.min(lock.length, sealed.length)) !== 0) throw new DOMException('', 'OperationError');
    return alone(sealed.subarray(lock.length));
  },
};

/**
 * Stands for the cipher: key, number and label must be those of the sealing, else nothing opens. That what is sealed cannot be read is
 * proven with the real one (`test/storage/nothing-readable-on-disk.test.ts`); here it would only cost time.
 */
function lockOf(key: Secret, iv: BufferSource, label: BufferSource | undefined): Buffer {
  return Buffer.concat([key.bytes, bytesOf(iv), label === undefined ? new Uint8Array() : bytesOf(label)]);
}

/** The real one makes an error with a stack for every request that ends well: half of all the time of a schedule's network. */
class QuickAbort {
  readonly #listeners: (() => void)[] = [];
  readonly signal = {
    aborted: false,
    addEventListener: (_type: string, listener: () => void) => void this.#listeners.push(listener),
    removeEventListener: () => undefined,
  };

  abort(): void {
    if (this.signal.aborted) return;
    this.signal.aborted = true;
    for (const listener of this.#listeners) listener();
  }
}

/** For this whole process: nothing of the schedules may wait for a thread, a timer or real chance. */
export function installPlatform(): void {
  const crypto = { subtle, getRandomValues: (into: Uint8Array) => (into.set(randomBytes(into.byteLength)), into) };
  Object.defineProperty(globalThis, 'crypto', { value: crypto, configurable: true });
  // packing runs on another thread; both sides do without it when it is not there
  Reflect.deleteProperty(globalThis, 'CompressionStream');
  Object.defineProperty(globalThis, 'AbortController', { value: QuickAbort, configurable: true });
  Object.defineProperty(globalThis, 'Headers', { value: QuickHeaders, configurable: true });
  Object.defineProperty(globalThis, 'Request', { value: QuickRequest, configurable: true });
  Object.defineProperty(globalThis, 'Response', { value: QuickResponse, configurable: true });
  // the real one makes a resource for whoever traces, and Dexie asks for two at every step
  Object.defineProperty(globalThis, 'queueMicrotask', { value: (task: () => void) => void settled.then(task), configurable: true });
  // Dexie gathers what was written until the loop turns, which it does not within a schedule; every other timer is for a line that hangs
  const soon = (task: () => void, ms?: number) => void ((ms ?? 0) > 0 || later(task));
  Object.defineProperty(globalThis, 'setTimeout', { value: soon, configurable: true });
  Object.defineProperty(globalThis, 'clearTimeout', { value: () => undefined, configurable: true });
  Object.defineProperty(globalThis, 'setImmediate', { value: (task: () => void) => later(task), configurable: true });
}
