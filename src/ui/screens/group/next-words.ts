/** The next thing to do for a group, in words and with its address; what is next is decided in `domain/next-step.ts`. */
import { coachCard } from '../../../content/coach.ts';
import type { TextKey, Translate } from '../../../content/text.ts';
import { stepName } from '../../../content/step-names.ts';
import type { NextStep, SpecialStep } from '../../../domain/next-step.ts';
import type { StepKey } from '../../../domain/vocabulary.ts';
import type { GroupRow } from '../../../domain/row.ts';
import type { Words } from '../../words/use-words.ts';

export interface NextWords {
  /** the letter's number, for an item */
  readonly step?: StepKey | undefined;
  readonly title: string;
  readonly why: string;
  readonly how?: string | undefined;
  readonly href: string;
  readonly action: string;
}

/** Where founding day records an item; the plain form remains under the item's own address. */
export const foundingPartByStep: Readonly<Partial<Record<StepKey, string>>> = {
  '2.1': 'attendance',
  '2.2': 'vote',
  '2.3': 'intake',
  '2.4': 'committee',
  '2.5': 'rules',
  '2.6': 'papers',
  '2.8': 'finish',
};

const placeBySpecial: Readonly<Record<Exclude<SpecialStep, 'count-cash'>, string>> = {
  'settle-conflicts': '?tab=steps',
  'collect-consents': '?tab=members&show=pending',
  'give-numbers': '/founding/intake',
  'vote-again': '/founding/vote',
  'ask-again': '/stage',
  'settle-loans': '/stage',
  'return-savings': '/stage',
  'end-group': '/stage',
  'fill-office': '/committee',
  'first-money': '/founding/money',
};

/** @returns undefined when nothing is to be done now */
export function nextInWords(next: NextStep, group: GroupRow, todayOn: string, t: Translate, words: Words): NextWords | undefined {
  if (next.kind === 'nothing') return undefined;
  const home = `/groups/${group.id}`;
  if (next.kind === 'special') {
    const { special } = next;
    const values = { n: next.count ?? 0, day: next.on === undefined ? '' : words.day(next.on) };
    return {
      title: t(`group.next.${special}`, values),
      why: t(`group.next.${special}.why`, values),
      href: special === 'count-cash' ? `${home}/collection/${todayOn}?step=close` : `${home}${placeBySpecial[special]}`,
      action: t(`group.next.${special}.action`, values),
    };
  }
  const card = coachCard(next.step);
  return {
    step: next.step,
    title: words.say(stepName(next.step)),
    why: words.say(card.why),
    how: words.say(card.how),
    href: addressOfStep(group, next.step),
    action: t(actionKey(group, next.step), { step: next.step }),
  };
}

/** The screen on which an item is best done: founding day for a new group, the visit log for pledge days and advice, else its own page. */
export function addressOfStep(group: Pick<GroupRow, 'id' | 'source'>, step: StepKey): string {
  const home = `/groups/${group.id}`;
  const part = foundingPartByStep[step];
  if (part !== undefined && group.source === 'ledger') return `${home}/founding/${part}`;
  if (step === '3.2') return `${home}/visit?kind=pledge-day`;
  if (step === '3.3') return `${home}/visit?kind=advice`;
  return `${home}/step/${step}`;
}

function actionKey(group: Pick<GroupRow, 'source'>, step: StepKey): TextKey {
  if (foundingPartByStep[step] !== undefined && group.source === 'ledger')
    return step === '2.1' ? 'group.next.begin-founding' : 'group.next.go-on-founding';
  if (step === '3.2' || step === '3.3') return 'group.next.record-visit';
  return 'group.next.record';
}
