/** What a district's office notes: the day it announced the agenda, what it saw and advised, and what is to be followed up. */
import { useState } from 'preact/hooks';
import type { PayloadOf } from '../../../domain/operation.ts';
import type { AreaBoard, AreaOfficer } from '../../../protocol/area-board.ts';
import { useApp, useRecorder, useText, useToday } from '../../app-context.ts';
import { DateField } from '../../fields/date-field.tsx';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';
import { List, ListRow } from '../../parts/list-row.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { Tag } from '../../parts/tag.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useDraft } from '../../use-draft.ts';
import { useBoardWords } from './in-words.ts';
import { isOnItsWay, OwnTag } from './board-own-tag.tsx';
import { useOwnActs } from './use-own-acts.ts';

type Note = AreaBoard['notes'][number];
type NotePayload = PayloadOf<'supervision.note'>;

export interface DistrictNotesProps {
  board: AreaBoard;
  fetchedAt: string | undefined;
  mayWrite: boolean;
  /** somebody for whom a note was asked in the table above */
  about: AreaOfficer | undefined;
  isWriting: boolean;
  onWrite: () => void;
  onClose: () => void;
}

const shownAtFirst = 5;

export function DistrictNotes({ board, fetchedAt, mayWrite, about, isWriting, onWrite, onClose }: DistrictNotesProps) {
  const t = useText();
  const words = useBoardWords();
  const todayOn = useToday();
  const { me } = useApp();
  const own = useOwnActs(['supervision.note'], fetchedAt) ?? [];
  const [isAll, setAll] = useState(false);
  const [closing, setClosing] = useState<Note>();
  const mine = own.filter(({ p }) => p.district === board.area);
  const isNew = (note: string) => !board.notes.some(({ id }) => id === note);
  const stateOf = (note: string) => mine.find(({ p }) => p.note === note)?.state;
  const shownHere = mine.filter((act) => isOnItsWay(act) || isNew(act.p.note));
  const waiting = new Map(shownHere.toReversed().map(({ p, at }): [string, Note] => [p.note, { ...withoutNote(p), id: p.note, by: me.user, byName: me.name, at }]));
  const notes = [...[...waiting.values()].filter(({ id }) => isNew(id)), ...board.notes.map((note) => waiting.get(note.id) ?? note)];
  const shown = isAll ? notes : notes.slice(0, shownAtFirst);
  const nameOf = (user: string | undefined) => board.officers.find((officer) => officer.user === user)?.name;
  return (
    <Section
      title={t('board.notes')}
      action={
        mayWrite && (
          <span class="no-print">
            <Button kind="quiet" icon="pen" onPress={onWrite}>
              {t('board.note.new')}
            </Button>
          </span>
        )
      }
    >
      {notes.length === 0 ? (
        <p class="quiet board-note">{t('board.notes.none')}</p>
      ) : (
        <List label={t('board.notes')}>
          {shown.map((note) => {
            const isOpen = note.followUpOn !== undefined && note.followedUpOn === undefined;
            return (
              <ListRow
                key={note.id}
                title={note.text}
                subtitle={
                  <>
                    {[nameOf(note.officer), words.day(note.on), note.byName].filter((part) => part !== undefined && part !== '').join(' · ')}
                    {note.followedUpOn !== undefined && (
                      <>
                        <br />
                        {t('board.note.followed', { day: words.day(note.followedUpOn) })} {note.result}
                      </>
                    )}
                  </>
                }
                trailing={
                  <span class="board-marks">
                    {isOpen && (
                      <Tag tone={note.followUpOn! < todayOn ? 'stop' : 'waiting'} icon="clock">
                        {t('board.note.follow', { day: words.day(note.followUpOn!) })}
                      </Tag>
                    )}
                    <OwnTag state={stateOf(note.id)} />
                  </span>
                }
                action={
                  mayWrite && isOpen ? (
                    <Button onPress={() => setClosing(note)}>
                      {t('board.note.done')}
                      <span class="hidden-text"> {note.text}</span>
                    </Button>
                  ) : undefined
                }
              />
            );
          })}
        </List>
      )}
      {notes.length > shown.length && (
        <Button kind="quiet" onPress={() => setAll(true)}>
          {t('board.notes.all', { n: notes.length })}
        </Button>
      )}
      {isWriting && <NoteSheet key={about?.user ?? ''} board={board} about={about} onClose={onClose} />}
      {closing && <FollowedSheet key={closing.id} board={board} note={closing} onClose={() => setClosing(undefined)} />}
    </Section>
  );
} // prettier-ignore

