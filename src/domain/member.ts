/** Members: who is interested, who applied, who is one and under which number (`member.*`). Consent and promise are in files of their own. */
import { doubtHolder, endTermsOf, seatKeys } from './committee.ts';
import { mayTakeOffice } from './committee-check.ts';
import { isErasedPart } from './erased-part.ts';
import { changeField, firstSetBy, type Author } from './field-change.ts';
import { withFlag, type Bench, type Deed, type KindFolds, type Rows } from './folding.ts';
import { isMinorOn, majorityOn } from './minor.ts';
import type { MemberRow, RowKey } from './row.ts';

type MemberKinds =
  | 'member.add' | 'member.apply' | 'member.set' | 'member.clear' | 'member.elsewhere' | 'member.number' | 'member.close'
  | 'member.beneficiaries'; // prettier-ignore

/** Fields for which two values of people who did not see each other make a card; the others simply take the later. */
const fieldsThatMatter: ReadonlySet<string> = new Set(['firstName', 'lastName', 'title', 'bornOn', 'phone', 'nationalId', 'memberType']);
const plainFields: ReadonlySet<string> = new Set(['memberType', 'idStatus']);

export const memberFolds: KindFolds<MemberKinds> = {
  'member.add': {
    needs: (p) => (p.meeting === undefined ? [] : [`meeting:${p.meeting}`]),
    touches: ({ p, s }, rows) => ['waiting:vote', ...memberKeys(p.member, rows, s?.nationalId)],
    fold: addMember,
  },
  'member.apply': {
    needs: (p) => [`member:${p.member}`, ...(p.meeting === undefined ? [] : [`meeting:${p.meeting}` as const])],
    touches: ({ p }, rows) => ['waiting:vote', ...seatKeys(p.member, rows)],
    fold({ p }, bench) {
      const row = bench.need<'member'>(`member:${p.member}`);
      if (row.state !== 'interested' && row.state !== 'pending-consent') return;
      const { appliedOn, meeting = row.meeting, intendedPledge = row.intendedPledge } = p;
      putMember(bench, { ...row, appliedOn, meeting, intendedPledge, waitsForVote: row.state === 'interested' ? true : row.waitsForVote });
    },
  },
  'member.set': {
    needs: (p) => [`member:${p.member}`],
    touches: ({ p, s }, rows) => ['waiting:vote', ...memberKeys(p.member, rows, s?.fields.nationalId), ...seatKeys(p.member, rows)],
    fold({ op, p, s, by }, bench) {
      let row = bench.need<'member'>(`member:${p.member}`);
      if (isGone(bench, row, op)) row = bench.need<'member'>(`member:${p.member}`);
      for (const [field, value] of Object.entries({ ...p.fields, ...(row.erased === undefined && s?.fields) })) {
        if (value === undefined) continue;
        const base = fieldsThatMatter.has(field) ? (p.base[field] ?? null) : undefined;
        const change = { field, value, base, current: fieldOfMember(row, field), op: op.id, by, at: op.at };
        const changed = changeField(row, change);
        row = withMemberField(changed.row, field, changed.value);
      }
      if (row.conflicts?.some((conflict) => conflict.values.some((value) => value.op === op.id))) bench.flag('same-field-differs');
      putMember(bench, row);
    },
  },
  'member.clear': {
    needs: (p) => [`member:${p.member}`],
    touches: ({ p }, rows) => ['waiting:vote', ...memberKeys(p.member, rows), ...seatKeys(p.member, rows)],
    fold({ op, p, by }, bench) {
      let row = bench.need<'member'>(`member:${p.member}`);
      if (row.erased !== undefined) return;
      for (const field of p.fields) {
        const base = fieldsThatMatter.has(field) ? (p.base[field] ?? null) : undefined;
        // null, not undefined: the card with both values lives in JSON
        const change = { field, value: null, base, current: fieldOfMember(row, field), op: op.id, by, at: op.at };
        const changed = changeField(row, change);
        row = withMemberField(changed.row, field, changed.value);
      }
      if (row.conflicts?.some((conflict) => conflict.values.some((value) => value.op === op.id))) bench.flag('same-field-differs');
      putMember(bench, row);
    },
  },
  'member.elsewhere': {
    isQuiet: true,
    needs: (p) => [`member:${p.member}`],
    fold({ p }, bench) {
      const row = bench.need<'member'>(`member:${p.member}`);
      bench.put(`member:${p.member}`, { ...row, elsewhere: p.elsewhere ? true : undefined });
    },
  },
  'member.number': {
    needs: (p) => p.rows.map(({ member }) => `member:${member}` as const),
    touches: ({ p }) => p.rows.map(({ no }) => `number:${no}` as const),
    fold({ p }, bench) {
      for (const { member, no } of p.rows) giveNumber(bench, member, no);
    },
  },
  'member.close': {
    needs: (p) => [`member:${p.member}`],
    touches: ({ p }, rows) => ['waiting:vote', ...memberKeys(p.member, rows), ...seatKeys(p.member, rows)],
    fold({ p }, bench) {
      const row = bench.need<'member'>(`member:${p.member}`);
      if (row.state === 'left') return;
      endTermsOf(bench, p.member, p.leftOn, p.reason);
      const hasDebt = row.owedSatang !== undefined || row.guarantees !== undefined;
      if (hasDebt) bench.flag('left-with-debt');
      const left: MemberRow = { ...row, state: 'left', leftOn: p.leftOn, leftReason: p.reason, waitsForVote: undefined };
      putMember(bench, withFlag(left, 'left-with-debt', hasDebt));
    },
  },
  'member.beneficiaries': {
    needs: (p) => [`member:${p.member}`],
    fold({ op, p, s }, bench) {
      if (isGone(bench, bench.need<'member'>(`member:${p.member}`), op)) return;
      const beneficiaries = p.shares.map((share, index) => ({ ...s?.people[index], share }));
      bench.put(`member:${p.member}`, { ...bench.need<'member'>(`member:${p.member}`), beneficiaries });
    },
  },
};

