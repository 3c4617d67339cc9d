/** Every kind of operation × every role × every relation to its stream, written down; a kind without an entry here fails. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { civilDateInThailand } from '../../src/domain/thai-calendar.ts';
import { kinds, parseOperation, type Kind } from '../../src/domain/operation.ts';
import type { Role } from '../../src/domain/vocabulary.ts';
import { areaStreamId, notesAreaOf } from '../../src/server/ids.ts';
import { samplePayload } from '../support/sample-payload.ts';
import { openTestOffice, type TestOffice } from '../support/server-office.ts';
import { groupPayload, newGroup } from '../support/server-operations.ts';
import { newId, type ServerPhone } from '../support/server-phone.ts';

const roles = ['field-officer', 'volunteer', 'committee', 'district-chief', 'province', 'department'] as const satisfies readonly Role[];
/** own: their group, their own stream, or an area within theirs · neighbour: next district · far: other province · ended: own, until yesterday */
const relations = ['own', 'neighbour', 'far', 'ended'] as const;
type Relation = (typeof relations)[number];

/** `yes`: past every question of right, whatever the fold makes of it · else why it is held */
type Answer = 'yes' | 'scope-none' | 'scope-ended' | 'office-only';
type Answers = readonly [Answer, Answer, Answer, Answer];
type Expected = Readonly<Record<Role, Answers>>;

const never: Answers = ['scope-none', 'scope-none', 'scope-none', 'scope-none'];
const nobody: Expected = {
  'field-officer': never,
  volunteer: never,
  committee: never,
  'district-chief': never,
  province: never,
  department: never,
};
const keeper: Answers = ['yes', 'scope-none', 'scope-none', 'scope-ended'];
const ofTheGroup: Expected = { ...nobody, 'field-officer': keeper, volunteer: keeper, committee: keeper };
const within: Answers = ['yes', 'scope-none', 'scope-none', 'scope-none'];
const ofTheProvince: Expected = { ...nobody, province: within };
const overTheDistrict: Expected = { ...nobody, 'district-chief': within, province: within };
/** a person's own word in the own stream, whatever the role, and also after the right has ended */
const oneself: Answers = ['yes', 'scope-none', 'scope-none', 'yes'];
const ofOneself: Expected = {
  'field-officer': oneself, volunteer: oneself, committee: oneself, 'district-chief': oneself, province: oneself, department: oneself,
}; // prettier-ignore
const office: Answers = ['office-only', 'office-only', 'office-only', 'office-only'];
const ofTheOffice: Expected = {
  'field-officer': office, volunteer: office, committee: office, 'district-chief': office, province: office, department: office,
}; // prettier-ignore

type Place = 'group' | 'person' | 'province' | 'district' | 'notes';
const inGroup = { place: 'group', answers: ofTheGroup } as const;

const table: Readonly<Record<Kind, { readonly place: Place; readonly answers: Expected }>> = {
  'group.create': { place: 'group', answers: { ...ofTheGroup, committee: never } },
  'group.set': inGroup,
  'group.stage': inGroup,
  'group.keeper': { place: 'group', answers: nobody },
  'step.record': inGroup,
  'step.withdraw': inGroup,
  'document.tick': inGroup,
  'meeting.open': inGroup,
  'meeting.attend': inGroup,
  'meeting.resolve': inGroup,
  'meeting.minutes': inGroup,
  'meeting.close': inGroup,
  'meeting.reopen': inGroup,
  'meeting.set': inGroup,
  'member.add': inGroup,
  'member.apply': inGroup,
  'member.set': inGroup,
  'member.clear': inGroup,
  'member.elsewhere': { place: 'group', answers: ofTheOffice },
  'member.number': inGroup,
  'member.close': inGroup,
  'member.beneficiaries': inGroup,
  'consent.record': inGroup,
  'pledge.decide': inGroup,
  'committee.elect': inGroup,
  'committee.end': inGroup,
  'bylaws.draft': inGroup,
  'bylaws.adopt': inGroup,
  'entry.record': inGroup,
  'entry.reverse': inGroup,
  'entry.correct': inGroup,
  'cash.count': inGroup,
  'day.close': inGroup,
  'month.close': inGroup,
  'year.close': inGroup,
  'loan.apply': inGroup,
  'loan.decide': inGroup,
  'loan.contract': inGroup,
  'loan.carry': inGroup,
  'loan.close': inGroup,
  'visit.record': inGroup,
  'photo.attach': inGroup,
  'photo.withdraw': inGroup,
  'list.export': inGroup,
  'member.export': inGroup,
  'member.unmask': inGroup,
  // not to be taken back: by who answers for the register
  erase: { place: 'group', answers: { ...ofTheGroup, volunteer: never } },
  'report.submit': inGroup,
  // the sample speaks for the district; the turns of the levels are in report-review.test.ts
  // the chief talks to the bank, the officer hears the answer in the village
  'bank.liaise': { place: 'group', answers: { ...ofTheGroup, 'district-chief': keeper } },
  'report.review': { place: 'group', answers: { ...nobody, 'district-chief': keeper } },
  'conflict.resolve': inGroup,
  'device.lost': inGroup,
  'grant.give': { place: 'person', answers: nobody },
  'grant.end': { place: 'person', answers: nobody },
  'notice.post': { place: 'person', answers: nobody },
  'guide.assign': { place: 'person', answers: nobody },
  'guide.read': { place: 'person', answers: ofOneself },
  'campaign.set': { place: 'province', answers: ofTheProvince },
  'target.set': { place: 'province', answers: ofTheProvince },
  'holiday.set': { place: 'province', answers: ofTheProvince },
  'commitment.prepare': { place: 'district', answers: overTheDistrict },
  // of a commitment that names nobody known: only for the office; those who sign it are asked in commitment.test.ts
  'commitment.sign': { place: 'district', answers: overTheDistrict },
  'commitment.withdraw': { place: 'district', answers: overTheDistrict },
  'agenda.announce': { place: 'district', answers: overTheDistrict },
  'supervision.note': { place: 'notes', answers: overTheDistrict },
};

