/**
 * Every kind of operation and the schema of its payload: the vocabulary that phone, wire and server share.
 *
 * An operation is one thing a person did and would undo as one. It is never changed after birth. `p` is what everybody with a right
 * to the stream may keep; `s` is the erasable part with personal fields (see the privacy notes in the README). Folding is in `fold.ts`.
 */
import * as z from 'zod/mini';
import { campaignKinds } from './campaign-operation.ts';
import { commitmentKinds } from './commitment-operation.ts';
import { keeperKinds } from './keeper-operation.ts';
import { isErasedPart } from './erased-part.ts';
import { listExportKinds } from './list-export-operation.ts';
import { boardKinds } from './board-operation.ts';
import { memberKinds } from './member-operation.ts';
import { moneyKinds } from './money-operation.ts';
import { personKinds } from './person-operation.ts';
import { Base, Count, Day, Id, Instant, Salt, Satang, SatangOrZero, Sha256, Short, Text, Time } from './payload-field.ts';
import { reportOperations } from './report-operation.ts';
import {
  areaPhotoKinds,
  stepKeys,
  documentKeys,
  accountBookKeys,
  villageTypes,
  stages,
  meetingKinds,
  branches,
  offices,
} from './vocabulary.ts';

export const PledgeDayRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('day-of-month'), day: z.int().check(z.minimum(1), z.maximum(31)) }),
  z.object({ kind: z.literal('nth-weekday'), nth: z.literal([1, 2, 3, 4, -1]), weekday: z.int().check(z.minimum(0), z.maximum(6)) }),
]);
const Participants = z.object({ male: z.optional(Count), female: z.optional(Count), total: Count });
const Village = z.object({
  /** six-digit sub-district (tambon) code */
  tambon: z.string().check(z.regex(/^\d{6}$/)),
  moo: z.int().check(z.minimum(1), z.maximum(99)),
  name: Short,
});
const FieldValue = z.union([z.string().check(z.maxLength(4000)), z.number(), z.boolean(), z.array(z.string().check(z.maxLength(200)))]);
const Person = z.object({ name: Short, position: z.optional(Short) });
/** What the office knows of an old group whose books are paper: totals only, no member rows. */
const Declared = z.object({ foundedOn: z.optional(Day), members: Count, savedSatang: SatangOrZero, asOf: Day });
interface KindSchema {
  readonly p: z.ZodMiniType;
  readonly s?: z.ZodMiniType;
}

