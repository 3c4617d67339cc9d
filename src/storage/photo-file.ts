/** From a chosen file to a photo that may be stored and sent; photos one after the other, in a worker where there is one. */
import { type EncodeJpeg, encodeOffscreen, type PreparedPhoto, shrinkPhoto } from './photo-shrink.ts';
// oxlint-disable-next-line import/default -- Vite makes this export
import workerUrl from './photo-worker.ts?worker&url';
import { trustedWorkerUrl } from './trusted-url.ts';

/** a weak phone may need long; a worker killed for memory never answers */
const workerLimitMs = 60_000;
let tail: Promise<unknown> = Promise.resolve();

/** Any file in; refusals are codes with the size of the file. Never two pictures in memory at once (lesson R56). */
export async function preparePhoto(file: File): Promise<PreparedPhoto> {
  const mine = tail.then(async () => (canUseWorker() ? inWorker(file) : shrinkPhoto(file, encodeInPage)));
  tail = mine.catch(() => undefined);
  return mine;
}

const canUseWorker = (): boolean => typeof Worker !== 'undefined' && typeof OffscreenCanvas !== 'undefined';

async function inWorker(file: File): Promise<PreparedPhoto> {
  let worker: Worker | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const started = (worker = new Worker(trustedWorkerUrl(workerUrl), { type: 'module' }));
    return await new Promise<PreparedPhoto>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error('the worker did not answer')), workerLimitMs);
      started.addEventListener('message', (event: MessageEvent<PreparedPhoto>) => resolve(event.data));
      started.addEventListener('error', () => reject(new Error('the worker failed')));
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      started.postMessage({ file });
    });
  } catch {
    return await shrinkPhoto(file, typeof OffscreenCanvas === 'undefined' ? encodeInPage : encodeOffscreen);
  } finally {
    clearTimeout(timer);
    worker?.terminate();
  }
}

const encodeInPage: EncodeJpeg = async (bitmap, width, height, quality) => {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0, width, height);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', quality);
  });
  if (blob === null) throw new Error('not encoded');
  return blob.arrayBuffer();
};