function withoutNote({ note: _note, ...rest }: NotePayload): Omit<NotePayload, 'note'> {
  return rest;
}

interface NoteValues {
  officer: string;
  on: string | undefined;
  text: string;
  followUpOn: string | undefined;
}

function NoteSheet({ board, about, onClose }: { board: AreaBoard; about: AreaOfficer | undefined; onClose: () => void }) {
  const t = useText();
  const todayOn = useToday();
  const recorder = useRecorder(board.notesStream ?? '');
  const draft = useDraft<NoteValues>(`board.note:${board.area}:${about?.user ?? ''}`, {
    officer: about?.user ?? '',
    on: todayOn,
    text: '',
    followUpOn: undefined,
  });
  const [isTried, setTried] = useState(false);
  const values = draft.value;
  const save = async () => {
    if (values === undefined || values.on === undefined || values.text.trim() === '') return setTried(true);
    const p: NotePayload = {
      note: draft.idOf('note'),
      district: board.area,
      on: values.on,
      text: values.text.trim(),
      ...(values.officer !== '' && { officer: values.officer }),
      ...(values.followUpOn !== undefined && { followUpOn: values.followUpOn }),
    };
    await recorder.save([{ ...recorder.act('supervision.note', p), id: draft.idOf('act') }]);
    await draft.drop();
    showToast({ text: t('board.note.saved'), icon: 'check' });
    onClose();
  };
  return (
    <BottomSheet
      open
      onClose={onClose}
      title={t('board.note.new')}
      closeLabel={t('common.close')}
      actions={
        <Button kind="primary" wide onPress={() => void save()}>
          {t('board.note.save')}
        </Button>
      }
    >
      {values && (
        <>
          <SelectField
            label={t('board.note.whom')}
            options={[{ value: '', label: t('board.note.everybody') }, ...board.officers.map(({ user, name }) => ({ value: user, label: name }))]}
            value={values.officer}
            onChoose={(officer) => draft.set({ officer })}
          />
          <DateField
            label={t('board.note.on')}
            on={values.on}
            onDay={(on) => draft.set({ on })}
            error={isTried && values.on === undefined ? t('board.date.missing') : undefined}
          />
          <TextArea
            label={t('board.note.text')}
            hint={t('board.note.text.hint')}
            error={isTried && values.text.trim() === '' ? t('board.note.text.missing') : undefined}
            value={values.text}
            onText={(text) => draft.set({ text })}
            maxLength={4000}
            required
          />
          <DateField label={t('board.note.follow-up')} mark={t('common.optional')} on={values.followUpOn} onDay={(followUpOn) => draft.set({ followUpOn })} />
        </>
      )}
    </BottomSheet>
  );
} // prettier-ignore

/** Said again under the same id, with the day and what came of it. */
function FollowedSheet({ board, note, onClose }: { board: AreaBoard; note: Note; onClose: () => void }) {
  const t = useText();
  const todayOn = useToday();
  const recorder = useRecorder(board.notesStream ?? '');
  const draft = useDraft(`board.followed:${note.id}`, { result: '' });
  const save = async () => {
    const { id, by: _by, byName: _byName, at: _at, ...rest } = note;
    const result = draft.value?.result.trim() ?? '';
    const p: NotePayload = { ...rest, note: id, followedUpOn: todayOn, ...(result !== '' && { result }) };
    await recorder.save([{ ...recorder.act('supervision.note', p), id: draft.idOf('act') }]);
    await draft.drop();
    showToast({ text: t('board.note.saved'), icon: 'check' });
    onClose();
  };
  return (
    <BottomSheet
      open
      onClose={onClose}
      title={t('board.note.done')}
      closeLabel={t('common.close')}
      actions={
        <Button kind="primary" wide onPress={() => void save()}>
          {t('board.note.save-done')}
        </Button>
      }
    >
      <p>{note.text}</p>
      {draft.value && <TextArea label={t('board.note.result')} value={draft.value.result} onText={(result) => draft.set({ result })} maxLength={4000} />}
    </BottomSheet>
  );
} // prettier-ignore

