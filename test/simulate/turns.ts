/** The order in which things happen: one queue of tasks, one task at a time, every promise settled before the next. Never the wall clock. */

const tasks: (() => void)[] = [];
let running = false;

export function later(task: () => void): void {
  tasks.push(task);
  if (running) return;
  running = true;
  arrange();
}

const settled = Promise.resolve();
const askForTick = (): void => process.nextTick(turn);

/** A tick asked for from a microtask comes when all microtasks are done: a turn of the event loop without waiting for one. */
function arrange(): void {
  // `queueMicrotask` of Node makes a resource for whoever traces; a promise does not
  void settled.then(askForTick);
}

function turn(): void {
  try {
    tasks.shift()?.();
  } finally {
    if (tasks.length > 0) arrange();
    else running = false;
  }
}

/** Resolves when so many turns have passed. */
export async function turns(count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) await new Promise<void>(later);
}
