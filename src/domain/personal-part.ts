/** Whom the personal part of an operation is about, and the part that takes its place when that person is erased. */
import type { ErasedPart } from './erased-part.ts';
import type { Operation } from './operation.ts';

/** Kinds whose personal part is about the member that `p.member` names; people named elsewhere are somebody else's record. */
export const kindsAboutMember = ['member.add', 'member.set', 'member.beneficiaries', 'consent.record'] as const;

/** The member whom the personal part of an operation is about; the operation may come from outside and be anything. */
export function memberOfPersonal(op: { readonly k?: unknown; readonly p?: unknown; readonly s?: unknown }): string | undefined {
  if (op.s === undefined || !(kindsAboutMember as readonly unknown[]).includes(op.k)) return undefined;
  const { p } = op;
  const member = typeof p === 'object' && p !== null && 'member' in p ? p.member : undefined;
  return typeof member === 'string' ? member : undefined;
}

/** @param hash of the personal part, as `hashOperation` takes it */
export function erasedPart(op: Pick<Operation, 'k'>, hash: string, isMinor: boolean): ErasedPart {
  return { erased: true, hash, ...(op.k === 'member.add' && isMinor && { minor: true as const }) };
}
