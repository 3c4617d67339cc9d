/** Erasing what is known of a person (`erase`): the row that stays in the books. */
import { endTermsOf, seatKeys } from './committee.ts';
import { erasingProblem, isErased } from './erase-check.ts';
import { withFlag, type KindFolds } from './folding.ts';
import { memberKeys, putMember } from './member.ts';
import type { ErasedPerson, Flag, MemberRow } from './row.ts';

/** Doubts about what somebody said of himself: with it they are gone. */
const personalFlags: readonly Flag[] = ['same-field-differs', 'same-national-id', 'birth-unknown', 'thumbprint-witnesses', 'erase-refused'];

export const eraseFolds: KindFolds<'erase'> = {
  erase: {
    isQuiet: true,
    needs: (p) => [`member:${p.member}`],
    touches: ({ p }, rows) => {
      const consent = rows.get<'member'>(`member:${p.member}`)?.consent;
      const paper = consent === undefined ? [] : [`consent:${consent}` as const];
      return ['waiting:vote', ...memberKeys(p.member, rows), ...seatKeys(p.member, rows), ...paper];
    },
    fold({ p, by }, bench) {
      const row = bench.need<'member'>(`member:${p.member}`);
      if (isErased(row)) return;
      if (erasingProblem(row) !== undefined) {
        bench.flag('erase-refused');
        bench.put(`member:${p.member}`, withFlag(row, 'erase-refused'));
        return;
      }
      if (row.state !== 'left') endTermsOf(bench, p.member, p.on, 'withdrawn');
      const minor = row.minorAtJoining ? (true as const) : undefined;
      putMember(bench, withoutPerson(row, { on: p.on, reason: p.reason, by, minor }));
      const paper = row.consent === undefined ? undefined : bench.get<'consent'>(`consent:${row.consent}`);
      // the other papers lose their names when the operations are read again without them
      if (paper !== undefined)
        bench.put(`consent:${paper.id}`, { ...paper, guardianName: undefined, guardianPhone: undefined, witnesses: [] });
    },
  },
};

function withoutPerson(row: MemberRow, erased: ErasedPerson): MemberRow {
  const { setBy: _setBy, authors: _authors, conflicts: _conflicts, beneficiaries: _heirs, elsewhere: _elsewhere, ...kept } = row;
  const bare: MemberRow = { ...kept, person: { erasedNo: row.no ?? null }, idStatus: 'none', erased };
  const clean = personalFlags.reduce((each, flag) => withFlag(each, flag, false), bare);
  return row.state === 'left' ? clean : { ...clean, state: 'left', leftOn: erased.on, leftReason: 'withdrawn', waitsForVote: undefined };
}
