/** Pictures: resumable from wherever they were cut, right at the end or not there at all, and only for those with a right. */
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PayloadOf } from '../../src/domain/operation.ts';
import { photoPath } from '../../src/protocol/photo.ts';
import { startS3 } from '../support/s3-server.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { newGroup, photoPayload } from '../support/server-operations.ts';
import { jpeg, png, sha256, webp } from '../support/server-pictures.ts';
import type { ServerPhone } from '../support/server-phone.ts';

// an object store answers when a write is on its disk, which a machine under load may take its time for
vi.setConfig({ testTimeout: 300_000, hookTimeout: 600_000 });
const s3 = await startS3();
afterAll(async () => s3?.close());

let office: TestOffice;
let phone: ServerPhone;
let group: string;

interface Attached {
  readonly bytes: Buffer;
  readonly thumb: Buffer;
  readonly path: string;
  readonly thumbPath: string;
}

async function attach(bytes: Buffer, change: Partial<PayloadOf<'photo.attach'>> = {}, thumb = jpeg(900)): Promise<Attached> {
  const sha = sha256(bytes);
  const payload = { ...photoPayload(sha, bytes.length, { sha: sha256(thumb), bytes: thumb.length }), ...change };
  const [verdict] = await phone.push(phone.op(group, 'photo.attach', payload));
  if (verdict?.r !== 'applied') throw new Error(JSON.stringify(verdict));
  return { bytes, thumb, path: photoPath(group, sha, 'full'), thumbPath: photoPath(group, sha, 'thumb') };
}

interface Step {
  readonly status: number;
  readonly offset: number;
  readonly code: unknown;
}

async function patch(path: string, from: number, piece: Uint8Array, who = phone, body?: BodyInit): Promise<Step> {
  const init = { method: 'PATCH', headers: { 'Upload-Offset': String(from) }, body: body ?? new Uint8Array(piece), duplex: 'half' };
  return read(await who.send(path, init));
}

async function head(path: string, who = phone): Promise<Step> {
  return read(await who.send(path, { method: 'HEAD' }));
}

async function read(response: Response): Promise<Step> {
  const text = await response.text();
  const { code } = (text === '' ? {} : JSON.parse(text)) as { code?: unknown };
  return { status: response.status, offset: Number(response.headers.get('Upload-Offset') ?? Number.NaN), code };
}

/** a body that breaks off after its bytes, as a line does */
function cut(piece: Uint8Array): ReadableStream<Uint8Array> {
  let sent = false;
  return new ReadableStream({
    pull(controller) {
      if (sent) controller.error(new Error('the line broke'));
      else controller.enqueue(new Uint8Array(piece));
      sent = true;
    },
  });
}

/** a body whose pieces come one by one */
function slowly(pieces: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  const left = [...pieces];
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 15));
      const piece = left.shift();
      if (piece) controller.enqueue(new Uint8Array(piece));
      else controller.close();
    },
  });
}

async function fetched(path: string, who = phone): Promise<{ status: number; bytes: Buffer; headers: Headers }> {
  const response = await who.send(path);
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers };
}

