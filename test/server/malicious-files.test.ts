/** What is sent as a picture and is none is refused by its bytes; what is one and something else besides does nothing; names are nobody's paths. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { photoPath } from '../../src/protocol/photo.ts';
import { disguises, hugePictures, noPictures, type MaliciousFile } from '../support/malicious-files.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { newGroup, photoPayload } from '../support/server-operations.ts';
import { jpeg, sha256 } from '../support/server-pictures.ts';
import { host, type ServerPhone } from '../support/server-phone.ts';

const mebibyte = 1024 * 1024;

let office: TestOffice;
let phone: ServerPhone;
let group: string;

beforeAll(async () => {
  office = await openTestOffice();
  phone = await office.phone();
  group = await newGroup(phone);
});
afterAll(() => office.close());

async function announce({ bytes, mime = 'image/jpeg' }: Omit<MaliciousFile, 'name'>): Promise<string> {
  const payload = { ...photoPayload(sha256(bytes), bytes.length, { sha: 'a'.repeat(64), bytes: 10 }), mime };
  const [verdict] = await phone.push(phone.op(group, 'photo.attach', payload));
  if (verdict?.r !== 'applied') throw new Error(JSON.stringify(verdict));
  return photoPath(group, sha256(bytes), 'full');
}

const put = async (path: string, bytes: Buffer, more: Record<string, string> = {}): Promise<Response> =>
  phone.send(path, { method: 'PATCH', headers: { 'Upload-Offset': '0', ...more }, body: new Uint8Array(bytes) });

/** names below the folder of pictures, whole ones and parts alike */
const kept = (): readonly string[] => readdirSync(join(office.dataDir, 'photos'), { recursive: true, encoding: 'utf8' }).toSorted();

describe('a file that is no picture, called .jpg (row 57)', () => {
  it.each(noPictures)('$name: refused, nothing kept', async (file) => {
    const path = await announce(file);
    const response = await put(path, file.bytes, { 'Content-Type': 'image/jpeg', 'Content-Disposition': 'attachment; filename="a.jpg"' });
    // of less bytes than say what it is, or cut short: not a whole picture either way
    expect([response.status, await response.json()]).toMatchObject([415, { code: 'unsupported-media' }]);
    expect((await phone.send(path)).status).toBe(404);
  });

  it('is one of sixty at least, and none left a file behind', () => {
    expect(noPictures.length).toBeGreaterThanOrEqual(60);
    expect(kept().filter((name) => name.includes('/'))).toEqual([]);
  });
});

describe('a picture that is too large to open (row 58)', () => {
  it('is refused by its header; nobody decodes it, and memory stays flat', async () => {
    const paths = [];
    for (const file of hugePictures) paths.push(await announce(file));
    const before = process.memoryUsage().rss;
    for (let round = 0; round < 5; round++)
      for (const [index, { name, bytes }] of hugePictures.entries()) {
        const response = await put(paths[index] ?? '', bytes);
        expect([name, response.status, await response.json()]).toMatchObject([name, 415, { code: 'unsupported-media' }]);
      }
    expect(process.memoryUsage().rss - before).toBeLessThan(30 * mebibyte);
  });

  it('in bytes is refused by what its record says, before any of it is sent', async () => {
    const bytes = jpeg(1_000);
    const payload = photoPayload(sha256(bytes), 10_000_001, { sha: 'a'.repeat(64), bytes: 10 });
    expect(await phone.push(phone.op(group, 'photo.attach', payload))).toMatchObject([{ r: 'held', why: 'invalid' }]);
    expect((await put(photoPath(group, sha256(bytes), 'full'), bytes)).status).toBe(404);
  });
});

it.each(disguises)('$name is given back as a picture and as nothing else (row 57)', async (file) => {
  const path = await announce(file);
  expect((await put(path, file.bytes)).status).toBe(204);
  const { headers } = await phone.send(path);
  expect(headers.get('Content-Type')).toBe(file.mime ?? 'image/jpeg');
  expect(headers.get('Content-Disposition')).toMatch(/^inline; filename="[0-9a-f]{12}\.(jpeg|png)"$/);
  expect(headers.get('Content-Security-Policy')).toBe("sandbox; default-src 'none'");
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin');
});

describe('a name made to hurt (row 63)', () => {
  const names = [
    '../../../etc/passwd', '..\\..\\windows\\win.ini', '%2e%2e%2f%2e%2e%2fsajja.sqlite', 'a\u0000.jpg', 'a.jpg\u0000.html', '\u202Egpj.exe', '.',
    '..', '...', '-rf', '~', '$(reboot)', '`reboot`', ';reboot', '|reboot', 'CON', 'nul.txt', 'a"; filename="b.html', "a'b", 'a\r\nSet-Cookie: sid=1',
    'รูป.jpg', '😀', 'x'.repeat(300), '__proto__', 'constructor', '<script>.jpg', 'file:///etc/passwd', '//evil.example/x', 'sajja.sqlite', '*', ' ',
  ]; // prettier-ignore

  it('is no path: a picture called so does not exist, and no file appears or is read', async () => {
    const before = kept();
    for (const name of names)
      for (const path of [
        `/v1/photos/${encodeURIComponent(name)}/${'a'.repeat(64)}`,
        `/v1/photos/${group}/${encodeURIComponent(name)}`,
        `/v1/photos/${encodeURIComponent(name)}/${encodeURIComponent(name)}/thumb`,
        `/v1/export/${encodeURIComponent(name)}.csv`,
        `/assets/${encodeURIComponent(name)}`,
      ])
        for (const response of [await phone.send(path), await put(path, jpeg(300))]) {
          // what is left of dots may be the address of a page
          const isCall = new URL(path, host).pathname.startsWith('/v1/');
          expect([path, response.status]).toEqual([path, expect.toBeOneOf(isCall ? [403, 404, 405] : [200, 404, 405])]);
          expect(await response.text()).not.toMatch(/root:|SQLite format/);
        }
    expect(kept()).toEqual(before);
  });

  it('in the headers of a picture is not looked at, and appears in no header of an answer', async () => {
    for (const name of names) {
      const bytes = jpeg(400);
      const path = await announce({ bytes });
      // a header carries Latin letters only
      const sent = encodeURIComponent(name);
      expect((await put(path, bytes, { 'Content-Disposition': `attachment; filename="${sent}"`, 'X-Filename': sent })).status).toBe(204);
      const { headers } = await phone.send(path);
      expect(headers.get('Content-Disposition')).toBe(`inline; filename="${sha256(bytes).slice(0, 12)}.jpeg"`);
    }
    for (const file of kept().filter((name) => name.includes('/'))) expect(file).toMatch(/^[0-9a-f-]{36}\/[0-9a-f]{64}$/);
  });

  it('of a person or a group names no exported file', async () => {
    for (const name of names) {
      const chief = await office.phone({ role: 'district-chief', areas: ['5607'], name });
      const response = await chief.send('/v1/export/groups.csv?area=5607', { method: 'HEAD' });
      const told = response.headers.get('Content-Disposition');
      expect([response.status, told]).toEqual([200, 'attachment; filename="sajja-groups-5607-2026-11-23.csv"']);
    }
  });
});
