/** Where pictures lie, in files and in a real object store: one set of stories that both have to tell in the same way. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openPhotoStore, readPhotoPlace } from '../../src/server/photo-place.ts';
import type { PhotoKey, PhotoStore } from '../../src/server/photo-store.ts';
import { jpeg, sha256 } from '../support/server-pictures.ts';
import { startS3 } from '../support/s3-server.ts';

// an object store answers when a write is on its disk, which a machine under load may take its time for
vi.setConfig({ testTimeout: 120_000, hookTimeout: 600_000 });

const dataDir = mkdtempSync(join(tmpdir(), 'sajja-pictures-'));
const s3 = await startS3();
afterAll(async () => {
  await s3?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

let lastGroup = 0;
function pictureOf(bytes: Buffer, group = newGroupId()): PhotoKey & { readonly bytes: Buffer } {
  return { group, sha: sha256(bytes), bytes };
}
const newGroupId = (): string => `00000000-0000-7000-8000-${String((lastGroup += 1)).padStart(12, '0')}`;

/** a source that breaks off after these, as a line does */
async function* cut(...pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
  await Promise.resolve();
  throw new Error('the line broke');
}

async function bytesOf(store: PhotoStore, key: PhotoKey): Promise<Buffer | undefined> {
  const picture = await store.open(key);
  if (picture === undefined) return undefined;
  const bytes = Buffer.from(await new Response(picture.stream).arrayBuffer());
  expect(bytes).toHaveLength(picture.bytes);
  return bytes;
}

