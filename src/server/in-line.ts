/** Heavy work a few at a time: the others wait in line, and whoever finds the line full is sent away. */
import { RequestProblem } from './problem-answer.ts';

export class InLine {
  readonly #atOnce: number;
  readonly #mostWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(atOnce: number, mostWaiting: number) {
    this.#atOnce = atOnce;
    this.#mostWaiting = mostWaiting;
  }

  /** @throws RequestProblem `busy` */
  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#atOnce) {
      if (this.#waiting.length >= this.#mostWaiting) throw new RequestProblem('busy', { retryAfter: 5 });
      // the place is handed over by whoever leaves it
      await new Promise<void>((begin) => this.#waiting.push(begin));
    } else this.#running++;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}