function addMember({ op, p, s, by }: Deed<'member.add'>, bench: Bench): void {
  if (bench.get<'member'>(`member:${p.member}`) !== undefined) return;
  const { salt: _salt, ...person } = s ?? { salt: '' };
  const { member, kind, appliedOn, meeting, noticeVersion, intendedPledge, interestOnly } = p;
  const memberType = p.memberType ?? (kind === 'organisation' ? 'extraordinary' : 'ordinary');
  const idStatus = p.idStatus ?? (person.nationalId === undefined ? 'later' : 'given');
  const author: Author = { op: op.id, by, at: op.at };
  const erased = isErasedPart(op.s) ? { minor: op.s.minor === true ? (true as const) : undefined } : undefined;
  putMember(bench, {
    type: 'member',
    id: member,
    kind,
    memberType,
    idStatus,
    person,
    appliedOn,
    meeting,
    noticeVersion,
    intendedPledge,
    state: 'interested',
    waitsForVote: interestOnly === true ? undefined : true,
    minorAtJoining: false,
    pledges: [],
    savedSatang: 0,
    specialSatang: 0,
    entryFeePaid: false,
    addedBy: by,
    addedAt: op.at,
    ...(erased && { erased }),
    ...firstSetBy({ memberType, idStatus, ...person }, author),
  });
}

/** The present state of a row that was just changed: its standing, the list of those who wait for the vote, and who shares a national id. */
export function putMember(bench: Bench, changed: MemberRow): void {
  const key = `member:${changed.id}` as const;
  const before = bench.get<'member'>(key);
  // an old group voted before anybody had this app
  const isFounded = bench.group.source === 'declared' || bench.group.vote?.passed === true;
  const row = withClosings(settled(changed, isFounded), before, bench.group.money.yearClosedTo);
  const waits = row.state === 'interested' && row.waitsForVote === true;
  const doubts = [
    ['intake-before-vote', waits],
    ['birth-unknown', row.state === 'accepted' && isOfUnknownBirth(row)],
    ['number-without-consent', row.state === 'pending-consent' && row.no !== undefined],
  ] as const;
  for (const [doubt, isRaised] of doubts) if (isRaised) bench.flag(doubt);
  bench.put(
    key,
    doubts.reduce((flagged, [doubt, isRaised]) => withFlag(flagged, doubt, isRaised), row),
  );
  if (before !== undefined && mayTakeOffice(before) !== mayTakeOffice(row)) doubtHolder(bench, row);
  if (waits || (before?.state === 'interested' && before.waitsForVote === true)) putWaiting(bench, row.id, waits);

  const idBefore = before === undefined || before.state === 'left' ? undefined : before.person.nationalId;
  const idNow = row.state === 'left' ? undefined : row.person.nationalId;
  if (idBefore === idNow) return;
  if (idBefore !== undefined) putHolders(bench, idBefore, (members) => members.filter((member) => member !== row.id));
  if (idNow !== undefined) putHolders(bench, idNow, (members) => [...members, row.id]);
  else bench.put(key, withFlag(bench.need<'member'>(key), 'same-national-id', false));
}