describe.each([{ where: 'files', place: undefined }, ...(s3 ? [{ where: 'an object store', place: s3.place }] : [])])(
  'pictures in $where',
  ({ place }) => {
    // two processes of one office: nothing but the store is common to them
    let one: PhotoStore;
    let other: PhotoStore;
    beforeAll(async () => {
      one = await openPhotoStore(place, dataDir, 0);
      other = await openPhotoStore(place, dataDir, 0);
    });

    async function put(key: PhotoKey & { readonly bytes: Buffer }): Promise<void> {
      await one.append(key, 0, [key.bytes], key.bytes.length);
      expect(await one.finish(key)).toBe(true);
    }

    it('come in pieces, whichever process gets the next one, and are whole when the last is there', async () => {
      const key = pictureOf(jpeg(300_000));
      const most = key.bytes.length;
      expect([await one.offset(key), await one.has(key), await one.open(key)]).toEqual([0, false, undefined]);
      expect(await one.append(key, 0, [key.bytes.subarray(0, 70_000)], most)).toEqual({ offset: 70_000, overrun: false });
      expect(await other.offset(key)).toBe(70_000);
      const next = [key.bytes.subarray(70_000, 70_001), key.bytes.subarray(70_001, 200_000)];
      expect(await other.append(key, 70_000, next, most)).toEqual({ offset: 200_000, overrun: false });
      expect(await one.append(key, 200_000, [key.bytes.subarray(200_000)], most)).toEqual({ offset: most, overrun: false });
      expect([await one.has(key), await one.open(key)]).toEqual([false, undefined]);
      expect(await other.finish(key)).toBe(true);
      expect([await one.has(key), await one.offset(key)]).toEqual([true, 0]);
      expect((await bytesOf(one, key))?.equals(key.bytes)).toBe(true);
    });

    it('of the largest kind are taken, in one go and in many', async () => {
      const key = pictureOf(jpeg(10_000_000));
      const pieces = Array.from({ length: 153 }, (_, index) => key.bytes.subarray(index * 65_536, (index + 1) * 65_536));
      expect(await one.append(key, 0, pieces, key.bytes.length)).toEqual({ offset: 10_000_000, overrun: false });
      expect(await one.finish(key)).toBe(true);
      expect((await bytesOf(one, key))?.equals(key.bytes)).toBe(true);
    });

    it('show their first bytes while they come and afterwards, over the ends of pieces', async () => {
      const key = pictureOf(jpeg(3000));
      await one.append(key, 0, [key.bytes.subarray(0, 5)], 3000);
      await one.append(key, 5, [key.bytes.subarray(5, 900)], 3000);
      expect(Buffer.from(await one.head(key, 12)).equals(key.bytes.subarray(0, 12))).toBe(true);
      expect(Buffer.from(await one.head(key, 5000)).equals(key.bytes.subarray(0, 900))).toBe(true);
      await one.append(key, 900, [key.bytes.subarray(900)], 3000);
      await one.finish(key);
      expect(Buffer.from(await other.head(key, 12)).equals(key.bytes.subarray(0, 12))).toBe(true);
      expect(Buffer.from(await other.head(key, 5000)).equals(key.bytes)).toBe(true);
    });

    it('keep what had arrived when the line breaks, also when that is nothing', async () => {
      const key = pictureOf(jpeg(2000));
      expect(await one.append(key, 0, cut(), 2000)).toEqual({ offset: 0, overrun: false });
      expect(await one.append(key, 0, cut(key.bytes.subarray(0, 300), key.bytes.subarray(300, 700)), 2000)).toEqual({
        offset: 700,
        overrun: false,
      });
      expect(await other.offset(key)).toBe(700);
      await one.append(key, 700, [key.bytes.subarray(700)], 2000);
      expect(await one.finish(key)).toBe(true);
    });

    it('keep nothing of a piece that is more than fits, also when much of it was there already', async () => {
      const key = pictureOf(jpeg(2_500_000));
      await one.append(key, 0, [key.bytes.subarray(0, 1000)], key.bytes.length);
      const pieces = [key.bytes.subarray(1000, 1_300_000), key.bytes.subarray(1_300_000), new Uint8Array(1)];
      expect(await one.append(key, 1000, pieces, key.bytes.length)).toEqual({ offset: 1000, overrun: true });
      expect(await one.offset(key)).toBe(1000);
      await one.append(key, 1000, [key.bytes.subarray(1000)], key.bytes.length);
      expect(await one.finish(key)).toBe(true);
    });

    it('are dropped when the whole is not what its hash says, and can come again', async () => {
      const key = pictureOf(jpeg(2000));
      await one.append(key, 0, [key.bytes.subarray(0, 1999), Buffer.from([1])], 2000);
      expect(await one.finish(key)).toBe(false);
      expect([await one.offset(key), await one.has(key)]).toEqual([0, false]);
      await put(key);
      expect(await other.has(key)).toBe(true);
    });

    it('are removed with everything there is of them; removing again does no harm', async () => {
      const key = pictureOf(jpeg(2000));
      await put(key);
      await one.append(key, 0, [key.bytes.subarray(0, 10)], 2000);
      await one.drop(key);
      expect([await one.offset(key), await one.has(key)]).toEqual([0, true]);
      await one.append(key, 0, [key.bytes.subarray(0, 10)], 2000);
      await other.remove(key);
      expect([await one.offset(key), await one.has(key), await one.open(key)]).toEqual([0, false, undefined]);
      await one.remove(key);
    });

    it('lie under their own group: the same picture of another one is not there', async () => {
      const key = pictureOf(jpeg(2000));
      const theirs = { ...key, group: newGroupId() };
      await put(key);
      expect([await one.has(theirs), await one.offset(theirs), await one.open(theirs)]).toEqual([false, 0, undefined]);
      await one.remove(theirs);
      expect(await one.has(key)).toBe(true);
      for (const name of ['../../etc/passwd', `${key.group}/`, '', 'x'.repeat(64)])
        await expect(one.has({ ...key, group: name })).rejects.toThrow('not the name of a picture');
    });

    it('are read to their end by whoever has opened them, also while they are removed', async () => {
      const key = pictureOf(jpeg(200_000));
      await put(key);
      const picture = await one.open(key);
      await one.remove(key);
      const read = Buffer.from(await new Response(picture?.stream ?? null).arrayBuffer());
      expect(read.equals(key.bytes)).toBe(true);
    });

    it('given the same piece by two processes at once: where it stands never goes back, whoever was longer', async () => {
      const key = pictureOf(jpeg(2000));
      const piece = (from: number, to: number): readonly Uint8Array[] => [key.bytes.subarray(from, to)];
      await Promise.all([one.append(key, 0, piece(0, 1500), 2000), other.append(key, 0, piece(0, 600), 2000)]);
      expect([await one.offset(key), await other.offset(key)]).toEqual([1500, 1500]);
      // the slower one goes on from where it was told to stand, and the last piece comes twice as well
      await other.append(key, 600, piece(600, 1600), 2000);
      expect(await one.offset(key)).toBe(1600);
      await Promise.all([one.append(key, 1600, piece(1600, 2000), 2000), other.append(key, 1500, piece(1500, 2000), 2000)]);
      expect(await Promise.all([one.finish(key), other.finish(key)])).toEqual([true, true]);
      expect((await bytesOf(one, key))?.equals(key.bytes)).toBe(true);
      expect(await one.offset(key)).toBe(0);
    });

    it('whose pieces another process has put together meanwhile has the picture', async () => {
      const key = pictureOf(jpeg(2000));
      await one.append(key, 0, [key.bytes], 2000);
      await one.finish(key);
      expect(await other.finish(key)).toBe(true);
      expect((await other.head(key, 12)).length).toBe(12);
    });

    it('given pieces by two processes, one of which is slow, are never mixed, cut short or changed afterwards', async () => {
      const key = pictureOf(jpeg(2_000_000));
      const { bytes } = key;
      const most = bytes.length;
      let goOn = (): void => undefined;
      const wait = new Promise<void>((resolve) => (goOn = resolve));
      // a line that broke without a word: this process does not know yet that the phone has gone to another
      const slow = one.append(
        key,
        0,
        (async function* () {
          yield bytes.subarray(0, 1_100_000);
          await wait;
          yield bytes.subarray(1_100_000, 1_200_000);
          throw new Error('the line broke');
        })(),
        most,
      );
      let at = await other.offset(key);
      while (at < 1_500_000) ({ offset: at } = await other.append(key, at, [bytes.subarray(at, at + 500_000)], most));
      goOn();
      await slow;
      expect(await other.offset(key)).toBe(at);
      await other.append(key, at, [bytes.subarray(at)], most);
      // somebody still writes while it is put together, and what he writes is not of this picture
      const late = one.append(
        key,
        at,
        (async function* () {
          expect(await other.finish(key)).toBe(true);
          yield Buffer.alloc(most - at);
        })(),
        most,
      );
      await late.catch((error: unknown) => expect(error).toMatchObject({ code: 'busy' }));
      expect((await bytesOf(one, key))?.equals(bytes)).toBe(true);
      expect([await one.finish(key), await one.has(key)]).toEqual([expect.any(Boolean), true]);
      expect((await bytesOf(other, key))?.equals(bytes)).toBe(true);
    });

    it('lie in a place that can be told from others by its mark', async () => {
      const [id, another] = [newGroupId(), newGroupId()];
      expect(await one.isMarked(id)).toBe(false);
      for (const store of [one, other]) await store.mark(id);
      expect([await other.isMarked(id), await other.isMarked(another)]).toEqual([true, false]);
      if (place === undefined) expect(existsSync(join(dataDir, 'photos', `place-${id}`))).toBe(true);
      else expect(await s3?.names()).toContain(`office/place-${id}`);
    });

    it('can be taken in now, says the check', async () => {
      expect(await one.check()).toBeUndefined();
    });
  },
);

