/** The pieces that show an item was worked on, wherever they come from, and how the item stands by them. */
import type { Bench } from './folding.ts';
import { strongestState } from './group-summary.ts';
import type { StepKey } from './vocabulary.ts';
import type { GroupRow, RowKey, StepEvidence, StepRow, StepSummary } from './row.ts';

/** Rows that evidence for an item reads and writes. */
export function evidenceKeys(step: StepKey): readonly RowKey[] {
  return step === '1.2' || step === '1.3' ? ['step:1.2', 'step:1.3'] : [`step:${step}`];
}

/** Adds a piece of evidence or replaces the one with its id, and says in the group's row how the item stands. */
export function putEvidence(bench: Bench, step: StepKey, evidence: StepEvidence): void {
  const others = (bench.get<'step'>(`step:${step}`)?.evidence ?? []).filter((each) => each.id !== evidence.id);
  putStep(bench, { type: 'step', step, evidence: [...others, evidence] });
}

export function dropEvidence(bench: Bench, step: StepKey, id: string): void {
  const row = bench.get<'step'>(`step:${step}`);
  if (row === undefined) return;
  putStep(bench, { ...row, evidence: row.evidence.filter((each) => each.id !== id) });
}

function putStep(bench: Bench, row: StepRow): void {
  const { step, evidence } = row;
  bench.put(`step:${step}`, row);
  const { [step]: _before, ...others } = bench.group.steps;
  const summary = summaryOf(row);
  bench.setGroup({ steps: summary === undefined ? others : { ...others, [step]: summary } });
  if (step === '1.2' || step === '1.3') bench.setGroup({ leadersAgreed: agreementOf(bench) });
  if (step === '2.2') bench.setGroup({ vote: latestOf(evidence, 'vote') });
}

/** Done once done: the pieces give the same in whatever order they come. Only the vote is as its latest count says. */
function summaryOf({ step, evidence }: StepRow): StepSummary | undefined {
  if (evidence.length === 0) return undefined;
  const vote = step === '2.2' ? latestOf(evidence, 'vote') : undefined;
  const state = vote === undefined ? strongestState(evidence.map((each) => each.state)) : vote.passed ? 'done' : 'in-progress';
  const lastOn = evidence.reduce((day, each) => (each.on > day ? each.on : day), '');
  return { state, sessions: evidence.length, lastOn, recorded: state };
}

/** The answer of the latest day; on one day a talk (1.3) is taken to follow the analysis (1.2). */
function agreementOf(bench: Bench): GroupRow['leadersAgreed'] {
  const evidence = (['step:1.2', 'step:1.3'] as const).flatMap((key) => bench.get<'step'>(key)?.evidence ?? []);
  return latestOf(evidence, 'agreed');
}

function latestOf<Name extends 'agreed' | 'vote'>(evidence: readonly StepEvidence[], name: Name): StepEvidence[Name] {
  let latest: StepEvidence | undefined;
  for (const each of evidence) if (each[name] !== undefined && each.on >= (latest?.on ?? '')) latest = each;
  return latest?.[name];
}
