/** A password for signing in: long, and not one of those that everybody tries first. No rules about which characters (NIST 800-63B). */

export const passwordLength = { least: 12, most: 128 } as const;
/** letters and digits of any keyboard, as in an address; the case does not matter */
const accountName = /^[a-z0-9][a-z0-9._@-]{3,59}$/;

export type PasswordProblem = 'short' | 'long' | 'common' | 'like-the-name';

/** The name that is typed, as it is kept and compared; `undefined` when it is none. */
export function readAccountName(typed: string): string | undefined {
  const name = typed.trim().toLowerCase();
  return accountName.test(name) ? name : undefined;
}

/** The same characters typed on another phone are the same password. */
export function readPassword(typed: string): string {
  return typed.normalize('NFC');
}

export function passwordProblem(typed: string, name: string): PasswordProblem | undefined {
  const password = readPassword(typed);
  const characters = Array.from(password).length;
  if (characters < passwordLength.least) return 'short';
  if (characters > passwordLength.most) return 'long';
  const plain = password.toLowerCase();
  if (name !== '' && plain.includes(name)) return 'like-the-name';
  return isCommon(plain) ? 'common' : undefined;
}

/** what is left of the known lists from twelve characters on is nearly always one of these, repeated or counted on */
const common: readonly string[] = [
  '1q2w3e4r5t6y', '1qaz2wsx3edc', 'abcdefghijkl', 'administrator', 'asdfghjkl', 'basketball', 'changeme', 'charlie', 'computer', 'dragon',
  'football', 'iloveyou', 'internet', 'jesuschrist', 'letmein', 'liverpool', 'manchester', 'manunited', 'michael', 'monkey', 'mypassword',
  'p@ssw0rd', 'pa55word', 'passw0rd', 'password', 'pokemon', 'princess', 'q1w2e3r4t5y6', 'qazwsxedc', 'qwerty', 'qwertyuiop', 'samsung',
  'sajja', 'sawasdee', 'secret', 'sunshine', 'superman', 'test', 'thailand', 'trustno1', 'unknown', 'user', 'welcome', 'zaq12wsx',
  'zxcvbnm',
]; // prettier-ignore
const rows = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm', '1qaz2wsx3edc4rfv5tgb6yhn7ujm'] as const;

/** A common word alone, repeated, or with digits and signs around it; a few characters again and again; a row of the keyboard. */
function isCommon(plain: string): boolean {
  if (new Set(plain).size <= 3 || isRepeated(plain)) return true;
  if (rows.some((row) => row.includes(plain) || Array.from(row).toReversed().join('').includes(plain))) return true;
  return common.some((one) => plain.includes(one) && lettersOf(plain.replaceAll(one, '')) === '');
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{M}]/gu, '');
}

/** of a shorter piece */
function isRepeated(text: string): boolean {
  for (let length = 1; length <= text.length / 2; length += 1)
    if (text.length % length === 0 && text.slice(0, length).repeat(text.length / length) === text) return true;
  return false;
}
