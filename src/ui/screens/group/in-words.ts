/** What a group and its place are called. */
import { describeArea } from '../../../content/areas.ts';
import type { Translate } from '../../../content/text.ts';
import type { GroupRow } from '../../../domain/row.ts';

/** The group's name as people say it; the long official word in front is shortened, papers print it in full. */
export function shortNameOf(group: Pick<GroupRow, 'name'>, t: Translate): string {
  const prefix = t('group.new.name-prefix');
  return group.name.startsWith(prefix) ? `${t('group.name-short')} ${group.name.slice(prefix.length).trim()}`.trim() : group.name;
}

/** The name in a list of groups, where the official word is the same in every line: what follows it, so the village. */
export function listNameOf(group: Pick<GroupRow, 'name'>, t: Translate): string {
  const prefix = t('group.new.name-prefix');
  return (group.name.startsWith(prefix) ? group.name.slice(prefix.length).trim() : '') || group.name;
}

/** Moo, tambon and district in one line; the village's own name stands in the group's name. */
export function placeOf(village: GroupRow['village'], t: Translate): string {
  const area = describeArea(village.tambon);
  return [
    t('common.moo', { moo: village.moo }),
    area?.tambon && t('common.tambon', { name: area.tambon.name }),
    area?.district && t('common.district', { name: area.district.name }),
  ]
    .filter(Boolean)
    .join(' ');
}
