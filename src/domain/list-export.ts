/**
 * What of people was taken out or looked at (`list.export`, `member.export`, `member.unmask`): who, which and for what is kept in the group's
 * own stream (case 48).
 */
import type { KindFolds } from './folding.ts';
import type { PayloadOf } from './operation.ts';

interface Taken {
  readonly type: 'export';
  readonly id: string;
  /** of one person only */
  readonly member?: string | undefined;
  readonly on: string;
  readonly people: number;
  readonly note?: string | undefined;
  readonly by: string;
  readonly at: string;
}

/** `export:<id>`. `one-member`: all that is kept about `member` · `national-id`: only looked at */
export type ListExportRow = Taken &
  (
    | { readonly list: PayloadOf<'list.export'>['list'] | 'one-member'; readonly reason: PayloadOf<'list.export'>['reason'] }
    | { readonly list: 'national-id'; readonly reason: PayloadOf<'member.unmask'>['reason'] }
  );

export const listExportFolds: KindFolds<'list.export' | 'member.export' | 'member.unmask'> = {
  'list.export': {
    // somebody looked at the group; nobody did anything in it
    isQuiet: true,
    touches: ({ p }) => [`export:${p.export}`],
    fold({ op, p, by }, bench) {
      const { export: id, ...exported } = p;
      if (bench.get<'export'>(`export:${id}`) === undefined) bench.put(`export:${id}`, { ...exported, type: 'export', id, by, at: op.at });
    },
  },
  'member.export': {
    isQuiet: true,
    needs: (p) => [`member:${p.member}`],
    touches: ({ p }) => [`export:${p.export}`],
    fold({ op, p, by }, bench) {
      const { export: id, ...exported } = p;
      if (bench.get<'export'>(`export:${id}`) !== undefined) return;
      bench.put(`export:${id}`, { ...exported, type: 'export', id, list: 'one-member', people: 1, by, at: op.at });
    },
  },
  'member.unmask': {
    isQuiet: true,
    needs: (p) => [`member:${p.member}`],
    touches: ({ p }) => [`export:${p.look}`],
    fold({ op, p, by }, bench) {
      const { look: id, ...seen } = p;
      if (bench.get<'export'>(`export:${id}`) !== undefined) return;
      bench.put(`export:${id}`, { ...seen, type: 'export', id, list: 'national-id', people: 1, by, at: op.at });
    },
  },
};
