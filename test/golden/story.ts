/**
 * The log of the next version, as code: every kind of operation with payloads as officers write them, all names invented. A story is only
 * read when its log is made (`make-log.ts`); what was made is never made again.
 */
import { readFileSync } from 'node:fs';
import type { Kind, PayloadOf, PersonalOf } from '../../src/domain/operation.ts';
import { areaStreamId, notesAreaOf } from '../../src/server/ids.ts';
import { area, inboxOf, userOf, type Author, type Line } from './fold-log.ts';

const firstAtMs = Date.UTC(2026, 10, 23, 2);
const words = JSON.parse(readFileSync(new URL('story-words.json', import.meta.url), 'utf8')) as Record<string, string>;
/** Thai text of the story, by key. */
function say(key: string): string {
  const found = words[key];
  if (found === undefined) throw new Error(`no words for ${key}`);
  return found;
}

export function tellStory(): readonly Line[] {
  let made = 0;
  const id = (): string => `0199c000-0000-7000-8000-${(made += 1).toString(16).padStart(12, '0')}`;
  const lines: Line[] = [];
  const numbers = { officer: 0, colleague: 0, office: 0 };
  const write = (by: Author, g: string, k: string, p: unknown, s?: object, more: object = {}): string => {
    const op = id();
    const at = new Date(firstAtMs + lines.length * 60_000).toISOString();
    const salt = op.slice(-12).padStart(32, 'a');
    const n = (numbers[by] += 1);
    lines.push({ by, op: { v: 1, id: op, n, g, k, kv: 1, at, ce: 0, p, ...(s && { s: { salt, ...s } }), ...more } });
    return op;
  };
  const tell = <K extends Kind>(by: Author, g: string, k: K, p: PayloadOf<K>, s?: Omit<NonNullable<PersonalOf<K>>, 'salt'>): string =>
    write(by, g, k, p, s);

  tell('office', area, 'campaign.set', {
    campaign: 'golden-2570', name: say('campaign'), targetPerOfficer: 1, dueOn: '2027-01-31', firstReportOn: '2026-12-15', finalReportOn: '2027-02-15', commitmentFrom: '2026-11-01', commitmentTo: '2026-11-30',
  }); // prettier-ignore
  tell('office', area, 'target.set', { campaign: 'golden-2570', district: '5607', officers: 4, groups: 4, remark: say('remark') });
  tell('office', area, 'holiday.set', { days: [{ on: '2026-12-07', name: say('holiday'), sure: true }] });

  const grant = id();
  tell('office', inboxOf.officer, 'grant.give', { grant, role: 'volunteer', areas: ['5607'], from: '2026-11-01', until: '2026-12-31' });
  tell('office', inboxOf.officer, 'grant.end', { grant, on: '2026-11-20', reason: say('reason') });
  tell('office', inboxOf.officer, 'guide.assign', { page: 'founding-day', on: '2026-11-02', dueOn: '2026-11-15', by: userOf.colleague });
  tell('officer', inboxOf.officer, 'guide.read', { page: 'founding-day' });

  const [agreed, dropped] = [id(), id()];
  const commitment = { campaign: 'golden-2570', issuer: { position: say('chief-office') }, acceptor: { user: userOf.officer, position: say('officer-office') }, target: 1, villageTypes: ['sufficiency-economy' as const], from: '2026-11-01', to: '2026-11-30' }; // prettier-ignore
  tell('office', area, 'commitment.prepare', { commitment: agreed, ...commitment }, { issuer: say('headman'), acceptor: say('kham') });
  tell('office', area, 'commitment.sign', { commitment: agreed, side: 'issuer', how: 'paper', signedOn: '2026-11-03' });
  tell('officer', area, 'commitment.sign', { commitment: agreed, side: 'acceptor', how: 'screen', signedOn: '2026-11-04' });
  tell('office', area, 'commitment.prepare', { commitment: dropped, ...commitment }, { issuer: say('headman'), acceptor: say('kham') });
  tell('office', area, 'commitment.withdraw', { commitment: dropped, reason: say('reason') });
  const [district, notes] = [areaStreamId('5701'), areaStreamId(notesAreaOf('5701'))];
  tell('office', district, 'agenda.announce', {
    announcement: id(),
    district: '5701',
    on: '2026-11-05',
    place: say('hall'),
    note: say('note'),
  });
  tell('office', notes, 'supervision.note', { note: id(), district: '5701', on: '2026-11-20', officer: userOf.officer, text: say('advice'), followUpOn: '2026-12-04' }); // prettier-ignore

  const g = id();
  const created = tell('officer', g, 'group.create', {
    name: say('group'),
    village: { tambon: '560701', moo: 4, name: say('village') },
    villageTypes: ['sufficiency-economy', 'other'],
    villageTypeNote: say('village-note'),
    source: 'ledger',
  });
  const leaders = id();
  tell('officer', g, 'step.record', { session: leaders, step: '1.2', state: 'done', doneOn: '2026-11-02', place: say('hall'), participants: { male: 9, female: 6, total: 15 }, fields: { agreed: 'yes' }, note: say('note') }, { people: { leaders: [{ name: say('headman'), position: say('headman-office') }] } }); // prettier-ignore
  const wrong = id();
  tell('officer', g, 'step.record', { session: wrong, step: '1.1', state: 'in-progress', doneOn: '2026-11-01', fields: {} });
  tell('officer', g, 'step.withdraw', { session: wrong, reason: say('reason') });
  tell('officer', g, 'document.tick', { document: 'passbook', state: 'have' });
  const meeting = id();
  const opened = tell('officer', g, 'meeting.open', { meeting, kind: 'founding', heldOn: '2026-11-23', startedAt: '09:30', place: say('hall'), agenda: [say('motion')] }); // prettier-ignore
  tell('officer', g, 'meeting.attend', { meeting, male: 24, female: 36, total: 60, base: null });
  tell('colleague', g, 'meeting.attend', { meeting, male: 25, female: 36, total: 61, base: null });
  tell('officer', g, 'meeting.resolve', { meeting, resolution: id(), step: '2.2', motion: say('motion'), present: 60, for: 50, against: 5, abstain: 5, method: 'hand', passed: true }); // prettier-ignore
  tell('officer', g, 'meeting.set', { meeting, base: { place: opened }, fields: { place: say('temple') } });

  const [kham, boon, minor, waiting, leaver] = [id(), id(), id(), id(), id()];
  const person = { title: say('title'), lastName: say('family'), houseNo: '12/3', moo: 4, birthPrecision: 'day' as const };
  const added = tell('officer', g, 'member.add', { member: kham, kind: 'person', memberType: 'ordinary', idStatus: 'given', appliedOn: '2026-11-23', meeting, intendedPledge: 10_000, noticeVersion: 'notice-1' }, { ...person, firstName: say('kham'), gender: 'female', bornOn: '1976-05-01', maritalStatus: 'registered', marriageRegisteredOn: '1999-02-14', phone: '0810000001', nationalId: '1560700000017' }); // prettier-ignore
  tell('colleague', g, 'member.add', { member: boon, kind: 'person', memberType: 'ordinary', idStatus: 'later', appliedOn: '2026-11-23', meeting, intendedPledge: 5_000 }, { ...person, firstName: say('boon'), gender: 'male', bornOn: '1968-01-01', birthPrecision: 'year' }); // prettier-ignore
  tell('officer', g, 'member.add', { member: minor, kind: 'person', memberType: 'ordinary', idStatus: 'none', appliedOn: '2026-11-23', intendedPledge: 2_000 }, { ...person, firstName: say('dek'), gender: 'female', bornOn: '2012-08-09' }); // prettier-ignore
  tell(
    'officer',
    g,
    'member.add',
    { member: waiting, kind: 'person', appliedOn: '2026-11-20', interestOnly: true },
    { firstName: say('wait') },
  );
  tell('officer', g, 'member.apply', { member: waiting, appliedOn: '2026-11-23', meeting, intendedPledge: 3_000 });
  tell('officer', g, 'member.add', { member: leaver, kind: 'organisation', appliedOn: '2026-11-23' }, { firstName: say('club') });
  tell('officer', g, 'member.set', { member: kham, base: { firstName: added }, fields: { memberType: 'honorary' } }, { fields: { firstName: say('kham-one') } }); // prettier-ignore
  const second = tell('colleague', g, 'member.set', { member: kham, base: { firstName: added }, fields: {} }, { fields: { firstName: say('kham-two'), nickname: say('nick') } }); // prettier-ignore
  tell('officer', g, 'conflict.resolve', { row: `member:${kham}`, field: 'firstName', keep: second });
  tell('officer', g, 'member.clear', { member: kham, base: { phone: added }, fields: ['phone'] });
  tell('officer', g, 'member.number', { rows: [{ member: kham, no: 1 }, { member: boon, no: 2 }] }); // prettier-ignore
  tell('colleague', g, 'member.number', { rows: [{ member: boon, no: 1 }] });
  tell('officer', g, 'consent.record', { consent: id(), member: minor, relation: 'mother', signedOn: '2026-11-23', signatureKind: 'thumbprint', witnessCount: 2, pledge: 2_000 }, { guardianName: say('mother'), guardianPhone: '0810000002', witnesses: [say('kham'), say('boon')] }); // prettier-ignore
  tell('officer', g, 'pledge.decide', {
    member: kham,
    amount: 10_000,
    effectiveFrom: '2026-11',
    decidedOn: '2026-11-23',
    decidedBy: 'member',
  });
  const term = id();
  tell('officer', g, 'committee.elect', { term, member: kham, branch: 'board', office: 'chair', votes: 41, from: '2026-11-23', to: '2028-11-22', meeting }); // prettier-ignore
  const short = id();
  tell('officer', g, 'committee.elect', { term: short, member: boon, branch: 'board', office: 'treasurer', from: '2026-11-23' });
  tell('officer', g, 'committee.end', { term: short, on: '2026-12-01', reason: say('reason') });
  const bylaws = id();
  tell('officer', g, 'bylaws.draft', { bylaws, base: null, pledgeDay: { kind: 'nth-weekday', nth: 1, weekday: 0 }, entryFee: 2_000, shareUnit: 1_000, maxShares: 100, fine: 500, fineAfterDays: 7, note: say('note') }); // prettier-ignore
  tell('officer', g, 'bylaws.adopt', { bylaws, meeting, adoptedOn: '2026-11-23' });

  const [paid, wrongEntry, corrected, doubled] = [id(), id(), id(), id()];
  tell('officer', g, 'entry.record', { receipt: '2026-11-01', paidOn: '2026-11-23', meeting, writtenBy: 'committee', rows: [{ e: paid, kind: 'pledged-savings', member: kham, amount: 10_000, forMonth: '2026-11' }, { e: wrongEntry, kind: 'pledged-savings', member: boon, amount: 50_000, forMonth: '2026-11', note: say('note') }, { e: corrected, kind: 'entry-fee', member: boon, amount: 200 }] }); // prettier-ignore
  tell('colleague', g, 'entry.record', { paidOn: '2026-11-23', writtenBy: 'officer', rows: [{ e: doubled, kind: 'pledged-savings', member: kham, amount: 10_000, forMonth: '2026-11' }] }); // prettier-ignore
  tell('officer', g, 'entry.reverse', { e: wrongEntry, reason: say('reason') });
  tell('colleague', g, 'entry.reverse', { e: wrongEntry, reason: say('reason') });
  tell('officer', g, 'entry.correct', {
    e: corrected,
    reason: say('reason'),
    row: { e: id(), kind: 'entry-fee', member: boon, amount: 2_000 },
  });
  const count = id();
  tell('officer', g, 'cash.count', {
    count,
    on: '2026-11-23',
    meeting,
    pieces: { '10000': 2, '2000': 1 },
    counted: 22_000,
    expected: 22_000,
  });
  tell('officer', g, 'day.close', { on: '2026-11-23', meeting, confirmedBy: ['chair', 'treasurer'] });
  tell('officer', g, 'meeting.minutes', { meeting }, { text: say('minutes') });
  tell('officer', g, 'meeting.close', { meeting, endedAt: '12:00', nextOn: '2026-12-06' });
  tell('officer', g, 'meeting.reopen', { meeting, reason: say('reason') });
  tell('officer', g, 'member.close', { member: leaver, leftOn: '2026-11-30', reason: 'withdrawn', note: say('note') });
  tell('officer', g, 'visit.record', { visit: id(), on: '2026-12-06', kind: 'pledge-day', attended: true, paid: 3, missed: 1, total: 15_000, cashCountOk: true, topic: say('note'), toWhom: 'committee', advice: say('advice'), followUpBy: '2027-01-05' }); // prettier-ignore
  const sha = 'c0'.repeat(32);
  tell('officer', g, 'photo.attach', { sha, bytes: 250_000, mime: 'image/jpeg', w: 1600, h: 1200, thumb: { sha: 'c1'.repeat(32), bytes: 12_000 }, for: { kind: 'meeting', id: meeting }, takenAt: '2026-11-23T03:00:00Z', caption: say('hall') }); // prettier-ignore
  tell('officer', g, 'photo.withdraw', { sha, reason: say('reason') });
  const report = id();
  const submitted = tell('officer', g, 'report.submit', {
    report,
    kind: 'founding-notice',
    version: 1,
    snapshot: { members: 4, bankRequested: true },
  });
  tell('office', g, 'report.review', { report, saw: submitted, level: 'district', decision: 'returned', remark: say('reason') });
  const again = tell('officer', g, 'report.submit', {
    report,
    kind: 'founding-notice',
    version: 2,
    snapshot: { members: 3, bankRequested: true },
  });
  tell('office', g, 'report.review', { report, saw: submitted, level: 'district', decision: 'accepted' });
  tell('office', g, 'report.review', { report, saw: again, level: 'district', decision: 'accepted' });
  tell('officer', g, 'report.submit', { report: id(), kind: 'monthly-savings', version: 1, forMonth: '2026-11', snapshot: { members: 3, pledgedSatang: 10_000, savedSatang: 10_000, acknowledged: ['maybe-paid-twice'] }, source: 'ledger', position: { seq: 40, last: submitted }, route: ['district'], dueOn: '2026-12-10' }); // prettier-ignore
  tell(
    'office',
    g,
    'bank.liaise',
    { state: 'contacted', on: '2026-12-07', bank: say('bank'), branch: say('branch') },
    { contact: say('boon') },
  );
  tell('colleague', g, 'list.export', {
    export: id(),
    list: 'member-register',
    on: '2026-12-08',
    people: 4,
    reason: 'audit',
    note: say('note'),
  });
  tell('officer', g, 'group.set', {
    base: { name: created },
    fields: { name: say('group-new'), pledgeDay: { kind: 'day-of-month', day: 5 } },
  });
  tell('colleague', g, 'group.set', { base: { name: created }, fields: { name: say('group-other') } });
  tell('officer', g, 'group.stage', {
    stage: 'not-now',
    reason: say('reason'),
    decidedBy: 'members',
    on: '2026-12-20',
    reviewOn: '2027-03-01',
  });
  tell('office', g, 'member.elsewhere', { member: kham, elsewhere: true });

  // what this version cannot fold, must keep, and must answer the same way for ever
  write('officer', g, 'document.tick', { document: 'member-register', state: 'started', later: { sheet: 2 } }, undefined, {
    mood: 'later',
  });
  write('officer', g, 'x.unknown-to-version-1', { rice: 3 }, undefined, { crit: true });
  write('officer', g, 'document.tick', { document: 'passbook', state: 'none' }, undefined, { kv: 99 });
  write('officer', g, 'document.tick', { document: 'no-such-paper', state: 'have' });
  tell('officer', g, 'pledge.decide', {
    member: id(),
    amount: 100,
    effectiveFrom: '2026-12',
    decidedOn: '2026-12-01',
    decidedBy: 'guardian',
  });
  const late = id();
  tell('officer', g, 'pledge.decide', {
    member: late,
    amount: 4_000,
    effectiveFrom: '2026-12',
    decidedOn: '2026-12-02',
    decidedBy: 'member',
  });
  tell(
    'colleague',
    g,
    'member.add',
    { member: late, kind: 'person', appliedOn: '2026-12-02' },
    { firstName: say('late'), bornOn: '1990-01-01' },
  );
  const from = numbers.officer + 1;
  tell('officer', g, 'device.lost', { from, to: from + 2 });
  numbers.officer = from + 2;
  tell('officer', g, 'document.tick', { document: 'minute-book', state: 'have' });
  const loan = id();
  tell('officer', g, 'member.beneficiaries', { member: kham, shares: [3_333, 6_667] }, { people: [{ name: say('mother'), relation: say('title') }, { name: say('boon') }] }); // prettier-ignore
  tell('officer', g, 'loan.apply', { loan, member: kham, kind: 'ordinary', amount: 60_000, purpose: say('note'), appliedOn: '2026-11-24', instalments: 6 }); // prettier-ignore
  tell('officer', g, 'loan.decide', { loan, meeting, decidedOn: '2026-11-24', approved: true, amount: 60_000 });
  tell('officer', g, 'loan.contract', { loan, no: '1/2569', signedOn: '2026-11-24', principal: 60_000, ratePerMonth: 100, method: 'reducing', instalments: 6, firstDueOn: '2026-12-05', guarantors: [boon] }, { witnesses: [say('mother'), say('headman')] }); // prettier-ignore
  tell('colleague', g, 'entry.record', { receipt: '7K3M-1', paidOn: '2026-11-24', writtenBy: 'committee', rows: [{ e: id(), kind: 'loan-out', member: kham, loan, amount: 60_000 }] }); // prettier-ignore
  tell('colleague', g, 'entry.record', { paidOn: '2026-12-05', writtenBy: 'committee', rows: [{ e: id(), kind: 'loan-principal', member: kham, loan, amount: 10_000, receipt: '7K3M-2' }, { e: id(), kind: 'loan-interest', member: kham, loan, amount: 600, receipt: '7K3M-2' }, { e: id(), kind: 'expense', amount: 300, category: 'stationery' }] }); // prettier-ignore
  tell('officer', g, 'month.close', { month: '2026-11', on: '2026-12-06', confirmedBy: ['chair', 'treasurer'] });
  tell('officer', g, 'entry.record', { paidOn: '2026-11-30', writtenBy: 'officer', rows: [{ e: id(), kind: 'bank-interest', amount: 1_250 }] }); // prettier-ignore
  tell('officer', g, 'year.close', { closing: id(), from: '2026-11-01', to: '2026-12-31', on: '2027-01-09', meeting, columns: { 'loan-interest': 600, 'bank-interest': 1_250, 'cost-stationery': 300 }, allocation: [{ use: 'dividend', basisPoints: 6_000 }, { use: 'reserve', basisPoints: 4_000 }], basis: 'saved' }); // prettier-ignore
  tell('officer', g, 'loan.close', { loan, on: '2027-01-09', reason: 'written-off', note: say('reason') });
  tell('officer', g, 'entry.record', {
    paidOn: '2026-11-01',
    writtenBy: 'committee',
    rows: [{ e: id(), kind: 'opening-loan', amount: 90_000 }],
  });
  const old = { kind: 'ordinary' as const, signedOn: '2024-05-02', on: '2026-11-01', ratePerMonth: 100, method: 'reducing' as const, instalments: 4, firstDueOn: '2026-12-05' }; // prettier-ignore
  const [oldLoan, wrongLoan] = [id(), id()];
  tell(
    'officer',
    g,
    'loan.carry',
    { loan: oldLoan, member: kham, no: '7/2567', lent: 100_000, principal: 50_000, ...old, guarantors: [boon] },
    {},
  );
  tell(
    'officer',
    g,
    'loan.carry',
    { loan: wrongLoan, no: '8/2567', principal: 50_000, ...old, guarantors: [] },
    { borrower: say('mother') },
  );
  tell(
    'officer',
    g,
    'loan.carry',
    { loan: oldLoan, member: kham, no: '7/2567', lent: 100_000, principal: 40_000, ...old, guarantors: [boon] },
    {},
  );
  tell('officer', g, 'loan.close', { loan: wrongLoan, on: '2026-12-06', reason: 'cancelled', note: say('reason') });
  tell('colleague', g, 'entry.record', { receipt: '7K3M-3', paidOn: '2027-01-05', writtenBy: 'committee', rows: [{ e: id(), kind: 'loan-principal', member: kham, loan: oldLoan, amount: 10_000 }] }); // prettier-ignore
  tell('office', g, 'group.keeper', { keeper: 'together', on: '2027-02-01', reason: say('reason') });
  tell('office', inboxOf.officer, 'notice.post', { notice: id(), about: 'groups-passed-on', on: '2027-02-01', groups: [g] });
  tell(
    'colleague',
    g,
    'member.set',
    { member: late, base: {}, fields: {} },
    { fields: { nationalId: '3560100000011', phone: '0812345678' } },
  );
  tell('officer', g, 'member.unmask', { look: id(), member: late, on: '2027-02-02', reason: 'other', note: say('reason') });
  tell('officer', g, 'member.export', { export: id(), member: late, on: '2027-02-02', reason: 'member-asked' });
  tell('officer', g, 'erase', { member: kham, on: '2027-02-02', reason: 'not-needed' });
  tell('officer', g, 'member.close', { member: late, leftOn: '2027-02-02', reason: 'moved' });
  tell('officer', g, 'erase', { member: late, on: '2027-02-03', reason: 'asked' });
  tell('colleague', g, 'member.set', { member: late, base: {}, fields: {} }, { fields: { nickname: say('late') } });
  return lines;
}