/** Version 1 of every kind. A changed meaning is a new kind or a new `kv`, never an edit here. */
export const kinds = {
  'group.create': {
    p: z.object({
      name: Short,
      village: Village,
      villageTypes: z.array(z.enum(villageTypes)).check(z.maxLength(4)),
      villageTypeNote: z.optional(Text),
      source: z.enum(['ledger', 'declared']),
      declared: z.optional(Declared),
    }),
  },
  'group.set': {
    p: z.object({
      base: Base,
      fields: z.object({
        name: z.optional(Short),
        village: z.optional(Village),
        villageTypes: z.optional(z.array(z.enum(villageTypes))),
        villageTypeNote: z.optional(Text),
        pledgeDay: z.optional(PledgeDayRule),
        declared: z.optional(Declared),
        /** everybody of an old paper group is typed: from now on the rows are counted, no longer what was told */
        isListComplete: z.optional(z.boolean()),
      }),
    }),
  },
  'group.stage': {
    p: z.object({
      stage: z.enum(stages),
      reason: Text,
      decidedBy: z.optional(z.enum(['leaders', 'villagers', 'officer', 'members'])),
      on: Day,
      reviewOn: z.optional(Day),
    }),
  },
  'step.record': {
    p: z.object({
      session: Id,
      step: z.enum(stepKeys),
      state: z.enum(['in-progress', 'done', 'not-applicable']),
      doneOn: Day,
      place: z.optional(Text),
      participants: z.optional(Participants),
      fields: z.record(z.string().check(z.maxLength(60)), FieldValue),
      note: z.optional(Text),
    }),
    s: z.object({ salt: Salt, people: z.record(z.string(), z.array(Person)) }),
  },
  'step.withdraw': { p: z.object({ session: Id, reason: Text }) },
  'document.tick': {
    p: z.object({ document: z.enum([...documentKeys, ...accountBookKeys]), state: z.enum(['none', 'have', 'printed', 'started']) }),
  },
  'meeting.open': {
    p: z.object({
      meeting: Id,
      kind: z.enum(meetingKinds),
      heldOn: Day,
      startedAt: z.optional(Time),
      place: z.optional(Text),
      agenda: z.optional(z.array(Text)),
    }),
  },
  'meeting.attend': {
    p: z.object({ meeting: Id, male: z.optional(Count), female: z.optional(Count), total: Count, base: z.optional(z.nullable(Id)) }),
  },
  'meeting.resolve': {
    p: z.object({
      meeting: Id,
      resolution: Id,
      /** the item the vote decides, `2.2` for the founding vote */
      step: z.optional(z.enum(stepKeys)),
      motion: Text,
      present: Count,
      for: Count,
      against: Count,
      abstain: Count,
      method: z.enum(['hand', 'ballot']),
      passed: z.boolean(),
    }),
  },
  'meeting.minutes': { p: z.object({ meeting: Id }), s: z.object({ salt: Salt, text: Text }) },
  'meeting.close': { p: z.object({ meeting: Id, endedAt: z.optional(Time), nextOn: z.optional(Day) }) },
  'meeting.reopen': { p: z.object({ meeting: Id, reason: Text }) },
  /** A meeting written under a wrong day, hour or place; what it counted, decided and took in stays as it was recorded. */
  'meeting.set': {
    p: z.object({
      meeting: Id,
      base: Base,
      fields: z.object({ heldOn: z.optional(Day), startedAt: z.optional(Time), place: z.optional(Text) }),
    }),
  },
  ...memberKinds,
  'committee.elect': {
    p: z.object({
      term: Id,
      member: Id,
      branch: z.enum(branches),
      office: z.enum(offices),
      votes: z.optional(Count),
      from: Day,
      to: z.optional(Day),
      meeting: z.optional(Id),
    }),
  },
  'committee.end': { p: z.object({ term: Id, on: Day, reason: Text }) },
  'bylaws.draft': {
    p: z.object({
      bylaws: Id,
      base: z.optional(z.nullable(Id)),
      pledgeDay: PledgeDayRule,
      entryFee: SatangOrZero,
      shareUnit: z.optional(Satang),
      maxShares: z.optional(Count),
      fine: z.optional(SatangOrZero),
      fineAfterDays: z.optional(Count),
      loanFrom: z.optional(Day),
      /** 100 is 1 % a month */
      loanRatePerMonth: z.optional(z.int().check(z.minimum(0), z.maximum(1_000))),
      /** at most so many times the borrower's own savings */
      loanTimesSavings: z.optional(Count),
      loanMost: z.optional(Satang),
      loanGuarantors: z.optional(Count),
      /** at least so many months a member */
      loanAfterMonths: z.optional(Count),
      /** what else the group agreed, one article each */
      articles: z.optional(z.array(Text).check(z.maxLength(40))),
      note: z.optional(Text),
    }),
  },
  'bylaws.adopt': { p: z.object({ bylaws: Id, meeting: Id, adoptedOn: Day }) },
  ...moneyKinds,
  ...listExportKinds,
  'visit.record': {
    p: z.object({
      visit: Id,
      on: Day,
      kind: z.enum(['pledge-day', 'advice', 'training', 'annual', 'other']),
      attended: z.boolean(),
      absentReason: z.optional(Text),
      paid: z.optional(Count),
      missed: z.optional(Count),
      total: z.optional(SatangOrZero),
      cashCountOk: z.optional(z.boolean()),
      topic: z.optional(Text),
      toWhom: z.optional(z.enum(['committee', 'members', 'leaders'])),
      advice: z.optional(Text),
      followUpBy: z.optional(Day),
    }),
  },
  'photo.attach': {
    p: z.object({
      sha: Sha256,
      bytes: z.int().check(z.minimum(1), z.maximum(10_000_000)),
      mime: z.enum(['image/jpeg', 'image/png', 'image/webp']),
      w: Count,
      h: Count,
      thumb: z.object({ sha: Sha256, bytes: z.int().check(z.minimum(1), z.maximum(200_000)) }),
      for: z.object({
        kind: z.enum(['group', 'step', 'meeting', 'visit', 'consent', 'count', 'loan', 'entry', 'commitment', 'agenda']),
        id: z.optional(Id),
        step: z.optional(z.enum(stepKeys)),
      }),
      takenAt: z.optional(Instant),
      caption: z.optional(Text),
    }),
  },
  /** `of`: a picture in the stream of a district, whose kind says who may take it back */
  'photo.withdraw': { p: z.object({ sha: Sha256, reason: Text, of: z.optional(z.enum(areaPhotoKinds)) }) },
  ...reportOperations,
  'conflict.resolve': { p: z.object({ row: Short, field: Short, keep: Id }) },
  'device.lost': { p: z.object({ from: z.int().check(z.minimum(1)), to: z.int().check(z.minimum(1)) }) },
  ...personKinds,
  ...keeperKinds,
  ...commitmentKinds,
  ...campaignKinds,
  ...boardKinds,
} as const satisfies Record<string, KindSchema>;

