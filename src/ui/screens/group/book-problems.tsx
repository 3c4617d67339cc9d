/** Doubts of the books in plain words, each with the place where it is put right. They warn; nothing is refused because of them. */
import type { BookProblem } from '../../../domain/book-check.ts';
import { formatBaht } from '../../../domain/money.ts';
import type { MemberRow } from '../../../domain/row.ts';
import { useText } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Tag } from '../../parts/tag.tsx';
import { unbroken } from '../../words/unbroken.ts';
import { useWords } from '../../words/use-words.ts';
import { plainName } from '../../words/member-name.ts';

export interface BookProblemsProps {
  g: string;
  /** `undefined` while they are looked for */
  problems: readonly BookProblem[] | undefined;
  members: readonly MemberRow[];
}

export function BookProblems({ g, problems, members }: BookProblemsProps) {
  const t = useText();
  const words = useWords();
  if (problems === undefined) return <p class="check-line quiet">{t('books.check.running')}</p>;
  if (problems.length === 0)
    return (
      <p class="check-line">
        <Tag tone="done">{t('books.check.fits')}</Tag> <span class="quiet">{t('books.check.fits.why')}</span>
      </p>
    );
  const nameOf = (id: string) => {
    const member = members.find((each) => each.id === id);
    return member === undefined ? '' : plainName(member.person);
  };
  const valuesOf = (problem: BookProblem) => ({
    baht: 'satang' in problem ? formatBaht(Math.abs(problem.satang)) : '',
    month: 'month' in problem ? words.month(problem.month, { style: 'long' }) : '',
    day: 'on' in problem ? unbroken(words.day(problem.on, { style: 'long' })) : '',
    n: 'count' in problem ? problem.count : '',
    office: 'office' in problem ? t(`founding.office.${problem.office}`) : '',
    no: 'no' in problem ? problem.no : '',
    name: 'member' in problem ? nameOf(problem.member) : '',
  });
  return (
    <Banner tone="attention" title={t('books.check.found', { n: problems.length })}>
      <ul class="problem-lines">
        {problems.map((problem, index) => (
          <li key={`${problem.code}${index}`}>
            {t(`books.problem.${problem.code}`, valuesOf(problem))} <a href={placeOf(g, problem)}>{t('books.check.look')}</a>
          </li>
        ))}
      </ul>
      <p class="quiet small">{t('books.check.so')}</p>
    </Banner>
  );
}

/** Where one looks first. */
function placeOf(g: string, problem: BookProblem): string {
  const home = `/groups/${g}`;
  switch (problem.code) {
    case 'books-differ':
    case 'cash-below-zero':
    case 'bank-below-zero':
      return `${home}/books/cash-bank/${problem.month}`;
    case 'savings-differ':
    case 'special-differ':
      return `${home}/registers/members`;
    case 'day-not-counted':
    case 'count-differs':
    case 'cash-after-count':
      return `${home}/collection/${problem.on}`;
    case 'lines-before-opening':
      return `${home}/entry`;
    case 'doubtful-entries':
      return home;
    case 'office-vacant':
      return `${home}/step/2.4`;
    case 'loans-differ':
    case 'contract-number-twice':
    case 'rate-too-high':
      return `${home}/loans`;
    case 'left-with-debt':
      return `${home}/members/${problem.member}`;
    case 'allocation-differs':
      return `${home}/year`;
  }
}
