/** Writing a district's note, and saying later what came of it. */
import { useState } from 'preact/hooks';
import type { PayloadOf } from '../../../domain/operation.ts';
import type { AreaBoard, AreaOfficer } from '../../../protocol/area-board.ts';
import { useRecorder, useText, useToday } from '../../app-context.ts';
import { DateField } from '../../fields/date-field.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { showToast } from '../../parts/toast.tsx';
import { useDraft } from '../../use-draft.ts';
import { SheetForm } from './board-sheet-form.tsx';

type NotePayload = PayloadOf<'supervision.note'>;

interface NoteValues {
  officer: string;
  on: string | undefined;
  text: string;
  followUpOn: string | undefined;
}

/** A note of its own: about somebody, or about everybody. */
export function NoteSheet({ board, about, onClose }: { board: AreaBoard; about: AreaOfficer | undefined; onClose: () => void }) {
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
    await recorder.save([{ ...recorder.act('supervision.note', p), id: draft.idOf('act') }], draft);
    showToast({ text: t('board.note.saved'), icon: 'check' });
    onClose();
  };
  return (
    <SheetForm title={t('board.note.new')} save={t('board.note.save')} onSave={() => void save()} onClose={onClose}>
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
    </SheetForm>
  );
} // prettier-ignore

/** Said again under the same id, with the day and what came of it. */
export function FollowedSheet({ board, note, onClose }: { board: AreaBoard; note: AreaBoard['notes'][number]; onClose: () => void }) {
  const t = useText();
  const todayOn = useToday();
  const recorder = useRecorder(board.notesStream ?? '');
  const draft = useDraft(`board.followed:${note.id}`, { result: '' });
  const save = async () => {
    const { id, by: _by, byName: _byName, at: _at, ...rest } = note;
    const result = draft.value?.result.trim() ?? '';
    const p: NotePayload = { ...rest, note: id, followedUpOn: todayOn, ...(result !== '' && { result }) };
    await recorder.save([{ ...recorder.act('supervision.note', p), id: draft.idOf('act') }], draft);
    showToast({ text: t('board.note.saved'), icon: 'check' });
    onClose();
  };
  return (
    <SheetForm title={t('board.note.done')} save={t('board.note.save-done')} onSave={() => void save()} onClose={onClose}>
      <p>{note.text}</p>
      {draft.value && <TextArea label={t('board.note.result')} value={draft.value.result} onText={(result) => draft.set({ result })} maxLength={4000} />}
    </SheetForm>
  );
} // prettier-ignore
