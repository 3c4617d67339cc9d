/** Every code of every closed list has its sentence, in both languages, and says something that a person can do or know. */
import { describe, expect, it } from 'vitest';
import { createTranslate, loadText } from '../../../src/content/text.ts';
import enProblem from '../../../src/content/text/en/problem.json' with { type: 'json' };
import enRescue from '../../../src/content/text/en/rescue.json' with { type: 'json' };
import thProblem from '../../../src/content/text/th/problem.json' with { type: 'json' };
import thRescue from '../../../src/content/text/th/rescue.json' with { type: 'json' };
import { problemCodes } from '../../../src/domain/problem.ts';
import { problemStatus } from '../../../src/protocol/problem.ts';
import { StoreProblem, type StoreProblemCode } from '../../../src/storage/store-problem.ts';
import { problemText } from '../../../src/ui/problem-text.ts';

/** TypeScript fails here when a code is added to the list. */
const storeCodes: Record<StoreProblemCode, true> = {
  'open-timeout': true,
  blocked: true,
  quota: true,
  'connection-lost': true,
  lost: true,
  closed: true,
  unreadable: true,
  'invalid-act': true,
};
const withRescue = (problem: Record<string, string>, rescue: Record<string, string>) => ({
  ...problem,
  ...Object.fromEntries(Object.entries(rescue).map(([key, sentence]) => [`rescue.${key}`, sentence])),
});
const tables: Record<string, Record<string, string>> = { th: withRescue(thProblem, thRescue), en: withRescue(enProblem, enRescue) };
const keys = [
  ...problemCodes,
  ...Object.keys(storeCodes).flatMap((code) => [`store.${code}`, ...['title', 'what', 'do'].map((part) => `rescue.${code}.${part}`)]),
  ...[...Object.keys(problemStatus), 'no-signal', 'portal'].map((code) => `wire.${code}`),
  'photo-too-large',
  'photo-too-many-pixels',
  'photo-unreadable',
  'photo-full',
  'photo-failed',
];

describe('problems in words', () => {
  it.each(['th', 'en'])('every code has a sentence in %s', (language) => {
    expect(keys.filter((key) => (tables[language]?.[key] ?? '').length < 8)).toEqual([]);
  });

  it('both languages have the same keys and never speak of servers or synchronising', () => {
    expect(Object.keys(enProblem)).toEqual(Object.keys(thProblem));
    expect(Object.values(thProblem).filter((sentence) => /ซิงก์|เซิร์ฟเวอร์|ครับ|ค่ะ/.test(sentence))).toEqual([]);
    expect(Object.values(enProblem).filter((sentence) => /server|sync\b/i.test(sentence))).toEqual([]);
  });

  it('what save() threw, a code, a code of a named list and an unknown one all become sentences', async () => {
    const t = createTranslate(await loadText('th'));
    expect(problemText(t, new StoreProblem('quota'))).toBe(thProblem['store.quota']);
    expect(problemText(t, 'no-chair')).toBe(thProblem['no-chair']);
    expect(problemText(t, 'quota')).toBe(thProblem['store.quota']);
    expect(problemText(t, 'wire.too-large')).toBe(thProblem['wire.too-large']);
    expect(problemText(t, 'too-large')).toBe(thProblem['too-large']);
    expect(problemText(t, 'never-heard-of')).toBe(thProblem.other);
    expect(problemText(t, new Error('boom'))).toBe(thProblem['store.other']);
    expect(problemText(t, 'photo-too-large', { mb: '10.4' })).toContain('10.4 MB');
  });
});
