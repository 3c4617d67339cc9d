/** Looks at every answer the office gives, at the moment it gives it: nobody is told what is not so, nothing is applied or shown without a right. */
import { officeUser } from '../../src/server/ids.ts';
import type { SyncResponse } from '../../src/protocol/sync.ts';
import type { Facts } from './facts.ts';
import type { OnAnswer } from './sim-line.ts';
import type { World } from './world.ts';

interface Applied {
  readonly rowid: number;
  readonly op_id: string;
  readonly stream: string;
  readonly actor: string;
  readonly kind: string;
  readonly accepted: number | null;
  readonly isRevoked: number;
}

export interface Watch {
  readonly onAnswer: OnAnswer;
  /** after a restore the rows are others */
  forget(): void;
  look(): void;
}

export function createWatch(world: World, facts: Facts): Watch {
  const { office } = world;
  const newest = () => office.all<{ newest: number | null }>('select max(rowid) as newest from op')[0]?.newest ?? 0;
  let seen = newest();
  const look = () => {
    const applied = office.all<Applied>(
      `select op.rowid, op.op_id, op.stream, op.actor, stream.kind, held.accepted, device.revoked_at <= op.recv as isRevoked from op
       left join device on device.dev = op.dev join stream on stream.id = op.stream left join held on held.op_id = op.op_id where op.rowid > ?`,
      seen,
    );
    for (const { rowid, op_id, stream, actor, kind, accepted, isRevoked } of applied) {
      seen = Math.max(seen, rowid);
      if (kind !== 'group' || actor === officeUser || accepted === 1) continue;
      if (isRevoked === 1) facts.violate('I7', `${op_id} of a revoked phone was applied`);
      if (!facts.mayHold(actor, stream)) facts.violate('I7', `${op_id} was applied without a right to ${stream}`);
    }
  };
  return {
    look,
    forget: () => {
      seen = newest();
    },
    onAnswer: (field, path, status, text) => {
      look();
      if (status >= 500) facts.violate('I5', `${path} answered ${status}`);
      if (path !== '/v1/sync' || status !== 200) return;
      const answer = JSON.parse(text) as SyncResponse;
      for (const { g, kind } of answer.streams) {
        if (kind === 'group' && !facts.mayHold(field.user, g)) facts.violate('I7', `${g} was shown to ${field.name} without a right`);
      }
      for (const verdict of answer.res) {
        if ('id' in verdict && !facts.isThere(verdict.id, verdict.h))
          facts.violate('I8', `${verdict.r} was said of ${verdict.id}, which is not there`);
      }
    },
  };
}
