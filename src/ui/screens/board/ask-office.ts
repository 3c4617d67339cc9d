/** What the office did not answer on the boards, as a sentence. */
import type { NetProblem } from '../../../sync/transport.ts';
import type { Translate } from '../../../content/text.ts';
import { problemText } from '../../problem-text.ts';
import { isSignedOut } from '../../use-ask-office.ts';

export { useAskOffice } from '../../use-ask-office.ts';

/** The usual sentences speak of records that wait on the phone; here nothing waits. */
export function failureText(t: Translate, problem: NetProblem): string {
  if (problem === 'no-signal' || problem === 'portal') return t('board.take.failed.no-signal');
  if (problem === 'busy' || problem === 'fault') return t('board.take.failed.busy');
  return isSignedOut(problem) ? t('board.take.failed.signin') : problemText(t, `wire.${problem}`);
}
