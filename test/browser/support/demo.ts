/** The demonstration as a real process: a dozen invented groups at every stage, and the invitations that it prints. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface Demo {
  readonly origin: string;
  /** invitation codes, each good once */
  readonly code: { readonly officer: string; readonly chief: string; readonly province: string; readonly department: string };
  /** ends the process, and with it everything it invented */
  stop(): Promise<void>;
}

/**
 * Resolves when it listens; needs `npm run build` before.
 *
 * @param more environment of the server, as behind a proxy
 * @param folder with another build of the app
 */
export async function startDemo(port = 0, more: Readonly<Record<string, string>> = {}, folder = root): Promise<Demo> {
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist-server/demo/main.mjs'], {
    cwd: folder,
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), NODE_ENV: 'production', ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let logs = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (logs += text));
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const found = /listening on (http:\/\/localhost:\d+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`the demonstration stopped with ${code}: ${logs}`)));
  });
  const [officer, chief, province, department] = [...output.matchAll(/code\s+([A-Z0-9]{10})/g)].map((match) => match[1]);
  if (officer === undefined || chief === undefined || province === undefined || department === undefined)
    throw new Error(`four invitations expected: ${output}`);
  return {
    origin,
    code: { officer, chief, province, department },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      await new Promise<void>((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      });
    },
  };
}
