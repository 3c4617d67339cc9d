/** Reads every byte of a browser's folder, as whoever has the phone could. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const jpegStart = Buffer.from('ffd8ffe000104a464946', 'hex');

/** The words that can be read in the folder, in either way that a browser writes text, and pictures, with where; `bytes` that were read. */
export function findReadable(profile: string, words: readonly string[]): { readonly found: readonly string[]; readonly bytes: number } {
  const found = new Set<string>();
  let bytes = 0;
  for (const entry of readdirSync(profile, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = readFileSync(path);
    bytes += content.length;
    const where = path.slice(profile.length);
    for (const word of words)
      if (content.includes(Buffer.from(word, 'utf8')) || content.includes(Buffer.from(word, 'utf16le'))) found.add(`${word} in ${where}`);
    if (content.includes(jpegStart)) found.add(`a JPEG picture in ${where}`);
  }
  return { found: [...found].sort(), bytes };
}
