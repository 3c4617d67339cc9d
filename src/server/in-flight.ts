/** How many requests of one kind are under way: so many at once, and of one phone only a part of them. */
import type { Random } from './ids.ts';
import { RequestProblem } from './problem-answer.ts';

export class InFlight {
  readonly #most: number;
  readonly #mostOfOne: number;
  readonly #byDevice = new Map<string, number>();
  #count = 0;

  /** @param mostOfOne so few that neither a phone whose line keeps breaking nor somebody with its cookie takes the places of all others */
  constructor(most: number, mostOfOne: number) {
    this.#most = most;
    this.#mostOfOne = mostOfOne;
  }

  get count(): number {
    return this.#count;
  }

  /** @throws RequestProblem `busy` when there is no place; whoever is sent away comes again later */
  async during<T>(random: Random, dev: string, work: () => Promise<T>): Promise<T> {
    const ofOne = this.#byDevice.get(dev) ?? 0;
    if (this.#count >= this.#most || ofOne >= this.#mostOfOne) throw new RequestProblem('busy', { retryAfter: secondsToWait(random) });
    this.#count++;
    this.#byDevice.set(dev, ofOne + 1);
    try {
      return await work();
    } finally {
      this.#count--;
      const left = (this.#byDevice.get(dev) ?? 1) - 1;
      if (left > 0) this.#byDevice.set(dev, left);
      else this.#byDevice.delete(dev);
    }
  }
}

/** Seconds until a phone that was sent away may come again: spread, so that they do not all come back at once (sync.md §2.4). */
export function secondsToWait(random: Random): number {
  return 30 + ((random(1)[0] ?? 0) % 91);
}
