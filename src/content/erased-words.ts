/** What somebody is called whose data was erased; apart from the other Thai words, because the first screen names nobody. */
import words from './erased-words.json' with { type: 'json' };

export const erasedWords: { readonly member: string; readonly applicant: string; readonly no: string } = words;
