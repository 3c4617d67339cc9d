/** The coach card of each item: why it matters and how to begin, in one or two sentences; longer advice is in `guidance.ts`. */
import type { StepKey } from '../domain/vocabulary.ts';
import coachJson from './coach.v1.json' with { type: 'json' };
import type { Bilingual } from './workflow.ts';

export interface CoachCard {
  readonly key: StepKey;
  readonly why: Bilingual;
  readonly how: Bilingual;
}

export interface Coach {
  readonly version: number;
  readonly cards: readonly CoachCard[];
}

export const coach = coachJson as Coach;

const cardByKey: ReadonlyMap<string, CoachCard> = new Map(coach.cards.map((card) => [card.key, card]));

/** @throws RangeError for a key that is not one of the 20 */
export function coachCard(key: StepKey): CoachCard {
  const card = cardByKey.get(key);
  if (!card) throw new RangeError(`no coach card ${key}`);
  return card;
}
