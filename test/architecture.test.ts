/** The map and its arrows (README, "The map"), kept by a test: who may import whom, which package lives where, what code may never contain. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, posix, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const src = resolve(dirname(fileURLToPath(import.meta.url)), '../src');

/** realm → realms it may import besides itself */
const arrows: Record<string, readonly string[]> = {
  domain: [],
  protocol: ['domain'],
  content: ['domain'],
  storage: ['domain'],
  sync: ['domain', 'protocol', 'storage'],
  ui: ['domain', 'content', 'storage', 'sync', 'protocol'],
  server: ['domain', 'protocol', 'content'],
  'main.tsx': ['ui', 'storage', 'sync', 'content', 'domain', 'protocol'],
  'service-worker.ts': ['sync', 'storage', 'content', 'protocol', 'domain'],
};

/** package → the only realms that may know it */
const packages: Record<string, readonly string[]> = {
  dexie: ['storage'],
  'idb-keyval': ['storage'],
  preact: ['ui', 'main.tsx'],
  'preact-iso': ['ui'],
  'workbox-window': ['main.tsx', 'ui'],
  'workbox-precaching': ['service-worker.ts'],
  'workbox-routing': ['service-worker.ts'],
  hono: ['server'],
  '@hono/node-server': ['server'],
  '@aws-sdk/client-s3': ['server'],
  'better-sqlite3': ['server'],
  pg: ['server'],
  qr: ['server', 'ui'],
  'write-excel-file': ['server'],
  'web-push': ['server'],
  '@simplewebauthn/server': ['server'],
  'openid-client': ['server'],
  zod: ['domain', 'protocol', 'content', 'server', 'sync', 'storage'],
  '@fontsource/sarabun': ['ui'],
};

interface SourceFile {
  readonly path: string;
  readonly realm: string;
  readonly text: string;
  readonly code: string;
  readonly imports: readonly string[];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : /\.tsx?$/.test(name) ? [path] : [];
  });
}

const files: SourceFile[] = filesBelow(src).map((path) => {
  const text = readFileSync(path, 'utf8');
  const local = relative(src, path).split('\\').join('/');
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '');
  const imports = [
    ...code.matchAll(/^(?:import|export)\s[^;'"=(]*?\bfrom\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  return { path: local, realm: local.split('/')[0] ?? '', text, code, imports };
});

function offences(find: (file: SourceFile) => readonly string[]): string[] {
  return files.flatMap((file) => find(file).map((what) => `${file.path}: ${what}`));
}

describe('the map', () => {
  it('every arrow is on the list', () => {
    expect(
      offences((file) =>
        file.imports
          .filter((name) => name.startsWith('.'))
          .map((name) => posix.join(posix.dirname(file.path), name).split('/')[0] ?? '')
          .filter((realm) => realm !== file.realm && !(arrows[file.realm] ?? []).includes(realm)),
      ),
    ).toEqual([]);
  });

  it('every package stays in its room', () => {
    expect(
      offences((file) =>
        file.imports
          .filter((name) => !name.startsWith('.') && !name.startsWith('node:') && !name.startsWith('virtual:'))
          .map((name) =>
            name
              .split('/')
              .slice(0, name.startsWith('@') ? 2 : 1)
              .join('/'),
          )
          .filter((name) => !(packages[name] ?? []).includes(file.realm)),
      ),
    ).toEqual([]);
  });

  it('only the server knows Node', () => {
    expect(offences((file) => (file.realm === 'server' ? [] : file.imports.filter((name) => name.startsWith('node:'))))).toEqual([]);
  });

  it('only sync and the worker call fetch', () => {
    expect(
      offences((file) =>
        ['sync', 'server', 'service-worker.ts', 'main.tsx'].includes(file.realm) ? [] : (file.code.match(/(?<![.\w])fetch\((?!\))/g) ?? []),
      ),
    ).toEqual([]);
  });

  it('no file only passes on what others export, and none exports a default', () => {
    expect(offences((file) => (file.path.endsWith('.d.ts') ? [] : (file.code.match(/export\s+(\*|default)\b/g) ?? [])))).toEqual([]);
  });

  it('every import names a file with its ending', () => {
    expect(
      offences((file) => file.imports.filter((name) => name.startsWith('.') && !/\.(tsx?|json|css|md)(\?[\w&]+)?$/.test(name))),
    ).toEqual([]);
  });

  it('sentences are data: no Thai letter in code', () => {
    expect(offences((file) => (/[\u0E01-\u0E4E]/.exec(file.code) === null ? [] : ['Thai letters']))).toEqual([]);
  });

  it('the domain has no clock and no chance', () => {
    const clock = /Date\.now|new Date\(\s*\)|Math\.random|crypto\.|performance\./g;
    expect(offences((file) => (file.realm === 'domain' ? (file.code.match(clock) ?? []) : []))).toEqual([]);
  });

  it('no HTML is built from text, and nothing is stored as a Blob', () => {
    expect(offences((file) => file.code.match(/dangerouslySetInnerHTML|\.innerHTML|\beval\(|document\.write/g) ?? [])).toEqual([]);
    expect(
      offences((file) => (file.realm === 'storage' ? (file.code.match(/\.(put|add|bulkPut|bulkAdd)\([^)]*Blob/g) ?? []) : [])),
    ).toEqual([]);
  });

  it('every file says in its first line what it is for', () => {
    expect(offences((file) => (/^\/[*/]/.test(file.text) ? [] : ['no opening sentence']))).toEqual([]);
  });
});
