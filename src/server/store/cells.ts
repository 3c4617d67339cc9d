/** What the store keeps of servers of provinces that this one reads. */

/** The server of one or more provinces that this office reads as a device of it. */
export interface CellRecord {
  /** origin, `https://…` */
  readonly url: string;
  /** our device there, the private half of its key as JWK, and its session's cookie */
  readonly dev: string;
  readonly secret: string;
  readonly session: string;
  /** official codes, 2 digits */
  readonly provinces: readonly string[];
  /** when our device signed in there */
  readonly addedAt: number;
  /** when everything that it had was here; `null` before that */
  readonly heardAt: number | null;
  /** why it could not be read the last time */
  readonly problem: string | null;
}

/** What a cell says of an area (`area:<code>`) or of a group (`group:<id>`). */
export interface CellView {
  readonly key: string;
  /** official code of the area, of the tambon for a group */
  readonly area: string;
  /** changes with what it says */
  readonly mark: string;
  /** JSON, and JSON of what is asked for less often */
  readonly board: string;
  readonly detail: string;
}

export interface CellTable {
  /** in the order of their provinces */
  all(): Promise<readonly CellRecord[]>;
  find(url: string): Promise<CellRecord | undefined>;
  ofProvince(province: string): Promise<CellRecord | undefined>;
  /** whose turn has come; one whose device was revoked has none */
  due(nowMs: number): Promise<readonly CellRecord[]>;
  /**
   * One process takes the turn of a cell, and nobody else until then.
   *
   * @returns how often in a row it could not be read; `undefined` when somebody else was first
   */
  takeTurn(url: string, nowMs: number, untilMs: number): Promise<number | undefined>;
  endTurn(url: string, next: { readonly dueAt: number; readonly failures: number }): Promise<void>;
  /** in the place of the one with this address, and due at once; what came from it stays */
  put(cell: CellRecord): Promise<void>;
  /** with all that came from it */
  remove(url: string): Promise<void>;
  setSession(url: string, session: string): Promise<void>;
  /** @param heardAt only when everything came */
  setState(url: string, state: { readonly problem: string | null; readonly heardAt?: number }): Promise<void>;
  /** marks by key */
  marksOf(url: string): Promise<ReadonlyMap<string, string>>;
  /** of this cell alone: a key that came from another one first stays that one's */
  putView(url: string, view: CellView): Promise<void>;
  removeView(url: string, key: string): Promise<void>;
  view(key: string): Promise<CellView | undefined>;
  /** of groups in an area of 2, 4 or 6 digits, in the order of their keys */
  groupsIn(area: string): Promise<readonly CellView[]>;
}
