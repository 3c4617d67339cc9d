import { describe, expect, it } from 'vitest';
import { parseOperation, type Operation, type PayloadOf } from '../../src/domain/operation.ts';
import { pledgedInMonth, pledgeInMonth } from '../../src/domain/pledge.ts';
import type { GroupRow, MemberRow } from '../../src/domain/row.ts';
import { foundingRest, foundingVote, groupCreate, memberAdd, nextId, operation, pledgePaid } from '../support/act.ts';
import { MapRows } from '../support/map-rows.ts';

const g = nextId();
const a = nextId();
const b = nextId();
const voted = [groupCreate(g), ...foundingVote(g).ops];
const after = (...ops: readonly Operation[]) => new MapRows().foldAll([...voted, ...ops]);
const member = (rows: MapRows, id: string) => rows.get<'member'>(`member:${id}`) as MemberRow;
const group = (rows: MapRows) => rows.get<'group'>('group') as GroupRow;
const minor = (id: string) => memberAdd(g, id, { firstName: 'Dek', bornOn: '2012-01-01' });
const number = (...rows: readonly (readonly [string, number])[]) =>
  operation('member.number', g, { rows: rows.map(([id, no]) => ({ member: id, no })) });
const consent = (id: string, over: Partial<PayloadOf<'consent.record'>> = {}) =>
  operation(
    'consent.record', g,
    { consent: nextId(), member: id, relation: 'mother', signedOn: '2026-11-26', signatureKind: 'signature', witnessCount: 0, ...over },
    { guardianName: 'Mae', witnesses: [] },
  ); // prettier-ignore
const pledge = (id: string, amount: number, effectiveFrom: string, decidedOn: string) =>
  operation('pledge.decide', g, { member: id, amount, effectiveFrom, decidedOn, decidedBy: 'member' });

describe('an adult applicant after the vote', () => {
  it('is a member from the day of the application', () => {
    const rows = after(memberAdd(g, a), number([a, 1]));
    expect(member(rows, a)).toMatchObject({ state: 'accepted', joinedOn: '2026-11-23', minorAtJoining: false, no: 1 });
    expect(group(rows).members).toMatchObject({ applied: 1, accepted: 1, numbered: 1, female: 1, highestNo: 1 });
  });
  it('case 6: without a national id is numbered and may pay', () => {
    const rows = after(memberAdd(g, a, {}, { idStatus: 'later' }), number([a, 1]), pledgePaid(g, a, 5000));
    expect(member(rows, a)).toMatchObject({ idStatus: 'later', no: 1, savedSatang: 5000 });
    expect(group(rows).openFlags).toBe(0);
  });
  it('of unknown birth is taken as an adult, with a doubt that lasts until somebody asks', () => {
    const rows = after();
    expect(rows.fold(memberAdd(g, a, { bornOn: undefined }))).toMatchObject({ flags: ['birth-unknown'] });
    expect(member(rows, a)).toMatchObject({ state: 'accepted', flags: ['birth-unknown'] });
    expect(group(rows).openFlags).toBe(1);
    rows.fold(operation('member.set', g, { member: a, base: {}, fields: {} }, { fields: { bornOn: '1976-05-01' } }));
    expect(member(rows, a).flags).toBeUndefined();
    expect(group(rows).openFlags).toBe(0);
  });
  it('of unknown birth is doubted on applying from the list too, but not while only interested, married or gone', () => {
    const rows = after(memberAdd(g, a, { bornOn: undefined }, { interestOnly: true }));
    expect(member(rows, a).flags).toBeUndefined();
    expect(rows.fold(operation('member.apply', g, { member: a, appliedOn: '2026-11-24' }))).toMatchObject({ flags: ['birth-unknown'] });
    expect(member(rows, a)).toMatchObject({ state: 'accepted', flags: ['birth-unknown'] });
    rows.fold(operation('member.close', g, { member: a, leftOn: '2026-11-25', reason: 'mistake' }));
    expect(group(rows).openFlags).toBe(0);
    const married = { bornOn: undefined, maritalStatus: 'registered' as const, marriageRegisteredOn: '2001-02-03' };
    expect(rows.fold(memberAdd(g, b, married))).toMatchObject({ flags: [] });
  });
  it('born in a year that is all the group knows is counted from its first day', () => {
    expect(member(after(memberAdd(g, a, { bornOn: '2006-01-01', birthPrecision: 'year' })), a).state).toBe('accepted');
    expect(member(after(memberAdd(g, a, { bornOn: '2007-01-01', birthPrecision: 'year' })), a).state).toBe('pending-consent');
  });
  it('that is an organisation is never a minor and no man or woman', () => {
    const rows = after(memberAdd(g, a, { bornOn: '2020-01-01', gender: undefined }, { kind: 'organisation' }));
    expect(member(rows, a)).toMatchObject({ state: 'accepted', memberType: 'extraordinary' });
    expect(group(rows).members).toMatchObject({ accepted: 1, male: 0, female: 0 });
  });
  it('whose personal part was erased stays a member without a name', () => {
    const op = operation('member.add', g, { member: a, kind: 'person', appliedOn: '2026-11-23' });
    const rows = after({ ...op, s: { erased: true } });
    expect(member(rows, a)).toMatchObject({ state: 'accepted', person: {} });
    expect(group(rows).openFlags).toBe(0);
  });
});