/** The day on which the district told its people about the campaign. */
export function Agenda({ board, fetchedAt, mayWrite }: { board: AreaBoard; fetchedAt: string | undefined; mayWrite: boolean }) {
  const t = useText();
  const words = useBoardWords();
  const [isOpen, setOpen] = useState(false);
  const own = (useOwnActs(['agenda.announce'], fetchedAt) ?? []).find(({ p }) => p.district === board.area);
  const agenda = (own && isOnItsWay(own) ? own.p : undefined) ?? board.whole.agenda;
  return (
    <div class="card board-agenda">
      <p>
        <b>{t('board.agenda')}</b>{' '}
        {agenda === null || agenda === undefined ? (
          <span class="quiet">{t('board.area.agenda.none')}</span>
        ) : (
          <>
            {words.day(agenda.on, { style: 'long' })}
            {agenda.place !== undefined && ` · ${agenda.place}`}
          </>
        )}{' '}
        <OwnTag state={own?.state} />
      </p>
      {mayWrite && (
        <span class="no-print">
          <Button kind="quiet" icon="calendar" onPress={() => setOpen(true)}>
            {t('board.agenda.record')}
          </Button>
        </span>
      )}
      {isOpen && <AgendaSheet board={board} known={agenda ?? undefined} onClose={() => setOpen(false)} />}
    </div>
  );
}

interface AgendaSheetProps {
  board: AreaBoard;
  /** what was said before, to be corrected */
  known: Pick<PayloadOf<'agenda.announce'>, 'on' | 'place' | 'note'> | undefined;
  onClose: () => void;
}

function AgendaSheet({ board, known, onClose }: AgendaSheetProps) {
  const t = useText();
  const todayOn = useToday();
  const recorder = useRecorder(board.stream ?? '');
  const draft = useDraft<{ on: string | undefined; place: string; note: string }>(`board.agenda:${board.area}`, {
    on: known?.on ?? todayOn,
    place: known?.place ?? '',
    note: known?.note ?? '',
  });
  const [isTried, setTried] = useState(false);
  const values = draft.value;
  const save = async () => {
    if (values?.on === undefined) return setTried(true);
    const p: PayloadOf<'agenda.announce'> = {
      announcement: draft.idOf('announcement'),
      district: board.area,
      on: values.on,
      ...(values.place.trim() !== '' && { place: values.place.trim() }),
      ...(values.note.trim() !== '' && { note: values.note.trim() }),
    };
    await recorder.save([{ ...recorder.act('agenda.announce', p), id: draft.idOf('act') }]);
    await draft.drop();
    showToast({ text: t('board.agenda.saved'), icon: 'check' });
    onClose();
  };
  return (
    <BottomSheet
      open
      onClose={onClose}
      title={t('board.agenda.record')}
      closeLabel={t('common.close')}
      actions={
        <Button kind="primary" wide onPress={() => void save()}>
          {t('board.agenda.save')}
        </Button>
      }
    >
      {values && (
        <>
          <DateField
            label={t('board.agenda.on')}
            on={values.on}
            onDay={(on) => draft.set({ on })}
            error={isTried && values.on === undefined ? t('board.date.missing') : undefined}
          />
          <TextField label={t('board.agenda.place')} value={values.place} onText={(place) => draft.set({ place })} maxLength={400} />
          <TextArea label={t('board.agenda.note')} value={values.note} onText={(note) => draft.set({ note })} maxLength={4000} />
        </>
      )}
    </BottomSheet>
  );
} // prettier-ignore
