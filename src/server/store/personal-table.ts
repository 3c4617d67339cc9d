/** The erasable parts of operations in portable SQL, found by their stream and overwritten in their place. */
import type { Sql } from './sql.ts';
import type { PersonalRecord, PersonalTable } from './store.ts';

export function personalTable(sql: Sql): PersonalTable {
  return {
    ofStream: (stream) =>
      sql.all<PersonalRecord>(
        `select pii.op_id as id, null as clash, coalesce(op.body, held.body) as body, pii.body as personal
         from pii left join op on op.op_id = pii.op_id and op.stream = pii.stream
           left join held on held.op_id = pii.op_id and held.stream = pii.stream where pii.stream = ?
         union all
         select op_id as id, hash as clash, body, personal from clash where stream = ? and personal is not null`,
        stream,
        stream,
      ),
    overwrite: (stream, { id, clash, personal }) =>
      clash === null
        ? sql.run('update pii set body = ? where stream = ? and op_id = ?', personal, stream, id)
        : sql.run('update clash set personal = ? where op_id = ? and hash = ?', personal, id, clash),
  };
}