describe('case 5: a minor without a guardian in the room', () => {
  const founding = [memberAdd(g, a), minor(b)];
  it('waits: not counted, not numbered', () => {
    const rows = after(...founding);
    expect(member(rows, b)).toMatchObject({ state: 'pending-consent', minorAtJoining: true });
    expect(group(rows).members).toMatchObject({ applied: 2, accepted: 1, pending: 1, minors: 0 });
    expect(rows.fold(number([b, 2]))).toMatchObject({ flags: ['not-a-member'] });
    expect(member(rows, b).no).toBeUndefined();
    expect(rows.get<'number'>('number:2')).toBeUndefined();
  });
  it('48 members and 2 who wait are 48, not 50, until the two papers are signed', () => {
    const adults = Array.from({ length: 48 }, () => memberAdd(g, nextId()));
    const waiting = [minor(a), minor(b)];
    const rows = after(...adults, ...waiting);
    expect(group(rows).members).toMatchObject({ accepted: 48, pending: 2, applied: 50, minors: 0 });
    rows.foldAll([consent(a), consent(b)]);
    expect(group(rows).members).toMatchObject({ accepted: 50, pending: 0, minors: 2 });
    expect(rows.all('member').filter(({ joinedOn }) => joinedOn === '2026-11-23')).toHaveLength(48);
  });
  it('joins on the day the consent is signed three days later; the founding day stays as it was', () => {
    const before = after(...founding);
    const rows = after(...founding, consent(b));
    expect(member(rows, b)).toMatchObject({ state: 'accepted', joinedOn: '2026-11-26' });
    expect(group(rows).members).toMatchObject({ accepted: 2, pending: 0, minors: 1 });
    const joinedThatDay = (of: MapRows) => of.all('member').filter(({ joinedOn }) => joinedOn === '2026-11-23').length;
    expect(joinedThatDay(rows)).toBe(joinedThatDay(before));
  });
  it('joins on the day of the application when the paper was signed before', () => {
    expect(member(after(minor(b), consent(b, { signedOn: '2026-11-20' })), b).joinedOn).toBe('2026-11-23');
  });
  it('pays nothing without a mark on it', () => {
    const rows = after(minor(b));
    expect(rows.fold(pledgePaid(g, b, 5000))).toMatchObject({ flags: ['entry-without-consent'] });
    expect(group(rows)).toMatchObject({ openFlags: 1, money: { cash: 5000 } });
  });
  it('applies again as an adult', () => {
    const again = operation('member.apply', g, { member: b, appliedOn: '2032-01-01' });
    expect(member(after(minor(b), again), b)).toMatchObject({ state: 'accepted', joinedOn: '2032-01-01', minorAtJoining: false });
  });
});

