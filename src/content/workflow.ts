/**
 * The three steps of the letter as data: 20 items, 10 documents with 5 account books, 5 rules for officers; it types the JSON and finds
 * things in it, and stops before deciding whether an item is done (that is `domain/step.ts`).
 */
import type { AccountBookKey, DocumentKey, StepKey, VillageType } from '../domain/vocabulary.ts';
import { stepName } from './step-names.ts';
import workflowJson from './workflow.v1.json' with { type: 'json' };

/** One sentence in both languages of the app; Thai is the original. */
export interface Bilingual {
  readonly th: string;
  readonly en: string;
}

export type Actor = 'officer' | 'officer-with-leaders' | 'leaders' | 'villagers' | 'members' | 'committee' | 'district-office';

/** When an item comes again: `any` is done after the first session and welcomes more; `three-month` is once, three months after founding. */
export type Recurrence = 'once' | 'any' | 'monthly' | 'pledge-day' | 'yearly' | 'three-month';

export type FieldKind =
  'text' | 'longText' | 'count' | 'money' | 'date' | 'time' | 'year' | 'choice' | 'choices' | 'yesNo' | 'people' | 'place';

export interface FieldOption {
  /** kebab-case word; this is what `step.record` stores */
  readonly value: string;
  readonly label: Bilingual;
}

/**
 * One line of evidence beside the common ones (date, place, participants, note, photos).
 *
 * `key` is the key in `fields` of `step.record`, or in `people` of its personal part when `kind` is `people`. `min` and `max` bound counts
 * and Buddhist-era years, and for money they are satang; for `people` they bound how many persons are named.
 */
export interface EvidenceField {
  readonly key: string;
  readonly kind: FieldKind;
  readonly label: Bilingual;
  readonly hint?: Bilingual;
  /** the item counts as complete only with it; a session can always be saved without */
  readonly required: boolean;
  readonly options?: readonly FieldOption[];
  readonly min?: number;
  readonly max?: number;
}

/** The item opens when one of `recordedIn` has a session whose `field` has `value` (the latest answer counts). */
export interface Gate {
  readonly kind: 'leaders-agreed' | 'resolution-passed';
  readonly recordedIn: readonly StepKey[];
  readonly field: string;
  readonly value: string;
  /** what to tell the officer while it is closed */
  readonly message: Bilingual;
}

export interface WorkflowItem {
  readonly key: StepKey;
  readonly step: 1 | 2 | 3;
  /** the letter's number within its step */
  readonly number: number;
  /** Thai: the letter's wording with the scanning errors corrected */
  readonly title: Bilingual;
  /** at most 28 Thai characters, for lists and stones */
  readonly short: Bilingual;
  readonly who: Actor;
  readonly recurrence: readonly Recurrence[];
  readonly dependsOn: readonly StepKey[];
  readonly gate?: Gate;
  /** the founding-day run records it; the plain form remains for what was done outside that run */
  readonly screen?: 'founding';
  readonly fields: readonly EvidenceField[];
}

export interface WorkflowStep {
  readonly number: 1 | 2 | 3;
  readonly title: Bilingual;
  readonly short: Bilingual;
  readonly itemKeys: readonly StepKey[];
}

export interface AccountBook {
  readonly key: AccountBookKey;
  readonly title: Bilingual;
  /** the one-letter name on the cover; statements have none */
  readonly letter?: string;
}

export interface WorkflowDocument {
  readonly key: DocumentKey;
  readonly phase: 'founding' | 'after-founding';
  /** the letter's number within its phase */
  readonly number: number;
  readonly title: Bilingual;
  readonly short: Bilingual;
  readonly books?: readonly AccountBook[];
}

export interface OfficerRule {
  readonly number: number;
  readonly title: Bilingual;
  readonly plain: Bilingual;
}

export interface NamedOption<Value extends string> {
  readonly value: Value;
  readonly label: Bilingual;
  readonly hint?: Bilingual;
}

export type NeedFinding = 'lacks-capital' | 'informal-debt' | 'no-saving';

export interface Workflow {
  readonly version: number;
  readonly steps: readonly WorkflowStep[];
  readonly items: readonly WorkflowItem[];
  readonly documents: readonly WorkflowDocument[];
  readonly rules: readonly OfficerRule[];
  readonly villageTypes: readonly NamedOption<VillageType>[];
  readonly needFindings: readonly NamedOption<NeedFinding>[];
  readonly actors: readonly NamedOption<Actor>[];
}

type WorkflowFile = Omit<Workflow, 'items'> & { readonly items: readonly Omit<WorkflowItem, 'short'>[] };

const file = workflowJson as WorkflowFile;
export const workflow: Workflow = { ...file, items: file.items.map((item) => ({ ...item, short: stepName(item.key) })) };

const itemByKey: ReadonlyMap<string, WorkflowItem> = new Map(workflow.items.map((item) => [item.key, item]));
const documentByKey: ReadonlyMap<string, WorkflowDocument> = new Map(workflow.documents.map((document) => [document.key, document]));

/** @throws RangeError for a key that is not one of the 20; keys come from `StepKey`, so this is a programming error */
export function workflowItem(key: StepKey): WorkflowItem {
  const item = itemByKey.get(key);
  if (!item) throw new RangeError(`no workflow item ${key}`);
  return item;
}

export function itemsOfStep(step: 1 | 2 | 3): readonly WorkflowItem[] {
  return workflow.items.filter((item) => item.step === step);
}

/** @throws RangeError for a key that is not one of the 10 */
export function workflowDocument(key: DocumentKey): WorkflowDocument {
  const document = documentByKey.get(key);
  if (!document) throw new RangeError(`no workflow document ${key}`);
  return document;
}

export function documentsOfPhase(phase: WorkflowDocument['phase']): readonly WorkflowDocument[] {
  return workflow.documents.filter((document) => document.phase === phase);
}
