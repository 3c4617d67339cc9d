/** What the officer keeps apart from the group's books (`visit.record`, `photo.*`, `document.tick`); his reports are in `report.ts`. */
import type { KindFolds } from './folding.ts';
import type { PayloadOf } from './operation.ts';
import { areaPhotoKinds, type StepKey } from './vocabulary.ts';
import type { RowKey } from './row.ts';
import { putEvidence } from './step-evidence.ts';

type RecordKinds = 'visit.record' | 'photo.attach' | 'photo.withdraw' | 'document.tick';

/** Items that a visit of each kind shows; a piece of advice shows 3.3 at any visit. */
const stepOfVisit: Readonly<Record<PayloadOf<'visit.record'>['kind'], StepKey | undefined>> = {
  'pledge-day': '3.2',
  advice: '3.3',
  training: '3.4',
  annual: '3.6',
  other: undefined,
};

export const recordFolds: KindFolds<RecordKinds> = {
  'visit.record': {
    touches: ({ p }) => [`visit:${p.visit}`, ...stepsOfVisit(p).map((step) => `step:${step}` as const)],
    fold({ op, p, by }, bench) {
      const { visit: id, ...visit } = p;
      if (bench.get<'visit'>(`visit:${id}`) !== undefined) return;
      bench.put(`visit:${id}`, { ...visit, type: 'visit', id, by, at: op.at });
      for (const step of stepsOfVisit(p)) putEvidence(bench, step, { id, state: p.attended ? 'done' : 'in-progress', on: p.on });
    },
  },
  'photo.attach': {
    // the signed paper of a commitment stands in the stream of its district
    withoutGroup: (p) => isOfArea(p.for),
    needs: (p) => photoSubject(p.for),
    touches: ({ p }) => [`photo:${p.sha}`],
    fold({ op, p, by }, bench) {
      const before = bench.get<'photo'>(`photo:${p.sha}`);
      if (before === undefined || before.withdrawn !== undefined) bench.put(`photo:${p.sha}`, { ...p, type: 'photo', by, at: op.at });
    },
  },
  'photo.withdraw': {
    withoutGroup: (p) => p.of !== undefined,
    needs: (p) => [`photo:${p.sha}`],
    fold({ p }, bench) {
      const row = bench.need<'photo'>(`photo:${p.sha}`);
      // who may do it hangs on what it says it is of: what somebody signed is not taken away as if it hung on the wall
      if (p.of !== undefined && row.for.kind !== p.of) return;
      bench.put(`photo:${p.sha}`, { ...row, withdrawn: p.reason });
    },
  },
  'document.tick': {
    fold({ p }, bench) {
      bench.setGroup({ documents: { ...bench.group.documents, [p.document]: p.state } });
    },
  },
};

function stepsOfVisit({ kind, advice }: PayloadOf<'visit.record'>): readonly StepKey[] {
  const step = stepOfVisit[kind];
  const hasAdvice = (advice ?? '').trim() !== '' && step !== '3.3';
  return [...(step === undefined ? [] : [step]), ...(hasAdvice ? (['3.3'] as const) : [])];
}

/** In the stream of a district, not of a group. */
export function isOfArea({ kind }: PayloadOf<'photo.attach'>['for']): boolean {
  return areaPhotoKinds.some((each) => each === kind);
}

/** A page that somebody signed, guardian, borrower or guarantor: for those who keep the group's papers, not for who reads its figures. */
export function isPersonal({ kind }: PayloadOf<'photo.attach'>['for']): boolean {
  return kind === 'consent' || kind === 'loan';
}

function photoSubject({ kind, id }: PayloadOf<'photo.attach'>['for']): readonly RowKey[] {
  if (id === undefined || kind === 'group') return [];
  return [kind === 'step' ? `session:${id}` : `${kind}:${id}`];
}