/** Something personal about somebody who was erased before it came: the row says that it came, and takes nothing of it. */
export function isGone(bench: Bench, row: MemberRow, { s }: Deed['op']): boolean {
  if (row.erased?.on === undefined) return false;
  if (s !== undefined) {
    bench.flag('person-erased');
    bench.put(`member:${row.id}`, withFlag(row, 'person-erased'));
  }
  return true;
}

/** A person of whom nothing is known, whose personal part was erased, is not asked about. */
function isOfUnknownBirth({ kind, person, appliedOn }: MemberRow): boolean {
  return kind === 'person' && person.firstName !== undefined && majorityOn(person, appliedOn).state === 'unknown';
}

/**
 * Who somebody is by what is known of him: interested until he applies and the vote passes; then a member if of age on the day of his
 * application, otherwise from the day a guardian signed (case 5). Nobody who is a member goes back for a later vote.
 */
function settled(row: MemberRow, votePassed: boolean): MemberRow {
  if (row.state === 'left') return row;
  if (row.state === 'interested' && !(row.waitsForVote === true && votePassed)) return row;
  const isMinor = row.erased === undefined ? isMinorOn(row.person, row.appliedOn) : row.erased.minor === true;
  const minorAtJoining = row.kind === 'person' && isMinor;
  const applied = { ...row, waitsForVote: undefined, minorAtJoining };
  if (!minorAtJoining) return withFlag({ ...applied, state: 'accepted', joinedOn: row.appliedOn }, 'not-a-member', false);
  const { consentOn } = row;
  if (consentOn === undefined) return { ...applied, state: 'pending-consent', joinedOn: undefined };
  const joinedOn = consentOn > row.appliedOn ? consentOn : row.appliedOn;
  return withFlag({ ...applied, state: 'accepted', joinedOn }, 'not-a-member', false);
}

/** What decides on a part of a closed year changes: what was known at the closing is kept for it, because it was voted and may be paid. */
function withClosings(row: MemberRow, before: MemberRow | undefined, closedTo: string | undefined): MemberRow {
  const { memberType, joinedOn, leftOn } = before ?? { memberType: row.memberType };
  if (closedTo === undefined || row.atClosings?.at(-1)?.to === closedTo) return row;
  const ofClosed = (day: string | undefined) => (day !== undefined && day <= closedTo ? day : undefined);
  const isSame =
    row.memberType === memberType && ofClosed(row.joinedOn) === ofClosed(joinedOn) && ofClosed(row.leftOn) === ofClosed(leftOn);
  return isSame ? row : { ...row, atClosings: [...(row.atClosings ?? []), { to: closedTo, memberType, joinedOn, leftOn }] };
}

function putWaiting(bench: Bench, member: string, waits: boolean): void {
  const others = (bench.get<'waiting'>('waiting:vote')?.members ?? []).filter((each) => each !== member);
  bench.put('waiting:vote', { type: 'waiting', members: waits ? [...others, member] : others });
}

function putHolders(bench: Bench, nationalId: string, change: (members: readonly string[]) => readonly string[]): void {
  const before = bench.get<'id'>(`id:${nationalId}`)?.members ?? [];
  const members = change(before);
  bench.put(`id:${nationalId}`, { type: 'national-id', members });
  for (const member of new Set([...before, ...members])) {
    const row = bench.get<'member'>(`member:${member}`);
    if (row === undefined) continue;
    const isShared = members.length > 1 && members.includes(member);
    if (isShared) bench.flag('same-national-id');
    if (members.includes(member) || row.person.nationalId === nationalId)
      bench.put(`member:${member}`, withFlag(row, 'same-national-id', isShared));
  }
}

