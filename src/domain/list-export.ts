/** Lists of people that left a phone as a file (`list.export`): who took which, for what, is kept in the group's own stream (case 48). */
import type { KindFolds } from './folding.ts';
import type { PayloadOf } from './operation.ts';

/** `export:<id>` */
export interface ListExportRow extends Omit<PayloadOf<'list.export'>, 'export'> {
  readonly type: 'export';
  readonly id: string;
  readonly by: string;
  readonly at: string;
}

export const listExportFolds: KindFolds<'list.export'> = {
  'list.export': {
    // somebody looked at the group; nobody did anything in it
    isQuiet: true,
    touches: ({ p }) => [`export:${p.export}`],
    fold({ op, p, by }, bench) {
      const { export: id, ...exported } = p;
      if (bench.get<'export'>(`export:${id}`) === undefined) bench.put(`export:${id}`, { ...exported, type: 'export', id, by, at: op.at });
    },
  },
};
