/** Pictures of one group, or of an announcement in an area: what has arrived as thumbnails, what is still on the officer's phone in words; a tap opens the full picture. */
import { useState } from 'preact/hooks';
import type { BoardPhoto } from '../../../protocol/board.ts';
import { useApp, useText } from '../../app-context.ts';
import { LinkButton } from '../../parts/button.tsx';
import { Section } from '../../parts/card.tsx';
import { ReasonForm } from '../../fields/reason-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Disclosure } from '../../parts/disclosure.tsx';
import { Icon } from '../../parts/icon.tsx';
import { photosOnPhone } from './figures.ts';

export interface PhotoSectionProps {
  shown: { readonly photos: readonly BoardPhoto[]; readonly group: { readonly id: string } };
}

export function PhotoSection({ shown }: PhotoSectionProps) {
  const { t, me } = useApp();
  // the department is given no pictures: nothing may be said of how many there are
  if (me.grants.every(({ role }) => role === 'department')) return null;
  const { photos, group } = shown;
  const onPhone = photosOnPhone(shown);
  return (
    <Section title={t('board.group.photos')}>
      {photos.length === 0 ? (
        <p class="quiet board-note">{t('board.group.photos.none')}</p>
      ) : (
        <>
          {onPhone > 0 && (
            <p class="board-note small board-waiting">
              <Icon name="phone" size="small" /> {t('board.photos.on-phone.long', { n: onPhone })}
            </p>
          )}
          <PhotoStrip stream={group.id} photos={photos} />
        </>
      )}
    </Section>
  );
}

/** Pictures of a group or of an area, asked of the office. */
export interface PhotoStripProps {
  stream: string;
  photos: readonly BoardPhoto[];
  /** where a picture may be taken back, with the reason; its form stands under the picture */
  onTakeBack?: ((photo: BoardPhoto, reason: string) => Promise<unknown>) | undefined;
}

export function PhotoStrip({ stream, photos, onTakeBack }: PhotoStripProps) {
  const [open, setOpen] = useState<BoardPhoto>();
  return (
    <>
      <ul class="photos board-photos">
        {photos.map((photo) => (
          <PhotoItem
            key={photo.sha}
            stream={stream}
            photo={photo}
            isOpenable={photo.thumb || photo.full || onTakeBack !== undefined}
            onOpen={() => setOpen(photo)}
          />
        ))}
      </ul>
      {open !== undefined && <FullPhoto stream={stream} photo={open} onTakeBack={onTakeBack} onClose={() => setOpen(undefined)} />}
    </>
  );
}

interface PhotoItemProps {
  stream: string;
  photo: BoardPhoto;
  isOpenable: boolean;
  onOpen: () => void;
}

function PhotoItem({ stream, photo, isOpenable, onOpen }: PhotoItemProps) {
  const t = useText();
  const what = useWhat(photo);
  const [isBroken, setBroken] = useState(false);
  const face = (
    <>
      <span class="thumbnail">
        {photo.thumb && !isBroken ? (
          <img
            src={`${addressOf(stream, photo)}/thumb`}
            alt={t('board.group.photo.open', { what })}
            width="96"
            height="96"
            loading="lazy"
            decoding="async"
            onError={() => setBroken(true)}
          />
        ) : (
          <Icon name={photo.thumb ? 'image' : 'phone'} />
        )}
      </span>
      <span class="small">{photo.thumb ? what : t('board.group.photo.coming')}</span>
    </>
  );
  return (
    <li>
      {isOpenable ? (
        <button type="button" onClick={onOpen}>
          {face}
        </button>
      ) : (
        face
      )}
    </li>
  );
}

type FullPhotoProps = Pick<PhotoStripProps, 'stream' | 'onTakeBack'> & { photo: BoardPhoto; onClose: () => void };

function FullPhoto({ stream, photo, onTakeBack, onClose }: FullPhotoProps) {
  const t = useText();
  const what = useWhat(photo);
  const [isBroken, setBroken] = useState(false);
  const address = addressOf(stream, photo);
  return (
    <div class="board-full">
      <Dialog
        open
        onClose={onClose}
        title={what}
        closeLabel={t('common.close')}
        actions={
          photo.full && !isBroken ? (
            <LinkButton href={address} newTab>
              {t('board.group.photo.new-tab')}
            </LinkButton>
          ) : undefined
        }
      >
        {isBroken ? (
          <p>{t('board.group.photo.cannot')}</p>
        ) : (
          (photo.thumb || photo.full) && (
            <img class="board-full-photo" src={photo.full ? address : `${address}/thumb`} alt={what} onError={() => setBroken(true)} />
          )
        )}
        {!photo.full && (
          <p class="board-waiting">
            <Icon name="phone" size="small" /> {t('board.group.photo.on-phone')}
          </p>
        )}
        {onTakeBack !== undefined && (
          <Disclosure summary={t('board.photo.take-back')}>
            <ReasonForm danger action={t('board.photo.take-back')} record={async (reason) => onTakeBack(photo, reason)} onDone={onClose} />
          </Disclosure>
        )}
      </Dialog>
    </div>
  );
}

function useWhat({ for: subject }: BoardPhoto): string {
  const t = useText();
  return subject.step === undefined ? t(`group.photo.of.${subject.kind}`) : t('group.photo.of-step', { step: subject.step });
}

function addressOf(stream: string, { sha }: BoardPhoto): string {
  return `/v1/photos/${encodeURIComponent(stream)}/${encodeURIComponent(sha)}`;
}
