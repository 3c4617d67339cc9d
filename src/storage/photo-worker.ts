/** The module worker that shrinks photos, so that the page stays quick; one message in, one out. */
import { encodeOffscreen, type PreparedPhoto, shrinkPhoto } from './photo-shrink.ts';

/** The worker's global, in the terms of the DOM library this folder is checked with. */
const worker = globalThis as unknown as {
  addEventListener(type: 'message', listener: (event: MessageEvent<{ readonly file: Blob }>) => void): void;
  postMessage(message: PreparedPhoto, transfer: Transferable[]): void;
};

worker.addEventListener('message', (event) => void answer(event.data.file));

async function answer(file: Blob): Promise<void> {
  const photo = await shrinkPhoto(file, encodeOffscreen);
  worker.postMessage(photo, photo.ok ? [photo.full, photo.thumb] : []);
}
