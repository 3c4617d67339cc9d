/** The way out when everything else fails: a copy saved on a phone that never reached the office again. */
import { createHash } from 'node:crypto';
import { IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveCopy, sendCopy } from '../../src/sync/copy.ts';
import { type FieldPhone, newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { documentTicked, groupCreated, memberAdded, newId } from '../support/phone.ts';
import { jpeg } from '../support/server-pictures.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function takePhoto(field: FieldPhone, g: string, width: number): Promise<string> {
  const [full, thumb] = [new Uint8Array(jpeg(90_000, { width })), new Uint8Array(jpeg(6_000, { width }))];
  const [name, thumbSha] = [sha(full), sha(thumb)];
  const addedAt = new Date(field.hardware.clock.nowMs()).toISOString();
  await field.phone.putPhoto({ sha: name, group: g, mime: 'image/jpeg', full: full.buffer, thumb: thumb.buffer, thumbSha, addedAt });
  const size = { bytes: full.length, w: width, h: 600, thumb: { sha: thumbSha, bytes: thumb.length } };
  await field.phone.record([field.act(g)('photo.attach', { sha: name, mime: 'image/jpeg', for: { kind: 'group' }, ...size })]);
  return name;
}

/** Records and two photos made on a phone that has no signal. */
async function dayWithoutSignal() {
  const field = await newFieldPhone(office);
  const g = newId();
  const act = field.act(g);
  await field.phone.record([groupCreated(act)]);
  await field.phone.record([memberAdded(act, { firstName: 'Somying' }), documentTicked(act)]);
  const photos = [await takePhoto(field, g, 1200), await takePhoto(field, g, 900)];
  return { field, g, photos };
}

async function copyOf({ hardware, known }: FieldPhone): Promise<File> {
  const copy = await saveCopy(hardware.device, known.user, hardware.clock.nowMs(), { indexedDB: hardware.indexedDB, IDBKeyRange });
  if (copy === undefined) throw new Error('nothing to save');
  return copy;
}

const bring = async (colleague: FieldPhone, copy: Blob) =>
  sendCopy(copy, async () => colleague.session.refresh(colleague.known.user, 0), colleague.options.net);
const countAtOffice = async (g: string): Promise<number> =>
  office.office.store.read(async (tables) => (await tables.streams.find(g))?.seq ?? 0);
const hasPicture = async (group: string, name: string) => office.office.photoStore.has({ group, sha: name });

