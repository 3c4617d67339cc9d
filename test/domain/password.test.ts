/** Which passwords are refused: short ones and those that everybody tries first, nothing else. */
import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passwordProblem, readAccountName, readPassword } from '../../src/domain/password.ts';

describe('a password', () => {
  it.each([
    ['eleven char', 'short'], ['', 'short'], ['น้ำน้ำน้ำ', 'short'], ['x1'.repeat(65), 'long'],
    ['password1234', 'common'], ['Password2026!', 'common'], ['passwordpassword', 'common'], ['1234567890123', 'common'], ['qwertyuiopas', 'common'],
    ['1qaz2wsx3edc', 'common'], ['111111111111', 'common'], ['abababababab', 'common'], ['abcdefghijklmn', 'common'], ['987654321098', 'common'],
    ['iloveyou2569', 'common'], ['thailand1234', 'common'], ['maechaimaechai', 'common'], ['Administrator', 'common'], ['sajja-sajja-1', 'common'],
    ['my name is fon.maechai', 'like-the-name'],
  ] as const)('%s is %s', (typed, problem) => {
    expect(passwordProblem(typed, 'fon.maechai')).toBe(problem);
  }); // prettier-ignore

  it.each([
    'three green buffaloes', 'correct horse battery staple', 'ฝนตกที่แม่ใจทุกวัน', 'aqueduct-marzipan', '8f3kd02mfl1q', 'ข้าวเหนียวมะม่วง', 'long with spaces',
    'my passwords are kept by a program',
  ])('%s is taken, without rules about its characters', (typed) => {
    expect(passwordProblem(typed, 'fon.maechai')).toBeUndefined();
  }); // prettier-ignore

  it('typed in another way of writing the same letters is the same', () => {
    expect(readPassword('Ame\u0301lie in the field')).toBe(readPassword('Am\u00e9lie in the field'));
  });

  it('whatever is typed gets an answer', () => {
    assert(
      property(string({ maxLength: 200 }), string({ maxLength: 60 }), (typed, name) =>
        [undefined, 'short', 'long', 'common', 'like-the-name'].includes(passwordProblem(typed, name)),
      ),
    );
  });
});

it.each([
  [' Fon.MaeChai ', 'fon.maechai'], ['fon@example.go.th', 'fon@example.go.th'], ['abc', undefined], ['two words', undefined], ['.fon', undefined],
  ['ฝน.แม่ใจ', undefined], ['x'.repeat(61), undefined],
])('the account name %s is kept as %s', (typed, name) => {
  expect(readAccountName(typed)).toBe(name);
}); // prettier-ignore
