/** A dense table for boards: sticky head, sorting by its headers, a total row; under 600 px each row becomes a card. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

export interface TableColumn<Row> {
  key: string;
  label: string;
  cell: (row: Row) => ComponentChildren;
  numeric?: boolean;
  /** Makes the header a button. Words sort as in a Thai dictionary. */
  sortValue?: (row: Row) => string | number;
  total?: ComponentChildren;
}

export interface TableSort {
  key: string;
  direction: 'ascending' | 'descending';
}

export interface DataTableProps<Row> {
  /** Says what the table shows; hidden unless `showCaption`. */
  caption: ComponentChildren;
  showCaption?: boolean;
  /** The first column names the row. */
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Given together with `onSort` when the address keeps the sorting; else the table keeps it. */
  sort?: TableSort;
  onSort?: (sort: TableSort) => void;
  empty?: ComponentChildren;
}

const thaiOrder = new Intl.Collator('th', { numeric: true });

export function DataTable<Row>({ caption, showCaption = false, columns, rows, keyOf, sort, onSort, empty }: DataTableProps<Row>) {
  const [ownSort, setOwnSort] = useState<TableSort>();
  const shownSort = sort ?? ownSort;
  const hasTotal = columns.some((column) => column.total !== undefined);

  // The roles are repeated because cards are laid out as blocks, which makes browsers forget that this is a table.
  return (
    <div class="table-wrap">
      <table class="table" role="table">
        <caption class={showCaption ? undefined : 'hidden-text'}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => {
              const direction = shownSort?.key === column.key ? shownSort.direction : undefined;
              return (
                <th
                  key={column.key}
                  role="columnheader"
                  scope="col"
                  class={columnClass(column)}
                  aria-sort={column.sortValue ? (direction ?? 'none') : undefined}
                >
                  {column.sortValue ? (
                    <button
                      type="button"
                      class={direction}
                      onClick={() =>
                        (onSort ?? setOwnSort)({ key: column.key, direction: direction === 'ascending' ? 'descending' : 'ascending' })
                      }
                    >
                      {column.label}
                      <Icon name={direction ? 'chevron-down' : 'sort'} size="small" />
                    </button>
                  ) : (
                    column.label
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {sortRows(rows, columns, shownSort).map((row) => (
            <tr key={keyOf(row)} role="row">
              <TableCells columns={columns} content={(column) => column.cell(row)} />
            </tr>
          ))}
        </tbody>
        {hasTotal && rows.length > 0 && (
          <tfoot role="rowgroup">
            <tr role="row">
              <TableCells columns={columns} content={(column) => column.total} />
            </tr>
          </tfoot>
        )}
      </table>
      {rows.length === 0 && empty}
    </div>
  );
}

interface TableCellsProps<Row> {
  columns: readonly TableColumn<Row>[];
  content: (column: TableColumn<Row>) => ComponentChildren;
}

function TableCells<Row>({ columns, content }: TableCellsProps<Row>) {
  return (
    <>
      {columns.map((column, index) =>
        index === 0 ? (
          <th key={column.key} role="rowheader" scope="row" class={columnClass(column)}>
            {content(column)}
          </th>
        ) : (
          <td key={column.key} role="cell" class={columnClass(column)} data-label={column.label}>
            {content(column)}
          </td>
        ),
      )}
    </>
  );
}

function columnClass(column: { numeric?: boolean }): string | undefined {
  return column.numeric ? 'numeric' : undefined;
}

function sortRows<Row>(rows: readonly Row[], columns: readonly TableColumn<Row>[], sort: TableSort | undefined): readonly Row[] {
  const sortValue = columns.find((column) => column.key === sort?.key)?.sortValue;
  if (!sort || !sortValue) return rows;
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return rows.toSorted((one, other) => {
    const [a, b] = [sortValue(one), sortValue(other)];
    return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : thaiOrder.compare(String(a), String(b)));
  });
}
