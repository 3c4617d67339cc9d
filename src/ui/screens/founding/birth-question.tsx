/** When a year has two readings, both stand as buttons; a number of two digits may also be an age. */
import { checkIntake, type Intake } from '../../../domain/intake.ts';
import { formatBirthDate, thaiDateParts, type BirthDate } from '../../../domain/thai-calendar.ts';
import { useText } from '../../app-context.ts';
import { useWords } from '../../words/use-words.ts';

export interface BirthQuestionProps {
  intake: Intake;
  typed: string;
  appliedOn: string;
  onBirth: (birth: BirthDate) => void;
}

export function BirthQuestion({ intake, typed, appliedOn, onBirth }: BirthQuestionProps) {
  const t = useText();
  const { calendar } = useWords();
  const { birth } = intake;
  if (birth?.kind !== 'ask' && birth?.kind !== 'confirm') return null;
  const births = birth.kind === 'ask' ? birth.births : [birth.birth];
  const byAge = birth.because === 'two-digits' ? birthByAge(typed, appliedOn) : undefined;
  return (
    <div class="birth-question" role="group" aria-label={t('founding.intake.birth-which')}>
      <p role="status">{t(birth.because === 'christian-era' ? 'founding.intake.birth-ce' : 'founding.intake.birth-which')}</p>
      {byAge !== undefined && (
        <button type="button" class="filter-chip" onClick={() => onBirth(byAge)}>
          <span class="chip chip-plain">
            {t('founding.intake.birth-age-is', { age: typed.trim(), year: thaiDateParts(byAge.bornOn).yearBE })}
          </span>
        </button>
      )}
      {births.map((each) => (
        <button key={each.bornOn} type="button" class="filter-chip" onClick={() => onBirth(each)}>
          <span class="chip chip-plain">{t('founding.intake.birth-year-is', { year: formatBirthDate(each, calendar) })}</span>
        </button>
      ))}
    </div>
  );
}

/** The domain reads an age; nobody else is asked. */
function birthByAge(years: string, appliedOn: string): BirthDate | undefined {
  const { birth } = checkIntake(
    { kind: 'person', firstName: '', birth: { kind: 'age', years } },
    { member: '', appliedOn, interestOnly: false, members: [] },
  );
  return birth?.kind === 'certain' ? birth.birth : undefined;
}
