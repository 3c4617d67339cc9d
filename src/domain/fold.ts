/** From operations to what a group is now: which rows an operation needs, and what it makes of them. */
import { areaFolds } from './area.ts';
import { boardFolds } from './board-record.ts';
import { bylawsFolds } from './bylaws.ts';
import { closingFolds } from './closing.ts';
import { commitmentFolds } from './commitment.ts';
import { committeeFolds } from './committee.ts';
import { conflictFolds } from './conflict.ts';
import { consentFolds } from './consent.ts';
import { eraseFolds } from './erase.ts';
import { Bench, idOfKey, type KindFolds } from './folding.ts';
import { groupFolds } from './group.ts';
import { ledgerFolds } from './ledger.ts';
import { listExportFolds } from './list-export.ts';
import { loanFolds } from './loan.ts';
import { meetingFolds } from './meeting.ts';
import { memberFolds } from './member.ts';
import type { Kind, Parsed } from './operation.ts';
import { personFolds } from './person.ts';
import { pledgeFolds } from './pledge.ts';
import { recordFolds } from './record.ts';
import { reportFolds } from './report.ts';
import type { Flag, RowAccess, RowKey } from './row.ts';
import { stepFolds } from './step.ts';

/** One parsed operation with what the server or the phone knows about its author. */
export interface FoldEntry {
  readonly parsed: Parsed;
  /** user id of the author */
  readonly by: string;
}

export type FoldOutcome =
  | { readonly applied: true; readonly flags: readonly Flag[] }
  /** `missing`: id of the member, meeting, entry … that the operation speaks of and that has not come yet; nothing was written */
  | { readonly applied: false; readonly missing: string };

const folds: KindFolds<Kind> = {
  ...groupFolds,
  ...stepFolds,
  ...meetingFolds,
  ...memberFolds,
  ...consentFolds,
  ...pledgeFolds,
  ...committeeFolds,
  ...bylawsFolds,
  ...ledgerFolds,
  ...closingFolds,
  ...loanFolds,
  ...recordFolds,
  ...reportFolds,
  ...listExportFolds,
  ...eraseFolds,
  ...conflictFolds,
  ...personFolds,
  ...areaFolds,
  ...commitmentFolds,
  ...boardFolds,
};

/** A fold whose payload type is no longer known; the kind that finds it also parsed the payload. */
interface AnyFold {
  readonly withoutGroup?: boolean | ((p: never) => boolean);
  readonly isQuiet?: boolean;
  needs?(p: unknown): readonly RowKey[];
  touches?(deed: { readonly op: Parsed['op']; readonly p: unknown; readonly s: unknown }, rows: Pick<RowAccess, 'get'>): readonly RowKey[];
  fold(deed: { readonly op: Parsed['op']; readonly p: unknown; readonly s: unknown; readonly by: string }, bench: Bench): void;
}

function foldOf(parsed: Parsed): AnyFold {
  return folds[parsed.k];
}

function isWithoutGroup({ withoutGroup }: AnyFold, p: unknown): boolean {
  return typeof withoutGroup === 'function' ? withoutGroup(p as never) : withoutGroup === true;
}

/**
 * Keys of every row that folding this operation may read, given the rows already at hand.
 *
 * Call again with what was loaded until nothing new is asked for (an entry's reversal needs the entry before it knows the member).
 */
export function rowKeysOf(parsed: Parsed, rows: Pick<RowAccess, 'get'>): readonly RowKey[] {
  const fold = foldOf(parsed);
  const { op, p, s } = parsed;
  const own: readonly RowKey[] = isWithoutGroup(fold, p) ? [] : ['group'];
  return [...new Set([...own, ...(fold.needs?.(p) ?? []), ...(fold.touches?.({ op, p, s }, rows) ?? [])])];
}

/**
 * Applies one operation to the rows at hand, whose keys `rowKeysOf` named.
 *
 * The outcome depends on the order of operations in the stream alone: no clock, no random. Never throws for an operation that parsed.
 */
export function foldOperation(entry: FoldEntry, rows: RowAccess): FoldOutcome {
  const { parsed, by } = entry;
  const { op, p, s } = parsed;
  const fold = foldOf(parsed);
  const hasGroup = !isWithoutGroup(fold, p);
  if (hasGroup && rows.get<'group'>('group') === undefined) return { applied: false, missing: op.g };
  const absent = fold.needs?.(p).find((key) => rows.get(key as `member:${string}`) === undefined);
  if (absent !== undefined) return { applied: false, missing: idOfKey(absent) };
  const bench = new Bench(rows);
  fold.fold({ op, p, s, by }, bench);
  bench.lay(fold.isQuiet === true ? bench.group.lastActivityAt : op.at, hasGroup);
  return { applied: true, flags: bench.flags };
}
