/** Everything in a group that two people answered differently, and every doubt the office put on a record; read only when there is some. */
import { useEffect, useState } from 'preact/hooks';
import type { FieldConflict, Flag, GroupRow, MemberRow, Row, RowPrefix } from '../../../domain/row.ts';
import { useApp } from '../../app-context.ts';

export interface Conflict {
  /** key of the row, as `conflict.resolve` names it */
  readonly row: string;
  readonly of: Row;
  readonly conflict: FieldConflict;
}
export interface FlaggedRecord {
  readonly row: string;
  readonly of: Row;
  readonly flags: readonly Flag[];
  /** the person the record is about */
  readonly member: MemberRow | undefined;
}
export interface DoubtsOfGroup {
  readonly conflicts: readonly Conflict[];
  readonly flagged: readonly FlaggedRecord[];
}

const prefixes = ['member', 'meeting', 'session', 'consent', 'term', 'bylaws', 'count', 'loan'] as const satisfies readonly RowPrefix[];
const nothing: DoubtsOfGroup = { conflicts: [], flagged: [] };

export function useDoubts(group: GroupRow): DoubtsOfGroup {
  const { store } = useApp();
  const [doubts, setDoubts] = useState(nothing);
  const isNeeded = group.openConflicts + group.openFlags > 0;
  useEffect(() => {
    if (!isNeeded) {
      setDoubts(nothing);
      return undefined;
    }
    let current = true;
    const read = async () => {
      const { entries } = (await store.row<'doubtful'>(group.id, 'doubtful:entries')) ?? { entries: [] };
      const rows = await Promise.all([
        ...prefixes.map((prefix) => store.rows(group.id, prefix)),
        store.rowsOf<'entry'>(group.id, entries.map((id) => `entry:${id}` as const)),
      ]); // prettier-ignore
      if (current) setDoubts(doubtsIn([group, ...rows.flat()]));
    };
    void read();
    const stop = store.onChange((changes) => {
      if (changes.some((change) => change.g === group.id)) void read();
    });
    return () => {
      current = false;
      stop();
    };
  }, [store, group, isNeeded]);
  return doubts;
}

function doubtsIn(rows: readonly Row[]): DoubtsOfGroup {
  const conflicts: Conflict[] = [];
  const flagged: FlaggedRecord[] = [];
  const memberById = new Map(rows.filter((row) => row.type === 'member').map((row) => [row.id, row]));
  for (const of of rows) {
    const row = of.type === 'group' ? 'group' : 'id' in of ? `${of.type}:${of.id}` : undefined;
    if (row === undefined) continue;
    if ('conflicts' in of) for (const conflict of of.conflicts ?? []) conflicts.push({ row, of, conflict });
    const flags = ('flags' in of ? (of.flags ?? []) : []).filter((flag) => flag !== 'same-field-differs');
    if (flags.length > 0) flagged.push({ row, of, flags, member: memberOf(of, memberById) });
  }
  return { conflicts, flagged };
}

function memberOf(row: Row, memberById: ReadonlyMap<string, MemberRow>): MemberRow | undefined {
  if (row.type === 'member') return row;
  return 'member' in row && typeof row.member === 'string' ? memberById.get(row.member) : undefined;
}
