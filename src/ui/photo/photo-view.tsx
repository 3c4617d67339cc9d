/** One photo in front of the page, as large as it is kept here, with what is known about it. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PhotoRow } from '../../domain/row.ts';
import { useApp } from '../app-context.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useMoment } from './moment.ts';
import { readPicture } from './pending-photos.ts';

export interface PhotoViewProps {
  photo: PhotoRow;
  title: string;
  /** shown until the full picture is there, and when it is not on this phone */
  thumbnailUrl: string | undefined;
  onClose: () => void;
  actions?: ComponentChildren;
}

export function PhotoView({ photo, title, thumbnailUrl, onClose, actions }: PhotoViewProps) {
  const { store, t } = useApp();
  const moment = useMoment();
  const [full, setFull] = useState<{ readonly url?: string }>();
  useEffect(() => {
    let current = true;
    let url: string | undefined;
    void (async () => {
      const kept = await readPicture(store, photo.sha).catch(() => undefined);
      if (!current) return;
      if (kept?.full === undefined) setFull({});
      else {
        url = URL.createObjectURL(new Blob([kept.full], { type: photo.mime }));
        setFull({ url });
      }
    })();
    return () => {
      current = false;
      if (url !== undefined) URL.revokeObjectURL(url);
    };
  }, [store, photo.sha]);

  const picture = full?.url ?? thumbnailUrl;
  return (
    <Dialog open onClose={onClose} title={title} closeLabel={t('common.close')} actions={actions}>
      <div class="photo-view">
        {picture !== undefined && <img src={picture} alt={title} width={photo.w} height={photo.h} />}
        {full !== undefined && full.url === undefined && <p class="quiet">{t('me.photo.missing')}</p>}
        {photo.caption !== undefined && <p>{photo.caption}</p>}
        {photo.takenAt !== undefined && <p class="quiet small">{t('me.photo.taken', { time: moment(photo.takenAt) })}</p>}
      </div>
    </Dialog>
  );
}
