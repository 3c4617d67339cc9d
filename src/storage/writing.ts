/** What changes the store (recording, folding, the office's answers), as pieces that come right after the first screen is painted. */

let writing: ReturnType<typeof load> | undefined;

async function load() {
  const [{ recordActs }, { foldNewlyKnown, repairAll }, { applyPage }, { applyAnswer, markSeen }, { renumber, sendAgainFrom, setAside }] =
    await Promise.all([
      import('./record.ts'),
      import('./rebuild.ts'),
      import('./pulled-page.ts'),
      import('./verdicts.ts'),
      import('./numbering.ts'),
    ]);
  return { recordActs, foldNewlyKnown, repairAll, applyPage, applyAnswer, markSeen, renumber, sendAgainFrom, setAside };
}

/** The same pieces each time; a failed load is tried again on the next call. */
export async function loadWriting(): ReturnType<typeof load> {
  writing ??= load();
  try {
    return await writing;
  } catch (error) {
    writing = undefined;
    throw error;
  }
}
