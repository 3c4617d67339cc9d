/** Who answers for the borrower: as many members as the rules want, and more. */
import type { MemberRow } from '../../../domain/row.ts';
import type { Problem } from '../../../domain/problem.ts';
import { useText } from '../../app-context.ts';
import { Button } from '../../parts/button.tsx';
import { useProblemSentence } from './loan-words.ts';
import { MemberPicker } from './member-picker.tsx';

const mostGuarantors = 6;

export interface GuarantorFieldsProps {
  members: readonly MemberRow[];
  /** one place each; `''` is still empty */
  guarantors: readonly string[];
  onGuarantors: (guarantors: readonly string[]) => void;
  problems: readonly Problem[];
}

export function GuarantorFields({ members, guarantors, onGuarantors, problems }: GuarantorFieldsProps) {
  const t = useText();
  const sentence = useProblemSentence();
  const refused = problems.filter(({ field, weight }) => field === 'guarantors' && weight === 'refused');
  const set = (index: number, member: string | undefined) =>
    onGuarantors(guarantors.map((each, at) => (at === index ? (member ?? '') : each)));
  return (
    <>
      {guarantors.map((guarantor, index) => (
        <MemberPicker
          key={index}
          label={t('loan.guarantor', { n: index + 1 })}
          members={members}
          chosen={guarantor === '' ? undefined : guarantor}
          onChoose={(member) => set(index, member)}
          error={index === guarantors.length - 1 && refused.length > 0 ? refused.map(sentence).join(' · ') : undefined}
        />
      ))}
      {guarantors.length < mostGuarantors && (
        <Button kind="quiet" icon="plus" onPress={() => onGuarantors([...guarantors, ''])}>
          {t('loan.guarantor.add')}
        </Button>
      )}
    </>
  );
}

export function chosenOf(guarantors: readonly string[]): string[] {
  return guarantors.filter((id) => id !== '');
}

/** Places to fill: those the rules want, at least one. */
export function emptyPlaces(wanted: number | undefined): readonly string[] {
  return Array.from({ length: Math.min(mostGuarantors, Math.max(1, wanted ?? 1)) }, () => '');
}
