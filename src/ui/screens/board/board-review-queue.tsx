/** Reports that wait for somebody's word, on the board of who gives it; what was said here and waits to be sent is told apart. */
import { useState } from 'preact/hooks';
import { turnOf } from '../../../domain/report.ts';
import type { ReportLevel } from '../../../domain/report-operation.ts';
import type { Grant } from '../../../protocol/session.ts';
import type { BoardReport, BoardReports } from '../../../protocol/board-reports.ts';
import { fetchReports, reportsPath } from '../../../sync/office-board.ts';
import { wallNet } from '../../../sync/transport.ts';
import { useApp, useText } from '../../app-context.ts';
import { useThisPhone } from '../../boot/this-phone.ts';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';
import { Tag } from '../../parts/tag.tsx';
import { periodOf } from '../../words/report-words.ts';
import { bareNameOf, useBoardWords, villageLine } from './in-words.ts';
import { useBoardView, type BoardView, type Seen } from './use-board-view.ts';
import { useOwnActs } from './use-own-acts.ts';

const levelOfRole: Readonly<Record<string, ReportLevel>> = { 'district-chief': 'district', province: 'province', department: 'department' };

/** The levels at which somebody speaks about a group of this tambon. */
export function levelsIn(grants: readonly Grant[], tambon: string): readonly ReportLevel[] {
  return [
    ...new Set(grants.filter(({ areas }) => areas.some((area) => tambon.startsWith(area))).flatMap(({ role }) => levelOfRole[role] ?? [])),
  ];
}

export function reviewHref(group: string, report: string): string {
  return `/board/review/${group}.${report}`;
}

function useReports(area: string): BoardView<BoardReports> {
  const { nowMs } = useApp();
  const { store } = useThisPhone();
  return useBoardView<BoardReports>({
    key: reportsPath(area),
    last: async () => {
      const kept = await store.view(reportsPath(area));
      return kept && ({ board: kept.value, at: kept.at } as Seen<BoardReports>);
    },
    fetch: async () => fetchReports({ ...wallNet, nowMs }, store, area),
  });
}

const shownAtFirst = 5;

export function ReviewQueue({ area }: { area: string }) {
  const t = useText();
  const { me } = useApp();
  const { seen } = useReports(area);
  const own = useOwnActs(['report.review'], seen?.at);
  const [isAll, setAll] = useState(false);
  if (seen === undefined) return null;
  const mine = seen.board.reports.filter(({ village, turn }) => levelsIn(me.grants, village.tambon).includes(turn));
  const others = seen.board.reports.length - mine.length;
  if (mine.length === 0 && others === 0) return null;
  const saidOf = ({ report }: BoardReport) => own?.find(({ p }) => p.report === report.id)?.state;
  const isOnItsWay = (each: BoardReport) => ['waiting', 'sent'].includes(saidOf(each) ?? '');
  // what was said here and is only on its way comes after what still asks for a word
  const inOrder = [...mine.filter((each) => !isOnItsWay(each)), ...mine.filter(isOnItsWay)];
  const shown = isAll ? inOrder : inOrder.slice(0, shownAtFirst);
  return (
    <Section title={t('board.review.queue', { n: mine.length })}>
      {mine.length === 0 ? (
        <p class="quiet board-note">{t('board.review.none')}</p>
      ) : (
        <List label={t('board.review.queue', { n: mine.length })}>
          {shown.map((each) => (
            <QueueRow key={each.report.id} each={each} said={saidOf(each)} withDistrict={area.length < 4} />
          ))}
        </List>
      )}
      {mine.length > shown.length && (
        <Button kind="quiet" onPress={() => setAll(true)}>
          {t('board.held.all', { n: mine.length })}
        </Button>
      )}
      {others > 0 && <p class="quiet small board-note">{t('board.review.others', { n: others })}</p>}
    </Section>
  );
}

interface QueueRowProps {
  each: BoardReport;
  said: string | undefined;
  /** on the board of a whole province a tambon alone does not say where */
  withDistrict: boolean;
}

function QueueRow({ each, said, withDistrict }: QueueRowProps) {
  const t = useText();
  const words = useBoardWords();
  const { report, village, groupName, officerName } = each;
  const district = withDistrict ? ` ${t('common.district', { name: words.district(village.tambon) })}` : '';
  const isTwice = report.flags?.includes('maybe-reported-twice') ?? false;
  return (
    <ListRow
      href={reviewHref(each.group, report.id)}
      leading={<IconTile icon={isTwice ? 'warning' : 'send'} tone={isTwice ? 'stop' : 'waiting'} />}
      title={bareNameOf({ name: groupName }, t)}
      subtitle={
        <>
          {[
            t(`report.kind.${report.kind}`),
            periodOf(report.forMonth, words),
            report.version > 1 && t('report.version', { n: report.version }),
          ]
            .filter(Boolean)
            .join(' · ')}
          <br />
          {[`${villageLine({ name: groupName, village }, t)}${district}`, officerName, words.when(report.at)].filter(Boolean).join(' · ')}
        </>
      }
      trailing={
        said === 'waiting' || said === 'sent' ? (
          <Tag tone="waiting">{t(said === 'waiting' ? 'board.review.own.waiting' : 'board.review.own.sent')}</Tag>
        ) : said !== undefined ? (
          <Tag tone="stop">{t('board.review.own.held')}</Tag>
        ) : isTwice ? (
          <Tag tone="stop">{t('group.flag.maybe-reported-twice')}</Tag>
        ) : undefined
      }
    />
  );
}

/** Whether this person speaks next about the report. */
export function isTurnOf(
  grants: readonly Grant[],
  tambon: string,
  report: { readonly route: readonly ReportLevel[]; readonly state: BoardReport['report']['state'] },
) {
  const turn = turnOf(report.route, report.state);
  return turn !== undefined && levelsIn(grants, tambon).includes(turn) ? turn : undefined;
}
