/** Counts failures per key within a window. By address only passwords and passkeys are counted: a whole office may stand behind one. */
export class TryLimit {
  readonly #most: number;
  readonly #windowMs: number;
  readonly #failures = new Map<string, { count: number; since: number }>();

  constructor(most: number, windowMs: number) {
    this.#most = most;
    this.#windowMs = windowMs;
  }

  isExhausted(key: string, nowMs: number): boolean {
    const failures = this.#failures.get(key);
    return failures !== undefined && nowMs - failures.since < this.#windowMs && failures.count >= this.#most;
  }

  /** it was right after all */
  forget(key: string): void {
    this.#failures.delete(key);
  }

  count(key: string, nowMs: number): void {
    const failures = this.#failures.get(key);
    if (failures && nowMs - failures.since < this.#windowMs) failures.count++;
    else this.#failures.set(key, { count: 1, since: nowMs });
    // a flood of made-up keys must not grow without end; the oldest go first
    if (this.#failures.size > 10_000) this.#failures.delete(this.#failures.keys().next().value ?? '');
  }
}
