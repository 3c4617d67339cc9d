/** A clock that goes on only when the schedule says so; a phone's wall clock may also be set wrong. */

export interface SimClock {
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
  pass(ms: number): void;
  /** somebody sets the wall clock */
  jump(ms: number): void;
}

export function createSimClock(startMs: number): SimClock {
  let wall = startMs;
  let monotonic = 0;
  return {
    nowMs: () => wall,
    monotonicMs: () => monotonic,
    pass: (ms) => {
      wall += ms;
      monotonic += ms;
    },
    jump: (ms) => {
      wall += ms;
    },
  };
}
