/** The sentences of the interface: both languages hold the same keys with the same placeholders, and every key is shown somewhere. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const src = resolve(dirname(fileURLToPath(import.meta.url)), '../../src');
const tableOf = (language: string, name: string) =>
  JSON.parse(readFileSync(join(src, 'content/text', language, name), 'utf8')) as Record<string, string>;
const names = readdirSync(join(src, 'content/text/th'));
/** the words of a group that the first screen needs lie in a file of their own */
const areaOf = (name: string) => (name === 'group-first.json' ? 'group' : name.replace('.json', ''));

function codeBelow(folder: string): string {
  return readdirSync(folder)
    .map((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return codeBelow(path);
      return /\.(tsx?|json)$/.test(name) && !path.includes(join('content', 'text')) ? readFileSync(path, 'utf8') : '';
    })
    .join('\n');
}
const code = codeBelow(src);
const written = new Set(code.match(/[a-z][a-z-]*(?:\.[\w-]+)+/gi));
/** keys put together: `group.tab.${tab}` stands for every key that begins and ends so */
const composed = [...code.matchAll(/`([a-z][a-z-]*\.[\w.-]*)\$\{[^`]*`/g)].map(([whole, begin]) => {
  const end = whole.slice(0, -1).split('}').at(-1) ?? '';
  return { begin: begin ?? '', end };
});
const isUsed = (area: string, key: string) =>
  area === 'problem'
    ? code.includes(`'${key.replace(/^(store|wire)\./, '')}'`) || written.has(`problem.${key}`) || key === 'other'
    : written.has(`${area}.${key}`) ||
      composed.some(({ begin, end }) => {
        const whole = `${area}.${key}`;
        return whole.startsWith(begin) && whole.endsWith(end) && whole.length > begin.length + end.length;
      });
const plain = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, value]) => value);
const all = (sentence: string) => [...sentence.matchAll(/\{(\w+)/g)].map(([, value]) => value);

describe.each(names)('%s', (name) => {
  const th = tableOf('th', name);
  const en = tableOf('en', name);

  it('has every key in both languages', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(th).sort());
  });

  it('names the same values in both languages', () => {
    // English may name a count once more to choose between one and many
    const differ = Object.keys(th).filter((key) => {
      const [thai, english] = [th[key] ?? '', en[key] ?? ''];
      return plain(english).some((value) => !all(thai).includes(value)) || all(thai).some((value) => !all(english).includes(value));
    });
    expect(differ).toEqual([]);
  });

  it('has no key twice: the later sentence would take the place of the earlier one everywhere', () => {
    for (const language of ['th', 'en']) {
      const keys = [...readFileSync(join(src, 'content/text', language, name), 'utf8').matchAll(/^ {2}"([^"]+)":/gm)].map(([, key]) => key);
      expect(keys).toEqual(Object.keys(tableOf(language, name)));
    }
  });

  it('has no key that nothing shows', () => {
    const area = areaOf(name);
    expect(Object.keys(th).filter((key) => !isUsed(area, key))).toEqual([]);
  });
});
