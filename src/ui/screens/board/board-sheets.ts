/** The boards' tables as sheets of cells, for a file that a spreadsheet opens; the same figures as on the screen. */
import type { Translate } from '../../../content/text.ts';
import { percentOf } from '../../../domain/target.ts';
import type { AreaPart } from '../../../protocol/area-board.ts';
import type { Sheet, SheetColumn, SheetRow } from '../../tables/sheet.ts';
import { foundingShareOf } from './figures.ts';

interface AreaSheetInput {
  readonly whole: AreaPart;
  readonly parts: readonly AreaPart[];
  readonly title: string;
  readonly nameOf: (area: string) => string;
  readonly t: Translate;
}

export function areaSheet({ whole, parts, title, nameOf, t }: AreaSheetInput): Sheet {
  const count = (key: string, label: string): SheetColumn => ({ key, label, kind: 'count', width: 1 });
  const cellsOf = (part: AreaPart): SheetRow['cells'] => {
    const { figures, target, covered } = part;
    const { settled, of } = foundingShareOf(figures);
    return {
      targetGroups: target?.groups,
      reported: figures.reported,
      reportedPercent: target === null ? undefined : percentOf(figures.reported, target.groups),
      targetOfficers: target?.officers,
      covered,
      coveredPercent: target === null ? undefined : percentOf(covered, target.officers),
      groups: figures.groups,
      steps: percentOf(settled, of),
      members: figures.members,
      saved: figures.savedSatang,
      agenda: part.agenda?.on,
      state: target === null ? t('board.district.no-target') : t(part.missing === 0 ? 'board.district.complete' : 'board.district.not-complete'),
    };
  }; // prettier-ignore
  return {
    title,
    columns: [
      { key: 'area', label: t('board.area'), kind: 'text', width: 2 },
      count('targetGroups', t('board.district.target')),
      count('reported', t('board.area.reported')),
      count('reportedPercent', t('board.sheet.reported-percent')),
      count('targetOfficers', t('board.sheet.officers')),
      count('covered', t('board.district.covered')),
      count('coveredPercent', t('board.sheet.covered-percent')),
      count('groups', t('board.district.followed')),
      count('steps', t('board.sheet.steps')),
      count('members', t('board.tile.members')),
      { key: 'saved', label: t('board.sheet.saved'), kind: 'money', width: 1 },
      { key: 'agenda', label: t('board.area.agenda'), kind: 'day', width: 1 },
      { key: 'state', label: t('board.district.state'), kind: 'text', width: 1 },
    ],
    rows: parts.map((part) => ({ key: part.area, cells: { area: nameOf(part.area), ...cellsOf(part) } })),
    totals: { area: t('board.total'), ...cellsOf(whole) },
  };
}
