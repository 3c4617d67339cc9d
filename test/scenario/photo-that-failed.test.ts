/** A photo that stopped: it is counted where the officer looks, and a tap or the same picture again brings it on its way. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FieldPhone, newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { jpeg } from '../support/server-pictures.ts';
import { groupCreated, type MakeAct, newId } from '../support/phone.ts';

let office: TestOffice;
let field: FieldPhone;
let g: string;
let act: MakeAct;
beforeEach(async () => {
  office = await openTestOffice();
  field = await newFieldPhone(office);
  g = newId();
  act = field.act(g);
  await field.phone.record([groupCreated(act)]);
});
afterEach(async () => office.close());

const shaOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const hourMs = 3_600_000;

/** What the officer's finger does: the picture is kept and then recorded. */
function picture(size = 40_000) {
  const [full, thumb] = [new Uint8Array(jpeg(size)), new Uint8Array(jpeg(4_000))];
  const sha = shaOf(full);
  const thumbSha = shaOf(thumb);
  return {
    sha,
    keep: async () =>
      field.phone.putPhoto({
        sha,
        group: g,
        mime: 'image/jpeg',
        full: full.slice().buffer,
        thumb: thumb.slice().buffer,
        thumbSha,
        addedAt: new Date(field.hardware.clock.nowMs()).toISOString(),
      }),
    record: async () =>
      field.phone.record([
        act('photo.attach', {
          sha,
          bytes: full.length,
          mime: 'image/jpeg',
          w: 1600,
          h: 1200,
          thumb: { sha: thumbSha, bytes: thumb.length },
          for: { kind: 'group' },
        }),
      ]),
  };
}

const stored = async (sha: string) => office.office.photoStore.has({ group: g, sha });
const stateOf = async () => (await field.phone.photosQueued())[0]?.state;

describe('a photo without its record', () => {
  it('waits while its record may still come, and goes with it', async () => {
    const photo = picture();
    await photo.keep();
    await field.sender.drain('save');
    await field.hardware.clock.advance(2 * hourMs);
    await field.sender.drain('timer');
    expect(await field.phone.queue()).toMatchObject({ photosWaiting: 1, photosFailed: 0 });
    await photo.record();
    await field.sender.drain('save');
    expect(await field.phone.queue()).toMatchObject({ photosWaiting: 0, photosFailed: 0 });
    expect(await stored(photo.sha)).toBe(true);
  });

  it('is shown as failed after a day, and is sent when the same picture is attached once more', async () => {
    const photo = picture();
    await photo.keep();
    await field.hardware.clock.advance(25 * hourMs);
    await field.sender.drain('save');
    expect(await field.phone.queue()).toMatchObject({ photosWaiting: 0, photosFailed: 1 });
    await photo.keep();
    expect(await field.phone.queue()).toMatchObject({ photosWaiting: 1, photosFailed: 0 });
    await photo.record();
    await field.sender.drain('save');
    expect(await stored(photo.sha)).toBe(true);
    expect(await stateOf()).toBe('sent');
  });
});

describe('a photo that stopped at the office, or arrived,', () => {
  it('is counted, told to the office, and tried again on a tap, not on a timer', async () => {
    const photo = picture();
    await photo.keep();
    await photo.record();
    let tries = 0;
    field.network.rule = ({ method }) => (method === 'PATCH' && (tries += 1) > 0 ? { status: 413 } : undefined);
    await field.sender.drain('save');
    const before = tries;
    expect(await field.phone.queue()).toMatchObject({ waiting: 0, photosWaiting: 0, photosFailed: 1 });
    expect((await field.phone.syncHead()).queue.photos).toBe(1);
    await field.sender.drain('timer');
    expect(tries).toBe(before);
    await field.sender.drain('tap');
    expect(tries).toBe(before + 1);
    expect(await stateOf()).toBe('failed');
    field.network.rule = () => undefined;
    await field.sender.drain('tap');
    expect(await stateOf()).toBe('sent');
    expect(await stored(photo.sha)).toBe(true);
    expect(field.sender.state()).toMatchObject({ photosWaiting: 0, photosFailed: 0 });
  });

  it('is nobody’s business any more once it was taken off, and is again when it is put back', async () => {
    const photo = picture();
    await photo.keep();
    await photo.record();
    field.network.rule = ({ method }) => (method === 'PATCH' ? { status: 413 } : undefined);
    await field.sender.drain('save');
    await field.phone.record([act('photo.withdraw', { sha: photo.sha, reason: 'taken off' })]);
    expect(await field.phone.queue()).toMatchObject({ photosWaiting: 0, photosFailed: 0 });
    expect(await field.phone.photosQueued()).toEqual([]);
    await photo.record();
    expect(await field.phone.queue()).toMatchObject({ photosFailed: 1 });
    expect(await stateOf()).toBe('failed');
  });

  it('stays on the phone for a day when the officer was moved away, as one that waits does', async () => {
    const photo = picture();
    await photo.keep();
    await photo.record();
    field.network.rule = ({ method }) => (method === 'PATCH' ? { status: 413 } : undefined);
    await field.sender.drain('save');
    await office.clock.advance(48 * hourMs);
    await office.office.store.write(async (tables) => {
      for (const grant of await tables.people.grantsOf(field.known.user)) await tables.people.endGrant(grant.id, '2026-11-24');
    });
    await field.sender.drain('start');
    expect((await field.phone.photo(photo.sha))?.full?.byteLength).toBe(40_000);
    await office.clock.advance(25 * hourMs);
    await field.sender.drain('start');
    expect(await field.phone.photo(photo.sha)).toBeUndefined();
  });

  it('that was sent already is not sent twice when it is attached once more', async () => {
    const photo = picture();
    await photo.keep();
    await photo.record();
    await field.sender.drain('save');
    expect(await stateOf()).toBe('sent');
    const requests = field.network.requests.length;
    await photo.keep();
    await field.sender.drain('tap');
    expect(field.network.requests.slice(requests).every(({ path }) => path === '/v1/sync')).toBe(true);
  });
});
