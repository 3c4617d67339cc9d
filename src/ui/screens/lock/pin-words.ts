/** What came of digits that did not open, in a sentence. */
import type { Translate } from '../../../content/text.ts';
import type { PinAnswer } from '../../../storage/pin.ts';

/** `undefined` when there is nothing to say */
export function pinWords(answer: PinAnswer | undefined, nowMs: number, t: Translate): string | undefined {
  if (answer?.is === 'sign-in') return t('lock.sign-in');
  if (answer === undefined || !('left' in answer)) return undefined;
  const waitMs = answer.nextAtMs - nowMs;
  if (waitMs > 0) return t('lock.wait', { time: minutes(waitMs) });
  return answer.is === 'wrong' ? t('lock.wrong', { n: answer.left }) : undefined;
}

/** Minutes and seconds, `1:05`. */
function minutes(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
