/** The rules a group gives itself (`bylaws.draft`, `bylaws.adopt`); the pledge day is the one that everything else hangs on. */
import { changeField } from './field-change.ts';
import type { KindFolds } from './folding.ts';
import { dayOfInstant } from './group-summary.ts';
import type { GroupRow } from './row.ts';
import { putEvidence } from './step-evidence.ts';

export const bylawsFolds: KindFolds<'bylaws.draft' | 'bylaws.adopt'> = {
  'bylaws.draft': {
    touches: ({ p }, rows) => {
      const before = rows.get<'group'>('group')?.bylaws?.id;
      return [`bylaws:${p.bylaws}`, 'step:2.5', ...(before === undefined ? [] : [`bylaws:${before}` as const])];
    },
    fold({ op, p, by }, bench) {
      const { bylaws: id, base: seen = null, ...rules } = p;
      const { group } = bench;
      const previous = bench.get<'bylaws'>(`bylaws:${id}`) ?? (group.bylaws && bench.get<'bylaws'>(`bylaws:${group.bylaws.id}`));
      bench.put(`bylaws:${id}`, { type: 'bylaws', id, rules, version: (previous?.version ?? 0) + 1, by, at: op.at });
      const author = { op: op.id, by, at: op.at };
      // The pledge day may have been set on the group's own form by the same person, who then saw it.
      const last = group.setBy?.pledgeDay;
      const isOwn = last !== undefined && group.authors?.[last]?.by === by && group.setBy?.entryFee === undefined;
      const day = changeField<GroupRow>(group, {
        ...author,
        field: 'pledgeDay',
        value: p.pledgeDay,
        current: group.pledgeDay,
        base: isOwn ? last : seen,
      });
      const fee = changeField<GroupRow>(day.row, {
        ...author,
        field: 'entryFee',
        value: p.entryFee,
        current: group.bylaws?.entryFee,
        base: seen,
      });
      if (fee.row.conflicts?.some((conflict) => conflict.values.some((value) => value.op === op.id))) bench.flag('same-field-differs');
      bench.setGroup({
        ...fee.row,
        pledgeDay: day.value as GroupRow['pledgeDay'],
        bylaws: { id, entryFee: fee.value as number, shareUnit: p.shareUnit, maxShares: p.maxShares },
      });
      putEvidence(bench, '2.5', { id, state: 'done', on: dayOfInstant(op.at) });
    },
  },
  'bylaws.adopt': {
    needs: (p) => [`bylaws:${p.bylaws}`, `meeting:${p.meeting}`],
    fold({ p }, bench) {
      bench.put(`bylaws:${p.bylaws}`, { ...bench.need<'bylaws'>(`bylaws:${p.bylaws}`), adoptedOn: p.adoptedOn, meeting: p.meeting });
      const { bylaws } = bench.group;
      if (bylaws?.id === p.bylaws) bench.setGroup({ bylaws: { ...bylaws, adoptedOn: p.adoptedOn } });
    },
  },
};