describe('case 41: consent by thumbprint', () => {
  it('with one witness does not count, with two it does', () => {
    const rows = after(minor(b));
    expect(rows.fold(consent(b, { signatureKind: 'thumbprint', witnessCount: 1 }))).toMatchObject({ flags: ['thumbprint-witnesses'] });
    expect(member(rows, b)).toMatchObject({ state: 'pending-consent', flags: ['thumbprint-witnesses'] });
    expect(group(rows).openFlags).toBe(1);
    rows.fold(consent(b, { signatureKind: 'thumbprint', witnessCount: 2 }));
    expect(member(rows, b).state).toBe('accepted');
    expect(group(rows).openFlags).toBe(0);
  });
});

describe('case 13: before the vote', () => {
  const before = (...ops: readonly Operation[]) => new MapRows().foldAll([groupCreate(g), ...ops]);
  it('an application makes an interested person, with a mark', () => {
    const rows = before();
    expect(rows.fold(memberAdd(g, a))).toMatchObject({ flags: ['intake-before-vote'] });
    expect(member(rows, a)).toMatchObject({ state: 'interested', flags: ['intake-before-vote'] });
    expect(group(rows)).toMatchObject({ members: { interested: 1, applied: 0, accepted: 0 }, openFlags: 0 });
  });
  it('a name on the list of interested people is no application, and stays on the list after the vote until the person applies', () => {
    const rows = before();
    expect(rows.fold(memberAdd(g, a, {}, { interestOnly: true }))).toMatchObject({ flags: [] });
    rows.foldAll(foundingVote(g).ops);
    expect(member(rows, a).state).toBe('interested');
    rows.fold(operation('member.apply', g, { member: a, appliedOn: '2026-11-23', intendedPledge: 5000 }));
    expect(member(rows, a)).toMatchObject({ state: 'accepted', joinedOn: '2026-11-23', intendedPledge: 5000 });
  });
  it('members taken on the other phone come in with the vote, with the numbers they were given', () => {
    const rows = before(memberAdd(g, a), minor(b), number([a, 2], [b, 4]));
    expect(group(rows).members).toMatchObject({ interested: 2, numbered: 0 });
    rows.foldAll(foundingVote(g).ops);
    expect(member(rows, a)).toMatchObject({ state: 'accepted', no: 2, flags: undefined });
    expect(member(rows, b)).toMatchObject({ state: 'pending-consent' });
    expect(member(rows, b).no).toBeUndefined();
    expect(rows.get<'waiting'>('waiting:vote')?.members).toEqual([]);
    expect(group(rows).members).toMatchObject({ interested: 0, accepted: 1, pending: 1, numbered: 1 });
  });
  it('a failed vote lets nobody in; the next one does', () => {
    const rows = before(memberAdd(g, a)).foldAll(foundingVote(g, { passed: false }).ops);
    expect(member(rows, a).state).toBe('interested');
    rows.foldAll(foundingVote(g, { on: '2027-01-10' }).ops);
    expect(member(rows, a).state).toBe('accepted');
  });
});

