/** Words that belong together, such as a day with its month, stay on one line of a narrow screen. */
export function unbroken(words: string): string {
  return words.replaceAll(' ', '\u00A0');
}
