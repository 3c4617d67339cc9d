/** Builders of operations for tests: valid UUIDs that count up, one device, one minute between operations. */
import type { Kind, Operation, PayloadOf, PersonalOf } from '../../src/domain/operation.ts';

type Plain<K extends Kind> = Omit<NonNullable<PersonalOf<K>>, 'salt'>;

let lastId = 0;

export function startIdsAnew(): void {
  lastId = 0;
}

/** The next UUID; ids made later sort later. */
export function nextId(): string {
  lastId += 1;
  return uuid(lastId);
}

/** A valid version 7 UUID with a number in it, so that a failing test can be read. */
export function uuid(number: number): string {
  const hex = number.toString(16).padStart(12, '0');
  return `01990000-0000-7000-8000-${hex}`;
}

/** One operation as it would be stored. The salt is added to `s`; `at` counts a minute per operation from 9:00 on 23 Nov 2026 in Thailand. */
export function operation<K extends Kind>(
  k: K,
  g: string,
  p: PayloadOf<K>,
  s?: Plain<K>,
  over: Partial<Pick<Operation, 'id' | 'n' | 'at' | 'ce'>> = {},
): Operation {
  return { ...operationOf(g, { k, p, s }), ...over };
}

/** An act that a form made (`checkIntake`), as it would be stored. */
export function operationOf(g: string, { k, p, s }: { readonly k: Kind; readonly p: unknown; readonly s?: object | undefined }): Operation {
  const id = nextId();
  const n = Number.parseInt(id.slice(-12), 16);
  const at = new Date(Date.UTC(2026, 10, 23, 2) + n * 60_000).toISOString();
  return { v: 1, id, n, g, k, kv: 1, at, ce: 1, p, ...(s && { s: { salt: 'saltsaltsaltsalt', ...s } }) };
}

/** A new group with its name in a village of Mae Chai. */
export function groupCreate(g: string, over: Partial<PayloadOf<'group.create'>> = {}): Operation {
  const village = { tambon: '560702', moo: 4, name: 'Ban San Sai' };
  return operation('group.create', g, {
    name: 'San Sai savings group',
    village,
    villageTypes: ['sufficiency-economy'],
    source: 'ledger',
    ...over,
  });
}

export interface Founding {
  readonly meeting: string;
  readonly resolution: string;
  readonly ops: readonly Operation[];
}

/** A founding meeting with attendance and a passed (or failed) vote. */
export function foundingVote(g: string, { on = '2026-11-23', passed = true }: { on?: string; passed?: boolean } = {}): Founding {
  const meeting = nextId();
  const resolution = nextId();
  const count = passed ? { for: 48, against: 4, abstain: 8 } : { for: 18, against: 25, abstain: 17 };
  const vote = {
    meeting,
    resolution,
    step: '2.2' as const,
    motion: 'found the group',
    present: 60,
    ...count,
    method: 'hand' as const,
    passed,
  };
  return {
    meeting,
    resolution,
    ops: [
      operation('meeting.open', g, { meeting, kind: 'founding', heldOn: on }),
      operation('meeting.attend', g, { meeting, male: 28, female: 32, total: 60, base: null }),
      operation('meeting.resolve', g, vote),
    ],
  };
}

/** An application of an adult; every personal field can be given. */
export function memberAdd(g: string, member: string, s: Plain<'member.add'> = {}, over: Partial<PayloadOf<'member.add'>> = {}): Operation {
  const person = { firstName: 'Kham', lastName: 'Chaidee', houseNo: '12', gender: 'female' as const, bornOn: '1976-05-01', ...s };
  return operation('member.add', g, { member, kind: 'person', appliedOn: '2026-11-23', ...over }, person);
}

/** One payment of one member. */
export function pledgePaid(
  g: string,
  member: string,
  amount: number,
  {
    e = nextId(),
    forMonth = '2026-11',
    paidOn = '2026-11-23',
    receipt,
  }: { e?: string; forMonth?: string; paidOn?: string; receipt?: string } = {},
): Operation {
  return operation('entry.record', g, {
    receipt,
    paidOn,
    writtenBy: 'committee',
    rows: [{ e, kind: 'pledged-savings', member, amount, forMonth }],
  });
}

/** A chair, by-laws with a pledge day on the 5th, and one member who is that chair: after `foundingVote` the group is founded. */
export function foundingRest(g: string): {
  readonly chair: string;
  readonly term: string;
  readonly bylaws: string;
  readonly ops: readonly Operation[];
} {
  const chair = nextId();
  const term = nextId();
  const bylaws = nextId();
  return {
    chair,
    term,
    bylaws,
    ops: [
      memberAdd(g, chair, { firstName: 'Somsak', gender: 'male' }),
      operation('committee.elect', g, { term, member: chair, branch: 'board', office: 'chair', from: '2026-11-23', to: '2028-11-22' }),
      operation('bylaws.draft', g, { bylaws, base: null, pledgeDay: { kind: 'day-of-month', day: 5 }, entryFee: 2000 }),
    ],
  };
}
