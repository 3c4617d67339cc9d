import { expect, it } from 'vitest';
import { readPublicOrigin } from '../../src/server/public-origin.ts';

it('is taken as an operator writes it, and refused with a sentence when phones could not use it', () => {
  expect(readPublicOrigin({})).toBeUndefined();
  expect(readPublicOrigin({ PUBLIC_ORIGIN: '' })).toBeUndefined();
  expect(readPublicOrigin({ PUBLIC_ORIGIN: 'https://sajja.example' })).toBe('https://sajja.example');
  expect(readPublicOrigin({ PUBLIC_ORIGIN: 'https://Sajja.example:443/' })).toBe('https://sajja.example');
  for (const wrong of ['sajja.example', 'https://sajja.example/app', 'https://somebody@sajja.example', 'ftp://sajja.example', 'https://'])
    expect(() => readPublicOrigin({ PUBLIC_ORIGIN: wrong }), wrong).toThrow('PUBLIC_ORIGIN');
});
