/** The row of a commitment in the stream of its district. */
import type { PayloadOf } from './operation.ts';

export interface Signature {
  readonly how: 'paper' | 'screen';
  readonly on: string;
  readonly by: string;
  readonly at: string;
}

/** One side; the name is empty once it was erased. */
export interface CommitmentParty {
  readonly user?: string | undefined;
  readonly name: string;
  readonly position: string;
}

/** `commitment:<id>` */
export interface CommitmentRow extends Omit<PayloadOf<'commitment.prepare'>, 'commitment' | 'issuer' | 'acceptor'> {
  readonly type: 'commitment';
  readonly id: string;
  readonly issuer: CommitmentParty;
  readonly acceptor: CommitmentParty & { readonly user: string };
  readonly signed: { readonly issuer?: Signature | undefined; readonly acceptor?: Signature | undefined };
  readonly withdrawn?: { readonly reason: string; readonly by: string; readonly at: string } | undefined;
  readonly by: string;
  readonly at: string;
}
