/** The dated sessions of the 20 items (`step.record`, `step.withdraw`). */
import type { KindFolds, Rows } from './folding.ts';
import { acceptWaiting, waitingKeys } from './member.ts';
import type { PayloadOf } from './operation.ts';
import type { StepKey } from './vocabulary.ts';
import type { RowKey, SessionRow, StepEvidence } from './row.ts';
import { dropEvidence, evidenceKeys, putEvidence } from './step-evidence.ts';

type StepKinds = 'step.record' | 'step.withdraw';

export const stepFolds: KindFolds<StepKinds> = {
  'step.record': {
    touches: ({ p }, rows) => {
      const key = `session:${p.session}` as const;
      const old = rows.get<'session'>(key);
      return [key, ...sessionKeys(p.step, rows), ...(old === undefined ? [] : sessionKeys(old.step, rows))];
    },
    fold({ op, p, s, by }, bench) {
      const old = bench.get<'session'>(`session:${p.session}`);
      const session: SessionRow = {
        type: 'session',
        id: p.session,
        step: p.step,
        state: p.state,
        doneOn: p.doneOn,
        place: p.place,
        participants: p.participants,
        fields: p.fields,
        people: s?.people,
        note: p.note,
        by,
        at: op.at,
        withdrawn: old?.withdrawn,
      };
      bench.put(`session:${p.session}`, session);
      if (session.withdrawn !== undefined) return;
      if (old !== undefined && old.step !== p.step) dropEvidence(bench, old.step, p.session);
      putEvidence(bench, p.step, evidenceOfSession(p));
      if (p.step === '2.2') acceptWaiting(bench);
    },
  },
  'step.withdraw': {
    needs: (p) => [`session:${p.session}`],
    touches: ({ p }, rows) => {
      const session = rows.get<'session'>(`session:${p.session}`);
      return session === undefined ? [] : sessionKeys(session.step, rows);
    },
    fold({ p }, bench) {
      const session = bench.need<'session'>(`session:${p.session}`);
      if (session.withdrawn !== undefined) return;
      bench.put(`session:${p.session}`, { ...session, withdrawn: p.reason });
      dropEvidence(bench, session.step, p.session);
      if (session.step === '2.2') acceptWaiting(bench);
    },
  },
};

/** The plain form of 2.2 also counts a vote, and so may let in those who applied before it was known here. */
function sessionKeys(step: StepKey, rows: Rows): readonly RowKey[] {
  return step === '2.2' ? ['step:2.2', ...waitingKeys(rows)] : evidenceKeys(step);
}

function evidenceOfSession({ session, step, state, doneOn, fields }: PayloadOf<'step.record'>): StepEvidence {
  const evidence: StepEvidence = { id: session, state, on: doneOn };
  const { agreed, result } = fields;
  if ((step === '1.2' || step === '1.3') && (agreed === 'yes' || agreed === 'no' || agreed === 'later')) return { ...evidence, agreed };
  if (step !== '2.2' || (result !== 'passed' && result !== 'not-passed')) return evidence;
  const count = (name: string) => (typeof fields[name] === 'number' ? fields[name] : 0);
  const vote = { present: count('presentCount'), for: count('forCount'), against: count('againstCount'), abstain: count('abstainCount') };
  return { ...evidence, vote: { ...vote, passed: result === 'passed', on: doneOn } };
}
