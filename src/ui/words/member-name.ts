/** How a member is called in a list: title with given name, then family name; children's titles in their short form. */
import { erasedWords } from '../../content/erased-words.ts';
import { thaiWords } from '../../content/thai-words.ts';
import type { MemberRow } from '../../domain/row.ts';

const shortTitles = new Map(thaiWords.titles.filter(({ key }) => key === 'boy' || key === 'girl').map(({ full, short }) => [full, short]));
const maleTitles = new Set(thaiWords.titles.filter(({ key }) => ['mr', 'boy', 'monk', 'novice'].includes(key)).map(({ full }) => full));
const femaleTitles = new Set(thaiWords.titles.filter(({ key }) => ['mrs', 'miss', 'girl'].includes(key)).map(({ full }) => full));

export function nameParts(person: MemberRow['person']): readonly string[] {
  if (person.erasedNo !== undefined) return erasedParts(person.erasedNo);
  const title = person.title ?? '';
  const given = `${shortTitles.get(title) ?? title}${person.firstName ?? ''}`;
  return person.lastName === undefined ? [given] : [given, person.lastName];
}

/** In Thai whatever language the app speaks, as names are: it stands on papers too. */
function erasedParts(no: number | null): readonly string[] {
  const { applicant, member, no: numbered } = erasedWords;
  return no === null ? [applicant] : [member, numbered.replace('{no}', String(no))];
}

export function plainName(person: MemberRow['person']): string {
  return nameParts(person).join(' ');
}

/** A title says nothing about marriage or age, but it does say man or woman; free titles say neither. */
export function genderOfTitle(title: string): 'male' | 'female' | undefined {
  if (maleTitles.has(title)) return 'male';
  return femaleTitles.has(title) ? 'female' : undefined;
}

export function memberSearchTexts({ person, no }: Pick<MemberRow, 'person' | 'no'>): (string | number | undefined)[] {
  return [person.firstName, person.lastName, person.nickname, no, person.houseNo, plainName(person)];
}

/** Given name before family name, as registers in Thailand are sorted. */
export function memberSortName(person: MemberRow['person']): string {
  return `${person.firstName ?? ''} ${person.lastName ?? ''}`;
}

/** Members in the order they came to the table. */
export function inOrderOfComing(members: readonly MemberRow[]): readonly MemberRow[] {
  return [...members].sort((a, b) => (a.addedAt === b.addedAt ? (a.id < b.id ? -1 : 1) : a.addedAt < b.addedAt ? -1 : 1));
}
