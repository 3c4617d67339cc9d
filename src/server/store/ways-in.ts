/** What the store keeps of how people come in: sessions, tokens of programs, passwords, passkeys, accounts elsewhere. */

export interface SessionRecord {
  /** SHA-256 of the token */
  readonly tokenHash: string;
  readonly user: string;
  readonly dev: string;
  readonly createdAt: number;
  readonly seenAt: number;
}

export interface SessionTable {
  find(tokenHash: string): Promise<SessionRecord | undefined>;
  add(session: SessionRecord): Promise<void>;
  touch(tokenHash: string, at: number): Promise<void>;
  end(tokenHash: string): Promise<void>;
  endOfDevice(dev: string): Promise<void>;
  /** drops what has not been used since */
  endUnusedSince(at: number): Promise<void>;
}

export interface TokenRecord {
  readonly id: string;
  /** SHA-256 of the token */
  readonly tokenHash: string;
  readonly user: string;
  /** device it was made on */
  readonly dev: string;
  readonly name: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly usedAt: number | null;
  readonly revokedAt: number | null;
}

/** Personal access tokens; one that was revoked stays, so that the audit's ids lead somewhere. */
export interface TokenTable {
  find(tokenHash: string): Promise<TokenRecord | undefined>;
  /** not revoked, newest first */
  ofUser(user: string): Promise<readonly TokenRecord[]>;
  add(token: TokenRecord): Promise<void>;
  touch(id: string, at: number): Promise<void>;
  revoke(id: string, at: number): Promise<void>;
  revokeAll(at: number): Promise<void>;
}

export interface PasswordRecord {
  readonly user: string;
  /** of the account, as it is typed to sign in */
  readonly name: string;
  readonly salt: string;
  readonly hash: string;
  /** of scrypt */
  readonly cost: { readonly n: number; readonly r: number; readonly p: number };
  readonly changedAt: number;
}

export interface PasswordTable {
  find(name: string): Promise<PasswordRecord | undefined>;
  ofUser(user: string): Promise<PasswordRecord | undefined>;
  /** in the place of the one there was; the name must be nobody else's */
  put(password: PasswordRecord): Promise<void>;
  remove(user: string): Promise<void>;
}

/** The public half of a passkey; the private one never leaves the phone, or the account that the phone keeps it in. */
export interface PasskeyRecord {
  /** of the credential, base64url */
  readonly id: string;
  readonly user: string;
  /** device it was made on */
  readonly dev: string;
  /** COSE key, base64url */
  readonly publicKey: string;
  /** how often it has signed, as it says; 0 for ever where the phone does not count */
  readonly counter: number;
  readonly createdAt: number;
  readonly usedAt: number | null;
}

export interface PasskeyTable {
  find(id: string): Promise<PasskeyRecord | undefined>;
  /** in the order in which they were made */
  ofUser(user: string): Promise<readonly PasskeyRecord[]>;
  add(passkey: PasskeyRecord): Promise<void>;
  markUsed(id: string, counter: number, at: number): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface OpenIdRecord {
  readonly user: string;
  /** SHA-256 of issuer and subject: nothing else of the account is kept */
  readonly account: string;
  readonly linkedAt: number;
}

export interface OpenIdTable {
  find(account: string): Promise<OpenIdRecord | undefined>;
  ofUser(user: string): Promise<OpenIdRecord | undefined>;
  /** in the place of the one there was; the account must be nobody else's */
  put(link: OpenIdRecord): Promise<void>;
  remove(user: string): Promise<void>;
}
