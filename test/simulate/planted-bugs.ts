/**
 * Bugs that the simulator must find, each a piece of the product's source that is replaced when it is loaded; the product has no switch
 * for any of them. `schedule` is one that shows it: a test replays them all.
 */

export interface PlantedBug {
  readonly name: string;
  /** what goes wrong, in the world */
  readonly what: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly schedule: number;
  /** 1 when absent */
  readonly seed?: number;
}

export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'gap-taken',
    what: 'the office takes an operation although numbers before it are missing',
    file: 'src/server/receive.ts',
    find: `verdicts.push(one.n > lastN ? { r: 'gap', expect: lastN + 1 } : { r: 'fork' });
      break;`,
    replace: `if (one.n <= lastN) { verdicts.push({ r: 'fork' }); break; }
      lastN = one.n - 1;`,
    schedule: 25,
  },
  {
    name: 'fork-silent',
    what: 'a number used twice is called done instead of a fork',
    file: 'src/server/receive.ts',
    find: `verdicts.push(one.n > lastN ? { r: 'gap', expect: lastN + 1 } : { r: 'fork' });`,
    replace: `if (one.n <= lastN) { verdicts.push(appliedVerdict(one, 0, [])); continue; }
      verdicts.push({ r: 'gap', expect: lastN + 1 });`,
    schedule: 13,
  },
  {
    name: 'invalid-dropped',
    what: 'what the office cannot read is answered and thrown away',
    file: 'src/server/receive.ts',
    find: 'await desk.tables.held.add(held);',
    replace: `if (held.why !== 'invalid') await desk.tables.held.add(held);`,
    schedule: 3,
  },
  {
    name: 'late-work-dropped',
    what: 'work after a right has ended is answered and thrown away',
    file: 'src/server/receive.ts',
    find: 'await desk.tables.held.add(held);',
    replace: `if (held.why !== 'scope-ended') await desk.tables.held.add(held);`,
    schedule: 13,
  },
  {
    name: 'children-wait-for-ever',
    what: 'what waited for its parent stays held when the parent comes',
    file: 'src/server/receive.ts',
    find: `    await releaseWaiting(desk, judgement.stream, judgement.provided);
    return appliedVerdict(one, seq, judgement.flags);`,
    replace: '    return appliedVerdict(one, seq, judgement.flags);',
    schedule: 51,
  },
  {
    name: 'number-not-kept',
    what: 'after a long batch the office forgets how far a device has counted',
    file: 'src/server/receive.ts',
    find: 'tables.devices.save({ ...device, lastN }),',
    replace: 'tables.devices.save({ ...device, lastN: lastN > device.lastN + 4 ? device.lastN : lastN }),',
    schedule: 13,
  },
  {
    name: 'unknown-members-dropped',
    what: 'the office stores only the members of an operation that it knows',
    file: 'src/server/receive.ts',
    find: 'const { s, ...rest } = op;',
    replace: `const { s, ['later']: _later, ...rest } = op;`,
    schedule: 272,
  },
  {
    name: 'ended-right-writes',
    what: 'who once had a right to a group may still write to it',
    file: 'src/server/judge.ts',
    find: `if (can(author, 'group-write', { ...subject, books: isOfBooks(parsed.k) ? await keeperOf(desk) : undefined })) return undefined;`,
    replace: `if (can(author, 'group-write', subject) || couldOnce(author, 'group-write', subject)) return undefined;`,
    schedule: 20,
  },
  {
    name: 'revoked-phone-writes',
    what: 'what a revoked phone hands in is applied',
    file: 'src/server/judge.ts',
    find: `if (candidate.isRevoked && !candidate.isAccepted) return held('device-revoked');`,
    replace: '',
    schedule: 476,
  },
  {
    name: 'owner-sees-for-ever',
    what: 'the maker of a group is shown it after the area was taken away',
    file: 'src/server/access.ts',
    find: `if (stream.kind === 'person' || can(viewer, 'group-read', stream)) keep(stream);`,
    replace: 'keep(stream);',
    schedule: 92,
  },
  {
    name: 'pull-skips-one',
    what: 'a page begins one operation too late',
    file: 'src/server/pull.ts',
    find: 'for (let at = from; at < stream.seq;) {',
    replace: 'for (let at = from > 2 ? from + 1 : from; at < stream.seq;) {',
    schedule: 7,
  },
  {
    name: 'restore-not-noticed',
    what: 'a phone takes no notice of a restored office',
    file: 'src/storage/verdicts.ts',
    find: 'const epochChanged = meta.epoch !== null && meta.epoch !== answer.epoch;',
    replace: 'const epochChanged = false;',
    schedule: 176,
  },
  {
    name: 'restore-sends-nothing',
    what: 'a phone reads a restored office again, but does not send what that one has lost',
    file: 'src/storage/verdicts.ts',
    find: 'await requeue(db, meta, unsureFrom(meta, ackN));',
    replace: 'void ackN;',
    schedule: 2,
  },
  {
    name: 'ack-by-number',
    what: 'everything up to the acknowledged number is called sent, whoever used the number',
    file: 'src/storage/verdicts.ts',
    find: 'await db.op.bulkPut(settled);',
    replace: `await db.op.bulkPut(settled);
    await db.op.where('[state+n]').between(['queued', 0], ['queued', answer.ackN], true, true).modify({ state: 'acked' });`,
    schedule: 40,
  },
  {
    name: 'batch-without-first',
    what: 'a long batch leaves its first operation out',
    file: 'src/storage/sync-shelf.ts',
    find: 'return { head, ops: await openOperations(core, fitting) };',
    replace: 'return { head, ops: await openOperations(core, lowest.length > 4 ? fitting.slice(1) : fitting) };',
    schedule: 29,
  },
  {
    name: 'fork-not-obeyed',
    what: 'a cloned phone goes on under the old device id',
    file: 'src/sync/exchange.ts',
    find: 'await phone.renumber(enrolled.dev);',
    replace: '',
    schedule: 32,
  },
  {
    name: 'saved-too-early',
    what: 'saved is said before the commit',
    file: 'src/storage/record.ts',
    find: 'await core.records.use((db) => commit(db, meta, next, { records, rows, draft }));',
    replace: 'void core.records.use((db) => commit(db, meta, next, { records, rows, draft })).catch(() => undefined);',
    schedule: 1,
  },
  {
    name: 'overlay-not-lifted',
    what: 'what others did is folded on top of what still waits here',
    file: 'src/storage/pulled-page.ts',
    find: `return fresh.size > 0 && next < own.length ? 'rebuild' : fresh;`,
    replace: 'return fresh;',
    schedule: 14,
  },
  {
    name: 'unknown-not-counted',
    what: 'an operation of a later version is not marked, so nobody folds it after the update',
    file: 'src/storage/pulled-page.ts',
    find: 'const unknown = readOperation(op).ok ? {} : { u: 1 as const };',
    replace: 'const unknown = {};',
    schedule: 10,
  },
  {
    name: 'unknown-stops-phone',
    what: 'an operation of a later version stops everything behind it',
    file: 'src/storage/working-rows.ts',
    find: `if (!result.ok) return { applied: false, unreadable: result.why === 'invalid' ? 'invalid' : 'unknown' };`,
    replace: `if (!result.ok) throw new Error('unreadable');`,
    schedule: 10,
  },
  {
    name: 'half-group-back',
    what: 'a right that comes back within the day brings back only what is new in the group',
    file: 'src/storage/sync-shelf.ts',
    find: 'else if (stream.cursor > 0) await db.stream.put(startReading(stream));',
    replace: '',
    schedule: 138,
  },
  {
    name: 'reversal-still-counts',
    what: 'money that was taken back is counted',
    file: 'src/domain/ledger.ts',
    find: 'putEntry(bench, { ...row, reversed: { ...reversed, bookedIn }, flags: undefined });',
    replace: 'void [reversed, bookedIn];',
    schedule: 13,
  },
  {
    name: 'fork-trusts-other-backup',
    what: 'a cloned phone takes the backed-up numbers of the other copy for its own and leaves its queue behind',
    file: 'src/storage/numbering.ts',
    find: `const isUnsafe = ({ n = 0, state }: OperationRecord) => n > before.safeN || state === 'queued';`,
    replace: 'const isUnsafe = ({ n = 0 }: OperationRecord) => n > before.safeN;',
    schedule: 176,
  },
  {
    name: 'unsafe-purged',
    what: 'a group whose right has ended is deleted with what no backup has yet',
    file: 'src/storage/sync-shelf.ts',
    find: `record.n !== undefined && record.state !== 'safe' && record.n > meta.safeN && !overdue;`,
    replace: 'record.n === undefined && meta.n < 0;',
    schedule: 75,
  },
  {
    name: 'gap-not-obeyed',
    what: 'the sender does not go back when the office misses a number',
    file: 'src/sync/exchange.ts',
    find: `if (about?.r === 'gap') await phone.sendAgainFrom(about.expect);`,
    replace: '',
    schedule: 25,
  },
  {
    name: 'loss-not-reported',
    what: 'numbers that a phone has lost are never reported, so the rest waits for them',
    file: 'src/storage/numbering.ts',
    find: 'if (lost !== undefined) await reportLost(core, dev, lost);',
    replace: '',
    schedule: 25,
  },
  {
    name: 'number-given-twice',
    what: 'two tabs that save at once give the same number',
    file: 'src/storage/record.ts',
    find: 'if (now.rev !== seen.rev || now.dev !== seen.dev) throw new MovedUnderUs();',
    replace: 'void seen;',
    schedule: 99,
  },
  {
    name: 'fork-forgets',
    what: 'a cloned phone sends only its queue under the new device id, not what no backup has yet',
    file: 'src/storage/numbering.ts',
    find: `const isUnsafe = ({ n = 0, state }: OperationRecord) => n > before.safeN || state === 'queued';`,
    replace: `const isUnsafe = ({ state }: OperationRecord) => state === 'queued';`,
    schedule: 87,
  },
  {
    name: 'gap-sends-nothing',
    what: 'a phone that is asked for older numbers does not put them back into its queue',
    file: 'src/storage/numbering.ts',
    find: 'await requeue(db, meta, expect);',
    replace: '',
    schedule: 32,
  },
  {
    name: 'restore-trusts-number',
    what: 'after a restore a phone believes that the acknowledged numbers are its own, though a copy of it was faster',
    file: 'src/storage/verdicts.ts',
    find: 'Math.min(ackN, meta.safeN) + 1;',
    replace: 'ackN + 1;',
    schedule: 826,
  },
  {
    name: 'snapshot-misses-last',
    what: 'a snapshot says it stands one operation before where its rows are',
    file: 'src/server/snapshot.ts',
    find: 'const place = { base: stream.seq, chain: stream.chain, fold: foldVersion };',
    replace: 'const place = { base: stream.seq - 1, chain: stream.chain, fold: foldVersion };',
    schedule: 1,
  },
  {
    name: 'snapshot-outdated',
    what: 'a newer snapshot carries the rows of the one before: what was released or recorded since is missing',
    file: 'src/server/snapshot.ts',
    find: 'const rows = await tables.rows.all(id);',
    replace: `const older = JSON.parse((await tables.snapshots.part(id, 0)) ?? '[]') as [string, unknown][];
  const isFirst = (await tables.snapshots.find(id)) === undefined;
  const rows = isFirst ? await tables.rows.all(id) : older.map(([key, row]) => ({ key, body: JSON.stringify(row) }));`,
    schedule: 11,
  },
  {
    name: 'snapshot-over-unread',
    what: 'a snapshot covers an operation of a later version, which then is on no new phone',
    file: 'src/server/snapshot.ts',
    find: 'if (page.length === 0 || !page.every((one) => parseOperation(operationOf(one)).ok)) return false;',
    replace: 'void [parseOperation, operationOf];',
    schedule: 187,
  },
  {
    name: 'snapshot-beside-own',
    what: 'a phone takes a snapshot although it has recorded in that group, and shows its own record no more',
    file: 'src/storage/snapshot-part.ts',
    find: 'if (hasOwn || stream.pass > 1) {',
    replace: 'if (stream.pass > 1) {',
    schedule: 11,
  },
  {
    name: 'left-with-all-it-held',
    what: 'a phone whose person has left and that has no session is not let in to hear what it must let go and what is asked for again',
    file: 'src/storage/sync-shelf.ts',
    find: "return Promise.all([withState(db, 'queued').count(), ...unsafe, groups]);",
    replace: "void [unsafe, groups]; return Promise.all([withState(db, 'queued').count()]);",
    schedule: 4945,
  },
];