describe.skipIf(!s3)('an object store', () => {
  let one: PhotoStore;
  beforeAll(async () => {
    one = await openPhotoStore(s3?.place, dataDir, 0);
  });
  const namesOf = async ({ group }: PhotoKey): Promise<readonly string[]> =>
    ((await s3?.names()) ?? []).filter((name) => name.includes(group)).map((name) => name.slice(`office/${group}/`.length));

  it('holds a picture under the prefix, and nothing of its pieces once it is whole', async () => {
    const key = pictureOf(jpeg(2000));
    await one.append(key, 0, [key.bytes.subarray(0, 500)], 2000);
    await one.append(key, 500, [key.bytes.subarray(500)], 2000);
    expect(await namesOf(key)).toEqual([`${key.sha}.part/0-500`, `${key.sha}.part/500-1500`]);
    await one.finish(key);
    expect(await namesOf(key)).toEqual([key.sha]);
  });

  it('left by a process that was killed before its pieces were removed: the picture counts, the next look takes them away', async () => {
    const key = pictureOf(jpeg(2000));
    await one.append(key, 0, [key.bytes], 2000);
    await one.finish(key);
    await one.append(key, 0, [key.bytes.subarray(0, 900)], 2000);
    expect([await one.has(key), (await one.head(key, 5000)).length]).toEqual([true, 2000]);
    await one.drop(key);
    expect(await namesOf(key)).toEqual([key.sha]);
  });

  it('knows no piece behind a hole', async () => {
    const key = pictureOf(jpeg(2000));
    await one.append(key, 500, [key.bytes.subarray(500, 900)], 2000);
    expect(await one.offset(key)).toBe(0);
    await expect(one.head(key, 12)).rejects.toMatchObject({ code: 'busy' });
    await one.append(key, 0, [key.bytes.subarray(0, 500)], 2000);
    expect(await one.offset(key)).toBe(900);
  });

  it('asked with a wrong key, or for a bucket that is not there, is busy for everybody', async () => {
    if (!s3) return;
    const key = pictureOf(jpeg(500));
    const stranger = await openPhotoStore({ ...s3.place, secretAccessKey: 'wrong' }, dataDir, 0);
    const lost = await openPhotoStore({ ...s3.place, bucket: 'nowhere' }, dataDir, 0);
    for (const store of [stranger, lost]) {
      await expect(store.check()).rejects.toMatchObject({ code: 'busy' });
      await expect(store.offset(key)).rejects.toMatchObject({ code: 'busy' });
      await expect(store.append(key, 0, [key.bytes], 500)).rejects.toMatchObject({ code: 'busy' });
    }
  });

  it('that is off is busy for every question, and goes on where it stood when it is on again', async () => {
    if (!s3) return;
    const key = pictureOf(jpeg(2000));
    await one.append(key, 0, [key.bytes.subarray(0, 800)], 2000);
    await s3.stop();
    const questions = [
      () => one.offset(key),
      () => one.has(key),
      () => one.head(key, 12),
      () => one.append(key, 800, [key.bytes.subarray(800)], 2000),
      () => one.finish(key),
      () => one.drop(key),
      () => one.remove(key),
      () => one.open(key),
      () => one.check(),
    ];
    for (const ask of questions) await expect(ask()).rejects.toMatchObject({ name: 'Error', code: 'busy' });
    await s3.start();
    expect(await one.offset(key)).toBe(800);
    await one.append(key, 800, [key.bytes.subarray(800)], 2000);
    expect(await one.finish(key)).toBe(true);
  });
});