let testOffice: TestOffice;
const people = new Map<string, { readonly phone: ServerPhone; readonly group: string; readonly inbox: string }>();
let othersInbox = '';

const areaOf: Readonly<Record<Relation, string>> = { own: '5607', neighbour: '5606', far: '5701', ended: '5607' };

beforeAll(async () => {
  testOffice = await openTestOffice();
  const owner = await testOffice.phone({ name: 'Owner' });
  const group = await newGroup(owner);
  othersInbox = await inboxOf(owner.session.user);
  for (const role of roles)
    for (const relation of relations) {
      const isKeeper = ofTheGroup[role][0] === 'yes';
      const isHere = relation === 'own' || relation === 'ended';
      const isWide = role === 'province' || role === 'department';
      const area = isWide ? (relation === 'neighbour' ? '55' : areaOf[relation].slice(0, 2)) : areaOf[relation];
      const phone = await testOffice.phone({
        role,
        areas: [area],
        groups: isKeeper && isHere ? [group] : undefined,
        ...(role === 'volunteer' && { until: '2099-12-31' }),
      });
      if (relation === 'ended') await endGrants(phone.session.user);
      people.set(`${role} ${relation}`, { phone, group, inbox: await inboxOf(phone.session.user) });
    }
});
afterAll(() => testOffice.close());

async function inboxOf(user: string): Promise<string> {
  const streams = await testOffice.office.store.read((tables) => tables.streams.ofOwner(user));
  return streams.find(({ kind }) => kind === 'person')?.id ?? '';
}

async function endGrants(user: string): Promise<void> {
  await testOffice.office.store.write(async (tables) => {
    for (const { id } of await tables.people.grantsOf(user))
      await tables.people.endGrant(id, civilDateInThailand(testOffice.office.clock()));
  });
}

it('every kind has an entry, and every entry a kind', () => {
  expect(Object.keys(table).toSorted()).toEqual(Object.keys(kinds).toSorted());
});

it('the sample of every kind is one that the kind itself takes', () => {
  for (const kind of Object.keys(kinds) as Kind[]) {
    const op = { v: 1, id: newId(), n: 1, g: newId(), k: kind, kv: 1, at: '2026-11-23T02:00:00Z', ce: 0, p: samplePayload(kind) } as const;
    expect([kind, parseOperation(op)]).toMatchObject([kind, { ok: true }]);
  }
});

// somebody else's group, another province, a right that ended (row 49)
describe.each(Object.entries(table) as [Kind, (typeof table)[Kind]][])('%s', (kind, { place, answers }) => {
  it.each(roles)('of %s', async (role) => {
    const given: Answer[] = [];
    for (const relation of relations) {
      const { phone, group, inbox } = people.get(`${role} ${relation}`)!;
      const isOwn = relation === 'own' || relation === 'ended';
      const g = kind === 'group.create' ? newId() : { group, person: isOwn ? inbox : othersInbox, province: areaStreamId('56'), district: areaStreamId('5607'), notes: areaStreamId(notesAreaOf('5607')) }[place]; // prettier-ignore
      const p = kind === 'group.create' ? groupPayload('560701') : samplePayload(kind);
      const [verdict] = await phone.push(phone.op(g, kind, p as never));
      given.push(answerOf(verdict));
    }
    expect(given).toEqual(answers[role]);
  });
});

function answerOf(verdict: Awaited<ReturnType<ServerPhone['push']>>[number] | undefined): Answer {
  if (verdict?.r === 'applied' || (verdict?.r === 'held' && verdict.why === 'missing-ref')) return 'yes';
  if (verdict?.r !== 'held') throw new Error(`no answer: ${JSON.stringify(verdict)}`);
  if (verdict.why === 'scope-none' || verdict.why === 'scope-ended') return verdict.why;
  if (verdict.why === 'invalid' && verdict.code === 'office-only') return 'office-only';
  throw new Error(`held: ${JSON.stringify(verdict)}`);
}
