/** Days on which the province's offices are closed: those the app came with, what the province added, and what it took out again. */
import { useState } from 'preact/hooks';
import { holidays as shipped } from '../../../content/holidays.ts';
import type { PayloadOf } from '../../../domain/operation.ts';
import type { AreaBoard } from '../../../protocol/area-board.ts';
import type { OwnActState } from '../../../storage/own-acts.ts';
import { useRecorder, useText, useToday } from '../../app-context.ts';
import { DateField } from '../../fields/date-field.tsx';
import { ActionBar } from '../../parts/action-bar.tsx';
import { Button } from '../../parts/button.tsx';
import { SegmentedControl } from '../../parts/choice-group.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { DateLeaf, List, ListRow } from '../../parts/list-row.tsx';
import { Tag } from '../../parts/tag.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { showToast } from '../../parts/toast.tsx';
import { Screen } from '../../screen.tsx';
import { useDraft } from '../../use-draft.ts';
import { SavingProblem, useSaving } from '../../use-saving.tsx';
import { useWords } from '../../words/use-words.ts';
import { isOnItsWay, OwnTag } from './board-own-tag.tsx';
import { SheetForm } from './board-sheet-form.tsx';
import { FreshLine, NotSeenYet } from './fresh.tsx';
import { useBoardWords } from './in-words.ts';
import { useAreaBoard, type BoardView } from './use-board-view.ts';
import { useOwnActs } from './use-own-acts.ts';

type Day = PayloadOf<'holiday.set'>['days'][number];

interface ShownDay extends Day {
  readonly isAdded: boolean;
  readonly own: OwnActState | undefined;
}

export function Holidays({ area }: { area: string }) {
  const t = useText();
  const words = useBoardWords();
  const view = useAreaBoard(area);
  const board = view.seen?.board;
  if (board !== undefined) return <Calendar board={board} view={view} />;
  return (
    <Screen overline={words.area(area)} title={t('board.holidays')} back="/board">
      <NotSeenYet view={view} rows={6} />
    </Screen>
  );
}

function Calendar({ board, view }: { board: AreaBoard; view: BoardView<AreaBoard> }) {
  const t = useText();
  const words = useBoardWords();
  const todayOn = useToday();
  const recorder = useRecorder(board.stream ?? '');
  const saving = useSaving();
  const [isAdding, setAdding] = useState(false);
  const days = useDays(board, view);
  const thisYear = todayOn.slice(0, 4);
  const [year, setYear] = useState(thisYear);
  const years = [...new Set([...days.map(({ on }) => on.slice(0, 4)), thisYear])].filter((each) => each >= thisYear).toSorted();
  const shown = days.filter(({ on }) => on.startsWith(year));
  const set = async (day: Day) => recorder.save([recorder.act('holiday.set', { days: [day] })]);
  const change = (before: Day, after: Day) =>
    void saving.run(async () => {
      await set(after);
      showToast({
        text: t(after.isOpen === true ? 'board.holidays.removed' : 'board.holidays.saved'),
        icon: 'check',
        undo: { label: t('common.undo'), onUndo: () => void set(before) },
      });
    });
  return (
    <Screen
      overline={words.area(board.area)}
      title={t('board.holidays')}
      back="/board"
      actionBar={
        <ActionBar
          primary={
            <Button kind="primary" wide icon="plus" onPress={() => setAdding(true)}>
              {t('board.holidays.add')}
            </Button>
          }
        />
      }
    >
      <FreshLine view={view} />
      <p class="quiet">{t('board.holidays.why')}</p>
      <SavingProblem saving={saving} />
      <SegmentedControl
        label={t('board.holidays.year')}
        hideLabel
        choices={years.map((each) => ({ value: each, label: t('board.holidays.year.name', { year: Number(each) + 543 }) }))}
        value={year}
        onChoose={setYear}
      />
      {shown.length === 0 ? (
        <EmptyState icon="calendar" title={t('board.holidays.none')}>
          {t('board.holidays.none.why')}
        </EmptyState>
      ) : (
        <List label={t('board.holidays')}>
          {shown.map((day) => (
            <HolidayRow key={day.on} day={day} onChange={(after) => change(plain(day), after)} />
          ))}
        </List>
      )}
      {isAdding && <AddHoliday board={board} closed={days} onClose={() => setAdding(false)} onAdded={(on) => setYear(on.slice(0, 4))} />}
    </Screen>
  );
}

