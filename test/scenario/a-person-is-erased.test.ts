/** One person's data is erased (PDPA s.33): at the office, on the phone that asked and on every other, also when one of them comes late. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MemberRow } from '../../src/domain/row.ts';
import { proveBackup } from '../../src/server/backup-proof.ts';
import { makeBackup } from '../../src/server/backup.ts';
import { tidyAfterErasing } from '../../src/server/forget.ts';
import type { Act } from '../../src/storage/phone-store.ts';
import { type FieldPhone, newFieldPhone, openTestOffice, type TestOffice } from '../support/phone-office.ts';
import { openedDisk } from '../support/opened-disk.ts';
import { everyRow, groupCreated, memberAdded, newId } from '../support/phone.ts';

const gone = ['Somsri', 'Rakthai', '1234567890121', '0812345678', 'Amphai', 'Nickname', 'Heirname'];
const day = 86_400_000;

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => office.close());

/** every byte the office has of its store, as one text */
function officeFiles(): string {
  return readdirSync(office.dataDir)
    .filter((name) => name.startsWith('sajja.sqlite'))
    .map((name) => readFileSync(join(office.dataDir, name)).toString('latin1'))
    .join('');
}
const named = (text: string): readonly string[] => gone.filter((word) => text.includes(word));

const readable = async (field: FieldPhone): Promise<string> => openedDisk(field.hardware, field.known.user);

async function aVillage(): Promise<{ ann: FieldPhone; ben: FieldPhone; g: string; somsri: string; kham: string; acts: Act[] }> {
  const code = await office.invite('field-officer', ['560101']);
  const ann = await newFieldPhone(office, { code });
  const ben = await newFieldPhone(office, { code: await office.invite('field-officer', ['560101'], { user: ann.known.user }) });
  const g = newId();
  const act = ann.act(g);
  const [somsri, kham, meeting] = [newId(), newId(), newId()];
  const acts = [
    groupCreated(act),
    act('meeting.open', { meeting, kind: 'founding', heldOn: '2026-11-23' }),
    act('meeting.resolve', { meeting, resolution: newId(), step: '2.2', motion: 'found', present: 60, for: 46, against: 5, abstain: 9, method: 'hand', passed: true }),
    act('member.add', { member: somsri, kind: 'person', appliedOn: '2026-11-23', idStatus: 'given' }, { firstName: 'Somsri', lastName: 'Rakthai', bornOn: '2010-01-01', birthPrecision: 'day', nationalId: '1234567890121', phone: '0812345678' }),
    memberAdded(act, { firstName: 'Kham' }, kham),
    act('consent.record', { consent: newId(), member: somsri, relation: 'mother', signedOn: '2026-11-25', signatureKind: 'signature', witnessCount: 0 }, { guardianName: 'Amphai', witnesses: [] }),
    act('member.number', { rows: [{ member: somsri, no: 1 }, { member: kham, no: 2 }] }),
    act('member.beneficiaries', { member: somsri, shares: [10_000] }, { people: [{ name: 'Heirname' }] }),
    act('entry.record', { paidOn: '2026-11-25', writtenBy: 'committee', rows: [{ e: newId(), kind: 'pledged-savings', member: somsri, amount: 10_000, forMonth: '2026-11' }, { e: newId(), kind: 'pledged-savings', member: kham, amount: 5_000, forMonth: '2026-11' }] }),
    act('entry.record', { paidOn: '2026-11-26', writtenBy: 'committee', rows: [{ e: newId(), kind: 'savings-returned', member: somsri, amount: 10_000 }] }),
    act('member.close', { member: somsri, leftOn: '2026-11-26', reason: 'moved' }),
  ] as Act[]; // prettier-ignore
  for (const one of acts) await ann.phone.record([one]);
  await ann.sender.drain('save');
  await ben.sender.drain('start');
  return { ann, ben, g, somsri, kham, acts };
}

const rowOf = async (field: FieldPhone, g: string, member: string) => (await field.phone.row<'member'>(g, `member:${member}`)) as MemberRow;
const erased = (field: FieldPhone, g: string, member: string) =>
  field.act(g)('erase', { member, on: '2026-11-27', reason: 'asked' }) as Act;

