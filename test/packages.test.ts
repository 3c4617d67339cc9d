/** What we build on: each package pinned to a version, under a licence that lets it be used here, and named with its reason in the README. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>;
const lock = JSON.parse(read('package-lock.json')) as {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly license?: string; readonly dev?: boolean }>>;
};
const own = Object.entries({ ...dependencies, ...devDependencies });
/** they ask nothing of what is built with them but to be named; MPL-2.0 asks for the source of the package's own files, which are not changed */
const allowed = new Set(['MIT', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'Apache-2.0', 'OFL-1.1', 'MPL-2.0']);
const isAllowed = (licence = ''): boolean =>
  licence
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((one) => allowed.has(one));

describe('a package', () => {
  it('is pinned to the version that is installed', () => {
    expect(own.filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version)).toEqual([]);
  });

  it('is named in the README with its reason', () => {
    const rows = read('README.md').split('### Packages')[1]?.split('\n## ')[0] ?? '';
    expect(own.filter(([name]) => !rows.includes(`\`${name}\``)).map(([name]) => name)).toEqual([]);
  });

  it('may be used, and so may all that it brings onto the server or the phone', () => {
    const brought = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && dev !== true);
    expect(brought.length).toBeGreaterThan(50);
    expect(brought.filter(([, { license }]) => !isAllowed(license)).map(([path]) => path)).toEqual([]);
    expect(own.filter(([name]) => !isAllowed(lock.packages[`node_modules/${name}`]?.license)).map(([name]) => name)).toEqual([]);
  });
});
