/** A report on A4 as it was sent: frozen figures, the version and its time, what was said to it, lines to sign. */
import { civilDateInThailand } from '../../../domain/thai-calendar.ts';
import type { SnapshotOf } from '../../../domain/report-operation.ts';
import { timeInThailand } from '../../words/time-of-day.ts';
import { figureLines, periodOf } from '../../words/report-words.ts';
import type { Sheet } from '../../tables/sheet.ts';
import { placeOf, type MakePaper } from '../paper-source.ts';

export const report: MakePaper = async (source) => {
  const { store, group, query, t, words } = source;
  const reports = group === undefined ? [] : await store.rows(group.id, 'report');
  const listed = reports.toSorted((a, b) => (a.at < b.at ? 1 : -1));
  const chosen = listed.find(({ id }) => id === query['report']) ?? listed[0];
  if (chosen === undefined) return 'nothing';
  const when = (instant: string) => `${words.day(civilDateInThailand(Date.parse(instant)))} ${timeInThailand(Date.parse(instant))}`;
  const titleOf = ({ kind, forMonth }: typeof chosen) => [t(`report.kind.${kind}`), periodOf(forMonth, words)].filter(Boolean).join(' ');
  const sheet: Sheet = {
    title: t('report.figures'),
    columns: [
      { key: 'label', label: t('print.report-figure'), kind: 'text', width: 62 },
      { key: 'value', label: t('print.report-value'), kind: 'text', width: 38 },
    ],
    rows: figureLines(chosen.kind, chosen.snapshot, { t, words }).map(({ key, label, value }) => ({ key, cells: { label, value } })),
    notes: (chosen.versions.at(-1)?.reviews ?? [])
      .filter((review) => review.void === undefined)
      .map(({ level, decision, at, remark }) =>
        [t(`report.review.${decision}`, { level: t(`report.by.${level}`), when: when(at) }), remark].filter(Boolean).join(' · '),
      ),
  };
  const { officer, chair } = chosen.snapshot as SnapshotOf<'three-month'>;
  return {
    papers: [
      {
        size: 'a4',
        place: placeOf(source),
        title: titleOf(chosen),
        under: t('print.report-version', { n: chosen.version, when: when(chosen.at) }),
        blocks: [
          { kind: 'sheet', sheet, ruled: false },
          {
            kind: 'signatures',
            people: [
              { role: t('report.chair'), name: chair },
              { role: t('report.officer'), name: officer },
            ],
          },
        ],
      },
    ],
    choices: [
      {
        name: 'report',
        label: t('print.choice-report'),
        value: chosen.id,
        options: listed.map((each) => ({ value: each.id, label: titleOf(each) })),
      },
    ],
  };
};
