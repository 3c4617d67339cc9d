/** From a code of a closed list to its sentence: what happened, that nothing was lost, what to do. */
import { isTextKey, type Translate } from '../content/text.ts';
import { formatBaht } from '../domain/money.ts';
import type { Problem } from '../domain/problem.ts';
import { StoreProblem } from '../storage/store-problem.ts';
import { useText } from './app-context.ts';

type Values = Readonly<Record<string, string | number>>;

/**
 * The sentence for a domain problem, a problem of the phone's storage or one of the office's answers.
 *
 * A word that two lists share is looked up in that order; name the list to be sure: `wire.too-large`, `store.quota`. Values whose name ends
 * in `satang`, and the share unit, are shown in baht. An unknown word gets a sentence too: nothing stays silent.
 *
 * @param problem a code, or what `save()` threw
 */
export function problemText(t: Translate, problem: unknown, values: Values = {}): string {
  const inBaht = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      /satang$|^shareUnit$/i.test(name) && typeof value === 'number' ? formatBaht(Math.abs(value), { wholeBaht: 'short' }) : value,
    ]),
  );
  if (problem instanceof StoreProblem) return t(`problem.store.${problem.code}`, inBaht);
  if (typeof problem !== 'string') return t('problem.store.other');
  const key = [`problem.${problem}`, `problem.store.${problem}`, `problem.wire.${problem}`].find((one) => isTextKey(one));
  return t(key !== undefined && isTextKey(key) ? key : 'problem.other', inBaht);
}

/** The same for a screen, which may also give a problem of the domain with its facts. */
export function useProblemText(): (problem: string | Problem, values?: Values) => string {
  const t = useText();
  return (problem, values) => (typeof problem === 'string' ? problemText(t, problem, values) : problemText(t, problem.code, problem.facts));
}
