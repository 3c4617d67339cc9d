/** How far a commitment is, in a word. */
import { stateOfCommitment, type CommitmentState } from '../../domain/commitment.ts';
import type { CommitmentRow } from '../../domain/commitment-row.ts';
import { useText } from '../app-context.ts';
import { Tag, type TagTone } from '../parts/tag.tsx';

const tones: Readonly<Record<CommitmentState, TagTone>> = {
  prepared: 'waiting',
  'issuer-signed': 'next',
  'acceptor-signed': 'next',
  signed: 'done',
  withdrawn: 'plain',
};

export function CommitmentTag({ row }: { row: Pick<CommitmentRow, 'signed' | 'withdrawn'> }) {
  const t = useText();
  const state = stateOfCommitment(row);
  return <Tag tone={tones[state]}>{t(`commitment.state.${state}`)}</Tag>;
}
