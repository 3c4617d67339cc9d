/**
 * The one door through which readable data goes to disk: AES-256-GCM under a random key of this user on this phone.
 *
 * Clear on disk stay ids, numbers, days, states and row keys, because queries need them and they name nobody. The one row key that holds
 * personal data, `id:<national id>`, is replaced by an HMAC under a second key, bound to its group, so that neither the number nor the
 * same person in two groups can be read off the index. The other keys stay as they are: hashing them would cost one WebCrypto call per
 * row read and hide only random ids. WebCrypto never runs inside a Dexie transaction (it would end the transaction half-way).
 */
import { StoreProblem } from './store-problem.ts';

export type Bytes = Uint8Array<ArrayBuffer>;
export type RandomBytes = (sizeBytes: number) => Bytes;

/** Both non-extractable: a script can use them, not read them. */
export interface SealingKeys {
  readonly aes: CryptoKey;
  readonly mac: CryptoKey;
}

export interface Sealed {
  readonly iv: Bytes;
  readonly ct: ArrayBuffer;
}

export interface Sealer {
  /** `label` says what the text is and where it lies; a sealed text moved to another place does not open */
  seal(label: string, value: unknown): Promise<Sealed>;
  unseal(label: string, sealed: Sealed): Promise<unknown>;
  sealBytes(label: string, bytes: ArrayBuffer): Promise<Sealed>;
  unsealBytes(label: string, sealed: Sealed): Promise<ArrayBuffer>;
  /** the key a row has on disk */
  indexKey(g: string, key: string): Promise<string>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export async function createSealingKeys(): Promise<SealingKeys> {
  const aes = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const mac = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign']);
  return { aes, mac };
}

export function createSealer(keys: SealingKeys, randomBytes: RandomBytes): Sealer {
  const sealBytes = async (label: string, bytes: BufferSource): Promise<Sealed> => {
    const iv = randomBytes(12);
    const ct = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: encoder.encode(label) }, keys.aes, bytes);
    return { iv, ct };
  };
  const unsealBytes = async (label: string, sealed: Sealed): Promise<ArrayBuffer> => {
    try {
      return await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv: new Uint8Array(sealed.iv), additionalData: encoder.encode(label) },
        keys.aes,
        sealed.ct,
      );
    } catch (error) {
      throw new StoreProblem('unreadable', {}, error);
    }
  };
  return {
    sealBytes,
    unsealBytes,
    seal: async (label, value) => sealBytes(label, encoder.encode(JSON.stringify(value))),
    unseal: async (label, sealed) => JSON.parse(decoder.decode(await unsealBytes(label, sealed))) as unknown,
    indexKey: async (g, key) => {
      if (!isHidden(key)) return key;
      return `id:${toHex(await crypto.subtle.sign('HMAC', keys.mac, encoder.encode(`${g}|${key}`)))}`;
    },
  };
}

export const isHidden = (key: string): boolean => key.startsWith('id:');

const hexByByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function toHex(bytes: ArrayBuffer | Uint8Array): string {
  let text = '';
  for (const byte of new Uint8Array(bytes)) text += hexByByte[byte] ?? '';
  return text;
}

export async function sha256Hex(text: string): Promise<string> {
  return toHex(await crypto.subtle.digest('SHA-256', encoder.encode(text)));
}

export async function sha256HexOfBytes(bytes: BufferSource): Promise<string> {
  return toHex(await crypto.subtle.digest('SHA-256', bytes));
}
