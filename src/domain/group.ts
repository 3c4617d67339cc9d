/** The group itself (`group.*`, `device.lost`): its name and place, what was decided about it, and what is doubtful in a form about it. */
import { changeField, firstSetBy } from './field-change.ts';
import { withFlag, type Deed, type KindFolds } from './folding.ts';
import type { PayloadOf } from './operation.ts';
import type { Stage, VillageType } from './vocabulary.ts';
import type { Problem } from './problem.ts';
import type { GroupRow } from './row.ts';
import { normaliseThai } from './thai-text.ts';

type GroupKinds = 'group.create' | 'group.set' | 'group.stage' | 'group.keeper' | 'device.lost';

const fieldsThatMatter: ReadonlySet<string> = new Set(['name', 'village', 'pledgeDay']);

export const groupFolds: KindFolds<GroupKinds> = {
  'group.create': {
    withoutGroup: true,
    touches: () => ['group'],
    fold({ op, p, by }, bench) {
      if (bench.get<'group'>('group') !== undefined) return;
      const { source, declared, ...fields } = p;
      bench.put('group', {
        ...emptyGroup,
        ...fields,
        source,
        declared,
        id: op.g,
        officer: by,
        createdAt: op.at,
        lastActivityAt: op.at,
        ...firstSetBy({ ...fields, declared }, { op: op.id, by, at: op.at }),
      });
    },
  },
  'group.set': {
    fold({ op, p, by }, bench) {
      let row = bench.group;
      for (const [field, value] of Object.entries(p.fields)) {
        if (value === undefined) continue;
        const base = fieldsThatMatter.has(field) ? (p.base[field] ?? null) : undefined;
        const current = fieldOfGroup(row, field);
        const changed = changeField(row, { field, value, base, current, op: op.id, by, at: op.at });
        row = withGroupField(changed.row, field, changed.value);
      }
      if (row.conflicts?.some((conflict) => conflict.values.some((value) => value.op === op.id))) bench.flag('same-field-differs');
      bench.setGroup(row);
    },
  },
  'group.stage': {
    fold({ p }: Deed<'group.stage'>, bench) {
      const { group } = bench;
      // With money rows a group can only be wound up: voiding it would hide the money (letter, line 196).
      if (p.stage === 'voided' && group.money.entries > 0) {
        bench.flag('voided-with-money');
        bench.setGroup(withFlag(group, 'voided-with-money'));
        return;
      }
      const { stage, reason: stageReason, decidedBy: stageBy, reviewOn } = p;
      const restsFrom =
        stage === 'dormant' || stage === 'dissolved' ? (group.restsFrom ?? p.on) : stage === 'dissolving' ? group.restsFrom : undefined;
      bench.setGroup({ ...withFlag(group, 'voided-with-money', false), stage, stageReason, stageBy, reviewOn, restsFrom });
    },
  },
  'group.keeper': {
    isQuiet: true,
    fold({ p }, bench) {
      bench.setGroup({ keeper: p.keeper, keeperSince: p.on });
    },
  },
  // The loss is on the record by the operation itself; no row changes, and it may stand in any stream.
  'device.lost': { withoutGroup: true, fold: () => undefined },
};

const emptyGroup: Omit<GroupRow, 'id' | 'name' | 'village' | 'villageTypes' | 'source' | 'officer' | 'createdAt' | 'lastActivityAt'> = {
  type: 'group',
  lifeCycle: 'surveying',
  stage: 'active',
  steps: {},
  documents: {},
  members: { interested: 0, applied: 0, accepted: 0, pending: 0, numbered: 0, minors: 0, male: 0, female: 0, left: 0, highestNo: 0 },
  money: { byKind: {}, cash: 0, bank: 0, entries: 0, byCommittee: 0, columns: {}, loansRunning: 0 },
  committee: { seats: 0, filled: {} },
  photos: 0,
  meetings: { held: 0 },
  visits: { count: 0 },
  reports: {},
  openFlags: 0,
  openConflicts: 0,
};

/** `entryFee` is the one field of the by-laws that stands on the group's row and may be on a card. */
function fieldOfGroup(row: GroupRow, field: string): unknown {
  return row[field as keyof PayloadOf<'group.set'>['fields']];
}

export function withGroupField(row: GroupRow, field: string, value: unknown): GroupRow {
  if (field !== 'entryFee') return { ...row, [field]: value };
  return row.bylaws === undefined ? row : { ...row, bylaws: { ...row.bylaws, entryFee: value as number } };
}

/** Village type "other" wants a word of reason; without one it is still saved (case 35). */
export function findVillageTypeProblems(types: readonly VillageType[], note: string | undefined): readonly Problem<'villageTypeNote'>[] {
  if (!types.includes('other') || normaliseThai(note ?? '') !== '') return [];
  return [{ code: 'village-type-note-missing', weight: 'hint', field: 'villageTypeNote' }];
}

/** A decision about a group wants a reason, and a group with money rows cannot be voided, only wound up (domain.md 2.1). */
export function findStageProblems(group: Pick<GroupRow, 'money'>, stage: Stage, reason: string): readonly Problem<'stage' | 'reason'>[] {
  const problems: Problem<'stage' | 'reason'>[] = [];
  if (stage === 'voided' && group.money.entries > 0) problems.push({ code: 'voided-with-money', weight: 'refused', field: 'stage' });
  if (normaliseThai(reason) === '') problems.push({ code: 'reason-missing', weight: 'refused', field: 'reason' });
  return problems;
}
