/** Runs in a page of the test, bundled from the app's own store: an officer's work by chance, and what the phone then shows. */
import { canonicalJson } from '../../../src/domain/canonical-json.ts';
import type { EntryRow, MemberRow, RowPrefix } from '../../../src/domain/row.ts';
import { uuidV7 } from '../../../src/domain/uuid.ts';
import { openDevice } from '../../../src/storage/device.ts';
import { openPhone } from '../../../src/storage/open-phone.ts';
import type { Phone } from '../../../src/storage/phone-internals.ts';
import type { Act, QueueState } from '../../../src/storage/phone-store.ts';
import { sha256Hex, toHex } from '../../../src/storage/seal.ts';
import { type Draws, drawsOf, oneOf } from '../../support/seeded-draws.ts';

type Make = <K extends Act['k']>(k: K, p: Act<K>['p'], s?: Act<K>['s']) => Act;

/** every kind of row, so that a new one cannot be forgotten */
const prefixes: Readonly<Record<RowPrefix, true>> = {
  group: true, member: true, number: true, id: true, session: true, step: true, waiting: true, seats: true, meeting: true, consent: true, term: true, bylaws: true,
  entry: true, doubtful: true, month: true, posting: true, passbook: true, receipt: true, loan: true, year: true, day: true, count: true, visit: true, photo: true, report: true, filed: true, export: true, grant: true, guide: true, assigned: true, notice: true, commitment: true, campaign: true, target: true, holidays: true, agenda: true, supervision: true,
}; // prettier-ignore

const newId = () => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));

async function withPhone<T>(run: (phone: Phone) => Promise<T>): Promise<T> {
  const device = openDevice({ indexedDB, caches });
  const known = await device.lastUser();
  if (known === undefined) throw new Error('nobody is signed in');
  const phone = await openPhone({ user: known.user, device });
  try {
    return await run(phone);
  } finally {
    phone.close();
  }
}

export interface SavedAct {
  readonly id: string;
  /** money handed over, if that is what it says */
  readonly satang: number;
}

/** @returns what the store called saved */
export async function work(g: string, seed: number, count: number): Promise<readonly SavedAct[]> {
  const draw = drawsOf(seed);
  return withPhone(async (phone) => {
    const saved: SavedAct[] = [];
    for (let index = 0; index < count; index += 1) {
      const members = await phone.rows(g, 'member');
      const act = await nextAct(phone, g, draw, members);
      await phone.record([act]);
      const rows = act.k === 'entry.record' ? (act.p as Act<'entry.record'>['p']).rows : [];
      saved.push({ id: act.id, satang: rows.reduce((sum, { amount }) => sum + amount, 0) });
    }
    return saved;
  });
}

async function nextAct(phone: Phone, g: string, draw: Draws, members: readonly MemberRow[]): Promise<Act> {
  const today = new Date().toISOString().slice(0, 10);
  const make: Make = (k, p, s) => ({ id: newId(), g, k, at: new Date().toISOString(), p, ...(s === undefined ? {} : { s }) }) as Act;
  const kind = members.length < 3 ? 0 : draw(10);
  if (kind < 2) {
    const person = { firstName: oneOf(draw, ['คำ', 'แก้ว', 'บัว']), lastName: 'ทดสอบ', gender: 'female', bornOn: '1980-01-01' } as const;
    return make('member.add', { member: newId(), kind: 'person', memberType: 'ordinary', idStatus: 'later', appliedOn: today }, person);
  }
  if (kind < 5) {
    const rows = Array.from({ length: 1 + draw(25) }, () => {
      const member = oneOf(draw, members).id;
      return { e: newId(), kind: 'pledged-savings' as const, member, amount: 1_000 * (1 + draw(50)), forMonth: today.slice(0, 7) };
    });
    return make('entry.record', { paidOn: today, writtenBy: 'committee', rows });
  }
  if (kind === 5) {
    const group = await phone.row<'group'>(g, 'group');
    return make('group.set', { base: { name: group?.setBy?.['name'] ?? null }, fields: { name: `บ้านทดลอง ${draw(9)}` } });
  }
  if (kind === 6) {
    const member = oneOf(draw, members);
    const base = { firstName: member.setBy?.['firstName'] ?? null };
    return make('member.set', { member: member.id, base, fields: {} }, { fields: { firstName: `เพ็ญ${oneOf(draw, ['ศรี', 'ทอง', 'ดี'])}` } });
  }
  if (kind === 7) {
    const visit = { visit: newId(), on: today, kind: 'advice', attended: true, topic: 'ทดสอบ' } as const;
    return make('visit.record', visit);
  }
  if (kind === 8) return photographed(phone, g, draw, make);
  const entries = (await phone.rows(g, 'entry')) as readonly EntryRow[];
  if (entries.length === 0) return make('document.tick', { document: 'passbook', state: 'have' });
  return make('entry.reverse', { e: oneOf(draw, entries).id, reason: 'ทดสอบ' });
}

async function photographed(phone: Phone, g: string, draw: Draws, make: Make): Promise<Act> {
  const [full, thumb] = [await noise(draw, 240), await noise(draw, 32)];
  const [sha, thumbSha] = await Promise.all([full, thumb].map(async (bytes) => toHex(await crypto.subtle.digest('SHA-256', bytes))));
  if (sha === undefined || thumbSha === undefined) throw new Error('two pictures');
  await phone.putPhoto({ sha, group: g, mime: 'image/jpeg', full, thumb, thumbSha, addedAt: new Date().toISOString() });
  const picture = {
    sha,
    bytes: full.byteLength,
    mime: 'image/jpeg',
    w: 240,
    h: 240,
    thumb: { sha: thumbSha, bytes: thumb.byteLength },
  } as const;
  return make('photo.attach', { ...picture, for: { kind: 'group' } });
}

async function noise(draw: Draws, side: number): Promise<ArrayBuffer> {
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  const image = context.createImageData(side, side);
  for (let index = 0; index < image.data.length; index += 1) image.data[index] = index % 4 === 3 ? 255 : draw(256);
  context.putImageData(image, 0, 0);
  return (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer();
}

export interface Shown {
  readonly queue: QueueState;
  /** of all readable rows of the group, whatever their order on the disk */
  readonly hash: string;
  readonly rows: readonly string[];
  /** what was written down, reversed or not, in satang */
  readonly satang: number;
}

export async function shown(g: string): Promise<Shown> {
  return withPhone(async (phone) => {
    const rows = (await Promise.all((Object.keys(prefixes) as RowPrefix[]).map(async (prefix) => phone.rows(g, prefix)))).flat();
    const texts = rows.map((row) => canonicalJson(row)).sort();
    const entries = await phone.rows(g, 'entry');
    const satang = entries.reduce((sum, { amount }) => sum + amount, 0);
    return { queue: await phone.queue(), hash: await sha256Hex(texts.join('\n')), rows: texts, satang };
  });
}
