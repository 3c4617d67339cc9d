/** The province sets what each district is asked for: officers, groups, a remark. Only what was changed is recorded. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import type { AreaBoard } from '../../protocol/area-board.ts';
import { useApp, useRecorder, useText } from '../app-context.ts';
import { NumberField } from '../fields/number-field.tsx';
import { ActionBar } from '../parts/action-bar.tsx';
import { Button } from '../parts/button.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { FieldRow } from '../parts/field.tsx';
import { Tag } from '../parts/tag.tsx';
import { TextField } from '../parts/text-field.tsx';
import { showToast } from '../parts/toast.tsx';
import { Screen } from '../screen.tsx';
import { useDraft } from '../use-draft.ts';
import { SavingProblem, useSaving } from '../use-saving.tsx';
import { areasOf, setsTargetsIn } from './board/area.ts';
import { FreshLine, NotSeenYet, PracticeBoard } from './board/fresh.tsx';
import { Holidays } from './board/holidays.tsx';
import { useBoardWords } from './board/in-words.ts';
import { isOnItsWay, OwnTag } from './board/board-own-tag.tsx';
import { useAreaBoard, type BoardView } from './board/use-board-view.ts';
import { useOwnActs } from './board/use-own-acts.ts';
import '../style/screens/board.css';

export function BoardTargetsScreen() {
  const { t, me, practice } = useApp();
  const { query } = useLocation();
  const areas = areasOf(me.grants);
  const area = areas.find((code) => code === query['area']) ?? areas[0] ?? '';
  if (practice || !setsTargetsIn(me.grants, area))
    return (
      <Screen title={t('board.targets')} back="/board">
        {practice ? (
          <PracticeBoard />
        ) : (
          <EmptyState icon="lock" title={t('board.targets.province')}>
            {t('board.targets.province.why')}
          </EmptyState>
        )}
      </Screen>
    );
  return query['do'] === 'holidays' ? <Holidays area={area} /> : <Targets area={area} />;
}

function Targets({ area }: { area: string }) {
  const t = useText();
  const words = useBoardWords();
  const view = useAreaBoard(area);
  const board = view.seen?.board;
  if (board?.campaign)
    return <TargetForm key={area} board={board} campaign={board.campaign.code} view={view} />;
  return (
    <Screen overline={words.area(area)} title={t('board.targets')} back="/board">
      <FreshLine view={view} />
      {board !== undefined ? (
        <EmptyState icon="calendar" title={t('board.targets.no-campaign')}>
          {t('board.targets.no-campaign.why')}
        </EmptyState>
      ) : (
        <NotSeenYet view={view} rows={6} />
      )}
    </Screen>
  );
} // prettier-ignore

interface Line {
  readonly officers: number | undefined;
  readonly groups: number | undefined;
  readonly remark: string;
}
/** by district, only what somebody typed */
type Lines = Readonly<Record<string, Line>>;

function TargetForm({ board, campaign, view }: { board: AreaBoard; campaign: string; view: BoardView<AreaBoard> }) {
  const t = useText();
  const words = useBoardWords();
  const { route } = useLocation();
  const recorder = useRecorder(board.stream ?? '');
  const saving = useSaving();
  const own = useOwnActs(['target.set'], view.seen?.at);
  const draft = useDraft<{ lines: Lines }>(`board.targets:${board.area}:${campaign}`, { lines: {} });
  const [isTried, setTried] = useState(false);
  const setLine = (district: string): Line => {
    const waiting = own?.find((act) => isOnItsWay(act) && act.p.district === district && act.p.campaign === campaign)?.p;
    const set = waiting ?? board.targets.find((target) => target.district === district);
    return { officers: set?.officers, groups: set?.groups, remark: set?.remark ?? '' };
  };
  const typed = draft.value?.lines ?? {};
  const lineOf = (district: string): Line => typed[district] ?? setLine(district);
  const change = (district: string, part: Partial<Line>) =>
    draft.set({ lines: { ...typed, [district]: { ...lineOf(district), ...part } } });
  const districts = board.parts.map(({ area }) => area);
  const changed = districts.filter((district) => JSON.stringify(lineOf(district)) !== JSON.stringify(setLine(district)));
  const isHalf = (district: string) => lineOf(district).officers === undefined || lineOf(district).groups === undefined;
  const total = (name: 'officers' | 'groups') => districts.reduce((sum, district) => sum + (lineOf(district)[name] ?? 0), 0);
  const save = async () => {
    if (changed.some(isHalf)) return setTried(true);
    const acts = changed.map((district) => {
      const { officers = 0, groups = 0, remark } = lineOf(district);
      const p = { campaign, district, officers, groups, ...(remark.trim() !== '' && { remark: remark.trim() }) };
      return { ...recorder.act('target.set', p), id: draft.idOf(district) };
    });
    if (!(await saving.run(() => recorder.save(acts, draft)))) return;
    showToast({ text: t('board.targets.saved', { n: changed.length }), icon: 'check' });
    route('/board');
  };
  return (
    <Screen
      overline={words.area(board.area)}
      title={t('board.targets')}
      subtitle={board.campaign?.name}
      back="/board"
      task
      actionBar={
        <ActionBar
          note={t('board.targets.total', { officers: total('officers'), groups: total('groups') })}
          primary={
            <Button
              kind="primary"
              wide
              disabled={changed.length === 0}
              busy={saving.busy}
              busyLabel={t('common.saving')}
              onPress={() => void save()}
            >
              {changed.length === 0 ? t('board.targets.nothing') : t('board.targets.save', { n: changed.length })}
            </Button>
          }
        />
      }
    >
      <FreshLine view={view} />
      <SavingProblem saving={saving} />
      <p class="quiet">{t('board.targets.why')}</p>
      {districts.map((district) => {
        const line = lineOf(district);
        const error = (value: number | undefined) => (isTried && changed.includes(district) && value === undefined ? t('board.targets.missing') : undefined);
        return (
          <fieldset key={district} class="card board-target">
            <legend>
              {words.district(district)}
              {changed.includes(district) ? (
                <Tag tone="next">{t('board.targets.changed')}</Tag>
              ) : (
                <OwnTag state={own?.find(({ p }) => p.district === district)?.state} />
              )}
            </legend>
            <FieldRow>
              <NumberField
                label={t('board.targets.officers')}
                count={line.officers}
                onCount={(officers) => change(district, { officers })}
                unit={t('common.unit.people', { n: line.officers ?? 0 })}
                maxLength={4}
                error={error(line.officers)}
              />
              <NumberField
                label={t('board.targets.groups')}
                count={line.groups}
                onCount={(groups) => change(district, { groups })}
                unit={t('common.unit.groups', { n: line.groups ?? 0 })}
                maxLength={4}
                error={error(line.groups)}
              />
            </FieldRow>
            <TextField label={t('board.targets.remark')} value={line.remark} onText={(remark) => change(district, { remark })} maxLength={400} />
          </fieldset>
        );
      })}
    </Screen>
  );
} // prettier-ignore
