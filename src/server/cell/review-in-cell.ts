/**
 * `POST /v1/board/groups/{id}/reports/{report}/review`: the department's word on a report of a province with a server of its own. It is recorded
 * there, as an operation of our device, before anything is answered here; nothing of it is kept in between.
 */
import { parseOperation, type Operation } from '../../domain/operation.ts';
import { CellReviewRequest } from '../../protocol/board-reports.ts';
import { can } from '../access.ts';
import { emptyAnswer } from '../answer.ts';
import type { Office } from '../office.ts';
import { RequestProblem } from '../problem-answer.ts';
import { readJson } from '../request-body.ts';
import type { Route, SignedInCall } from '../route.ts';
import type { CellRecord } from '../store/cells.ts';
import { groupOfCell } from './cell-board.ts';
import { CellProblem } from './cell-door.ts';
import { pullCell, syncWithCell } from './pull-cell.ts';

/** another process of ours may have taken the number */
const mostTries = 4;
const retryAfterS = 60;

export const cellReviewRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/board/groups/:id/reports/:report/review',
    summary: 'What the department says to a report of a province with a server of its own',
    access: 'cell-review',
    body: CellReviewRequest,
    handle: review,
  },
];

/** @throws RequestProblem `cell-down` when the province's server cannot be asked: nothing was said, or saying it again does no harm */
async function review({ office, request, params, viewer }: SignedInCall): Promise<Response> {
  const { id: group = '', report = '' } = params;
  const { id, ...said } = await readJson(request, CellReviewRequest);
  const cell = await office.store.read(async (tables) => {
    const known = await groupOfCell(tables, viewer, group);
    if (!known?.reports.some((each) => each.report.id === report)) return undefined;
    const area = known.board.group.village.tambon;
    return can(viewer, 'cell-review', { area }) ? tables.cells.ofProvince(area.slice(0, 2)) : undefined;
  });
  if (!cell) throw new RequestProblem('not-found');
  const word = {
    v: 1 as const,
    id,
    g: group,
    k: 'report.review' as const,
    kv: 1,
    at: new Date(office.clock()).toISOString(),
    ce: 0,
    p: { report, level: 'department' as const, ...said },
  };
  const parsed = parseOperation({ ...word, n: 1 });
  if (!parsed.ok) throw new RequestProblem('bad-request', { path: parsed.why === 'invalid' ? parsed.path.replace(/^p\./, '') : '' });
  const isNew = await pass(office, cell, word);
  // the board here says it too now, or with the next look
  const problem = await pullCell(office, cell);
  if (!isNew && problem !== undefined) throw cellDown();
  await office.store.write((tables) =>
    tables.office.audit({ at: office.clock(), actor: viewer.user, action: `cell-review-${said.decision}`, subject: `${group} ${report}` }),
  );
  return emptyAnswer(204);
}

/** @returns false when it was taken in before under another number of ours, and only the answer was lost, or it was set aside there */
async function pass(office: Office, cell: CellRecord, word: Omit<Operation, 'n'>): Promise<boolean> {
  try {
    for (let tries = 1; tries <= mostTries; tries++) {
      const { ackN, session } = await syncWithCell(office, cell, {});
      const [verdict] = (await syncWithCell(office, { ...cell, session }, { ops: [{ ...word, n: ackN + 1 }] })).res;
      if (verdict?.r === 'applied') return true;
      if (verdict?.r === 'clash') return false;
      if (verdict?.r !== 'fork' && verdict?.r !== 'gap') throw new RequestProblem('not-found');
    }
  } catch (error) {
    if (!(error instanceof CellProblem)) throw error;
    office.log('cell-not-told', { cell: cell.provinces.join(' '), code: error.code });
  }
  throw cellDown();
}

function cellDown(): RequestProblem {
  return new RequestProblem('cell-down', { retryAfter: retryAfterS });
}