describe('a saved copy', () => {
  it('brings the whole day of a phone that is gone, by a colleague of another place; twice changes nothing (row 73)', async () => {
    const { field, g, photos } = await dayWithoutSignal();
    const copy = await copyOf(field);
    expect(copy.name).toMatch(/^sajja-2026-\d\d-\d\d-[0-9a-f]{6}\.sajja$/);
    field.phone.close();

    const colleague = await newFieldPhone(office, { code: await office.invite('field-officer', ['570101']) });
    expect(await bring(colleague, copy)).toEqual({
      records: { added: 5, known: 0, left: 0 },
      pictures: { added: 2, known: 0, left: 0 },
    });
    expect(await countAtOffice(g)).toBe(5);
    for (const name of photos) expect(await hasPicture(g, name)).toBe(true);

    expect(await bring(colleague, copy)).toEqual({
      records: { added: 0, known: 5, left: 0 },
      pictures: { added: 0, known: 2, left: 0 },
    });
    expect(await countAtOffice(g)).toBe(5);
  });

  it('the phone that comes back after all is told what became of its records, and sends nothing twice', async () => {
    const { field, g } = await dayWithoutSignal();
    const copy = await copyOf(field);
    await bring(await newFieldPhone(office), copy);
    await field.phone.record([documentTicked(field.act(g))]);
    expect(await field.sender.drain('save')).toBe('done');
    expect(await field.phone.queue()).toMatchObject({ waiting: 0, held: 0, photosWaiting: 0 });
    expect(await countAtOffice(g)).toBe(6);
    expect(field.network.requests.filter(({ method }) => method === 'PATCH')).toEqual([]);
  });

  it('is brought also by a colleague whose sign-in has ended: the phone renews it by itself', async () => {
    const { field } = await dayWithoutSignal();
    const colleague = await newFieldPhone(office);
    await office.office.store.write((tables) => tables.sessions.endOfDevice(colleague.known.dev));
    expect(await bring(colleague, await copyOf(field))).toMatchObject({ records: { added: 5 } });
  });

  it('records are done by the rights of who made them, and the office writes down who brought them', async () => {
    const { field, g } = await dayWithoutSignal();
    const colleague = await newFieldPhone(office);
    await bring(colleague, await copyOf(field));
    const page = await office.office.store.read((tables) => tables.office.auditTrail(0, 100));
    expect(page.at(-1)).toMatchObject({ action: 'copy-imported', actor: colleague.known.user, subject: field.known.dev });
    const authors = await office.office.store.read((tables) => tables.operations.page(g, 0, 100, 100));
    expect(new Set(authors.map(({ actor }) => actor))).toEqual(new Set([field.known.user]));
  });

  it('one bit altered anywhere, or the end cut off, and nothing is taken (row 73)', async () => {
    const { field, g, photos } = await dayWithoutSignal();
    const whole = new Uint8Array(await (await copyOf(field)).arrayBuffer());
    const colleague = await newFieldPhone(office);
    const places = [10, 71, 76, 500, Math.floor(whole.length / 2), whole.length - 1];
    for (const at of places) {
      const altered = whole.slice();
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(await bring(colleague, new Blob([altered])), String(at)).toMatchObject({ ok: false, problem: 'copy-unreadable' });
    }
    const lastPicture = 4 + 90_000 + 16;
    for (const end of [whole.length - 1, whole.length - lastPicture, 72, 71])
      expect(await bring(colleague, new Blob([whole.slice(0, end)])), String(end)).toMatchObject({ problem: 'copy-unreadable' });
    expect(await countAtOffice(g)).toBe(0);
    for (const name of photos) expect(await hasPicture(g, name)).toBe(false);
    expect(await bring(colleague, new Blob([whole]))).toMatchObject({ records: { added: 5 } });
  });

  it('a copy that names a phone but is signed by another is refused', async () => {
    const { field, g } = await dayWithoutSignal();
    const forger = await newFieldPhone(office);
    const key = await forger.hardware.device.deviceKey(forger.known.user);
    if (key !== undefined) await field.hardware.device.setDeviceKey(field.known.user, key);
    expect(await bring(forger, await copyOf(field))).toMatchObject({ problem: 'copy-unreadable' });
    expect(await countAtOffice(g)).toBe(0);
  });

  it('a copy sealed for another office does not open here', async () => {
    const { field } = await dayWithoutSignal();
    const elsewhere = await openTestOffice();
    const stranger = await newFieldPhone(elsewhere);
    expect(await bring(stranger, await copyOf(field))).toMatchObject({ problem: 'copy-unreadable' });
    await elsewhere.close();
  });

  it('nobody but the office can read it: neither names nor ids stand in the file', async () => {
    const { field, g } = await dayWithoutSignal();
    const text = Buffer.from(await (await copyOf(field)).arrayBuffer()).toString('latin1');
    for (const word of ['Somying', 'Ban Tham', g, field.known.user, field.known.dev, 'JFIF']) expect(text).not.toContain(word);
  });

  it('is made also when the store itself does not open any more: what can be read is in it', async () => {
    const { field, g } = await dayWithoutSignal();
    field.phone.close();
    // the pictures' database is gone, as after a half-done clean-up by the browser
    field.hardware.indexedDB.deleteDatabase(`sajja-photos-${field.known.user}`);
    expect(await bring(await newFieldPhone(office), await copyOf(field))).toMatchObject({ records: { added: 5 }, pictures: { added: 0 } });
    expect(await countAtOffice(g)).toBe(5);
  });
});
