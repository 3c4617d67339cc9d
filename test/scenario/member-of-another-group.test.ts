import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkIntake } from '../../src/domain/intake.ts';
import { parseNationalId } from '../../src/domain/national-id.ts';
import { newFieldPhone, openTestOffice, type FieldPhone, type TestOffice } from '../support/phone-office.ts';
import { groupCreated, memberAdded, newId } from '../support/phone.ts';

let office: TestOffice;
let maeChai: Village;
let chiangKham: Village;

interface Village {
  readonly field: FieldPhone;
  readonly g: string;
  readonly member: string;
  /** every answer of the server to this phone, as text */
  readonly answers: string[];
}

/** "๓-๕๖๐๑-๐๐๐๐๐-๐๑-๑" */
const typed = '๓-๕๖๐๑-๐๐๐๐๐-๐๑-๑';
const reading = parseNationalId(typed);
const nationalId = reading.ok ? reading.id : '';

async function newVillage(tambon: string): Promise<Village> {
  const answers: string[] = [];
  const listening = async (request: Request): Promise<Response> => {
    const answer = await office.handle(request);
    const bytes = Buffer.from(await answer.clone().arrayBuffer());
    answers.push((answer.headers.get('content-encoding') === 'gzip' ? gunzipSync(bytes) : bytes).toString());
    return answer;
  };
  const field = await newFieldPhone({ ...office, handle: listening }, { code: await office.invite('field-officer', [tambon.slice(0, 4)]) });
  const g = newId();
  const act = field.act(g);
  const created = groupCreated(act);
  const village = { tambon, moo: 3, name: 'Ban Tham' };
  await field.phone.record([{ ...created, p: { ...(created.p as object), village } } as typeof created]);
  await field.sender.drain('save');
  return { field, g, member: newId(), answers };
}

async function join({ field, g }: Village, member: string, number: string | undefined): Promise<void> {
  const person = { firstName: 'Kham', ...(number !== undefined && { nationalId: number }) };
  await field.phone.record([memberAdded(field.act(g), person, member)]);
  await field.sender.drain('save');
}

async function record({ field, g }: Village, ...acts: Parameters<FieldPhone['phone']['record']>[0]): Promise<void> {
  await field.phone.record(acts);
  await field.sender.drain('save');
  expect((await field.phone.queue()).waiting, g).toBe(0);
}

async function isElsewhere({ field, g, member }: Village): Promise<boolean> {
  await field.sender.drain('start');
  return (await field.phone.row<'member'>(g, `member:${member}`))?.elsewhere === true;
}

/** Everything that stands in the stream of the group, as text: what any phone of it can pull. */
async function streamOf({ g }: Village): Promise<string> {
  return office.office.store.read(async (tables) => {
    const operations = await tables.operations.page(g, 0, 1_000_000, 1_000_000);
    return JSON.stringify(operations);
  });
}

const receivedAtOf = async ({ g }: Village) => (await office.office.store.read((tables) => tables.streams.find(g)))?.receivedAt;

async function indexed(): Promise<readonly (string | undefined)[]> {
  return office.office.store.read(async (tables) =>
    Promise.all([maeChai, chiangKham].map(async ({ g, member }) => tables.nationalIds.hmacOf({ stream: g, member }))),
  );
}

beforeEach(async () => {
  office = await openTestOffice();
  maeChai = await newVillage('560702');
  chiangKham = await newVillage('560307');
});
afterEach(async () => office.close());