/** Rows of a member and of everybody with the same national id, as it was, as it will be and as a card may make it. */
export function memberKeys(member: string, rows: Rows, nationalId?: string): readonly RowKey[] {
  const row = rows.get<'member'>(`member:${member}`);
  const onCard = row?.conflicts?.find((conflict) => conflict.field === 'nationalId')?.values.map(({ value }) => value) ?? [];
  const ids = [row?.person.nationalId, nationalId, ...onCard].filter((id) => typeof id === 'string');
  const holders = ids.flatMap((id) => rows.get<'id'>(`id:${id}`)?.members ?? []);
  return [`member:${member}`, ...ids.map((id) => `id:${id}` as const), ...holders.map((id) => `member:${id}` as const)];
}

/** Rows that a passed vote touches. */
export function waitingKeys(rows: Rows): readonly RowKey[] {
  const waiting = rows.get<'waiting'>('waiting:vote')?.members ?? [];
  const wanted = waiting.map((member) => rows.get<'member'>(`member:${member}`)?.wantedNo).filter((no) => no !== undefined);
  return [
    'waiting:vote',
    ...waiting.flatMap((member) => [`member:${member}` as const, ...seatKeys(member, rows)]),
    ...wanted.map((no) => `number:${no}` as const),
  ];
}

/** Lets in everybody who applied before the vote was known here: on founding day one phone may count the vote and another take members. */
export function acceptWaiting(bench: Bench): void {
  if (bench.group.vote?.passed !== true) return;
  for (const member of bench.get<'waiting'>('waiting:vote')?.members ?? []) {
    const { wantedNo, ...row } = bench.need<'member'>(`member:${member}`);
    putMember(bench, row);
    if (wantedNo !== undefined) giveNumber(bench, member, wantedNo);
  }
}

/** The national id by which a member can be known in another group; `undefined` when there is none, it was put off, or the member left. */
export function givenNationalId(row: Pick<MemberRow, 'state' | 'idStatus' | 'person'>): string | undefined {
  return row.state !== 'left' && row.idStatus === 'given' ? row.person.nationalId : undefined;
}

export function fieldOfMember(row: MemberRow, field: string): unknown {
  return plainFields.has(field) ? row[field as 'memberType' | 'idStatus'] : row.person[field as keyof MemberRow['person']];
}

/** @param value null empties a personal field; a number that is emptied is no longer given */
export function withMemberField(row: MemberRow, field: string, value: unknown): MemberRow {
  if (plainFields.has(field)) return { ...row, [field]: value };
  const changed: MemberRow = { ...row, person: { ...row.person, [field]: value ?? undefined } };
  return field === 'nationalId' && value === null && row.idStatus === 'given' ? { ...changed, idStatus: 'later' } : changed;
}

/** The first in the stream keeps a number; nobody has two, and nobody gets the number of one who left. */
function giveNumber(bench: Bench, member: string, no: number): void {
  const row = bench.need<'member'>(`member:${member}`);
  if (row.no !== undefined) return;
  if (row.state === 'interested' && row.waitsForVote === true) {
    bench.flag('intake-before-vote');
    bench.put(`member:${member}`, { ...row, wantedNo: row.wantedNo ?? no });
    return;
  }
  const holder = bench.get<'number'>(`number:${no}`)?.member;
  const doubt = row.state !== 'accepted' ? 'not-a-member' : holder !== undefined && holder !== member ? 'number-taken' : undefined;
  if (doubt !== undefined) {
    bench.flag(doubt);
    bench.put(`member:${member}`, withFlag(doubt === 'number-taken' ? { ...row, takenNo: no } : row, doubt));
    return;
  }
  bench.put(`number:${no}`, { type: 'number', member });
  bench.put(`member:${member}`, { ...withFlag(row, 'number-taken', false), no, takenNo: undefined });
}
