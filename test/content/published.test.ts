/** Records on phones name items and fields of a published version: it may never change; what changes is a new file with the next number. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listContentFiles, readContent } from './content-files.ts';

const published = JSON.parse(readFileSync(new URL('published.json', import.meta.url), 'utf8')) as Record<string, string>;

describe('published content', () => {
  it.each(Object.keys(published))('%s is the file that was published', (path) => {
    expect(createHash('sha256').update(readContent(path)).digest('hex')).toBe(published[path]);
  });

  it('every version that exists is listed as published', () => {
    expect(Object.keys(published).sort()).toEqual(listContentFiles(/\.v\d+\.json$/));
  });
});