describe('a member number', () => {
  it('is held by the first; the second stays without and gets another', () => {
    const rows = after(memberAdd(g, a), memberAdd(g, b), number([a, 1]));
    expect(rows.fold(number([b, 1]))).toMatchObject({ flags: ['number-taken'] });
    expect(member(rows, b)).toMatchObject({ flags: ['number-taken'], takenNo: 1 });
    expect(member(rows, b).no).toBeUndefined();
    rows.fold(number([b, 2]));
    expect(member(rows, b)).toMatchObject({ no: 2, flags: undefined, takenNo: undefined });
  });
  it('of somebody who turns out to be a minor is doubted until a guardian signs; nobody else gets it', () => {
    const rows = after(memberAdd(g, a, { bornOn: undefined }), memberAdd(g, b), number([a, 1]));
    const born = operation('member.set', g, { member: a, base: {}, fields: {} }, { fields: { bornOn: '2012-01-01' } });
    expect(rows.fold(born)).toMatchObject({ flags: ['number-without-consent'] });
    expect(member(rows, a)).toMatchObject({ state: 'pending-consent', no: 1, flags: ['number-without-consent'] });
    expect(group(rows)).toMatchObject({ members: { accepted: 1, pending: 1, numbered: 0 }, openFlags: 1 });
    expect(rows.fold(number([b, 1]))).toMatchObject({ flags: ['number-taken'] });
    rows.foldAll([number([b, 2]), consent(a)]);
    expect(member(rows, a)).toMatchObject({ state: 'accepted', no: 1, flags: undefined });
    expect(group(rows)).toMatchObject({ members: { numbered: 2 }, openFlags: 0 });
  });
  it('stays with its member, also after he left', () => {
    const close = operation('member.close', g, { member: a, leftOn: '2027-01-01', reason: 'moved' });
    const rows = after(memberAdd(g, a), memberAdd(g, b), number([a, 1]), number([a, 9]), close);
    expect(member(rows, a)).toMatchObject({ no: 1, state: 'left', leftReason: 'moved' });
    expect(rows.fold(number([b, 1]))).toMatchObject({ flags: ['number-taken'] });
    expect(group(rows).members).toMatchObject({ accepted: 1, left: 1, numbered: 0, highestNo: 1 });
  });
});

describe('the same national id', () => {
  const withId = (id: string, nationalId = '3560100000011') => memberAdd(g, id, { nationalId });
  it('case 9: twice in one group marks both, until one is corrected', () => {
    const rows = after(withId(a));
    expect(rows.fold(withId(b))).toMatchObject({ flags: ['same-national-id'] });
    expect([member(rows, a).flags, member(rows, b).flags]).toEqual([['same-national-id'], ['same-national-id']]);
    expect(group(rows).openFlags).toBe(2);
    const setBy = member(rows, b).setBy?.nationalId ?? null;
    rows.fold(
      operation('member.set', g, { member: b, base: { nationalId: setBy }, fields: {} }, { fields: { nationalId: '3560100000070' } }),
    );
    expect(group(rows).openFlags).toBe(0);
    expect(rows.get<'id'>('id:3560100000011')?.members).toEqual([a]);
  });
  it('is free again for one who left and comes back', () => {
    const close = operation('member.close', g, { member: a, leftOn: '2027-01-01', reason: 'moved' });
    expect(group(after(withId(a), close, withId(b))).openFlags).toBe(0);
  });
});

describe('what is known of a member', () => {
  const set = (fields: Record<string, string>, base: Record<string, string | null> = {}) =>
    operation('member.set', g, { member: a, base, fields: {} }, { fields });
  it('is completed later without a question', () => {
    const rows = after(memberAdd(g, a), set({ phone: '0812345678' }), set({ nickname: 'Noi' }), set({ nickname: 'Nit' }));
    expect(member(rows, a)).toMatchObject({ person: { phone: '0812345678', nickname: 'Nit' } });
    expect(group(rows).openConflicts).toBe(0);
  });
  it('is asked about when two people who had not seen each other wrote different names', () => {
    const add = memberAdd(g, a);
    const rows = after(add, set({ firstName: 'Kum' }, { firstName: add.id }), set({ firstName: 'Kam' }, { firstName: add.id }));
    expect(member(rows, a).person.firstName).toBe('Kam');
    expect(member(rows, a).conflicts?.[0]?.values.map(({ value }) => value)).toEqual(['Kum', 'Kam']);
    const keep = member(rows, a).conflicts?.[0]?.values[0]?.op ?? '';
    rows.fold(operation('conflict.resolve', g, { row: `member:${a}`, field: 'firstName', keep }));
    expect(member(rows, a)).toMatchObject({ person: { firstName: 'Kum' }, flags: undefined });
    expect(group(rows).openConflicts).toBe(0);
  });
  it('may show that somebody was a minor after all, and the other way round', () => {
    const add = memberAdd(g, a, { bornOn: undefined });
    const born = set({ bornOn: '2012-01-01' }, { bornOn: null });
    const rows = after(add, born);
    expect(member(rows, a)).toMatchObject({ state: 'pending-consent' });
    rows.fold(set({ bornOn: '1982-01-01' }, { bornOn: born.id }));
    expect(member(rows, a)).toMatchObject({ state: 'accepted', joinedOn: '2026-11-23' });
  });
});

