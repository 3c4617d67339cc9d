/** Why the office did not do what a person asked of it on the page Me: nothing of that waits on this phone, so nothing is promised to go later. */
import type { Translate } from '../../../content/text.ts';
import type { NetProblem } from '../../../sync/transport.ts';
import { problemText } from '../../problem-text.ts';

/** their own sentences are about records, which are sent again by themselves */
const aboutSending: readonly NetProblem[] = ['fault', 'busy', 'storage-full', 'bad-request', 'method-not-allowed'];

export function askedWords(t: Translate, problem: NetProblem): string {
  if (problem === 'no-signal' || problem === 'portal') return t('me.ask.no-signal');
  return aboutSending.includes(problem) ? t('me.phones.failed') : problemText(t, `wire.${problem}`);
}
