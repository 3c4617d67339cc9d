/** The kinds of operation about members: who applied, joined and left, a guardian's consent, what was promised. Part of the vocabulary in `operation.ts`. */
import * as z from 'zod/mini';
import { Base, Count, Day, Id, Month, Salt, Satang, Short, Text } from './payload-field.ts';

/** Fields of a member that name or describe a person; all optional so that a quick intake can be completed later. */
const MemberPersonal = {
  title: z.optional(Short),
  firstName: z.optional(Short),
  lastName: z.optional(Short),
  nickname: z.optional(Short),
  houseNo: z.optional(Short),
  moo: z.optional(z.int().check(z.minimum(1), z.maximum(99))),
  gender: z.optional(z.enum(['male', 'female'])),
  bornOn: z.optional(Day),
  birthPrecision: z.optional(z.enum(['day', 'month', 'year'])),
  maritalStatus: z.optional(z.enum(['single', 'registered', 'customary', 'widowed', 'divorced', 'unknown'])),
  marriageRegisteredOn: z.optional(Day),
  /** a marriage registered below the legal age counts only with a court order that somebody has seen */
  courtOrderSeen: z.optional(z.boolean()),
  phone: z.optional(z.string().check(z.regex(/^0\d{8,9}$/))),
  nationalId: z.optional(z.string().check(z.regex(/^\d{13}$/))),
};
/** Every personal field but the first name: a member without any name could not be found again. */
export const clearableFields = [
  'title', 'lastName', 'nickname', 'houseNo', 'moo', 'gender', 'bornOn', 'birthPrecision', 'maritalStatus', 'marriageRegisteredOn', 'courtOrderSeen', 'phone', 'nationalId',
] as const satisfies readonly (keyof typeof MemberPersonal)[]; // prettier-ignore
const MemberPlain = {
  memberType: z.optional(z.enum(['ordinary', 'extraordinary', 'honorary'])),
  idStatus: z.optional(z.enum(['given', 'later', 'none', 'refused'])),
};

export const memberKinds = {
  'member.add': {
    p: z.object({
      member: Id,
      kind: z.enum(['person', 'organisation']),
      ...MemberPlain,
      appliedOn: Day,
      meeting: z.optional(Id),
      intendedPledge: z.optional(Satang),
      /** version of the privacy notice that was read to the person */
      noticeVersion: z.optional(Short),
      /** only a name on the list of interested people, no application yet; `member.apply` makes it one */
      interestOnly: z.optional(z.boolean()),
    }),
    s: z.object({ salt: Salt, ...MemberPersonal }),
  },
  /** Somebody on the list of interested people applies, or a minor who waited applies again as an adult. */
  'member.apply': { p: z.object({ member: Id, appliedOn: Day, meeting: z.optional(Id), intendedPledge: z.optional(Satang) }) },
  'member.set': {
    p: z.object({ member: Id, base: Base, fields: z.object(MemberPlain) }),
    s: z.object({ salt: Salt, fields: z.object(MemberPersonal) }),
  },
  /** Empties personal fields that `member.set` can only replace. A kind of its own, so that an older version holds it instead of skipping it. */
  'member.clear': {
    p: z.object({ member: Id, base: Base, fields: z.array(z.enum(clearableFields)).check(z.minLength(1), z.maxLength(20)) }),
  },
  /**
   * Whether the office knows the member's given national id in another group too (case 9); which group, or anything of it, is never said.
   * Only the office writes it.
   */
  'member.elsewhere': { p: z.object({ member: Id, elsewhere: z.boolean() }) },
  'member.number': {
    p: z.object({
      rows: z.array(z.object({ member: Id, no: z.int().check(z.minimum(1), z.maximum(99_999)) })).check(z.minLength(1), z.maxLength(300)),
    }),
  },
  'member.close': {
    p: z.object({
      member: Id,
      leftOn: Day,
      reason: z.enum(['resigned', 'died', 'expelled', 'moved', 'withdrawn', 'mistake']),
      note: z.optional(Text),
    }),
  },
  /** Who gets a member's savings when he dies; the shares are parts of 10,000 and together the whole (case 40). */
  'member.beneficiaries': {
    p: z.object({ member: Id, shares: z.array(z.int().check(z.minimum(1), z.maximum(10_000))).check(z.maxLength(10)) }),
    s: z.object({ salt: Salt, people: z.array(z.object({ name: Short, relation: z.optional(Short) })).check(z.maxLength(10)) }),
  },
  /**
   * Everything personal about somebody who is no member any more is overwritten at the office and on every phone (PDPA s.33); what the books
   * say of the number stays. Of somebody who still is a member, or who has or owes anything, it does nothing.
   */
  erase: { p: z.object({ member: Id, on: Day, reason: z.enum(['asked', 'not-needed', 'retention', 'restored']) }) },
  'consent.record': {
    p: z.object({
      consent: Id,
      member: Id,
      relation: z.enum(['father', 'mother', 'legal-guardian']),
      signedOn: Day,
      signatureKind: z.enum(['signature', 'thumbprint']),
      /** names are in `s`; two are needed for a thumbprint (Civil and Commercial Code s.9) */
      witnessCount: Count,
      pledge: z.optional(Satang),
    }),
    s: z.object({ salt: Salt, guardianName: Short, guardianPhone: z.optional(Short), witnesses: z.array(Short) }),
  },
  'pledge.decide': {
    p: z.object({ member: Id, amount: Satang, effectiveFrom: Month, decidedOn: Day, decidedBy: z.enum(['member', 'guardian']) }),
  },
};