describe('a person is erased', () => {
  it('everywhere: the office has no byte of the name, both phones open nothing of it, the books and the chain stay', async () => {
    const { ann, ben, g, somsri } = await aVillage();
    await ann.phone.saveDraft(`member-set:${somsri}`, { firstName: 'Somsri' });
    await ben.phone.record([
      ben.act(g)('member.set', { member: somsri, base: {}, fields: {} }, { fields: { nickname: 'Nickname' } }) as Act,
    ]);
    await ben.sender.drain('save');
    await ann.sender.drain('start');
    // the search sees what is there
    expect(named(officeFiles())).toEqual(['Somsri', 'Rakthai', '1234567890121', '0812345678', 'Amphai', 'Nickname', 'Heirname']);
    for (const field of [ann, ben]) expect(named(await readable(field))).toContain('Somsri');
    const before = await ann.phone.row<'group'>(g, 'group');
    await ann.phone.record([erased(ann, g, somsri)]);
    // on this phone at once
    expect((await rowOf(ann, g, somsri)).person).toEqual({ erasedNo: 1 });
    await ann.sender.drain('save');
    await ben.sender.drain('start');
    for (const field of [ann, ben]) {
      expect(named(await readable(field))).toEqual([]);
      expect(await field.phone.brokenChains()).toEqual([]);
      await field.phone.repair();
      expect(named(await readable(field))).toEqual([]);
      expect(await rowOf(field, g, somsri)).toMatchObject({
        state: 'left',
        no: 1,
        joinedOn: '2026-11-25',
        minorAtJoining: true,
        person: { erasedNo: 1 },
      });
      const after = await field.phone.row<'group'>(g, 'group');
      expect(after?.money).toEqual(before?.money);
      expect(after?.members).toEqual(before?.members);
    }
    expect(await everyRow(ann.phone, g)).toEqual(await everyRow(ben.phone, g));
    await tidyAfterErasing(office.office, 'log');
    expect(named(officeFiles())).toEqual([]);
    await tidyAfterErasing(office.office, 'whole');
    expect(named(officeFiles())).toEqual([]);
    const proof = await makeBackup({
      dataDir: office.dataDir,
      photoStore: office.office.photoStore,
      to: join(office.dataDir, 'backups'),
      clock: office.clock.nowMs,
    });
    expect(proof.problems).toEqual([]);
    expect(await proveBackup(proof.folder)).toMatchObject({ problems: [] });
  });

  it('what a phone without signal recorded about him meanwhile loses its personal part when it comes, and says so', async () => {
    const { ann, ben, g, somsri } = await aVillage();
    const [late] = await ben.phone.record([
      ben.act(g)('member.set', { member: somsri, base: {}, fields: {} }, { fields: { nickname: 'Nickname', phone: '0812345678' } }) as Act,
    ]);
    const consent = newId();
    await ben.phone.record([
      ben.act(g)(
        'consent.record',
        { consent, member: somsri, relation: 'father', signedOn: '2026-11-26', signatureKind: 'signature', witnessCount: 0 },
        { guardianName: 'Amphai', witnesses: ['Heirname'] },
      ) as Act,
    ]);
    await ann.phone.record([erased(ann, g, somsri)]);
    await ann.sender.drain('save');
    await office.clock.advance(day);
    expect(await ben.sender.drain('start')).toBe('done');
    const at = await office.office.store.read(async (tables) => tables.operations.find(late?.id ?? ''));
    expect(at).toMatchObject({ flags: ['person-erased'] });
    expect(at?.personal).toMatch(/^\{"erased":true,"hash":"[0-9a-f]{64}"\}$/);
    expect(named(await readable(ben))).toEqual([]);
    expect((await rowOf(ben, g, somsri)).flags).toEqual(['person-erased']);
    await ann.sender.drain('start');
    expect(await everyRow(ann.phone, g)).toEqual(await everyRow(ben.phone, g));
    await tidyAfterErasing(office.office, 'whole');
    expect(named(officeFiles())).toEqual([]);
  });

  it('the picture of what a guardian signed goes with it, from the phone that took it and from the office', async () => {
    const { ann, g, somsri } = await aVillage();
    const act = ann.act(g);
    const consent = newId();
    const [sha, thumbSha] = ['a'.repeat(64), 'b'.repeat(64)];
    const buffer = new TextEncoder().encode('a signed page').buffer;
    const thumb = { sha: thumbSha, bytes: 13 };
    for (const one of [
      act('consent.record', { consent, member: somsri, relation: 'mother', signedOn: '2026-11-25', signatureKind: 'signature', witnessCount: 0 }, { guardianName: 'Amphai', witnesses: [] }),
      act('photo.attach', { sha, bytes: 13, mime: 'image/jpeg', w: 8, h: 6, thumb, for: { kind: 'consent', id: consent } }),
    ] as Act[]) await ann.phone.record([one]); // prettier-ignore
    await ann.phone.putPhoto({ sha, group: g, mime: 'image/jpeg', full: buffer, thumb: buffer, thumbSha, addedAt: '2026-11-25T03:00:00Z' });
    const files = [sha, thumbSha].map((name) => join(office.dataDir, 'photos', g, name));
    mkdirSync(join(office.dataDir, 'photos', g), { recursive: true });
    for (const file of files) writeFileSync(file, 'a signed page');
    await office.office.store.write(async (tables) => {
      for (const name of [sha, thumbSha])
        await tables.blobs.add({ stream: g, sha: name, bytes: 13, mime: 'image/jpeg', completedAt: office.clock.nowMs() });
    });
    await ann.phone.record([erased(ann, g, somsri)]);
    await ann.sender.drain('save');
    expect(await ann.phone.photo(sha)).toBeUndefined();
    await tidyAfterErasing(office.office, 'log');
    expect(files.filter((file) => existsSync(file))).toEqual([]);
    expect(await office.office.store.read(async (tables) => tables.blobs.ofStream(g))).toEqual([]);
  });

  it('somebody who still has savings is not: nothing goes, and the phone that asked shows it', async () => {
    const { ann, g, kham } = await aVillage();
    await ann.phone.record([erased(ann, g, kham)]);
    await ann.sender.drain('save');
    expect(await rowOf(ann, g, kham)).toMatchObject({ person: { firstName: 'Kham' }, flags: ['erase-refused'] });
    const rows = await office.office.store.read(async (tables) => tables.rows.get(g, `member:${kham}`));
    expect(rows).toContain('Kham');
  });

  it('a backup from before is put back: he is erased again before anybody reads', async () => {
    const { ann, ben, g, somsri } = await aVillage();
    const restore = await office.backUp(true);
    await ann.phone.record([erased(ann, g, somsri)]);
    await ann.sender.drain('save');
    await restore();
    const row = await office.office.store.read(async (tables) => tables.rows.get(g, `member:${somsri}`));
    expect(named(row ?? '')).toEqual([]);
    for (const field of [ben, ann, ben]) await field.sender.drain('start');
    for (const field of [ann, ben]) expect(named(await readable(field))).toEqual([]);
    expect(await everyRow(ann.phone, g)).toEqual(await everyRow(ben.phone, g));
  });
});
