/** One page of the minute book: which meeting, who came, the agenda, what was said and decided, who signs (domain.md 3.5). */
import { meetingNumber } from '../../../domain/meeting-number.ts';
import type { MeetingRow } from '../../../domain/row.ts';
import type { Sheet } from '../../tables/sheet.ts';
import type { PaperBlock } from '../paper-document.ts';
import { blank, paragraphsOf, placeOf, tableOf, type MakePaper, type PaperSource } from '../paper-source.ts';

const usualAgenda = ['inform', 'approve', 'follow-up', 'consider', 'other'] as const;
/** matters to be decided are the fourth of the usual five */
const decisionsUnder = 3;
const linesToWriteOn = 3;

export const meeting: MakePaper = async (source) => {
  const { store, group, query, t, words } = source;
  const meetings = group === undefined ? [] : (await store.rows(group.id, 'meeting')).toSorted((a, b) => (a.heldOn > b.heldOn ? -1 : 1));
  const row = meetings.find(({ id }) => id === query['meeting']) ?? meetings[0];
  if (group !== undefined && row === undefined) return 'nothing';
  const number = row && meetingNumber(row, meetings);
  const no = row === undefined ? `${blank(8)}/${blank(10)}` : number && `${number.no}/${number.yearBE}`;
  const day = (date: string) => words.day(date, { style: 'long', weekday: true });
  return {
    choices:
      row === undefined
        ? []
        : [
            {
              name: 'meeting',
              label: t('print.choice-meeting'),
              value: row.id,
              options: meetings.map(({ id, kind, heldOn }) => ({
                value: id,
                label: `${t(`group.meeting.${kind}`)} · ${words.day(heldOn)}`,
              })),
            },
          ],
    papers: [
      {
        size: 'a4',
        place: placeOf(source),
        title: t('print.paper-minutes'),
        under: [row === undefined ? blank(30) : t(`group.meeting.${row.kind}`), no && t('print.paper-minutes-no', { no }), row === undefined ? t('print.sheet-on', { date: blank(36) }) : day(row.heldOn)].filter(Boolean).join(' '), // prettier-ignore
        blocks: [
          { kind: 'facts', facts: [{ label: t('print.paper-minutes-place'), value: row?.place, span: 12 }] },
          {
            kind: 'facts',
            facts: [
              { label: t('print.paper-minutes-from'), value: row?.startedAt, span: 3 },
              { label: t('print.paper-minutes-until'), value: row?.endedAt, span: 3 },
              { label: t('print.paper-minutes-present'), value: row && presentOf(source, row), span: 6 },
            ],
          },
          ...(row?.minutes === undefined ? agendaToFill(source, row) : written(source, row, row.minutes)),
          ...(row?.nextOn === undefined ? [] : [{ kind: 'text', style: 'plain', text: t('print.paper-minutes-next', { date: day(row.nextOn) }) } as const]), // prettier-ignore
          { kind: 'signatures', people: [{ role: t('print.paper-minutes-recorder') }, { role: t('print.paper-minutes-chair') }] },
        ],
      },
    ],
  };
};

function presentOf({ t }: PaperSource, { attendance }: MeetingRow): string | undefined {
  if (attendance === undefined) return undefined;
  const { male, female, total } = attendance;
  return male === undefined && female === undefined
    ? t('print.paper-present', { total })
    : t('print.paper-present-split', { total, male: male ?? '–', female: female ?? '–' });
}

/** The agenda as it was called, else the usual five. */
function agendaOf({ t }: PaperSource, row: MeetingRow | undefined): readonly string[] {
  return row === undefined || row.agenda.length === 0 ? usualAgenda.map((line) => t(`meeting.agenda.${line}`)) : row.agenda;
}

function agendaToFill(source: PaperSource, row: MeetingRow | undefined): readonly PaperBlock[] {
  const lines = agendaOf(source, row);
  const decided = row === undefined ? [] : decisions(source, row);
  const under = Math.min(decisionsUnder, lines.length - 1);
  return lines.flatMap((line, index): readonly PaperBlock[] => [
    { kind: 'text', style: 'section', text: source.t('meeting.minutes.agenda', { n: index + 1, line }) },
    ...(index === under ? decided : []),
    ...(index === under && decided.length > 0 ? [] : [{ kind: 'lines', count: linesToWriteOn } as const]),
  ]);
}

function written(source: PaperSource, row: MeetingRow, minutes: string): readonly PaperBlock[] {
  const { t } = source;
  const agenda = agendaOf(source, row).map((line, index): PaperBlock => ({
    kind: 'text',
    style: 'plain',
    text: t('meeting.minutes.agenda', { n: index + 1, line }),
  })); // prettier-ignore
  return [
    { kind: 'text', style: 'section', text: t('meeting.agenda') },
    ...agenda,
    { kind: 'text', style: 'section', text: t('print.paper-minutes-text') },
    ...paragraphsOf(minutes),
    ...decisions(source, row),
  ];
}

function decisions(source: PaperSource, row: MeetingRow): readonly PaperBlock[] {
  const { t } = source;
  if (row.resolutions.length === 0) return [];
  const sheet: Sheet = {
    title: t('print.paper-resolutions'),
    columns: [
      { key: 'no', label: t('print.paper-resolution'), kind: 'count', width: 5 },
      { key: 'motion', label: t('print.paper-motion'), kind: 'text', width: 34 },
      { key: 'present', label: t('print.paper-voters'), kind: 'count', width: 8 },
      { key: 'for', label: t('print.paper-for'), kind: 'count', width: 8 },
      { key: 'against', label: t('print.paper-against'), kind: 'count', width: 8 },
      { key: 'abstain', label: t('print.paper-abstain'), kind: 'count', width: 8 },
      { key: 'result', label: t('print.paper-result'), kind: 'text', width: 10 },
    ],
    rows: row.resolutions.map(({ resolution, motion, present, for: yes, against, abstain, passed }, index) => ({
      key: resolution,
      cells: { no: index + 1, motion, present, for: yes, against, abstain, result: t(passed ? 'meeting.passed' : 'meeting.failed') },
    })),
  };
  return [{ kind: 'text', style: 'section', text: t('print.paper-resolutions') }, tableOf(source, sheet)];
}
