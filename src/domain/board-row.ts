/** The rows that the boards' own kinds of operation make, beside the group's. */
import type { PayloadOf } from './operation.ts';

/** On the group's row: how far the account at a bank is, with the latest word for each part. */
export interface BankLiaison {
  readonly state: PayloadOf<'bank.liaise'>['state'];
  readonly bank?: string | undefined;
  readonly branch?: string | undefined;
  readonly contact?: string | undefined;
  readonly note?: string | undefined;
  readonly requestedOn?: string | undefined;
  readonly contactedOn?: string | undefined;
  readonly openedOn?: string | undefined;
  readonly by: string;
  readonly at: string;
}

/** `agenda:<announcement>` in a district's stream. */
export interface AgendaRow extends Omit<PayloadOf<'agenda.announce'>, 'announcement'> {
  readonly type: 'agenda';
  readonly id: string;
  readonly by: string;
  readonly at: string;
}

/** `supervision:<note>` in a district's stream. */
export interface SupervisionRow extends Omit<PayloadOf<'supervision.note'>, 'note'> {
  readonly type: 'supervision';
  readonly id: string;
  /** who wrote it first */
  readonly by: string;
  readonly at: string;
}
