/** Deciding a card with two values (`conflict.resolve`): one is kept, both stay in the log. */
import { seatKeys } from './committee.ts';
import { keepValue } from './field-change.ts';
import { withGroupField } from './group.ts';
import type { KindFolds } from './folding.ts';
import { meetingKeys, putMeeting, withMeetingField } from './meeting.ts';
import { memberKeys, putMember, withMemberField } from './member.ts';
import type { RowKey } from './row.ts';

type CardRow = { readonly prefix: 'group' } | { readonly prefix: 'member' | 'meeting'; readonly id: string };

export const conflictFolds: KindFolds<'conflict.resolve'> = {
  'conflict.resolve': {
    needs: (p) => {
      const card = cardRowOf(p.row);
      return card === undefined || card.prefix === 'group' ? [] : [`${card.prefix}:${card.id}` as RowKey];
    },
    touches: ({ p }, rows) => {
      const card = cardRowOf(p.row);
      if (card?.prefix === 'member') return ['waiting:vote', ...memberKeys(card.id, rows), ...seatKeys(card.id, rows)];
      return card?.prefix === 'meeting' ? meetingKeys(rows) : [];
    },
    fold({ p }, bench) {
      const card = cardRowOf(p.row);
      if (card?.prefix === 'group') {
        const kept = keepValue(bench.group, p.field, p.keep);
        if (kept !== undefined) bench.setGroup(withGroupField(kept.row, p.field, kept.value));
      } else if (card?.prefix === 'member') {
        const kept = keepValue(bench.need<'member'>(`member:${card.id}`), p.field, p.keep);
        if (kept !== undefined) putMember(bench, withMemberField(kept.row, p.field, kept.value));
      } else if (card?.prefix === 'meeting') {
        const kept = keepValue(bench.need<'meeting'>(`meeting:${card.id}`), p.field, p.keep);
        if (kept !== undefined) putMeeting(bench, withMeetingField(kept.row, p.field, kept.value));
      }
    },
  },
};

function cardRowOf(row: string): CardRow | undefined {
  if (row === 'group') return { prefix: 'group' };
  const [, prefix, id] = /^(member|meeting):(.+)$/.exec(row) ?? [];
  return prefix === undefined || id === undefined ? undefined : { prefix: prefix as 'member' | 'meeting', id };
}
