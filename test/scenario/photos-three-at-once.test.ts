import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { photoLimits } from '../../src/protocol/photo.ts';
import type { NextPhoto } from '../../src/storage/phone-internals.ts';
import { type FieldPhone, newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { groupCreated, type MakeAct, newId } from '../support/phone.ts';
import { jpeg } from '../support/server-pictures.ts';

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
const stored = async (sha: string) => office.office.photoStore.has({ group: g, sha });

/** Kept and recorded, as the officer's finger does it. */
async function take(size: number, thumbSize = 4_000): Promise<string> {
  const [full, thumb] = [new Uint8Array(jpeg(size)), new Uint8Array(jpeg(thumbSize))];
  const [sha, thumbSha] = [shaOf(full), shaOf(thumb)];
  const addedAt = new Date(field.hardware.clock.nowMs()).toISOString();
  await field.phone.putPhoto({
    sha,
    group: g,
    mime: 'image/jpeg',
    full: full.slice().buffer,
    thumb: thumb.slice().buffer,
    thumbSha,
    addedAt,
  });
  const named = { sha, bytes: full.length, mime: 'image/jpeg', w: 1600, h: 1200, thumb: { sha: thumbSha, bytes: thumb.length } } as const;
  await field.phone.record([act('photo.attach', { ...named, for: { kind: 'group' } })]);
  return sha;
}

/** Pictures that the sender has taken into memory and not yet let go. */
function watchMemory(): { readonly atHand: Map<string, number>; most: number; mostBytes: number } {
  const { phone } = field;
  const seen = { atHand: new Map<string, number>(), most: 0, mostBytes: 0 };
  const nameOf = ({ sha, part }: NextPhoto) => `${sha} ${part}`;
  const taken = phone.photoBytes.bind(phone);
  const letGo = phone.photoDone.bind(phone);
  phone.photoBytes = async (photo) => {
    const bytes = await taken(photo);
    seen.atHand.set(nameOf(photo), bytes?.byteLength ?? 0);
    seen.most = Math.max(seen.most, seen.atHand.size);
    seen.mostBytes = Math.max(
      seen.mostBytes,
      [...seen.atHand.values()].reduce((sum, each) => sum + each, 0),
    );
    return bytes;
  };
  phone.photoDone = async (photo) => {
    seen.atHand.delete(nameOf(photo));
    await letGo(photo);
  };
  return seen;
}

it('fifty that wait go three at a time, thumbs first, and never more than three lie in memory', async () => {
  const memory = watchMemory();
  const names: string[] = [];
  for (let count = 0; count < 50; count += 1) names.push(await take(20_000 + count * 400));
  expect(await field.sender.drain('save')).toBe('done');
  for (const name of names) expect(await stored(name)).toBe(true);
  expect(await field.phone.queue()).toMatchObject({ photosWaiting: 0, photosFailed: 0, waiting: 0 });
  expect(field.network.underWay.most).toBe(3);
  expect(memory.most).toBe(3);
  expect(memory.atHand.size).toBe(0);
  const asked = field.network.requests.filter(({ method }) => method === 'HEAD').map(({ path }) => path);
  expect(asked.length).toBe(100);
  expect(asked.slice(0, 50).every((path) => path.endsWith('/thumb'))).toBe(true);
  expect(asked.slice(50).map((path) => path.split('/').at(-1))).toEqual(names);
}, 60_000);

it('large ones go one after the other', async () => {
  const memory = watchMemory();
  for (let count = 0; count < 3; count += 1) await take(2_600_000 + count);
  expect(await field.sender.drain('save')).toBe('done');
  expect(memory.mostBytes).toBeLessThan(2_700_000);
});

it('pieces grow on a good line and shrink on a slow one, but never below what is worth a request', async () => {
  const first = await take(2_000_000);
  await field.sender.drain('save');
  const second = await take(1_200_000);
  // each piece takes ten seconds
  field.network.rule = ({ method }) => {
    if (method === 'PATCH') void office.clock.advance(10_000);
    return undefined;
  };
  expect(await field.sender.drain('save')).toBe('done');
  const sizesOf = (sha: string) =>
    field.network.requests.filter(({ method, path }) => method === 'PATCH' && path.endsWith(sha)).map(({ bytes }) => bytes);
  const good = sizesOf(first).slice(0, -1);
  expect(good).toEqual(good.toSorted((a, b) => a - b));
  expect(good[0]).toBeLessThan(photoLimits.pieceBytes);
  expect(good.at(-1)).toBe(photoLimits.pieceBytes);
  const slow = sizesOf(second).slice(0, -1);
  expect(slow).toEqual(slow.toSorted((a, b) => b - a));
  expect(slow[0]).toBe(photoLimits.pieceBytes);
  expect(slow.at(-1)).toBe(photoLimits.smallestPieceBytes);
  expect(await stored(second)).toBe(true);
});

it('one that is cut stops the round: the others keep what they have, and all go on from where the office stands', async () => {
  const names = [await take(300_000), await take(310_000), await take(320_000), await take(330_000)];
  let pieces = 0;
  field.network.rule = ({ method, path }) =>
    method === 'PATCH' && !path.endsWith('/thumb') && (pieces += 1) === 5 ? { cutRequestAt: 0.5 } : undefined;
  expect(await field.sender.drain('save')).toBe('waiting');
  const after = await field.phone.photosQueued();
  expect(after.filter(({ sentBytes }) => sentBytes > 0).length).toBeGreaterThan(1);
  const atTheOffice = async () =>
    Promise.all(names.map(async (sha) => ((await stored(sha)) ? 1 : office.office.photoStore.offset({ group: g, sha }))));
  expect((await atTheOffice()).filter((offset) => offset > 0).length).toBeGreaterThan(1);
  // nothing goes on behind the back of the next round
  const requests = field.network.requests.length;
  await office.clock.advance(1_000);
  expect(field.network.requests.length).toBe(requests);
  expect(await field.sender.drain('tap')).toBe('done');
  for (const name of names) expect(await stored(name)).toBe(true);
  const sent = field.network.requests.filter(({ method }) => method === 'PATCH').reduce((sum, { bytes }) => sum + bytes, 0);
  expect(sent).toBeLessThan(1_276_000 + photoLimits.pieceBytes);
});

it('a record made while three are under way goes once, before any further piece', async () => {
  for (let count = 0; count < 3; count += 1) await take(400_000 + count);
  let recording: Promise<unknown> | undefined;
  let piecesAfter = 0;
  field.network.rule = ({ method, path }) => {
    if (method !== 'PATCH' || path.endsWith('/thumb')) return undefined;
    if (recording !== undefined) piecesAfter += 1;
    recording ??= field.phone.record([act('document.tick', { document: 'passbook', state: 'have' })]);
    return undefined;
  };
  const atOffice = async () => (await office.office.store.read((tables) => tables.operations.page(g, 0, 1_000, 1_000))).length;
  const before = (await field.phone.queue()).waiting;
  expect(await field.sender.drain('save')).toBe('done');
  await recording;
  expect(await atOffice()).toBe(before + 1);
  const syncs = field.network.requests.map(({ path }, index) => (path === '/v1/sync' ? index : -1)).filter((index) => index >= 0);
  // the first for everything before the pictures, the second for the one made meanwhile
  expect(syncs.length).toBe(2);
  const firstPiece = field.network.requests.findIndex(({ method, path }) => method === 'PATCH' && !path.endsWith('/thumb'));
  const between = field.network.requests.slice(firstPiece, syncs[1]).filter(({ method }) => method === 'PATCH');
  expect(between.length).toBeLessThanOrEqual(3);
  expect(piecesAfter).toBeGreaterThan(3);
});