describe('a field of a member that is emptied', () => {
  const add = memberAdd(g, a, { phone: '0812345678', nationalId: '3560100000011' });
  const clear = (fields: PayloadOf<'member.clear'>['fields'], base: Record<string, string | null> = {}) =>
    operation('member.clear', g, { member: a, base, fields });
  const seen = { phone: add.id, nationalId: add.id, houseNo: add.id };

  it('is gone from the row, and nothing else is', () => {
    const rows = after(add, clear(['phone', 'houseNo'], seen));
    expect(member(rows, a).person).toMatchObject({ firstName: 'Kham', phone: undefined, houseNo: undefined, nationalId: '3560100000011' });
    expect(group(rows).openConflicts).toBe(0);
  });
  it('as a national id is one to be asked for later, and somebody else may have it', () => {
    const rows = after(add, memberAdd(g, b, { nationalId: '3560100000011' }), clear(['nationalId'], seen));
    expect(member(rows, a)).toMatchObject({ idStatus: 'later', flags: undefined });
    expect(member(rows, b).flags).toBeUndefined();
    expect(rows.get<'id'>('id:3560100000011')?.members).toEqual([b]);
  });
  it('as a national id that was refused stays refused, whichever is recorded first', () => {
    const refused = operation('member.set', g, { member: a, base: {}, fields: { idStatus: 'refused' } });
    for (const ops of [
      [refused, clear(['nationalId'], seen)],
      [clear(['nationalId'], seen), refused],
    ])
      expect(member(after(add, ...ops), a)).toMatchObject({ idStatus: 'refused', person: { nationalId: undefined } });
  });
  it('is asked about when somebody else wrote another value without having seen it', () => {
    const emptied = clear(['phone'], seen);
    const other = operation('member.set', g, { member: a, base: seen, fields: {} }, { fields: { phone: '0898765432' } });
    const rows = after(add, other);
    expect(rows.fold(emptied)).toMatchObject({ flags: ['same-field-differs'] });
    expect(member(rows, a).conflicts?.[0]?.values.map(({ value }) => value)).toEqual(expect.arrayContaining([null, '0898765432']));
    rows.fold(operation('conflict.resolve', g, { row: `member:${a}`, field: 'phone', keep: emptied.id }));
    expect(member(rows, a).person.phone).toBeUndefined();
    expect(group(rows).openConflicts).toBe(0);
  });
  it('is never the first name', () => {
    const nameless = { ...clear(['phone']), p: { member: a, base: {}, fields: ['firstName'] } };
    expect(parseOperation(nameless)).toMatchObject({ ok: false, why: 'invalid', path: 'p.fields.0' });
  });
  it('as a date of birth makes the member one of unknown age again', () => {
    const born = memberAdd(g, a, { bornOn: '2012-01-01' });
    const rows = after(born, clear(['bornOn', 'birthPrecision'], { bornOn: born.id }));
    expect(member(rows, a)).toMatchObject({ state: 'accepted', minorAtJoining: false });
  });
});

describe('a member who is in another group too', () => {
  const elsewhere = (is: boolean) => operation('member.elsewhere', g, { member: a, elsewhere: is });
  it('is marked by the office and unmarked again, without a doubt and without being activity of the group', () => {
    const rows = after(memberAdd(g, a));
    const { lastActivityAt } = group(rows);
    expect(rows.fold(elsewhere(true))).toMatchObject({ applied: true, flags: [] });
    expect(member(rows, a).elsewhere).toBe(true);
    expect(group(rows)).toMatchObject({ openFlags: 0, lastActivityAt });
    rows.fold(elsewhere(false));
    expect(member(rows, a).elsewhere).toBeUndefined();
  });
});

