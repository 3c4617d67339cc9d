/** Whether the phone itself is ready for three hours of recording: storage that stays, and room for photos. */
import { useEffect, useState } from 'preact/hooks';

export interface Readiness {
  /** the browser promised not to clear our storage; `undefined` while asking */
  readonly persisted: boolean | undefined;
  /** `untold`: this browser does not say (iPhone, sync.md §6); `undefined` while asking */
  readonly freeBytes: number | 'untold' | undefined;
  /** absent where a browser knows no such promise */
  readonly askToPersist: (() => Promise<void>) | undefined;
}

/** Below this the phone may refuse photos half-way (case 46). */
export const enoughFreeBytes = 200_000_000;

export function useReadiness(): Readiness {
  const [persisted, setPersisted] = useState<boolean>();
  const [freeBytes, setFreeBytes] = useState<number | 'untold'>();
  useEffect(() => {
    let current = true;
    const storage = navigator.storage as StorageManager | undefined;
    if (storage?.persisted === undefined) setPersisted(false);
    else void storage.persisted().then((answer) => current && setPersisted(answer));
    const measure = async () => {
      const { quota, usage = 0 } = (await storage?.estimate?.()) ?? {};
      if (current) setFreeBytes(quota === undefined ? 'untold' : quota - usage);
    };
    void measure();
    return () => {
      current = false;
    };
  }, []);
  const storage = navigator.storage as StorageManager | undefined;
  return {
    persisted,
    freeBytes,
    askToPersist: storage?.persist === undefined ? undefined : async () => setPersisted(await storage.persist()),
  };
}
