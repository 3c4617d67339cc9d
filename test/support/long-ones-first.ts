/**
 * Which test file begins first. The simulator goes through its schedules at the lowest priority of the machine, in whatever time the browsers'
 * stories leave while they wait; it can only do so from the beginning. The bad line's three minutes are mostly waiting too.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const first = ['test/simulate/simulate.test.ts', 'test/browser/three-phones-on-a-bad-line.test.ts'];

export class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => {
      const place = first.findIndex((name) => moduleId.endsWith(name));
      return place === -1 ? first.length : place;
    };
    // sorted() is stable: among the others everything stays as it was
    return (await super.sort(files)).sort((a, b) => placeOf(a) - placeOf(b));
  }
}
