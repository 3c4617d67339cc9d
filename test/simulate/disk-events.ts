/** Events and requests as IndexedDB has them, as far as Dexie and idb-keyval listen. */
import type { Transaction } from './memory-disk.ts';

type Listener = (event: Happening) => void;
interface Happening {
  readonly type: string;
  readonly target: unknown;
  preventDefault(): void;
  stopPropagation(): void;
}

export class Emitter {
  readonly #listeners = new Map<string, Listener[]>();
  [on: `on${string}`]: Listener | null | undefined;

  addEventListener(type: string, listener: Listener): void {
    const known = this.#listeners.get(type);
    if (known === undefined) this.#listeners.set(type, [listener]);
    else known.push(listener);
  }

  removeEventListener(type: string, listener: Listener): void {
    const known = this.#listeners.get(type) ?? [];
    if (known.includes(listener)) known.splice(known.indexOf(listener), 1);
  }

  /** @returns false when somebody took care of it */
  emit(type: string, more: object = {}, target: unknown = this): boolean {
    let goesOn = true;
    const event = { type, target, ...more, preventDefault: () => void (goesOn = false), stopPropagation: () => undefined };
    this[`on${type}`]?.call(this, event);
    for (const listener of this.#listeners.get(type) ?? []) listener.call(this, event);
    return goesOn;
  }
}

export class DiskRequest extends Emitter {
  result: unknown = undefined;
  error: DOMException | null = null;
  readyState: 'pending' | 'done' = 'pending';
  transaction: Transaction | null;
  readonly source: unknown;

  constructor(transaction: Transaction | null, source: unknown = null) {
    super();
    this.transaction = transaction;
    this.source = source;
  }

  succeed(result: unknown): void {
    this.readyState = 'done';
    this.result = result;
    this.emit('success');
  }

  fail(error: DOMException): boolean {
    this.readyState = 'done';
    this.error = error;
    return this.emit('error');
  }
}

export const namesOf = (names: Iterable<string>) => {
  const list = [...names].sort();
  return Object.assign(list, { contains: (name: string) => list.includes(name), item: (index: number) => list[index] ?? null });
};
