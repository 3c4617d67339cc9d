/** Where the camera was opened: a weak phone drops the page behind it, and an iPhone then starts the app at its first page (lesson R55). */
import { keepChoice, readChoice } from '../boot/choices.ts';

const freshMs = 15 * 60_000;

export function keepCameraPage(nowMs: number): void {
  keepChoice('camera-page', `${nowMs} ${location.pathname}${location.search}`);
}

export function forgetCameraPage(): void {
  keepChoice('camera-page', undefined);
}

/** The address to go back to; `undefined` when the camera came back by itself or that was long ago. */
export function recallCameraPage(nowMs: number): string | undefined {
  const kept = /^(\d+) (\/.*)$/.exec(readChoice('camera-page') ?? '');
  if (kept === null) return undefined;
  return nowMs - Number(kept[1]) < freshMs ? kept[2] : undefined;
}
