/** A saved copy (`protocol/copy.ts`) is made here from what the phone can read, and brought to the office by whoever has signal. */
import { civilDateInThailand } from '../domain/thai-calendar.ts';
import { copyInfo, copyMagic, CopyResponse, copyVersion } from '../protocol/copy.ts';
import type { CopyManifest } from '../protocol/copy-manifest.ts';
import { readUnsafe } from '../storage/copy.ts';
import type { Device } from '../storage/device.ts';
import { sha256HexOfBytes, toHex } from '../storage/seal.ts';
import { type Failed, type Net, send, wallNet } from './transport.ts';

const { subtle } = crypto;
const utf8 = (text: string) => new TextEncoder().encode(text);
/** a copy is large, the line may be slow, and somebody watches it */
const sendLimitMs = 30 * 60_000;

/**
 * The file to hand on, named `sajja-<date>-<short id>.sajja`; only the office can open it.
 *
 * @returns `undefined` when there is nothing to keep, or nobody to seal it for (practice)
 */
export async function saveCopy(
  device: Device,
  user: string,
  nowMs = Date.now(),
  access?: Parameters<typeof readUnsafe>[2],
): Promise<File | undefined> {
  const unsafe = await readUnsafe(device, user, access);
  if (unsafe === undefined) return undefined;
  try {
    const { dev, ops, known, deviceKey } = unsafe;
    const { head, seal } = await createSeal(known.serverKey);
    const pictures: CopyManifest['pictures'] = [];
    const chunks: Blob[] = [];
    for await (const { group, sha, part, bytes } of unsafe.pictures) {
      pictures.push({ group, sha, part, hash: await sha256HexOfBytes(bytes) });
      chunks.push(await seal(chunks.length + 1, [bytes]));
    }
    if (ops.length + pictures.length === 0) return undefined;
    const manifest = JSON.stringify({ dev, ops, pictures } satisfies { [K in keyof CopyManifest]: unknown });
    const signature = await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, deviceKey.privateKey, utf8(`${copyInfo}\n${manifest}`));
    const first = await seal(0, [signature, utf8(manifest)]);
    // no person in the name: date, and a piece of the one-time key
    const name = `sajja-${civilDateInThailand(nowMs)}-${toHex(head.slice(-3))}.sajja`;
    return new File([head, first, ...chunks], name, { type: 'application/octet-stream' });
  } finally {
    unsafe.close();
  }
}

async function createSeal(serverKey: JsonWebKey) {
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const own = await subtle.generateKey(curve, false, ['deriveBits']);
  const office = await subtle.importKey('jwk', serverKey, curve, false, []);
  const point = new Uint8Array(await subtle.exportKey('raw', own.publicKey));
  const head = new Uint8Array([...utf8(copyMagic), copyVersion, ...point]);
  const shared = await subtle.deriveBits({ name: 'ECDH', public: office }, own.privateKey, 256);
  const secret = await subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const derive = { name: 'HKDF', hash: 'SHA-256', salt: head, info: utf8(copyInfo) };
  const key = await subtle.deriveKey(derive, secret, { name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  const seal = async (place: number, parts: BlobPart[]): Promise<Blob> => {
    const iv = new Uint8Array(12);
    new DataView(iv.buffer).setUint32(8, place);
    const sealed = await subtle.encrypt({ name: 'AES-GCM', iv }, key, await new Blob(parts).arrayBuffer());
    const length = new DataView(new ArrayBuffer(4));
    length.setUint32(0, sealed.byteLength);
    return new Blob([length, sealed]);
  };
  return { head, seal };
}

/**
 * Brings a copy to the office, one's own or a colleague's; harmless twice.
 *
 * @param renew asks for a new session with the key of this phone, without a person; used at most once
 */
export async function sendCopy(
  file: Blob,
  renew: () => Promise<{ readonly ok: boolean }>,
  net: Net = wallNet,
): Promise<CopyResponse | Failed> {
  const bring = async () => send(net, '/v1/copies', { method: 'POST', body: file, limitMs: sendLimitMs });
  let answer = await bring();
  const isOut = !answer.ok && (answer.problem === 'session-expired' || answer.problem === 'signin-required');
  if (isOut && (await renew()).ok) answer = await bring();
  if (!answer.ok) return answer;
  const read = CopyResponse.safeParse(JSON.parse(new TextDecoder().decode(answer.bytes)));
  return read.success ? read.data : { ok: false, problem: 'portal', timedOut: false, headers: answer.headers };
}