/** By day: what the app came with, over it what the office's calendar says, over it what is on its way from this device. */
function useDays(board: AreaBoard, view: BoardView<AreaBoard>): readonly ShownDay[] {
  const words = useWords();
  const own = useOwnActs(['holiday.set'], view.seen?.at) ?? [];
  const days = new Map<string, ShownDay>();
  for (const { on, name, sure } of shipped) days.set(on, { on, name: words.say(name), sure, isAdded: false, own: undefined });
  const put = (day: Day, state?: OwnActState) => {
    const known = shipped.find(({ on }) => on === day.on);
    const name = known !== undefined && known.name.th === day.name ? words.say(known.name) : day.name;
    days.set(day.on, { ...day, name, isAdded: known === undefined, own: state });
  };
  for (const day of board.holidays ?? []) put(day);
  for (const { p, state } of own.filter(isOnItsWay).toReversed()) for (const day of p.days) put(day, state);
  return [...days.values()].toSorted((a, b) => (a.on < b.on ? -1 : 1));
}

function plain({ on, name, sure, isOpen }: Day): Day {
  return { on, name, sure, ...(isOpen === true && { isOpen }) };
}

function HolidayRow({ day, onChange }: { day: ShownDay; onChange: (after: Day) => void }) {
  const t = useText();
  const words = useWords();
  const { on, name, sure, isOpen = false, isAdded, own } = day;
  const named = { name, day: words.day(on, { style: 'long' }) };
  return (
    <ListRow
      leading={<DateLeaf {...words.leaf(on)} />}
      title={isOpen ? <s>{name}</s> : name}
      subtitle={
        <>
          {words.day(on, { weekday: true })} {isOpen && <Tag>{t('board.holidays.off')}</Tag>}
          {!isOpen && !sure && <Tag tone="waiting">{t('board.holidays.unsure')}</Tag>}
          {!isOpen && isAdded && <Tag tone="plain">{t('board.holidays.added')}</Tag>} <OwnTag state={own} />
        </>
      }
      action={
        isOpen ? (
          <Button kind="quiet" icon="undo" onPress={() => onChange({ on, name, sure })}>
            {t('board.holidays.back')}
          </Button>
        ) : (
          <>
            {!sure && (
              <Button kind="quiet" icon="check" onPress={() => onChange({ on, name, sure: true })}>
                {t('board.holidays.confirm')}
                <span class="hidden-text"> {t('board.holidays.confirm.named', named)}</span>
              </Button>
            )}
            <Button kind="quiet" icon="close" onPress={() => onChange({ on, name, sure, isOpen: true })}>
              {t('board.holidays.remove')}
              <span class="hidden-text"> {t('board.holidays.remove.named', named)}</span>
            </Button>
          </>
        )
      }
    />
  );
}

interface AddHolidayProps {
  board: AreaBoard;
  closed: readonly ShownDay[];
  onClose: () => void;
  onAdded: (on: string) => void;
}

function AddHoliday({ board, closed, onClose, onAdded }: AddHolidayProps) {
  const t = useText();
  const recorder = useRecorder(board.stream ?? '');
  const saving = useSaving();
  const draft = useDraft<{ on: string | undefined; name: string }>(`board.holiday:${board.area}`, { on: undefined, name: '' });
  const [isTried, setTried] = useState(false);
  const form = draft.value;
  if (form === undefined) return null;
  const { on, name } = form;
  const isKnown = closed.some((day) => day.on === on && day.isOpen !== true);
  const dayError = on === undefined ? t('board.date.missing') : isKnown ? t('board.holidays.known') : undefined;
  const nameError = name.trim() === '' ? t('board.holidays.name.missing') : undefined;
  const save = async () => {
    setTried(true);
    if (on === undefined || dayError !== undefined || nameError !== undefined) return;
    const act = { ...recorder.act('holiday.set', { days: [{ on, name: name.trim(), sure: true }] }), id: draft.idOf('act') };
    if (!(await saving.run(() => recorder.save([act], draft)))) return;
    showToast({ text: t('board.holidays.saved'), icon: 'check' });
    onAdded(on);
    onClose();
  };
  return (
    <SheetForm
      title={t('board.holidays.add')}
      save={t('board.holidays.add')}
      busy={saving.busy}
      busyLabel={t('common.saving')}
      onSave={() => void save()}
      onClose={onClose}
    >
      <SavingProblem saving={saving} />
      <DateField label={t('board.holidays.on')} on={on} error={isTried ? dayError : undefined} onDay={(next) => draft.set({ on: next })} />
      <TextField
        label={t('board.holidays.name')}
        value={name}
        maxLength={200}
        error={isTried ? nameError : undefined}
        onText={(next) => draft.set({ name: next })}
      />
    </SheetForm>
  );
}
