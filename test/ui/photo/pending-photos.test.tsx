/** Photos that wait for their record, on a real phone's store: two tabs at once, a page that died, a record that could not be written. */
import { describe, expect, it, vi } from 'vitest';
import type { PayloadOf } from '../../../src/domain/operation.ts';
import type { PhoneStore } from '../../../src/storage/phone-store.ts';
import { StoreProblem } from '../../../src/storage/store-problem.ts';
import { type AttachTools, attachPhoto } from '../../../src/ui/photo/attach-photo.ts';
import { addPending, dropPending, readPending, readPicture, recordPending } from '../../../src/ui/photo/pending-photos.ts';
import { actsOf, groupCreated, newId, newPhone, openTestPhone, randomBytes } from '../../support/phone.ts';
import { fakePhoto } from '../support/fake-phone.ts';

const nowMs = () => Date.parse('2026-11-23T02:00:00Z');
const file = (name = 'a.jpg') => new File(['x'], name, { type: 'image/jpeg' });

function waiting(g: string, visit: string, name: string): { g: string; at: string; payload: PayloadOf<'photo.attach'> } {
  const sha = name.padEnd(64, '0');
  const thumb = { sha: name.padEnd(64, '1'), bytes: 10 };
  return {
    g,
    at: new Date(nowMs()).toISOString(),
    payload: { sha, mime: 'image/jpeg', bytes: 30, w: 4, h: 3, thumb, for: { kind: 'visit', id: visit } },
  };
}
const picture = () => ({ full: randomBytes(30).slice().buffer, thumb: randomBytes(10).slice().buffer });

/** A group on a phone, and the app opened on it as often as one likes. */
async function village() {
  const { hardware, phone, known } = await newPhone();
  const g = newId();
  const act = actsOf(nowMs, g);
  await phone.record([groupCreated(act)]);
  return { g, act, phone, open: async () => openTestPhone(hardware, { user: known.user }) };
}
const toolsOf = (store: PhoneStore, g: string): AttachTools => {
  const act = actsOf(nowMs, g);
  return { store, recorder: { act, save: async (acts) => store.record(acts) }, shrinkPhoto: fakePhoto, nowMs, wake: () => undefined };
};
const recordingOf = (store: PhoneStore) => ({ store, newId, nowMs, wake: () => undefined });
const attached = async (store: PhoneStore) => (await store.outbox(100)).filter(({ op }) => op.k === 'photo.attach');

describe('photos of a form', () => {
  it('added from two tabs in the same moment are both there, and each is dropped alone', async () => {
    const { g, phone, open } = await village();
    const other = await open();
    const visit = newId();
    for (let round = 0; round < 20; round += 1) {
      const [one, two] = [waiting(g, visit, `a${round}`), waiting(g, visit, `b${round}`)];
      await Promise.all([addPending(phone, one, picture()), addPending(other, two, picture())]);
      const shas = (await readPending(phone)).map(({ payload }) => payload.sha).sort();
      expect(shas).toEqual([one.payload.sha, two.payload.sha].sort());
      await Promise.all([dropPending(phone, g, one.payload.sha), dropPending(other, g, two.payload.sha)]);
      expect(await readPending(other)).toEqual([]);
      expect(await readPicture(phone, one.payload.sha)).toBeUndefined();
    }
  });

  it('are recorded once, though two tabs notice the saved form', async () => {
    const { g, act, phone, open } = await village();
    const visit = newId();
    await addPending(phone, waiting(g, visit, 'c'), picture());
    await phone.record([act('visit.record', { visit, on: '2026-11-23', kind: 'advice', attended: true })]);
    await recordPending(recordingOf(phone));
    await recordPending(recordingOf(await open()));
    expect(await attached(phone)).toHaveLength(1);
    expect(await readPending(phone)).toEqual([]);
  });
});

describe('a page that died between the picture and its record', () => {
  it.each(['the note', 'the picture', 'the record'] as const)('after %s leaves nothing half done at the next start', async (after) => {
    const { g, phone, open } = await village();
    const dead = new Promise<never>(() => undefined);
    let died = () => undefined as void;
    const death = new Promise<void>((resolve) => (died = resolve));
    const die = async () => (died(), dead);
    const dying: PhoneStore = { ...phone };
    if (after === 'the note') dying.putPhoto = die;
    if (after === 'the picture') dying.record = die;
    if (after === 'the record') dying.dropDraft = die;
    const { attachPhoto: attachThere } = await anotherPage();
    void attachThere(file(), g, { kind: 'group' }, toolsOf(dying, g));
    await death;
    phone.close();

    const store = await open();
    await recordPending(recordingOf(store));
    expect(await readPending(store)).toEqual([]);
    const kept = after === 'the note' ? 0 : 1;
    expect(await attached(store)).toHaveLength(kept);
    expect(await store.queue()).toMatchObject({ photosWaiting: kept, photosFailed: 0 });
  });
});

describe('attaching', () => {
  it('a picture whose record cannot be written now is kept, and recorded at the next chance', async () => {
    const { g, phone } = await village();
    const full: PhoneStore = { ...phone, record: async () => Promise.reject(new StoreProblem('quota')) };
    expect(await attachPhoto(file(), g, { kind: 'group' }, toolsOf(full, g))).toEqual({ kind: 'kept' });
    expect(await readPending(phone)).toHaveLength(1);
    await recordPending(recordingOf(phone));
    expect(await attached(phone)).toHaveLength(1);
    expect(await readPending(phone)).toEqual([]);
  });

  it('a picture that cannot be kept leaves no note behind', async () => {
    const { g, phone } = await village();
    const full: PhoneStore = { ...phone, putPhoto: async () => Promise.reject(new StoreProblem('quota')) };
    expect(await attachPhoto(file(), g, { kind: 'group' }, toolsOf(full, g))).toMatchObject({ kind: 'refused', code: 'photo-full' });
    expect(await readPending(phone)).toEqual([]);
  });

  it('the same picture again brings one whose sending had failed back into the queue', async () => {
    const { g, phone } = await village();
    await attachPhoto(file(), g, { kind: 'group' }, toolsOf(phone, g));
    const next = await phone.nextPhoto(new Set());
    if (next === undefined) throw new Error('nothing to send');
    await phone.photoFailed(next);
    expect(await phone.queue()).toMatchObject({ photosWaiting: 0, photosFailed: 1 });
    expect(await attachPhoto(file(), g, { kind: 'group' }, toolsOf(phone, g))).toEqual({ kind: 'kept' });
    expect(await phone.queue()).toMatchObject({ photosWaiting: 1, photosFailed: 0 });
    expect(await attached(phone)).toHaveLength(1);
    expect(await attachPhoto(file(), g, { kind: 'group' }, toolsOf(phone, g))).toEqual({ kind: 'same' });
  });
});

/** A page has its own turn of photos: what hangs there hangs nowhere else. */
async function anotherPage(): Promise<{ readonly attachPhoto: typeof attachPhoto }> {
  vi.resetModules();
  return import('../../../src/ui/photo/attach-photo.ts');
}
