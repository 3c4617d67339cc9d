/** The board: provinces side by side, a province in its districts, or a district with its officers and groups; which one is in the address. */
import { useLocation } from 'preact-iso';
import { civilDateInThailand } from '../../domain/thai-calendar.ts';
import type { AreaBoard } from '../../protocol/area-board.ts';
import { useApp, useText, useToday } from '../app-context.ts';
import { NewPhoneNotice } from '../new-phones.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { Screen } from '../screen.tsx';
import { AreaChoice } from './board/board-area-choice.tsx';
import { areasOf, canDecideIn, overseesProvinces, setsTargetsIn } from './board/area.ts';
import { AreaTable } from './board/area-table.tsx';
import { AreaTiles } from './board/area-tiles.tsx';
import { BoardCampaign } from './board/board-campaign.tsx';
import { DistrictBoard } from './board/district-board.tsx';
import { FreshLine, NotSeenYet, PracticeBoard, PrintButton } from './board/fresh.tsx';
import { HeldList } from './board/held-list.tsx';
import { ReviewQueue } from './board/board-review-queue.tsx';
import { OfficeLinks } from './board/office-links.tsx';
import { TakeOut } from './board/take-out.tsx';
import { ReviewByArea } from './board/turns.tsx';
import { useBoardWords } from './board/in-words.ts';
import { OfficerTable } from './board/officer-table.tsx';
import { Trends } from './board/trends.tsx';
import { useAreaBoard, type BoardView } from './board/use-board-view.ts';
import { BringCopy } from './outbox/bring-copy.tsx';
import '../style/screens/board.css';
import '../style/screens/board-print.css';

export function BoardScreen() {
  const { t, me, practice } = useApp();
  const { query } = useLocation();
  if (practice)
    return (
      <Screen title={t('board.title.opening')} width="board">
        <PracticeBoard />
      </Screen>
    );
  const areas = areasOf(me.grants);
  const asked = query['area'] ?? '';
  // a district within the own province opens too: that is how one looks closer
  const isOwn = /^\d{2}(\d{2})?$/.test(asked) && areas.some((own) => asked.startsWith(own));
  const area = isOwn ? asked : overseesProvinces(areas) ? '' : (areas[0] ?? '');
  return <OneBoard areas={areas} area={area} />;
}

function OneBoard({ areas, area }: { areas: readonly string[]; area: string }) {
  const { t, me } = useApp();
  const words = useBoardWords();
  const todayOn = useToday();
  const view = useAreaBoard(area);
  const board = view.seen?.board;
  const asOn = board === undefined ? todayOn : civilDateInThailand(Date.parse(board.asOf));
  const name = area === '' ? t('board.area.provinces', { n: areas.length }) : words.area(area);
  const above = areas.includes(area) ? undefined : area.length === 4 && areas.includes(area.slice(0, 2)) ? area.slice(0, 2) : '';
  return (
    <Screen
      overline={
        <>
          {name}
          {board?.campaign && <span class="board-wide"> · {t('board.campaign', { name: board.campaign.name })}</span>}
        </>
      }
      title={t('board.title', { day: words.day(asOn, { style: 'long' }) })}
      width="board"
      focusKey={area}
      back={area !== '' && above === undefined && overseesProvinces(areas) ? '/board' : above === undefined || area === '' ? undefined : `/board?area=${above}`}
      actions={<PrintButton />}
    >
      <NewPhoneNotice />
      {!overseesProvinces(areas) && <AreaChoice areas={areas} area={area} />}
      <FreshLine view={view} cell={board?.whole.cell} />
      {board === undefined ? (
        <NotSeenYet view={view} rows={8} />
      ) : area.length === 4 ? (
        <DistrictBoard board={board} view={view} />
      ) : (
        <WideBoard board={board} view={view} asOn={asOn} canDecide={canDecideIn(me.grants, area)} />
      )}
    </Screen>
  );
} // prettier-ignore

interface WideBoardProps {
  board: AreaBoard;
  view: BoardView<AreaBoard>;
  asOn: string;
  canDecide: boolean;
}

/** A province, or several. */
function WideBoard({ board, view, asOn, canDecide }: WideBoardProps) {
  const { t, me } = useApp();
  const { query } = useLocation();
  const words = useBoardWords();
  const isProvince = board.area.length === 2;
  const district = board.parts.find(({ area }) => area === query['district'])?.area;
  const isEverybody = query['district'] === everyDistrict;
  const officers = board.officers.filter((officer) => isEverybody || officer.district === district);
  return (
    <>
      <AreaTiles whole={board.whole} />
      <HeldList held={board.held} canDecide={canDecide} onDecided={() => void view.ask()} />
      {board.area === '' ? <ReviewByArea parts={board.parts} /> : <ReviewQueue area={board.area} />}
      <AreaTable whole={board.whole} parts={board.parts} kind={isProvince ? 'districts' : 'provinces'} asOn={asOn} />
      {setsTargetsIn(me.grants, board.area) && <BoardCampaign board={board} fetchedAt={view.seen?.at} />}
      <Trends board={board} />
      {board.officers.length > 0 && (
        <>
          <DistrictFilter districts={board.parts.map(({ area }) => area)} chosen={isEverybody ? everyDistrict : district} />
          {(isEverybody || district !== undefined) && (
            <OfficerTable
              officers={officers}
              asOf={board.asOf}
              withDistrict={isEverybody}
            />
          )}
        </>
      )}
      {canDecide && <OfficeLinks />}
      {board.area !== '' && <TakeOut area={board.area} />}
      {isProvince && canDecide && (
        <div class="no-print">
          <BringCopy />
        </div>
      )}
      <p class="quiet small board-note">{t('board.sums', { name: isProvince ? words.area(board.area) : t('board.area.provinces', { n: board.parts.length }) })}</p>
    </>
  );
} // prettier-ignore

/** in the address, where a district's code would be */
const everyDistrict = 'all';

/** Whose officers are shown, kept in the address: a province has too many to meet them all at once. */
function DistrictFilter({ districts, chosen }: { districts: readonly string[]; chosen: string | undefined }) {
  const t = useText();
  const words = useBoardWords();
  const { path, query, route } = useLocation();
  return (
    <div class="board-area no-print">
      <SelectField
        label={t('board.officers.in')}
        options={[{ value: '', label: t('board.officers.choose') }, { value: everyDistrict, label: t('board.district.all') }, ...districts.map((code) => ({ value: code, label: words.district(code) }))]}
        value={chosen ?? ''}
        onChoose={(code) => {
          const search = new URLSearchParams();
          if (query['area'] !== undefined) search.set('area', query['area']);
          if (code !== '') search.set('district', code);
          const text = search.toString();
          route(text === '' ? path : `${path}?${text}`, true);
        }}
      />
    </div>
  );
} // prettier-ignore
