/** Photos of a record: taken or chosen, made small, kept on this phone, recorded, shown with how far they were sent, taken off again. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PayloadOf } from '../domain/operation.ts';
import { areaPhotoKinds } from '../domain/vocabulary.ts';
import type { PhotoRow } from '../domain/row.ts';
import { useApp, useRecorder } from './app-context.ts';
import { useThisPhone } from './boot/this-phone.ts';
import { holdUpdates } from './boot/updates.ts';
import { Banner } from './parts/banner.tsx';
import { Button } from './parts/button.tsx';
import { PhotoPicker, type PickedPhoto } from './parts/photo-picker.tsx';
import type { TagTone } from './parts/tag.tsx';
import { Tag } from './parts/tag.tsx';
import { Icon } from './parts/icon.tsx';
import { showToast } from './parts/toast.tsx';
import { attachPhoto, isFor, megabytes, type PhotoPurpose, type Refusal } from './photo/attach-photo.ts';
import { forgetCameraPage, keepCameraPage } from './photo/camera-page.ts';
import { addPending, dropPending, readPicture, usePendingPhotos } from './photo/pending-photos.ts';
import { PhotoView } from './photo/photo-view.tsx';
import { type PhotoState, usePhotoStates, useThumbnails } from './photo/use-photo-states.ts';
import { useRows } from './use-store.ts';
import './style/screens/photo.css';

const toneByState: Record<PhotoState, TagTone> = {
  waiting: 'plain',
  'thumb-sent': 'waiting',
  sent: 'done',
  failed: 'stop',
  elsewhere: 'plain',
};

export interface PhotoAttachProps {
  g: string;
  /** what the photos belong to */
  for: PhotoPurpose;
  /** writes the draft; waited for before the camera opens, because the phone may drop the page (lesson R55) */
  beforeCamera?: () => Promise<void>;
  label?: ComponentChildren;
  hint?: ComponentChildren;
  /** which of them can be taken off here; without it all */
  removable?: (photo: PhotoRow) => boolean;
}

export function PhotoAttach({ g, for: purpose, beforeCamera, label, hint, removable = () => true }: PhotoAttachProps) {
  const app = useApp();
  const { t, nowMs } = app;
  const pending = usePendingPhotos(app, g);
  const recorded = useRows(g, 'photo') ?? [];
  const photos = [...recorded, ...pending.filter((photo) => !recorded.some((one) => one.sha === photo.sha && one.withdrawn === undefined))]
    .filter((photo) => photo.withdrawn === undefined && isFor(photo.for, purpose))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  const { working, refusals, add, forget } = useAttaching(g, purpose);
  const [opened, setOpened] = useState<string>();
  const { picked, thumbnailBySha } = usePicked(g, photos, setOpened, new Set(pending.map(({ sha }) => sha)));
  const shown = photos.find((photo) => photo.sha === opened);

  return (
    <div class="photo-attach">
      <PhotoPicker
        label={label ?? t('me.photo.label')}
        hint={hint ?? t('me.photo.hint')}
        cameraLabel={t('me.photo.camera')}
        galleryLabel={t('me.photo.gallery')}
        photos={picked}
        disabled={working !== undefined}
        onBeforeOpen={async () => {
          keepCameraPage(nowMs());
          await beforeCamera?.();
        }}
        onFiles={add}
      />
      <div aria-live="polite">
        {working !== undefined && (
          <p class="photo-working">
            <progress class="bar bar-primary" aria-hidden="true" {...(working.all > 1 ? { value: working.n - 1, max: working.all } : {})} />
            <span>{working.all > 1 ? t('me.photo.working-of', working) : t('me.photo.working')}</span>
          </p>
        )}
        {refusals.map((refusal, index) => (
          <Banner
            key={index}
            tone="attention"
            icon="image"
            title={t('me.photo.refused')}
            actions={
              <Button kind="quiet" onPress={() => forget(refusal)}>
                {t('common.close')}
              </Button>
            }
          >
            {t(`problem.${refusal.code}`, { mb: megabytes(refusal.bytes) })}
          </Banner>
        ))}
      </div>
      {shown !== undefined && (
        <PhotoView
          photo={shown}
          title={picked.find((one) => one.key === shown.sha)?.alt ?? ''}
          thumbnailUrl={thumbnailBySha.get(shown.sha)}
          onClose={() => setOpened(undefined)}
          actions={
            removable(shown) && (
              <RemovePhoto
                g={g}
                photo={shown}
                pending={pending.some(({ sha }) => sha === shown.sha)}
                onRemoved={() => setOpened(undefined)}
              />
            )
          }
        />
      )}
    </div>
  );
}

export interface PhotoGridProps {
  g: string;
  photos: readonly PhotoRow[];
  label?: string;
  /** what stands below a picture; without it only a screen reader says what it is */
  captionOf?: (photo: PhotoRow) => ComponentChildren;
}

