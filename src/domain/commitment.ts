/**
 * An officer's commitment to found groups (`commitment.*`): prepared by the office, signed by two sides, or taken back. It is a one-sided
 * declaration (letter, clause 1), which no text calls anything more.
 */
import type { CommitmentRow, Signature } from './commitment-row.ts';
import { withFlag, type Bench, type KindFolds } from './folding.ts';
import { findVillageTypeProblems } from './group.ts';
import type { PayloadOf } from './operation.ts';
import type { Problem } from './problem.ts';
import type { VillageType } from './vocabulary.ts';

/** The page of the guide that clause 4 says was understood: the letter's second enclosure. */
export const guidelinePage = 'enclosure-2-guideline';

type CommitmentKinds = 'commitment.prepare' | 'commitment.sign' | 'commitment.withdraw';
export type Side = PayloadOf<'commitment.sign'>['side'];

export const commitmentFolds: KindFolds<CommitmentKinds> = {
  'commitment.prepare': {
    withoutGroup: true,
    touches: ({ p }) => [`commitment:${p.commitment}`],
    fold({ op, p, s, by }, bench) {
      const { commitment: id, issuer, acceptor, ...rest } = p;
      const before = bench.get<'commitment'>(`commitment:${id}`);
      // what somebody has signed keeps its words; a changed one is prepared under a new id
      if (before !== undefined && (before.signed.issuer ?? before.signed.acceptor ?? before.withdrawn) !== undefined) {
        bench.flag('signed-already');
        return;
      }
      bench.put(`commitment:${id}`, {
        ...rest,
        type: 'commitment',
        id,
        issuer: { ...issuer, name: s?.issuer ?? '' },
        acceptor: { ...acceptor, name: s?.acceptor ?? '' },
        signed: {},
        by,
        at: op.at,
      });
    },
  },
  'commitment.sign': {
    withoutGroup: true,
    needs: (p) => [`commitment:${p.commitment}`, ...(p.photo === undefined ? [] : [`photo:${p.photo}` as const])],
    fold({ op, p, by }, bench) {
      const key = `commitment:${p.commitment}` as const;
      const row = bench.need<'commitment'>(key);
      if (p.how === 'screen' && row[p.side].user !== by) {
        bench.flag('not-the-signer');
        bench.put(key, withFlag(row, 'not-the-signer'));
        return;
      }
      // that a chief signed is not told by the officer's word alone: the page shows it
      if (p.how === 'paper' && p.side === 'issuer' && row.acceptor.user === by && !showsPage(bench, p)) {
        bench.flag('signature-without-photo');
        bench.put(key, withFlag(row, 'signature-without-photo'));
        return;
      }
      // the first signature of a side stands
      if (row.signed[p.side] !== undefined) return;
      const signature: Signature = { how: p.how, on: p.signedOn, by, at: op.at };
      bench.put(key, { ...row, signed: { ...row.signed, [p.side]: signature } });
    },
  },
  'commitment.withdraw': {
    withoutGroup: true,
    needs: (p) => [`commitment:${p.commitment}`],
    fold({ op, p, by }, bench) {
      const key = `commitment:${p.commitment}` as const;
      const row = bench.need<'commitment'>(key);
      bench.put(key, { ...row, withdrawn: row.withdrawn ?? { reason: p.reason, by, at: op.at } });
    },
  },
};

function showsPage(bench: Bench, { photo, commitment }: PayloadOf<'commitment.sign'>): boolean {
  const page = photo === undefined ? undefined : bench.get<'photo'>(`photo:${photo}`);
  return page !== undefined && page.withdrawn === undefined && page.for.kind === 'commitment' && page.for.id === commitment;
}

export type CommitmentState = 'prepared' | 'issuer-signed' | 'acceptor-signed' | 'signed' | 'withdrawn';

export function stateOfCommitment({ signed, withdrawn }: Pick<CommitmentRow, 'signed' | 'withdrawn'>): CommitmentState {
  if (withdrawn !== undefined) return 'withdrawn';
  if (signed.issuer !== undefined) return signed.acceptor === undefined ? 'issuer-signed' : 'signed';
  return signed.acceptor === undefined ? 'prepared' : 'acceptor-signed';
}

/** The one that counts for a person in a campaign: the latest that was not taken back. */
export function commitmentOf(rows: readonly CommitmentRow[], user: string, campaign?: string): CommitmentRow | undefined {
  return rows
    .filter((row) => row.acceptor.user === user && row.withdrawn === undefined && (campaign === undefined || row.campaign === campaign))
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
}

export interface CommitmentForm {
  readonly issuerName: string;
  readonly issuerUser?: string | undefined;
  readonly acceptors: readonly string[];
  readonly target: number | undefined;
  readonly villageTypes: readonly VillageType[];
  readonly villageTypeNote: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}
type CommitmentField = 'issuer' | 'acceptors' | 'target' | 'villageTypeNote' | 'from' | 'to';

/** What is wrong or doubtful in a commitment that is being prepared, for one officer or for many (C16). */
export function findCommitmentProblems(form: CommitmentForm): readonly Problem<CommitmentField>[] {
  const problems: Problem<CommitmentField>[] = [...findVillageTypeProblems(form.villageTypes, form.villageTypeNote)];
  const refuse = (code: Problem['code'], field: CommitmentField) => problems.push({ code, weight: 'refused', field });
  if (form.issuerName.trim() === '') refuse('signer-missing', 'issuer');
  if (form.acceptors.length === 0) refuse('acceptor-missing', 'acceptors');
  if (form.issuerUser !== undefined && form.acceptors.includes(form.issuerUser)) refuse('signs-with-oneself', 'acceptors');
  if (form.target === undefined || form.target < 1) refuse('target-below-one', 'target');
  if (form.from === undefined) refuse('day-missing', 'from');
  if (form.to === undefined) refuse('day-missing', 'to');
  if (form.from !== undefined && form.to !== undefined && form.to < form.from) refuse('ends-before-it-begins', 'to');
  return problems;
}