describe('case 9: one person in a group of แม่ใจ and in a group of เชียงคำ', () => {
  it.each([
    ['แม่ใจ', 'เชียงคำ'],
    ['เชียงคำ', 'แม่ใจ'],
  ])('is allowed, and both officers learn it, when %s sends first', async (first) => {
    const [one, two] = first === 'แม่ใจ' ? [maeChai, chiangKham] : [chiangKham, maeChai];
    await join(one, one.member, nationalId);
    expect(await isElsewhere(one)).toBe(false);
    await join(two, two.member, nationalId);
    expect(await isElsewhere(two)).toBe(true);
    expect(await isElsewhere(one)).toBe(true);
    for (const { field } of [one, two]) expect(await field.phone.queue()).toMatchObject({ waiting: 0, held: 0 });
  });
  it('tells neither of them anything else of the other group', async () => {
    await join(maeChai, maeChai.member, nationalId);
    const receivedAt = await receivedAtOf(maeChai);
    const lastActivityAt = (await maeChai.field.phone.row<'group'>(maeChai.g, 'group'))?.lastActivityAt;
    await office.clock.advance(60_000);
    await join(chiangKham, chiangKham.member, nationalId);
    expect(await isElsewhere(maeChai)).toBe(true);
    for (const [own, other] of [
      [maeChai, chiangKham],
      [chiangKham, maeChai],
    ] as const) {
      const stream = await streamOf(own);
      const answers = own.answers.join('\n');
      expect(answers).toContain('"k":"member.elsewhere"');
      for (const secret of [other.g, other.member, other.field.known.user, other.field.known.dev]) {
        expect(stream).not.toContain(secret);
        expect(answers).not.toContain(secret);
      }
      expect((await own.field.phone.groups()).map(({ id }) => id)).toEqual([own.g]);
    }
    expect((await maeChai.field.phone.row<'group'>(maeChai.g, 'group'))?.lastActivityAt).toBe(lastActivityAt);
    expect(await receivedAtOf(maeChai)).toBe(receivedAt);
  });
  it('keeps the keyed hash at the office, and it is not the plain hash of the number', async () => {
    await join(maeChai, maeChai.member, nationalId);
    await join(chiangKham, chiangKham.member, nationalId);
    const [one, two] = await indexed();
    expect(one).toBeDefined();
    expect(one).toBe(two);
    for (const village of [maeChai, chiangKham]) {
      await village.field.sender.drain('start');
      expect(await streamOf(village)).not.toContain(one);
      expect(village.answers.join('\n')).not.toContain(one);
    }
    const plain = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(nationalId));
    expect(one).not.toBe(Buffer.from(plain).toString('base64url'));
    expect(office.logged.join('\n')).not.toMatch(new RegExp(`${nationalId}|${one}`));
  });
  it('is told no longer when the number was a mistake in one of them', async () => {
    await join(maeChai, maeChai.member, nationalId);
    await join(chiangKham, chiangKham.member, nationalId);
    const { g, member, field } = chiangKham;
    const base = { nationalId: (await field.phone.row<'member'>(g, `member:${member}`))?.setBy?.['nationalId'] ?? null };
    await record(chiangKham, field.act(g)('member.clear', { member, base, fields: ['nationalId'] }));
    expect(await isElsewhere(maeChai)).toBe(false);
    expect(await isElsewhere(chiangKham)).toBe(false);
    expect((await indexed())[1]).toBeUndefined();
  });
  it('is told no longer when the person has left one of them', async () => {
    await join(maeChai, maeChai.member, nationalId);
    await join(chiangKham, chiangKham.member, nationalId);
    const { g, member, field } = maeChai;
    await record(maeChai, field.act(g)('member.close', { member, leftOn: '2026-11-23', reason: 'moved' }));
    expect(await isElsewhere(chiangKham)).toBe(false);
    expect((await indexed())[0]).toBeUndefined();
  });
  it('is told when the number is given later, and of nobody who gave none', async () => {
    await join(maeChai, maeChai.member, undefined);
    await join(chiangKham, chiangKham.member, nationalId);
    expect(await isElsewhere(chiangKham)).toBe(false);
    const { g, member, field } = maeChai;
    const given = { member, base: { nationalId: null, idStatus: null }, fields: { idStatus: 'given' as const } };
    await record(maeChai, field.act(g)('member.set', given, { fields: { nationalId } }));
    expect(await isElsewhere(maeChai)).toBe(true);
    expect(await isElsewhere(chiangKham)).toBe(true);
  });
  it('is told as soon as somebody lets in a group that was set aside', async () => {
    await join(chiangKham, chiangKham.member, nationalId);
    const { field } = maeChai;
    const act = field.act(newId());
    const create = groupCreated(act);
    await field.phone.record([create, memberAdded(act, { firstName: 'Kham', nationalId })]);
    await field.sender.drain('save');
    expect(await field.phone.queue()).toMatchObject({ held: 2 });
    const inBoth = async () => {
      const body = await office.office.store.read((tables) => tables.rows.get(chiangKham.g, `member:${chiangKham.member}`));
      return (JSON.parse(body ?? '{}') as { elsewhere?: boolean }).elsewhere === true;
    };
    expect(await inBoth()).toBe(false);
    const province = await newFieldPhone(office, { code: await office.invite('province', ['56']) });
    const accepted = await province.network.fetch(`/v1/held/${create.id}`, {
      method: 'POST',
      headers: { 'X-Sync': '1', 'Content-Type': 'application/json' },
      body: JSON.stringify({ decision: 'accept' }),
    });
    expect(accepted.status).toBe(200);
    expect(await inBoth()).toBe(true);
  });
  it('is not said of one who is twice in one group: there the form refuses and shows who has the number', async () => {
    await join(maeChai, maeChai.member, nationalId);
    const members = await maeChai.field.phone.rows(maeChai.g, 'member');
    const second = checkIntake(
      { kind: 'person', firstName: 'Kham', nationalId: typed },
      { member: newId(), members, appliedOn: '2026-11-23', interestOnly: true },
    );
    expect(second.problems).toContainEqual(
      expect.objectContaining({ code: 'same-national-id', weight: 'refused', facts: { member: maeChai.member, no: '' } }),
    );
    expect(second.acts).toEqual([]);
    await join(maeChai, newId(), nationalId);
    expect(await isElsewhere(maeChai)).toBe(false);
  });
  it('cannot be said by a phone', async () => {
    await join(maeChai, maeChai.member, nationalId);
    const { g, member, field } = maeChai;
    await field.phone.record([field.act(g)('member.elsewhere', { member, elsewhere: true })]);
    await field.sender.drain('save');
    expect(await field.phone.queue()).toMatchObject({ waiting: 0, held: 1 });
  });
});
