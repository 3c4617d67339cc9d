/** Who may work on the store now: many beside each other, or one alone; in the order in which they came, so that nobody is passed over. */
interface Waiting {
  readonly alone: boolean;
  readonly begin: () => void;
}

export class Turns {
  readonly #line: Waiting[] = [];
  #working = 0;
  #isAlone = false;

  async during<T>(alone: boolean, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((begin) => {
      this.#line.push({ alone, begin });
      this.#next();
    });
    try {
      return await work();
    } finally {
      this.#working--;
      this.#isAlone = false;
      this.#next();
    }
  }

  #next(): void {
    for (let [first] = this.#line; first && !this.#isAlone && !(first.alone && this.#working > 0); [first] = this.#line) {
      this.#line.shift();
      this.#working++;
      this.#isAlone = first.alone;
      first.begin();
    }
  }
}
