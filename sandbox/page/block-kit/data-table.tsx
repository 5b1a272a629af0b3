import { useId, useState } from 'preact/hooks';
import type { JsonObject } from '../../slack/json.ts';
import { ScrollArea } from '../scroll-area.tsx';
import type { BlockProps } from './blocks.tsx';
import { Cell, cellText, compareCells } from './cell.tsx';
import { Pager } from './pager.tsx';
import { num, objects, str } from './read.ts';

type Sort = { readonly column: number; readonly down: boolean } | null;

/** A table that sorts, filters and pages by itself (slack-platform 3.15). */
export function DataTable({ block }: BlockProps) {
  const id = useId();
  const [sort, setSort] = useState<Sort>(null);
  const [page, setPage] = useState(0);
  const [filter, setFilter] = useState('');
  const [head = [], ...rows] = (Array.isArray(block.rows) ? block.rows : []).map((row) => objects(row));
  const size = num(block.page_size) ?? 5;
  const found = sorted(
    rows.filter((row) => has(row, filter)),
    sort,
  );
  const pages = Math.max(1, Math.ceil(found.length / size));
  const at = Math.min(page, pages - 1);
  const rowHeader = num(block.row_header_column_index);
  const numeric = (column: number) => rows.length > 0 && rows.every((row) => row[column]?.type === 'raw_number');

  const sortBy = (column: number) => {
    setPage(0);
    setSort(sort?.column !== column ? { column, down: false } : sort.down ? null : { column, down: true });
  };
  return (
    <div class="data-table">
      <div class="data-table-head">
        <h4 id={id}>{str(block.caption)}</h4>
        {rows.length > size && (
          <input
            type="search"
            class="table-filter"
            placeholder="Filter"
            aria-label={`Filter ${str(block.caption)}`}
            value={filter}
            onInput={(event) => {
              setFilter(event.currentTarget.value);
              setPage(0);
            }}
          />
        )}
      </div>
      <ScrollArea class="table-scroll" label={`${str(block.caption)}, table`}>
        <table class="table" aria-labelledby={id}>
          <thead>
            <tr>
              {head.map((cell, column) => (
                <th key={column} scope="col" aria-sort={sortOf(sort, column)} class={numeric(column) ? 'number' : ''}>
                  <button type="button" onClick={() => sortBy(column)}>
                    <Cell of={cell} />
                    <span class="sort" aria-hidden="true" />
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.slice(at * size, (at + 1) * size).map((row, index) => (
              <tr key={`${at}-${index}`}>
                {row.map((cell, column) =>
                  column === rowHeader ? (
                    <th key={column} scope="row">
                      <Cell of={cell} />
                    </th>
                  ) : (
                    <td key={column} class={numeric(column) ? 'number' : ''}>
                      <Cell of={cell} />
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
      {(pages > 1 || filter !== '') && <Pager at={at} pages={pages} found={found.length} onGo={setPage} />}
    </div>
  );
}

function has(row: readonly JsonObject[], filter: string): boolean {
  const wanted = filter.trim().toLowerCase();
  return wanted === '' || row.some((cell) => cellText(cell).toLowerCase().includes(wanted));
}

function sorted(rows: JsonObject[][], sort: Sort): JsonObject[][] {
  if (!sort) return rows;
  const { column, down } = sort;
  return rows.toSorted((a, b) => compareCells(a[column], b[column]) * (down ? -1 : 1));
}

function sortOf(sort: Sort, column: number): 'ascending' | 'descending' | 'none' {
  if (sort?.column !== column) return 'none';
  return sort.down ? 'descending' : 'ascending';
}
