/**
 * Makes the log of the next protocol version, once: `node --import tsx test/golden/make-log.ts v2`.
 *
 * Before: write into `story.ts` what the version has learned. After: look at `state.json` line by line, commit the folder and
 * `published.json`. A log that was made is a promise to phones that were away; this program refuses to make it again.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { foldLog } from './fold-log.ts';
import { tellStory } from './story.ts';

const version = process.argv[2] ?? '';
const folder = new URL(`${version}/`, import.meta.url);
if (!/^v[1-9]\d*$/.test(version) || existsSync(new URL('log.jsonl', folder))) {
  process.stderr.write('say a version that has no log yet, as in: make-log.ts v2\n');
  process.exit(2);
}
const lines = tellStory();
const { state } = await foldLog(lines);
mkdirSync(folder, { recursive: true });
const files = {
  'log.jsonl': lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
  'state.json': `${JSON.stringify(state, undefined, 1)}\n`,
};
const listed = new URL('published.json', import.meta.url);
const published = existsSync(listed) ? (JSON.parse(readFileSync(listed, 'utf8')) as Record<string, string>) : {};
for (const [name, text] of Object.entries(files)) {
  writeFileSync(new URL(name, folder), text);
  published[`${version}/${name}`] = createHash('sha256').update(text).digest('hex');
}
writeFileSync(listed, `${JSON.stringify(published, undefined, 2)}\n`);