describe.each([{ where: 'files', place: undefined, runs: 200 }, ...(s3 ? [{ where: 'an object store', place: s3.place, runs: 5 }] : [])])(
  'pictures in $where',
  ({ place, runs }) => {
    beforeAll(async () => {
      office = await openTestOffice(undefined, undefined, place);
      phone = await office.phone();
      group = await newGroup(phone);
    });
    afterAll(() => office.close());

    describe('an upload', () => {
      it('in pieces is complete when all are there, thumb and picture apart', async () => {
        const { bytes, thumb, path, thumbPath } = await attach(jpeg(3000));
        expect(await head(path)).toMatchObject({ status: 200, offset: 0 });
        expect(await patch(path, 0, bytes.subarray(0, 1000))).toMatchObject({ status: 204, offset: 1000 });
        expect(await head(path)).toMatchObject({ status: 200, offset: 1000 });
        expect(await patch(path, 1000, bytes.subarray(1000))).toMatchObject({ status: 204, offset: 3000 });
        expect(await head(thumbPath)).toMatchObject({ status: 200, offset: 0 });
        expect(await patch(thumbPath, 0, thumb)).toMatchObject({ status: 204, offset: thumb.length });
        expect((await fetched(path)).bytes.equals(bytes)).toBe(true);
        expect((await fetched(thumbPath)).bytes.equals(thumb)).toBe(true);
        expect(await patch(path, 3000, new Uint8Array())).toMatchObject({ status: 204, offset: 3000 });
      });

      it('at the wrong place is told the right one', async () => {
        const { bytes, path } = await attach(jpeg(2000));
        await patch(path, 0, bytes.subarray(0, 500));
        expect(await patch(path, 0, bytes.subarray(0, 500))).toEqual({ status: 409, offset: 500, code: 'wrong-offset' });
        expect(await patch(path, 900, bytes.subarray(900))).toEqual({ status: 409, offset: 500, code: 'wrong-offset' });
        expect(await patch(path, 500, bytes.subarray(500))).toMatchObject({ status: 204, offset: 2000 });
        expect(await patch(path, 500, bytes.subarray(500))).toEqual({ status: 409, offset: 2000, code: 'wrong-offset' });
      });

      it('at the wrong place and too long for it is told the right one all the same: the picture is not refused for good', async () => {
        const { bytes, path } = await attach(jpeg(2000));
        await patch(path, 0, bytes.subarray(0, 500));
        const tooLong = { method: 'PATCH', headers: { 'Upload-Offset': '900', 'Content-Length': '1500' }, body: new Uint8Array(1500) };
        expect(await read(await phone.send(path, tooLong))).toEqual({ status: 409, offset: 500, code: 'wrong-offset' });
        const rightPlace = { ...tooLong, headers: { 'Upload-Offset': '500', 'Content-Length': '1501' }, body: new Uint8Array(1501) };
        expect(await read(await phone.send(path, rightPlace))).toMatchObject({ status: 413, offset: 500 });
        expect(await patch(path, 500, bytes.subarray(500))).toMatchObject({ status: 204, offset: 2000 });
      });

      it('whose line breaks keeps what had arrived', async () => {
        const { bytes, path } = await attach(jpeg(2000));
        await patch(path, 0, new Uint8Array(), phone, cut(bytes.subarray(0, 700)));
        expect(await head(path)).toMatchObject({ offset: 700 });
        expect(await patch(path, 700, bytes.subarray(700))).toMatchObject({ status: 204, offset: 2000 });
      });

      it('of more bytes than were announced is refused and nothing of the piece is kept', async () => {
        const { bytes, path } = await attach(jpeg(2000));
        await patch(path, 0, bytes.subarray(0, 1500));
        expect(await patch(path, 1500, Buffer.alloc(600))).toMatchObject({ status: 413 });
        const tooMuch = slowly([new Uint8Array(400), new Uint8Array(400)]);
        expect(await patch(path, 1500, new Uint8Array(), phone, tooMuch)).toMatchObject({ status: 413, offset: 1500 });
        expect(await head(path)).toMatchObject({ offset: 1500 });
        expect(await patch(path, 1500, bytes.subarray(1500))).toMatchObject({ status: 204, offset: 2000 });
      });

      it('from two phones at once is written by one; the other is told where to go on', async () => {
        const { bytes, path } = await attach(jpeg(2000));
        const slow = patch(
          path,
          0,
          new Uint8Array(),
          phone,
          slowly([bytes.subarray(0, 500), bytes.subarray(500, 1000), bytes.subarray(1000, 1500)]),
        );
        await new Promise((resolve) => setTimeout(resolve, 10));
        const quick = patch(path, 0, bytes.subarray(0, 200));
        expect((await Promise.all([slow, quick])).map(({ status, offset }) => [status, offset])).toEqual([
          [204, 1500],
          [409, 1500],
        ]);
        expect(await patch(path, 1500, bytes.subarray(1500))).toMatchObject({ status: 204, offset: 2000 });
      });

      it('with a wrong hash is dropped and starts again', async () => {
        const { bytes, path } = await attach(jpeg(2000));
        const altered = Buffer.from(bytes);
        altered.writeUInt8((altered[1500] ?? 0) ^ 1, 1500);
        expect(await patch(path, 0, altered)).toMatchObject({ status: 422, offset: 0, code: 'wrong-hash' });
        expect(await head(path)).toMatchObject({ offset: 0 });
        expect((await fetched(path)).status).toBe(404);
        expect(await patch(path, 0, bytes)).toMatchObject({ status: 204, offset: 2000 });
      });

      it.each([-1, 1.5, Number.NaN])('at place %f is a bad request', async (from) => {
        const { path, bytes } = await attach(jpeg(500));
        expect(await patch(path, from, bytes)).toMatchObject({ status: 400, code: 'bad-request' });
      });

      it('cut at random, repeated and overlapped from two phones, ends with the very bytes (row 62)', async () => {
        const second = await office.phone({ areas: ['5607'], groups: [group] });
        const plan = fc.record({
          size: fc.integer({ min: 200, max: 6000 }),
          cuts: fc.array(fc.tuple(fc.integer({ min: 1, max: 2500 }), fc.constantFrom('whole', 'cut', 'twice', 'old', 'both', 'ask')), {
            minLength: 1,
            maxLength: 8,
          }),
        });
        await fc.assert(
          fc.asyncProperty(plan, async ({ size, cuts }) => {
            const { bytes, path } = await attach(jpeg(size));
            let offset = 0;
            for (let step = 0; offset < bytes.length; step++) {
              const [length, how] = cuts[step] ?? [2500, 'whole'];
              const piece = bytes.subarray(offset, offset + length);
              const from = offset;
              if (how === 'cut') await patch(path, from, piece, phone, cut(piece.subarray(0, Math.ceil(piece.length / 2))));
              else if (how === 'both') await Promise.all([patch(path, from, piece), patch(path, from, piece, second)]);
              else if (how === 'old' && from > 0) expect((await patch(path, 0, bytes.subarray(0, 50))).status).toBe(409);
              else await patch(path, from, piece);
              if (how === 'twice') await patch(path, from, piece);
              const now = await head(path);
              expect(now.status).toBe(200);
              expect(now.offset).toBeGreaterThanOrEqual(from);
              offset = now.offset;
            }
            expect((await fetched(path)).bytes.equals(bytes)).toBe(true);
          }),
          { numRuns: runs },
        );
      });
    });

    describe('bytes that are not the picture that was announced', () => {
      it.each([
        ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>'.padEnd(400))],
        ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'.padEnd(400))],
        ['a program', Buffer.from('MZ'.padEnd(400))],
        ['a PNG that was called a JPEG', png(400)],
        ['a JPEG of 65,535 × 65,535', jpeg(400, { width: 65_535, height: 65_535 })],
        ['a JPEG of 13,000 × 10', jpeg(400, { width: 13_000, height: 10 })],
        ['a JPEG of 51 megapixels', jpeg(400, { width: 10_200, height: 5000 })],
        ['a JPEG without a frame', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xda]), Buffer.alloc(400)])],
      ])('%s: refused, nothing kept', async (_name, bytes) => {
        const { path } = await attach(bytes);
        expect(await patch(path, 0, bytes)).toMatchObject({ status: 415, code: 'unsupported-media' });
        expect(await head(path)).toMatchObject({ offset: 0 });
        expect((await fetched(path)).status).toBe(404);
      });

      it('are refused with the first piece already', async () => {
        const bytes = Buffer.from('MZ'.padEnd(4000));
        const { path } = await attach(bytes);
        expect(await patch(path, 0, bytes.subarray(0, 100))).toMatchObject({ status: 415 });
      });

      it('PNG and WebP are pictures too', async () => {
        for (const [bytes, mime] of [
          [png(600), 'image/png'],
          [webp(600), 'image/webp'],
        ] as const) {
          const { path } = await attach(bytes, { mime });
          expect(await patch(path, 0, bytes)).toMatchObject({ status: 204 });
          expect((await fetched(path)).headers.get('Content-Type')).toBe(mime);
        }
      });
    });

    describe('rights', () => {
      it('a picture nobody announced, one of another group, and one without a right are the same 404', async () => {
        const { bytes, path } = await attach(jpeg(700));
        const stranger = await office.phone({ areas: ['5606'] });
        const ownGroup = await newGroup(stranger, '560601');
        const answers = [
          await head(photoPath(group, sha256(Buffer.from('x')), 'full')),
          await patch(path, 0, bytes, stranger),
          await patch(photoPath(ownGroup, sha256(bytes), 'full'), 0, bytes, stranger),
          await patch('/v1/photos/..%2F..%2Fetc/passwd%00.jpg', 0, bytes),
        ];
        expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404, 404]);
        expect(answers[1]?.code).toBe('no-record-yet');
        expect(answers[2]?.code).toBe('no-record-yet');
      });

      it('seen: by the officer, the chief and the province of the area; a signed page by the officer alone', async () => {
        const open = await attach(jpeg(700));
        const consent = await attach(jpeg(701), { for: { kind: 'consent' } });
        const contract = await attach(jpeg(702), { for: { kind: 'loan' } });
        await patch(open.path, 0, open.bytes);
        await patch(consent.path, 0, consent.bytes);
        await patch(contract.path, 0, contract.bytes);
        const see = async (who: ServerPhone): Promise<readonly number[]> => [
          (await fetched(open.path, who)).status,
          (await fetched(consent.path, who)).status,
          (await fetched(contract.path, who)).status,
        ];
        expect(await see(phone)).toEqual([200, 200, 200]);
        expect(await see(await office.phone({ role: 'district-chief', areas: ['5607'] }))).toEqual([200, 404, 404]);
        expect(await see(await office.phone({ role: 'province', areas: ['56'] }))).toEqual([200, 404, 404]);
        expect(await see(await office.phone({ role: 'district-chief', areas: ['5606'] }))).toEqual([404, 404, 404]);
        expect(await see(await office.phone({ role: 'department', areas: ['56'] }))).toEqual([404, 404, 404]);
        expect(await see(await office.phone())).toEqual([404, 404, 404]);
      });

      it('shown: inert', async () => {
        const { bytes, path } = await attach(jpeg(800));
        await patch(path, 0, bytes);
        const { headers } = await fetched(path);
        expect(headers.get('Content-Type')).toBe('image/jpeg');
        expect(headers.get('Content-Disposition')).toMatch(/^inline; filename="[0-9a-f]{12}\.jpeg"$/);
        expect(headers.get('Content-Security-Policy')).toBe("sandbox; default-src 'none'");
        expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
        expect(headers.get('Cache-Control')).toBe('no-store');
      });
    });

    it('a crash between the last byte and the note of it is mended when the phone asks', async () => {
      const bytes = jpeg(900);
      const { path } = await attach(bytes);
      const key = { group, sha: sha256(bytes) };
      // what a crash leaves: the file is in its place, the store knows nothing
      await office.office.photoStore.append(key, 0, (async function* () { yield bytes; })(), bytes.length); // prettier-ignore
      await office.office.photoStore.finish(key);
      const known = (): Promise<unknown> => office.office.store.read((tables) => tables.blobs.find(group, key.sha));
      expect(await known()).toBeUndefined();
      expect(await head(path)).toMatchObject({ status: 200, offset: 900 });
      expect(await known()).toMatchObject({ bytes: 900, mime: 'image/jpeg' });
    });
  },
);
