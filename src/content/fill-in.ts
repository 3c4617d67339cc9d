/** Puts values into a sentence: `{n}` is replaced by the value named n; `{n|photo|photos}` picks by whether n is 1. */
export function fillIn(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replaceAll(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_whole, value: string, one?: string, many?: string) =>
    one === undefined ? String(values[value] ?? '') : ((Number(values[value]) === 1 ? one : many) ?? ''),
  );
}