export type Kind = keyof typeof kinds;
export type PayloadOf<K extends Kind> = z.infer<(typeof kinds)[K]['p']>;
export type PersonalOf<K extends Kind> = (typeof kinds)[K] extends { s: infer S extends z.ZodMiniType } ? z.infer<S> : undefined;

/** One operation as it travels and is stored; unknown members are kept. `kv` is the version of the kind's payload. */
export interface Operation {
  readonly v: 1;
  readonly id: string;
  /** running number of the device, 1, 2, 3 …; not part of the hash, so that a forked phone can send again */
  readonly n: number;
  /** the stream: a group, a person or an area */
  readonly g: string;
  readonly k: string;
  readonly kv: number;
  readonly crit?: boolean | undefined;
  /** claimed time on the phone, UTC; decides nothing */
  readonly at: string;
  /** clock epoch of the phone: counts up when its clock jumps */
  readonly ce: number;
  readonly p: unknown;
  readonly s?: unknown;
}

export const OperationSchema = z.looseObject({
  v: z.literal(1),
  id: Id,
  n: z.int().check(z.minimum(1)),
  g: Id,
  k: z.string().check(z.maxLength(40)),
  kv: z.int().check(z.minimum(1)),
  crit: z.optional(z.boolean()),
  at: Instant,
  ce: z.int().check(z.minimum(0)),
  p: z.unknown(),
  s: z.optional(z.unknown()),
});

/** A known kind with its payload parsed. */
export type Parsed = {
  [K in Kind]: { readonly k: K; readonly op: Operation; readonly p: PayloadOf<K>; readonly s: PersonalOf<K> | undefined };
}[Kind];
export type ParseResult =
  | { readonly ok: true; readonly parsed: Parsed }
  | { readonly ok: false; readonly why: 'unknown-kind' | 'unknown-version' }
  | { readonly ok: false; readonly why: 'invalid'; readonly path: string; readonly code: string };

/**
 * Reads the payload of an operation that came through a door (wire or disk).
 *
 * An erased personal part (`{erased: true}`) reads as `s: undefined`. The first problem is told with its path, e.g. `p.rows.3.amount`.
 */
export function parseOperation(op: Operation): ParseResult {
  if (!Object.hasOwn(kinds, op.k)) return { ok: false, why: 'unknown-kind' };
  if (op.kv !== 1) return { ok: false, why: 'unknown-version' };
  const schema: KindSchema = kinds[op.k as Kind];
  const p = schema.p.safeParse(op.p);
  if (!p.success) return invalid('p', p.error);
  if (op.s === undefined || isErasedPart(op.s) || schema.s === undefined)
    return { ok: true, parsed: { k: op.k, op, p: p.data, s: undefined } as Parsed };
  const s = schema.s.safeParse(op.s);
  if (!s.success) return invalid('s', s.error);
  return { ok: true, parsed: { k: op.k, op, p: p.data, s: s.data } as Parsed };
}

function invalid(part: 'p' | 's', error: z.core.$ZodError): ParseResult {
  const issue = error.issues[0];
  return { ok: false, why: 'invalid', path: [part, ...(issue?.path ?? [])].join('.'), code: issue?.code ?? 'custom' };
}
