/** What the pages of the committee share: which offices there are, and how an office and its holder are named. */
import type { Translate } from '../../../content/text.ts';
import type { GroupRow, MemberRow, TermRow } from '../../../domain/row.ts';
import type { Branch, Office } from '../../../domain/vocabulary.ts';
import { useText } from '../../app-context.ts';
import { PersonName } from '../../parts/person-name.tsx';
import { nameParts } from '../../words/member-name.ts';

/** Offices that one person holds at a time, by branch; a branch may have any number of plain members. */
export const officesOfBranch: Readonly<Record<Branch, readonly Office[]>> = {
  board: ['chair', 'vice-chair', 'secretary', 'treasurer', 'registrar'],
  credit: ['chair', 'secretary'],
  audit: ['chair', 'secretary'],
  promotion: ['chair'],
};

export interface CommitteeProps {
  group: GroupRow;
  terms: readonly TermRow[];
  members: readonly MemberRow[];
}

/** The office with its branch, unless that is the board. */
export function officeInWords({ branch, office }: Pick<TermRow, 'branch' | 'office'>, t: Translate): string {
  const word = t(`founding.office.${office}`);
  return branch === 'board' ? word : t('year.committee.office-of', { office: word, branch: t(`year.branch.${branch}`) });
}

export function Who({ member }: { member: MemberRow | undefined }) {
  const t = useText();
  return member === undefined ? <>{t('year.committee.unknown')}</> : <PersonName parts={nameParts(member.person)} />;
}
