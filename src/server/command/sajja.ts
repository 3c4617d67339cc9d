/** `sajja <command>`: what an operator does at the machine, beside a running server. Exit codes: 0 done, 1 failed, 2 wrong usage. */
import { backupCommand } from './backup.ts';
import { cellCommand } from './cell.ts';
import { exportCommand } from './export.ts';
import { inviteCommand } from './invite.ts';
import { migrateCommand } from './migrate.ts';
import { peopleCommand } from './people.ts';
import { sentenceOf } from '../print.ts';
import { restoreCommand } from './restore.ts';
import { retentionCommand } from './retention.ts';
import { revokeCommand } from './revoke.ts';
import { statusCommand } from './status.ts';
import { UsageError, type Command } from './usage.ts';
import { verifyCommand } from './verify.ts';

const commands: readonly Command[] = [
  statusCommand,
  inviteCommand,
  peopleCommand,
  revokeCommand,
  exportCommand,
  backupCommand,
  verifyCommand,
  restoreCommand,
  migrateCommand,
  retentionCommand,
  cellCommand,
];

async function run([name = '', ...args]: readonly string[]): Promise<number> {
  if (name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(`${overview()}\n`);
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    process.stderr.write(`${name === '' ? 'no command given' : `there is no command "${name}"`}\n\n${overview()}\n`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${command.help}\n`);
    return 0;
  }
  try {
    await command.run(args);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) process.stderr.write(`${error.message}\n\n${command.help}\n`);
    else process.stderr.write(`failed: ${sentenceOf(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function overview(): string {
  const lines = commands.map((command) => `  ${command.name.padEnd(9)} ${command.summary}`);
  return ['usage: sajja <command> [options]', '', ...lines, '', 'Every command has --help. The data is in DATA_DIR (./data).'].join('\n');
}

process.exitCode = await run(process.argv.slice(2));
