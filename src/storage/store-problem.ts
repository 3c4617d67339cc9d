/** What can go wrong when the phone keeps something: one closed list of codes; the screen turns a code into words. */
export type StoreProblemCode =
  /** the database did not open within its limit; on an iPhone the app must be closed and opened again */
  | 'open-timeout'
  /** another tab holds an older version open */
  | 'blocked'
  /** no room, even after the ballast was let go */
  | 'quota'
  /** the browser dropped the connection and one reopening did not help */
  | 'connection-lost'
  /** a witness outside says that records were here and are gone */
  | 'lost'
  | 'closed'
  /** what is stored cannot be read with the keys of this phone */
  | 'unreadable'
  /** an act whose payload its own schema refuses; nothing was written */
  | 'invalid-act';

export class StoreProblem extends Error {
  readonly code: StoreProblemCode;
  /** `lost`: numbers missing `from`…`to`; `invalid-act`: the path inside the act */
  readonly detail: { readonly from?: number; readonly to?: number; readonly path?: string };

  constructor(code: StoreProblemCode, detail: StoreProblem['detail'] = {}, cause?: unknown) {
    super(code, { cause });
    this.name = 'StoreProblem';
    this.code = code;
    this.detail = detail;
  }
}

/** True when an error, or one that it wraps, carries the name. Dexie hides the browser's own error in `inner` and `failures`. */
export function hasErrorName(error: unknown, names: readonly string[]): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, inner, failures, cause } = error as { name?: unknown; inner?: unknown; failures?: unknown; cause?: unknown };
  if (typeof name === 'string' && names.includes(name)) return true;
  if (inner !== undefined && inner !== error && hasErrorName(inner, names)) return true;
  if (cause !== undefined && cause !== error && hasErrorName(cause, names)) return true;
  return Array.isArray(failures) && failures.some((failure) => hasErrorName(failure, names));
}

export const isQuotaError = (error: unknown): boolean => hasErrorName(error, ['QuotaExceededError']);

/** Something wrote between our reading and our transaction: nothing was written, do it again. Never leaves this folder. */
export class MovedUnderUs extends Error {}
