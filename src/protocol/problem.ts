/** Errors on the wire: `application/problem+json` with a code of one closed list; the screen turns a code into what happened and what to do. */
export const problemStatus = {
  'bad-request': 400,
  'signin-required': 401,
  'session-expired': 401,
  'device-revoked': 401,
  'token-invalid': 401,
  forbidden: 403,
  'right-ended': 403,
  'cross-site': 403,
  'not-found': 404,
  'no-record-yet': 404,
  'method-not-allowed': 405,
  'wrong-offset': 409,
  'already-used': 409,
  'name-taken': 409,
  'too-many-tokens': 409,
  'too-many-passkeys': 409,
  'openid-taken': 409,
  'too-large': 413,
  'too-many-rows': 413,
  'unsupported-media': 415,
  'wrong-hash': 422,
  'copy-unreadable': 422,
  'invitation-wrong': 422,
  'password-wrong': 422,
  'passkey-wrong': 422,
  'passkey-late': 422,
  'openid-refused': 422,
  'openid-not-linked': 422,
  'invitation-expired': 422,
  'app-too-old': 426,
  'too-many-tries': 429,
  fault: 500,
  busy: 503,
  'openid-down': 503,
  'cell-down': 503,
  'storage-full': 507,
} as const;
export type ProblemCode = keyof typeof problemStatus;

export interface Problem {
  readonly type: 'about:blank';
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  /** where in the request, for `bad-request`; the part that is not ready, for `/readyz` */
  readonly path?: string;
  readonly retryAfter?: number;
}
