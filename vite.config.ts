/// <reference types="vitest/config" />
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import type { TestSpecification } from 'vitest/node';
import { VitePWA } from 'vite-plugin-pwa';
import { packFiles } from './src/server/packed-files.ts';

/** How long a story waits for what must come in the end: no gate on a machine's speed. */
const patience = { timeout: 120_000, interval: 200 };
/** Timed at a slowed processor: nothing else may run beside them. */
const measured = ['a-large-group-opens-at-once', 'a-large-roll-keeps-up', 'sealed-costs-little'].map(
  (name) => `test/browser/${name}.test.ts`,
);
const testBase = { maxWorkers: '100%', expect: { poll: patience }, env: { TZ: 'Asia/Bangkok' }, testTimeout: 120_000 };

/** Told on the embedded store, and again on PostgreSQL. */
const onBothEngines = ['sync-verdict', 'sync-pull', 'sync-release', 'sync-scope', 'session', 'people', 'board', 'cell-summaries'].map(
  (name) => `test/server/${name}.test.ts`,
);

/** The simulator needs both cores for longer than anything else: begun first it fills what others leave while they wait. The short ones fill the end. */
class LongestFirst {
  sort(files: TestSpecification[]): TestSpecification[] {
    const first = [/\/simulate\.test\.ts$/, /\/process\.test\.ts$/, /\/test\/browser\//, /\/test\/webkit\//, /./];
    const rankOf = ({ moduleId }: TestSpecification): number => first.findIndex((rank) => rank.test(moduleId));
    const sizeOf = ({ moduleId }: TestSpecification): number => statSync(moduleId).size;
    return files.toSorted((a, b) => rankOf(a) - rankOf(b) || sizeOf(b) - sizeOf(a));
  }
  shard(files: TestSpecification[]): TestSpecification[] {
    return files;
  }
}

interface Graph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** What the app asks for in its first moments; a file that one of them has been given is not part of the next. */
const moments = {
  start: ['src/main.tsx'],
  sending: ['src/sync/start-sending.ts', 'src/sync/session.ts'],
  writing: ['record', 'rebuild', 'pulled-page', 'verdicts', 'numbering'].map((name) => `src/storage/${name}.ts`),
};
let momentById: ReadonlyMap<string, string> | undefined;

function momentOf(id: string, graph: Graph): string | undefined {
  momentById ??= (() => {
    const found = new Map<string, string>();
    const look = (file: string, moment: string): void => {
      if (found.has(file)) return;
      found.set(file, moment);
      for (const next of graph.getModuleInfo(file)?.importedIds ?? []) look(next, moment);
    };
    for (const [moment, files] of Object.entries(moments))
      for (const file of files) look(fileURLToPath(new URL(file, import.meta.url)), moment);
    return found;
  })();
  return momentById.get(id);
}

/** One build for the page and the worker; the server is bundled apart by esbuild (see package.json). */
export default defineConfig({
  // Dexie's import condition leads to its ES5 build, which is a third larger
  resolve: {
    alias: [{ find: /^dexie$/, replacement: fileURLToPath(new URL('node_modules/dexie/dist/modern/dexie.min.mjs', import.meta.url)) }],
  },
  plugins: [
    preact(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'service-worker.ts',
      outDir: 'dist',
      injectRegister: false,
      registerType: 'prompt',
      manifest: false,
      injectManifest: {
        rollupFormat: 'iife',
        // the home screen's icon too: the page names it, and the ready-to-go check asks for every file that the page names
        globPatterns: ['**/*.{js,css,html,woff2,svg,webmanifest}', 'icons/apple-touch.png'],
        // English words, the code reader, accounts elsewhere and the office's board are fetched when somebody asks for them, with signal, and kept then (service-worker.ts)
        globIgnores: [
          '**/text-en-*.js',
          '**/text-office-*.js',
          '**/qr-*.js',
          'assets/{openid-form,openid-row,use-openid-run,text-openid}-*',
          'assets/board-*',
          'assets/{data-table,held-list,people,use-own-acts}-*',
        ],
      },
    }),
    // last: the worker is written by the plugin above
    {
      name: 'packed-files',
      apply: 'build',
      closeBundle: { order: 'post', sequential: true, handler: async () => packFiles(fileURLToPath(new URL('dist', import.meta.url))) },
    },
  ],
  build: {
    target: 'es2022',
    sourcemap: false,
    assetsInlineLimit: 0,
    // pieces come from the phone itself, where asking for the next one costs nothing: the first screen need not carry a list of who needs whom
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_url, dependencies, { hostType }) =>
        hostType === 'html' ? dependencies : dependencies.filter((path) => path.endsWith('.css')),
    },
    rolldownOptions: {
      // small pages and forms in Thai, packed as one, share their words: 16 kB less on the phone
      output: {
        codeSplitting: {
          groups: [
            // small pieces that the first screen shares with every other: one of them packs better than six
            {
              name: 'shared',
              test: /\/src\/(domain\/(digits|thai-text|thai-calendar|receipt)|storage\/store-problem|ui\/(app-context|use-words|parts\/(button|icon)))\.tsx?$/,
              includeDependenciesRecursively: false,
            },
            {
              name: (id, graph) => (['sending', 'writing'] as const).find((moment) => moment === momentOf(id, graph)) ?? null,
              debugName: 'moments',
              includeDependenciesRecursively: false,
            },
            { name: 'guidance', test: /\/src\/content\/guidance\// },
            { name: 'papers', test: /\/src\/content\/papers\// },
            // without what it needs: it would take along what the first screen shares with it, and then be asked for by the first screen
            { name: 'money', test: /\/src\/ui\/(screens\/(collection|books|loans|year)|tables)\//, includeDependenciesRecursively: false },
            {
              name: (id, graph) => (momentOf(id, graph) === undefined ? 'parts' : null),
              debugName: 'parts',
              test: /\/src\/(domain|ui\/(parts|fields|words|photo))\/.*\.tsx?$/,
              minShareCount: 2,
              includeDependenciesRecursively: false,
            },
            {
              name: 'group-parts',
              test: /\/src\/ui\/screens\/(group|member|founding|meeting|step|photo)\/.*\.tsx?$/,
              minShareCount: 2,
              includeDependenciesRecursively: false,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080' } },
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          ...testBase,
          name: 'node',
          environment: 'node',
          // loading the same modules for each file anew took as long as a tenth of the tests
          isolate: false,
          setupFiles: ['test/support/start-of-file.ts'],
          include: ['test/{domain,content,storage,server,sync,scenario,simulate,golden}/**/*.test.ts', 'test/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          ...testBase,
          name: 'postgres',
          environment: 'node',
          isolate: false,
          globalSetup: ['test/support/postgres-project.ts'],
          setupFiles: ['test/support/start-of-file.ts', 'test/support/tell-on-postgres.ts'],
          include: onBothEngines,
        },
      },
      {
        extends: true,
        test: {
          ...testBase,
          name: 'ui',
          environment: 'happy-dom',
          setupFiles: ['test/ui/support/words.ts'],
          include: ['test/ui/**/*.test.tsx'],
        },
      },
      {
        extends: true,
        test: {
          ...testBase,
          name: 'browser',
          environment: 'node',
          include: ['test/browser/**/*.test.ts'],
          exclude: measured,
          testTimeout: 600_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          ...testBase,
          name: 'webkit',
          environment: 'node',
          include: ['test/webkit/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          ...testBase,
          name: 'measured',
          environment: 'node',
          include: measured,
          sequence: { groupOrder: 1 },
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
