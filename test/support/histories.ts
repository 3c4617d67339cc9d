/** Random but valid histories of one group for property tests: every kind of a group's stream, referring to what came before. */
import * as fc from 'fast-check';
import { clearableFields } from '../../src/domain/member-operation.ts';
import type { Operation } from '../../src/domain/operation.ts';
import { accountBookKeys, branches, documentKeys, entryKinds, expenseCategories, meetingKinds, offices, profitUses, stages, stepKeys } from '../../src/domain/vocabulary.ts'; // prettier-ignore
import { foundingVote, groupCreate, memberAdd, nextId, operation } from './act.ts';

/** One step of a history: what to do, and three numbers that choose with whom and how much. */
export interface Move {
  readonly what: keyof typeof makers;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

export interface Scene {
  readonly g: string;
  readonly members: string[];
  readonly meetings: string[];
  readonly sessions: string[];
  readonly entries: string[];
  readonly terms: string[];
  readonly bylaws: string[];
  readonly loans: string[];
  readonly photos: string[];
  readonly setOps: (string | null)[];
}

function pick<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

function made(list: string[]): string {
  const id = nextId();
  list.push(id);
  return id;
}

const dayOf = (index: number) => `2026-${String(1 + (index % 12)).padStart(2, '0')}-${String(1 + (index % 31)).padStart(2, '0')}`;
const monthOf = (index: number) => dayOf(index).slice(0, 7);
const bornOn = (index: number) => `${1930 + (index % 96)}-0${1 + (index % 9)}-1${index % 10}`;

/** An entry in a committee, a payment … for an index; each needs its lists to be filled, see `isPossible`. */
const makers = {
  setGroup: ({ g, setOps }: Scene, a: number, b: number) => {
    const base = { name: pick(setOps, a), pledgeDay: pick(setOps, b) };
    const op = operation('group.set', g, {
      base,
      fields: { name: `name ${a % 3}`, pledgeDay: { kind: 'day-of-month', day: 1 + (b % 3) } },
    });
    setOps.push(op.id);
    return op;
  },
  stage: ({ g }: Scene, a: number) => operation('group.stage', g, { stage: pick(stages, a), reason: 'decided', on: dayOf(a) }),
  step: ({ g, sessions }: Scene, a: number, b: number, c: number) => {
    const session = c % 4 === 0 && sessions.length > 0 ? pick(sessions, a) : made(sessions);
    const fields = { agreed: pick(['yes', 'no', 'later'], c), result: pick(['passed', 'not-passed'], c) };
    const state = pick(['in-progress', 'done', 'not-applicable'] as const, b);
    return operation('step.record', g, { session, step: pick(stepKeys, a), state, doneOn: dayOf(b), fields });
  },
  withdrawStep: ({ g, sessions }: Scene, a: number) => operation('step.withdraw', g, { session: pick(sessions, a), reason: 'wrong' }),
  tick: ({ g }: Scene, a: number, b: number) =>
    operation('document.tick', g, {
      document: pick([...documentKeys, ...accountBookKeys], a),
      state: pick(['none', 'have', 'printed', 'started'] as const, b),
    }),
  meet: ({ g, meetings }: Scene, a: number, b: number) =>
    operation('meeting.open', g, { meeting: made(meetings), kind: pick(meetingKinds, a), heldOn: dayOf(b) }),
  attend: ({ g, meetings, setOps }: Scene, a: number, b: number, c: number) => {
    const op = operation('meeting.attend', g, { meeting: pick(meetings, a), total: b % 5, base: pick(setOps, c) });
    setOps.push(op.id);
    return op;
  },
  resolve: ({ g, meetings }: Scene, a: number, b: number, c: number) =>
    operation('meeting.resolve', g, {
      meeting: pick(meetings, a), resolution: nextId(), step: '2.2', motion: 'found', present: 60, for: b % 60, against: c % 60, abstain: 0, method: 'hand', passed: b % 60 > c % 60,
    }), // prettier-ignore
  closeMeeting: ({ g, meetings }: Scene, a: number) => operation('meeting.close', g, { meeting: pick(meetings, a) }),
  reopen: ({ g, meetings }: Scene, a: number) => operation('meeting.reopen', g, { meeting: pick(meetings, a), reason: 'forgot' }),
  setMeeting: ({ g, meetings, setOps }: Scene, a: number, b: number, c: number) => {
    const fields = { heldOn: dayOf(b), place: `place ${c % 2}` };
    const op = operation('meeting.set', g, { meeting: pick(meetings, a), base: { heldOn: pick(setOps, c) }, fields });
    setOps.push(op.id);
    return op;
  },
  add: ({ g, members }: Scene, a: number, b: number, c: number) => {
    const nationalId = c % 3 === 0 ? `356010000000${b % 3}` : undefined;
    const person = { firstName: `name ${a}`, gender: pick(['male', 'female'] as const, a), bornOn: bornOn(b), nationalId };
    const kind = c % 9 === 0 ? 'organisation' : 'person';
    const p = { member: made(members), kind, appliedOn: dayOf(c), ...(c % 5 === 0 && { interestOnly: true }) } as const;
    return c % 7 === 0 ? operation('member.add', g, p) : operation('member.add', g, p, person);
  },
  apply: ({ g, members }: Scene, a: number, b: number) => operation('member.apply', g, { member: pick(members, a), appliedOn: dayOf(b) }),
  setMember: ({ g, members, setOps }: Scene, a: number, b: number, c: number) => {
    const base = { firstName: pick(setOps, b), nationalId: pick(setOps, b), bornOn: pick(setOps, b) };
    const fields = { firstName: `name ${c % 3}`, nationalId: `356010000000${c % 3}`, bornOn: bornOn(c) };
    const op = operation('member.set', g, { member: pick(members, a), base, fields: { memberType: 'ordinary' } }, { fields });
    setOps.push(op.id);
    return op;
  },
  clearMember: ({ g, members, setOps }: Scene, a: number, b: number, c: number) => {
    const fields = [pick(clearableFields, b), 'nationalId' as const];
    const op = operation('member.clear', g, { member: pick(members, a), base: { nationalId: pick(setOps, c) }, fields });
    setOps.push(op.id);
    return op;
  },
  elsewhere: ({ g, members }: Scene, a: number, b: number) =>
    operation('member.elsewhere', g, { member: pick(members, a), elsewhere: b % 2 === 0 }),
  number: ({ g, members }: Scene, a: number, b: number) =>
    operation('member.number', g, { rows: [{ member: pick(members, a), no: 1 + (b % 20) }] }),
  close: ({ g, members }: Scene, a: number, b: number) =>
    operation('member.close', g, { member: pick(members, a), leftOn: dayOf(b), reason: pick(['resigned', 'died', 'mistake'] as const, b) }),
  consent: ({ g, members }: Scene, a: number, b: number, c: number) => {
    const signatureKind = pick(['signature', 'thumbprint'] as const, b);
    const p = {
      consent: nextId(),
      member: pick(members, a),
      relation: 'mother',
      signedOn: dayOf(c),
      signatureKind,
      witnessCount: c % 3,
    } as const;
    return operation('consent.record', g, p, { guardianName: 'Mae', witnesses: [] });
  },
  pledge: ({ g, members }: Scene, a: number, b: number, c: number) =>
    operation('pledge.decide', g, {
      member: pick(members, a),
      amount: 1000 * (1 + (b % 20)),
      effectiveFrom: monthOf(c),
      decidedOn: dayOf(b),
      decidedBy: 'member',
    }),
  elect: ({ g, members, terms }: Scene, a: number, b: number, c: number) =>
    operation('committee.elect', g, {
      term: made(terms),
      member: pick(members, a),
      branch: pick(branches, b),
      office: pick(offices, c),
      from: dayOf(b),
    }),
  endTerm: ({ g, terms }: Scene, a: number, b: number) =>
    operation('committee.end', g, { term: pick(terms, a), on: dayOf(b), reason: 'resigned' }),
  draft: ({ g, bylaws, setOps }: Scene, a: number, b: number, c: number) => {
    const p = {
      bylaws: made(bylaws),
      base: pick(setOps, c),
      pledgeDay: { kind: 'day-of-month', day: 1 + (a % 3) },
      entryFee: 1000 * (b % 3),
    } as const;
    const op = operation('bylaws.draft', g, { ...p, ...(c % 2 === 0 && { shareUnit: 5000 }) });
    setOps.push(op.id);
    return op;
  },
  adopt: ({ g, bylaws, meetings }: Scene, a: number, b: number, c: number) =>
    operation('bylaws.adopt', g, { bylaws: pick(bylaws, a), meeting: pick(meetings, b), adoptedOn: dayOf(c) }),
  pay: ({ g, members, entries, loans }: Scene, a: number, b: number, c: number) => {
    const line = (index: number) => ({
      e: made(entries),
      kind: pick(entryKinds, index),
      member: pick(members, a + index),
      amount: 1 + index * 100,
      forMonth: monthOf(index % 3),
      ...(index % 2 === 0 && loans.length > 0 && { loan: pick(loans, index) }),
      ...(index % 3 === 0 && { category: pick(expenseCategories, index) }),
      ...(index % 4 === 0 && { fund: pick(profitUses, index) }),
      ...(index % 5 === 0 && { receipt: `2B4C-${1 + (index % 7)}` }),
    });
    const rows = Array.from({ length: 1 + (a % 3) }, (_, index) => line(b + index));
    return operation('entry.record', g, { paidOn: dayOf(c % 4), writtenBy: pick(['committee', 'officer'] as const, c), rows });
  },
  savings: ({ g, members, entries }: Scene, a: number, b: number, c: number) => {
    const row = { e: made(entries), kind: 'pledged-savings', member: pick(members, a), amount: 1 + b, forMonth: monthOf(c % 2) } as const;
    return operation('entry.record', g, { paidOn: dayOf(c % 4), writtenBy: 'committee', rows: [row] });
  },
  lend: ({ g, entries, loans }: Scene, a: number, b: number, c: number) => {
    const kind = pick(['loan-out', 'loan-principal', 'loan-interest', 'loan-out', 'loan-principal', 'loan-written-off'] as const, b);
    const row = { e: made(entries), kind, loan: pick(loans, a), amount: 100 * (1 + c) };
    return operation('entry.record', g, { paidOn: dayOf(c % 4), writtenBy: 'committee', rows: [row] });
  },
  bank: ({ g, entries }: Scene, a: number, b: number, c: number) => {
    const kinds = [
      'bank-deposit',
      'bank-withdrawal',
      'bank-interest',
      'cash-short',
      'cash-over',
      'expense',
      'opening-savings',
      'fine',
    ] as const;
    const row = { e: made(entries), kind: pick(kinds, a), amount: 1 + b };
    return operation('entry.record', g, { paidOn: dayOf(c % 4), writtenBy: 'committee', rows: [row] });
  },
  sheet: ({ g, members, entries }: Scene, a: number, b: number, c: number) => {
    const row = (index: number) => ({
      e: made(entries), kind: 'pledged-savings' as const, member: pick(members, a + index), amount: 5_000 * (1 + (b % 3)), forMonth: monthOf(c % 4), receipt: `7K3M-${1 + ((a + b * index) % 9)}`,
    }); // prettier-ignore
    return operation('entry.record', g, { paidOn: dayOf(c % 4), writtenBy: 'committee', rows: [0, 1, 2].map(row) });
  },
  reverse: ({ g, entries }: Scene, a: number) => operation('entry.reverse', g, { e: pick(entries, a), reason: 'wrong' }),
  correct: ({ g, members, entries }: Scene, a: number, b: number, c: number) => {
    const e = pick(entries, a);
    const row = { e: made(entries), kind: pick(entryKinds, b), member: pick(members, c), amount: 1 + c, forMonth: monthOf(c % 3) };
    return operation('entry.correct', g, { e, reason: 'amount', row });
  },
  count: ({ g }: Scene, a: number, b: number, c: number) =>
    operation('cash.count', g, { count: nextId(), on: dayOf(c % 4), pieces: {}, counted: 100 * (a % 3), expected: 100 * (b % 3) }),
  closeMonth: ({ g }: Scene, a: number) => operation('month.close', g, { month: monthOf(a % 4), on: dayOf(a % 4) }),
  closeYear: ({ g }: Scene, a: number, b: number, c: number) =>
    operation('year.close', g, {
      closing: nextId(),
      from: '2026-01-01',
      to: dayOf(a % 5),
      on: dayOf(a),
      columns: { 'entry-fee': b * 100, fine: c, 'cost-other': a % 2 === 0 ? b * 10 : b * 1000 },
      allocation: c % 3 === 0 ? [] : [{ use: pick(profitUses, a % 3), basisPoints: c % 7 === 0 ? 5000 : 6667 }, { use: pick(profitUses, (a % 3) + 1), basisPoints: 3333 }],
      basis: 'saved',
    }), // prettier-ignore
  applyForLoan: ({ g, members, loans }: Scene, a: number, b: number) =>
    operation('loan.apply', g, {
      loan: made(loans),
      member: pick(members, a),
      kind: 'ordinary',
      amount: 1000 * (1 + b),
      purpose: 'seeds',
      appliedOn: dayOf(a),
      instalments: 6,
    }),
  decideLoan: ({ g, loans }: Scene, a: number, b: number) =>
    operation('loan.decide', g, { loan: pick(loans, a), decidedOn: dayOf(b), approved: b % 3 > 0 }),
  signLoan: ({ g, loans, members }: Scene, a: number, b: number, c: number) =>
    operation(
      'loan.contract',
      g,
      {
        loan: pick(loans, a),
        no: `${1 + (b % 9)}/2569`,
        signedOn: dayOf(b),
        principal: 1000 * (1 + b),
        ratePerMonth: 50 + (c % 4) * 50,
        method: c % 2 === 0 ? 'flat' : 'reducing',
        instalments: 1 + (b % 12),
        firstDueOn: dayOf(c),
        guarantors: [pick(members, b), pick(members, c)],
      },
      { witnesses: [] },
    ),
  carry: ({ g, members, loans }: Scene, a: number, b: number, c: number) =>
    operation(
      'loan.carry',
      g,
      {
        // every third corrects one, or speaks of a loan that was not brought along
        loan: c % 3 === 0 && loans.length > 0 ? pick(loans, a) : made(loans),
        member: pick(members, b),
        kind: 'ordinary',
        no: `${1 + (a % 9)}/2560`,
        signedOn: '2025-05-02',
        on: dayOf(c % 4),
        principal: 1000 * (1 + (b % 9)),
        ratePerMonth: 50 + (c % 4) * 50,
        method: c % 2 === 0 ? 'flat' : 'reducing',
        instalments: 1 + (b % 12),
        firstDueOn: dayOf(c),
        guarantors: [pick(members, a)],
      },
      {},
    ),
  open: ({ g, members, entries }: Scene, a: number, b: number, c: number) => {
    const kind = pick(['opening-savings', 'opening-special', 'opening-loan', 'opening-cash', 'opening-bank'] as const, a);
    const isOfMember = kind === 'opening-savings' || kind === 'opening-special';
    const row = { e: made(entries), kind, amount: 1000 * (1 + (b % 9)), ...(isOfMember && { member: pick(members, b) }) };
    return operation('entry.record', g, { paidOn: dayOf(c % 4), writtenBy: 'officer', rows: [row] });
  },
  tell: ({ g }: Scene, a: number, b: number, c: number) =>
    operation('report.submit', g, {
      report: nextId(),
      kind: 'monthly-savings',
      version: 1,
      source: 'declared',
      forMonth: monthOf(a % 6),
      snapshot: { members: 160, paid: b % 160, pledgedSatang: 1000 * b, savedSatang: 1_000_000 + 1000 * c },
    }),
  closeLoan: ({ g, loans }: Scene, a: number, b: number) =>
    operation('loan.close', g, { loan: pick(loans, a), on: dayOf(b), reason: pick(['repaid', 'cancelled', 'written-off'] as const, b) }),
  beneficiaries: ({ g, members }: Scene, a: number) =>
    operation('member.beneficiaries', g, { member: pick(members, a), shares: [3333, 6667] }, { people: [{ name: 'A' }, { name: 'B' }] }),
  closeDay: ({ g }: Scene, a: number) => operation('day.close', g, { on: dayOf(a % 4) }),
  visit: ({ g }: Scene, a: number, b: number, c: number) =>
    operation('visit.record', g, {
      visit: nextId(),
      on: dayOf(a),
      kind: pick(['pledge-day', 'advice', 'training', 'annual', 'other'] as const, b),
      attended: c % 2 === 0,
      advice: 'go on',
    }),
  photo: ({ g, photos }: Scene, a: number) => {
    const sha = a.toString(16).padStart(64, '0');
    photos.push(sha);
    return operation('photo.attach', g, {
      sha,
      bytes: 1000,
      mime: 'image/jpeg',
      w: 10,
      h: 10,
      thumb: { sha, bytes: 10 },
      for: { kind: 'group' },
    });
  },
  withdrawPhoto: ({ g, photos }: Scene, a: number) => operation('photo.withdraw', g, { sha: pick(photos, a), reason: 'face' }),
  report: ({ g }: Scene, a: number, b: number) =>
    operation('report.submit', g, {
      report: nextId(),
      kind: pick(['founding-notice', 'establishment-result', 'three-month', 'monthly-savings'] as const, a),
      version: 1 + (b % 3),
      snapshot: {},
    }),
  resolveCard: ({ g, members, meetings, setOps }: Scene, a: number, b: number, c: number) =>
    operation('conflict.resolve', g, {
      row: c % 3 === 0 && meetings.length > 0 ? `meeting:${pick(meetings, a)}` : c % 2 === 0 ? 'group' : `member:${pick(members, a)}`, field: pick(['name', 'pledgeDay', 'firstName', 'nationalId', 'bornOn', 'heldOn', 'attendance'], b), keep: pick(setOps.filter((id) => id !== null), c),
    }), // prettier-ignore
  lost: ({ g }: Scene, a: number) => operation('device.lost', g, { from: a + 1, to: a + 2 }),
};

const wants: Partial<Record<keyof typeof makers, readonly (keyof Scene)[]>> = {
  withdrawStep: ['sessions'], attend: ['meetings'], resolve: ['meetings'], closeMeeting: ['meetings'], reopen: ['meetings'], setMeeting: ['meetings'], apply: ['members'], setMember: ['members'],
  clearMember: ['members'], elsewhere: ['members'],
  number: ['members'], close: ['members'], consent: ['members'], pledge: ['members'], elect: ['members'], endTerm: ['terms'], adopt: ['bylaws', 'meetings'], pay: ['members'],
  savings: ['members'], reverse: ['entries'], correct: ['entries', 'members'], withdrawPhoto: ['photos'], resolveCard: ['members'],
  carry: ['members'], open: ['members'], lend: ['loans'], sheet: ['members'], applyForLoan: ['members'], decideLoan: ['loans'], signLoan: ['loans', 'members'], closeLoan: ['loans'], beneficiaries: ['members'],
}; // prettier-ignore

const number = fc.nat(1000);
const often: readonly (keyof typeof makers)[] = [
  'add',
  'add',
  'add',
  'meet',
  'resolve',
  'pay',
  'savings',
  'savings',
  'reverse',
  'number',
  'consent',
  'pledge',
];
const all = Object.keys(makers) as (keyof typeof makers)[];
// without a size of its own an array of moves has three of them on average, and no loan is ever paid out
const movesOf = (kinds: readonly (keyof typeof makers)[], maxLength: number): fc.Arbitrary<Move[]> =>
  fc.array(fc.record({ what: fc.constantFrom(...kinds), a: number, b: number, c: number }), { maxLength, size: 'max' });

export const moves = movesOf([...all, ...often], 40);

const ofMoney: readonly (keyof typeof makers)[] = [
  'pay', 'savings', 'sheet', 'sheet', 'lend', 'lend', 'bank', 'bank', 'reverse', 'reverse', 'correct', 'count', 'closeMonth', 'closeYear', 'closeYear', 'closeYear', 'closeDay',
  'signLoan', 'carry', 'closeLoan', 'applyForLoan', 'pledge', 'consent', 'add', 'resolve', 'number', 'close', 'elect', 'endTerm', 'setMember',
]; // prettier-ignore
const ofPaper: readonly (keyof typeof makers)[] = [
  'open', 'open', 'tell', 'carry', 'carry', 'carry', 'lend', 'lend', 'savings', 'pay', 'sheet', 'reverse', 'correct', 'closeLoan', 'closeMonth', 'add',
]; // prettier-ignore
/** What an old group brings along, tells and enters here. */
export const paperMoves = (maxLength: number): fc.Arbitrary<Move[]> => movesOf(ofPaper, maxLength);
/** Mostly money, and what a merge may bring along with it. */
export const moneyMoves = (maxLength: number): fc.Arbitrary<Move[]> => movesOf(ofMoney, maxLength);

/** The operations of a history, beginning with the group; moves that have nothing to refer to are left out. */
export function historyOf(list: readonly Move[], g: string): readonly Operation[] {
  const create = groupCreate(g);
  return continued(list, sceneOf(g, create.id), [create]);
}

/** A village that has voted, with members of whom one is a minor, a board and two loans under contract: where money begins at once. */
export function villageOf(g: string, over: Parameters<typeof groupCreate>[1] = {}): Village {
  const create = groupCreate(g, over);
  const scene = sceneOf(g, create.id);
  const vote = foundingVote(g, { on: '2026-01-01' });
  scene.meetings.push(vote.meeting);
  const members = [1960, 1976, 1990, 2012].map((year) => memberAdd(g, made(scene.members), { bornOn: `${year}-05-01` }, { appliedOn: '2026-01-01' })); // prettier-ignore
  const promises = scene.members.map((member) =>
    operation('pledge.decide', g, { member, amount: 10_000, effectiveFrom: '2026-01', decidedOn: '2026-01-01', decidedBy: 'member' }),
  );
  const board = (['chair', 'secretary', 'treasurer'] as const).map(
    (office, index) =>
    operation('committee.elect', g, { term: made(scene.terms), member: pick(scene.members, index), branch: 'board', office, from: '2026-01-01' }), // prettier-ignore
  );
  const bylaws = operation('bylaws.draft', g, {
    bylaws: made(scene.bylaws), base: null, pledgeDay: { kind: 'day-of-month', day: 5 }, entryFee: 2_000,
  }); // prettier-ignore
  const loans = [0, 1].flatMap((index) => [
    makers.applyForLoan(scene, index, 59),
    makers.decideLoan({ ...scene, loans: scene.loans.slice(-1) }, 0, 1),
    makers.signLoan({ ...scene, loans: scene.loans.slice(-1) }, 0, 59, 2 * index + 1),
  ]);
  return { scene, ops: [create, ...vote.ops, ...members, ...promises, ...board, bylaws, ...loans] };
}

export interface Village {
  readonly scene: Scene;
  readonly ops: readonly Operation[];
}

/** What happens in a village after its founding. */
export function historyIn({ scene }: Village, list: readonly Move[]): readonly Operation[] {
  const own = Object.fromEntries(
    Object.entries(scene).map(([name, value]) => [name, Array.isArray(value) ? [...(value as unknown[])] : value]),
  );
  return continued(list, own as unknown as Scene, []);
}

function sceneOf(g: string, create: string): Scene {
  return {
    g, members: [], meetings: [], sessions: [], entries: [], terms: [], bylaws: [], loans: [], photos: [], setOps: [null, create],
  }; // prettier-ignore
}

function continued(list: readonly Move[], scene: Scene, begun: readonly Operation[]): readonly Operation[] {
  const possible = ({ what }: Move) => (wants[what] ?? []).every((name) => scene[name].length > 0);
  const ops = [...begun];
  for (const move of list) if (possible(move)) ops.push(makers[move.what](scene, move.a, move.b, move.c));
  return ops;
}
