/** WebKit for the tests: `WebKitWebDriver`, an X server for its window and `openssl` for a certificate; installed, else Debian's packages (as root). */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface WebKitPaths {
  /** `WebKitWebDriver`, which brings its own small browser */
  readonly driver: string;
  /** `Xvfb` */
  readonly display: string;
}

function findWebKit(): WebKitPaths | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const find = (name: string) => folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  const driver = find('WebKitWebDriver');
  const display = find('Xvfb');
  return driver === undefined || display === undefined || find('openssl') === undefined ? undefined : { driver, display };
}

/**
 * Installs what is missing where it may. On somebody's own machine, where it may not, the tests are left out and say so; a run that is to
 * judge the work (`CI`), or a failed installation, is an error: nothing is passed over in silence.
 */
export function provideWebKit(): WebKitPaths | undefined {
  const found = findWebKit();
  if (found !== undefined) return found;
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (mayInstall) {
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'webkit2gtk-driver', 'xvfb', 'openssl'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    const installed = findWebKit();
    if (installed !== undefined) return installed;
  }
  const wanted = 'The WebKit tests need WebKitWebDriver, Xvfb and openssl (Debian: apt-get install webkit2gtk-driver xvfb openssl).';
  if (mayInstall || process.env['CI'] !== undefined) throw new Error(wanted);
  process.stderr.write(`${wanted} They are left out on this machine.\n`);
  return undefined;
}

if (process.argv[1]?.endsWith('find-webkit.ts') === true) process.stdout.write(`WebKit for tests: ${provideWebKit()?.driver ?? 'none'}\n`);
