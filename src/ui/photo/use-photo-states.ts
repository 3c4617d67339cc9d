/** What is known about photos of a group on this phone: how far each was sent, and its thumbnail as an address that is given back. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PhotoRow } from '../../domain/row.ts';
import type { QueuedPhoto } from '../../storage/phone-store.ts';
import { useApp } from '../app-context.ts';
import { readPicture } from './pending-photos.ts';

export type PhotoState = QueuedPhoto['state'] | 'elsewhere';

export function usePhotoStates(g: string): (sha: string) => PhotoState {
  const { store } = useApp();
  const [stateBySha, setStates] = useState<ReadonlyMap<string, PhotoState>>(new Map());
  useEffect(() => {
    let current = true;
    const read = async () => {
      const queued = await store.photosQueued().catch(() => []);
      if (current) setStates(new Map(queued.filter((photo) => photo.group === g).map((photo) => [photo.sha, photo.state])));
    };
    void read();
    const stop = store.onQueueChange(() => void read());
    return () => {
      current = false;
      stop();
    };
  }, [store, g]);
  return (sha) => stateBySha.get(sha) ?? 'elsewhere';
}

/** Addresses of the thumbnails that are on this phone, read one after the other; all are revoked when they leave the screen. */
export function useThumbnails(photos: readonly PhotoRow[]): ReadonlyMap<string, string> {
  const { store } = useApp();
  const urls = useRef(new Map<string, string>());
  const [shown, setShown] = useState<ReadonlyMap<string, string>>(new Map());
  const wanted = photos.map(({ sha }) => sha).join(' ');

  useEffect(() => {
    let current = true;
    const read = async () => {
      for (const sha of wanted.split(' ')) {
        if (sha === '' || urls.current.has(sha)) continue;
        const photo = await readPicture(store, sha).catch(() => undefined);
        if (!current) return;
        if (photo?.thumb === undefined) continue;
        urls.current.set(sha, URL.createObjectURL(new Blob([photo.thumb], { type: 'image/jpeg' })));
        setShown(new Map(urls.current));
      }
    };
    void read();
    const stop = store.onQueueChange(() => void read());
    return () => {
      current = false;
      stop();
    };
  }, [store, wanted]);

  useEffect(
    () => () => {
      for (const url of urls.current.values()) URL.revokeObjectURL(url);
      urls.current.clear();
    },
    [],
  );
  return shown;
}
