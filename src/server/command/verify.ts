/** `sajja verify`: whether a backup is whole, from the file's sum to every row folded again. */
import { findBackup } from '../backup-manifest.ts';
import { proveBackup } from '../backup-proof.ts';
import { print } from '../print.ts';
import { proofJson, proofLines } from './backup.ts';
import { readFolder, type Command } from './usage.ts';

const help = `usage: sajja verify <dir> [--json]

  <dir>    a backup, or a folder of backups: then the newest
  --json   {"folder","ok","problems","madeAt","counts","photos","missingPhotos"}

  Checks the file's SHA-256, the engine's own check, every hash and chain of operations, the numbers of every device, every row folded again,
  the audit, every picture, and the manifest's figures. Changes nothing and needs no server. Exit code 1 when it is not whole.`;

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'prove that a backup is whole',
  help,
  run: async (args) => {
    const { folder, json } = readFolder(args);
    const proof = await proveBackup(findBackup(folder));
    if (json) print(JSON.stringify(proofJson(proof)));
    else for (const line of proofLines(proof)) print(line);
    if (proof.problems.length > 0) throw new Error('the backup is not whole');
  },
};
