/** The paper a guardian signs for a minor (`consent.record`): when it counts, and that it makes a waiting applicant a member. */
import { seatKeys } from './committee.ts';
import { withFlag, type Bench, type Deed, type KindFolds } from './folding.ts';
import { isGone, putMember } from './member.ts';

export const consentFolds: KindFolds<'consent.record'> = {
  'consent.record': {
    needs: (p) => [`member:${p.member}`],
    touches: ({ p }, rows) => [`consent:${p.consent}`, 'waiting:vote', ...seatKeys(p.member, rows)],
    fold: recordConsent,
  },
};

function recordConsent({ op, p, s }: Deed<'consent.record'>, bench: Bench): void {
  if (bench.get<'consent'>(`consent:${p.consent}`) !== undefined) return;
  const { consent, member, relation, signedOn, signatureKind, witnessCount, pledge } = p;
  // A thumbprint is a signature only with two witnesses (Civil and Commercial Code s.9, case 41).
  const counts = signatureKind === 'signature' || witnessCount >= 2;
  const isLate = isGone(bench, bench.need<'member'>(`member:${member}`), op);
  const said = isLate ? undefined : s;
  const guardian = { guardianName: said?.guardianName, guardianPhone: said?.guardianPhone, witnesses: said?.witnesses ?? [] };
  const flags = counts ? undefined : (['thumbprint-witnesses'] as const);
  bench.put(`consent:${consent}`, {
    type: 'consent', id: consent, member, relation, signedOn, signatureKind, witnessCount, pledge, ...guardian, at: op.at, flags,
  }); // prettier-ignore
  if (isLate) return;
  const row = bench.need<'member'>(`member:${member}`);
  if (!counts) {
    bench.flag('thumbprint-witnesses');
    if (row.consent === undefined) bench.put(`member:${member}`, withFlag(row, 'thumbprint-witnesses'));
    return;
  }
  // The first valid paper is the one the membership rests on; a later one (a promise raised, another parent) changes no date.
  const isFirst = row.consentOn === undefined || signedOn < row.consentOn;
  const signed = isFirst ? { ...row, consent, consentOn: signedOn } : row;
  putMember(bench, withFlag(signed, 'thumbprint-witnesses', false));
}
