/** Names, roles and areas of a signed-in person in words. */
import { describeArea } from '../../../content/areas.ts';
import type { Translate } from '../../../content/text.ts';
import type { Grant } from '../../../protocol/session.ts';

/** Given name and family name, each kept whole on a line. */
export function nameParts(name: string): readonly string[] {
  return name.trim().split(/\s+/);
}

/** Each role once, in words: "field officer · volunteer". */
export function roleWords(grants: readonly Pick<Grant, 'role'>[], t: Translate): string {
  return [...new Set(grants.map(({ role }) => t(`signin.role.${role}`)))].join(' · ');
}

/** The places a person works in, those of one district together; a code that is not known stays a code. */
export function areaWords(grants: readonly Pick<Grant, 'areas'>[], t: Translate): string {
  const namesByPlace = new Map<string, string[]>();
  for (const code of new Set(grants.flatMap(({ areas }) => areas))) {
    const parts = describeArea(code);
    const place = [
      parts?.district && t('common.district', { name: parts.district.name }),
      parts && t('common.province', { name: parts.province.name }),
    ]
      .filter((word) => word !== undefined)
      .join(' ');
    const names = namesByPlace.get(place) ?? [];
    namesByPlace.set(place, names);
    if (parts?.tambon !== undefined) names.push(t('common.tambon', { name: parts.tambon.name }));
    else if (parts === undefined) names.push(code);
  }
  return Array.from(namesByPlace, ([place, names]) => [...names, place].filter((word) => word !== '').join(' ')).join(' · ');
}