describe('a promise', () => {
  it('case 14: 100 to 50 asked for on 23 Nov acts from December; November still expects 100', () => {
    const rows = after(
      memberAdd(g, a, {}, { appliedOn: '2026-10-05' }),
      pledge(a, 10_000, '2026-10', '2026-10-05'),
      pledge(a, 5000, '2026-12', '2026-11-23'),
    );
    expect([pledgeInMonth(member(rows, a), '2026-11'), pledgeInMonth(member(rows, a), '2026-12')]).toEqual([10_000, 5000]);
    expect(pledgeInMonth(member(rows, a), '2026-09')).toBeUndefined();
    expect(member(rows, a).pledges[1]).toMatchObject({ decidedBy: 'member', by: 'officer-a', decidedOn: '2026-11-23' });
    expect(['2026-09', '2026-10', '2026-11', '2026-12'].map((month) => pledgedInMonth(group(rows), month))).toEqual([
      0, 10_000, 10_000, 5000,
    ]);
  });
  it('case 14: one that would act backwards acts from the next month, with a mark', () => {
    const rows = after(memberAdd(g, a), pledge(a, 10_000, '2026-10', '2026-10-05'));
    expect(rows.fold(pledge(a, 5000, '2026-11', '2026-11-23'))).toMatchObject({ flags: ['pledge-backdated'] });
    expect(pledgeInMonth(member(rows, a), '2026-11')).toBe(10_000);
    expect(pledgeInMonth(member(rows, a), '2026-12')).toBe(5000);
  });
  it('mistyped is corrected on the same day without acting backwards', () => {
    const rows = after(memberAdd(g, a), pledge(a, 50_000, '2026-11', '2026-11-23'), pledge(a, 5000, '2026-11', '2026-11-23'));
    expect(pledgeInMonth(member(rows, a), '2026-11')).toBe(5000);
    expect(group(rows).openFlags).toBe(0);
  });
  it('counts only for members: not what was intended, not of those who wait or left', () => {
    const close = operation('member.close', g, { member: a, leftOn: '2027-01-01', reason: 'died' });
    expect(group(after(memberAdd(g, a, {}, { intendedPledge: 5000 }))).pledgedFrom).toBeUndefined();
    expect(group(after(minor(b), pledge(b, 5000, '2026-11', '2026-11-23'))).pledgedFrom).toBeUndefined();
    expect(group(after(memberAdd(g, a), pledge(a, 5000, '2026-11', '2026-11-23'), close)).pledgedFrom).toBeUndefined();
  });
  it('case 15: outside the shares of the by-laws is marked until it fits', () => {
    const bylaws = operation('bylaws.draft', g, {
      bylaws: nextId(),
      pledgeDay: { kind: 'day-of-month', day: 5 },
      entryFee: 0,
      shareUnit: 5000,
      maxShares: 20,
    });
    const rows = after(bylaws, memberAdd(g, a));
    expect(rows.fold(pledge(a, 7500, '2026-11', '2026-11-23'))).toMatchObject({ flags: ['not-in-share-units'] });
    rows.fold(pledge(a, 10_000, '2026-11', '2026-11-23'));
    expect(group(rows).openFlags).toBe(0);
  });
});

it('somebody who leaves gives up his office', () => {
  const rest = foundingRest(g);
  const rows = after(...rest.ops, operation('member.close', g, { member: rest.chair, leftOn: '2027-01-01', reason: 'died' }));
  expect(rows.get<'term'>(`term:${rest.term}`)).toMatchObject({ endedOn: '2027-01-01', endReason: 'died' });
  expect(group(rows)).toMatchObject({ committee: { seats: 0, filled: {} }, lifeCycle: 'founded' });
});
