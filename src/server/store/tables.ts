/** All tables of the contract over whatever answers portable SQL. */
import { cellTable } from './cell-table.ts';
import { figureTable } from './figure-table.ts';
import { heldTable } from './held-table.ts';
import { nationalIdTable } from './national-id-table.ts';
import { officeTable } from './office-table.ts';
import { openIdTable } from './openid-table.ts';
import { passkeyTable } from './passkey-table.ts';
import { passwordTable } from './password-table.ts';
import { blobTable, deviceTable, peopleTable, sessionTable } from './people-tables.ts';
import { personalTable } from './personal-table.ts';
import { pushTable } from './push-table.ts';
import { snapshotTable } from './snapshot-table.ts';
import type { Sql } from './sql.ts';
import type { Tables } from './store.ts';
import { operationTable, rowTable, streamTable } from './stream-tables.ts';
import { tokenTable } from './token-table.ts';
import { tryTable } from './try-table.ts';

export function tablesOver(sql: Sql): Tables {
  return {
    streams: streamTable(sql),
    operations: operationTable(sql),
    personal: personalTable(sql),
    held: heldTable(sql),
    devices: deviceTable(sql),
    people: peopleTable(sql),
    sessions: sessionTable(sql),
    rows: rowTable(sql),
    snapshots: snapshotTable(sql),
    blobs: blobTable(sql),
    nationalIds: nationalIdTable(sql),
    tokens: tokenTable(sql),
    passwords: passwordTable(sql),
    passkeys: passkeyTable(sql),
    openIds: openIdTable(sql),
    pushes: pushTable(sql),
    figures: figureTable(sql),
    cells: cellTable(sql),
    tries: tryTable(sql),
    office: officeTable(sql),
  };
}
