/** Short names of the 20 items: all that the first screen needs of the workflow, so that it need not load the rest. */
import type { StepKey } from '../domain/vocabulary.ts';
import names from './step-names.v1.json' with { type: 'json' };

/** At most 28 Thai characters, for lists and stones. */
export function stepName(key: StepKey): { readonly th: string; readonly en: string } {
  return names[key];
}
