/** Areas, instants and people on the boards as one reads them. */
import { areaName, describeArea } from '../../../content/areas.ts';
import { findProvince } from '../../../content/provinces.ts';
import { isTextKey, type Language, type TextKey, type Translate } from '../../../content/text.ts';
import type { GroupRow } from '../../../domain/row.ts';
import { civilDateInThailand } from '../../../domain/thai-calendar.ts';
import type { CellAge } from '../../../protocol/cell-age.ts';
import { useApp } from '../../app-context.ts';
import { clockTime } from '../../screen.tsx';
import { unbroken } from '../../words/unbroken.ts';
import { useWords, type Words } from '../../words/use-words.ts';

export interface BoardWords extends Words {
  /** an instant as day and time in Thailand; only the time on the same day */
  when(instant: string): string;
  /** how old what a province's own server said is */
  cell(age: CellAge): string;
  /** the same in two pieces, for a narrow column */
  dayAndTime(instant: string): { readonly day: string; readonly time: string };
  area(code: string): string;
  /** the bare name, for a column of districts */
  district(code: string): string;
  province(code: string): string;
  tambon(code: string): string | undefined;
}

export function useBoardWords(): BoardWords {
  const { t, language, nowMs } = useApp();
  const words = useWords();
  const today = civilDateInThailand(nowMs());
  const dayAndTime = (instant: string) => {
    const on = civilDateInThailand(Date.parse(instant));
    const day = on === today ? t('board.when.today') : words.day(on);
    return { day: unbroken(day), time: unbroken(t('board.when.time', { time: clockTime(instant) })) };
  };
  const when = (instant: string) => {
    const { day, time } = dayAndTime(instant);
    return `${day} ${time}`;
  };
  return {
    ...words,
    dayAndTime,
    when,
    cell: ({ asOf, isOver }) =>
      asOf === null ? t('board.cell.never') : t(isOver ? 'board.cell.over' : 'board.cell.seen', { when: when(asOf) }),
    area: (code) => areaInWords(code, language, t),
    district: (code) => {
      const district = describeArea(code)?.district;
      return (language === 'th' ? district?.name : district?.nameEn) ?? code;
    },
    province: (code) => {
      const province = findProvince(code);
      return (language === 'th' ? province?.name : province?.nameEn) ?? code;
    },
    tambon: (code) => (code.length === 6 ? areaName(code) : undefined),
  };
}

function areaInWords(code: string, language: Language, t: Translate): string {
  const parts = describeArea(code);
  const nameOf = (area: { readonly name: string; readonly nameEn: string }) => (language === 'th' ? area.name : area.nameEn);
  const elsewhere = findProvince(code.slice(0, 2));
  if (parts === undefined && elsewhere !== undefined) return t('board.area.province', { name: nameOf(elsewhere) });
  if (parts === undefined) return t('board.area.any');
  const province = t('board.area.province', { name: nameOf(parts.province) });
  if (parts.district === undefined) return province;
  const district = `${t('board.area.district', { name: nameOf(parts.district) })} ${province}`;
  return parts.tambon === undefined ? district : `${t('common.tambon', { name: parts.tambon.name })} ${district}`;
}

/** Without the long official word in front that every name begins with. */
export function bareNameOf(group: Pick<GroupRow, 'name'>, t: Translate): string {
  const prefix = t('group.new.name-prefix');
  const bare = group.name.startsWith(prefix) ? group.name.slice(prefix.length).trim() : '';
  return bare === '' ? group.name : bare;
}

/** Moo and tambon; the village's own name only when the group is not called by it. */
export function villageLine(group: Pick<GroupRow, 'name' | 'village'>, t: Translate): string {
  const { name, moo, tambon } = group.village;
  const tambonName = areaName(tambon);
  return [
    group.name.includes(name) ? '' : name,
    t('common.moo', { moo }),
    tambonName === undefined ? '' : t('common.tambon', { name: tambonName }),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** Given and family name, each kept whole. */
export function namePartsOf(name: string): readonly string[] {
  return name.split(/\s+/).filter((part) => part !== '');
}

export function kindInWords(kind: string, t: Translate): string {
  const key = `outbox.kind.${kind}`;
  return t(isTextKey(key) ? key : 'outbox.kind.other');
}

/** Why the office set a record aside, for the person who decides. */
export function whyKey(why: string): TextKey {
  const key = `board.why.${why}`;
  return isTextKey(key) ? key : 'board.why.other';
}
