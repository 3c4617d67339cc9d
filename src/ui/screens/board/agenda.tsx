/** The day on which a district announced the campaign's agenda to its people, with its photos: shown, and recorded by who may write there. */
import { useState } from 'preact/hooks';
import type { PayloadOf } from '../../../domain/operation.ts';
import type { AreaBoard, AreaPart } from '../../../protocol/area-board.ts';
import type { BoardPhoto } from '../../../protocol/board.ts';
import { useRecorder, useText, useToday } from '../../app-context.ts';
import { DateField } from '../../fields/date-field.tsx';
import { Button } from '../../parts/button.tsx';
import { TextArea } from '../../parts/text-area.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { showToast } from '../../parts/toast.tsx';
import { PhotoAttach } from '../../photo-attach.tsx';
import { useDraft } from '../../use-draft.ts';
import { useBoardWords } from './in-words.ts';
import { isOnItsWay, OwnTag } from './board-own-tag.tsx';
import { SheetForm } from './board-sheet-form.tsx';
import { PhotoStrip } from './group-photos.tsx';
import { useOwnActs } from './use-own-acts.ts';

export function Agenda({ board, fetchedAt, mayWrite }: { board: AreaBoard; fetchedAt: string | undefined; mayWrite: boolean }) {
  const t = useText();
  const words = useBoardWords();
  const [isOpen, setOpen] = useState(false);
  const own = (useOwnActs(['agenda.announce'], fetchedAt) ?? []).find(({ p }) => p.district === board.area);
  const said = board.whole.agenda;
  const agenda: Announced | null = own && isOnItsWay(own) ? { ...own.p, id: own.p.announcement } : said;
  // pictures that have reached the office; the others are in the form
  const recorder = useRecorder(board.stream ?? '');
  const takenOff = (useOwnActs(['photo.withdraw'], fetchedAt) ?? []).filter((act) => act.g === board.stream && isOnItsWay(act));
  const isThere = agenda?.id === said?.id;
  const photos = (isThere ? (said?.photos ?? []) : []).filter(({ sha }) => !takenOff.some(({ p }) => p.sha === sha));
  const takenBack = isThere ? [...(said?.takenBack ?? []), ...takenOff.map(({ p }) => p.reason)] : [];
  const takeBack = async ({ sha }: BoardPhoto, reason: string) => {
    await recorder.save([recorder.act('photo.withdraw', { sha, reason, of: 'agenda' })]);
    showToast({ text: t('board.photo.taken-back'), icon: 'check' });
  };
  return (
    <div class="card board-agenda">
      <p>
        <b>{t('board.agenda')}</b>{' '}
        {agenda === null ? (
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
      {photos.length > 0 && <PhotoStrip stream={board.stream ?? ''} photos={photos} onTakeBack={mayWrite ? takeBack : undefined} />}
      {takenBack.length > 0 && (
        <p class="quiet small">
          {t('board.photo.history', { n: takenBack.length, reasons: takenBack.join(' · ') })} <OwnTag state={takenOff[0]?.state} />
        </p>
      )}
      {isOpen && <AgendaSheet board={board} known={agenda ?? undefined} onClose={() => setOpen(false)} />}
    </div>
  );
}

type Announced = Pick<NonNullable<AreaPart['agenda']>, 'id' | 'on' | 'place' | 'note'>;

interface AgendaSheetProps {
  board: AreaBoard;
  /** what was said before, to be corrected */
  known: Announced | undefined;
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
  // corrected under the same id, so that its pictures stay with it
  const idOfIt = () => known?.id ?? draft.idOf('announcement');
  const save = async () => {
    if (values?.on === undefined) return setTried(true);
    const p: PayloadOf<'agenda.announce'> = {
      announcement: idOfIt(),
      district: board.area,
      on: values.on,
      ...(values.place.trim() !== '' && { place: values.place.trim() }),
      ...(values.note.trim() !== '' && { note: values.note.trim() }),
    };
    await recorder.save([{ ...recorder.act('agenda.announce', p), id: draft.idOf('act') }], draft);
    showToast({ text: t('board.agenda.saved'), icon: 'check' });
    onClose();
  };
  return (
    <SheetForm title={t('board.agenda.record')} save={t('board.agenda.save')} onSave={() => void save()} onClose={onClose}>
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
          <PhotoAttach
            g={board.stream ?? ''}
            for={{ kind: 'agenda', id: idOfIt() }}
            beforeCamera={draft.flush}
            removable={() => false}
            label={t('board.agenda.photo')}
            hint={t('board.agenda.photo.hint')}
          />
        </>
      )}
    </SheetForm>
  );
} // prettier-ignore
