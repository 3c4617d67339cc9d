/** Why somebody was not let in by another way than an invitation: the sign-in's own words, not those of sending, which promise to try again. */
import type { Translate } from '../../../content/text.ts';
import type { NetProblem } from '../../../sync/transport.ts';
import { problemText } from '../../problem-text.ts';

const ownWords = ['right-ended', 'no-signal', 'portal', 'phone'] as const;
const ofTheWay = [
  'passkey-wrong',
  'passkey-late',
  'too-many-passkeys',
  'openid-refused',
  'openid-not-linked',
  'openid-taken',
  'openid-down',
  'too-many-tries',
] as const;

export function signInWords(t: Translate, problem: NetProblem | 'phone'): string {
  const ofWay = ofTheWay.find((word) => word === problem);
  if (ofWay !== undefined) return problemText(t, `wire.${ofWay}`);
  return t(`signin.problem.${ownWords.find((word) => word === problem) ?? 'other'}`);
}