describe('PHOTO_STORE', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };
  it('unset means files; a bucket, with what belongs to it', () => {
    expect(readPhotoPlace({})).toBeUndefined();
    expect(readPhotoPlace({ PHOTO_STORE: '' })).toBeUndefined();
    const known = { accessKeyId: 'id', secretAccessKey: 'secret' };
    expect(readPhotoPlace({ ...keys, PHOTO_STORE: 's3://pictures/a/b/?endpoint=https://store.example:9000&region=th' })).toEqual({
      ...known,
      bucket: 'pictures',
      prefix: 'a/b/',
      endpoint: 'https://store.example:9000',
      region: 'th',
    });
    expect(readPhotoPlace({ ...keys, PHOTO_STORE: 's3://pictures?endpoint=http://127.0.0.1:9000' })).toMatchObject({
      prefix: '',
      region: 'us-east-1',
    });
    expect(readPhotoPlace({ ...keys, PHOTO_STORE: 's3://pictures?region=ap-southeast-7' })).toMatchObject({ endpoint: undefined });
  });

  it.each([
    ['/var/pictures', 'is not of the form'],
    ['https://store.example/pictures', 'is not of the form'],
    ['s3:///pictures', 'is not of the form'],
    ['s3://id:secret@pictures?region=th', 'is not of the form'],
    ['s3://pictures', 'neither an endpoint nor a region'],
    ['s3://pictures?endpoint=store.example', 'is not an address'],
    ['s3://pictures?region=th&acl=public', '"acl"'],
  ])('%s is told in a sentence', (text, sentence) => {
    expect(() => readPhotoPlace({ ...keys, PHOTO_STORE: text })).toThrow(sentence);
  });

  it('without keys is told in a sentence, and the client of the object store is loaded for nobody who keeps files', () => {
    expect(() => readPhotoPlace({ PHOTO_STORE: 's3://pictures?region=th' })).toThrow('AWS_SECRET_ACCESS_KEY');
    const loaded = spawnSync(process.execPath, [
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      `const { openPhotoStore } = await import('./src/server/photo-place.ts'); await openPhotoStore(undefined, '/nowhere', 0);
       const { createRequire } = await import('node:module'); process.stdout.write(String(Object.keys(createRequire(import.meta.url).cache).some((name) => name.includes('aws-sdk'))));`,
    ]);
    expect(String(loaded.stdout).trim()).toBe('false');
  });
});