/** Photos of a group to look at, without the buttons. */
export function PhotoGrid({ g, photos, label, captionOf }: PhotoGridProps) {
  const { t } = useApp();
  const kept = photos.filter((photo) => photo.withdrawn === undefined);
  const [opened, setOpened] = useState<string>();
  const { picked, thumbnailBySha } = usePicked(g, kept, setOpened);
  const shown = kept.find((photo) => photo.sha === opened);
  if (kept.length === 0) return <p class="quiet">{t('me.photo.none')}</p>;
  return (
    <>
      <ul class="photos" aria-label={label}>
        {picked.map((photo, index) => (
          <li key={photo.key}>
            <button type="button" onClick={() => photo.onOpen?.()}>
              <span class="thumbnail">
                {photo.thumbnailUrl === undefined ? (
                  <Icon name="image" />
                ) : (
                  <img src={photo.thumbnailUrl} alt="" width="96" height="96" decoding="async" />
                )}
              </span>
              <span class="hidden-text">{photo.alt}</span>
              {captionOf !== undefined && <span class="small">{captionOf(kept[index]!)}</span>}
              <Tag tone={photo.stateTone}>{photo.stateText}</Tag>
            </button>
          </li>
        ))}
      </ul>
      {shown !== undefined && (
        <PhotoView
          photo={shown}
          title={picked.find((one) => one.key === shown.sha)?.alt ?? ''}
          thumbnailUrl={thumbnailBySha.get(shown.sha)}
          onClose={() => setOpened(undefined)}
        />
      )}
    </>
  );
}

function usePicked(g: string, photos: readonly PhotoRow[], open: (sha: string) => void, pending: ReadonlySet<string> = new Set()) {
  const { t } = useApp();
  const stateOf = usePhotoStates(g);
  const thumbnailBySha = useThumbnails(photos);
  const picked = photos.map((photo, index): PickedPhoto => {
    const state = pending.has(photo.sha) ? 'waiting' : stateOf(photo.sha);
    return {
      key: photo.sha,
      thumbnailUrl: thumbnailBySha.get(photo.sha),
      alt: photo.caption ?? t('me.photo.alt', { n: index + 1 }),
      stateText: t(`me.photo.state.${state}`),
      stateTone: toneByState[state],
      onOpen: () => open(photo.sha),
    };
  });
  return { picked, thumbnailBySha };
}

/** One photo at a time, however many were chosen: two at once can kill the page on a weak phone (lesson R56). */
function useAttaching(g: string, purpose: PhotoPurpose) {
  const { store, t, nowMs, wake } = useApp();
  const { shrinkPhoto } = useThisPhone();
  const recorder = useRecorder(g);
  const [working, setWorking] = useState<{ readonly n: number; readonly all: number }>();
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);

  useEffect(() => {
    // back on the page without a photo: the camera was closed and the page lived
    const onVisible = () => document.visibilityState === 'visible' && forgetCameraPage();
    document.addEventListener('visibilitychange', onVisible);
    return () => document.removeEventListener('visibilitychange', onVisible);
  }, []);

  /** what is chosen meanwhile waits for its turn */
  const turn = useRef(Promise.resolve());
  const add = (files: readonly File[]) => {
    forgetCameraPage();
    if (working === undefined) setRefusals([]);
    turn.current = turn.current.then(async () => attachAll(files));
  };
  const attachAll = async (files: readonly File[]) => {
    const release = holdUpdates();
    let kept = 0;
    let same = 0;
    for (const [index, file] of files.entries()) {
      setWorking({ n: index + 1, all: files.length });
      const outcome = await attachPhoto(file, g, purpose, { store, recorder, shrinkPhoto, nowMs, wake });
      if (outcome.kind === 'kept') kept += 1;
      else if (outcome.kind === 'same') same += 1;
      else setRefusals((before) => [...before, { code: outcome.code, bytes: outcome.bytes }]);
    }
    setWorking(undefined);
    release();
    if (kept > 0) showToast({ text: t('me.photo.kept'), icon: 'check' });
    else if (same > 0) showToast({ text: t('me.photo.same'), icon: 'info' });
  };
  return { working, refusals, add, forget: (refusal: Refusal) => setRefusals((before) => before.filter((one) => one !== refusal)) };
}

/** Taken off at once, with an undo that attaches the same picture again; both stay in the history. */
function RemovePhoto({ g, photo, pending, onRemoved }: { g: string; photo: PhotoRow; pending: boolean; onRemoved: () => void }) {
  const { t, store } = useApp();
  const recorder = useRecorder(g);
  const [failed, setFailed] = useState(false);
  const remove = async () => {
    const { sha, bytes, mime, w, h, thumb, for: purpose, takenAt, caption } = photo;
    const payload: PayloadOf<'photo.attach'> = { sha, bytes, mime, w, h, thumb, for: purpose };
    if (takenAt !== undefined) payload.takenAt = takenAt;
    if (caption !== undefined) payload.caption = caption;
    const picture = pending ? await readPicture(store, sha).catch(() => undefined) : undefined;
    const putBack = async () => {
      if (!pending) await recorder.save([recorder.act('photo.attach', payload)]);
      else if (picture?.full !== undefined && picture.thumb !== undefined)
        await addPending(store, { g, at: photo.at, payload }, { full: picture.full, thumb: picture.thumb });
    };
    try {
      if (pending) await dropPending(store, g, sha);
      else {
        const of = areaPhotoKinds.find((kind) => kind === purpose.kind);
        await recorder.save([recorder.act('photo.withdraw', { sha, reason: t('me.photo.remove-reason'), ...(of && { of }) })]);
      }
    } catch {
      setFailed(true);
      return;
    }
    onRemoved();
    const onUndo = () => void putBack().catch(() => showToast({ text: t('problem.store.other') }));
    showToast({ text: t('me.photo.removed'), undo: { label: t('common.undo'), onUndo } });
  };
  return (
    <>
      {failed && <p role="alert">{t('problem.store.other')}</p>}
      <Button onPress={() => void remove()}>{t('me.photo.remove')}</Button>
    </>
  );
}
