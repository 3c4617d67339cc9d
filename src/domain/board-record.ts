/** What the boards' own kinds make (`bank.liaise`, `agenda.announce`, `supervision.note`). */
import type { BankLiaison } from './board-row.ts';
import type { KindFolds } from './folding.ts';
import { evidenceKeys, putEvidence } from './step-evidence.ts';

type BoardKinds = 'bank.liaise' | 'agenda.announce' | 'supervision.note';

const dayOfState = { requested: 'requestedOn', contacted: 'contactedOn', opened: 'openedOn' } as const;
const states = ['requested', 'contacted', 'opened'] as const;

export const boardFolds: KindFolds<BoardKinds> = {
  'bank.liaise': {
    touches: () => evidenceKeys('3.1'),
    fold({ op, p, s, by }, bench) {
      const before = bench.group.bank;
      // an account that is open stays open, whatever was still on its way to the office
      const isFurther = before === undefined || states.indexOf(p.state) > states.indexOf(before.state);
      const bank: BankLiaison = {
        ...before,
        ...known({ bank: p.bank, branch: p.branch, note: p.note, contact: s?.contact }),
        state: isFurther ? p.state : before.state,
        [dayOfState[p.state]]: p.on,
        by,
        at: op.at,
      };
      bench.setGroup({ bank });
      putEvidence(bench, '3.1', { id: op.id, state: p.state === 'opened' ? 'done' : 'in-progress', on: p.on });
    },
  },
  'agenda.announce': {
    withoutGroup: true,
    touches: ({ p }) => [`agenda:${p.announcement}`],
    fold({ op, p, by }, bench) {
      const { announcement: id, ...agenda } = p;
      bench.put(`agenda:${id}`, { ...agenda, type: 'agenda', id, by, at: op.at });
    },
  },
  'supervision.note': {
    withoutGroup: true,
    touches: ({ p }) => [`supervision:${p.note}`],
    fold({ op, p, by }, bench) {
      const { note: id, ...note } = p;
      const before = bench.get<'supervision'>(`supervision:${id}`);
      bench.put(`supervision:${id}`, { ...note, type: 'supervision', id, by: before?.by ?? by, at: before?.at ?? op.at });
    },
  },
};

/** Only what was said. */
function known<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;
}
