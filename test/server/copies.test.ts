/** `POST /v1/copies` at its edges; whole days of it are in `test/scenario/saved-copy.test.ts`. Sealed here from the format's text alone. */
import { createCipheriv, createECDH, createHash, hkdfSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { groupPayload } from '../support/server-operations.ts';
import { jpeg, sha256 } from '../support/server-pictures.ts';
import { newId, type ServerPhone } from '../support/server-phone.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

interface Inside {
  readonly manifest: string;
  readonly pictures?: readonly Uint8Array[];
  readonly signed?: string;
}

function seal(phone: ServerPhone, { manifest, pictures = [], signed = manifest }: Inside): Buffer {
  const own = createECDH('prime256v1');
  const head = Buffer.concat([Buffer.from('SAJJA\u0001'), own.generateKeys()]);
  const { x, y } = phone.session.serverKey as { x: string; y: string };
  const shared = own.computeSecret(Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]));
  const key = Buffer.from(hkdfSync('sha256', shared, head, 'sajja-copy-1', 32));
  const signature = Buffer.from(phone.sign(`sajja-copy-1\n${signed}`), 'base64url');
  const chunks = [Buffer.concat([signature, Buffer.from(manifest)]), ...pictures].map((chunk, place) => {
    const nonce = Buffer.alloc(12);
    nonce.writeUInt32BE(place, 8);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const sealed = Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(sealed.length);
    return Buffer.concat([length, sealed]);
  });
  return Buffer.concat([head, ...chunks]);
}

const bring = async (bearer: ServerPhone, body: Uint8Array | ReadableStream, headers: Record<string, string> = {}) => {
  const init = { method: 'POST', body, headers, ...(body instanceof ReadableStream && { duplex: 'half' }) };
  const response = await bearer.send('/v1/copies', init as RequestInit);
  return { status: response.status, body: (await response.json()) as unknown };
};
const manifestOf = (phone: ServerPhone, ops: readonly unknown[], pictures: readonly unknown[] = []) =>
  JSON.stringify({ dev: phone.dev, ops, pictures });
const groupOp = (phone: ServerPhone, g = newId()) => phone.op(g, 'group.create', groupPayload());
const unreadable = { status: 422, body: { code: 'copy-unreadable' } };

describe('what is brought as a copy', () => {
  it('made by the text of the format alone is taken', async () => {
    const [phone, bearer] = [await office.phone(), await office.phone({ areas: ['5701'] })];
    const manifest = manifestOf(phone, [groupOp(phone)]);
    expect(await bring(bearer, seal(phone, { manifest }))).toMatchObject({ status: 200, body: { records: { added: 1 } } });
  });

  it('is refused with a word of the closed list, never a fault, whatever is in it', async () => {
    const phone = await office.phone();
    const good = manifestOf(phone, [groupOp(phone)]);
    const whole = seal(phone, { manifest: good });
    const offCurve = Buffer.concat([whole.subarray(0, 7), Buffer.alloc(64, 1), whole.subarray(71)]);
    const nextVersion = Buffer.from(whole);
    nextVersion[5] = 2;
    const endless = Buffer.concat([whole.subarray(0, 71), Buffer.from([0xff, 0xff, 0xff, 0xff])]);
    const deep = `{"dev":"${phone.dev}","ops":[${'['.repeat(5_000)}${']'.repeat(5_000)}],"pictures":[]}`;
    const poisoned = good.replace('"ops"', '"__proto__":{},"ops"');
    const stranger = good.replace(phone.dev, newId());
    const extra = seal(phone, { manifest: good, pictures: [jpeg(100)] });
    for (const body of [offCurve, endless, extra]) expect(await bring(phone, body)).toMatchObject(unreadable);
    for (const manifest of ['', 'null', '[]', '{', '{}', deep, poisoned, stranger, `{"dev":"${phone.dev}"}`])
      expect(await bring(phone, seal(phone, { manifest })), manifest.slice(0, 60)).toMatchObject(unreadable);
    expect(await bring(phone, seal(phone, { manifest: good, signed: '{}' }))).toMatchObject(unreadable);
    for (const body of [new Uint8Array(), Buffer.from('SAJJA'), nextVersion, jpeg(5_000)])
      expect(await bring(phone, body)).toMatchObject({ status: 415, body: { code: 'unsupported-media' } });
    expect(office.logs.join('')).not.toContain('"fault"');
  });

  it('one phone brings one at a time: copies that drip from a stolen cookie leave a place for a colleague’s', async () => {
    const [stolen, phone] = [await office.phone(), await office.phone()];
    let end = (): void => undefined;
    const dripping = bring(stolen, new ReadableStream({ start: (body) => void (end = () => body.close()) }));
    expect(await bring(stolen, Buffer.from('SAJJA'))).toMatchObject({ status: 503, body: { code: 'busy' } });
    const copy = seal(phone, { manifest: manifestOf(phone, [groupOp(phone)]) });
    expect(await bring(phone, copy)).toMatchObject({ status: 200, body: { records: { added: 1 } } });
    end();
    expect(await dripping).toMatchObject({ status: 415 });
    expect(await bring(stolen, Buffer.from('SAJJA'))).toMatchObject({ status: 415 });
  });

  it('too large is refused by its promise, before a byte is kept', async () => {
    const phone = await office.phone();
    const answer = await bring(phone, Buffer.from('SAJJA'), { 'Content-Length': String(300 * 1024 * 1024) });
    expect(answer).toMatchObject({ status: 413, body: { code: 'too-large' } });
  });

  it('needs somebody signed in', async () => {
    const response = await office.app.request('/v1/copies', { method: 'POST', headers: { 'X-Sync': '1' }, body: 'SAJJA' });
    expect(response.status).toBe(401);
  });

  it('with a number missing in between is taken up to there, and what is left is told', async () => {
    const phone = await office.phone();
    const first = groupOp(phone);
    groupOp(phone);
    const third = groupOp(phone);
    const answer = await bring(phone, seal(phone, { manifest: manifestOf(phone, [first, third, { id: 'spoilt' }]) }));
    expect(answer).toMatchObject({ status: 200, body: { records: { added: 1, known: 0, left: 2 } } });
  });

  it('brings no picture that no record names, and no bytes that are not that picture', async () => {
    const phone = await office.phone();
    const group = newId();
    const op = groupOp(phone, group);
    const bytes = jpeg(3_000);
    const picture = { group, sha: sha256(bytes), part: 'full', hash: sha256(bytes) };
    const signed = manifestOf(phone, [op], [picture]);
    expect(await bring(phone, seal(phone, { manifest: signed, pictures: [bytes] }))).toMatchObject({
      status: 200,
      body: { records: { added: 1 }, pictures: { added: 0, known: 0, left: 1 } },
    });
    expect(await office.office.photoStore.has({ group, sha: sha256(bytes) })).toBe(false);
    const other = createHash('sha256').update('other').digest('hex');
    const wrong = manifestOf(phone, [op], [{ ...picture, hash: other }]);
    expect(await bring(phone, seal(phone, { manifest: wrong, pictures: [bytes] }))).toMatchObject(unreadable);
  });
});
